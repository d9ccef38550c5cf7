"""Labels: which tokens of a text are content, which noise, and which may stay or go, by what should remain of it.

A token is a run of letters, digits and underscores, in small letters. What lies on a longest common subsequence of the
text and its gold text is content, but for chance hits: one or two tokens that agree amid noise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from cleantext.engine.errors import CleantextError

try:
    from rapidfuzz.distance import LCSseq
except ImportError:
    raise CleantextError("to evaluate takes rapidfuzz: pip install 'cleantext-cli[evaluate]'") from None

TOKEN = re.compile(r"\w+")
_CHANCE = 3  # tokens: fewer in a row, with _APART or more of noise on both sides, agree by chance
_APART = 4
_SHORTEST = 3  # tokens of an optional text that can be told from chance
_FOUND = 0.8  # share of an optional text's tokens that must be among the noise for it to be there


class Label(StrEnum):
    """What should become of a token."""

    CONTENT = "content"
    NOISE = "noise"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Labelled:
    """A text's tokens, where they stand, and what each of them is. `gold` is the number of tokens of its gold text."""

    text: str
    gold: int
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    labels: tuple[Label, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the tokens begin, in code points."""
        return tuple(start for start, _ in self.spans)

    def within(self, start: int, end: int) -> range:
        """The indexes of the tokens that begin in [start, end), code points.

        >>> page = labelled("A mill. Read more", "A mill.")
        >>> [page.words[index] for index in page.within(2, 12)]
        ['mill', 'read']
        """
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def tokens(text: str) -> list[str]:
    """The tokens of `text`.

    >>> tokens("The mill's wheel, 1904")
    ['the', 'mill', 's', 'wheel', '1904']
    """
    return [word.lower() for word in TOKEN.findall(text)]


def labelled(text: str, gold: str, optional: Iterable[str] = ()) -> Labelled:
    """The tokens of `text`, labelled by the text that should remain of it and those that may.

    >>> [label.value for label in labelled("Share The old mill burned", "The old mill burned.").labels]
    ['noise', 'content', 'content', 'content', 'content']
    """
    spans = tuple(match.span() for match in TOKEN.finditer(text))
    words = [text[start:end].lower() for start, end in spans]
    wanted = tokens(gold)
    hits = _without_chance(aligned(words, wanted))
    labels = [Label.CONTENT if hit else Label.NOISE for hit in hits]
    for other in map(tokens, optional):
        if len(other) < _SHORTEST:
            continue
        noise = [index for index, label in enumerate(labels) if label is Label.NOISE]
        found = [index for index, hit in zip(noise, aligned([words[index] for index in noise], other)) if hit]
        if len(found) >= _FOUND * len(other):
            for index in found:
                labels[index] = Label.OPTIONAL
    return Labelled(text, len(wanted), spans, tuple(words), tuple(labels))


def aligned(words: Sequence[str], others: Sequence[str]) -> list[bool]:
    """For each of `words`: does it lie on a longest common subsequence of `words` and `others`?

    >>> aligned(["share", "the", "mill", "burned"], ["the", "old", "mill", "burned"])
    [False, True, True, True]
    """
    numbers: dict[str, int] = {}
    first, second = ([numbers.setdefault(word, len(numbers)) for word in each] for each in (words, others))
    hits = [True] * len(first)
    for step in LCSseq.editops(first, second):
        if step.tag == "delete":
            hits[step.src_pos] = False
    return hits


def _without_chance(hits: list[bool]) -> list[bool]:
    """`hits` without short runs of hits far from any other. Before the first and behind the last token it is far."""
    runs = [(hit, len(list(run))) for hit, run in groupby(hits)]
    kept: list[bool] = []
    for index, (hit, length) in enumerate(runs):
        far_before = index == 0 or runs[index - 1][1] >= _APART
        far_behind = index == len(runs) - 1 or runs[index + 1][1] >= _APART
        by_chance = length < _CHANCE and far_before and far_behind
        kept += [hit and not by_chance] * length
    return kept
