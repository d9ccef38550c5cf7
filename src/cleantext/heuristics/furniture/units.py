"""Units: what the score for page furniture judges one by one: the lines, or, in a text on one line, its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleantext.engine.claims import Claims
from cleantext.engine.document import Document, Line

_CELLS = ("\t", "|")
_WHOLE = 0.8  # share of a text on one line from which there is no layout to speak of


def units(document: Document, claims: Claims) -> tuple[Line, ...]:
    """The lines of `document`; where one line holds nearly all of it, the sentences of its lines.

    A sentence is cut where a claim begins or ends: a marker and the text it is glued to are two.

    >>> [unit.text for unit in units(Document("A mill. It burned."), Claims())]
    ['A mill.', 'It burned.']
    """
    lines = document.lines
    if not lines or max(line.end - line.start for line in lines) < _WHOLE * len(document.text):
        return lines
    return tuple(unit for line in lines for unit in _sentences(document, claims, line))


def _sentences(document: Document, claims: Claims, line: Line) -> Iterator[Line]:
    breaks = line.breaks
    for start, end in document.sentences(line):
        borders = {border for claim in claims.within(start, end) for border in (claim.start, claim.end)}
        for left, right in pairwise([start, *sorted(border for border in borders if start < border < end), end]):
            text = document.folded[left:right]
            content = text.strip()
            if content:
                inner = left + text.find(content[0])
                yield Line(inner, inner + len(content), content, breaks)
                breaks = 0


def rows(document: Document, lines: tuple[Line, ...]) -> set[int]:
    """The indexes of the lines that are rows of a table: beside another with as many cells, and like it, kept.

    >>> document = Document("\\n".join(["A table:", "1 | Mill | red", "2 | Barn | grey"]))
    >>> rows(document, document.lines)
    {1, 2}
    """
    counts = [tuple(document.text.count(cell, line.start, line.end) for cell in _CELLS) for line in lines]
    pairs = (at for at, (one, other) in enumerate(pairwise(counts)) if one == other and (one[0] or one[1] > 1))
    return {index for at in pairs for index in (at, at + 1)}
