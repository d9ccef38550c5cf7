"""Boosted decision trees, read from data: how many points a row of measures gets, and which measures gave them.

A tree is a list: [points], or [measure, threshold, points, below, above, nan_below] with two trees below and above.
A row goes below where its measure is at most the threshold, or is nan and nan_below says so. The points of an inner
node are the mean of those under it, so each step of the way says how much its measure added (Saabas, 2014).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

Tree = list[Any]


def points(trees: Sequence[Tree], row: Sequence[float]) -> float:
    """The sum of the points that `trees` give `row`.

    >>> points([[0, 5.0, 0.5, [-1.0], [2.0], True]], [7.0])
    2.0
    """
    total = 0.0
    for tree in trees:
        node = tree
        while len(node) > 1:
            value = row[node[0]]
            node = node[3] if value <= node[1] or (value != value and node[5]) else node[4]  # noqa: PLR0124  # nan
        total += node[0]
    return total


def shares(trees: Sequence[Tree], row: Sequence[float]) -> dict[int, float]:
    """How many of the points come from each measure.

    >>> shares([[0, 5.0, 0.5, [-1.0], [2.0], True]], [7.0])
    {0: 1.5}
    """
    found: defaultdict[int, float] = defaultdict(float)
    for tree in trees:
        node = tree
        while len(node) > 1:
            value = row[node[0]]
            after = node[3] if value <= node[1] or (value != value and node[5]) else node[4]  # noqa: PLR0124  # nan
            found[node[0]] += (after[2] if len(after) > 1 else after[0]) - node[2]
            node = after
    return dict(found)
