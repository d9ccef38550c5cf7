"""Protection: phrases and patterns that are never removed, whatever a rule says.

A guard between claims and edits. What a claim would take of a protected place is given up as whole sentences: a claim
of one sentence is stopped, one of several loses those that the place touches, and half a sentence is never left over.
Whether a place is protected depends on nothing but the words that stand there, so it stays so in the cleaned text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .claims import Claims
from .document import Document, fold
from .errors import CleantextError
from .patterns import compiled
from .sentences import is_unspaced


class Protected(NamedTuple):
    """original[start:end] may not be removed because of `by`: the phrase or pattern as it was given."""

    start: int
    end: int
    by: str


class Protection:
    """Finds what is protected, and takes it out of claims.

    A phrase stands anywhere, in any case, with any white space between its words and at word edges. A pattern is a
    regular expression that should not look beyond what it matches; both see the text folded. CleantextError for a
    pattern that is none, and for an empty phrase.

    >>> protection = Protection(["read  more"], [r"(?i)§ ?\\d+"])
    >>> [(place.start, place.end, place.by) for place in protection.places("Read\\nmore of § 7; spread more.")]
    [(0, 9, 'read  more'), (13, 16, '(?i)§ ?\\\\d+')]
    """

    def __init__(self, phrases: Iterable[str] = (), patterns: Iterable[str] = ()) -> None:
        self._patterns: list[tuple[Any, str]] = [(_phrase(phrase), phrase) for phrase in phrases]
        for pattern in patterns:
            try:
                self._patterns.append((compiled(pattern), pattern))
            except Exception as error:  # re and regex have each an error of their own
                raise CleantextError(f"protected pattern {pattern!r}: {error}") from None

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def places(self, text: str) -> list[Protected]:
        """The protected places of `text`, in order, without white space at their ends."""
        return sorted(place for _, _, place in self._matches(text))

    def _matches(self, text: str) -> Iterator[tuple[int, int, Protected]]:
        """Where the patterns match, and the words there."""
        folded = fold(text)
        for pattern, by in self._patterns:
            for match in pattern.finditer(folded):
                words = match[0].strip()
                if words:
                    start = match.start() + match[0].index(words[0])
                    yield match.start(), match.end(), Protected(start, start + len(words), by)

    def spared(self, document: Document, claims: Claims) -> Claims:
        """`claims` without what would remove, or touch, a protected place."""
        cuts: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)  # by where the claim starts
        for start, end, place in self._matches(document.text) if len(claims) else ():
            # One that only touches is as bad: its removal would put something else beside the protected words, or take
            # the white space that is part of what is protected.
            for claim in claims.within(max(0, start - 1), end + 1):
                beside = claim.end <= start < place.start or place.end < end <= claim.start
                cuts[claim.start].append((claim.start, claim.end) if beside else _sentences(document, place))
        if not cuts:
            return claims
        kept = Claims()
        for claim in claims:
            start = claim.start
            for first, last in sorted(cuts[claim.start]):
                if start < first:
                    kept.add(claim._replace(start=start, end=min(first, claim.end)))
                start = max(start, last)
            if start < claim.end:
                kept.add(claim._replace(start=start))
        return kept


def _sentences(document: Document, place: Protected) -> tuple[int, int]:
    """The sentences that a protected place touches."""
    first, _ = document.sentence_at(place.start, place.start + 1)
    _, last = document.sentence_at(place.end - 1, place.end)
    return min(first, place.start), max(last, place.end)


def _phrase(phrase: str) -> re.Pattern[str]:
    words = fold(phrase).split()
    if not words:
        raise CleantextError("an empty phrase protects nothing")
    first, last = words[0][0], words[-1][-1]
    before = r"(?<![^\W_])" if first.isalnum() and not is_unspaced(first) else ""
    behind = r"(?![^\W_])" if last.isalnum() and not is_unspaced(last) else ""
    return re.compile(before + r"\s+".join(map(re.escape, words)) + behind, re.IGNORECASE)
