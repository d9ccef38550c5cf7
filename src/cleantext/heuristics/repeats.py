"""Repeats: what the page has had, word for word, as pull quotes and teasers are, and captions without credits."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, word_count

_FEWEST = 12  # words; shorter lines recur in verse, dialogue and tables
_MOST = 2  # times; what recurs more often is a refrain
_CAPTION = 7  # words of a caption that stands once with its credit and once without
_CREDIT = 80  # code points of that credit
_NEAR = 2  # lines between the two


def build(lexicon: Lexicon) -> Finder:  # noqa: ARG001
    """Claims the second of two long lines that are the same."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        yield from _captions(document, claims)
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


def _captions(document: Document, claims: Claims) -> Iterator[Claim]:
    """Lines that a caption beside them repeats with a credit: one is the description of the picture."""
    if not any(claim.category == "caption" for claim in claims):
        return
    for at, line in enumerate(document.lines):
        near = claims.within(line.start, line.end)
        if not near or near[0].category != "caption" or not claims.covers(line.start, line.end):
            continue
        for other in document.lines[max(0, at - _NEAR) : at]:  # below it may be the first sentence of the text
            credit = line.text[len(other.text) :].strip()
            if (
                0 < len(credit) <= _CREDIT
                and not credit[0].islower()
                and line.text.startswith(other.text)
                and word_count(other.text) >= _CAPTION
                and not claims.touches(other.start, other.end)
            ):
                yield Claim(other.start, other.end, "repeats/caption", "the same as a caption beside it")
