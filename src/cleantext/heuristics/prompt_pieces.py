"""Prompt pieces: the sentences of a line with the points that they get as prompts, for their words and their place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cleantext.engine.anchors import Hit
from cleantext.engine.claims import Claims
from cleantext.engine.context import Speakers
from cleantext.engine.document import Document, Line

from .prompt_points import LISTS, Reading, outlooks, persons, points, read, shape_features
from .shape import ends_sentence

ENOUGH = 0.6  # points of a prompt
_CAUTION = 0.9  # further points that it needs in an article, which has more to lose than a line has
_FITTED = "en"  # the language of the lines that the weights are fitted on
_ELSEWHERE = 0.9  # further points that it needs in another: there the words have shown less of what they are worth
NOTHING = -9.0  # points of a sentence that names no thing of a site
LONGEST = 360  # code points of a sentence that is looked at
_LAST_LINES = 3  # the edge of a document
FEW, _WHOLE = 300, 1400  # code points of a document that is no article yet, and of one that surely is
_PERSONS = 40  # code points for each word of you and we in a text that speaks to its reader throughout


class Piece(NamedTuple):
    """A sentence, or what claims have left of it; `points` are those of its words and place."""

    start: int
    end: int
    reading: Reading | None
    points: float


class Spoken:
    """The words of prompts in a document, and how much it speaks to its reader throughout, by language."""

    def __init__(self, document: Document, speakers: Speakers) -> None:
        self._document = document
        self.speakers = speakers

    @cached_property
    def _hits(self) -> list[Hit]:
        return self._document.hits(*LISTS)

    @cached_property
    def _starts(self) -> list[int]:
        return [hit.start for hit in self._hits]

    @cached_property
    def _persons(self) -> Counter[str]:
        return persons(self._hits)

    def within(self, start: int, end: int) -> Sequence[Hit]:
        """Those in [start, end)."""
        some = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [hit for hit in some if hit.end <= end]

    @cached_property
    def _asking(self) -> frozenset[int]:
        return frozenset(hit.start for hit in self._document.hits("prompt-ask"))

    @cached_property
    def _calling(self) -> frozenset[int]:
        return frozenset(hit.end for hit in self._document.hits("prompt-ask", "prompt-lure"))

    def is_asking(self, start: int) -> bool:
        """Does a word that asks begin at `start`?"""
        return start in self._asking

    def is_call(self, start: int, end: int) -> bool:
        """Does what stands in [start, end) begin with a word that asks, and end with one that asks or lures?"""
        return start in self._asking and end in self._calling

    def share(self, language: str) -> float:
        """How much an article speaks to its reader, 0 to 1: in a guide or an advert, you and we say little."""
        size = len(self._document.folded)
        if size < 2 * FEW:
            return 0.0
        return min(1.0, self._persons[language] * _PERSONS / size)


def pieces_of(
    document: Document, claims: Claims, at: int, spoken: Spoken, least: float | None = None
) -> Iterator[Piece]:
    """The free sentences of line `at`, read, but for those that cannot get `least` points."""
    place: dict[str, float] = {}
    for start, end in _free(document, claims, document.lines[at]):
        hits = spoken.within(start, end) if end - start <= LONGEST else ()
        if hits and least is not None:
            place = place or place_of(document, claims, at)
            known = _shape(document.folded[start:end]) | place
            hits = hits if may_be_sure(hits, known, least) else ()
        reading = None
        if hits:
            own = [hit._replace(start=hit.start - start, end=hit.end - start) for hit in hits]
            reading = read(document.folded[start:end], document.lowered[start:end], own)
        if not reading:
            yield Piece(start, end, None, NOTHING)
            continue
        place = place or place_of(document, claims, at)
        reading.features.update(place, spoken=spoken.share(reading.language))
        yield Piece(start, end, reading, points(reading.features))


def _shape(sentence: str) -> dict[str, float]:
    """What is known of the features of a sentence, whatever its words."""
    shape = shape_features(sentence)
    if not shape["short"] or ends_sentence(sentence):
        shape["button"] = 0.0
    return shape


def may_be_sure(hits: Sequence[Hit], known: Mapping[str, float], enough: float) -> bool:
    """Can a sentence with these words, of which this much is known beside, get the points that it needs?"""
    return any(most >= needed(language, enough) for language, most in outlooks(hits, known, enough))


def needed(language: str, enough: float) -> float:
    """The points that a sentence of that language needs, where one of the language of the weights needs `enough`."""
    return enough if language == _FITTED else enough + _ELSEWHERE


def _free(document: Document, claims: Claims, line: Line) -> Iterator[tuple[int, int]]:
    """The parts of the line's sentences that nobody claims, without the white space around them."""
    for start, end in document.sentences(line):
        for left, right in claims.free(start, end):
            text = document.folded[left:right]
            if any(map(str.isalnum, text)):
                yield right - len(text.lstrip()), left + len(text.rstrip())


def place_of(document: Document, claims: Claims, at: int) -> dict[str, float]:
    """The features of where line `at` stands."""
    lines = document.lines
    claimed = sum(claim.end - claim.start for claim in claims.within(lines[at].start, lines[at].end))
    beside = [lines[index] for index in (at - 1, at + 1) if 0 <= index < len(lines)]
    return {
        "in-claimed-line": float(claimed > (lines[at].end - lines[at].start) / 2),
        "by-claimed-line": float(any(claims.touches(line.start, line.end) for line in beside)),
        "at-end": float(len(lines) - _LAST_LINES <= at and len(lines) > _LAST_LINES),
        "in-article": _article(document),
    }


def enough_in(document: Document) -> float:
    """The points of a prompt in this document."""
    return ENOUGH + _CAUTION * _article(document)


def _article(document: Document) -> float:
    """How much a document is an article, 0 to 1, and no line or two that stand by themselves."""
    return min(1.0, max(0.0, (len(document.folded) - FEW) / (_WHOLE - FEW)))
