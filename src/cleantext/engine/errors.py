"""The one error that is the user's to mend: a wrong pack, setting or input. Everything else is a bug."""


class CleantextError(Exception):
    """Its text is one line that says what is wrong and where."""
