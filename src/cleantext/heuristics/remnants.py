"""Remnants: what is left of a line when rules have taken the rest of it.

A bullet, a bracket or a cross by itself says nothing. A few words behind a sentence of a cookie notice, a newsletter
form or the like ("Accept", "Privacy Policy.", "Thank you!") are its buttons and its small print: a text of its own
would hardly begin there, on the line of the notice, and be done with so few words. Words before one may be a text's.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Finder, Lexicon

from .shape import FEW_LINES, ends_sentence, is_page, word_count

_NOTICES = frozenset("ad comments consent legal newsletter promo".split())  # categories that have small print
_MOST = 8  # words that are left
_FEWEST = 5  # words that are taken


def build(lexicon: Lexicon) -> Finder:  # noqa: ARG001
    """Claims what is left of lines: marks without a word, and a few words behind a notice."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        if not len(claims):
            return
        notices, is_short = [], len(document.lines) <= FEW_LINES
        for line in document.lines:
            taken = claims.within(line.start, line.end)
            rest = list(claims.free(line.start, line.end)) if taken else []
            words = " ".join(document.folded[start:end] for start, end in rest)
            if not any(map(str.isalnum, words)):
                for start, end in rest:
                    yield Claim(start, end, "remnants/marks", "no word is left of the line")
            elif taken[0].start <= line.start and taken[0].category in _NOTICES and word_count(words) <= _MOST:
                notice = document.folded[taken[0].start : taken[0].end].strip()
                is_label = not (is_short and ends_sentence(words))  # a sentence may be a text by itself
                if ends_sentence(notice) and word_count(notice) >= _FEWEST and is_label:
                    notices.append((rest, taken[0]))
        if notices and is_page([line.text for line in document.lines]):
            for rest, first in notices:
                for start, end in rest:
                    yield Claim(start, end, f"remnants/{first.category}", f"the end of a line that {first.rule} began")

    return find
