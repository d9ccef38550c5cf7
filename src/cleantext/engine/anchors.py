"""Anchors: one pass over a text for the literals of all rules.

A rule without its anchor in the text is never run, so the cost of a document hardly depends on the number of rules.
The anchors form a trie, written as one `re` pattern that is tried only where a word begins (everywhere, for
scripts that put no space between words).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .sentences import is_unspaced


class Hit(NamedTuple):
    """Anchor `text` stands at [start, end) of the lowered text."""

    start: int
    end: int
    text: str


class AnchorIndex:
    """Finds every occurrence of every anchor, overlapping ones too.

    An anchor that begins or ends with a letter or digit must do so at a word edge; one written with a final "*" may end
    anywhere in a word. `Hit.text` is the anchor as it was given.

    >>> index = AnchorIndex(["read more", "read more about", "more"])
    >>> [hit.text for hit in index.hits("spread more; read more about it")]
    ['more', 'read more', 'read more about', 'more']
    """

    def __init__(self, anchors: Iterable[str]) -> None:
        given: dict[str, list[str]] = {}
        for anchor in sorted(set(anchors)):
            given.setdefault(anchor.removesuffix("*"), []).append(anchor)
        spaced = {literal for literal in given if not is_unspaced(literal[0])}
        self._spaced = re.compile(rf"(?<![^\W_])(?=({_trie(spaced)}))") if spaced else None
        unspaced = given.keys() - spaced
        self._unspaced = re.compile(f"(?=({_trie(unspaced)}))") if unspaced else None
        self._anchors_at = {literal: _prefixes(literal, given) for literal in given}

    def hits(self, lowered: str) -> Iterator[Hit]:
        """The hits in a text in lower case (`Document.lowered`)."""
        if self._spaced:
            yield from self._matches(self._spaced, lowered)
        if self._unspaced and not lowered.isascii():
            yield from self._matches(self._unspaced, lowered)

    def _matches(self, pattern: re.Pattern[str], lowered: str) -> Iterator[Hit]:
        for match in pattern.finditer(lowered):
            start, longest = match.start(), match[1]
            for length, anchor in self._anchors_at[longest]:
                end = start + length
                if anchor[-1] == "*" or _at_edge(lowered, end):
                    yield Hit(start, end, anchor)


def _at_edge(lowered: str, end: int) -> bool:
    last = lowered[end - 1]
    return not last.isalnum() or is_unspaced(last) or end == len(lowered) or not lowered[end].isalnum()


def _prefixes(literal: str, given: dict[str, list[str]]) -> list[tuple[int, str]]:
    """The anchors that stand wherever `literal` stands, because it begins with them; shortest first."""
    return [(length, anchor) for length in range(1, len(literal) + 1) for anchor in given.get(literal[:length], ())]


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
