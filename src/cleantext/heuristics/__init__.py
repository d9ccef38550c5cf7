"""Heuristics: rules whose decision is Python, because it looks at shape, position and neighbours.

Who says what and why stands in rules.toml, with examples as in a pack; the decisions stand here, a file each.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cleantext.engine.pack import Pack, parse_pack
from cleantext.engine.rules import Build

_RULES = Path(__file__).with_name("rules.toml")


@cache
def heuristic_rules() -> Pack:
    """The rules that the heuristics claim in the name of."""
    return parse_pack(_RULES.read_bytes().decode("utf-8"), "heuristics/rules.toml", heuristics=True)


def builds() -> tuple[Build, ...]:
    """How each heuristic is made, in the order in which they run: later ones see what earlier ones claimed."""
    from . import appeals, bylines, captions, rows

    return (captions.build, appeals.build, rows.build, bylines.build)
