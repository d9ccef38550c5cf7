"""Boosted decision trees, read from data: how many points a row of measures gets, and which measures gave them.

A tree is a list: [points], or [measure, threshold, points, below, above, nan_below] with two trees below and above.
A row goes below where its measure is at most the threshold, or is nan and nan_below says so. The points of an inner
node are the mean of those under it, so each step of the way says how much its measure added (Saabas, 2014).

A line takes a thousand steps, so the trees are walked as flat lists. A row is laid out twice for that, with nan as the
least of all numbers and as the greatest: each node reads the layout in which nan goes its way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

Tree = list[Any]


class Forest(NamedTuple):
    """Trees whose nodes have numbers; `roots` are where they begin."""

    measures: int  # of a row
    roots: list[int]
    asks: list[int]  # the place in the layout of the row that a node looks at; -1: none, it is a leaf
    thresholds: list[float]
    below: list[int]
    above: list[int]
    points: list[float]


def forest(trees: Sequence[Tree], measures: int) -> Forest:
    """The `trees` for rows of so many measures, ready to be walked."""
    grown = Forest(measures, [], [], [], [], [], [])
    for tree in trees:
        grown.roots.append(len(grown.asks))
        _plant(grown, tree)
    return grown


def _plant(grown: Forest, tree: Tree) -> int:
    number = len(grown.asks)
    if len(tree) == 1:
        _add(grown, -1, 0.0, tree[0])
        return number
    measure, threshold, worth, below, above, nan_below = tree
    _add(grown, measure if nan_below else measure + grown.measures, threshold, worth)
    grown.below[number], grown.above[number] = _plant(grown, below), _plant(grown, above)
    return number


def _add(grown: Forest, asks: int, threshold: float, worth: float) -> None:
    grown.asks.append(asks)
    grown.thresholds.append(threshold)
    grown.points.append(worth)
    grown.below.append(0)
    grown.above.append(0)


def points(grown: Forest, row: Sequence[float]) -> float:
    """The sum of the points that the trees give `row`.

    >>> points(forest([[0, 5.0, 0.5, [-1.0], [2.0], True]], 1), [7.0])
    2.0
    """
    _, roots, asks, thresholds, below, above, worth = grown
    laid_out = _laid_out(row)
    total = 0.0
    for at in roots:
        asked = asks[at]
        while asked >= 0:
            at = below[at] if laid_out[asked] <= thresholds[at] else above[at]  # noqa: PLW2901
            asked = asks[at]
        total += worth[at]
    return total


def shares(grown: Forest, row: Sequence[float]) -> dict[int, float]:
    """How many of the points come from each measure.

    >>> shares(forest([[0, 5.0, 0.5, [-1.0], [2.0], True]], 1), [7.0])
    {0: 1.5}
    """
    measures, roots, asks, thresholds, below, above, worth = grown
    laid_out = _laid_out(row)
    found: defaultdict[int, float] = defaultdict(float)
    for at in roots:
        asked = asks[at]
        while asked >= 0:
            after = below[at] if laid_out[asked] <= thresholds[at] else above[at]
            found[asked % measures] += worth[after] - worth[at]
            at, asked = after, asks[after]  # noqa: PLW2901
    return dict(found)


def _laid_out(row: Sequence[float]) -> list[float]:
    return [-inf if value != value else value for value in row] + [inf if value != value else value for value in row]  # noqa: PLR0124  # nan
