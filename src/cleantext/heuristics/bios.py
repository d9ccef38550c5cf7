"""Bios: who the author is, told in whole sentences beside the text.

A bio opens with a person's name, says what they do for a living or for whom they write, and says it in the words that
bios everywhere are made of. So do sentences of a story that introduce somebody; but a story goes on to tell of them,
and its authors stand in no paragraph but their own, beside a byline or a label, above or below everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import IGNORECASE
from typing import NamedTuple

from cleantext.engine.anchors import AnchorIndex, Hit
from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .names import leading_person, leading_word_name
from .shape import ends_sentence, tokens, word_count

_LONGEST = 1500  # code points of a paragraph of a bio
_OPENING = 160  # code points of it in which one of its words must stand
_ROLE_WITHIN = 90  # code points behind the name in which a role must stand
_SAID_WITHIN = 40  # code points behind "is" in which a role must begin
_WORDS_BEFORE_ROLE = 2  # between a dash and a role
_SHORTEST_ROLE = 6  # letters: "host" and "staff" have other meanings
_SHORT = 60  # code points of a label or a name over a bio
_ABOVE = 3  # lines over a bio that may belong to it
_BELOW = 4  # paragraphs of a bio beside the first
_MOST_NAMES = 6  # words of names behind a label
_MOST_LABELLED = 4  # bios with a name over them; more are the text: a list of artists, a page of staff
_TELLS = 8  # words of a line that may tell of somebody
_LEAST_TEXT = 40  # words of prose before a bio that is known by its place
_SURE, _LIKELY = 3, 2  # words of bios that speak for themselves; at deep, and under a label 1
_ENDINGS = frozenset("bio byline share comments newsletter meta nav legal related promo appeal".split())
_MOST_POINTS = 4
_ALONE = 4  # words of bios that speak for themselves low in the text
_LATE = 2  # times the prose behind a bio that stands before it, for it to be low in the text
_EDGE = 2  # lines at the end of which one may open with a first name alone
_CONTACT = compiled(r"(?<![\w/])@\w{3,30}\b|[\w.+-]{2,40}@[\w-]{2,30}\.[\w.]{2,20}|\[email[ \xa0]protected\]")
_YEARS = compiled(r"\b\d{1,2}\+? (?:years|jahre|ans|años|anni|anos|jaar|år|lat|лет|yıl)\b", IGNORECASE)
_DEGREES = compiled(
    r"(?:,? ?(?:[A-Z]{2,6}®?|[A-Z][a-z]?\.[A-Z]\.?|Ph\.?D\.?|Jr\.|Sr\.|M\.?D\.?),?){0,4}(?: ?\([^()\n]{1,60}\))?,?"
)
_TITLED = compiled(r"(?:Dr|Prof|Rev)\b")
_ADDRESSED = compiled(r"(?:Dr|Prof|Rev|Mrs?|Ms|Sir|Frau|Herr|Mme|Sra?|Dra)\.? \S+")  # as people in a story are
_BOOK = compiled(r"\((?:[A-ZÀ-Þ][^()\n,]{1,40}, )(?:19|20)\d\d\)")  # a title's publisher and year
_BORN = compiled(r"\((?:b\.|born|\*|geb\.|née?|nac|nato|nasc)")
_DASH = compiled(r" - (?=[^\W\d_]{3})")
_NAMED = compiled(r"\w[,;]? [A-ZÀ-ÞА-Я]")  # a name that begins no sentence
_LIST_NUMBER = compiled(r"\W*\d")


class Words(NamedTuple):
    """The words of bios in the packs in use."""

    marks: AnchorIndex  # "covers", "is the author of", "lives in"
    roles: AnchorIndex
    against: AnchorIndex  # "died", "was arrested"
    labels: frozenset[str]  # "about the author"
    openers: frozenset[str]  # the same, and "by", "about": what stands before a name
    first: frozenset[str]  # the first words of these
    pronouns: frozenset[str]  # "she", "his"
    copulas: frozenset[str]  # "is"

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For the word lists `bio-verb`, `role`, `bio-role`, `bio-not`, `bio-label`, `bio-copula` and more."""

        def listed(*names: str) -> frozenset[str]:
            return frozenset().union(*(lexicon.get(name, frozenset()) for name in names))

        openers = listed("bio-label", "byline-label", "bio-opener")
        return cls(
            AnchorIndex(listed("bio-verb")),
            AnchorIndex(
                {role for role in listed("role") if len(role) >= _SHORTEST_ROLE or not role.isascii()}
                | listed("bio-role")
            ),
            AnchorIndex(listed("bio-not")),
            listed("bio-label"),
            openers,
            frozenset(label.split()[0] for label in openers),
            listed("bio-pronoun"),
            listed("bio-copula"),
        )


