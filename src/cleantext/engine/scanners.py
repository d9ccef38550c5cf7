"""Scanners: many literals looked for in one pass. Two ways with the same result.

`ahocorasick_rs` has wheels on the mainstream platforms. Where it is not installed the standard library takes over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from .patterns import compiled
from .sentences import UNSPACED, is_unspaced

# A text -> (number of the literal, start, end), overlapping ones too; of one literal in order of position.
Scan: TypeAlias = Callable[[str], Iterable[tuple[int, int, int]]]
Scanner: TypeAlias = Callable[[list[str]], Scan]  # literals, all distinct -> how to look for them

_SURROGATE = compiled("[\ud800-\udfff]")


def fastest_scanner() -> Scanner:
    """`aho_corasick_scanner` where its library is installed, else `trie_scanner`."""
    try:
        import ahocorasick_rs  # noqa: F401
    except ImportError:
        return trie_scanner
    return aho_corasick_scanner


def aho_corasick_scanner(literals: list[str]) -> Scan:
    """A scan by automaton: the compact kind, which is quicker than a DFA of as many literals, too large for caches."""
    from ahocorasick_rs import AhoCorasick, Implementation

    automaton = AhoCorasick(literals, implementation=Implementation.ContiguousNFA, store_patterns=False)

    def scan(text: str) -> Iterable[tuple[int, int, int]]:
        try:
            return automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair, from a JSON escape: part of no literal
            return automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text), overlapping=True)

    return scan


def trie_scanner(literals: list[str]) -> Scan:
    """A scan by the standard library alone."""
    numbers = {literal: number for number, literal in enumerate(literals)}
    spaced = {literal for literal in literals if literal[0].isalnum() and not is_unspaced(literal[0])}
    word_begins = f"(?:(?<![^\\W_])|(?<=[{UNSPACED}]))"
    patterns = [
        _overlapping(group, edge) for group, edge in ((spaced, word_begins), (numbers.keys() - spaced, "")) if group
    ]

    def scan(text: str) -> Iterable[tuple[int, int, int]]:
        for pattern in patterns:
            for match in pattern.finditer(text):
                start, longest = match.start(), match[1]
                for length in range(1, len(longest) + 1):
                    number = numbers.get(longest[:length])
                    if number is not None:
                        yield number, start, start + length

    return scan


def _overlapping(literals: Collection[str], edge: str) -> re.Pattern[str]:
    """Matches one character wherever one of `literals` begins behind `edge`; its group is the longest that does.

    The first characters stand before all else, and what may follow in a look behind: `re` is quick to look for a class.
    """
    firsts = re.escape("".join(sorted({literal[0] for literal in literals})))
    return re.compile(f"[{firsts}](?<={edge}(?=({trie(literals)}))(?s:.))")


def places(literal: str, text: str, start: int, end: int) -> list[int]:
    """Where `literal` starts in text[start:end], overlapping itself too.

    >>> places("aa", "aaaa", 1, 4)
    [1, 2]
    """
    found, at = [], text.find(literal, start, end)
    while at >= 0:
        found.append(at)
        at = text.find(literal, at + 1, end)
    return found


def trie(words: Iterable[str]) -> str:
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
