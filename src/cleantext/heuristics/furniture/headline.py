"""Headline: the line over a text that says what it is about, and looks like one of the teasers around it."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.engine.sentences import is_unspaced

from .sketches import Sketch, core

_FAR = 25  # lines over the text
_WORDS = range(3, 31)  # of a headline
_FEWEST, _SHARE = 2, 0.5  # of its long words that the text has, too


def headline(drawn: Sequence[Sketch]) -> int | None:
    """The index of the line over the text that shares most words with it; None if none shares many."""
    first, behind = core(drawn)
    vocabulary = {word for sketch in drawn[first:behind] for word in _telling(sketch)}
    best = _FEWEST
    found: int | None = None
    for at in range(max(0, first - _FAR), first):
        if drawn[at].words not in _WORDS or drawn[at].kind == "claimed":
            continue
        own = _telling(drawn[at])
        shared = len(own & vocabulary)
        if shared >= max(best, _SHARE * len(own)):  # of two alike the lower: over the other stand the breadcrumbs
            best, found = shared, at
    return found


def _telling(sketch: Sketch) -> frozenset[str]:
    """Its long words; in scripts without spaces, each two characters."""
    if sketch.text.isascii():
        return sketch.long_words
    unspaced = [token for token in sketch.tokens if is_unspaced(token[0])]
    pairs = {token[at : at + 2] for token in unspaced for at in range(len(token) - 1)}
    return sketch.long_words.difference(map(str.lower, unspaced)) | pairs
