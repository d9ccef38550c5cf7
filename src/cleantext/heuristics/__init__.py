"""Heuristics: rules whose decision is Python, because it looks at shape, position and neighbours.

Who says what and why stands in rules.toml, with examples as in a pack; the decisions stand here, a file each.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext.engine.pack import Pack, parse_pack
from cleantext.engine.rules import Build
from cleantext.packs.remembered import remembered, sources_key

# Rules that anything but a page as a whole misleads, a line by itself or a text of the length of a book: they go by
# where something stands on the page, what is beside it, what comes back.
NEED_PAGE = (
    "bios/*",
    "bylines/byline",
    "bylines/contact",
    "bylines/stamp",
    "comments/*",
    "companies/*",
    "contents/*",
    "furniture/*",
    "images/*",
    "labels/*",
    "links/*",
    "remnants/ad",
    "remnants/comments",
    "remnants/consent",
    "remnants/legal",
    "remnants/newsletter",
    "remnants/promo",
    "repeats/*",
    "teasers/broken",
    "teasers/labelled",
    "wording/*",
)
_RULES = Path(__file__).with_name("rules.toml")


@cache
def heuristic_rules() -> Pack:
    """The rules that the heuristics claim in the name of, with their examples."""
    return _parsed(_RULES.read_bytes())


@cache
def ready_rules() -> Pack:
    """The same rules, remembered without their examples."""
    toml = _RULES.read_bytes()
    (pack,), _ = remembered("heuristics", sources_key({_RULES.name: toml}), lambda: (_parsed(toml),))
    return pack


def weights() -> bytes:
    """The fitted weights of the heuristics, as they stand in their files."""
    return b"".join(path.read_bytes() for path in sorted(_RULES.parent.rglob("*.json")))


def _parsed(toml: bytes) -> Pack:
    return parse_pack(toml.decode("utf-8"), f"heuristics/{_RULES.name}", heuristics=True)


class Heuristic(NamedTuple):
    """How a heuristic is made, the first part of the ids of its rules, and the word lists whose hits it asks for."""

    name: str
    build: Build
    looks_for: tuple[str, ...] = ()  # as in `Document.hits`


def looked_for() -> tuple[str, ...]:
    """The names of all word lists whose hits the heuristics ask for."""
    return tuple(dict.fromkeys(name for heuristic in heuristics() for name in heuristic.looks_for))


def heuristics() -> tuple[Heuristic, ...]:
    """The heuristics in the order in which they run: later ones see what earlier ones claimed."""
    from . import (
        appeals,
        bios,
        bylines,
        captions,
        comments,
        companies,
        contents,
        images,
        labels,
        links,
        prompt_points,
        prompts,
        remnants,
        repeats,
        rows,
        teasers,
        wording,
    )
    from .furniture.cautions import CLEAR, LIKELY
    from .furniture.score import builds

    return (
        Heuristic("captions/", captions.build, ("gallery-marker", "agency", "credit-label", "credit-whole")),
        Heuristic("appeals/", appeals.build, ("appeal-ask", "appeal-you")),
        Heuristic("rows/", rows.build),
        Heuristic("contents/", contents.build, ("contents-label",)),
        Heuristic("bylines/", bylines.build),
        Heuristic("bios/", bios.build),
        Heuristic("companies/", companies.build),
        Heuristic("comments/", comments.build),
        Heuristic("teasers/", teasers.build),
        Heuristic("links/", links.build),
        Heuristic("prompts/", prompts.build, prompt_points.LISTS),
        Heuristic("repeats/", repeats.build),
        Heuristic("labels/", labels.build),
        Heuristic("images/", images.build),
        Heuristic(LIKELY.rule, builds(LIKELY)),  # before the other: fitted without it
        Heuristic(CLEAR.rule, builds(CLEAR)),
        Heuristic("remnants/", remnants.build),
        Heuristic("wording/", wording.build),  # behind the score for furniture: fitted without it
    )
