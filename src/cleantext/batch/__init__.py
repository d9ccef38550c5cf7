"""Batch: many sources. Which ones, where each goes, and the same result for every number of workers."""
