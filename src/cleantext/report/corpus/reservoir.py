"""Reservoir: a random sample of a stream of unknown length, the same one whenever the stream is the same."""

from __future__ import annotations

import heapq
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Reservoir(Generic[Item]):
    """Keeps `size` of the items it is shown, each with the same chance. `seed` says which.

    >>> sample = Reservoir(3, "seed")
    >>> for number in range(1000):
    ...     sample.add(number)
    >>> len(sample.items), sample.seen
    (3, 1000)
    """

    __slots__ = ("_random", "_size", "items", "seen")

    def __init__(self, size: int, seed: str) -> None:
        self._random = Random(seed)
        self._size = size
        self.items: list[Item] = []
        self.seen = 0

    def add(self, item: Item) -> None:
        """Shows it one more item."""
        self.seen += 1
        if len(self.items) < self._size:
            self.items.append(item)
            return
        index = int(self._random.random() * self.seen)  # quicker than randrange, and as good for what is counted here
        if index < self._size:
            self.items[index] = item


class Greatest(Generic[Item]):
    """Keeps the `size` items of the greatest weight; of equal ones those that came first.

    >>> greatest = Greatest(2)
    >>> for item, weight in (("a", 1), ("b", 3), ("c", 3), ("d", 3)):
    ...     greatest.add(item, weight)
    >>> greatest.items
    ['b', 'c']
    """

    __slots__ = ("_heap", "_seen", "_size")

    def __init__(self, size: int) -> None:
        self._size = size
        self._seen = 0
        self._heap: list[tuple[float, int, Item]] = []  # the second tells all apart: items are never compared

    def add(self, item: Item, weight: float) -> None:
        """Shows it one more item."""
        self._seen += 1
        if len(self._heap) < self._size:
            heapq.heappush(self._heap, (weight, -self._seen, item))
        elif self._heap and weight > self._heap[0][0]:
            heapq.heapreplace(self._heap, (weight, -self._seen, item))

    @property
    def items(self) -> list[Item]:
        """The greatest first."""
        return [item for _, _, item in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]
