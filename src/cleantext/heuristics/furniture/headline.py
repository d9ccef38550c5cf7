"""Headline: the line over a text that says what it is about, and looks like one of the teasers around it.

What tells it is added up: the words that it shares with the text, who wrote it and when below it, where it stands, how
it is built. The points are a logistic regression's (of which line above the text its title is), rounded: on 1,529
pages of the corpus with a known title among these lines it was found on 82 %, by weights that had not seen the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from cleantext.engine.document import Line
from cleantext.engine.patterns import compiled
from cleantext.engine.sentences import is_unspaced
from cleantext.heuristics.shape import asks, ends_sentence

from .outline import Outline
from .sketches import Sketch

_TITLE = "# "  # in Markdown, a heading of the first order
_FAR = 40  # lines over the text
_WORDS = range(2, 31)  # of a headline
_LEAST = 1.5  # points of a headline
_SIGNED = frozenset({"byline", "meta"})  # who wrote it, and when, stand below a headline
_NEAR = 4  # lines over those
_SHARED = 5  # long words that the text has, too; more say nothing more
_USUAL = range(5, 15)  # words of most headlines
_DECK = 10  # words of a line below, longer than the headline, that says more
_DECK_NEAR = 3  # lines below
_TOP = 3  # lines
_NO_HEADLINE = compiled(r"[|>»›→·•/]|:$|^\W*(?:https?:|www\.)")  # breadcrumbs, rows, labels
_FOR_SHARED, _FOR_SHARE, _FOR_SIGNED, _FOR_TOP, _FOR_LIKELY = 3.0, 2.5, 2.0, 1.0, 0.75
_FOR_MARKER, _FOR_ROW, _FOR_LABEL, _FOR_STOP, _FOR_UNLIKELY, _FOR_DISTANCE = -5.0, -2.0, -1.75, -1.5, -1.25, -0.5


def headline(lines: Sequence[Line], outline: Outline) -> int | None:
    """The index of the line over the text that is marked as its title, or has the most points, and enough; or None."""
    drawn, first = outline.drawn, outline.first
    titles = [at for at in range(first) if lines[at].text.startswith(_TITLE) and drawn[at].kind != "claimed"]
    if titles:
        return titles[-1]  # over it perhaps the site's name
    vocabulary = frozenset().union(*map(_telling, drawn[first : outline.behind]))
    whole = "\n".join(line.text for line in lines)
    best, found = _LEAST, None
    for at in range(max(0, first - _FAR), first):
        if drawn[at].words in _WORDS and drawn[at].kind != "claimed":
            points = sum(_points(drawn, at, first, vocabulary))
            points += _FOR_LIKELY * (whole.count(lines[at].text) > 1)
            if points >= best:  # of two alike the lower: over the other stand the breadcrumbs
                best, found = points, at
    return found


def _points(drawn: Sequence[Sketch], at: int, first: int, vocabulary: frozenset[str]) -> Iterator[float]:
    """What speaks for line `at` over the text that begins at `first`, and against it."""
    sketch = drawn[at]
    own, text = _telling(sketch), sketch.text
    shared = len(own & vocabulary)
    yield _FOR_SHARED * min(shared, _SHARED) / _SHARED + (_FOR_SHARE * shared / len(own) if own else 0.0)
    yield _FOR_SIGNED * any(below.claimed_as in _SIGNED for below in drawn[at + 1 : at + 1 + _NEAR])
    yield _FOR_TOP * (at < _TOP) + _FOR_DISTANCE * log(first - at)
    likely = sketch.words in _USUAL, sketch.digits > 0, sketch.kind == "prose", _has_deck(drawn, at, first)
    yield _FOR_LIKELY * sum(likely)
    yield _FOR_MARKER * sketch.marker + _FOR_ROW * bool(_NO_HEADLINE.search(text))
    yield _FOR_LABEL * (sketch.kind == "label") + _FOR_STOP * (ends_sentence(text) and not asks(text))
    yield _FOR_UNLIKELY * (text.isupper() + text[0].islower() + (at + 1 == first))


def _has_deck(drawn: Sequence[Sketch], at: int, first: int) -> bool:
    """Is the next line that is not claimed a longer one?"""
    below = drawn[at + 1 : min(first + 1, at + 1 + _DECK_NEAR)]
    words = next((sketch.words for sketch in below if sketch.kind not in ("claimed", "symbols")), 0)
    return words >= _DECK and words > drawn[at].words


def _telling(sketch: Sketch) -> frozenset[str]:
    """Its long words; in scripts without spaces, each two characters."""
    if sketch.text.isascii():
        return sketch.long_words
    unspaced = [token for token in sketch.tokens if is_unspaced(token[0])]
    pairs = {token[at : at + 2] for token in unspaced for at in range(len(token) - 1)}
    return sketch.long_words.difference(map(str.lower, unspaced)) | pairs
