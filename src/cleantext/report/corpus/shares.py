"""How much of each document went: a histogram of removed shares."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

BORDERS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)


class Shares:
    """Counts documents by the share of them that was removed.

    >>> shares = Shares()
    >>> shares.add(5, 100)
    >>> list(shares.bins(unchanged=7))[:4]
    [('nothing', 7), ('up to 1 %', 0), ('1–2 %', 0), ('2–5 %', 1)]
    """

    def __init__(self) -> None:
        self._counts = [0] * len(BORDERS)

    def add(self, removed: int, length: int) -> None:
        """Counts a document of `length` code points of which `removed`, more than none, went."""
        self._counts[min(bisect_left(BORDERS, removed / length), len(BORDERS) - 1)] += 1

    def bins(self, unchanged: int) -> Iterator[tuple[str, int]]:
        """What each bin is called and how many documents are in it, those of which nothing was removed first."""
        yield "nothing", unchanged
        left = 0.0
        for border, count in zip(BORDERS, self._counts):
            yield (f"{left * 100:g}–{border * 100:g} %" if left else f"up to {border * 100:g} %"), count
            left = border
