"""Sketches: a line as the score first sees it, its kind and its words, and where most of the prose of a page lies.

Of a line that rules claim in part it sees what they leave, and how much they take.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleantext.engine.claims import Claims
from cleantext.engine.document import Line
from cleantext.engine.patterns import compiled
from cleantext.heuristics.shape import ends_sentence, tokens, word_count

_MARKER = compiled(r"(?:[*+•·○▪‣>|#-]|o|\d{1,3}[.)]) +")
_DIGIT = compiled("[0-9]")
_LONG = 5  # letters
_MOST = 0.6  # of a line
_NON_PROSE_COST = 5  # words of prose that a line without any weighs against, when the core is looked for


class Sketch(NamedTuple):
    """What the features of a line and of its neighbours are made from."""

    text: str  # folded, without a list marker
    words: int
    kind: str  # prose, sentence, phrase, label, symbols; or claimed, if rules leave no word of it
    marker: bool
    claimed_as: str  # the category of the claim that takes most of the line; empty if none does
    tokens: list[str]
    taken: float = 0.0  # the share of the line that rules claim
    long_words: frozenset[str] = frozenset()  # in lower case
    # Of a line that is claimed nobody asks for these.
    capitals: float = 0.0  # the share of its tokens with a capital, or in a script that has none
    digits: float = 0.0  # the share of its text that is digits

    def is_like(self, other: Sketch) -> bool:
        """Are the two built the same way, as the lines of a list are?"""
        return (
            self.kind == other.kind
            and self.marker == other.marker
            and abs(self.words - other.words) <= 2 + self.words // 3
        )


def sketches(lines: Sequence[Line], claims: Claims) -> list[Sketch]:
    """The sketch of each line."""
    return [_sketch(line, claims) for line in lines]


def _sketch(line: Line, claims: Claims) -> Sketch:
    taken, claimed_as, left = _left_of(line, claims) if len(claims) else (0.0, "", line.text)
    shown = left or line.text
    match = _MARKER.match(shown)
    text = shown[match.end() :] if match else shown
    words = word_count(text)
    found = tokens(text)
    long_words = frozenset([word.lower() for word in found if len(word) >= _LONG])
    if not left:
        return Sketch(text, words, "claimed", match is not None, claimed_as, found, taken, long_words)
    capitals = len([word for word in found if not (word[0].islower() or word[0].isdigit())])
    digits = len(_DIGIT.findall(text)) if text.isascii() else sum(map(str.isdigit, text))
    shares = capitals / max(1, len(found)), digits / max(1, len(text))
    return Sketch(text, words, _kind(text, words), match is not None, claimed_as, found, taken, long_words, *shares)


def _left_of(line: Line, claims: Claims) -> tuple[float, str, str]:
    """How much of the line rules claim, as what if that is most of it, and what they leave: "" if it is no word."""
    within = claims.within(line.start, line.end)
    if not within:
        return 0.0, "", line.text
    free = [line.text[start - line.start : end - line.start] for start, end in claims.free(line.start, line.end)]
    taken = 1 - sum(map(len, free)) / len(line.text)
    left = " ".join(part.strip() for part in free).strip()
    most = max(within, key=lambda claim: claim.end - claim.start).category
    return taken, most if taken >= _MOST else "", left if any(map(str.isalnum, left)) else ""


def _kind(text: str, words: int) -> str:
    if not any(map(str.isalnum, text)):
        return "symbols"
    ends = ends_sentence(text)
    if words >= 30 or (words >= 10 and ends):
        return "prose"
    if ends and words >= 4:
        return "sentence"
    return "phrase" if words >= 4 else "label"


def core(lines: Sequence[Sketch]) -> tuple[int, int]:
    """First line, and the one behind the last, of the stretch that holds the most prose for the least of the rest."""
    best = total = 0
    first = start = behind = 0
    for at, line in enumerate(lines):
        value = min(line.words, 80) if line.kind == "prose" else -_NON_PROSE_COST
        if total <= 0:
            total, start = 0, at
        total += value
        if total > best:
            best, first, behind = total, start, at + 1
    return first, behind
