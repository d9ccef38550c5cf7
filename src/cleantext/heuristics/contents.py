"""Contents: the list of a text's own headings above it, which an extractor gives as lines that all come again below.

A label stands over it ("Table of contents"), and two lines or more come again in the same order, each with text of its
own below it. A list without a label may be one that the text goes through, point by point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, word_count

_FEWEST = 2  # entries
_LONGEST = 160  # code points of an entry
_LABEL = 40  # code points of a label
_PROSE = 12  # words of a line that is text below a heading
_NUMBER = re.compile(r"(?:[*+•·○▪–-]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlc]{1,5}|[a-z])[.):]|\d{1,2}(?= [^\W\d])) *")
_MARKS = " :.…↓▼[]()|-"


def build(lexicon: Lexicon) -> Finder:
    """Claims the lines under one of `contents-label` that come again as headings, and the label."""
    labels = lexicon.get("contents-label", frozenset())
    switches = lexicon.get("contents-switch", frozenset())  # "hide", "toggle": a button of the list

    def label_over(lines: Sequence[Line], first: int) -> int:
        """The line of the label over line `first`, which a button may stand under; -1 if there is none."""
        for at in range(first - 1, max(-1, first - 3), -1):
            words = lower(lines[at].text[:_LABEL]).translate(dict.fromkeys(map(ord, "[]()"), " ")).split()
            rest = [word.strip(_MARKS) for word in words if word.strip(_MARKS) not in switches]
            if " ".join(filter(None, rest)) in labels and len(lines[at].text) <= _LABEL:
                return at
            if any(rest):
                return -1
        return -1

    def find(document: Document, claims: Claims) -> Iterator[Claim]:  # noqa: ARG001
        lines = document.lines
        tops = ((at, label) for at in range(1, len(lines)) if (label := label_over(lines, at)) >= 0)
        for first, label in tops:
            again = _again([_heading(line) for line in lines], first)
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


def _again(headings: Sequence[str], first: int) -> list[int]:
    """Where the headings that begin with line `first` come again, in order, behind the last of them.

    One may come again as a part of a longer heading.
    """
    again: list[int] = []
    behind = first
    for at in range(first, len(headings)):
        place = _find(headings, headings[at], max(at + 1, behind))
        if place < 0:
            break
        again.append(place)
        behind = place + 1
    while again and again[0] < first + len(again):
        again.pop()
    return again


def _find(headings: Sequence[str], heading: str, first: int) -> int:
    return next((at for at in range(first, len(headings)) if heading and headings[at] == heading), -1)


def _are_headings(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Has more than half of these lines text of its own below it, before the next?"""
    spoken = 0
    for at, behind in zip(places, [*places[1:], len(lines)]):
        below = lines[at + 1 : behind]
        spoken += any(word_count(line.text) >= _PROSE and ends_sentence(line.text) for line in below)
    return 2 * spoken > len(places)
