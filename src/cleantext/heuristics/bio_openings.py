"""Bio openings: lines with which a bio may begin, and how many of the words of bios they hold.

A bio opens with a person's name, says what they do for a living or for whom they write, and says it in the words that
bios everywhere are made of. So do sentences of a story that introduce somebody: `bios` judges them by what is around.
"""

from __future__ import annotations

from functools import partial
from re import IGNORECASE
from typing import NamedTuple

from cleantext.engine.anchors import AnchorIndex, Hit
from cleantext.engine.claims import Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.lexicon import words_of
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Lexicon

from .names import leading_person, leading_word_name
from .shape import ends_sentence, tokens

LONGEST = 1500  # code points of a paragraph of a bio
SHORT = 60  # code points of a label or a name over a bio
_OPENING = 160  # code points of it in which one of its words must stand
_ROLE_WITHIN = 90  # code points behind the name in which a role must stand
_SAID_WITHIN = 40  # code points behind "is" in which a role must begin
_WORDS_BEFORE_ROLE = 2  # between a dash and a role
_SHORTEST_ROLE = 6  # letters: "host" and "staff" have other meanings
_ABOVE = 3  # lines over a bio that may belong to it
_MOST_NAMES = 6  # words of names behind a label
_MOST_POINTS = 4
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

        listed = partial(words_of, lexicon)
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


def may_open(line: Line) -> bool:
    """May a bio begin with the line? A quick look."""
    return 30 <= len(line.text) <= LONGEST and not line.text[0].islower() and line.text[0].isalpha()


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
    if not (name or last or (at > 0 and len(document.lines[at - 1].text) <= SHORT)):
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


def candidate(document: Document, claims: Claims, at: int, words: Words) -> Candidate | None:
    """What line `at` says of somebody, if it says it as bios do."""
    line, opening = document.lines[at], _opening(document, claims, at, words)
    if opening is None or quotes(line.text):
        return None
    name = opening.name
    rest = line.text[line.text.find(name) + len(name) :]
    behind = _DEGREES.match(rest).end() if name else 0  # type: ignore[union-attr]
    if _BORN.search(rest[:behind]) or (name and rest[behind : behind + 2].strip()[:1] in {'"', "'", ":", ";"}):
        return None
    lowered = lower(line.text)
    marks = words.marks.hits(lowered)
    roles = words.roles.hits(lowered[: len(name) + _ROLE_WITHIN])
    dash = len(line.text) - len(rest) + behind if name and _DASH.match(rest, behind) else 0
    if name and rest[behind : behind + 2].strip()[:1] == "-" and not (dash and _follows(line.text, dash, roles)):
        return None
    says_so = roles or (marks and marks[0].start < _OPENING)
    if not says_so or words.against.hits(lowered):
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
            colon = opening.find(": ", behind, SHORT)
            if name := leading_person(opening[colon + 2 if colon > 0 else behind :]):
                return name, True
    comma = opening.find(", ", 0, SHORT)
    return (leading_person(opening[comma + 2 :]), False) if comma > 0 else ("", False)


def _apart(hits: list[Hit]) -> int:
    """How many of the hits stand apart: "is the founder of" holds two others."""
    count = end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            count, end = count + 1, hit.end
    return count


def quotes(text: str) -> bool:
    """Does somebody speak in it? Titles of books are quoted too, but are short and end in no comma."""
    return any(len(part.split()) > 9 or part.endswith(",") for part in text.split('"')[1::2])


def _labels(document: Document, at: int, name: str, words: Words) -> tuple[int, bool]:
    """The first line over line `at` that belongs to a bio of `name`, and whether it is a label that needs no name."""
    parts = {part for part in tokens(lower(name)) if len(part) > 2}
    top, needs_none = at, False
    for above in range(at - 1, max(-1, at - 1 - _ABOVE), -1):
        text = document.lines[above].text
        if len(text) > SHORT or ends_sentence(text) or _LIST_NUMBER.match(text):
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
