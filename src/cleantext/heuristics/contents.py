"""Contents: the list of a text's own headings above it, which an extractor gives as lines that all come again below.

A label stands over it ("Table of contents"), and two lines or more come again in the same order, each with text of its
own below it. A list without a label may be one that the text goes through, point by point.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, word_count

_FEWEST = 2  # entries
_MOST_LABELS = 10  # that are looked at
_LONGEST = 160  # code points of an entry
_LABEL = 40  # code points of a label
_PROSE = 12  # words of a line that is text below a heading
_NUMBER = compiled(r"(?:[*+•·○▪–-]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlc]{1,5}|[a-z])[.):]|\d{1,2}(?= [^\W\d])) *")
_WORD = compiled(r"[^\W_]+")


def build(lexicon: Lexicon) -> Finder:
    """Claims the lines under one of `contents-label` that come again as headings, and the label."""
    switches = lexicon.get("contents-switch", frozenset())  # "hide", "toggle": a button of the list

    def is_switch(text: str) -> bool:
        return len(text) <= _LABEL and switches.issuperset(_WORD.findall(lower(text)))

    def find(document: Document, claims: Claims) -> Iterator[Claim]:  # noqa: ARG001
        lines = document.lines
        named = [(document.line_index(hit.start), hit.text) for hit in document.hits("contents-label")]
        near = [(at, text) for at, text in named if len(lines[at].text) <= len(text) + _LABEL]
        labels = {at for at, text in near if is_switch(lower(lines[at].text).replace(text, "", 1))}
        if not labels:
            return
        headings = [_heading(line) for line in lines]
        places: dict[str, list[int]] = {}
        for at, heading in enumerate(headings):
            if heading:
                places.setdefault(heading, []).append(at)
        for label in sorted(labels)[:_MOST_LABELS]:
            first = label + 1
            if first < len(lines) and is_switch(lines[first].text):
                first += 1
            again = _again(headings, places, first)
            if len(again) >= _FEWEST and _are_headings(lines, again):
                evidence = f"“{lines[label].text}”; {len(again)} lines come again as headings"
                for at in range(label, first + len(again)):
                    yield Claim(lines[at].start, lines[at].end, "contents/entries", evidence)

    return find


def _heading(line: Line) -> str:
    """What a heading says, without its number or bullet, in lower case; empty for a line that is none."""
    if len(line.text) > _LONGEST:
        return ""
    text = lower(line.text)
    number = _NUMBER.match(text)
    rest = text[number.end() :] if number else text
    return rest.strip(" :") if any(map(str.isalpha, rest)) else ""


def _again(headings: Sequence[str], places: dict[str, list[int]], first: int) -> list[int]:
    """Where the headings that begin with line `first` come again, in order, behind the last of them."""
    again: list[int] = []
    behind = first
    for at in range(first, len(headings)):
        found = places.get(headings[at], [])
        place = bisect_left(found, max(at + 1, behind))
        if place == len(found):
            break
        again.append(found[place])
        behind = found[place] + 1
    while again and again[0] < first + len(again):
        again.pop()
    return again


def _are_headings(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Has more than half of these lines text of its own below it, before the next?"""
    spoken = 0
    for at, behind in zip(places, [*places[1:], len(lines)]):
        below = lines[at + 1 : behind]
        spoken += any(word_count(line.text) >= _PROSE and ends_sentence(line.text) for line in below)
    return 2 * spoken > len(places)
