"""Page: the lines of a document as the score for page furniture sees them, if it has a say there at all.

It speaks only of a text that has something to be surrounded by furniture, and only where rules that can say why have
claimed some of it; where that is little, or it is a text on one line, only if a quick look finds what may be furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleantext.engine.claims import Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.rules import Lexicon
from cleantext.heuristics.discourse import discourse

from .features import Describe, Fact, WordLists, describer, shape
from .headline import headline
from .outline import Outline
from .references import references
from .sketches import Sketch, sketches
from .units import rows, units
from .weights import Weighed, total
from .words import weighed

_COMPANY = 3  # different lines that other rules must have claimed
_MANY_LINES, _COMPANY_OF_MANY = 50, 5  # in a text of many lines, a catalogue perhaps, three may be chance
_PIECES_FOR_ONE = 150  # in a text on one line one for so many sentences: of these, without lines, rules see little
# Sentences at either end of a longer text on one line, and no dump, that are looked at: of those between none can go.
_END = 400
_LEAST_TEXT = 60  # words of prose in the core: without text there is nothing that furniture could surround
# Score by itself that some line has of a text with furniture of which rules claim little: a quick look. Of a text on
# one line it is the last sentence, which tells less.
_MAY_BE, _MAY_END = -0.5, -3.0


class Page(NamedTuple):
    """The lines of a page that the score judges, and what is known of each."""

    lines: Sequence[Line]
    outline: Outline
    facts: list[list[Fact]]  # what its features are; none of a line that is claimed, whose score is no question
    worded: list[list[Weighed]]  # what its wording weighs; likewise
    # Whether the line may go by score: not if rules leave no word of it, nor a row, a source, the headline, or one that
    # goes on what the text is doing (`discourse`).
    open: list[bool]
    is_flat: bool  # a text on one line, judged by its sentences
    is_dump: bool  # do other rules claim enough of it to take it for a dump of a whole page?
    company: int  # different lines that other rules claim: "Buy now" ten times is one button

    @property
    def drawn(self) -> list[Sketch]:
        """The sketch of each line."""
        return self.outline.drawn


class _Sketched(NamedTuple):
    """The lines of a page before anything is asked about them together."""

    lines: tuple[Line, ...]
    drawn: list[Sketch]
    is_flat: bool
    is_dump: bool
    company: int

    @classmethod
    def of(cls, document: Document, lines: tuple[Line, ...], claims: Claims) -> _Sketched:
        is_flat, found = lines is not document.lines, sketches(lines, claims)
        company = len({line.text for line, sketch in zip(lines, found) if sketch.claimed_as})
        return cls(lines, found, is_flat, _is_dump(len(lines), company, is_flat=is_flat), company)

    def of_use(self) -> _Sketched:
        """Those that could go and what is near them: of a long text on one line the ends, if it is no dump."""
        if self.is_dump or not self.is_flat or len(self.lines) <= 2 * _END:
            return self
        return self._replace(lines=self.lines[:_END] + self.lines[-_END:], drawn=self.drawn[:_END] + self.drawn[-_END:])


def page_of(document: Document, claims: Claims, lexicon: Lexicon, word_lists: WordLists) -> Page | None:
    """`document` as the score sees it; None where the score has no say."""
    lines = units(document, claims)
    if not len(claims) and lines is document.lines:
        return None
    sketched = _Sketched.of(document, lines, claims).of_use()
    outline = Outline.of(sketched.drawn)
    if not has_text(outline):
        return None
    describe = cache(describer(outline, word_lists))  # what the quick look looked at is looked at again
    if not sketched.is_dump:
        asked, least = (_last(outline.drawn), _MAY_END) if sketched.is_flat else (_askable(outline.drawn), _MAY_BE)
        if not any(shape(describe(at)) + total(weighed(outline.drawn[at].text)) > least for at in asked):
            return None
    return _drawn(document, lexicon, sketched, outline, describe)


def _is_dump(count: int, company: int, *, is_flat: bool) -> bool:
    if is_flat:
        return company >= max(1, count // _PIECES_FOR_ONE)
    return company >= (_COMPANY_OF_MANY if count > _MANY_LINES else _COMPANY)


def _last(found: Sequence[Sketch]) -> list[int]:
    """The last line that is not claimed."""
    return [at for at, sketch in enumerate(found) if sketch.kind != "claimed"][-1:]


def _askable(found: Sequence[Sketch]) -> list[int]:
    """The lines of which some must go if any does, where prose goes from the end alone (`cautions`)."""
    short = [at for at, sketch in enumerate(found) if sketch.kind not in ("claimed", "prose")]
    return short + _last(found)


def drawn(document: Document, claims: Claims, lexicon: Lexicon) -> Page:
    """The lines of `document` with what is so of them, whether the score has a say or not."""
    sketched = _Sketched.of(document, units(document, claims), claims)
    outline = Outline.of(sketched.drawn)
    return _drawn(document, lexicon, sketched, outline, describer(outline, WordLists.of(lexicon)))


def _drawn(document: Document, lexicon: Lexicon, sketched: _Sketched, outline: Outline, describe: Describe) -> Page:
    lines = sketched.lines
    kept = of_the_text(document, lines, lexicon)
    if not sketched.is_flat and (over := headline(lines, outline)) is not None:
        kept.add(over)
    claimed = [sketch.kind == "claimed" for sketch in outline.drawn]
    is_open = [at not in kept and not is_claimed for at, is_claimed in enumerate(claimed)]
    facts = [[] if is_claimed else describe(at) for at, is_claimed in enumerate(claimed)]
    worded = [[] if is_claimed else weighed(sketch.text) for is_claimed, sketch in zip(claimed, outline.drawn)]
    return Page(lines, outline, facts, worded, is_open, sketched.is_flat, sketched.is_dump, sketched.company)


def of_the_text(document: Document, lines: tuple[Line, ...], lexicon: Lexicon) -> set[int]:
    """The indexes of those lines that are the text's own, however they look: rows, sources, and what goes on what it
    is doing (`discourse`)."""
    return rows(document, lines) | references(lines) | discourse(document, lines, lexicon)


def has_text(outline: Outline) -> bool:
    """Is there text enough in its core to be surrounded?"""
    core = outline.drawn[outline.first : outline.behind]
    return sum(sketch.words for sketch in core if sketch.kind == "prose") >= _LEAST_TEXT
