"""Heuristics: rules whose decision is Python, because it looks at shape, position and neighbours.

Who says what and why stands in rules.toml, with examples as in a pack; the decisions stand here, a file each.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cleantext.engine.pack import Pack, parse_pack
from cleantext.engine.rules import Build
from cleantext.packs.remembered import remembered

_RULES = Path(__file__).with_name("rules.toml")


@cache
def heuristic_rules() -> Pack:
    """The rules that the heuristics claim in the name of."""
    toml = _RULES.read_bytes()
    name = "heuristics/rules.toml"
    (pack,) = remembered("heuristics", {name: toml}, lambda: (parse_pack(toml.decode("utf-8"), name, heuristics=True),))
    return pack


def builds() -> tuple[Build, ...]:
    """How each heuristic is made, in the order in which they run: later ones see what earlier ones claimed."""
    from . import appeals, bylines, captions, rows

    return (captions.build, appeals.build, rows.build, bylines.build)
