"""Rule, Category, Level: what is residue and who says so. What a well-formed rule is stands in `packs`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from .claims import Claim, Claims
    from .document import Document


class Category(StrEnum):
    """The closed list of kinds of residue."""

    APPEAL = "appeal"
    NEWSLETTER = "newsletter"
    PROMO = "promo"
    RELATED = "related"
    CAPTION = "caption"
    GALLERY = "gallery"
    CREDIT = "credit"
    BYLINE = "byline"
    META = "meta"
    BIO = "bio"
    SHARE = "share"
    COMMENTS = "comments"
    CONSENT = "consent"
    AD = "ad"
    LEGAL = "legal"
    NAV = "nav"
    PLAYER = "player"
    EMBED = "embed"
    SEPARATOR = "separator"
    PAYWALL = "paywall"
    REPEAT = "repeat"


class Level(IntEnum):
    """How much evidence a removal needs: each level also applies the rules of those before it.

    >>> Level.LIGHT < Level.DEEP
    True
    """

    LIGHT = 1
    STANDARD = 2
    DEEP = 3

    @classmethod
    def named(cls, name: str) -> Level:
        """The level of that name, in any case. ValueError if there is none."""
        try:
            return cls[name.upper()]
        except KeyError:
            raise ValueError(f"no level {name!r}: light, standard or deep") from None


class Rule(NamedTuple):
    """Who removed something, and why: what a phrase rule and a heuristic have in common."""

    id: str  # "en/support-our-journalism": pack or heuristic, then a name that reads well after "removed by"
    category: Category
    level: Level
    why: str
    removes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    language: str = ""  # of the pack; empty for a heuristic


class Finder(Protocol):
    """The one shape of a filter: it reads a document and what is claimed already, and claims more."""

    def __call__(self, document: Document, claims: Claims) -> Iterable[Claim]: ...


Lexicon = Mapping[str, frozenset[str]]  # named word lists of the packs in use, merged: "agency" -> {"reuters", ...}
Build = Callable[[Lexicon], Finder]  # how a heuristic is made for the packs in use
