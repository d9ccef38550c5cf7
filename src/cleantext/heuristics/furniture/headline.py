"""Headline: the line over a text that says what it is about, and looks like one of the teasers around it."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.engine.document import Line
from cleantext.engine.patterns import compiled
from cleantext.engine.sentences import is_unspaced

from .outline import Outline
from .sketches import Sketch

_TITLE = "# "  # in Markdown, a heading of the first order
_FAR = 25  # lines over the text
_WORDS = range(3, 31)  # of a headline
_FEWEST, _SHARE = 2, 0.5  # of its long words that the text has, too
_SIGNED = frozenset({"byline", "meta"})  # who wrote it, and when, stand below a headline
_NEAR = 3  # lines over those
_TOP = 6  # lines over a text with little over it
_LONG = range(4, 31)  # words of a headline there
_SHORT = 2  # words of a headline right over them
_NO_HEADLINE = compiled(r"[|>»›→·•/]|:$|^\W*(?:https?:|www\.)")  # breadcrumbs, rows, labels


def headline(lines: Sequence[Line], outline: Outline) -> int | None:
    """The index of the line over the text that is marked as its title, or shares most words with it; if none shares
    many, of the one over who wrote it and when, or at the top; None if there is none."""
    drawn, first = outline.drawn, outline.first
    titles = [at for at in range(first) if lines[at].text.startswith(_TITLE) and drawn[at].kind != "claimed"]
    if titles:
        return titles[-1]  # over it perhaps the site's name
    vocabulary = frozenset().union(*map(_telling, drawn[first : outline.behind]))
    best = _FEWEST
    found: int | None = None
    for at in range(max(0, first - _FAR), first):
        if drawn[at].words not in _WORDS or drawn[at].kind == "claimed":
            continue
        own = _telling(drawn[at])
        shared = len(own & vocabulary)
        if shared >= max(best, _SHARE * len(own)):  # of two alike the lower: over the other stand the breadcrumbs
            best, found = shared, at
    return _over_signature(drawn, first) if found is None else found


def _over_signature(drawn: Sequence[Sketch], first: int) -> int | None:
    """The index of the line over who wrote the text that begins at `first`, and when: the longest of those near it.

    Where nothing says that, but little stands over the text: the longest line there, if it is no label.
    """
    signed = [at for at in range(max(1, first - _FAR), first) if drawn[at].claimed_as in _SIGNED]
    for at in signed:
        over = range(max(0, at - _NEAR), at)
        found = [other for other in over if drawn[other].words in _WORDS and _may_be(drawn[other])]
        if found:
            return max(found, key=lambda other: drawn[other].words)
    short = next((at - 1 for at in signed if drawn[at - 1].words == _SHORT and _may_be(drawn[at - 1])), None)
    if short is not None or first > _TOP:
        return short
    found = [at for at in range(first) if drawn[at].words in _LONG and _may_be(drawn[at])]
    return max(found, key=lambda at: drawn[at].words, default=None)


def _may_be(sketch: Sketch) -> bool:
    return sketch.kind not in ("claimed", "symbols") and not sketch.marker and not _NO_HEADLINE.search(sketch.text)


def _telling(sketch: Sketch) -> frozenset[str]:
    """Its long words; in scripts without spaces, each two characters."""
    if sketch.text.isascii():
        return sketch.long_words
    unspaced = [token for token in sketch.tokens if is_unspaced(token[0])]
    pairs = {token[at : at + 2] for token in unspaced for at in range(len(token) - 1)}
    return sketch.long_words.difference(map(str.lower, unspaced)) | pairs
