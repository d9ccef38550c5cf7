"""Labels and buttons by themselves: "Comments", "Share", what is left where an extractor took the rest away.

Such a word is a heading where a text of its own follows it, and a line of verse where there is no prose about. So it
is residue in a text with prose only, and where no sentence stands below it. Labels over links ("Background") and of
what is not there ("Tags:") are words of the text more often: they go only where nothing at all follows but other labels
and what is claimed. "Published on" with no date behind it is nothing else wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.lexicon import words_of
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, word_count, words_of_prose

_LONGEST = 40  # code points of a label
_SHORTEST = 3
_LEAST_TEXT = 60  # words of prose in the text
_SENTENCE = 8  # words of a sentence that makes a heading of the label above it
_DIGIT = compiled("[0-9]")
_AROUND = compiled(r"^[\W\d_]+|[\W\d_]+$")


def build(lexicon: Lexicon) -> Finder:
    """Claims labels over comments, buttons (`share` without the names of platforms), and last labels of other boxes."""

    listed = partial(words_of, lexicon)
    dates = frozenset(label for label in listed("date-label") if " " in label)
    alone = {
        "labels/comments": listed("comments-label", "comment-box-label"),
        "labels/share": listed("share") - listed("platform"),
    }
    last = {**alone, "labels/related": listed("related-label", "box-label"), "labels/empty": listed("empty-label")}

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        found, below, is_last = [], None, True
        for line in reversed(document.lines):
            if claims.covers(line.start, line.end):
                continue
            label = _label(document, line)
            rule = next((rule for rule, labels in (last if is_last else alone).items() if label in labels), "")
            if label in dates and not any(_DIGIT.search(near.text) for near in (line, below) if near):
                found.append(Claim(line.start, line.end, "labels/empty", f"“{label}” with no date behind it"))
            elif rule and not (below and _is_sentence(below)):
                found.append(Claim(line.start, line.end, rule, f"“{label}” with nothing below it"))
            else:
                below, is_last = line, False
        if found and words_of_prose(line.text for line in document.lines) >= _LEAST_TEXT:
            yield from found

    return find


def _label(document: Document, line: Line) -> str:
    label = _AROUND.sub("", document.lowered[line.start : line.end]) if len(line.text) <= _LONGEST else ""
    return label if len(label) >= _SHORTEST or not label.isascii() else ""


def _is_sentence(line: Line) -> bool:
    return ends_sentence(line.text) and word_count(line.text) >= _SENTENCE
