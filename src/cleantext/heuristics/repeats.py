"""Repeats: a paragraph that the page has already had, word for word, as pull quotes and teasers are."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, word_count

_FEWEST = 12  # words; shorter lines recur in verse, dialogue and tables
_MOST = 2  # times; what recurs more often is a refrain


def build(lexicon: Lexicon) -> Finder:  # noqa: ARG001
    """Claims the second of two long lines that are the same."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        long = [line.text for line in document.lines if len(line.text) > 4 * _FEWEST]
        if len(set(long)) == len(long):
            return
        seen: dict[str, list[int]] = {}
        for at, line in enumerate(document.lines):
            if len(line.text) > 4 * _FEWEST and not claims.touches(line.start, line.end):
                seen.setdefault(line.text, []).append(at)
        for text, places in seen.items():
            if len(places) == _MOST and ends_sentence(text) and word_count(text) >= _FEWEST:
                line = document.lines[places[1]]
                yield Claim(line.start, line.end, "repeats/paragraph", f"the same as line {places[0] + 1}")

    return find
