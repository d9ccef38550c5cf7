"""Anchors: one pass over a text for the literals of all rules and of the word lists that heuristics look for.

A rule without its anchor in the text is never run, so the cost of a document hardly depends on the number of rules.
The pass is made by `ahocorasick_rs` (a wheel on the mainstream platforms) or, where that is not installed, by a trie
written as one `re` pattern (`scanners`): the same hits, more slowly.

The pass reads a silhouette of the text (`silhouettes`). Anchors that are not ASCII are looked for in the text itself,
and only if that is not ASCII. To make all that ready takes longer than to look through a page, so the first pages are
read with nothing but the table of the anchors (`anchor_table`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from .anchor_table import AnchorTable
from .scanners import Scan, Scanner, fastest_scanner
from .silhouettes import Silhouettes, begins_well, ends_well, is_symbol

_EARLY = 30_000  # code points that are read the way which is ready at once


class Hit(NamedTuple):
    """Anchor `text` stands at [start, end) of the lowered text."""

    start: int
    end: int
    text: str
    lists: tuple[str, ...] = ()  # that it is a word of, as `NAME@LANGUAGE`; told by `Document.hits`


_hit = partial(tuple.__new__, Hit)  # thrice as quick as Hit itself


class AnchorIndex:
    """Finds every occurrence of every anchor, overlapping ones too.

    An anchor that begins or ends with a letter or digit must do so at a word edge; one written with a final "*" may end
    anywhere in a word. `lists` are the lists of a table, named `NAME@LANGUAGE`, whose hits may be asked for by NAME.

    >>> index = AnchorIndex(["read more", "read more about", "more"])
    >>> [hit.text for hit in index.hits("spread more; read more about it")]
    ['more', 'read more', 'read more about', 'more']
    """

    def __init__(
        self,
        anchors: Iterable[str] | AnchorTable,
        lists: Iterable[str] = (),
        scanner: Scanner | None = None,
    ) -> None:
        self._given = anchors
        self._lists = frozenset(lists)
        self._names = frozenset(map(_name, self._lists))
        self._met: dict[int, tuple[str, int, tuple[str, ...]]] = {}  # anchors found so far: text, length, lists
        self._names_of: dict[int, frozenset[str]] = {}  # of those
        self._scanner = scanner
        self._early_left = 0 if scanner else _EARLY

    @cached_property
    def _table(self) -> AnchorTable:
        return self._given if isinstance(self._given, AnchorTable) else AnchorTable.of([self._given])

    def anchor(self, number: int) -> str:
        """The anchor of that number."""
        return self._table.anchor(number)

    def waiting(self, number: int) -> Sequence[int]:
        """Who waits for that anchor."""
        return self._table.waiting(number)

    def find(self, lowered: str) -> dict[int, list[int]]:
        """Where each anchor, by its number, starts in a text in lower case (`Document.lowered`)."""
        self._early_left -= len(lowered)
        if self._early_left > 0:
            return self._table.find(lowered)
        found = self._plain.find(lowered)
        found |= self._symbols.find(lowered)
        if not lowered.isascii():  # most of the world's anchors cannot stand in an English text
            found |= self._other.find(lowered)
        return found

    def as_hits(self, found: Mapping[int, list[int]]) -> list[Hit]:
        """What `find` found, in order of position."""
        met, meet = self._met, self._meet
        plain = [
            (start, start + length, anchor, lists)
            for number, starts in found.items()
            for anchor, length, lists in (met.get(number) or meet(number),)
            for start in starts
        ]
        plain.sort()  # before they are hits: tuples are compared more quickly
        return list(map(_hit, plain))

    def by_list(self, found: Iterable[int]) -> dict[str, list[int]]:
        """The numbers of the anchors in `found` that are words of a list, by its name, of whatever language."""
        named: dict[str, list[int]] = {name: [] for name in self._names}
        for number in found:
            names = self._names_of.get(number)
            if names is None:
                names = self._names_of[number] = frozenset(map(_name, self._meet(number)[2]))
            for name in names:
                named[name].append(number)
        return named

    def _meet(self, number: int) -> tuple[str, int, tuple[str, ...]]:
        anchor = self.anchor(number)
        lists = tuple(name for name in self._table.lists(number) if name in self._lists)
        self._met[number] = anchor, len(anchor.removesuffix("*")), lists
        return self._met[number]

    def hits(self, lowered: str) -> list[Hit]:
        """The hits in a text in lower case, in order of position."""
        return self.as_hits(self.find(lowered))

    @cached_property
    def _plain(self) -> Silhouettes:
        """The anchors that have a silhouette of their own."""
        anchors = [(number, anchor) for number, anchor in enumerate(self._table.anchors) if anchor.isascii()]
        return Silhouettes([pair for pair in anchors if not is_symbol(pair[1])], self._scanner or fastest_scanner())

    @cached_property
    def _symbols(self) -> _Literals:
        """Those whose silhouette stands in any text: few."""
        symbols = [pair for pair in enumerate(self._table.anchors) if is_symbol(pair[1])]
        return _Literals(symbols, self._scanner or fastest_scanner())

    @cached_property
    def _other(self) -> _Literals:
        """Those that are not ASCII."""
        literals = [pair for pair in enumerate(self._table.anchors) if not pair[1].isascii()]
        return _Literals(literals, self._scanner or fastest_scanner())


def _name(listed: str) -> str:
    return listed.partition("@")[0]


NOTHING = AnchorIndex(())  # finds nothing


class _Literals:
    """Finds anchors by their letters, and looks at the edges of each place."""

    def __init__(self, anchors: Iterable[tuple[int, str]], scanner: Scanner) -> None:
        numbers: defaultdict[str, list[tuple[int, bool]]] = defaultdict(list)
        for number, anchor in anchors:
            numbers[anchor.removesuffix("*")].append((number, anchor.endswith("*")))
        self._scan: Scan = scanner(list(numbers)) if numbers else lambda _: ()
        self._numbers = list(map(tuple, numbers.values()))

    def find(self, lowered: str) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for literal, start, end in self._scan(lowered):
            if not begins_well(lowered, start):
                continue
            for number, open_ended in self._numbers[literal]:
                if open_ended or ends_well(lowered, end):
                    found[number].append(start)
        return found
