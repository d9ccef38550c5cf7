"""The anchors by their first letters, and which rules wait for each: ready at once, and enough to read a page or two.

Where a word may begin, the few anchors that begin as it does are tried. That is slow beside an automaton, and quick
beside making one. A table is a few long texts and numbers, so that it can be kept as it is (`packs.remembered`).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from .patterns import compiled
from .sentences import UNSPACED
from .silhouettes import ends_well

# Where an anchor may begin: with a word, a mark, or a letter of a script that puts no space between words.
_BEGINNING = compiled(rf"(?:(?<![^\W_])|(?<=[{UNSPACED}])|(?=[{UNSPACED}]|[^\w\s]|_))\S")
_PREFIX = 5  # code points
_BETWEEN = "\0"  # in no anchor: packs that hold it are refused
LAYOUT = f"1, by {_PREFIX}".encode()  # of what is kept; changes with the way it is laid out
Plain = tuple[str, str, bytes, bytes, bytes]


class AnchorTable:
    """Anchors, numbered in order of their prefixes.

    >>> table = AnchorTable.of(["read more", "more*"], [["follow us", "more*"]])
    >>> found = table.find("spread more, read more")
    >>> {table.anchors[number]: starts for number, starts in found.items()}
    {'more*': [7, 18], 'read more': [13]}
    >>> [list(table.waiting(number)) for number in found]
    [[0], []]
    """

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        anchors, prefixes, firsts, offsets, waiting = plain
        self.anchors: Sequence[str] = anchors.split(_BETWEEN) if anchors else []
        self._prefixes = prefixes
        self._firsts = array("I", firsts)  # for each prefix, its first anchor, and where the last one's end
        self._offsets = array("I", offsets)  # for each anchor, the first of those that wait, likewise
        self._waiting = array("I", waiting)

    @classmethod
    def of(cls, anchors: Iterable[str], waiting: Iterable[Sequence[str]] = ()) -> AnchorTable:
        """For `anchors`, and those that each of the `waiting`, who are called by their numbers, waits for."""
        by_anchor: defaultdict[str, list[int]] = defaultdict(list)
        for number, wanted in enumerate(waiting):
            for anchor in wanted:
                by_anchor[anchor].append(number)
        ordered = sorted({*anchors, *by_anchor}, key=lambda anchor: (_prefix(anchor), anchor))
        groups = [(prefix, len([*group])) for prefix, group in groupby(ordered, _prefix)]
        counts = [len(by_anchor.get(anchor, ())) for anchor in ordered]
        return cls(
            (
                _BETWEEN.join(ordered),
                _BETWEEN.join(prefix for prefix, _ in groups),
                _sums(size for _, size in groups).tobytes(),
                _sums(counts).tobytes(),
                array("I", [number for anchor in ordered for number in by_anchor.get(anchor, ())]).tobytes(),
            )
        )

    def waiting(self, number: int) -> Sequence[int]:
        """Who waits for that anchor."""
        return self._waiting[self._offsets[number] : self._offsets[number + 1]]

    @cached_property
    def _beginning(self) -> Mapping[str, int]:
        """The numbers of the prefixes."""
        prefixes = self._prefixes.split(_BETWEEN) if self._prefixes else []
        return dict(zip(prefixes, range(len(prefixes))))

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted(set(map(len, self._beginning)))

    def find(self, lowered: str) -> dict[int, list[int]]:
        """Where each anchor, by its number, starts in a text in lower case."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        beginning, sizes, firsts = self._beginning, self._sizes, self._firsts
        for place in _BEGINNING.finditer(lowered):
            start = place.start()
            for size in sizes:
                if start + size > len(lowered):
                    break
                group = beginning.get(lowered[start : start + size])
                if group is None:
                    continue
                for number in range(firsts[group], firsts[group + 1]):
                    anchor = self.anchors[number]
                    literal = anchor.removesuffix("*")
                    if lowered.startswith(literal, start) and (
                        literal != anchor or ends_well(lowered, start + len(literal))
                    ):
                        found[number].append(start)
        return dict(found)


def _prefix(anchor: str) -> str:
    return anchor.removesuffix("*")[:_PREFIX]


def _sums(counts: Iterable[int]) -> array[int]:
    sums = array("I", [0])
    for count in counts:
        sums.append(sums[-1] + count)
    return sums
