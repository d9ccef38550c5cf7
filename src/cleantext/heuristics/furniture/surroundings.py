"""Surroundings: what stands around a line, measured by the scores of its own that the lines have.

Residue and text come in runs, so the neighbours of a line say as much as the line: how the lines next to it score, how
much of the words before and after it looks like residue, how far the nearest line is that surely is text. Each measure
is a number with a name; `trees` decides on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import exp, nan
from typing import NamedTuple

from .form import FORM
from .place import PLACE

_MOST = 6.0  # of a score, to either side
_CLAIMED = 4.0  # the score of a line that a rule has claimed already
_LONGEST = 120  # words of a line that count
_TEXT = -2.0  # score below which a line of _TEXT_WORDS is surely text
_TEXT_WORDS = 20
_RESIDUE = 2.0  # score above which a line surely is residue
_FAR = 200.0  # lines
_NEXT = (1, 2)  # lines away whose own score counts
_RADII = (2, 5, 15, 40)  # lines over which residue is averaged
_NEAR = 3  # lines to either side whose length is averaged


class Mark(NamedTuple):
    """What is known of a line by itself."""

    shape: float  # its score by shape and place
    wording: float  # its score by its words
    words: int
    claimed: bool  # by rules, all of its words
    taken: float  # the share of it that rules claim
    form: tuple[float, ...] = (0.0,) * len(FORM)  # how it is written: as in `FORM`
    place: tuple[float, ...] = (0.0,) * len(PLACE)  # where it stands: as in `PLACE`


def _names() -> tuple[str, ...]:
    sides = ("before", "after")
    return (
        *("shape", "score", "words", "line", "lines-left", "place", "text-before", "text-after"),
        *("text", "lines", "residue", "taken", *FORM, *PLACE, "words-near"),
        *(f"{what}-{by}-{side}" for by in _NEXT for side in sides for what in ("score", "words")),
        *(f"residue-in-{radius}-{side}" for radius in _RADII for side in sides),
        *(f"{what}-{side}" for what in ("lines-to-text", "lines-to-residue", "lines-to-claimed") for side in sides),
    )


NAMES = _names()  # of the measures, in their order
_NONE = [nan] * len(NAMES)

Measure = Callable[[int], list[float]]  # the index of a line -> its measures


def measures(marks: Sequence[Mark]) -> list[list[float]]:
    """For each line its measures, in the order of `NAMES`; nan where there is no such neighbour, and for claimed lines.

    >>> row = measures([Mark(2.0, 1.0, 3, False, 0.0), Mark(-5.0, 0.0, 40, False, 0.0)])[0]
    >>> [row[NAMES.index(name)] for name in ("score", "lines-left", "score-1-after", "lines-to-text-after")]
    [3.0, 1.0, -5.0, 1.0]
    """
    measure = measurer(marks)
    return [_NONE if mark.claimed else measure(at) for at, mark in enumerate(marks)]


def measurer(marks: Sequence[Mark]) -> Measure:
    """What measures any line that is not claimed: nobody asks for all lines of a page."""
    page = _Page.of(marks)
    count = len(marks)
    far = [
        *_distances([mark.words > _TEXT_WORDS and score < _TEXT for mark, score in zip(marks, page.scores)]),
        *_distances([score > _RESIDUE for score in page.scores]),
        *_distances([mark.claimed for mark in marks]),
    ]

    def measure(at: int) -> list[float]:
        mark = marks[at]
        row = [
            page.shapes[at],
            page.scores[at],
            page.words[at],
            float(at),
            float(count - 1 - at),
            at / count,
            page.text[at] / page.all_text,
            1 - page.text[at + 1] / page.all_text,
            page.all_text,
            float(count),
            page.waste[count] / max(1.0, page.length[count]),
            mark.taken,
            *mark.form,
            *mark.place,
            page.mean_words(max(0, at - _NEAR), at + _NEAR + 1),
        ]
        for by in _NEXT:
            for other in (at - by, at + by):
                inside = 0 <= other < count
                row += (page.scores[other], page.words[other]) if inside else (nan, nan)
        for radius in _RADII:
            row += page.share(max(0, at - radius), at), page.share(at + 1, min(count, at + radius + 1))
        row += [distances[at] for distances in far]
        return row

    return measure


class _Page(NamedTuple):
    """Sums over the lines of a page: those up to line n stand at n."""

    shapes: list[float]
    scores: list[float]
    words: list[float]
    length: list[float]  # words
    waste: list[float]  # words times how likely they are residue
    text: list[float]  # words times how likely they are text
    all_text: float

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> _Page:
        shapes = [_CLAIMED if mark.claimed else _within(mark.shape) for mark in marks]
        scores = [_CLAIMED if mark.claimed else _within(mark.shape + mark.wording) for mark in marks]
        words = [float(min(mark.words, _LONGEST)) for mark in marks]
        likely = [1 / (1 + exp(-score)) for score in scores]
        waste = _sums(map(float.__mul__, words, likely))
        length = _sums(words)
        text = [all_ - some for all_, some in zip(length, waste)]
        return cls(shapes, scores, words, length, waste, text, max(1.0, text[-1]))

    def mean_words(self, first: int, behind: int) -> float:
        """How many words a line of these has."""
        near = self.words[first:behind]
        return sum(near) / len(near)

    def share(self, first: int, behind: int) -> float:
        """How much of the words of these lines looks like residue."""
        return (self.waste[behind] - self.waste[first]) / max(1.0, self.length[behind] - self.length[first])


def _within(score: float) -> float:
    return max(-_MOST, min(_MOST, score))


def _sums(values: Iterable[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _distances(marked: Sequence[bool]) -> tuple[list[float], list[float]]:
    """For each line, how many lines up and how many lines down the nearest marked one is."""

    def upward(marked: Iterable[bool]) -> list[float]:
        found, distance = [], _FAR
        for is_marked in marked:
            found.append(distance)
            distance = 1.0 if is_marked else min(_FAR, distance + 1)
        return found

    return upward(marked), upward(list(marked)[::-1])[::-1]
