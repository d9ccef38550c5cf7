"""Company boilerplate: who a firm is, and whom the press may ask, below a press release or a firm's own article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleantext.engine.anchors import AnchorIndex
from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, tokens, word_count

_SHORT = 70  # code points of a label
_LONGEST = 1600  # code points of a paragraph
_MOST_NAMES = 6  # words of a firm's name
_FEWEST = 10  # words of a paragraph
_PARAGRAPHS = 3
_CONTACTS = 8  # lines below a label for the press
_LEAST_TEXT = 40  # words of prose that stand before
_LATE = 3  # times the prose behind that stands before
_SURE = 2  # words of firms in a paragraph without a label, beside an address
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S{3,}|[\w.+-]{2,40}@[\w-]{2,30}\.[\w.]{2,20}|\b[\w-]{3,30}\.(?:com|org|net|io|co)\b"
)
_TWICE = re.compile(r" ([A-Z0-9][^:.!?\n]{1,50}?) \1\b")
_TICKER = re.compile(r"\((?:NYSE|NASDAQ|Nasdaq|LSE|TSX|ASX|OTC|Euronext|TSE|HKEX|SIX)[\w ]{0,12}: ?\w{1,8}")
_TELEPHONE = re.compile(r"\+?\(?\d[\d ().-]{6,18}\d")


@dataclass(frozen=True)
class Words:
    """The words of firms in the packs in use."""

    about: frozenset[str]
    marks: AnchorIndex
    press: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For the word lists `bio-opener`, `company-mark` and `press-label`."""

        def listed(name: str) -> frozenset[str]:
            return lexicon.get(name, frozenset())

        return cls(listed("bio-opener"), AnchorIndex(listed("company-mark")), listed("press-label"))


def build(lexicon: Lexicon) -> Finder:
    """Claims what a firm says of itself below its text, and the lines for the press."""
    words = Words.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        prose = [
            word_count(line.text)
            if len(line.text) > _SHORT and ends_sentence(line.text) and not claims.covers(line.start, line.end)
            else 0
            for line in document.lines
        ]
        total = before = 0
        total = sum(prose)
        for at, line in enumerate(document.lines):
            if len(line.text) <= _SHORT and (before >= _LEAST_TEXT or ":" in line.text):
                yield from _press(document, at, words)
            if len(line.text) <= _LONGEST:
                yield from _firm(document, at, words, before, total)
            before += prose[at]

    return find


def _firm(document: Document, at: int, words: Words, before: int, total: int) -> Iterator[Claim]:
    line = document.lines[at]
    name, inline = _named(line.text, words.about)
    if name:
        first = at if inline else at + 1
        behind = _behind(document, first, name, words)
        size = sum(word_count(each.text) for each in document.lines[first:behind])
        after = total - before - size
        alone = inline and len(list(words.marks.hits(lower(line.text)))) >= _SURE
        if behind > first and (alone or (before >= _LEAST_TEXT and after * _LATE < before)):
            start, end = line.start, document.lines[behind - 1].end
            yield Claim(start, end, "companies/labelled", f"“{line.text[:_SHORT]}” and words of firms")
        return
    if total - before - word_count(line.text) > 0 or not line.text[0].isupper() or not ends_sentence(line.text):
        return
    marks = {hit.text for hit in words.marks.hits(lower(line.text))}
    if len(marks) >= _SURE and (_ADDRESS.search(line.text) or _TICKER.search(line.text)) and '"' not in line.text:
        rule = "companies/unlabelled"
        yield Claim(line.start, line.end, rule, f"the last paragraph, an address and {', '.join(sorted(marks))}")


def _named(text: str, about: frozenset[str]) -> tuple[str, bool]:
    """The name of the firm that the line is about, and whether the line goes on to tell of it."""
    head, colon, rest = text[: _SHORT + 1].partition(":")
    label = head if colon else text
    pieces = label.split()
    known = next((n for n in (3, 2, 1) if lower(" ".join(pieces[:n])) in about), 0)
    names = pieces[known:]
    if known and (found := _TWICE.match(text, len(" ".join(pieces[:known])))):
        return found[1], True  # the label and the paragraph are one line
    if not known or not 0 < len(names) <= _MOST_NAMES or (not colon and len(text) > _SHORT):
        return "", False
    if names[0][0].islower() or pieces[0][0].islower() or ends_sentence(label):
        return "", False
    return " ".join(names), bool(colon and rest.strip())


def _behind(document: Document, first: int, name: str, words: Words) -> int:
    """Behind the paragraphs that tell of the firm; `first` if the first does not."""
    parts = {part for part in tokens(lower(name)) if len(part) > 1}
    behind = first
    for at in range(first, min(len(document.lines), first + _PARAGRAPHS)):
        text = document.lines[at].text
        if word_count(text) < _FEWEST or len(text) > _LONGEST:
            break
        lowered = lower(text)
        if at == first and (parts.isdisjoint(tokens(lowered[: 2 * _SHORT])) or not _is_firm(text, lowered, words)):
            break
        if at > first and parts.isdisjoint(tokens(lowered)) and not _ADDRESS.search(text):
            break
        behind = at + 1
    return behind


def _is_firm(text: str, lowered: str, words: Words) -> bool:
    return any(words.marks.hits(lowered)) or _ADDRESS.search(text) is not None or _TICKER.search(text) is not None


def _press(document: Document, at: int, words: Words) -> Iterator[Claim]:
    """A label for the press, and the lines with names, numbers and addresses below it."""
    line: Line = document.lines[at]
    label = lower(line.text).partition(":")[0].strip(" *#-")
    if label not in words.press:
        return
    behind, found = at + 1, _holds_contact(line.text)
    for below in range(at + 1, min(len(document.lines), at + 1 + _CONTACTS)):
        text = document.lines[below].text
        if len(text) > _SHORT or ends_sentence(text):
            break
        if _holds_contact(text):
            behind, found = below + 1, True
    if found:
        yield Claim(line.start, document.lines[behind - 1].end, "companies/press", f"“{line.text[:_SHORT]}”")


def _holds_contact(text: str) -> bool:
    return _ADDRESS.search(text) is not None or _TELEPHONE.search(text) is not None
