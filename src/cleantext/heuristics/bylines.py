"""Bylines, date stamps and reading times: short lines made of nothing but names, roles, labels, dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import IGNORECASE
from typing import NamedTuple

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence, tokens

_LONGEST = 160  # code points
_RECURRING = 2  # lines of a kind; what recurs more often is how the text itself is laid out: a diary, a list of books
_MOST_NAMES = 9  # words of names in a byline with a role or a date
_FROM_TOP = 12  # lines in which a byline without further evidence stands
_FROM_END = 8  # lines in which the account or address of the author may stand as well
_READING_LONGEST = 40  # code points of a reading time
_LABEL_WORDS = 4  # words that a label has at most
_DIGIT = compiled("[0-9]")
_CLOCK = compiled(r"\b[0-2]?\d[:.h][0-5]\d\b|\b\d{1,2} ?[ap]\.?m\b|\d{1,2}시 ?\d{1,2}분", IGNORECASE)
_ONLY_CLOCK = compiled(r"[0-2]?\d[:.h][0-5]\d(?: ?(?:h|hs|hrs|uhr|[ap]\.?m\.?))?", IGNORECASE)
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
_ISO = compiled(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")  # nobody writes so
_CONTACT = compiled(
    r"@[a-z_]\w{2,29}|[\w.+-]{1,40}@[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}"
    r"|(?:https?://)?(?:www\.)?(?:(?:twitter|x|facebook|instagram|tiktok)\.com/@?[\w.-]{3,40}"
    r"|linkedin\.com/(?:in|company)/[\w.%-]{3,60})/?",
    IGNORECASE,
)
_SMALL_WORDS = frozenset(
    "at on and the of in for to de la le las el a à às alle ore y et und i og och en e um om kl klo klockan uur den der"
    " das am pm a.m p.m h hs hrs godz г р оф".split()
)
_PARTICLES = frozenset("van von der de den di da dos du la le al bin ibn ter ten zu af".split())
_APART = compiled(r" *[|•·⋅∙●] *| +[-/]+ +|-(?=\d{1,3} )|(?<=\d) +(?=by )| +\[ *| *\]$")  # parts of a line about a text
_MOST_PARTS = 5
_GLUED = compiled(r"(?<=[^\W\d_A-Z])(?=[A-Z][^\W\d_]{2,9}\.? \d{1,2},? \d{4}\b)")  # "Ann LoweMay 4, 2020"
_MANY_PARTS = 4
_SHORT_LABEL = 3  # code points of a label that is a word of any text: "by", "von"
_FEW_NAMES = range(2, 5)  # words of a name that stands beside a date
_HANDLE = compiled(r" ?: ?([^\W_][\w.-]{1,23}\w)(?: \|)?")  # what follows a label: a name of one word
_HANDLE_SIGN = compiled(r"[\d_.-]|^admin")
_BULLETS = "•▪■►· "
_POST_DATE = "a date with its weekday and its year"
_POST_DATE_FROM_TOP = 3  # lines in which that is the date of a post
_YEAR = compiled(r"\b(?:199|20[0-3])\d\b")
_FIRST_NAMES_END = compiled(rf"[,|]| (?:{'|'.join(sorted(_SMALL_WORDS - _PARTICLES))})\b")


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

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For `byline-label`, `role`, `month`, `weekday`, `day-word`, `date-label` and `reading-time`."""

        def listed(*names: str) -> frozenset[str]:
            return frozenset().union(*(lexicon.get(name, frozenset()) for name in names))

        role, calendar, stamp = listed("role"), listed("month", "weekday"), listed("date-label")
        by = listed("byline-label")
        by_first, stamp_first = (frozenset(phrase.split(None, 1)[0] for phrase in phrases) for phrases in (by, stamp))
        small = frozenset({"am", "pm"}).union(_SMALL_WORDS, _PARTICLES, calendar, role, stamp, by_first)
        days = listed("weekday"), listed("day-word")
        return cls(by, role, calendar, stamp, listed("reading-time"), small, by_first, stamp_first, *days)

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


