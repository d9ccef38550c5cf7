"""Bylines, date stamps and reading times: short lines made of nothing but names, roles, labels, dates and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from re import IGNORECASE

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .byline_parts import (
    CLOCK,
    FEW_NAMES,
    PARTICLES,
    POST_DATE,
    READING_LONGEST,
    SHORT_LABEL,
    SMALL_WORDS,
    Parts,
    Words,
    has_digit,
    is_reading_time,
    label_of,
    parts_of,
    stamp_of,
)
from .shape import ends_sentence

_LONGEST = 160  # code points
_RECURRING = 2  # lines of a kind; what recurs more often is how the text itself is laid out: a diary, a list of books
_MOST_NAMES = 9  # words of names in a byline with a role or a date
_FROM_TOP = 12  # lines in which a byline without further evidence stands
_FROM_END = 8  # lines in which the account or address of the author may stand as well
_ONLY_CLOCK = compiled(r"[0-2]?\d[:.h][0-5]\d(?: ?(?:h|hs|hrs|uhr|[ap]\.?m\.?))?", IGNORECASE)
_ISO = compiled(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")  # nobody writes so
_CONTACT = compiled(
    r"@[a-z_]\w{2,29}|[\w.+-]{1,40}@[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}"
    r"|(?:https?://)?(?:www\.)?(?:(?:twitter|x|facebook|instagram|tiktok)\.com/@?[\w.-]{3,40}"
    r"|linkedin\.com/(?:in|company)/[\w.%-]{3,60})/?",
    IGNORECASE,
)
_APART = compiled(r" *[|•·⋅∙●] *| +[-/]+ +|-(?=\d{1,3} )|(?<=\d) +(?=by )| +\[ *| *\]$")  # parts of a line about a text
_COUNT = compiled(r"\(?\b\d{1,5}\b\)?|\(\)")  # of comments
_MOST_PARTS = 5
_GLUED = compiled(r"(?<=[^\W\d_A-Z])(?=[A-Z][^\W\d_]{2,9}\.? \d{1,2},? \d{4}\b)")  # "Ann LoweMay 4, 2020"
_MANY_PARTS = 4
_HANDLE = compiled(r" ?: ?([^\W_][\w.-]{1,23}\w)(?: \|)?")  # what follows a label: a name of one word
_HANDLE_SIGN = compiled(r"[\d_.-]|^admin")
_POST_DATE_FROM_TOP = 3  # lines in which that is the date of a post
_FIRST_NAMES_END = compiled(rf"[,|]| (?:{'|'.join(sorted(SMALL_WORDS - PARTICLES))})\b")


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
            dated = has_digit(lowered)
            if _CONTACT.fullmatch(line.text):
                if at < _FROM_TOP or at >= last:
                    contacts.append(Claim(line.start, line.end, "bylines/contact", "an account or an address alone"))
            elif dated and (claim := _time(line, lowered, words)):
                yield claim
            elif claim := _byline(document, at, lowered, words):
                bylines.append((at, claim))
            elif dated and (stamp := stamp_of(line.text, lowered, words)):
                dates.append((at, line, stamp))
        if len(bylines) <= _RECURRING:
            yield from (claim for at, claim in bylines if at < _FROM_TOP)
        if len(contacts) <= _RECURRING:
            yield from contacts
        yield from _stamps(document, claims, dates)

    return find


def _may_be(text: str, words: Words) -> bool:
    """May the line say who wrote the text or when? A quick look."""
    if len(text) > _LONGEST or (len(text) > READING_LONGEST and words.is_writing(text)):
        return False
    return not ends_sentence(text.rstrip(" ."))


def _time(line: Line, lowered: str, words: Words) -> Claim | None:
    """The claim of a line that is a date for machines or a reading time, wherever it stands."""
    if _ISO.fullmatch(line.text):
        return Claim(line.start, line.end, "bylines/stamp", "a date for machines")
    if is_reading_time(lowered, words):
        return Claim(line.start, line.end, "bylines/reading-time", "a number and words of reading time")
    return None


def _byline(document: Document, at: int, lowered: str, words: Words) -> Claim | None:
    """The claim of a line that says who wrote the text, with what stands beside that in it or over it."""
    line = document.lines[at]
    if at < _FROM_TOP and has_digit(lowered) and _is_about(line, words):
        return Claim(line.start, line.end, "bylines/byline", "who, when and how long, apart")
    label = label_of(lowered, words.by, words.by_first)
    if label and (_is_byline(line.text[len(label) :], words) or _is_handle(line.text, label)):
        return Claim(line.start, line.end, "bylines/byline", f"“{label.strip()}” and a name")
    above = _label_above(document, at, words) if at < _FROM_TOP else None
    return above and Claim(above.start, line.end, "bylines/byline", f"“{above.text}” above it")


def _is_handle(text: str, label: str) -> bool:
    """Is the label set off by a colon from a single name, as "Author: admin" is?"""
    word = label.rstrip(": ")
    name = _HANDLE.fullmatch(text, len(word)) if len(word) > SHORT_LABEL else None
    return name is not None and (not name[1].islower() or _HANDLE_SIGN.search(name[1]) is not None)


def _label_above(document: Document, at: int, words: Words) -> Line | None:
    """The line above, where it is a label and nothing else, of the name or the date that line `at` is."""
    if not at:
        return None
    above, text = document.lines[at - 1], document.lines[at].text
    label = lower(above.text).rstrip(": ")
    if label in words.stamp and has_digit(text):
        return above if stamp_of(text, lower(text), words) else None
    if label in words.by and len(label) > SHORT_LABEL:
        found = parts_of(text, words)
        return above if found == Parts(names=found.names) and found.names in FEW_NAMES else None
    return None


def _is_byline(rest: str, words: Words) -> bool:
    parts = parts_of(rest, words)
    apart = parts.calendar or parts.roles or "," in rest or "|" in rest  # "Ann Lowe and Tom Hale, Elm Valley Post"
    if parts.other or parts.names > (_MOST_NAMES if apart else _MOST_NAMES - 3):
        return False
    if parts.roles and not parts.names:
        return parts.numbers > 0  # "By staff writers, 4 March"
    first = _FIRST_NAMES_END.split(rest, maxsplit=1)[0]
    return parts_of(first, words).names >= 2  # "By Rail to Istanbul" names nobody


def _is_about(line: Line, words: Words) -> bool:
    """Is the line made of a name, a date, a reading time, two of these at least, set apart from one another?"""
    parts = [part for part in _APART.split(_GLUED.sub("|", line.text)) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return False
    few = FEW_NAMES if len(parts) < _MANY_PARTS else range(1, FEW_NAMES.stop)  # and a town, a desk
    dates = names = clocks = about = 0
    for part in parts:
        lowered = lower(part)
        label = label_of(lowered, words.by, words.by_first)
        if label:
            names += _is_byline(part[len(label) :], words)
        elif CLOCK.fullmatch(part) or _ONLY_CLOCK.fullmatch(part):
            clocks += 1
        elif _COUNT.sub("", lowered.partition(":")[0]).strip() in words.about:
            about += 1
        elif has_digit(part):
            dates += is_reading_time(lowered, words) or bool(stamp_of(part, lowered, words))
        else:
            found = parts_of(part, words)
            names += found == Parts(names=found.names) and found.names in few
    told = dates + names + clocks + about == len(parts) and clocks <= 1
    return told and dates > 0 and names <= max(2, len(parts) - 2)


def _stamps(document: Document, claims: Claims, dates: list[tuple[int, Line, str]]) -> Iterator[Claim]:
    """Date lines with a label go; those without go near the top. Neither does where such lines recur."""
    labelled = [(line, why) for _, line, why in dates if why.startswith("“")]
    bare = [(at, line, why) for at, line, why in dates if not why.startswith("“")]
    if len(labelled) <= _RECURRING:
        yield from (Claim(line.start, line.end, "bylines/stamp", why) for line, why in labelled)
    if len(bare) <= _RECURRING:
        for at, line, why in bare:
            is_of_post = why == POST_DATE and at < _POST_DATE_FROM_TOP
            if at < _FROM_TOP and (is_of_post or _has_time(why) or _beside_claimed(document, claims, at)):
                yield Claim(line.start, line.end, "bylines/stamp", why)


def _has_time(why: str) -> bool:
    return why not in {"a date", POST_DATE}


def _beside_claimed(document: Document, claims: Claims, at: int) -> bool:
    return any(
        0 <= near < len(document.lines) and claims.covers(document.lines[near].start, document.lines[near].end)
        for near in (at - 1, at + 1)
    )
