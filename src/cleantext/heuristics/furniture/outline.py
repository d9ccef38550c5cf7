"""Outline: the lines of a page together, worked out once: where its text lies, and how each line stands to that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from .sketches import Sketch, core

_NEAR = 5  # lines to either side in which prose is looked for
_FEW_LONG = 2  # words of a line that tell nothing


class Outline(NamedTuple):
    """The sketches of all lines, and what they say together."""

    drawn: list[Sketch]
    first: int  # line of the core, the stretch that holds most of the prose
    behind: int  # the line behind it
    prose: float  # the share of prose in the words of the page
    prose_near: list[float]  # likewise in those around each line
    times: Counter[str]  # how often each text stands there
    shared: list[float | None]  # of each line's longer words, how many the rest of the core has; None for too few

    @classmethod
    def of(cls, drawn: list[Sketch]) -> Outline:
        """The outline of these lines."""
        first, behind = core(drawn)
        words = list(accumulate([sketch.words for sketch in drawn], initial=0))
        prose = list(accumulate([sketch.words * (sketch.kind == "prose") for sketch in drawn], initial=0))
        bounds = [(max(0, at - _NEAR), min(len(drawn), at + _NEAR + 1)) for at in range(len(drawn))]
        near = [(prose[high] - prose[low]) / max(1, words[high] - words[low]) for low, high in bounds]
        times = Counter([sketch.text for sketch in drawn])
        return cls(drawn, first, behind, prose[-1] / max(1, words[-1]), near, times, _shared(drawn, first, behind))


def _shared(drawn: Sequence[Sketch], first: int, behind: int) -> list[float | None]:
    once: set[str] = set()
    twice: set[str] = set()  # in two lines of the core at least: in another one than a line that is in it
    for sketch in drawn[first:behind]:
        twice |= once & sketch.long_words
        once |= sketch.long_words
    found: list[float | None] = []
    for at, sketch in enumerate(drawn):
        common = sketch.long_words & (twice if first <= at < behind else once)
        found.append(None if len(sketch.long_words) < _FEW_LONG else len(common) / len(sketch.long_words))
    return found