class Candidate(NamedTuple):
    """A line that may open a bio."""

    at: int  # index of the line
    name: str  # of the person, as the line writes it; empty under a label that needs none
    points: int  # words of bios in it
    human: bool  # it names a role or speaks of him or her: a firm has neither
    top: int  # index of the first line over it that belongs to it; `at` if none does
    known: bool  # a phrase has told that it is one; what goes with it is left to say


def build(lexicon: Lexicon) -> Finder:
    """Claims bios with their labels, and all paragraphs of them."""
    words = Words.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        candidates = [
            found
            for at, line in enumerate(document.lines)
            if _may_open(line) and (found := _candidate(document, claims, at, words))
        ]
        labelled = sum(found.top < found.at for found in candidates)
        for found in candidates:
            if found.top < found.at and labelled > _MOST_LABELLED:
                continue
            yield from _judged(document, claims, found, words)

    return find


def _may_open(line: Line) -> bool:
    return 30 <= len(line.text) <= _LONGEST and not line.text[0].islower() and line.text[0].isalpha()


class _Opening(NamedTuple):
    """Whom a line begins with."""

    name: str
    top: int
    called: bool  # by a label before the name: "Guest author"
    known: bool


def _opening(document: Document, claims: Claims, at: int, words: Words) -> _Opening | None:
    line = document.lines[at]
    name, called = leading_person(line.text), False
    if not name:
        name, called = _introduced(line.text, words)
    last = at >= len(document.lines) - _EDGE
    if not (name or last or (at > 0 and len(document.lines[at - 1].text) <= _SHORT)):
        return None
    taken = claims.within(line.start, line.end) if claims.covers(line.start, line.end) else []
    if taken and taken[0].category != "bio":
        return None
    top, under_label = _labels(document, at, name or leading_word_name(line.text), words)
    if not name and (top < at or last):
        name = leading_word_name(line.text)
    if _ADDRESSED.fullmatch(name) or not (name or under_label) or (top == at and not ends_sentence(line.text)):
        return None
    return _Opening(name, top, called, bool(taken))


def _candidate(document: Document, claims: Claims, at: int, words: Words) -> Candidate | None:
    line, opening = document.lines[at], _opening(document, claims, at, words)
    if opening is None:
        return None
    name = opening.name
    rest = line.text[line.text.find(name) + len(name) :]
    behind = _DEGREES.match(rest).end() if name else 0  # type: ignore[union-attr]
    if _BORN.search(rest[:behind]) or (name and rest[behind : behind + 2].strip()[:1] in {'"', "'", ":", ";"}):
        return None
    lowered = lower(line.text)
    marks = list(words.marks.hits(lowered))
    roles = list(words.roles.hits(lowered[: len(name) + _ROLE_WITHIN]))
    dash = len(line.text) - len(rest) + behind if name and _DASH.match(rest, behind) else 0
    if name and rest[behind : behind + 2].strip()[:1] == "-" and not (dash and _follows(line.text, dash, roles)):
        return None
    says_so = roles or (marks and marks[0].start < _OPENING)
    if not says_so or any(words.against.hits(lowered)) or _quotes(line.text):
        return None
    if name and " " not in name and opening.top == at and not any(hit.start == len(name) + 1 for hit in marks):
        return None  # a first name may be any word: what its bearer does must follow at once
    degrees, years = rest[:behind].strip(" ,"), _YEARS.search(lowered) is not None
    contact = _CONTACT.search(line.text) is not None
    points = min(_MOST_POINTS, _apart([*marks, *roles])) + 2 * contact + years + 2 * opening.called
    points += bool(degrees or _TITLED.match(name)) + 2 * bool(marks and _BOOK.search(line.text))
    if dash or (roles and _is_said_plainly(line.text, lowered, len(line.text) - len(rest) + behind, roles[0], words)):
        points += 1
    if rest[behind - 1 : behind] == "," and not degrees:
        points -= 1  # "Petra Holm, who covered"
    human = bool(roles or years or contact) or not words.pronouns.isdisjoint(tokens(lowered))
    return Candidate(at, name, points, human, opening.top, opening.known)


def _follows(text: str, dash: int, roles: list[Hit]) -> bool:
    """Does a role follow the dash at `dash` at once, but for a word or two, and no second dash end what it says?

    Then the dash is as good as "is".
    """
    behind = dash + len(" - ")
    first = min((hit.start for hit in roles if hit.start >= behind), default=len(text))
    between = text[behind:first].split()
    at_once = len(between) <= _WORDS_BEFORE_ROLE and all(map(str.isalpha, between))
    return at_once and " - " not in text[behind:].partition(". ")[0]


def _is_said_plainly(text: str, lowered: str, behind: int, role: Hit, words: Words) -> bool:
    """Is it like "Petra Holm is a lecturer at Elm University": is, a role, and where?

    `behind` is where the name ends. Whoever is "a lecturer who sings in the street" is told of in a story.
    """
    following = lowered[behind : role.start].split(None, 1)[:1]
    near = role.start - behind <= _SAID_WITHIN and not words.copulas.isdisjoint(following)
    return near and _NAMED.search(text, role.end - 1) is not None


