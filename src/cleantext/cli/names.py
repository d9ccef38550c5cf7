"""The names of the commands: `clean`, which is meant where none is named, and the others, each a module here."""

OTHERS = ("evaluate", "explain", "report", "restore", "rules")
COMMANDS = frozenset({"clean", *OTHERS})
