"""What does not go together on a command line, told as Click tells of what it does not understand itself."""

from __future__ import annotations

from cleantext.engine.errors import CleantextError


class UsageError(CleantextError):
    """Its text is one line that says which flags or arguments do not go together."""
