"""Anchors: one pass over a text for the literals of all rules.

A rule without its anchor in the text is never run, so the cost of a document hardly depends on the number of rules.
The pass is made by `ahocorasick_rs` (a wheel on the mainstream platforms) or, where that is not installed, by a trie
written as one `re` pattern: the same hits, at about a third of the speed and with a slower start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .sentences import UNSPACED, is_unspaced

_SURROGATE = re.compile("[\ud800-\udfff]")
Scan = Callable[[str], Iterable[tuple[int, str]]]  # a text in lower case -> (start, literal), in any order


class Hit(NamedTuple):
    """Anchor `text` stands at [start, end) of the lowered text."""

    start: int
    end: int
    text: str


class AnchorIndex:
    """Finds every occurrence of every anchor, overlapping ones too, in order of position.

    An anchor that begins or ends with a letter or digit must do so at a word edge; one written with a final "*" may end
    anywhere in a word. `Hit.text` is the anchor as it was given.

    >>> index = AnchorIndex(["read more", "read more about", "more"])
    >>> [hit.text for hit in index.hits("spread more; read more about it")]
    ['more', 'read more', 'read more about', 'more']
    """

    def __init__(self, anchors: Iterable[str], scanner: Callable[[list[str]], Scan] | None = None) -> None:
        self._anchors = frozenset(anchors)
        self._scanner = scanner or fastest_scanner()
        self._scans: dict[bool, Scan] = {}

    def hits(self, lowered: str) -> Iterator[Hit]:
        """The hits in a text in lower case (`Document.lowered`)."""
        found = []
        matches = [*self._scan_for(ascii_only=True)(lowered)]
        if not lowered.isascii():  # most of the world's anchors cannot stand in an English text
            matches += self._scan_for(ascii_only=False)(lowered)
        for start, literal in matches:
            if not _at_start(lowered, start):
                continue
            end = start + len(literal)
            if literal in self._anchors and _at_end(lowered, end):
                found.append(Hit(start, end, literal))
            if (prefix := f"{literal}*") in self._anchors:
                found.append(Hit(start, end, prefix))
        found.sort()
        return iter(found)

    def _scan_for(self, *, ascii_only: bool) -> Scan:
        """The scan for the anchors in ASCII, or for the others; made when first used."""
        if ascii_only not in self._scans:
            literals = {anchor.removesuffix("*") for anchor in self._anchors if anchor.isascii() is ascii_only}
            self._scans[ascii_only] = self._scanner(list(literals)) if literals else lambda _: ()
        return self._scans[ascii_only]


def fastest_scanner() -> Callable[[list[str]], Scan]:
    """`aho_corasick_scanner` where its library is installed, else `trie_scanner`."""
    try:
        import ahocorasick_rs  # noqa: F401
    except ImportError:
        return trie_scanner
    return aho_corasick_scanner


def aho_corasick_scanner(literals: list[str]) -> Scan:
    """A scan by automaton."""
    import ahocorasick_rs

    # The quickest to build of the three implementations: most runs read one small file.
    automaton = ahocorasick_rs.AhoCorasick(literals, implementation=ahocorasick_rs.Implementation.NoncontiguousNFA)

    def scan(lowered: str) -> Iterable[tuple[int, str]]:
        try:
            matches = automaton.find_matches_as_indexes(lowered, overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair, from a JSON escape: part of no anchor
            matches = automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", lowered), overlapping=True)
        return [(start, literals[number]) for number, start, _ in matches]

    return scan


def trie_scanner(literals: list[str]) -> Scan:
    """A scan by the standard library alone."""
    spaced = {literal for literal in literals if literal[0].isalnum() and not is_unspaced(literal[0])}
    patterns = []
    if spaced:  # tried only where a word may begin
        patterns.append(re.compile(rf"(?:(?<![^\W_])|(?<=[{UNSPACED}]))(?=({_trie(spaced)}))"))
    if len(spaced) < len(literals):
        patterns.append(re.compile(f"(?=({_trie(set(literals) - spaced)}))"))
    known = frozenset(literals)

    def scan(lowered: str) -> Iterable[tuple[int, str]]:
        for pattern in patterns:
            for match in pattern.finditer(lowered):
                longest = match[1]
                for length in range(1, len(longest) + 1):
                    if longest[:length] in known:
                        yield match.start(), longest[:length]

    return scan


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


def _trie(words: Iterable[str]) -> str:
    """A pattern that matches the longest of `words`, without trying them one by one."""
    return _branch(sorted(words), 0)


def _branch(words: list[str], depth: int) -> str:
    """The pattern for what follows the first `depth` characters that `words` (sorted, distinct) share."""
    shared = depth
    while len(words[0]) > shared and words[-1].startswith(words[0][: shared + 1]):
        shared += 1
    stem = re.escape(words[0][depth:shared])
    ends = len(words[0]) == shared
    longer = words[1:] if ends else words
    if not longer:
        return stem
    branches, first = [], 0
    for index in range(1, len(longer) + 1):
        if index == len(longer) or longer[index][shared] != longer[first][shared]:
            branches.append(_branch(longer[first:index], shared))
            first = index
    return f"{stem}(?:{'|'.join(branches)}){'?' if ends else ''}"
