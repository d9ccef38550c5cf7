"""Page furniture: menus, teasers, footers and forms around the text, by a score fitted on labelled pages.

In two steps, each with its weights as data. A line is first scored by itself: each feature (`features`) and each
word (`words`) has a weight (`shape_weights.json`, `word_weights.json`), and their sum says how much the line looks
like residue. Then boosted trees (`trees.json`) judge the line in its `surroundings`, that is by what the scores of
its neighbours say; a text on one line, which is judged by its sentences, has trees of its own. Where the score has a
say at all stands in `page`, and how many points a line must have to go in `cautions`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest
from pathlib import Path

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Build, Finder, Lexicon

from .cautions import Caution, enough
from .form import forms
from .page import Page, page_of
from .place import places
from .surroundings import NAMES, Mark, measures
from .trees import Forest, forest, points, reached, shares
from .weights import SHAPES, WORDS, weighed, weights_of

_HERE = Path(__file__).parent
_NEARLY = 1.0  # points below what it takes at which a line is worth a word when somebody asks why it stayed
_TOLD = 3  # reasons named in the evidence


def builds(caution: Caution) -> Build:
    """How the heuristic of that caution is made."""

    def build(lexicon: Lexicon) -> Finder:
        def find(document: Document, claims: Claims) -> Iterator[Claim]:
            page = page_of(document, claims, lexicon)
            if page is None:
                return
            shapes = [weighed(names, SHAPES) for names in page.named]
            words = [weighed(names, WORDS) for names in page.worded]
            rows = measures(marks_of(page, shapes, words))
            trees = _forest(page.is_flat)
            reach = [reached(trees, row) if is_open else () for row, is_open in zip(rows, page.open)]
            scored = [points(trees, leaves) for leaves in reach]
            needed = enough(page, caution, scored)
            for at, (line, leaves, found, least) in enumerate(zip(page.lines, reach, scored, needed)):
                if page.open[at] and found > least - _NEARLY:
                    stayed = "" if found > least else f"{found:.1f} points: {least:.1f} would do"
                    told = f"{found:.1f} points: {_reasons(page, at, leaves)}"
                    yield Claim(line.start, line.end, caution.rule, told, stayed=stayed)

        return find

    return build


def marks_of(page: Page, shapes: Sequence[float], words: Sequence[float]) -> list[Mark]:
    """What is known of each line by itself, given its scores by shape and by wording."""
    return [
        Mark(shape, word, sketch.words, sketch.kind == "claimed", sketch.taken, form, place)
        for shape, word, sketch, form, place in zip(
            shapes, words, page.drawn, forms(page.drawn), places(page.lines, page.drawn)
        )
    ]


def _reasons(page: Page, at: int, leaves: Sequence[int]) -> str:
    """What counted most for the line, of what stands around it and of its own."""
    around = [(share, NAMES[measure]) for measure, share in shares(_forest(page.is_flat), leaves).items()]
    own = [*_worth(page.named[at], SHAPES), *_worth(page.worded[at], WORDS)]
    told = [reason for reasons in (around, own) for reason in nlargest(_TOLD, reasons)]
    return ", ".join(f"{name} {share:+.1f}" for share, name in told)


def _worth(names: Sequence[str], weights: str) -> Iterator[tuple[float, str]]:
    known = weights_of(weights)
    return ((known[name], name) for name in names if name in known)


@cache
def _forest(is_flat: bool) -> Forest:
    name = "sentence_trees" if is_flat else "trees"
    return forest(json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))["trees"], len(NAMES))
