"""Repeats: what the page has had, word for word: pull quotes, teasers, captions without credits, or the text once more.

Pages hold a text twice for screens of two sizes, and extractors take both. What recurs of a text that means to recur is
short (refrains, terms, exercises) or stands alone; a stretch of many words in the same order does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .furniture.units import units
from .shape import asks, ends_sentence, word_count

_FEWEST = 12  # words; shorter lines recur in verse, dialogue and tables
_MOST = 2  # times; what recurs more often is a refrain
_LONG = 40  # code points of a line, or of a sentence where all stands on one, that tells a stretch from another
_STRETCH, _STRETCH_WORDS = 3, 200  # of these, and words in all, at least
_CAPTION = 7  # words of a caption that stands once with its credit and once without
_CREDIT = 80  # code points of that credit
_NEAR = 2  # lines between the two
_ENDING = 16  # code points of what breaks a caption off, with its button
_SHORTENED = compiled(r"(.{60,}?) ?(?:\.\.\.|…) ?[^\W\d_]{2,12}")  # a caption, broken off before its button
_PULLED = range(8, 46)  # words of a pull quote
_TRIED = 40  # lines of a page that may be pull quotes; with more of them it is laid out so
_MOST_PULLED = 3  # pull quotes of a page; more are a text that stands there once more, laid out otherwise
_PARAGRAPH, _LONGEST_PARAGRAPH = 80, 1500  # code points
_LABELLED = compiled(r"[^\w\"'¿¡(]|[^\n:]{1,30}:")  # behind a bullet or a label
_QUOTES = "\"' .,!…"  # around the words of a pull quote, and not in the text


def build(lexicon: Lexicon) -> Finder:  # noqa: ARG001
    """Claims pull quotes, the second of two long lines that are the same, captions and stretches that stand again."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        yield from _captions(document, claims)
        yield from _shortened(document)
        yield from _pull_quotes(document, claims)
        yield from _stretches(units(document, claims), claims)
        long = [line.text for line in document.lines if len(line.text) > 4 * _FEWEST]
        if len(set(long)) == len(long):
            return
        seen: dict[str, list[int]] = {}
        for at, line in enumerate(document.lines):
            if len(line.text) > 4 * _FEWEST and not claims.touches(line.start, line.end):
                seen.setdefault(line.text, []).append(at)
        for text, places in seen.items():
            if len(places) == _MOST and ends_sentence(text) and word_count(text) >= _FEWEST:
                line = document.lines[places[1]]
                yield Claim(line.start, line.end, "repeats/paragraph", f"the same as line {places[0] + 1}")

    return find


def _stretches(parts: Sequence[Line], claims: Claims) -> Iterator[Claim]:
    """The parts of stretches that stand before, in the same order: the first of each stays."""
    long = [at for at, part in enumerate(parts) if len(part.text) > _LONG]
    if len({parts[at].text for at in long}) + _STRETCH > len(long):
        return
    stands = {part.text: at for at, part in reversed([*enumerate(parts)])}
    long = [at for at in long if not claims.touches(parts[at].start, parts[at].end)]
    numbers = {at: number for number, at in enumerate(long)}
    stretch: list[int] = []
    for at in long:
        before = stands[parts[at].text]
        goes_on = bool(stretch) and numbers.get(before, -1) == numbers[stands[parts[stretch[-1]].text]] + 1
        if stretch and not goes_on:
            yield from _again(parts, stretch, stands)
            stretch = []
        if before < at and before in numbers:
            stretch.append(at)
    yield from _again(parts, stretch, stands)


def _again(parts: Sequence[Line], stretch: Sequence[int], stands: Mapping[str, int]) -> Iterator[Claim]:
    """The parts of a stretch of which most stand before, and of what is between them what does."""
    words = sum(word_count(parts[at].text) for at in stretch)
    if len(stretch) < _STRETCH or words < _STRETCH_WORDS:
        return
    evidence = f"{words} words that stand before, from line {stands[parts[stretch[0]].text] + 1} on"
    for part in parts[stretch[0] : stretch[-1] + 1]:
        if stands[part.text] < stretch[0]:
            yield Claim(part.start, part.end, "repeats/stretch", evidence)


def _captions(document: Document, claims: Claims) -> Iterator[Claim]:
    """Lines that a caption beside them repeats with a credit: one is the description of the picture."""
    if not any(claim.category == "caption" for claim in claims):
        return
    for at, line in enumerate(document.lines):
        near = claims.within(line.start, line.end)
        if not near or near[0].category != "caption" or not claims.covers(line.start, line.end):
            continue
        for other in document.lines[max(0, at - _NEAR) : at]:  # below it may be the first sentence of the text
            credit = line.text[len(other.text) :].strip()
            if (
                0 < len(credit) <= _CREDIT
                and not credit[0].islower()
                and line.text.startswith(other.text)
                and word_count(other.text) >= _CAPTION
                and not claims.touches(other.start, other.end)
            ):
                yield Claim(other.start, other.end, "repeats/caption", "the same as a caption beside it")


def _shortened(document: Document) -> Iterator[Claim]:
    """Captions that stand twice: in full with a button to fold them up, and broken off with one to unfold them."""
    for full, short in pairwise(document.lines):
        ending = short.text[-_ENDING:]
        may_be = full.text[-1].isalpha() and ("..." in ending or "…" in ending)
        cut = _SHORTENED.fullmatch(short.text) if may_be else None
        if cut and full.text.startswith(cut[1]):
            yield Claim(full.start, full.end, "repeats/caption", "the line below it, unfolded")
            yield Claim(short.start, short.end, "repeats/caption", "the line above it, folded up")


def _pull_quotes(document: Document, claims: Claims) -> Iterator[Claim]:
    """Sentences between paragraphs that stand there once, and in a longer line as well."""
    lines = document.lines
    found = [
        line
        for above, line, below in zip(lines, lines[1:], lines[2:])
        if len(line.text) < _PARAGRAPH * 4
        and _is_paragraph(above)
        and _is_paragraph(below)
        and word_count(line.text) in _PULLED
        and _is_said(line.text)
        and not asks(line.text)
        and not claims.touches(line.start, line.end)
    ]
    if not 0 < len(found) <= _TRIED:
        return
    times = Counter(line.text for line in lines)
    pulled = [
        (line, around)
        for line in found
        if times[line.text] == 1
        and (around := _around(document, line))
        and not claims.touches(around.start, around.end)
    ]
    if len(pulled) <= _MOST_PULLED:
        for line, around in pulled:
            where = document.line_index(around.start) + 1
            yield Claim(line.start, line.end, "repeats/pull-quote", f"stands in the paragraph on line {where}")


def _is_said(text: str) -> bool:
    """Is it a sentence, or in quotation marks? What is neither may be a heading, what has a label an item of a list."""
    return (ends_sentence(text) and not _LABELLED.match(text)) or (text[0] == '"' and text[-1] == '"')


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= _PARAGRAPH and ends_sentence(line.text)


def _around(document: Document, line: Line) -> Line | None:
    """A longer paragraph that holds the words of `line`, if there is one."""
    words = line.text.strip(_QUOTES)
    at = document.folded.find(words)
    while at >= 0:
        other = document.lines[document.line_index(at)]
        if other.start != line.start and len(line.text) + len(words) // 4 < len(other.text) <= _LONGEST_PARAGRAPH:
            return other
        at = document.folded.find(words, at + 1)
    return None
