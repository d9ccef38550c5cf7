"""The anchors by their first letters, and which rules wait for each: ready at once, and enough to read a page or two.

Where a word may begin, the few anchors that begin as it does are tried. That is slow beside an automaton, and quick
beside making one. A table is a few long texts and numbers, so that it can be kept as it is (`packs.remembered`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, groupby

from .patterns import compiled
from .sentences import UNSPACED
from .silhouettes import ends_well

# Where an anchor may begin: with a word, a mark, or a letter of a script that puts no space between words.
_BEGINNING = compiled(rf"(?:(?<![^\W_])|(?<=[{UNSPACED}])|(?=[{UNSPACED}]|[^\w\s]|_))\S")
_PREFIX = 5  # code points
_BETWEEN = "\0"  # in no anchor: packs that hold it are refused
LAYOUT = f"3, by {_PREFIX}".encode()  # of what is kept; changes with the way it is laid out
Plain = tuple[str, bytes, str, bytes, bytes, bytes, str, bytes, bytes]


class AnchorTable:
    """Anchors, numbered in order of their prefixes.

    >>> table = AnchorTable.of([["follow us", "more*"]], {"ask": ["read more", "more*"]})
    >>> found = table.find("spread more, read more")
    >>> {table.anchor(number): starts for number, starts in found.items()}
    {'more*': [7, 18], 'read more': [13]}
    >>> [(list(table.waiting(number)), table.lists(number)) for number in found]
    [([0], ('ask',)), ([], ('ask',))]
    """

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        anchors, starts, prefixes, firsts, offsets, waiting, names, list_offsets, in_lists = plain
        self._joined = anchors
        self._starts = array("I", starts)  # where in that the anchors of each prefix start, and where the last ones end
        self._split: dict[int, list[str]] = {}  # the anchors of the prefixes met so far
        self._prefixes = prefixes
        self._met: dict[str, int] = {}  # the numbers of the prefixes looked for so far; -1 of those that there are not
        self._firsts = array("I", firsts)  # for each prefix, its first anchor, and where the last one's end
        self._offsets = array("I", offsets)  # for each anchor, the first of those that wait, likewise
        self._waiting = array("I", waiting)
        self._names = names.split(_BETWEEN) if names else []
        self._list_offsets = array("I", list_offsets)  # for each anchor, the first of the lists it is in, likewise
        self._in_lists = array("I", in_lists)

    @classmethod
    def of(cls, waiting: Iterable[Iterable[str]], lists: Mapping[str, Iterable[str]] | None = None) -> AnchorTable:
        """For the anchors that each of the `waiting`, who are called by their numbers, waits for, and named lists."""
        lists = lists or {}
        waited, listed = _numbers_of(waiting), _numbers_of(lists.values())
        ordered = sorted({*waited, *listed}, key=lambda anchor: (_prefix(anchor), anchor))
        groups = {prefix: [*group] for prefix, group in groupby(ordered, _prefix)}
        return cls(
            (
                _BETWEEN.join(ordered),
                _sums(sum(map(len, group)) + len(group) for group in groups.values()).tobytes(),
                _BETWEEN.join(groups),
                _sums(map(len, groups.values())).tobytes(),
                *_columns(ordered, waited),
                _BETWEEN.join(lists),
                *_columns(ordered, listed),
            )
        )

    @property
    def anchors(self) -> Sequence[str]:
        """All of them, by their numbers."""
        return self._joined.split(_BETWEEN) if self._joined else []

    def anchor(self, number: int) -> str:
        """That anchor."""
        group = bisect_right(self._firsts, number) - 1
        return self._group(group)[number - self._firsts[group]]

    def _group(self, number: int) -> list[str]:
        """The anchors of a prefix."""
        if number not in self._split:
            self._split[number] = self._joined[self._starts[number] : self._starts[number + 1] - 1].split(_BETWEEN)
        return self._split[number]

    def waiting(self, number: int) -> Sequence[int]:
        """Who waits for that anchor."""
        return self._waiting[self._offsets[number] : self._offsets[number + 1]]

    def lists(self, number: int) -> tuple[str, ...]:
        """The names of the lists that have that anchor."""
        return tuple(
            self._names[at] for at in self._in_lists[self._list_offsets[number] : self._list_offsets[number + 1]]
        )

    @cached_property
    def _in_order(self) -> list[str]:
        """The prefixes. A text has a few hundred of thousands, which are sooner found here than by a dict of all."""
        return self._prefixes.split(_BETWEEN) if self._prefixes else []

    def _meet(self, prefix: str) -> int:
        at = bisect_left(self._in_order, prefix)
        is_known = at < len(self._in_order) and self._in_order[at] == prefix
        self._met[prefix] = at if is_known else -1
        return self._met[prefix]

    def find(self, lowered: str) -> dict[int, list[int]]:
        """Where each anchor, by its number, starts in a text in lower case."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        met, firsts = self._met, self._firsts
        for place in _BEGINNING.finditer(lowered):
            start = place.start()
            for size in range(1, min(_PREFIX, len(lowered) - start) + 1):
                prefix = lowered[start : start + size]
                group = met[prefix] if prefix in met else self._meet(prefix)
                if group < 0:
                    continue
                for number, anchor in enumerate(self._group(group), firsts[group]):
                    literal = anchor.removesuffix("*")
                    if lowered.startswith(literal, start) and (
                        literal != anchor or ends_well(lowered, start + len(literal))
                    ):
                        found[number].append(start)
        return dict(found)


def _prefix(anchor: str) -> str:
    return anchor.removesuffix("*")[:_PREFIX]


def _numbers_of(lists: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """For each anchor, the numbers of the lists that have it."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, anchors in enumerate(lists):
        for anchor in anchors:
            numbers[anchor].append(number)
    return dict(numbers)


def _columns(ordered: Iterable[str], numbers: Mapping[str, list[int]]) -> tuple[bytes, bytes]:
    """The numbers of each anchor one behind the other, and before them where those of each begin."""
    in_turn = [numbers.get(anchor, []) for anchor in ordered]
    return _sums(map(len, in_turn)).tobytes(), array("I", chain.from_iterable(in_turn)).tobytes()


def _sums(counts: Iterable[int]) -> array[int]:
    sums = array("I", [0])
    for count in counts:
        sums.append(sums[-1] + count)
    return sums
