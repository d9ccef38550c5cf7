"""Appeals: passages that ask the reader for money, judged by their vocabulary as a whole.

Most sentences of an appeal carry no fixed phrase, so each sentence gets points for the words of asking (support,
donate), of the asked-for (journalism, reporters) and of we and you standing together, and loses one for having none.
A stretch of such sentences is an appeal if it has points enough and asks outright at least once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.quotations import in_quotation
from cleantext.engine.rules import Finder, Lexicon

from .shape import tokens

_ENOUGH = 6.0  # points of a stretch
_NEARLY = 4.0  # points of one that is worth a word when somebody asks why it stayed
_ASKS = 3.0  # points of a sentence that asks outright
_THINGS = 2  # different words for what is paid for that an appeal names: a shop asks too, but not for its reporting
_BARE = 2  # sentences in a row without a point, which no appeal runs over
_AROUND = 4  # lines around a word of asking that an appeal may reach to
_NEAR = 4  # tokens between "your" and "support"
_LEFTOVER = 40  # code points at the edge of a line that go with an appeal that fills the rest of it
_SPOKEN = -3.0  # points of a sentence that somebody says
_QUOTED = compiled(r'"[^"]{15,}"')  # somebody's speech; a shorter one is a title


class Vocabulary(NamedTuple):
    """The words of appeals in the packs in use."""

    you: frozenset[str]
    we: frozenset[str]
    ask: frozenset[str]
    thing: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Vocabulary:
        """For the word lists `appeal-you`, `appeal-we`, `appeal-ask` and `appeal-thing`."""
        return cls(*(lexicon.get(f"appeal-{name}", frozenset()) for name in ("you", "we", "ask", "thing")))

    def points(self, sentence: str) -> float:
        """How much `sentence` (lower case) sounds like an appeal; below zero: not at all."""
        if _QUOTED.search(sentence):
            return _SPOKEN
        words = tokens(sentence)
        near = self.together(words)
        we, thing = any(word in self.we for word in words), any(word in self.thing for word in words)
        ask = any(word in self.ask for word in words)
        if near and (we or thing):
            return _ASKS + thing
        if near:
            return 2.5
        if we and thing:
            return 1.5
        if ask and (thing or we):
            return 1.0
        return 0.0 if thing or we else -1.0

    def things(self, sentence: str) -> frozenset[str]:
        """The words in `sentence` (lower case) for what the money is asked for."""
        return self.thing.intersection(tokens(sentence))

    def together(self, words: list[str]) -> bool:
        """Do you (or we as the one to be supported) and asking stand close together?"""
        asks = [at for at, word in enumerate(words) if word in self.ask]
        return any(word in self.you for at in asks for word in words[max(0, at - _NEAR) : at + _NEAR])


def build(lexicon: Lexicon) -> Finder:
    """Claims stretches of sentences, over one or more lines, that ask for money as a whole."""
    vocabulary = Vocabulary.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        asks = [hit.start for hit in document.hits("appeal-ask")]
        asking = sorted({document.line_index(start) for start in asks})
        if not any(_asking_outright(document, claims, asking, vocabulary)):
            return
        for lines in _around(document, asking):
            sentences = [piece for line in lines for piece in _pieces(document, claims, line)]
            points = _points(document, sentences, asks, vocabulary)
            for first, last, total in stretches(points):
                things = {
                    word
                    for start, end in sentences[first:last]
                    for word in vocabulary.things(document.lowered[start:end])
                }
                stayed = _stayed(total, max(points[first:last]), len(things))
                start, end = _to_line_edges(document, sentences[first][0], sentences[last - 1][1])
                evidence = f"{total:.1f} points in {last - first} sentences"
                yield Claim(start, end, "appeals/vocabulary", evidence, stayed=stayed)

    return find


def _points(
    document: Document, sentences: list[tuple[int, int]], asks: list[int], vocabulary: Vocabulary
) -> list[float]:
    """The points of the sentences, from those with a word of asking outwards to where a stretch would end.

    A text may be one line: most of its sentences are nowhere near.
    """
    points = [-1.0] * len(sentences)
    known = set[int]()
    with_word = [
        at
        for at, (start, end) in enumerate(sentences)
        if (first := bisect_left(asks, start)) < len(asks) and asks[first] < end
    ]
    for asking in with_word:
        for way in (range(asking, len(sentences)), range(asking - 1, -1, -1)):
            bare = 0
            for at in way:
                if at not in known:
                    known.add(at)
                    start, end = sentences[at]
                    points[at] = vocabulary.points(document.lowered[start:end])
                    line = document.lines[document.line_index(start)]
                    if points[at] > 0 and in_quotation(document, line, start, end):
                        points[at] = _SPOKEN
                bare = bare + 1 if points[at] <= 0 else 0
                if bare == _BARE and at != asking:
                    break
    return points


def _stayed(total: float, highest: float, things: int) -> str:
    """Why a stretch of so many points is no appeal; empty if it is one."""
    if total < _ENOUGH:
        return f"{total:.1f} points: {_ENOUGH:.1f} would do"
    if highest < _ASKS:
        return "no sentence asks outright"
    return "" if things >= _THINGS else "names fewer than two things that money is asked for"


def _asking_outright(document: Document, claims: Claims, asking: list[int], vocabulary: Vocabulary) -> Iterator[bool]:
    """Of each of the lines `asking`, does a sentence ask outright, by its words alone? To find sentences is dearer."""
    to_you = {document.line_index(hit.start) for hit in document.hits("appeal-you")} if asking else ()
    for at in asking:
        start, end = document.lines[at][:2]
        lowered, touched = document.lowered[start:end], claims.touches(start, end)  # a claim may part words
        if at in to_you or (touched and any(map(lowered.__contains__, vocabulary.you))):
            yield touched or vocabulary.together(tokens(lowered))


def _around(document: Document, asking: list[int]) -> Iterator[tuple[Line, ...]]:
    """Runs of lines with a word of asking in them or close by: nothing else can be an appeal."""
    first = behind = 0
    for at in asking:
        if at - _AROUND > behind:
            if behind:
                yield document.lines[first:behind]
            first = at - _AROUND
        behind = at + _AROUND + 1
    if behind:
        yield document.lines[first:behind]


def _pieces(document: Document, claims: Claims, line: Line) -> Iterator[tuple[int, int]]:
    """The sentences of a line, cut where a claim begins or ends: a marker and what it is glued to are two."""
    for start, end in document.sentences(line):
        borders = {border for claim in claims.within(start, end) for border in (claim.start, claim.end)}
        cuts = [start, *sorted(border for border in borders if start < border < end), end]
        for left, right in pairwise(cuts):
            if document.folded[left:right].strip():
                yield left, right


def stretches(points: list[float]) -> Iterator[tuple[int, int, float]]:
    """The stretches (first, behind the last, total) of `points` that add up to enough, or nearly.

    A stretch begins and ends with points, and never runs over two sentences without any: what stands between two
    appeals is the text.

    >>> list(stretches([-1, 3, -1, 4, -1, -1, 2]))
    [(1, 4, 6)]
    """
    first = last = -1  # of the stretch in hand
    for at, value in enumerate([*points, -1.0, -1.0]):
        if value > 0:
            if first < 0:
                first = at
            last = at
        elif first >= 0 and at - last >= _BARE:
            total = sum(points[first : last + 1])
            if total >= _NEARLY:
                yield first, last + 1, total
            first = -1


def _to_line_edges(document: Document, start: int, end: int) -> tuple[int, int]:
    """The stretch and what little is left of the lines at its ends."""
    first: Line = document.lines[document.line_index(start)]
    last: Line = document.lines[document.line_index(end - 1)]
    if start - first.start <= _LEFTOVER and end >= first.end:
        start = first.start
    if last.end - end <= _LEFTOVER and start <= last.start:
        end = last.end
    return start, end
