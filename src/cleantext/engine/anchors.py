"""Anchors: one pass over a text for the literals of all rules and of the word lists that heuristics look for.

A rule without its anchor in the text is never run, so the cost of a document hardly depends on the number of rules.
The pass is made by `ahocorasick_rs` (a wheel on the mainstream platforms) or, where that is not installed, by a trie
written as one `re` pattern (`scanners`): the same hits, more slowly.

Most places where the letters of an anchor stand lie inside of words. So the pass reads a silhouette of the text, in
which all that is no letter or digit is blank, and looks for anchors with the blanks around them. Anchors that are not
ASCII are looked for in the text itself, and only if that is not ASCII.

All that takes longer to make ready than to look through a page. The first pages are read more simply.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from .scanners import Scan, Scanner, fastest_scanner, places
from .sentences import UNSPACED, is_unspaced

# What words end at, beside ASCII marks: other marks, and letters of scripts that put no space between words. The
# question mark is among them because it stands for all other letters in what is left (`silhouette`).
_BLANK = re.compile(rf"[^\w\x00-\x7f]|[{UNSPACED}]|\?")
_MARKS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
# Where an anchor may begin: with a word, a mark, or a letter of a script that puts no space between words.
_BEGINNING = re.compile(rf"(?:(?<![^\W_])|(?<=[{UNSPACED}])|(?=[{UNSPACED}]|[^\w\s]|_))\S")
_EDGE_MARKS = _MARKS.decode()
_COMMON = frozenset("a an and as at by de el en for i il in is it la le o of on os the to y".split())
_PREFIX = 5  # code points
_EARLY = 30_000  # code points that are read the way which is quickly made ready
_BEYOND = re.compile(r"[^\x00-\xff]")
_MANY = 24  # characters beyond Latin-1; to replace more of them one by one would be slow
_LETTER = "ª"  # of Latin-1
_DRAWN = "".join(
    character if character.isalnum() and character.isascii() else " " if character < "\x80" or _BLANK.match(character) else "?"
    for character in map(chr, range(256))
).encode()  # each character of Latin-1 as its silhouette
_BLANKED = bytes.maketrans(_MARKS.replace(b"?", b""), b" " * (len(_MARKS) - 1))


class Hit(NamedTuple):
    """Anchor `text` stands at [start, end) of the lowered text."""

    start: int
    end: int
    text: str


_hit = partial(tuple.__new__, Hit)  # thrice as quick as Hit itself


class AnchorIndex:
    """Finds every occurrence of every anchor, overlapping ones too.

    An anchor that begins or ends with a letter or digit must do so at a word edge; one written with a final "*" may end
    anywhere in a word. `lists` are anchors too, each list under a name by which `Document.hits` gives its hits.

    >>> index = AnchorIndex(["read more", "read more about", "more"])
    >>> [hit.text for hit in index.hits("spread more; read more about it")]
    ['more', 'read more', 'read more about', 'more']
    """

    def __init__(
        self, anchors: Iterable[str], lists: Mapping[str, Iterable[str]] | None = None, scanner: Scanner | None = None
    ) -> None:
        self._named = {name: frozenset(words) for name, words in (lists or {}).items()}
        self.anchors = tuple({*anchors}.union(*self._named.values()))
        self.lists = tuple(self._named)
        self._scanner = scanner or fastest_scanner()
        self._early_left = 0 if scanner else _EARLY

    def find(self, lowered: str) -> dict[int, list[int]]:
        """Where each anchor, by its number in `anchors`, starts in a text in lower case (`Document.lowered`)."""
        self._early_left -= len(lowered)
        if self._early_left > 0:
            return self._early.find(lowered)
        found = self._plain.find(lowered)
        for mark, symbols in self._symbols.items():
            if mark in lowered:
                found |= _symbols_in(lowered, symbols)
        if not lowered.isascii():  # most of the world's anchors cannot stand in an English text
            found |= self._other.find(lowered)
        return found

    def as_hits(self, found: Mapping[int, list[int]]) -> list[Hit]:
        """What `find` found, in order of position."""
        hits = []
        for number, starts in found.items():
            anchor = self.anchors[number]
            length = len(anchor) - anchor.endswith("*")
            hits += [_hit((start, start + length, anchor)) for start in starts]
        hits.sort()
        return hits

    def by_list(self, found: Iterable[int]) -> dict[str, list[int]]:
        """The numbers of the anchors in `found` that are words of a list, by its name."""
        named: dict[str, list[int]] = {name: [] for name in self.lists}
        lists_of = self._lists_of
        for number in found:
            if number in lists_of:
                for name in lists_of[number]:
                    named[name].append(number)
        return named

    def hits(self, lowered: str) -> list[Hit]:
        """The hits in a text in lower case, in order of position."""
        return self.as_hits(self.find(lowered))

    @cached_property
    def _lists_of(self) -> defaultdict[int, list[str]]:
        """The names of the lists that hold an anchor."""
        numbers = {anchor: number for number, anchor in enumerate(self.anchors)}
        lists_of: defaultdict[int, list[str]] = defaultdict(list)
        for name, words in self._named.items():
            for word in words:
                lists_of[numbers[word]].append(name)
        return lists_of

    @cached_property
    def _early(self) -> _Prefixes:
        """All of them, for the first pages."""
        return _Prefixes(self.anchors)

    @cached_property
    def _plain(self) -> _Silhouettes:
        """The anchors that have a silhouette of their own."""
        anchors = [(number, anchor) for number, anchor in enumerate(self.anchors) if anchor.isascii()]
        return _Silhouettes([pair for pair in anchors if not _is_symbol(pair[1])], self._scanner)

    @cached_property
    def _symbols(self) -> dict[str, list[tuple[int, str]]]:
        """Those whose silhouette stands in any text, by a mark in them: few, and looked for one by one."""
        symbols: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, anchor in enumerate(self.anchors):
            if _is_symbol(anchor):
                symbols[next(mark for mark in anchor if mark in _EDGE_MARKS and mark != " ")].append((number, anchor))
        return symbols

    @cached_property
    def _other(self) -> _Literals:
        """Those that are not ASCII."""
        return _Literals([pair for pair in enumerate(self.anchors) if not pair[1].isascii()], self._scanner)


NOTHING = AnchorIndex(())  # finds nothing


class _Silhouettes:
    """Finds ASCII anchors by their silhouettes, which hold the blanks at their edges."""

    def __init__(self, anchors: Sequence[tuple[int, str]], scanner: Scanner) -> None:
        self._readings: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        literals = [anchor.removesuffix("*") for _, anchor in anchors]
        shapes = silhouette("".join(literals))[1:]  # all of them at once, to start quickly
        at = 0
        for (number, anchor), literal in zip(anchors, literals):
            is_word = literal.isalnum()
            opened = is_word or literal[0].isalnum()
            closed = len(literal) == len(anchor) and (is_word or literal[-1].isalnum())
            shape = f"{' ' * opened}{shapes[at : at + len(literal)]}{' ' * closed}"
            at += len(literal)
            # Of a word there is nothing to add to its silhouette; a blank may be any mark.
            self._readings[shape].append((number, 1 - opened, "" if is_word else literal))
        self._shapes = list(self._readings)
        self._scan: Scan = scanner(self._shapes) if self._shapes else lambda _: ()

    def find(self, lowered: str) -> dict[int, list[int]]:
        seen: defaultdict[int, list[int]] = defaultdict(list)
        for shape, start, _ in self._scan(silhouette(lowered)):
            seen[shape].append(start)
        found = {}
        for shape, starts in seen.items():
            for number, shift, literal in self._readings[self._shapes[shape]]:
                places = [start - shift for start in starts] if shift else starts
                if literal:
                    places = [start for start in places if lowered.startswith(literal, start)]
                if places:
                    found[number] = places
        return found


class _Literals:
    """Finds anchors by their letters, and looks at the edges of each place."""

    def __init__(self, anchors: Iterable[tuple[int, str]], scanner: Scanner) -> None:
        self._numbers: defaultdict[str, list[tuple[int, bool]]] = defaultdict(list)
        for number, anchor in anchors:
            self._numbers[anchor.removesuffix("*")].append((number, anchor.endswith("*")))
        self._literals = list(self._numbers)
        self._scan: Scan = scanner(self._literals) if self._literals else lambda _: ()

    def find(self, lowered: str) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for literal, start, end in self._scan(lowered):
            if not _at_start(lowered, start):
                continue
            for number, open_ended in self._numbers[self._literals[literal]]:
                if open_ended or _at_end(lowered, end):
                    found[number].append(start)
        return found


class _Prefixes:
    """Finds anchors where one may begin, by trying the few that begin so. Ready at once, and slow."""

    def __init__(self, anchors: Sequence[str]) -> None:
        self._anchors = anchors
        self._literals = [anchor[:-1] if anchor[-1] == "*" else anchor for anchor in anchors]
        self._beginning: dict[str, list[int]] = {}
        for number, literal in enumerate(self._literals):
            prefix = literal[:_PREFIX]
            if prefix in self._beginning:
                self._beginning[prefix].append(number)
            else:
                self._beginning[prefix] = [number]
        self._sizes = sorted(set(map(len, self._beginning)))

    def find(self, lowered: str) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for place in _BEGINNING.finditer(lowered):
            start = place.start()
            for size in self._sizes:
                if start + size > len(lowered):
                    break
                for number in self._beginning.get(lowered[start : start + size], ()):
                    literal = self._literals[number]
                    if lowered.startswith(literal, start) and (
                        literal != self._anchors[number] or _at_end(lowered, start + len(literal))
                    ):
                        found[number].append(start)
        return found


def _is_symbol(anchor: str) -> bool:
    """Is it nothing but ASCII marks, or those and a word of the commonest?"""
    word = anchor.strip(_EDGE_MARKS)
    return anchor.isascii() and (not word or (word in _COMMON and word != anchor.removesuffix("*")))


def _symbols_in(lowered: str, symbols: Iterable[tuple[int, str]]) -> dict[int, list[int]]:
    found = {}
    for number, anchor in symbols:
        literal = anchor.removesuffix("*")
        starts = [start for start in places(literal, lowered, 0, len(lowered)) if _at_start(lowered, start)]
        if literal == anchor:
            starts = [start for start in starts if _at_end(lowered, start + len(literal))]
        if starts:
            found[number] = starts
    return found


def silhouette(lowered: str) -> str:
    """A blank, `lowered` with a blank for all that is no letter or digit of a word, and a blank.

    Letters and digits that are not ASCII are question marks.

    >>> silhouette("read more: café 東 “(c)” ok?")
    ' read more  caf?     c   ok  '
    """
    try:
        drawn = lowered.encode("latin-1")
    except UnicodeEncodeError:
        others = set(_BEYOND.findall(lowered))
        if len(others) > _MANY:
            return f" {_BLANK.sub(' ', lowered)} ".encode("ascii", "replace").translate(_BLANKED).decode()
        for other in others:
            lowered = lowered.replace(other, " " if _BLANK.match(other) else _LETTER)
        drawn = lowered.encode("latin-1")
    return f" {drawn.translate(_DRAWN).decode()} "


def _at_start(lowered: str, start: int) -> bool:
    first = lowered[start]
    if start == 0 or not first.isalnum() or is_unspaced(first):
        return True
    before = lowered[start - 1]
    return not before.isalnum() or is_unspaced(before)


def _at_end(lowered: str, end: int) -> bool:
    last = lowered[end - 1]
    if end == len(lowered) or not last.isalnum() or is_unspaced(last):
        return True
    return not lowered[end].isalnum() or is_unspaced(lowered[end])
