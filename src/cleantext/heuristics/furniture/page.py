"""Page: the lines of a document as the score for page furniture sees them, if it has a say there at all.

It speaks only of a text that has something to be surrounded by furniture, and only where rules that can say why have
claimed some of it; where that is little, or it is a text on one line, only if a quick look finds what may be furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleantext.engine.claims import Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.rules import Lexicon
from cleantext.heuristics.discourse import discourse

from .features import Describe, describer
from .headline import headline
from .references import references
from .sketches import Sketch, core, sketches
from .units import rows, units
from .weights import SHAPES, WORDS, weighed
from .words import wording

_COMPANY = 3  # different lines that other rules must have claimed
_MANY_LINES, _COMPANY_OF_MANY = 50, 5  # in a text of many lines, a catalogue perhaps, three may be chance
_COMPANY_FLAT = 1  # in a text on one line, of which rules see little: it has no lines to tell them by
_LEAST_TEXT = 60  # words of prose in the core: without text there is nothing that furniture could surround
# Score by itself that some line has of a text with furniture of which rules claim little: a quick look. Of a text on
# one line it is the last sentence, which tells less.
_MAY_BE, _MAY_END = -0.5, -3.0


class Page(NamedTuple):
    """The lines of a page that the score judges, and what is known of each."""

    lines: Sequence[Line]
    drawn: list[Sketch]
    named: list[list[str]]  # features; none of a line that is claimed, whose score is no question
    worded: list[list[str]]  # likewise
    # Whether the line may go by score: not if rules leave no word of it, nor a row, a source, the headline, or one that
    # goes on what the text is doing (`discourse`).
    open: list[bool]
    is_flat: bool  # a text on one line, judged by its sentences
    company: int  # different lines that other rules claim: "Buy now" ten times is one button

    @property
    def is_dump(self) -> bool:
        """Do other rules claim enough of it to take it for a dump of a whole page?"""
        return _is_dump(len(self.drawn), self.company, is_flat=self.is_flat)


def page_of(document: Document, claims: Claims, lexicon: Lexicon) -> Page | None:
    """`document` as the score sees it; None where the score has no say."""
    lines = units(document, claims)
    is_flat = lines is not document.lines
    if not len(claims) and not is_flat:
        return None
    found = sketches(lines, claims)
    if not has_text(found):
        return None
    company = _company(lines, found)
    describe = describer(found, lexicon)
    if not _is_dump(len(found), company, is_flat=is_flat):
        asked, least = (_last(found), _MAY_END) if is_flat else (_askable(found), _MAY_BE)
        if not any(_by_itself(found[at], describe(at)) > least for at in asked):
            return None
    return _drawn(document, lexicon, lines, found, describe)


def _company(lines: Sequence[Line], found: Sequence[Sketch]) -> int:
    return len({line.text for line, sketch in zip(lines, found) if sketch.claimed_as})


def _is_dump(count: int, company: int, *, is_flat: bool) -> bool:
    if is_flat:
        return company >= _COMPANY_FLAT
    return company >= (_COMPANY_OF_MANY if count > _MANY_LINES else _COMPANY)


def _last(found: Sequence[Sketch]) -> list[int]:
    """The last line that is not claimed."""
    return [at for at, sketch in enumerate(found) if sketch.kind != "claimed"][-1:]


def _askable(found: Sequence[Sketch]) -> list[int]:
    """The lines of which some must go if any does, where prose goes from the end alone (`cautions`)."""
    short = [at for at, sketch in enumerate(found) if sketch.kind not in ("claimed", "prose")]
    return short + _last(found)


def _by_itself(sketch: Sketch, features: Sequence[str]) -> float:
    return weighed(features, SHAPES) + weighed(wording(sketch.text), WORDS)


def drawn(document: Document, claims: Claims, lexicon: Lexicon) -> Page:
    """The lines of `document` with their features and their wording, whether the score has a say or not."""
    lines = units(document, claims)
    found = sketches(lines, claims)
    return _drawn(document, lexicon, lines, found, describer(found, lexicon))


def _drawn(
    document: Document, lexicon: Lexicon, lines: tuple[Line, ...], found: list[Sketch], describe: Describe
) -> Page:
    is_flat = lines is not document.lines
    kept = rows(document, lines) | references(lines) | discourse(document, lines, lexicon)
    over = None if is_flat else headline(found)
    is_open = [at not in kept and at != over and sketch.kind != "claimed" for at, sketch in enumerate(found)]
    named = [describe(at) if sketch.kind != "claimed" else [] for at, sketch in enumerate(found)]
    worded = [wording(sketch.text) if sketch.kind != "claimed" else [] for sketch in found]
    return Page(lines, found, named, worded, is_open, is_flat, _company(lines, found))


def has_text(drawn: Sequence[Sketch]) -> bool:
    """Is there text enough in its core to be surrounded?"""
    first, behind = core(drawn)
    return sum(sketch.words for sketch in drawn[first:behind] if sketch.kind == "prose") >= _LEAST_TEXT
