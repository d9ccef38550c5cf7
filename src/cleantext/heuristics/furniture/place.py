"""Place: where a line stands, in numbers: in what list, how far from the text and from what rules have claimed.

The scores of the neighbours (`surroundings`) say how much they look like residue; this says of which kind it is. After
the comments have begun the text seldom goes on, after a caption it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import nan

from cleantext.engine.document import Line

from .outline import Outline
from .sketches import Sketch

_FAR = 200.0  # lines
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


def places(lines: Sequence[Line], outline: Outline) -> list[tuple[float, ...]]:
    """For each line where it stands, in numbers: as in `PLACE`; nothing of a claimed one."""
    drawn, first, behind = outline.drawn, outline.first, outline.behind
    alike = list(_alike(drawn))
    above, below = _far_from(drawn), _far_from(drawn[::-1])[::-1]
    breaks = [*(float(min(line.breaks, _MOST_BREAKS)) for line in lines), nan]
    beside = [nan, *(_in_common(one, other) for one, other in pairwise(drawn)), nan]
    return [
        ()
        if drawn[at].kind == "claimed"
        else (
            outline.prose,
            outline.prose_near[at],
            alike[at],
            breaks[at],
            breaks[at + 1],
            float(first - at if at < first else max(0, at - behind + 1)),
            nan if shared is None else shared,
            beside[at],
            beside[at + 1],
            *above[at],
            *below[at],
        )
        for at, shared in enumerate(outline.shared)
    ]


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
    common = len(one.long_words & other.long_words)
    both = len(one.long_words) + len(other.long_words) - common
    return common / both if both else nan
