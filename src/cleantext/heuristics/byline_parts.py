"""Byline parts: what the words of a short line are, of those that bylines, stamps and reading times are made of."""

from __future__ import annotations

import re
from functools import partial
from re import IGNORECASE
from typing import NamedTuple

from cleantext.engine.document import lower
from cleantext.engine.lexicon import words_of
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Lexicon

from .shape import tokens

READING_LONGEST = 40  # code points of a reading time
_LABEL_WORDS = 4  # words that a label has at most
_DIGIT = compiled("[0-9]")
CLOCK = compiled(r"\b[0-2]?\d[:.h][0-5]\d\b|\b\d{1,2} ?[ap]\.?m\b|\d{1,2}시 ?\d{1,2}분", IGNORECASE)
_DATE = compiled(
    r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)\b|\d{4} ?年|\d{1,2} ?月"
    r"|\b\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}-\d{4}\b"
    r"|\d{4} ?년 ?\d{1,2} ?월(?: ?\d{1,2} ?일)?",
    IGNORECASE,
)
_NUMBER = compiled(r"\d{1,4}(?:st|nd|rd|th|er|[.ºª])?", IGNORECASE)
_ZONE = compiled(
    r"(?:GMT|UTC|CE?S?T|E[DS]?T|P[DS]?T|M[DS]T|[BIJKM]ST|HKT|SGT|PH[TS]T?|WIB|WITA?|MSK|EE?S?T|[EWC]AT|SAST|AE[DS]T"
    r"|NZ[DS]T|BRT|ART|AM|PM|Uhr|[Z])(?:[+-]\d{1,4})?"
)
SMALL_WORDS = frozenset(
    "at on and the of in for to de la le las el a à às alle ore y et und i og och en e um om kl klo klockan uur den der"
    " das am pm a.m p.m h hs hrs godz г р оф".split()
)
PARTICLES = frozenset("van von der de den di da dos du la le al bin ibn ter ten zu af".split())
SHORT_LABEL = 3  # code points of a label that is a word of any text: "by", "von"
FEW_NAMES = range(2, 5)  # words of a name that stands beside a date
_BULLETS = "•▪■►· "
POST_DATE = "a date with its weekday and its year"
_YEAR = compiled(r"\b(?:199|20[0-3])\d\b")


