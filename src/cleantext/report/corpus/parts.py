"""Parts: a document as what stayed and what went by turns, as much of it as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cleantext.formats.sidefile import DocumentEdits, Removal

LONGEST = 40_000  # code points: a longer document is abridged between its removals
EDITS = 400  # removals of a document that are shown
_AROUND = 300  # code points that are shown on each side of a removal in an abridged document
_CLIPPED = 1_000  # code points of a removed text that are shown there, and by itself
CONTEXT = 160  # code points on each side of a sampled removal

# Stayed: the text; how many code points there are if the text could not be had; or, if it is long, its start, how much
# is left out, and its end.
Stayed = str | int | tuple[str, int, str]


def is_whole(document: DocumentEdits) -> bool:
    """Will all of a document be shown, to the letter, if its text can be had?"""
    return (
        document.original_length <= LONGEST
        and len(document.removals) <= EDITS
        and not any(removal.replacement for removal in document.removals)
    )


def shown_length(length: int, edits: int) -> int:
    """How many code points are shown at most of a document of this length with so many edits."""
    if length <= LONGEST and edits <= EDITS:
        return length
    return min(length, min(edits, EDITS) * (_CLIPPED + 3 * _AROUND) + 3 * _AROUND)


def parts(document: DocumentEdits, text: str | None, rule: Callable[[Removal], int]) -> list[Any]:
    """What stayed and what went, by turns. What went is [start, rule, removed] and the evidence if there is any.

    `rule` gives the number of the rule of a removal. What follows the last removal shown is abridged like the rest.

    >>> removal = Removal(4, 7, " AD", "x/ad", "ad", "light", evidence="AD")
    >>> document = DocumentEdits("", "a.txt", 0, "", "", 9, 6, (removal,))
    >>> parts(document, "Mill AD.\\n"[:9], lambda removal: 0)
    ['Mill', [4, 0, ' AD', 'AD'], '.\\n']
    >>> parts(document, None, lambda removal: 0)
    [4, [4, 0, ' AD', 'AD'], 2]
    """
    whole = is_whole(document)
    found: list[Any] = []
    position = 0
    for removal in document.removals[:EDITS]:
        found.append(_stayed(text, position, removal.start, whole=whole))
        found.append(went(removal, rule(removal), clipped=not whole))
        position = removal.end
    found.append(_stayed(text, position, document.original_length, whole=whole))
    return found


def went(removal: Removal, rule: int, *, clipped: bool = True) -> list[Any]:
    """A removal as the page has it: [start, rule, removed, evidence], a long text `clipped`."""
    shown = removal.removed
    if clipped and len(shown) > _CLIPPED:
        shown = f"{shown[:_CLIPPED]} … ({len(removal.removed) - _CLIPPED:,} more characters)"
    return [removal.start, rule, shown, *([removal.evidence] if removal.evidence else [])]


def _stayed(text: str | None, start: int, end: int, *, whole: bool) -> Stayed:
    if text is None:
        return end - start
    if whole or end - start <= 3 * _AROUND:
        return text[start:end]
    return text[start : start + _AROUND], end - start - 2 * _AROUND, text[end - _AROUND : end]


def context(document: DocumentEdits, text: str | None, number: int) -> dict[str, list[Any]]:
    """What stands before and after a removal in the original, up to a line or so; nothing if the text is not there.

    What another removal took is in a list of its own.

    >>> removals = Removal(0, 3, "AD ", "x/ad", "ad", "light"), Removal(8, 11, "AD ", "x/ad", "ad", "light")
    >>> context(DocumentEdits("", "a.txt", 0, "", "", 15, 9, removals), "AD Mill AD here", 1)
    {'before': [['AD '], 'Mill '], 'after': ['here']}
    """
    if text is None:
        return {}
    removals, here = document.removals, document.removals[number]
    start, end = max(here.start - CONTEXT, 0), min(here.end + CONTEXT, len(text))
    first, last = number, number
    while first > 0 and removals[first - 1].end > start:
        first -= 1
    while last + 1 < len(removals) and removals[last + 1].start < end:
        last += 1
    return {
        "before": _pieces(text, start, here.start, removals[first:number]),
        "after": _pieces(text, here.end, end, removals[number + 1 : last + 1]),
    }


def _pieces(text: str, start: int, end: int, removals: Sequence[Removal]) -> list[Any]:
    found: list[Any] = []
    for removal in removals:
        left, right = max(removal.start, start), min(removal.end, end)
        found += [text[start:left], [text[left:right]]]
        start = right
    return [piece for piece in (*found, text[start:end]) if piece]
