"""The plainest call, nothing but paths, understood without Click: to load that takes longer than to clean a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .names import COMMANDS

# What Click makes of each flag of `clean` that is not given.
NOT_GIVEN: Mapping[str, Any] = {
    **dict.fromkeys(("output", "backup", "edits", "jobs", "level", "field", "encoding", "config")),
    **dict.fromkeys(("in_place", "diff", "diff_side", "check", "removed", "jsonl", "line_buffered", "stats"), False),
    **dict.fromkeys(("no_pager", "quiet", "verbose", "isolated"), False),
    **dict.fromkeys(("lang", "only", "keep", "select", "ignore", "pack", "protect", "protect_pattern"), ()),
    **dict.fromkeys(("include", "exclude"), ()),
    "color": "auto",
    "stdin_filename": "stdin",
}


def is_plain(argv: Sequence[str]) -> bool:
    """Are these arguments all paths, and so meant for `clean`?

    >>> is_plain(["article.txt"]), is_plain(["-"]), is_plain(["rules", "list"]), is_plain(["a.txt", "--diff"])
    (True, True, False, False)
    """
    return all(arg == "-" or not arg.startswith("-") for arg in argv) and not (argv and argv[0] in COMMANDS)


def flags_of(argv: Sequence[str]) -> dict[str, Any]:
    """The flags of `clean` that such arguments stand for."""
    return {**NOT_GIVEN, "paths": tuple(argv)}
