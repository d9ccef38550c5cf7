"""Phrase rules: an anchor says where to look, a pattern decides, a scope says how much goes.

Patterns and exceptions are run on the folded text (`Document.folded`): straight quotes, plain dashes and spaces.
A pattern sees at most `REACH` code points to each side of its anchor and never more than one line, so that a
document on one line costs no more than one of many lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from .anchors import AnchorIndex, Hit
from .claims import Claim, Claims
from .document import Document, Line
from .openings import opening
from .rules import Rule

REACH = 320  # code points a pattern may reach from its anchor, to each side
_LEAD = re.compile(r"(?:[^\w\"'“”„‟‘’‚‛«»]|»(?= ))*")  # bullets, arrows, emoji, no quotation mark; unfolded


class Scope(StrEnum):
    """How much goes where a phrase rule fires."""

    MATCH = "match"  # what the pattern matched
    SENTENCE = "sentence"  # the sentences it touches
    LINE = "line"  # its line; in a longer line than the rule allows, its sentences
    PARAGRAPH = "paragraph"  # the lines around it up to a blank line; likewise
    TO_END = "to-end"  # from its line (in a longer line, its sentence) to the end of the document


class At(StrEnum):
    """Where in its line a phrase must begin."""

    ANYWHERE = "anywhere"
    SENTENCE = "sentence"  # at the start of a sentence or line; bullets and dashes may precede, quotes may not
    LINE = "line"  # at the start of a line, likewise


@dataclass(frozen=True, slots=True)
class Phrase:
    """A rule given by its wording. `Rule` says who and why, this says where and how much."""

    rule: Rule
    anchors: tuple[str, ...]  # lower case, folded
    pattern: str = ""  # empty: the anchor is what matches
    unless: str = ""  # searched in what would go
    scope: Scope = Scope.SENTENCE
    at: At = At.ANYWHERE
    longest: int = 320  # code points of what may go at most, by line, sentence or paragraph


class Match(NamedTuple):
    """Where a pattern matched, and the anchor that it holds."""

    start: int
    end: int
    anchor: str


class PhraseFinder:
    """All phrase rules as one filter: they run where their anchors are found, in the rules' order.

    Rules that remove just their match go first: what a marker glued to a sentence leaves on either side of it is a
    sentence of its own for the others. `index` must look for the anchors of all of them.
    """

    def __init__(self, phrases: Iterable[Phrase], index: AnchorIndex) -> None:
        self._phrases = tuple(sorted(phrases, key=lambda phrase: phrase.scope is not Scope.MATCH))
        self._index = index
        by_anchor: defaultdict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for anchor in phrase.anchors:
                by_anchor[anchor].append(number)
        self._rules = [by_anchor.get(anchor, ()) for anchor in index.anchors]

    def __call__(self, document: Document, claims: Claims) -> Iterable[Claim]:
        for number, hits in self._by_rule(document):
            phrase = self._phrases[number]
            matches = _match_at_start if phrase.at is At.LINE else _matches_around
            for line, near in _by_line(hits, document):
                for match in matches(phrase, near, line, document):
                    yield from _claim(phrase, match, document, claims)

    def _by_rule(self, document: Document) -> list[tuple[int, list[Hit]]]:
        """The rules whose anchors stand in the document, in order, each with its hits."""
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        for number, starts in document.found.items():
            rules = self._rules[number]
            if rules:
                hits = self._index.as_hits({number: starts})
                for rule in rules:
                    found[rule] += hits
        for hits in found.values():
            hits.sort()
        return sorted(found.items())


def _by_line(hits: list[Hit], document: Document) -> Iterator[tuple[Line, list[Hit]]]:
    for index, group in groupby(hits, key=lambda hit: document.line_index(hit.start)):
        yield document.lines[index], list(group)


def _match_at_start(phrase: Phrase, hits: list[Hit], line: Line, document: Document) -> Iterable[Match]:
    """What the pattern matches at the start of the line, before or behind its bullets, if that holds its first hit."""
    hit = hits[0]
    if hit.start - line.start > REACH:
        return []
    behind_lead = line.start
    if not line.text[0].isalnum():
        behind_lead = _LEAD.match(document.text, line.start, line.end).end()  # type: ignore[union-attr]
    if not phrase.pattern:
        return [Match(hit.start, hit.end, hit.text)] if hit.start == behind_lead else []
    last = min(line.end, hit.end + REACH)
    known = opening(phrase.pattern)
    if not known.first and not known.stands_in(document.openable[line.start : last]):
        return []
    for start in (line.start, behind_lead) if behind_lead > line.start else (line.start,):
        if not known.stands_at(document.openable, start):
            continue
        match = compiled(phrase.pattern).match(document.folded, start, last)
        if match and match.start() < hit.end and match.end() > hit.start:
            return [Match(match.start(), match.end(), hit.text)]
    return []


def _matches_around(phrase: Phrase, hits: list[Hit], line: Line, document: Document) -> Iterable[Match]:
    """What the pattern matches around the hits of one line: each stretch of it within reach is read once."""
    if not phrase.pattern:
        yield from (Match(*hit) for hit in hits)
        return
    known, at = opening(phrase.pattern), 0
    while at < len(hits):
        first, last = max(line.start, hits[at].start - REACH), hits[at].end + REACH
        behind = at + 1
        while behind < len(hits) and hits[behind].start - REACH <= last:
            last = hits[behind].end + REACH
            behind += 1
        last = min(line.end, last)
        if known.stands_in(document.openable[first:last]):
            for match in compiled(phrase.pattern).finditer(document.folded, first, last):
                start, end = match.span()
                held = bisect_left(hits, start, at, behind, key=lambda hit: hit.end - 1)
                if held < behind and hits[held].start < end and end - start <= REACH:
                    yield Match(start, end, hits[held].text)
        at = behind


def _claim(phrase: Phrase, match: Match, document: Document, claims: Claims) -> Iterator[Claim]:
    start, end = match.start, match.end
    index = document.line_index(start)
    sentence = _sentence(document, claims, start, end)
    if not _begins_well(phrase.at, document.lines[index], sentence[0], start, document):
        return
    start, end = _extent(phrase, index, (start, end), sentence, document)
    if end - start > phrase.longest and phrase.scope is not Scope.TO_END:
        return
    if phrase.unless and compiled(phrase.unless).search(document.folded[start:end]):
        return
    yield Claim(start, end, phrase.rule.id, f"“{match.anchor}”")


def _sentence(document: Document, claims: Claims, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end), as far as nobody has claimed it."""
    first, last = document.sentence_at(start, end)
    before, after = claims.within(first, start), claims.within(end, last)
    return min(before[-1].end if before else first, start), max(after[0].start if after else last, end)


