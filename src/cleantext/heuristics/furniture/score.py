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
from itertools import chain
from pathlib import Path

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Build, Finder, Lexicon

from .cautions import Caution, enough, may_go
from .features import WordLists, shape, weighed
from .form import forms
from .page import Page, page_of
from .place import places
from .surroundings import NAMES, Mark, measurer
from .trees import Forest, forest, points, reached, shares
from .weights import total

_HERE = Path(__file__).parent
_NEARLY = 1.0  # points below what it takes at which a line is worth a word when somebody asks why it stayed
_TOLD = 3  # reasons named in the evidence


def builds(caution: Caution) -> Build:
    """How the heuristic of that caution is made."""

    def build(lexicon: Lexicon) -> Finder:
        word_lists = WordLists.of(lexicon)

        def find(document: Document, claims: Claims) -> Iterator[Claim]:
            page = page_of(document, claims, lexicon, word_lists)
            if page is None:
                return
            shapes = [shape(facts) for facts in page.facts]
            wordings = [total(worded) for worded in page.worded]
            measure = measurer(marks_of(page, shapes, wordings))
            trees = _forest(page.is_flat)
            reach = cache(lambda at: reached(trees, measure(at)))
            scored = cache(lambda at: points(trees, reach(at)))
            for at, least in enumerate(enough(page, caution, scored)):
                if may_go(page, at, scored, least - _NEARLY):
                    found = scored(at)
                    stayed = "" if found > least else f"{found:.1f} points: {least:.1f} would do"
                    told = f"{found:.1f} points: {_reasons(page, at, reach(at))}"
                    yield Claim(page.lines[at].start, page.lines[at].end, caution.rule, told, stayed=stayed)

        return find

    return build


def marks_of(page: Page, shapes: Sequence[float], wordings: Sequence[float]) -> list[Mark]:
    """What is known of each line by itself, given its scores by shape and by wording."""
    return [
        Mark(shape, wording, sketch.words, sketch.kind == "claimed", sketch.taken, form, place)
        for shape, wording, sketch, form, place in zip(
            shapes, wordings, page.drawn, forms(page.outline), places(page.lines, page.outline)
        )
    ]


def _reasons(page: Page, at: int, leaves: Sequence[int]) -> str:
    """What counted most for the line, of what stands around it and of its own."""
    around = [(share, NAMES[measure]) for measure, share in shares(_forest(page.is_flat), leaves).items()]
    own = [(weight, name) for name, weight in chain(weighed(page.facts[at]), page.worded[at])]
    told = [reason for reasons in (around, own) for reason in sorted(reasons, reverse=True)[:_TOLD]]
    return ", ".join(f"{name} {share:+.1f}" for share, name in told)


@cache
def _forest(is_flat: bool) -> Forest:
    name = "sentence_trees" if is_flat else "trees"
    return forest(json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))["trees"], len(NAMES))
