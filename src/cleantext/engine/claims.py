"""Claims: the spans taken for residue so far. The first claim on a character holds; later ones get what is left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Claim(NamedTuple):
    """A span that a rule takes for residue, in code points of the original, with what made it think so.

    The category is filled in when the claim is accepted, for the rules that come after. A claim that says why it
    `stayed` is none: the rule only just did not take the span, which nobody is to take into account but who explains.
    """

    start: int
    end: int
    rule: str
    evidence: str = ""
    category: str = ""
    stayed: str = ""


class Claims:
    """Disjoint claims in order of their position.

    >>> claims = Claims()
    >>> claims.add(Claim(5, 10, "en/a"))
    >>> claims.add(Claim(0, 20, "en/b"))
    >>> [(claim.start, claim.end, claim.rule) for claim in claims]
    [(0, 5, 'en/b'), (5, 10, 'en/a'), (10, 20, 'en/b')]
    """

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._claims: list[Claim] = []
        self._starts: list[int] = []
        for claim in claims:
            self.add(claim)

    def add(self, claim: Claim) -> None:
        """Takes the part of `claim` that nobody holds yet."""
        for start, end in list(self.free(claim.start, claim.end)):
            at = bisect_left(self._starts, start)
            self._starts.insert(at, start)
            self._claims.insert(at, claim._replace(start=start, end=end))

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of [start, end) that nobody claims."""
        for claim in self.within(start, end):
            if start < claim.start:
                yield start, claim.start
            start = max(start, claim.end)
        if start < end:
            yield start, end

    def within(self, start: int, end: int) -> list[Claim]:
        """The claims that touch [start, end)."""
        if not self._claims:  # as in most texts, most of the time
            return []
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self._claims[first].end <= start:
            first += 1
        return self._claims[first : bisect_left(self._starts, end)]

    def covers(self, start: int, end: int) -> bool:
        """Is all of [start, end) claimed? White space and punctuation left over between claims count as free."""
        return (start >= end or self.touches(start, end)) and next(self.free(start, end), None) is None

    def touches(self, start: int, end: int) -> bool:
        """Is any of [start, end) claimed?"""
        return bool(self.within(start, end))

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)
