"""Formats: how a source of bytes becomes documents, and how a cleaned document becomes bytes again."""