def _introduced(text: str, words: Words) -> tuple[str, bool]:
    """The person named behind "A lifelong gardener," or "Guest author", and whether it was a label like the latter."""
    opening = text[:_OPENING]
    pieces = opening.split(" ", 3)
    for length in (3, 2, 1) if lower(pieces[0]) in words.first else ():
        if lower(" ".join(pieces[:length])).rstrip(":") in words.openers:
            behind = len(" ".join(pieces[:length])) + 1
            colon = opening.find(": ", behind, _SHORT)
            if name := leading_person(opening[colon + 2 if colon > 0 else behind :]):
                return name, True
    comma = opening.find(", ", 0, _SHORT)
    return (leading_person(opening[comma + 2 :]), False) if comma > 0 else ("", False)


def _apart(hits: list[Hit]) -> int:
    """How many of the hits stand apart: "is the founder of" holds two others."""
    count = end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            count, end = count + 1, hit.end
    return count


def _quotes(text: str) -> bool:
    """Does somebody speak in it? Titles of books are quoted too, but are short and end in no comma."""
    return any(len(part.split()) > 9 or part.endswith(",") for part in text.split('"')[1::2])


def _labels(document: Document, at: int, name: str, words: Words) -> tuple[int, bool]:
    """The first line over line `at` that belongs to a bio of `name`, and whether it is a label that needs no name."""
    parts = {part for part in tokens(lower(name)) if len(part) > 2}
    top, needs_none = at, False
    for above in range(at - 1, max(-1, at - 1 - _ABOVE), -1):
        text = document.lines[above].text
        if len(text) > _SHORT or ends_sentence(text) or _LIST_NUMBER.match(text):
            break
        lowered = lower(text).strip(" :.-|#*")
        if lowered in words.labels:
            return above, True
        label = _after_label(text, lowered, words)
        if parts and not parts.isdisjoint(tokens(lowered)) and (label or _names_person(text)):
            top = above
    return top, needs_none


def _after_label(text: str, lowered: str, words: Words) -> bool:
    """Does the line begin with a label and end with one or more names, as "About Sara Harberson" does?"""
    pieces = lowered.split()
    known = next((n for n in (3, 2, 1) if " ".join(pieces[:n]).rstrip(":") in words.openers), 0)
    rest = text.split()[known:]
    return known > 0 and 0 < len(rest) <= _MOST_NAMES and not any(word[0].islower() for word in rest)


def _names_person(text: str) -> bool:
    """Is the line a person's name, with degrees, or with a role behind it?"""
    name = leading_person(text)
    if not name:
        return False
    rest = text[len(name) :]
    return _DEGREES.match(rest)[0] == rest or rest.strip()[:1] in {",", "|", "-"}  # type: ignore[index]


def _judged(document: Document, claims: Claims, found: Candidate, words: Words) -> Iterator[Claim]:
    lines = document.lines
    behind = _behind(document, claims, found, words)
    if _goes_on(document, found, behind, words) or (found.name and _is_told_of(document, claims, found, behind)):
        return
    before = sum(word_count(line.text) for line in lines[: found.top] if len(line.text) > _SHORT)
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
    if not placed and after * _LATE < before:
        placed, enough = True, _SURE if labelled else _ALONE
    if found.known or (placed and found.points >= enough):
        yield Claim(lines[found.top].start, lines[behind - 1].end, "bios/author", evidence)
    elif found.points >= _LIKELY or (found.points and labelled):
        yield Claim(lines[found.top].start, lines[behind - 1].end, "bios/likely", evidence)


def _behind(document: Document, claims: Claims, found: Candidate, words: Words) -> int:
    """Behind the last paragraph of the bio: those that go on about the same person, by name or pronoun."""
    names = {part for part in tokens(lower(found.name)) if len(part) > 2}
    at = found.at + 1
    while at < len(document.lines) and at - found.at <= _BELOW:
        line = document.lines[at]
        opening = tokens(lower(line.text[:40]))[:3]
        if claims.covers(line.start, line.end) or not opening or len(line.text) > _LONGEST:
            break
        if _quotes(line.text) or any(words.against.hits(lower(line.text))):
            break
        if opening[0] not in words.pronouns and names.isdisjoint(opening) and not _opens_with_mark(line, words):
            break
        at += 1
    return at


def _goes_on(document: Document, found: Candidate, behind: int, words: Words) -> bool:
    """Does the text behind go on with what the person said or did?"""
    if behind >= len(document.lines) or found.known:
        return False
    opening = tokens(lower(document.lines[behind].text[:_SHORT]))[:2]
    return bool(opening) and (opening[0] in words.pronouns or not set(tokens(lower(found.name))).isdisjoint(opening))


def _opens_with_mark(line: Line, words: Words) -> bool:
    return any(hit.start == 0 for hit in words.marks.hits(lower(line.text[:_SHORT])))


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
