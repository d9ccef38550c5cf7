"""Company boilerplate: who a firm is, and whom the press may ask, below a press release or a firm's own article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from cleantext.engine.anchors import AnchorIndex
from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.lexicon import words_of
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, tokens, word_count

_FIRST = 24  # code points within which the first word of a line ends
_SHORT = 70  # code points of a label
_WITH_NAME = 170  # code points of a label for the press with whom to ask, on one line
_FORM = 3  # letters of a legal form
_LONGEST = 1600  # code points of a paragraph
_MOST_NAMES = 6  # words of a firm's name
_FEWEST = 10  # words of a paragraph
_PARAGRAPHS = 3
_CONTACTS = 8  # lines below a label for the press
_LEAST_TEXT = 40  # words of prose that stand before
_LATE = 3  # times the prose behind that stands before
_SURE = 2  # words of firms in a paragraph without a label, beside an address
_ADDRESS = compiled(
    r"\b(?:https?://|www\.)\S{3,}|[\w.+-]{2,40}@[\w-]{2,30}\.[\w.]{2,20}|\b[\w-]{3,30}\.(?:com|org|net|io|co)\b"
)
_TWICE = compiled(r" ([A-Z0-9][^:.!?\n]{1,50}?) \1\b")
_TICKER = compiled(r"\((?:NYSE|NASDAQ|Nasdaq|LSE|TSX|ASX|OTC|Euronext|TSE|HKEX|SIX)[\w ]{0,12}: ?\w{1,8}")
_TELEPHONE = compiled(r"\+?\(?\d[\d ().-]{6,18}\d")


class Words(NamedTuple):
    """The words of firms in the packs in use."""

    about: frozenset[str]
    first: frozenset[str]  # the first words of these
    marks: AnchorIndex
    press: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For the word lists `bio-opener`, `company-mark` and `press-label`."""

        listed = partial(words_of, lexicon)
        first = frozenset(label.split()[0] for label in listed("bio-opener"))
        return cls(listed("bio-opener"), first, AnchorIndex(listed("company-mark")), listed("press-label"))


def build(lexicon: Lexicon) -> Finder:
    """Claims what a firm says of itself below its text, and the lines for the press."""
    words = Words.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        labels = [(at, found) for at, line in enumerate(document.lines) if (found := _named(line.text, words))]
        press = [at for at, line in enumerate(document.lines) if _is_for_press(line.text, words)]
        text = _Text.of(document, claims) if labels or press else _Text(())
        for at, label in labels:
            yield from _labelled(document, text, at, label, words)
        for at in press:
            if ":" in document.lines[at].text or text.before(at) >= _LEAST_TEXT:
                yield from _press(document, at)
        yield from _unlabelled(document, claims, words)

    return find


class _Text(NamedTuple):
    """Words of running text in each line."""

    words: tuple[int, ...]

    @classmethod
    def of(cls, document: Document, claims: Claims) -> _Text:
        return cls(tuple(word_count(line.text) if _tells(line, claims) else 0 for line in document.lines))

    def before(self, at: int) -> int:
        return sum(self.words[:at])

    def behind(self, at: int) -> int:
        return sum(self.words[at:])


def _tells(line: Line, claims: Claims) -> bool:
    return len(line.text) > _SHORT and ends_sentence(line.text) and not claims.covers(line.start, line.end)


def _labelled(document: Document, text: _Text, at: int, label: tuple[str, bool], words: Words) -> Iterator[Claim]:
    name, inline = label
    line = document.lines[at]
    first = at if inline else at + 1
    behind = _behind(document, first, name, words)
    if behind == first:
        return
    before = text.before(at)
    low = before >= _LEAST_TEXT and text.behind(behind) * _LATE < before
    if low or (inline and len(list(words.marks.hits(lower(line.text)))) >= _SURE):
        evidence = f"“{line.text[:_SHORT]}” and words of firms"
        yield Claim(line.start, document.lines[behind - 1].end, "companies/labelled", evidence)


def _unlabelled(document: Document, claims: Claims, words: Words) -> Iterator[Claim]:
    """The last paragraph, if it gives an address in the words of firms."""
    line = next((line for line in reversed(document.lines) if _tells(line, claims)), None)
    if line is None or len(line.text) > _LONGEST or not line.text[0].isupper() or '"' in line.text:
        return
    if not (_ADDRESS.search(line.text) or _TICKER.search(line.text)):
        return
    marks = {hit.text for hit in words.marks.hits(lower(line.text))}
    if len(marks) >= _SURE:
        evidence = f"the last paragraph, an address and {', '.join(sorted(marks))}"
        yield Claim(line.start, line.end, "companies/unlabelled", evidence)


def _named(text: str, words: Words) -> tuple[str, bool] | None:
    """The name of the firm that the line is about, and whether the line goes on to tell of it."""
    if len(text) > _LONGEST or lower(text[:_FIRST].split(" ", 1)[0]) not in words.first or text[0].islower():
        return None
    head, colon, rest = text[: _SHORT + 1].partition(":")
    label = head if colon else text
    pieces = label.split()
    known = next((n for n in (3, 2, 1) if lower(" ".join(pieces[:n])) in words.about), 0)
    if not known:
        return None
    if twice := _TWICE.match(text, len(" ".join(pieces[:known]))):
        return twice[1], True  # the label and the paragraph are one line
    names = pieces[known:]
    if not 0 < len(names) <= _MOST_NAMES or (not colon and len(text) > _SHORT):
        return None
    return None if names[0][0].islower() or ends_sentence(label) else (" ".join(names), bool(colon and rest.strip()))


def _is_for_press(text: str, words: Words) -> bool:
    if len(text) > _WITH_NAME or lower(text.partition(":")[0]).strip(" *#-") not in words.press:
        return False
    return len(text) <= _SHORT or (not ends_sentence(text) and _holds_contact(text))


def _behind(document: Document, first: int, name: str, words: Words) -> int:
    """Behind the paragraphs that tell of the firm; `first` if the first does not."""
    parts = set(_parts(name))
    behind = first
    for at in range(first, min(len(document.lines), first + _PARAGRAPHS)):
        text = document.lines[at].text
        if len(text) > _LONGEST or (word_count(text) < _FEWEST and (at == first or not _ADDRESS.search(text))):
            break
        if at == first and (parts.isdisjoint(_parts(text[: 2 * _SHORT])) or not _is_firm(text, words)):
            break
        if at > first and parts.isdisjoint(_parts(text)) and not _ADDRESS.search(text):
            break
        behind = at + 1
    return behind


def _parts(text: str) -> Iterator[str]:
    """Its words, in lower case but for short ones, which may be words of the language: "AS", "AG", "AB"."""
    return (lower(token) if len(token) > _FORM else token for token in tokens(text) if len(token) > 1)


def _is_firm(text: str, words: Words) -> bool:
    return any(words.marks.hits(lower(text))) or _ADDRESS.search(text) is not None or _TICKER.search(text) is not None


def _press(document: Document, at: int) -> Iterator[Claim]:
    """A label for the press, and the lines with names, numbers and addresses below it."""
    line = document.lines[at]
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
