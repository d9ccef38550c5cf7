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
from typing import NamedTuple

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Build, Finder, Lexicon

from .line_features import Sketch, core, features, sketches

_WEIGHTS = Path(__file__).with_name("line_weights.json")
_COMPANY = 2  # lines that other rules must have claimed
_LEAST_TEXT = 60  # words of prose in the core: without text there is nothing that furniture could surround
_SWITCH = 1.5  # what a change between text and residue costs
_LONGER = 0.5  # how much more a line of twice the length weighs, from _SHORT words on
_SHORT = 8  # words
_MOST = 8.0  # of the score of one line, to either side
_CLAIMED = 1.0  # the score of a line that is claimed already
_NEARLY = 1.0  # points below what it takes at which a line is worth a word when somebody asks why it stayed


@dataclass(frozen=True, slots=True)
class Caution:
    """A rule and how much evidence it asks for."""

    rule: str
    points: float  # against each line
    away: float  # lines that a sentence must be away from the core to be taken for residue


CLEAR = Caution("furniture/clear", points=2.2, away=math.inf)
LIKELY = Caution("furniture/likely", points=0.9, away=0)


class Standing(NamedTuple):
    """What decides about a line beside its score."""

    words: int
    claimed: bool  # by other rules, all of it
    bound: bool  # never furniture by score: a sentence of the core, or the rest of a line that holds a marker


def builds(caution: Caution) -> Build:
    """How the heuristic of that caution is made."""

    def build(lexicon: Lexicon) -> Finder:
        def find(document: Document, claims: Claims) -> Iterator[Claim]:
            if not has_company(document, claims):
                return
            drawn = sketches(document, claims)
            lines = standings(document, claims, drawn, caution)
            if not lines:
                return
            named = features(drawn, lexicon)
            raw = [score(names) for names in named]
            taken = residue(raw, lines, caution)
            for at in taken:
                line = document.lines[at]
                yield Claim(line.start, line.end, caution.rule, _evidence(raw[at], named[at]))
            for at in _nearly(raw, lines, taken, caution):
                line = document.lines[at]
                stayed = f"score {raw[at]:.1f}: {caution.points:.1f} and more in the lines around it would do"
                yield Claim(line.start, line.end, caution.rule, _evidence(raw[at], named[at]), stayed=stayed)

        return find

    return build


def has_company(document: Document, claims: Claims) -> bool:
    """Have other rules claimed lines enough for the score to have a say?"""
    return len(claims) > 0 and sum(claims.covers(line.start, line.end) for line in document.lines) >= _COMPANY


def standings(document: Document, claims: Claims, drawn: Sequence[Sketch], caution: Caution) -> list[Standing]:
    """How each line stands; none at all where there is no text that furniture could surround."""
    first, behind = core(drawn)
    if sum(sketch.words for sketch in drawn[first:behind] if sketch.kind == "prose") < _LEAST_TEXT:
        return []
    found = []
    for at, (line, sketch) in enumerate(zip(document.lines, drawn)):
        away = max(first - at, at - behind + 1, 0)
        sentence = sketch.kind in {"prose", "sentence"} and away < caution.away
        claimed = claims.covers(line.start, line.end)
        mixed = not claimed and claims.touches(line.start, line.end)
        found.append(Standing(sketch.words, claimed, sentence or mixed))
    return found


def score(names: Sequence[str]) -> float:
    """The points of a line with these features; above zero: more like residue than like text."""
    weights = _weights()
    return weights[""] + sum(weights.get(name, 0.0) for name in names)


def residue(scores: Sequence[float], lines: Sequence[Standing], caution: Caution) -> list[int]:
    """The lines that the best sequence of text and residue takes for residue, without those claimed already.

    >>> short, long = Standing(3, False, False), Standing(40, False, False)
    >>> residue([5.0, 4.0, -6.0, -5.0, 3.0], [short, short, long, long, short], CLEAR)
    [0, 1]
    """
    points = [
        _CLAIMED
        if line.claimed
        else (max(-_MOST, min(_MOST, score)) - caution.points) * (1 + _LONGER * math.log2(max(1, line.words / _SHORT)))
        for score, line in zip(scores, lines)
    ]
    text = waste = 0.0  # the best sum of a sequence that ends in each state
    before: list[tuple[bool, bool]] = []  # was the line before residue, for each state of this one?
    for value in points:
        before.append((waste - _SWITCH > text, waste >= text - _SWITCH))
        text, waste = max(text, waste - _SWITCH) - value / 2, max(waste, text - _SWITCH) + value / 2
    found, state = [], waste > text
    for at in range(len(points) - 1, -1, -1):
        if state and not lines[at].claimed and not lines[at].bound:
            found.append(at)
        state = before[at][state]
    return found[::-1]


def _nearly(
    scores: Sequence[float], lines: Sequence[Standing], taken: Sequence[int], caution: Caution
) -> Iterator[int]:
    """The lines that were only just not taken."""
    done = set(taken)
    for at, (value, line) in enumerate(zip(scores, lines)):
        if value > caution.points - _NEARLY and at not in done and not line.claimed and not line.bound:
            yield at


def _evidence(points: float, names: Sequence[str]) -> str:
    weights = _weights()
    heaviest = sorted(names, key=lambda name: -weights.get(name, 0.0))[:3]
    return f"score {points:.1f}: {', '.join(heaviest)}"


@cache
def _weights() -> dict[str, float]:
    return dict(json.loads(_WEIGHTS.read_text(encoding="utf-8")))
