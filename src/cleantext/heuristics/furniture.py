"""Page furniture: menus, teasers, footers and forms around the text, by a score fitted on labelled pages.

Each feature of a line (`line_features`) has a weight (`line_weights.json`); their sum says how much the line looks like
residue. Residue and text come in runs, so the best sequence of the two is sought, in which every change costs
(Viterbi, 1967). The score speaks only where at least two lines have been claimed by rules that can say why: a text
without such lines is no dump of a page.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cleantext.engine.claims import Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Build, Claim, Finder, Lexicon

from .line_features import core, features, sketches

_WEIGHTS = Path(__file__).with_name("line_weights.json")
COMPANY = 2  # lines that other rules must have claimed
_LEAST_TEXT = 60  # words of prose in the core: without text there is nothing that furniture could surround
SWITCH = 1.5  # what a change between text and residue costs
LONGER = 0.5  # how much more a line of twice the length weighs, from _SHORT words on
_SHORT = 8  # words
_MOST = 8.0  # of the score of one line, to either side
_CLAIMED = 1.0  # the score of a line that is claimed already


@dataclass(frozen=True, slots=True)
class Caution:
    """A rule and how much evidence it asks for."""

    rule: str
    points: float  # against each line
    away: int  # lines that a sentence must be away from the core to be taken for residue


CLEAR = Caution("furniture/clear", points=2.8, away=4)
LIKELY = Caution("furniture/likely", points=1.1, away=0)


def builds(caution: Caution) -> Build:
    """How the heuristic of that caution is made."""

    def build(lexicon: Lexicon) -> Finder:
        def find(document: Document, claims: Claims) -> Iterator[Claim]:
            lines = document.lines
            claimed = [len(claims) > 0 and claims.covers(line.start, line.end) for line in lines]
            if sum(claimed) < COMPANY:
                return
            drawn = sketches(document, claims)
            first, behind = core(drawn)
            if sum(sketch.words for sketch in drawn[first:behind] if sketch.kind == "prose") < _LEAST_TEXT:
                return
            named = features(document, claims, lexicon)
            raw = [score(names) for names in named]
            for at in residue(raw, [sketch.words for sketch in drawn], claimed, caution.points):
                away = max(first - at, at - behind + 1, 0)
                whole = not claims.touches(lines[at].start, lines[at].end)  # the rest of a line with a marker is text
                if whole and (away >= caution.away or drawn[at].kind not in {"prose", "sentence"}):
                    yield Claim(lines[at].start, lines[at].end, caution.rule, _evidence(raw[at], named[at]))

        return find

    return build


def score(names: Sequence[str]) -> float:
    """The points of a line with these features; above zero: more like residue than like text."""
    weights = _weights()
    return weights[""] + sum(weights.get(name, 0.0) for name in names)


def residue(scores: Sequence[float], words: Sequence[int], claimed: Sequence[bool], caution: float) -> list[int]:
    """The lines that the best sequence of text and residue takes for residue.

    >>> residue([5.0, 4.0, -6.0, -5.0, 3.0], [3, 3, 40, 30, 4], [False] * 5, 2.0)
    [0, 1]
    """
    points = [
        _CLAIMED
        if taken
        else (max(-_MOST, min(_MOST, score)) - caution) * (1 + LONGER * math.log2(max(1, size / _SHORT)))
        for score, size, taken in zip(scores, words, claimed)
    ]
    text = waste = 0.0  # the best sum of a sequence that ends in each state
    before: list[tuple[bool, bool]] = []  # was the line before residue, for each state of this one?
    for value in points:
        from_waste, stay_waste = waste - SWITCH > text, waste >= text - SWITCH
        before.append((from_waste, stay_waste))
        text, waste = max(text, waste - SWITCH) - value / 2, max(waste, text - SWITCH) + value / 2
    found, state = [], waste > text
    for at in range(len(points) - 1, -1, -1):
        if state:
            found.append(at)
        state = before[at][state]
    return found[::-1]


def _evidence(points: float, names: Sequence[str]) -> str:
    weights = _weights()
    heaviest = sorted(names, key=lambda name: -weights.get(name, 0.0))[:3]
    return f"score {points:.1f}: {', '.join(heaviest)}"


@cache
def _weights() -> dict[str, float]:
    return dict(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
