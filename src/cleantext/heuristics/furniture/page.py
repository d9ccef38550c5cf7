"""Page: the lines of a document as the score for page furniture sees them, if it has a say there at all.

It speaks only of a text that has something to be surrounded by furniture, and only where rules that can say why have
claimed some of it; or, of a text on one line, of which they see little, if it seems to end in furniture.
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
_LAST = -1.5  # score by itself that the last sentence has of a text that ends in furniture: a quick look


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
        company = _COMPANY_OF_MANY if len(self.drawn) > _MANY_LINES else _COMPANY
        return self.company >= (_COMPANY_FLAT if self.is_flat else company)


def page_of(document: Document, claims: Claims, lexicon: Lexicon) -> Page | None:
    """`document` as the score sees it; None where the score has no say."""
    lines = units(document, claims)
    if not len(claims) and lines is document.lines:
        return None
    found = sketches(lines, claims)
    if not has_text(found):
        return None
    if not len(claims) and not _may_end_in_furniture(found, describer(found, lexicon)):
        return None
    return _drawn(document, lexicon, lines, found)


def _may_end_in_furniture(found: Sequence[Sketch], describe: Describe) -> bool:
    by_shape = weighed(describe(len(found) - 1), SHAPES)
    return by_shape + weighed(wording(found[-1].text), WORDS) > _LAST


def drawn(document: Document, claims: Claims, lexicon: Lexicon) -> Page:
    """The lines of `document` with their features and their wording, whether the score has a say or not."""
    lines = units(document, claims)
    found = sketches(lines, claims)
    return _drawn(document, lexicon, lines, found)


def _drawn(document: Document, lexicon: Lexicon, lines: tuple[Line, ...], found: list[Sketch]) -> Page:
    describe = describer(found, lexicon)
    is_flat = lines is not document.lines
    kept = rows(document, lines) | references(lines) | discourse(document, lines, lexicon)
    over = None if is_flat else headline(found)
    is_open = [at not in kept and at != over and sketch.kind != "claimed" for at, sketch in enumerate(found)]
    named = [describe(at) if sketch.kind != "claimed" else [] for at, sketch in enumerate(found)]
    worded = [wording(sketch.text) if sketch.kind != "claimed" else [] for sketch in found]
    company = len({line.text for line, sketch in zip(lines, found) if sketch.claimed_as})
    return Page(lines, found, named, worded, is_open, is_flat, company)


def has_text(drawn: Sequence[Sketch]) -> bool:
    """Is there text enough in its core to be surrounded?"""
    first, behind = core(drawn)
    return sum(sketch.words for sketch in drawn[first:behind] if sketch.kind == "prose") >= _LEAST_TEXT
