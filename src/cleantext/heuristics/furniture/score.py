"""Page furniture: menus, teasers, footers and forms around the text, by a score fitted on labelled pages.

In two steps, each with its weights as data. A line is first scored by itself: each feature (`features`) and each
word (`words`) has a weight (`shape_weights.json`, `word_weights.json`), and their sum says how much the line looks
like residue. Then boosted trees (`trees.json`) judge the line in its `surroundings`, that is by what the scores of
its neighbours say; a text on one line, which is judged by its sentences, has trees of its own. The score speaks only
where lines have been claimed by rules that can say why: a text without such lines is no dump of a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.rules import Build, Finder, Lexicon

from .features import features
from .form import forms
from .sketches import Sketch, core, sketches
from .surroundings import NAMES, Mark, measures
from .trees import Forest, forest, points, shares
from .units import rows, units
from .words import wording

_HERE = Path(__file__).parent
_COMPANY = 3  # different lines that other rules must have claimed
_MANY_LINES, _COMPANY_OF_MANY = 50, 5  # in a text of many lines, a catalogue perhaps, three may be chance
_WITHIN = frozenset({"caption", "gallery", "credit", "embed", "player", "ad"})  # categories that texts are mixed with
_BESIDE = 0.75  # points less that a sentence needs beside residue, in a text on one line
_COMPANY_FLAT = 1  # in a text on one line, of which rules see little: it has no lines to tell them by
_LEAST_TEXT = 60  # words of prose in the core: without text there is nothing that furniture could surround
_NEARLY = 1.0  # points below what it takes at which a line is worth a word when somebody asks why it stayed
_TOLD = 3  # reasons named in the evidence


class Caution(NamedTuple):
    """A rule and how many points it asks for: of a line, of a piece of a text on one line, and of prose in both."""

    rule: str
    points: float
    piece: float
    prose: float


# Chosen by the figures of `benchmarks/fit_lines.py` on sites not seen, for the share of the text that may be lost.
CLEAR = Caution("furniture/clear", points=1.75, piece=1.5, prose=2.75)
LIKELY = Caution("furniture/likely", points=1.4, piece=0.75, prose=1.4)


class Page(NamedTuple):
    """The lines of a page that the score judges, and what is known of each."""

    lines: Sequence[Line]
    drawn: list[Sketch]
    named: list[list[str]]  # features; none of a line that is claimed, whose score is no question
    worded: list[list[str]]  # likewise
    open: list[bool]  # whether the line may go by score: not if a rule claims it or a part of it, nor in a table
    is_flat: bool  # a text on one line, judged by its sentences


def builds(caution: Caution) -> Build:
    """How the heuristic of that caution is made."""

    def build(lexicon: Lexicon) -> Finder:
        def find(document: Document, claims: Claims) -> Iterator[Claim]:
            page = page_of(document, claims, lexicon)
            if page is None:
                return
            marks = marks_of(page, weighed(page.named, "shape_weights"), weighed(page.worded, "word_weights"))
            rows = measures(marks)
            trees = _forest(page.is_flat)
            scored = [points(trees, row) if is_open else 0.0 for row, is_open in zip(rows, page.open)]
            for at, (line, row, found) in enumerate(zip(page.lines, rows, scored)):
                if not page.open[at]:
                    continue
                enough = needed(page, at, caution, scored)
                if found > enough - _NEARLY:
                    stayed = "" if found > enough else f"{found:.1f} points: {enough:.1f} would do"
                    yield Claim(line.start, line.end, caution.rule, _evidence(found, row, page, at), stayed=stayed)

        return find

    return build


def page_of(document: Document, claims: Claims, lexicon: Lexicon) -> Page | None:
    """`document` as the score sees it; None where the score has no say."""
    if len(claims) < _COMPANY_FLAT or not _has_company(units(document, claims), document, claims):
        return None
    page = drawn(document, claims, lexicon)
    return page if speaks(page) else None


def _has_company(lines: Sequence[Line], document: Document, claims: Claims) -> bool:
    """Do other rules claim lines enough, as far as can be told before the page is drawn?"""
    claimed = sum(claims.covers(line.start, line.end) for line in lines)
    return claimed >= (_COMPANY if lines is document.lines else _COMPANY_FLAT)


def speaks(page: Page) -> bool:
    """Has the score a say? Not where other rules claim too few lines, nor without text to be surrounded."""
    claimed = {sketch.text for sketch in page.drawn if sketch.kind == "claimed"}  # "Buy now" ten times is one button
    company = _COMPANY_OF_MANY if len(page.drawn) > _MANY_LINES else _COMPANY
    if len(claimed) < (_COMPANY_FLAT if page.is_flat else company):
        return False
    first, behind = core(page.drawn)
    return sum(sketch.words for sketch in page.drawn[first:behind] if sketch.kind == "prose") >= _LEAST_TEXT


def drawn(document: Document, claims: Claims, lexicon: Lexicon) -> Page:
    """The lines of `document` with their features and their wording."""
    lines = units(document, claims)
    found = sketches(lines, claims)
    tabled = rows(document, lines)
    is_open = [at not in tabled and not claims.touches(line.start, line.end) for at, line in enumerate(lines)]
    worded = [wording(sketch.text) if sketch.kind != "claimed" else [] for sketch in found]
    return Page(lines, found, features(found, lexicon), worded, is_open, lines is not document.lines)


def marks_of(page: Page, shapes: Sequence[float], words: Sequence[float]) -> list[Mark]:
    """What is known of each line by itself, given its scores by shape and by wording."""
    return [
        Mark(shape, word, sketch.words, sketch.kind, sketch.kind == "claimed", not free, form)
        for shape, word, sketch, free, form in zip(shapes, words, page.drawn, page.open, forms(page.drawn))
    ]


def needed(page: Page, at: int, caution: Caution, scored: Sequence[float]) -> float:
    """The points above which that line goes, given the points of all lines."""
    if page.drawn[at].kind != "prose":
        return caution.piece if page.is_flat else caution.points
    if not page.is_flat:
        return caution.prose
    beside = [other for other in (at - 1, at + 1) if 0 <= other < len(scored)]
    near = any(scored[other] > caution.prose if page.open[other] else _surrounds(page.drawn[other]) for other in beside)
    return caution.prose - _BESIDE if near else caution.prose


def _surrounds(sketch: Sketch) -> bool:
    """Is it residue that stands before or behind a text, and so is what is next to it? Captions stand within."""
    return sketch.kind == "claimed" and sketch.claimed_as not in _WITHIN


def weighed(named: Sequence[Sequence[str]], weights: str) -> list[float]:
    """For each list of names the sum of their weights; above zero: more like residue than like text."""
    known = _weights(weights)
    base = known.get("", 0.0)
    return [base + sum([known[name] for name in names if name in known]) for names in named]


def _evidence(found: float, row: Sequence[float], page: Page, at: int) -> str:
    around = {NAMES[measure]: share for measure, share in shares(_forest(page.is_flat), row).items()}
    own = {name: _weights("shape_weights").get(name, 0.0) for name in page.named[at]}
    own |= {name: _weights("word_weights").get(name, 0.0) for name in page.worded[at]}
    told = [f"{name} {share:+.1f}" for reasons in (around, own) for name, share in _heaviest(reasons)]
    return f"{found:.1f} points: {', '.join(told)}"


def _heaviest(reasons: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(reasons.items(), key=lambda reason: -reason[1])[:_TOLD]


@cache
def _weights(name: str) -> dict[str, float]:
    return dict(json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8")))


@cache
def _forest(is_flat: bool) -> Forest:
    name = "sentence_trees" if is_flat else "trees"
    return forest(json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))["trees"], len(NAMES))
