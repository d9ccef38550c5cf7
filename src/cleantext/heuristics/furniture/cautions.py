"""Cautions: how many points of the score a line must have to go, by what it is and where it stands.

Prose asks for more than labels do. At the edges of a page less is enough: what stands there line after line is seldom
the text. In a text of which rules claim little, more is asked for, and all that would go together may be but a part.
So is it of what would go by itself, beside what stays: residue comes in runs, and what stands right over a paragraph
may head it. A long text asks for more, too: a line that stays is a small part of it, and there are many that could go
wrongly. On one line it is a short one that does: of few sentences the score sees too little to be sure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf, log
from typing import NamedTuple

from cleantext.heuristics.shape import ends_sentence

from .page import Page
from .sketches import Sketch

Scored = Callable[[int], float]  # the index of a line -> its points

_WITHIN = frozenset({"caption", "gallery", "credit", "embed", "player", "ad"})  # categories that texts are mixed with
_BESIDE = 0.5  # points less that a sentence needs beside residue, in a text on one line
_SIDES = (-1, 1)
_BORDER = 0.75  # points more that a short sentence needs beside what stays, in a text on one line
_LABEL_BY_TEXT, _SENTENCE_BY_TEXT = 0.75, 1.25  # points more that a line needs over or below the text
_LONE_IN_TEXT = 0.5  # and amid it
_HEADING, _HEADING_WORDS = 3.0, 9  # and right over a paragraph there, for a line of so many words or fewer
_NO_DUMP = 0.75  # points more that a line needs where rules claim little; prose stays there
_USUAL_WORDS = 800  # of a page: each line of a longer one asks for more, and on one line each sentence of a shorter one
_FOR_LENGTH, _FOR_BREVITY = 0.5, 0.5  # points more for each time it is e times as long, or e times as short
_MOST_FOR_LENGTH = 1.25  # and at most
_MOST = 0.3  # share of the words of a text that may go there: a longer list may be what the text is about
_MOST_FLAT = 0.7  # likewise of a text on one line, where rules see little of any residue


class Caution(NamedTuple):
    """A rule and how many points it asks for: of a line, of prose; of a piece of a text on one line, of prose there;
    and at the edges, of a line, of prose, of a piece."""

    rule: str
    points: float
    prose: float
    piece: float
    piece_prose: float
    edge: float
    edge_prose: float
    edge_piece: float

    def raised(self, by: float) -> Caution:
        """The same rule, asking for so many points more."""
        return Caution(self.rule, *(asked + by for asked in self[1:]))


# Chosen by the figures of `benchmarks/fit_lines.py` on sites not seen, for the share of the text that may be lost.
# fmt: off
CLEAR = Caution("furniture/clear", points=1.8, prose=3.0, piece=1.0, piece_prose=2.25,
                edge=1.25, edge_prose=1.75, edge_piece=2.0)
LIKELY = Caution("furniture/likely", points=0.75, prose=2.75, piece=0.5, piece_prose=2.25,
                 edge=0.8, edge_prose=1.75, edge_piece=1.1)
# fmt: on


def enough(page: Page, caution: Caution, scored: Scored) -> list[float]:
    """The points above which each line goes, given the points of those that are asked for."""
    count, words = len(page.drawn), sum(sketch.words for sketch in page.drawn)
    caution = caution.raised(_for_length(page, words))
    least = [_within(page, at, caution, scored) for at in range(count)]
    from_end, from_start = range(count - 1, -1, -1), range(count)
    # A page of lines begins with its headline, which looks like a teaser.
    for way in (from_end, from_start) if page.is_flat else (from_end,):
        for at in way:
            if page.drawn[at].kind == "claimed":
                continue
            asked = _at_edge(page, at, caution)
            if not page.open[at] or scored(at) <= asked or _may_be_listed(page, at):
                break
            least[at] = min(least[at], asked)
    least = [some + more for some, more in zip(least, _border(page, scored, least))]
    if not page.is_dump:
        gone = sum(sketch.words for at, sketch in enumerate(page.drawn) if may_go(page, at, scored, least[at]))
        if gone > (_MOST_FLAT if page.is_flat else _MOST) * words:
            return [inf] * count
    return least


def _for_length(page: Page, words: int) -> float:
    """What every line of a page of so many words asks for more."""
    times = max(words, 1) / _USUAL_WORDS
    if page.is_flat:
        return min(_MOST_FOR_LENGTH, _FOR_BREVITY * log(max(1.0, 1 / times)))
    return min(_MOST_FOR_LENGTH, _FOR_LENGTH * log(max(1.0, times))) if page.is_dump else 0.0


def may_go(page: Page, at: int, scored: Scored, least: float) -> bool:
    """Has that line more points than these? Of most prose nobody needs to know how many: it stays, whatever it has."""
    return page.open[at] and least < inf and scored(at) > least


def _border(page: Page, scored: Scored, least: Sequence[float]) -> list[float]:
    """The points that each line asks for beyond `least`, because what stands beside it stays."""
    claimed = [sketch.kind == "claimed" for sketch in page.drawn]
    going = [may_go(page, at, scored, some) for at, some in enumerate(least)]
    text = page.outline.first, page.outline.behind
    more = [0.0] * len(going)
    for at in range(len(going)):
        if going[at]:
            own = page.drawn, at, claimed, going
            more[at] = _piece(*own) if page.is_flat else _line(*own, text)
    return more


def _piece(drawn: Sequence[Sketch], at: int, claimed: Sequence[bool], going: Sequence[bool]) -> float:
    """What a short sentence of a text on one line asks for more, unless it stands amid residue."""
    gone = sum(claimed[other] or going[other] for other in _beside(at, len(drawn)))
    return _BORDER if drawn[at].kind == "sentence" and gone < len(_SIDES) else 0.0


def _line(
    drawn: Sequence[Sketch], at: int, claimed: Sequence[bool], going: Sequence[bool], text: tuple[int, int]
) -> float:
    """What a line asks for more over, below and amid the `text`: beside a claim a sentence is alone, too."""
    first, behind = text
    is_sentence = ends_sentence(drawn[at].text)
    if drawn[at].kind == "prose" and not is_sentence:
        return 0.0
    if first <= at < behind:
        if not is_sentence and drawn[at].words <= _HEADING_WORDS and _stays_below(drawn, at, going):
            return _HEADING
        gone = any(going[other] or (claimed[other] and not is_sentence) for other in _beside(at, len(drawn)))
        return 0.0 if gone else _LONE_IN_TEXT
    if at in (first - 1, behind):
        return _SENTENCE_BY_TEXT if is_sentence else _LABEL_BY_TEXT
    return 0.0


def _stays_below(drawn: Sequence[Sketch], at: int, going: Sequence[bool]) -> bool:
    """Is the next line a paragraph that stays?"""
    return at + 1 < len(drawn) and drawn[at + 1].kind == "prose" and not going[at + 1]


def _beside(at: int, count: int) -> list[int]:
    return [at + side for side in _SIDES if 0 <= at + side < count]


def _may_be_listed(page: Page, at: int) -> bool:
    """Is it behind a bullet, in a text of which rules claim little? Such a list may well be what the text ends with."""
    return page.drawn[at].marker and not (page.is_dump or page.is_flat)


def _at_edge(page: Page, at: int, caution: Caution) -> float:
    """What that line asks for in a run at the edge."""
    if page.is_flat:
        return caution.edge_piece
    return caution.edge_prose if page.drawn[at].kind == "prose" else caution.edge


def _within(page: Page, at: int, caution: Caution, scored: Scored) -> float:
    """What that line asks for inside the page."""
    is_prose = page.drawn[at].kind == "prose"
    if not page.is_dump and (page.is_flat or is_prose or not page.company):
        return inf
    if not is_prose:
        return caution.piece if page.is_flat else caution.points + _NO_DUMP * (not page.is_dump)
    if not page.is_flat:
        return caution.prose
    near = any(
        scored(other) > caution.piece_prose if page.open[other] else _surrounds(page.drawn[other])
        for other in _beside(at, len(page.drawn))
    )
    return caution.piece_prose - _BESIDE if near else caution.piece_prose


def _surrounds(sketch: Sketch) -> bool:
    """Is it residue that stands before or behind a text, and so is what is next to it? Captions stand within."""
    return bool(sketch.claimed_as) and sketch.claimed_as not in _WITHIN