class Words(NamedTuple):
    """The words that bylines and stamps are made of, in the packs in use."""

    by: frozenset[str]
    role: frozenset[str]
    calendar: frozenset[str]
    stamp: frozenset[str]
    reading: frozenset[str]
    small: frozenset[str]  # in small letters, in a byline or a stamp; the clock can be "5 pm"
    by_first: frozenset[str]  # the first words of `by`
    stamp_first: frozenset[str]
    weekday: frozenset[str]
    today: frozenset[str]
    about: frozenset[str]  # what stands beside a date without saying who or when: "filed under", "comments"

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For `byline-label`, `role`, `month`, `weekday`, `day-word`, `date-label`, `reading-time`, `empty-label`,
        `comments-label` and `comment-box-label`.
        """

        listed = partial(words_of, lexicon)
        role, calendar, stamp = listed("role"), listed("month", "weekday"), listed("date-label")
        by = listed("byline-label")
        by_first, stamp_first = (frozenset(phrase.split(None, 1)[0] for phrase in phrases) for phrases in (by, stamp))
        small = frozenset({"am", "pm"}).union(SMALL_WORDS, PARTICLES, calendar, role, stamp, by_first)
        days = listed("weekday"), listed("day-word")
        about = listed("empty-label", "comments-label", "comment-box-label")
        return cls(by, role, calendar, stamp, listed("reading-time"), small, by_first, stamp_first, *days, about)

    def is_writing(self, text: str) -> bool:
        """Does a word behind the place of a label show that this is neither a byline nor a stamp? A cheap guess."""
        for word in text.split(None, _LABEL_WORDS + 4)[_LABEL_WORDS:-1]:
            if word.islower() and word.isalpha() and word not in self.small:
                return word.isascii() or lower(word) not in self.small
        return False


class Parts(NamedTuple):
    """How many tokens of a line are of which kind; `other` are none of them."""

    names: int = 0
    roles: int = 0
    calendar: int = 0
    numbers: int = 0
    other: int = 0
    today: int = 0
    weekdays: int = 0  # of those in `calendar`


def has_digit(text: str) -> bool:
    """Does a digit stand in it, of any script?"""
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def label_of(lowered: str, labels: frozenset[str], first_words: frozenset[str]) -> str:
    """The label that `lowered` begins with, and what sets it off; empty if none."""
    first = lowered.split(None, 1)[0]
    glued, colon, rest = first.partition(":")
    if colon and rest and glued in labels and len(glued) > SHORT_LABEL:
        return lowered[: len(glued) + 1]  # "Author:Jane Doe"
    if first not in first_words and first.rstrip(":") not in first_words:
        return ""
    for length in range(_LABEL_WORDS, 0, -1):
        head = " ".join(lowered.split()[:length])
        if head.rstrip(":") in labels and len(head) < len(lowered):
            return lowered[: len(head) + 1]
    return ""


def parts_of(text: str, words: Words) -> Parts:
    """How many of the words of `text` are of which kind; a clock and a date in numbers count as numbers."""
    names = roles = calendar = numbers = other = today = weekdays = 0
    for token in tokens(CLOCK.sub(" 00 ", _DATE.sub(" 00 ", text))):
        lowered = lower(token)
        if _NUMBER.fullmatch(token):
            numbers += 1
        elif lowered in words.calendar:
            calendar += 1
            weekdays += lowered in words.weekday
        elif lowered in words.today:
            today += 1
        elif lowered in words.role or lowered in words.stamp:
            roles += 1
        elif _ZONE.fullmatch(token) or lowered in SMALL_WORDS or lowered in PARTICLES:
            continue
        elif not token[0].islower():
            names += 1
        else:
            other += 1
    return Parts(names, roles, calendar, numbers, other, today, weekdays)


def is_reading_time(lowered: str, words: Words) -> bool:
    """Is it a number and words of reading time, and nothing else?"""
    if len(lowered) > READING_LONGEST or (lowered[0].isdigit() and lowered[-1].isdigit()):
        return False  # "6.849 Lecture 7"
    rest = re.sub(r"[\d.:|·•()~-]+", " ", lowered).split()
    return " ".join(rest) in words.reading or " ".join(rest[:-1]) in words.reading  # "reading time: 4 minutes"


def stamp_of(text: str, lowered: str, words: Words) -> str:
    """Why the line, which holds a digit, is nothing but a date; empty if it is not."""
    skipped = len(lowered) - len(lowered.lstrip(_BULLETS))
    text, lowered = text[skipped:], lowered[skipped:]
    labelled = label_of(lowered, words.stamp, words.stamp_first) if lowered else ""
    parts = parts_of(_without_author(text[len(labelled) :], words), words)
    if parts.other or parts.names > (2 if labelled else 0):
        return ""
    dated = bool(_DATE.search(lowered)) or (parts.calendar > 0 and parts.numbers > 0)
    if not dated and parts == Parts(numbers=1, today=1) and CLOCK.search(lowered):
        return "a time of today"
    if labelled and (dated or (CLOCK.search(lowered) and not parts.names)):
        return f"“{labelled.strip()}” and a date"
    if not dated:
        return ""
    if CLOCK.search(lowered):
        return "a date with a time"
    return POST_DATE if parts.weekdays and parts.numbers == 2 and _YEAR.search(lowered) else "a date"


def _without_author(text: str, words: Words) -> str:
    """What stands before "by Jane Doe" at the end of a date."""
    parts = text.split(" ")
    for at in range(len(parts) - 1, 0, -1):
        if lower(parts[at]).rstrip(":") in words.by:
            behind = parts_of(" ".join(parts[at + 1 :]), words)
            named = behind.names or behind.roles
            is_author = not (behind.other or behind.numbers or behind.calendar) and named <= FEW_NAMES.stop
            return " ".join(parts[:at]) if named and is_author else text
    return text
