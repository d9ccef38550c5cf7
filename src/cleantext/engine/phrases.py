"""Phrase rules: an anchor says where to look, a pattern decides, a scope says how much goes.

Patterns and exceptions are run on the folded text (`Document.folded`): straight quotes, plain dashes and spaces.
How they are tried stands in `matching`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from .anchors import AnchorIndex, Hit
from .claims import Claim, Claims
from .context import SPOKEN, Context
from .document import Document, Line
from .matching import (
    LEAD,
    REACH,
    Match,
    Near,
    Wording,
    behind_lead,
    match_at_start,
    matches_at_sentences,
    matches_in_line,
)
from .openings import BETWEEN, LONGEST, Opening, opening
from .patterns import compiled
from .quotations import in_quotation
from .rules import Lexicon, Rule
from .seams import AMID, SmallWords, Taken, seam
from .sentences import STOPS


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


class Phrase(NamedTuple):
    """A rule given by its wording. `Rule` says who and why, this says where and how much."""

    rule: Rule
    anchors: tuple[str, ...]  # lower case, folded
    pattern: str = ""  # empty: the anchor is what matches
    unless: str = ""  # searched in what would go
    scope: Scope = Scope.SENTENCE
    at: At = At.ANYWHERE
    longest: int = 320  # code points of what may go at most, by line, sentence or paragraph
    opens: tuple[str, bool] | None = None  # the opening of its pattern (`BETWEEN` its texts), where it is known


_LENGTHS = range(1, LONGEST + 1)


class _Waiting(NamedTuple):
    """An anchor and the rules that wait for it, by their numbers."""

    anchor: str
    length: int  # code points of it in a text
    anywhere: Sequence[tuple[int, Opening]]  # in its line
    at_line: Sequence[tuple[int, frozenset[str]]]  # only in a line that begins with one of these openings
    openings: frozenset[str]  # those of all of the latter


class PhraseFinder:
    """All phrase rules as one filter: they run where their anchors are found, in the rules' order.

    Rules that remove just their match go first: what a marker glued to a sentence leaves on either side of it is a
    sentence of its own for the others. `phrases` are in order already (`pack.in_order`), as `index` knows them.
    Those whose rules are not `active` are not applied. `lexicon` has the small words of languages (`seams`).
    """

    def __init__(
        self,
        phrases: Sequence[Phrase],
        index: AnchorIndex,
        active: Container[str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._phrases = phrases
        self._index = index
        self._active = active
        self._waiting: dict[int, _Waiting] = {}  # for the anchors found so far
        self._tried: dict[int, tuple[Phrase, Wording]] = {}  # those whose anchors were
        self._small_words = cache(partial(SmallWords.of, lexicon or {}))  # by language
        self._context = Context(lexicon or {})

    def __call__(self, document: Document, claims: Claims) -> Iterable[Claim]:
        for number, hits in self._by_rule(document):
            phrase, wording = self._tried[number]
            small = self._small_words(phrase.rule.language)
            for line, near in _by_line(hits, document):
                for match in _matches(phrase, wording, Near(near, line, document, claims)):
                    claim = _claim(phrase, match, document, claims, small)
                    if not claim.stayed:
                        said = match.start, min(claim.end, document.sentence_at(match.start, match.end)[1])
                        spared = self._context.spares(phrase.rule, document, (claim.start, claim.end), said)
                        claim = claim._replace(stayed=spared)
                    yield claim

    def _by_rule(self, document: Document) -> list[tuple[int, list[Hit]]]:
        """The rules that may fire, as far as anchors and openings can tell, in order, each with its hits."""
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        begun: dict[int, tuple[str, ...]] = {}  # by line
        may_fire: set[int] = set()
        for number, starts in document.found.items():
            waiting = self._waiting.get(number) or self._waiting_for(number)
            anchor, length, anywhere, at_line, openings = waiting
            if anywhere:
                hits = [Hit(start, start + length, anchor) for start in starts]
                for rule, _ in anywhere:
                    found[rule] += hits
                for hit in hits:
                    within_reach = document.openable[max(0, hit.start - REACH) : hit.end + REACH]
                    may_fire.update([rule for rule, known in anywhere if known.stands_in(within_reach)])
            if at_line:
                for start in starts:
                    at = document.line_index(start)
                    begins = begun.get(at)
                    if begins is None:
                        begins = begun[at] = _beginnings(document, document.lines[at])
                    if not openings.isdisjoint(begins):
                        for rule, own in at_line:
                            if not own.isdisjoint(begins):
                                found[rule].append(Hit(start, start + length, anchor))
                                may_fire.add(rule)
        return [(rule, sorted(found[rule])) for rule in sorted(may_fire)]

    def _waiting_for(self, number: int) -> _Waiting:
        anywhere: list[tuple[int, Opening]] = []
        at_line: list[tuple[int, frozenset[str]]] = []
        anchor = self._index.anchor(number)
        for rule in self._index.waiting(number):
            phrase, wording = self._tried.get(rule) or self._first_try(rule)
            if self._active is not None and phrase.rule.id not in self._active:
                continue
            if phrase.at is At.LINE and wording.opening.first:
                at_line.append((rule, wording.opening.texts))
            else:
                anywhere.append((rule, wording.opening))
        openings = frozenset().union(*(texts for _, texts in at_line))
        waiting = _Waiting(anchor, len(anchor.removesuffix("*")), anywhere, at_line, openings)
        self._waiting[number] = waiting
        return waiting

    def _first_try(self, number: int) -> tuple[Phrase, Wording]:
        phrase = self._phrases[number]
        self._tried[number] = phrase, _wording(phrase)
        return self._tried[number]


def _wording(phrase: Phrase) -> Wording:
    if phrase.opens is None:
        return Wording(phrase.pattern, opening(phrase.pattern))
    texts, first = phrase.opens
    return Wording(phrase.pattern, Opening(texts.split(BETWEEN) if texts else (), first=first))


def _beginnings(document: Document, line: Line) -> tuple[str, ...]:
    """What the opening of a pattern can be that matches at the start of the line, before or behind its bullets."""
    text, start, behind = document.openable, line.start, behind_lead(document, line)
    begins = tuple([text[start : start + length] for length in _LENGTHS])
    return begins if behind == start else (*begins, *[text[behind : behind + length] for length in _LENGTHS])


def _by_line(hits: list[Hit], document: Document) -> Iterator[tuple[Line, list[Hit]]]:
    if len(hits) == 1:
        yield document.lines[document.line_index(hits[0].start)], hits
        return
    for index, group in groupby(hits, key=lambda hit: document.line_index(hit.start)):
        yield document.lines[index], list(group)


def _matches(phrase: Phrase, wording: Wording, near: Near) -> Iterable[Match]:
    """What the phrase, without its scope and exceptions, matches near its anchors in one line."""
    if not phrase.pattern:
        hits = near.hits
        if phrase.at is At.LINE:
            first = behind_lead(near.document, near.line)
            hits = hits[:1] if hits[0].start == first <= near.line.start + REACH else []
        return [Match(hit.start, hit.end, hit.text) for hit in hits]
    if phrase.at is At.LINE:
        return match_at_start(wording, near)
    return matches_at_sentences(wording, near) if phrase.at is At.SENTENCE else matches_in_line(wording, near)


def _claim(phrase: Phrase, match: Match, document: Document, claims: Claims, small: SmallWords) -> Claim:
    match = _without_blind_tail(phrase, match, document)
    start, end = match.start, match.end
    index = document.line_index(start)
    sentence = _sentence(document, claims, start, end)
    begins_well = _begins_well(phrase.at, document.lines[index], sentence[0], start, document)
    start, end = _extent(phrase, index, (start, end), sentence, document)
    stayed = ""
    if not begins_well:
        stayed = "does not begin the sentence"
    elif end - start > phrase.longest and phrase.scope is not Scope.TO_END:
        stayed = f"too long: {end - start} characters, and at most {phrase.longest} may go"
    elif phrase.unless and (exception := compiled(phrase.unless).search(document.folded[start:end])):
        stayed = f"an exception: “{exception[0]}”"
    elif phrase.rule.category in SPOKEN and in_quotation(document, document.lines[index], start, end):
        stayed = "within a quotation"
    elif phrase.scope is Scope.MATCH or (start, end) == sentence:
        end = _seam(phrase, match, (start, end), document, small)
    return Claim(start, end, phrase.rule.id, f"“{match.anchor}”", stayed=stayed)


def _without_blind_tail(phrase: Phrase, match: Match, document: Document) -> Match:
    """`match` up to the end of the sentence of its anchor, where what matches beyond it may be anything.

    "Thank you for signing up![^\\n]{0,60}" means the rest of a line, and must not take the text behind it on one line.
    """
    line = document.lines[document.line_index(match.start)]
    at, behind = _anchor_in(match, document)
    if not phrase.pattern or match.end >= line.end or at < 0:
        return match
    end = document.sentence_at(at, behind)[1]
    if document.sentence_at(match.start, match.end) == line[:2]:
        return match
    if end >= match.end - 1 or document.folded[end - 1] in "?؟？":
        return match
    pattern = compiled(phrase.pattern)
    shorter = pattern.match(document.folded, match.start, match.end - 1)
    within = pattern.match(document.folded, match.start, end)
    is_blind = shorter and shorter.end() == match.end - 1
    return match._replace(end=within.end()) if is_blind and within and within.end() > at else match


def _anchor_in(match: Match, document: Document) -> tuple[int, int]:
    """Where the anchor stands in what matched; -1 and the end of that if only a part of it does."""
    anchor = match.anchor.removesuffix("*")
    at = document.lowered.find(anchor, match.start, match.end)
    return at, at + len(anchor) if at >= 0 else match.end


def _seam(phrase: Phrase, match: Match, bounds: tuple[int, int], document: Document, small: SmallWords) -> int:
    """Where what goes ends, if a sentence with no stop before it begins in it: a line may be residue as a whole."""
    start, end = bounds
    line = document.lines[document.line_index(start)]
    if bounds == line[:2]:
        takes_line = phrase.scope is not Scope.SENTENCE and phrase.scope is not Scope.MATCH
        if takes_line or document.folded[end - 1] not in STOPS:
            return end
    taken = Taken(_anchor_in(match, document)[1], match.end, end, is_amid=line.end - line.start >= AMID)
    return seam(document.folded, taken, small)


def _sentence(document: Document, claims: Claims, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end), as far as nobody has claimed it."""
    first, last = document.sentence_at(start, end)
    before, after = claims.within(first, start), claims.within(end, last)
    return min(before[-1].end if before else first, start), max(after[0].start if after else last, end)


def _begins_well(at: At, line: Line, sentence_start: int, start: int, document: Document) -> bool:
    if at is not At.SENTENCE or start <= line.start:
        return True
    return LEAD.fullmatch(document.text, sentence_start, start) is not None


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
