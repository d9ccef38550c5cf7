"""Matching: a rule's pattern tried around the anchors found in one line.

A pattern sees at most `REACH` code points to each side of its anchor and never more than one line, so that a document
on one line costs no more than one of many lines. It is tried only where an opening of it stands (`openings`), and one
that must stand at the start of a sentence only if it matches at some place where a sentence may start.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .anchors import Hit
from .claims import Claims
from .document import Document, Line
from .openings import Opening
from .patterns import compiled

REACH = 320  # code points a pattern may reach from its anchor, to each side
LEAD = compiled(r"(?:[^\w\"'“”„‟‘’‚‛«»]|»(?= ))*")  # bullets, arrows, emoji, no quotation mark; unfolded


class Match(NamedTuple):
    """Where a pattern matched, and the anchor that it holds."""

    start: int
    end: int
    anchor: str


class Near(NamedTuple):
    """The anchors of a rule that stand in one line of a document, in order, and what is claimed in it so far."""

    hits: Sequence[Hit]
    line: Line
    document: Document
    claims: Claims


class Wording(NamedTuple):
    """A pattern, compiled when it is first needed, and its opening."""

    pattern: str
    opening: Opening


def match_at_start(wording: Wording, near: Near) -> Iterable[Match]:
    """What the pattern matches at the start of the line, before or behind its bullets, if that holds its first hit."""
    hit, line, document = near.hits[0], near.line, near.document
    if hit.start - line.start > REACH:
        return []
    last = min(line.end, hit.end + REACH)
    if not wording.opening.stands_in(document.openable[line.start : last]):
        return []
    behind = behind_lead(document, line)
    for start in (line.start, behind) if behind > line.start else (behind,):
        match = compiled(wording.pattern).match(document.folded, start, last)
        if match and match.start() < hit.end and match.end() > hit.start:
            return [Match(match.start(), match.end(), hit.text)]
    return []


def matches_in_line(wording: Wording, near: Near) -> Iterator[Match]:
    """What the pattern matches around the hits."""
    for first, last, hits in _stretches(near):
        if wording.opening.stands_in(near.document.openable[first:last]):
            yield from _holding(hits, _found(wording, near.document, first, last))


def matches_at_sentences(wording: Wording, near: Near) -> Iterator[Match]:
    """The same, but nothing unless the pattern matches at some place where a sentence may start.

    What it matches elsewhere counts all the same, since matches do not overlap.
    """
    for first, last, hits in _stretches(near):
        if wording.opening.stands_in(near.document.openable[first:last]) and _may_start(wording, near, first, last):
            yield from _holding(hits, compiled(wording.pattern).finditer(near.document.folded, first, last))


def behind_lead(document: Document, line: Line) -> int:
    """Where the line's words begin, behind bullets and the like."""
    if line.text[0].isalnum():
        return line.start
    return LEAD.match(document.text, line.start, line.end).end()  # type: ignore[union-attr]


def _stretches(near: Near) -> Iterator[tuple[int, int, Sequence[Hit]]]:
    """The parts of the line within reach of the hits, those that overlap as one, each with its hits."""
    hits, line, at = near.hits, near.line, 0
    if len(hits) == 1:  # as nearly always
        yield max(line.start, hits[0].start - REACH), min(line.end, hits[0].end + REACH), hits
        return
    while at < len(hits):
        first, last = max(line.start, hits[at].start - REACH), hits[at].end + REACH
        behind = at + 1
        while behind < len(hits) and hits[behind].start - REACH <= last:
            last = hits[behind].end + REACH
            behind += 1
        yield first, min(line.end, last), hits[at:behind]
        at = behind


def _holding(hits: Sequence[Hit], matches: Iterable[Any]) -> Iterator[Match]:
    """Those of `matches` that hold one of `hits` and reach no further than they may."""
    for match in matches:
        start, end = match.span()
        held = bisect_left(hits, start, key=lambda hit: hit.end - 1)
        if held < len(hits) and hits[held].start < end and end - start <= REACH:
            yield Match(start, end, hits[held].text)


def _found(wording: Wording, document: Document, first: int, last: int) -> Iterator[Any]:
    """What `finditer` would find there; tried only where a match can begin, if that is known."""
    if not wording.opening.first:
        yield from compiled(wording.pattern).finditer(document.folded, first, last)
        return
    at = first
    for start in wording.opening.starts(document.openable, first, last):
        if start >= at and (match := compiled(wording.pattern).match(document.folded, start, last)):
            yield match
            at = match.end()


def _may_start(wording: Wording, near: Near, first: int, last: int) -> bool:
    """Might the pattern match where a sentence starts, or in the space or behind the bullets there?"""
    document = near.document
    starts = document.starts(near.line)
    begin = first
    while begin > near.line.start and not document.folded[begin - 1].isalnum():
        begin -= 1
    if near.claims.touches(begin - 1, last):  # a sentence may start behind a claim, too
        return True
    tried: Iterable[int] = starts[bisect_left(starts, first) : bisect_left(starts, last)]
    if wording.opening.first:
        tried = wording.opening.among(document.openable, tried)
    return any(compiled(wording.pattern).match(document.folded, start, last) for start in tried)
