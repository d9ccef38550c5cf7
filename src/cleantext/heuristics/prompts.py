"""Prompts: sentences in which the site speaks to its reader about itself, in whatever words.

Each sentence that names a thing of the site (newsletter, app, comments, cookies) gets points (`prompt_points`). Enough
of them are a prompt; in a short line, what stands beside a prompt goes with it for fewer. The weightiest thing says
which rule claims. Most sentences of most texts name no such thing, and are never looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import chain
from typing import NamedTuple

from cleantext.engine.anchors import Hit
from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon
from cleantext.engine.seams import SmallWords

from .prompt_bounds import bounds
from .prompt_points import (
    LISTS,
    THINGS,
    Reading,
    gives_address,
    may_speak,
    outlooks,
    persons,
    points,
    read,
    shape_features,
)
from .shape import asks, ends_sentence, may_ask, word_count, words_of_prose

ENOUGH = 0.6  # points of a prompt
_CAUTION = 0.9  # further points that it needs in an article, which has more to lose than a line has
_ALONE = 3  # lines of a document that may be nothing but prompts
_LEAST_TEXT = 60  # words of prose in a page
_FITTED = "en"  # the language of the lines that the weights are fitted on
_ELSEWHERE = 0.9  # further points that it needs in another: there the words have shown less of what they are worth
_ASKED = 1.9  # further points that a question needs which asks you, and says no we: people ask one another, too
_HALF = -0.4  # points of a sentence that goes with a prompt beside it
_BESIDE = 2  # code points between the two
_NOTHING = -9.0  # points of a sentence that names no thing of a site
LONGEST = 360  # code points of a sentence that is looked at
_SHORT_LINE = 600  # code points of a line in which prompts draw in what stands beside them
_SHORT_QUESTION = 12  # words
_SHORT_BETWEEN = 14  # words of a sentence between two that go
_SHORT_CALL = 4  # words of a sentence that asks and lures and says no more: "Get it here."
_LAST_LINES = 3  # the edge of a document
_FEW, _WHOLE = 300, 1400  # code points of a document that is no article yet, and of one that surely is
_MOST = 0.5  # share of a document that prompts may take, unless it is but a line or two: a notice to readers is a text
_PICTURES = compiled(
    "[¿¡※\u2190-\u21ff\u2300-\u23ff\u25b6\u25ba\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff ]*"
)
_PERSONS = 40  # code points for each word of you and we in a text that speaks to its reader throughout


# What a line asks for where other rules claim some of it, and in whose name the rest of it goes.
_BESIDE_CLAIM = {
    "appeal": "prompts/appeal",
    "newsletter": "prompts/newsletter",
    "promo": "prompts/social",
    "paywall": "prompts/paywall",
    "comments": "prompts/comments",
    "share": "prompts/share",
    "ad": "prompts/shop",
}
_ASKING = frozenset(_BESIDE_CLAIM)


class Piece(NamedTuple):
    """A sentence, or what claims have left of it; `points` are those of its words and place."""

    start: int
    end: int
    reading: Reading | None
    points: float


class Spoken:
    """The words of prompts in a document, and how much it speaks to its reader throughout, by language."""

    def __init__(self, document: Document) -> None:
        self._document = document

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

    def share(self, language: str) -> float:
        """How much an article speaks to its reader, 0 to 1: in a guide or an advert, you and we say little."""
        size = len(self._document.folded)
        if size < 2 * _FEW:
            return 0.0
        return min(1.0, self._persons[language] * _PERSONS / size)


def build(lexicon: Lexicon) -> Finder:
    """Claims sentences that speak for the site, and what stands beside them in a short line."""
    small_words = cache(partial(SmallWords.of, lexicon))

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        asking = {document.line_index(claim.start) for claim in claims if claim.category in _ASKING}
        near = asking.union(document.line_index(hit.start) for hit in document.hits(*THINGS))
        if not near:
            return
        spoken = Spoken(document)
        found: list[Claim] = []
        for at in sorted(near):
            line = document.lines[at]
            if not _begins_with_word(line.text) or line.text[-1] == "," or claims.covers(line.start, line.end):
                continue  # a verse ends with a comma, a prompt does not
            if at in asking or (_may_ask(document, claims, at, spoken) and _asks(document, claims, at, spoken)):
                found += _in_line(document, claims, line, list(pieces_of(document, claims, at, spoken)), small_words)
        taken = sum(claim.end - claim.start for claim in found)
        if (len(document.folded) < _FEW or taken < _MOST * len(document.folded)) and found and _is_page(document):
            yield from found

    return find


def _begins_with_word(text: str) -> bool:
    """Does it, but for arrows and pictures before it? Bullets, numbers and quotation marks are those of texts."""
    at = _PICTURES.match(text).end()  # type: ignore[union-attr]
    return text[at : at + 1].isalpha()


def _is_page(document: Document) -> bool:
    """Is this a line or two by themselves, or a text with prose in it? A poem, a log or a table asks nobody."""
    if len(document.lines) <= _ALONE:
        return True
    return words_of_prose(line.text for line in document.lines) >= _LEAST_TEXT


def _may_ask(document: Document, claims: Claims, at: int, spoken: Spoken) -> bool:
    """May a sentence of line `at` be a prompt, as far as can be told before its sentences are found and read?"""
    line = document.lines[at]
    text, lowered = line.text, document.lowered[line.start : line.end]
    hits = spoken.within(line.start, line.end)
    if not may_speak(lowered, hits):
        return False
    known = _place(document, claims, at)
    for name, is_possible in (
        ("located", gives_address(lowered)),
        ("question", may_ask(text)),
        ("cry", "!" in text or "！" in text),
        ("button", claims.touches(line.start, line.end) or not ends_sentence(text)),
    ):
        if not is_possible:
            known[name] = 0.0
    return _may_be_sure(hits, known, _enough(document))


def _asks(document: Document, claims: Claims, at: int, spoken: Spoken) -> bool:
    """Is a sentence of line `at` a prompt by itself?"""
    enough = _enough(document)
    return any(_is_sure(piece, enough) for piece in pieces_of(document, claims, at, spoken, enough))


def pieces_of(
    document: Document, claims: Claims, at: int, spoken: Spoken, least: float | None = None
) -> Iterator[Piece]:
    """The free sentences of line `at`, read, but for those that cannot get `least` points."""
    place: dict[str, float] = {}
    for start, end in _free(document, claims, document.lines[at]):
        hits = spoken.within(start, end) if end - start <= LONGEST else ()
        if hits and least is not None:
            place = place or _place(document, claims, at)
            known = _shape(document.folded[start:end]) | place
            hits = hits if _may_be_sure(hits, known, least) else ()
        reading = None
        if hits:
            own = [hit._replace(start=hit.start - start, end=hit.end - start) for hit in hits]
            reading = read(document.folded[start:end], document.lowered[start:end], own)
        if not reading:
            yield Piece(start, end, None, _NOTHING)
            continue
        place = place or _place(document, claims, at)
        reading.features.update(place, spoken=spoken.share(reading.language))
        yield Piece(start, end, reading, points(reading.features))


def _shape(sentence: str) -> dict[str, float]:
    """What is known of the features of a sentence, whatever its words."""
    shape = shape_features(sentence)
    if not shape["short"] or ends_sentence(sentence):
        shape["button"] = 0.0
    return shape


def _may_be_sure(hits: Iterable[Hit], known: dict[str, float], enough: float) -> bool:
    """Can a sentence with these words, of which this much is known beside, get the points that it needs?"""
    possible = outlooks(hits, tuple(known.items()))
    return any(most >= _needed(language, enough) for language, most in possible)


def _in_line(
    document: Document, claims: Claims, line: Line, pieces: list[Piece], small_words: Callable[[str], SmallWords]
) -> Iterator[Claim]:
    enough = _enough(document)
    sure = [piece for piece in pieces if _is_sure(piece, enough)]
    if sure and sure[-1] is not pieces[-1] and asks(document.folded[sure[-1].start : sure[-1].end]):
        sure.pop()  # a question that the text goes on to answer
    for piece in sure:
        assert piece.reading
        found = list(chain.from_iterable(piece.reading.words.values()))
        small = small_words(piece.reading.language)
        start, end = bounds(document, line, (piece.start, piece.end), found, small)
        yield _claim(piece)._replace(start=start, end=end)
    if line.end - line.start > _SHORT_LINE or len(sure) == len(pieces):
        return
    asking = [claim for claim in claims.within(line.start, line.end) if claim.category in _ASKING]
    gone = [(piece.start, piece.end) for piece in sure] + [(claim.start, claim.end) for claim in asking]
    if not gone:
        return
    surest = max(sure, key=lambda piece: piece.points, default=None)
    rule = (
        f"prompts/{surest.reading.kind}"
        if surest and surest.reading
        else next((_BESIDE_CLAIM[c.category] for c in asking), "")
    )
    for piece in _drawn_in(document, [piece for piece in pieces if piece not in sure], gone):
        yield Claim(piece.start, piece.end, rule, "beside a prompt")


def _is_sure(piece: Piece, enough: float) -> bool:
    reading = piece.reading
    if not reading or not reading.speaks:
        return False
    had = reading.features
    private = had["question"] and had["you"] and had["asks-first"] and not (had["we"] or had["located"])
    return piece.points >= _needed(reading.language, enough) + _ASKED * bool(private)


def _needed(language: str, enough: float) -> float:
    """The points that a sentence of that language needs, where one of the language of the weights needs `enough`."""
    return enough if language == _FITTED else enough + _ELSEWHERE


def _drawn_in(document: Document, pieces: list[Piece], gone: list[tuple[int, int]]) -> Iterator[Piece]:
    """What prompts draw in beside them: half a prompt, the short question that one answers, what two leave between, and
    a short call that names no thing."""
    asked = {hit.start for hit in document.hits("prompt-ask")}
    ended = {hit.end for hit in document.hits("prompt-ask", "prompt-lure")}
    for piece in (*pieces, *pieces[::-1]):
        before = any(0 <= piece.start - end <= _BESIDE for _, end in gone)
        behind = any(0 <= start - piece.end <= _BESIDE for start, _ in gone)
        if (piece.start, piece.end) in gone or not (before or behind):
            continue
        text = document.folded[piece.start : piece.end]
        question = behind and asks(text) and word_count(text) <= _SHORT_QUESTION
        words = piece.reading.words if piece.reading else {}
        speaks = piece.reading is not None and piece.points >= (_HALF if piece.reading.speaks else ENOUGH)
        between = before and behind and word_count(text) <= _SHORT_BETWEEN and '"' not in text
        last = piece.start + len(text.rstrip(" .!"))
        call = piece.start in asked and last in ended and word_count(text) <= _SHORT_CALL
        if "report" not in words and (speaks or question or between or call):
            gone.append((piece.start, piece.end))
            yield piece


def _free(document: Document, claims: Claims, line: Line) -> Iterator[tuple[int, int]]:
    """The parts of the line's sentences that nobody claims, without the white space around them."""
    for start, end in document.sentences(line):
        for left, right in claims.free(start, end):
            text = document.folded[left:right]
            if any(map(str.isalnum, text)):
                yield right - len(text.lstrip()), left + len(text.rstrip())


def _place(document: Document, claims: Claims, at: int) -> dict[str, float]:
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


def _enough(document: Document) -> float:
    """The points of a prompt in this document."""
    return ENOUGH + _CAUTION * _article(document)


def _article(document: Document) -> float:
    """How much a document is an article, 0 to 1, and no line or two that stand by themselves."""
    return min(1.0, max(0.0, (len(document.folded) - _FEW) / (_WHOLE - _FEW)))


def _claim(piece: Piece) -> Claim:
    assert piece.reading
    named = {"ask": "asks", "lure": "lures", "report": "reports"}
    words = [f"{named.get(name, name)}: {', '.join(found)}" for name, found in piece.reading.words.items()]
    return Claim(
        piece.start, piece.end, f"prompts/{piece.reading.kind}", "; ".join([*words, f"{piece.points:.1f} points"])
    )
