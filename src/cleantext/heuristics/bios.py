"""Bios: who the author is, told in whole sentences beside the text.

What opens a bio stands in `bio_openings`. So do sentences of a story that introduce somebody; but a story goes on to
tell of them, and its authors stand in no paragraph but their own, beside a byline or a label, above or below everything
else.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.context import Sections
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.rules import Category, Finder, Lexicon

from .bio_openings import LONGEST, SHORT, Candidate, Words, candidate, may_open, quotes
from .shape import ends_sentence, tokens, word_count

_BELOW = 4  # paragraphs of a bio beside the first
_MOST_LABELLED = 4  # bios with a name over them; more are the text: a list of artists, a page of staff
_TELLS = 8  # words of a line that may tell of somebody
_LEAST_TEXT = 40  # words of prose before a bio that is known by its place
_SURE, _LIKELY = 3, 2  # words of bios that speak for themselves; at deep, and under a label 1
_ENDINGS = frozenset("bio byline share comments newsletter meta nav legal related promo appeal".split())
_BRIEF = 30  # words of a bio amid a text; longer paragraphs tell of whom the text is about
_ALONE = 4  # words of bios that speak for themselves low in the text
_LATE = 2  # times the prose behind a bio that stands before it, for it to be low in the text


def build(lexicon: Lexicon) -> Finder:
    """Claims bios with their labels, and all paragraphs of them."""
    words, sections = Words.of(lexicon), Sections(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        candidates = [
            found
            for at, line in enumerate(document.lines)
            if may_open(line) and (found := candidate(document, claims, at, words))
        ]
        labelled = sum(found.top < found.at for found in candidates)
        for found in candidates:
            if found.top < found.at and labelled > _MOST_LABELLED:
                continue
            if found.top + 1 == found.at and sections.heads(document, found.top, Category.BIO):
                continue
            yield from _judged(document, claims, found, words)

    return find


def _judged(document: Document, claims: Claims, found: Candidate, words: Words) -> Iterator[Claim]:
    lines = document.lines
    behind = _behind(document, claims, found, words)
    if _goes_on(document, found, behind, words) or (found.name and _is_told_of(document, claims, found, behind)):
        return
    before = sum(word_count(line.text) for line in lines[: found.top] if len(line.text) > SHORT)
    last = not any(_tells(claims, line) for line in lines[behind:])
    first = before < _LEAST_TEXT and (behind < len(lines) or not before)
    labelled = found.top < found.at and (before >= _LEAST_TEXT or first)
    after = sum(word_count(line.text) for line in lines[behind:] if _tells(claims, line))
    late = before >= _LEAST_TEXT and _beside_claimed(document, claims, found.top, behind)
    placed = (last and before >= _LEAST_TEXT) or first or late
    evidence = f"{found.points} points for the words of bios"
    if labelled:
        evidence += ", a label or the name over it"
    elif placed:
        evidence += ", at the end or beside residue"
    if not (found.human or found.known):
        return
    enough = 1 if labelled else _SURE
    brief = word_count(lines[found.at].text) <= _BRIEF
    if not placed and after * _LATE < before:
        placed, enough = True, _SURE if labelled else _ALONE
    if found.known or (placed and found.points >= enough):
        yield Claim(lines[found.top].start, lines[behind - 1].end, "bios/author", evidence)
    elif (found.points >= _LIKELY and (placed or brief)) or (found.points and labelled):
        yield Claim(lines[found.top].start, lines[behind - 1].end, "bios/likely", evidence)


def _behind(document: Document, claims: Claims, found: Candidate, words: Words) -> int:
    """Behind the last paragraph of the bio: those that go on about the same person, by name or pronoun."""
    names = {part for part in tokens(lower(found.name)) if len(part) > 2}
    at = found.at + 1
    while at < len(document.lines) and at - found.at <= _BELOW:
        line = document.lines[at]
        opening = tokens(lower(line.text[:40]))[:3]
        if claims.covers(line.start, line.end) or not opening or len(line.text) > LONGEST:
            break
        if quotes(line.text) or any(words.against.hits(lower(line.text))):
            break
        if opening[0] not in words.pronouns and names.isdisjoint(opening) and not _opens_with_mark(line, words):
            break
        at += 1
    return at


def _goes_on(document: Document, found: Candidate, behind: int, words: Words) -> bool:
    """Does the text behind go on with what the person said or did?"""
    if behind >= len(document.lines) or found.known:
        return False
    opening = tokens(lower(document.lines[behind].text[:SHORT]))[:2]
    return bool(opening) and (opening[0] in words.pronouns or not set(tokens(lower(found.name))).isdisjoint(opening))


def _opens_with_mark(line: Line, words: Words) -> bool:
    return any(hit.start == 0 for hit in words.marks.hits(lower(line.text[:SHORT])))


def _is_told_of(document: Document, claims: Claims, found: Candidate, behind: int) -> bool:
    """Does the text tell of the person elsewhere?"""
    surname = tokens(found.name)[-1]
    position = document.folded.find(surname)
    while position >= 0:
        at = document.line_index(position)
        line = document.lines[at]
        if not found.top <= at < behind and _tells(claims, line):
            return True
        position = document.folded.find(surname, line.end)
    return False


def _tells(claims: Claims, line: Line) -> bool:
    return word_count(line.text) >= _TELLS and ends_sentence(line.text) and not claims.covers(line.start, line.end)


def _beside_claimed(document: Document, claims: Claims, first: int, behind: int) -> bool:
    for at in (first - 1, behind):
        if 0 <= at < len(document.lines):
            line = document.lines[at]
            within = claims.within(line.start, line.end)
            if within and within[0].category in _ENDINGS and claims.covers(line.start, line.end):
                return True
    return False
