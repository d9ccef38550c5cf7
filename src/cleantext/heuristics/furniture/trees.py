"""Boosted decision trees, read from data: how many points a row of measures gets, and which measures gave them.

A tree is a list: [points], or [measure, threshold, points, below, above, nan_below] with two trees below and above.
A row goes below where its measure is at most the threshold, or is nan and nan_below says so. The points of an inner
node are the mean of those under it, so each step of the way says how much its measure added (Saabas, 2014).

To walk hundreds of trees for each line would take longer than all other rules together. So all leaves of all trees are
the bits of one long number, each tree's in a lane of its own, and each measure rules out, in one step, the leaves that
a row cannot reach with that value of it. The lowest bit left in a lane is the leaf (QuickScorer: Lucchese et al. 2015).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, reduce
from itertools import accumulate
from math import inf
from operator import and_, getitem, or_
from typing import Any, Literal, NamedTuple

Tree = list[Any]

_UNIT = 1_000_000  # shares are summed as whole numbers of this part of a point
_ROOM = 32  # bits for the share of a measure
_ZERO = 1 << _ROOM - 1  # added to each, that none is below nought
_LANES: dict[int, Literal["B", "H", "I", "Q"]] = {8: "B", 16: "H", 32: "I", 64: "Q"}  # bits, and the format
_NAN = -inf  # the least threshold of each measure: of all values only nan is not above it


class Forest(NamedTuple):
    """Trees ready to be asked. A leaf is a number with one bit, its place in its tree from below to above."""

    trees: Sequence[Tree]
    thresholds: list[list[float]]  # by measure, in order, behind `_NAN`
    masks: list[list[int]]  # by measure, and by how many of its thresholds it is above: the leaves that are left
    width: int  # bits of a lane
    every: int  # all leaves
    first: int  # the first leaf of each tree
    points: list[dict[int, float]]  # for each tree those of its leaves
    told: list[_Told]  # for each tree where those come from


def forest(trees: Sequence[Tree], measures: int) -> Forest:
    """The `trees`, of at most 64 leaves each, for rows of so many measures, ready to be asked."""
    points: list[list[float]] = []
    nodes: list[list[_Node]] = [[] for _ in range(measures)]
    for number, tree in enumerate(trees):
        points.append([])
        _grow(tree, number, points[-1], nodes)
    width = next(bits for bits in _LANES if bits >= max(map(len, points), default=0))
    every = sum(((1 << len(own)) - 1) << width * number for number, own in enumerate(points))
    nodes = [sorted(own) for own in nodes]
    thresholds = [[_NAN, *(node.threshold for node in own)] for own in nodes]
    masks = [_masks(own, every, width) for own in nodes]
    first = sum(1 << width * number for number in range(len(trees)))
    leaves = [{1 << leaf: worth for leaf, worth in enumerate(own)} for own in points]
    return Forest(trees, thresholds, masks, width, every, first, leaves, [_Told(tree) for tree in trees])


class _Node(NamedTuple):
    """An inner node of a tree, and the leaves below it."""

    threshold: float
    nan_below: bool
    tree: int
    first: int
    behind: int


def _grow(tree: Tree, number: int, points: list[float], nodes: list[list[_Node]]) -> None:
    """Adds the points of the leaves, from below to above, and to those of its measure each node."""
    if len(tree) == 1:
        points.append(tree[0])
        return
    measure, threshold, _, below, above, nan_below = tree
    first = len(points)
    _grow(below, number, points, nodes)
    nodes[measure].append(_Node(threshold, nan_below, number, first, len(points)))
    _grow(above, number, points, nodes)


def _masks(nodes: Sequence[_Node], every: int, width: int) -> list[int]:
    """The leaves left where their measure is nan, and where it is above the first of these, the first two and so on."""
    below = [((1 << node.behind) - (1 << node.first)) << width * node.tree for node in nodes]
    gone = reduce(or_, (leaves for node, leaves in zip(nodes, below) if not node.nan_below), 0)
    return [every ^ leaves for leaves in (gone, *accumulate(below, or_, initial=0))]


def reached(grown: Forest, row: Sequence[float]) -> Sequence[int]:
    """The leaf of each tree that `row` reaches."""
    left = reduce(and_, map(getitem, grown.masks, map(bisect_left, grown.thresholds, row)), grown.every)
    lowest = left & ~(left - grown.first)  # no lane is empty, so none borrows from the next
    size = len(grown.trees) * grown.width // 8
    return memoryview(lowest.to_bytes(size, "little")).cast(_LANES[grown.width])


def points(grown: Forest, leaves: Sequence[int]) -> float:
    """The sum of the points of the leaves that were reached.

    >>> trees = forest([[0, 5.0, 0.5, [-1.0], [2.0], True]], 1)
    >>> points(trees, reached(trees, [7.0]))
    2.0
    """
    return sum(map(getitem, grown.points, leaves))


def shares(grown: Forest, leaves: Sequence[int]) -> dict[int, float]:
    """How many of those points come from each measure.

    >>> trees = forest([[0, 5.0, 0.5, [-1.0], [2.0], True]], 1)
    >>> shares(trees, reached(trees, [7.0]))
    {0: 1.5}
    """
    some = _unpacked(sum(map(getitem, grown.told, leaves)), len(grown.thresholds))
    return {measure: share / _UNIT for measure, share in enumerate(some) if share}


class _Told(dict[int, int]):
    """By leaf of a tree the shares of the measures, packed (`_packed`): worked out when it is first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def __missing__(self, leaf: int) -> int:
        self[leaf] = _packed(self._tree, leaf.bit_length() - 1)
        return self[leaf]


def _packed(tree: Tree, leaf: int) -> int:
    """The shares of the measures on the way to that leaf, each in a room of its own, as a number that can be added."""
    total = 0
    while len(tree) > 1:
        behind = _size(tree[3])
        after = tree[3] if leaf < behind else tree[4]
        worth = after[0] if len(after) == 1 else after[2]
        total += round((worth - tree[2]) * _UNIT) << _ROOM * tree[0]
        leaf -= 0 if leaf < behind else behind
        tree = after
    return total


def _size(tree: Tree) -> int:
    """How many leaves it has."""
    return 1 if len(tree) == 1 else _size(tree[3]) + _size(tree[4])


def _unpacked(total: int, measures: int) -> list[int]:
    rooms = memoryview((total + _zeros(measures)).to_bytes(measures * _ROOM // 8, "little")).cast("I")
    return [room - _ZERO for room in rooms]


@cache
def _zeros(measures: int) -> int:
    return sum(_ZERO << _ROOM * measure for measure in range(measures))
