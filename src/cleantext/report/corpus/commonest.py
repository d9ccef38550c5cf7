"""The commonest removed texts: alike but for white space, digits and case, counted in a table of bounded size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b

from cleantext.engine.document import fold

_NUMBER = re.compile(r"\d+")
_KEY = 200  # code points of a folded text that are kept as they are; the rest counts by its digest
_EXAMPLE = 300  # code points of a text that are kept to show
_RULES = 4  # named of those that removed it
CAPACITY = 40_000  # texts that are counted at a time


def gist(text: str) -> str:
    """What texts have in common that differ in white space, digits and case only (and how quotes and dashes look).

    >>> gist(" 5 MIN  read\\n") == gist("12 min read")
    True
    """
    return _NUMBER.sub("0", " ".join(fold(text).split())).casefold()


@dataclass(slots=True)
class Common:
    """One text, as it was first seen, for all that are like it. `count` may be too low by what the table says."""

    text: str
    clipped: bool
    count: int = 0
    characters: int = 0
    rules: dict[tuple[str, str], int] = field(default_factory=dict)  # (category, rule): how often, the first few


class Commonest:
    """Counts texts by their gist, of any number in bounded memory (Misra and Gries's way).

    When the table holds twice `capacity` texts, the count of the one in the middle is taken off every count and who
    has none left goes. So a count is too low by at most `error`, and a text that is not here came no oftener than that.

    >>> counts = Commonest(capacity=2)
    >>> for text in ["5 min read", "a", "b", "7 MIN READ", "c", "d", "1 min read"]:
    ...     counts.add(text, "meta", "x/y")
    >>> [(common.text, common.count) for common in counts.top(1)], counts.error
    ([('5 min read', 2)], 1)
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._table: dict[str, Common] = {}
        self.error = 0

    def add(self, text: str, category: str, rule: str) -> None:
        """Counts a text that `rule` removed."""
        key = gist(text)
        if len(key) > _KEY:
            key = key[:_KEY] + blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        common = self._table.get(key)
        if common is None:
            shown = text.strip()
            common = self._table[key] = Common(shown[:_EXAMPLE], len(shown) > _EXAMPLE)
        common.count += 1
        common.characters += len(text)
        by = (category, rule)
        if by in common.rules or len(common.rules) < _RULES:
            common.rules[by] = common.rules.get(by, 0) + 1
        if len(self._table) >= 2 * self._capacity:
            self._thin()

    def _thin(self) -> None:
        off = sorted((common.count for common in self._table.values()), reverse=True)[self._capacity]
        self.error += off
        for key, common in list(self._table.items()):
            common.count -= off
            if common.count <= 0:
                del self._table[key]

    def top(self, most: int, each: int = 0) -> list[Common]:
        """The `most` that came oftenest and, of each rule, the `each` that it removed oftenest. The oftenest first."""
        ranked = sorted(self._table.values(), key=lambda common: -common.count)  # stable: then as they came
        taken: dict[tuple[str, str], int] = {}
        found = []
        for rank, common in enumerate(ranked):
            wanted = rank < most
            for by in common.rules:
                taken[by] = taken.get(by, 0) + 1
                wanted = wanted or taken[by] <= each
            if wanted:
                found.append(common)
        return found