def build(lexicon: Lexicon) -> Finder:
    """Claims lines that say who wrote the text, when, and how long it takes to read."""
    words = Words.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        bylines, dates, contacts = [], [], []
        last = len(document.lines) - _FROM_END
        for at, line in enumerate(document.lines):
            if not _may_be(line.text, words):
                continue
            lowered = document.lowered[line.start : line.end]
            dated = _has_digit(lowered)
            if _CONTACT.fullmatch(line.text):
                if at < _FROM_TOP or at >= last:
                    contacts.append(Claim(line.start, line.end, "bylines/contact", "an account or an address alone"))
            elif dated and (claim := _time(line, lowered, words)):
                yield claim
            elif claim := _byline(document, at, lowered, words):
                bylines.append((at, claim))
            elif dated and (stamp := _stamp(line.text, lowered, words)):
                dates.append((at, line, stamp))
        if len(bylines) <= _RECURRING:
            yield from (claim for at, claim in bylines if at < _FROM_TOP)
        if len(contacts) <= _RECURRING:
            yield from contacts
        yield from _stamps(document, claims, dates)

    return find


def _may_be(text: str, words: Words) -> bool:
    """May the line say who wrote the text or when? A quick look."""
    if len(text) > _LONGEST or (len(text) > _READING_LONGEST and words.is_writing(text)):
        return False
    return not ends_sentence(text.rstrip(" ."))


def _time(line: Line, lowered: str, words: Words) -> Claim | None:
    """The claim of a line that is a date for machines or a reading time, wherever it stands."""
    if _ISO.fullmatch(line.text):
        return Claim(line.start, line.end, "bylines/stamp", "a date for machines")
    if _is_reading_time(lowered, words):
        return Claim(line.start, line.end, "bylines/reading-time", "a number and words of reading time")
    return None


def _byline(document: Document, at: int, lowered: str, words: Words) -> Claim | None:
    """The claim of a line that says who wrote the text, with what stands beside that in it or over it."""
    line = document.lines[at]
    if at < _FROM_TOP and _has_digit(lowered) and _is_about(line, words):
        return Claim(line.start, line.end, "bylines/byline", "who, when and how long, apart")
    label = _label(lowered, words.by, words.by_first)
    if label and (_is_byline(line.text[len(label) :], words) or _is_handle(line.text, label)):
        return Claim(line.start, line.end, "bylines/byline", f"“{label.strip()}” and a name")
    above = _label_above(document, at, words) if at < _FROM_TOP else None
    return above and Claim(above.start, line.end, "bylines/byline", f"“{above.text}” above it")


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def _is_handle(text: str, label: str) -> bool:
    """Is the label set off by a colon from a single name, as "Author: admin" is?"""
    word = label.rstrip(": ")
    name = _HANDLE.fullmatch(text, len(word)) if len(word) > _SHORT_LABEL else None
    return name is not None and (not name[1].islower() or _HANDLE_SIGN.search(name[1]) is not None)


def _label(lowered: str, labels: frozenset[str], first_words: frozenset[str]) -> str:
    """The label that `lowered` begins with, and what sets it off; empty if none."""
    first = lowered.split(None, 1)[0]
    glued, colon, rest = first.partition(":")
    if colon and rest and glued in labels and len(glued) > _SHORT_LABEL:
        return lowered[: len(glued) + 1]  # "Author:Jane Doe"
    if first not in first_words and first.rstrip(":") not in first_words:
        return ""
    for length in range(_LABEL_WORDS, 0, -1):
        head = " ".join(lowered.split()[:length])
        if head.rstrip(":") in labels and len(head) < len(lowered):
            return lowered[: len(head) + 1]
    return ""


def _label_above(document: Document, at: int, words: Words) -> Line | None:
    """The line above, where it is a label and nothing else, of the name or the date that line `at` is."""
    if not at:
        return None
    above, text = document.lines[at - 1], document.lines[at].text
    label = lower(above.text).rstrip(": ")
    if label in words.stamp and _has_digit(text):
        return above if _stamp(text, lower(text), words) else None
    if label in words.by and len(label) > _SHORT_LABEL:
        found = _parts(text, words)
        return above if found == Parts(names=found.names) and found.names in _FEW_NAMES else None
    return None


def _parts(text: str, words: Words) -> Parts:
    names = roles = calendar = numbers = other = today = weekdays = 0
    for token in tokens(_CLOCK.sub(" 00 ", _DATE.sub(" 00 ", text))):
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
        elif _ZONE.fullmatch(token) or lowered in _SMALL_WORDS or lowered in _PARTICLES:
            continue
        elif not token[0].islower():
            names += 1
        else:
            other += 1
    return Parts(names, roles, calendar, numbers, other, today, weekdays)


def _is_byline(rest: str, words: Words) -> bool:
    parts = _parts(rest, words)
    apart = parts.calendar or parts.roles or "," in rest or "|" in rest  # "Ann Lowe and Tom Hale, Elm Valley Post"
    if parts.other or parts.names > (_MOST_NAMES if apart else _MOST_NAMES - 3):
        return False
    if parts.roles and not parts.names:
        return parts.numbers > 0  # "By staff writers, 4 March"
    first = _FIRST_NAMES_END.split(rest, maxsplit=1)[0]
    return _parts(first, words).names >= 2  # "By Rail to Istanbul" names nobody


