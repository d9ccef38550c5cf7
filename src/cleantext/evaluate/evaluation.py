"""Evaluation: one labelled text cleaned, measured, and each removal held against the labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cleantext.engine.cleaner import Cleaner
from cleantext.engine.edits import Edit

from .labels import Label, Labelled, labelled
from .measures import Measure, measure
from .pairs import Pair

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_FEWEST = 3  # tokens of noise in a row, amid a line, that are worth showing
_LONGEST = 300  # code points of a text that is kept to be shown


@dataclass(frozen=True, slots=True)
class Removal:
    """What one edit took: tokens of each label, and the text from the first to the last of those of content."""

    rule: str
    category: str
    noise: int
    content: int
    optional: int
    lost: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Noise that stayed: a line, or a run of tokens within one."""

    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How one text came out."""

    name: str
    group: str
    measure: Measure
    removals: tuple[Removal, ...]
    kept: tuple[Stretch, ...]


def evaluate(pair: Pair, cleaner: Cleaner) -> Evaluation:
    """Cleans the text of `pair` and holds the result against its gold text.

    >>> pair = Pair("a.jsonl:1", "The old mill burned.\\n\\nShare this story", "The old mill burned.")
    >>> found = evaluate(pair, Cleaner())
    >>> found.measure.noise, found.measure.noise_left, [removal.content for removal in found.removals]
    (3, 0, [0])
    """
    page = labelled(pair.text, pair.gold, pair.optional)
    result = cleaner.clean(pair.text)
    return Evaluation(
        pair.name,
        pair.group,
        measure(page, result.text),
        tuple(removal(page, edit) for edit in result.edits),
        tuple(_kept(page, result.edits)),
    )


def removal(page: Labelled, edit: Edit) -> Removal:
    """What `edit` took of `page`. A token belongs to the edit in which it begins."""
    taken = page.within(edit.start, edit.end)
    labels = page.labels[taken.start : taken.stop]
    content = [index for index in taken if page.labels[index] is Label.CONTENT]
    lost = page.text[page.spans[content[0]][0] : page.spans[content[-1]][1]] if content else ""
    return Removal(
        edit.rule,
        edit.category,
        labels.count(Label.NOISE),
        len(content),
        labels.count(Label.OPTIONAL),
        lost[:_LONGEST],
    )


def _kept(page: Labelled, edits: Sequence[Edit]) -> Iterator[Stretch]:
    stays = [label is Label.NOISE for label in page.labels]
    for edit in edits:
        for index in page.within(edit.start, edit.end):
            stays[index] = False
    for line in _LINE.finditer(page.text):
        within = page.within(*line.span())
        if within and all(stays[index] for index in within):
            yield Stretch(line[0].strip()[:_LONGEST], len(within))
            continue
        for is_kept, run in groupby(within, stays.__getitem__):
            tokens = list(run)
            if is_kept and len(tokens) >= _FEWEST:
                text = page.text[page.spans[tokens[0]][0] : page.spans[tokens[-1]][1]]
                yield Stretch(text[:_LONGEST], len(tokens))
