"""Place: where a line stands, in numbers: in what list, how far from the text and from what rules have claimed.

The scores of the neighbours (`surroundings`) say how much they look like residue; this says of which kind it is. After
the comments have begun the text seldom goes on, after a caption it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import nan

from cleantext.engine.document import Line

from .sketches import Sketch, core, shared, words_of_core

_FAR = 200.0  # lines
_NEAR = 5  # lines to either side in which prose is looked for
_MOST_BREAKS = 6
# Categories that say the same of what stands near them.
_FAMILY = {
    "related": "links", "comments": "comments", "share": "calls", "newsletter": "calls", "promo": "calls",
    "appeal": "calls", "paywall": "calls", "nav": "site", "legal": "site", "consent": "site", "byline": "author",
    "meta": "author", "bio": "author", "caption": "picture", "credit": "picture", "gallery": "picture",
}  # fmt: skip
_FAMILIES = tuple(dict.fromkeys(_FAMILY.values()))
_SIDES = ("before", "after")
PLACE = (
    *("prose", "prose-near", "alike", "breaks-before", "breaks-after", "from-core"),
    *("shared", "shared-before", "shared-after"),
    *(f"{family}-{side}" for side in _SIDES for family in _FAMILIES),
)  # the names of the numbers


def places(lines: Sequence[Line], drawn: Sequence[Sketch]) -> list[tuple[float, ...]]:
    """For each line where it stands, in numbers: as in `PLACE`."""
    first, behind = core(drawn)
    vocabulary = words_of_core(drawn, first, behind)
    prose = list(accumulate((sketch.words * (sketch.kind == "prose") for sketch in drawn), initial=0))
    words = list(accumulate((sketch.words for sketch in drawn), initial=0))
    page = prose[-1] / max(1, words[-1])
    alike = list(_alike(drawn))
    above, below = _far_from(drawn), _far_from(drawn[::-1])[::-1]
    breaks = [float(min(line.breaks, _MOST_BREAKS)) for line in lines]
    beside = [nan, *(_in_common(one, other) for one, other in pairwise(drawn)), nan]
    found = []
    for at, sketch in enumerate(drawn):
        low, high = max(0, at - _NEAR), min(len(drawn), at + _NEAR + 1)
        own = shared(sketch, vocabulary, inside=first <= at < behind)
        found.append(
            (
                page,
                (prose[high] - prose[low]) / max(1, words[high] - words[low]),
                alike[at],
                breaks[at],
                breaks[at + 1] if at + 1 < len(breaks) else nan,
                float(first - at if at < first else max(0, at - behind + 1)),
                nan if own is None else own,
                beside[at],
                beside[at + 1],
                *above[at],
                *below[at],
            )
        )
    return found


def _alike(drawn: Sequence[Sketch]) -> Iterator[float]:
    """How many lines in a row, with this one, are built the same way, as those of a list are."""
    start = 0
    for at in range(len(drawn)):
        if at + 1 == len(drawn) or not drawn[at].is_like(drawn[at + 1]):
            yield from [float(at + 1 - start)] * (at + 1 - start)
            start = at + 1


def _far_from(drawn: Sequence[Sketch]) -> list[tuple[float, ...]]:
    """For each line, how many lines above it each family was last claimed."""
    last: Mapping[str, int] = {}
    found = []
    for at, sketch in enumerate(drawn):
        found.append(tuple(min(_FAR, at - last[family]) if family in last else _FAR for family in _FAMILIES))
        if family := _FAMILY.get(sketch.claimed_as):
            last = {**last, family: at}
    return found


def _in_common(one: Sketch, other: Sketch) -> float:
    """The share of their longer words that two lines have in common."""
    both = one.long_words | other.long_words
    return len(one.long_words & other.long_words) / len(both) if both else nan