def _is_about(line: Line, words: Words) -> bool:
    """Is the line made of a name, a date, a reading time, two of these at least, set apart from one another?"""
    parts = [part for part in _APART.split(_GLUED.sub("|", line.text)) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return False
    few = _FEW_NAMES if len(parts) < _MANY_PARTS else range(1, _FEW_NAMES.stop)  # and a town, a desk
    dates = names = clocks = 0
    for part in parts:
        lowered = lower(part)
        label = _label(lowered, words.by, words.by_first)
        if label:
            names += _is_byline(part[len(label) :], words)
        elif _CLOCK.fullmatch(part):
            clocks += 1
        elif _has_digit(part):
            clock = _ONLY_CLOCK.fullmatch(part) is not None
            clocks += clock
            dates += not clock and (_is_reading_time(lowered, words) or bool(_stamp(part, lowered, words)))
        else:
            found = _parts(part, words)
            names += found == Parts(names=found.names) and found.names in few
    told = dates + names + clocks == len(parts) and clocks <= 1
    return told and dates > 0 and names <= max(2, len(parts) - 2)


def _is_reading_time(lowered: str, words: Words) -> bool:
    if len(lowered) > _READING_LONGEST or (lowered[0].isdigit() and lowered[-1].isdigit()):
        return False  # "6.849 Lecture 7"
    rest = re.sub(r"[\d.:|·•()~-]+", " ", lowered).split()
    return " ".join(rest) in words.reading or " ".join(rest[:-1]) in words.reading  # "reading time: 4 minutes"


def _stamp(text: str, lowered: str, words: Words) -> str:
    """Why the line, which holds a digit, is nothing but a date; empty if it is not."""
    skipped = len(lowered) - len(lowered.lstrip(_BULLETS))
    text, lowered = text[skipped:], lowered[skipped:]
    labelled = _label(lowered, words.stamp, words.stamp_first) if lowered else ""
    parts = _parts(_without_author(text[len(labelled) :], words), words)
    if parts.other or parts.names > (2 if labelled else 0):
        return ""
    dated = bool(_DATE.search(lowered)) or (parts.calendar > 0 and parts.numbers > 0)
    if not dated and parts == Parts(numbers=1, today=1) and _CLOCK.search(lowered):
        return "a time of today"
    if labelled and (dated or (_CLOCK.search(lowered) and not parts.names)):
        return f"“{labelled.strip()}” and a date"
    if not dated:
        return ""
    if _CLOCK.search(lowered):
        return "a date with a time"
    return _POST_DATE if parts.weekdays and parts.numbers == 2 and _YEAR.search(lowered) else "a date"


def _without_author(text: str, words: Words) -> str:
    """What stands before "by Jane Doe" at the end of a date."""
    parts = text.split(" ")
    for at in range(len(parts) - 1, 0, -1):
        if lower(parts[at]).rstrip(":") in words.by:
            behind = _parts(" ".join(parts[at + 1 :]), words)
            named = behind.names or behind.roles
            is_author = not (behind.other or behind.numbers or behind.calendar) and named <= _FEW_NAMES.stop
            return " ".join(parts[:at]) if named and is_author else text
    return text


def _stamps(document: Document, claims: Claims, dates: list[tuple[int, Line, str]]) -> Iterator[Claim]:
    """Date lines with a label go; those without go near the top. Neither does where such lines recur."""
    labelled = [(line, why) for _, line, why in dates if why.startswith("“")]
    bare = [(at, line, why) for at, line, why in dates if not why.startswith("“")]
    if len(labelled) <= _RECURRING:
        yield from (Claim(line.start, line.end, "bylines/stamp", why) for line, why in labelled)
    if len(bare) <= _RECURRING:
        for at, line, why in bare:
            is_of_post = why == _POST_DATE and at < _POST_DATE_FROM_TOP
            if at < _FROM_TOP and (is_of_post or _has_time(why) or _beside_claimed(document, claims, at)):
                yield Claim(line.start, line.end, "bylines/stamp", why)


def _has_time(why: str) -> bool:
    return why not in {"a date", _POST_DATE}


def _beside_claimed(document: Document, claims: Claims, at: int) -> bool:
    return any(
        0 <= near < len(document.lines) and claims.covers(document.lines[near].start, document.lines[near].end)
        for near in (at - 1, at + 1)
    )
