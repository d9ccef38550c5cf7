"""Labels without their lists: what is left behind a text where an extractor took the comments or the links away.

"Comments" or "Related stories" is residue where nothing follows it; as a heading it would have a text of its own. So
only labels count behind which no line stands that is not a label too, or claimed, and only below a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import words_of_prose

_LONGEST = 40  # code points of a label
_LEAST_TEXT = 60  # words of prose above the labels
_LISTS = {"comments-label": "labels/comments", "related-label": "labels/related"}
_AROUND = compiled(r"^[\W\d_]+|[\W\d_]+$")


def build(lexicon: Lexicon) -> Finder:
    """Claims the labels (`comments-label`, `related-label`) that stand last in a text."""
    lists = [(rule, lexicon.get(name, frozenset())) for name, rule in _LISTS.items()]

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        found = []
        for line in reversed(document.lines):
            if claims.covers(line.start, line.end):
                continue
            label = _AROUND.sub("", document.lowered[line.start : line.end]) if len(line.text) <= _LONGEST else ""
            rule = next((rule for rule, labels in lists if label in labels), "")
            if not rule:
                break
            found.append(Claim(line.start, line.end, rule, f"“{label}” with nothing below it"))
        if found and words_of_prose(line.text for line in document.lines) >= _LEAST_TEXT:
            yield from found

    return find