def _begins_well(at: At, line: Line, sentence_start: int, start: int, document: Document) -> bool:
    if at is not At.SENTENCE or start <= line.start:
        return True
    return _LEAD.fullmatch(document.text, sentence_start, start) is not None


def _extent(
    phrase: Phrase, index: int, match: tuple[int, int], sentence: tuple[int, int], document: Document
) -> tuple[int, int]:
    if phrase.scope is Scope.MATCH:
        return match
    line = document.lines[index]
    if phrase.scope is Scope.PARAGRAPH:
        first, last = document.paragraph_at(index)
        if last - first <= phrase.longest:
            return first, last
    whole_line = phrase.scope is not Scope.SENTENCE and line.end - line.start <= phrase.longest
    bounds = (line.start, line.end) if whole_line else sentence
    return (bounds[0], document.lines[-1].end) if phrase.scope is Scope.TO_END else bounds


@cache
def compiled(source: str) -> Any:
    """`source` compiled by `re`, or by `regex` where it asks for what only `regex` has: Unicode properties.

    >>> compiled(r"photo: \\p{Lu}").search("photo: Ångström").start()
    0
    """
    if "\\p{" in source or "\\P{" in source:
        import regex  # three times dearer to load and compile than re: only where it is needed

        return regex.compile(source)
    return re.compile(source)
