"""Comment threads below a text: known by the headers that come back over every comment, and taken as a whole.

A header says who wrote and when ("Ana says: March 3, 2021 at 4:05 pm", "ana_b • 3 days ago"); a line of marks holds
the buttons under a comment ("Reply", "Like 3"). Letters, diaries and live blogs have dated headers too, plays and
interviews name speakers: so a header needs a time of day with its date, a time that has passed since, or a mark beside
the date; the text must stand before the thread; and a thread without marks is written by more than one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from re import IGNORECASE
from typing import NamedTuple

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.lexicon import words_of
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .names import is_name_label
from .shape import ends_sentence, tokens, word_count

_LONGEST = 110  # code points of a header
_MOST_NAMES = 6  # words of a header beside its date and marks
_MOST_SMALL = 2  # of these written small, as handles are
_APART = 14  # lines of one comment, at most
_LAST = 6  # lines of the last comment, at most
_LEAST_TEXT = 50  # words of prose that stand before a thread
_RESUMED = 120  # words of prose behind a thread that make it no thread
_ABOVE = 5  # lines above the first header in which the label of a thread stands
_FEW = 3  # lines of a thread that need nothing else to be sure of
_MOSTLY = 0.7  # share of the headers that must name somebody, where nothing but their dates speaks for a thread
_ONE_VOICE = 0.6  # share of the headers under one name from which a thread without marks is a live blog
_CLOCK = compiled(r"\b[0-2]?\d[:.h][0-5]\d(?:[:.][0-5]\d)?\b|\b\d{1,2} ?[ap]\.?m\b|\d{1,2}[時时]\d{1,2}分", IGNORECASE)
_DATE = compiled(
    r"\b(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}(?:[-./]|, ?)(?:20)?\d\d\b"
    r"|\d{4} ?[年년]|\d{1,2} ?[月월]"
)
_DIGIT = compiled(r"\d")
_NUMBER = compiled(r"\d{1,6}(?:st|nd|rd|th|er|[.ºª日일])?", IGNORECASE)
_FILLERS = frozenset(
    "gmt utc est edt cst cdt pst pdt mst mdt cet cest bst ist am pm a.m p.m uhr h"
    " at on the of in um an den der le la à el de del a las i et kl kell klo o om op z dnia".split()
)


class Signal(NamedTuple):
    """A line that belongs to a thread and to no text."""

    at: int  # index of the line
    kind: str  # header; name, a header whose date is in the next line; date; mark
    who: str = ""
    marked: bool = False


class Words(NamedTuple):
    """The words of threads, in the packs in use."""

    marks: frozenset[str]  # "reply", "says", "report comment"
    weak: frozenset[str]  # those of them that share rows and menus have too: "like", "more"
    ago: frozenset[str]
    calendar: frozenset[str]
    labels: frozenset[str]  # "comments", "leave a reply"
    singles: frozenset[str]  # the words that marks are made of
    signs: frozenset[str]  # these, and what time that has passed begins with: without one, only a clock tells

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For `comment-mark`, `comments-label`, `time-ago`, `day-word`, `month`, `weekday`, and the lists of rows."""

        listed = partial(words_of, lexicon)
        marks = frozenset(mark.rstrip(":") for mark in listed("comment-mark"))
        weak = marks & listed("share", "nav", "related-label")
        singles = frozenset(word for mark in marks - weak for word in mark.split())
        ago = listed("time-ago")
        signs = singles.union(passed.split()[0] for passed in ago)
        return cls(marks, weak, ago, listed("month", "weekday", "day-word"), listed("comments-label"), singles, signs)


def build(lexicon: Lexicon) -> Finder:
    """Claims threads of comments below the text, and headers of comments that stand alone."""
    words = Words.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        signals = [
            found
            for at, line in enumerate(document.lines)
            if len(line.text) <= _LONGEST and _may_be(line.text, words) and (found := signal(line.text, at, words))
        ]
        for thread in _threads(list(_joined(document, signals))):
            yield from _claim(document, claims, thread, words)

    return find


def _may_be(text: str, words: Words) -> bool:
    """Can the short line be a signal at all? A quick look, for most lines of a page are short."""
    if text[-1] in ",;\"'":
        return False
    dotted = text[-1] in ".!?"
    if _DIGIT.search(text):
        return not dotted or len(text) <= _LONGEST // 2
    return not dotted and not words.singles.isdisjoint(lower(text).replace(":", " ").split())


def signal(text: str, at: int, words: Words) -> Signal | None:
    """What the line `text` (folded) says of a thread; None if it is no line of one."""
    date, clock = _DATE.search(text) is not None, _CLOCK.search(text) is not None
    rest = tokens(_DATE.sub(" 1 ", _CLOCK.sub(" 1 ", text)) if date or clock else text)
    if not clock and words.signs.isdisjoint(map(lower, rest)):
        return None
    found = _Sorted.of(rest, words)
    dated = date or (found.calendar > 0 and found.numbers > 0)
    passed = found.ago > 0 and found.numbers > 0
    marked, who = found.marks > 0, " ".join(found.others[:2])
    if not found.others:
        if marked and not dated:
            return Signal(at, "mark", "", True)
        return Signal(at, "date") if passed or (dated and clock) else None
    small = sum(token[0].islower() for token in found.others)
    if len(found.others) > _MOST_NAMES or small > _MOST_SMALL or (small and not rest[0][0].islower()):
        return None
    if passed or (dated and (clock or marked)):
        return Signal(at, "header", who, marked)
    is_name = found.mark_ends and not found.numbers and not dated and not ends_sentence(text)
    return Signal(at, "name", who, True) if is_name else None


class _Sorted(NamedTuple):
    """The tokens of a line by kind; `others` are names, handles or words of a text."""

    marks: int
    weak: int
    ago: int
    calendar: int
    numbers: int
    others: tuple[str, ...]
    mark_ends: bool  # a mark stands at the end, and others before it

    @classmethod
    def of(cls, parts: Sequence[str], words: Words) -> _Sorted:
        marks = weak = ago = calendar = numbers = at = 0
        others: list[str] = []
        last = ""
        lowered = [lower(part) for part in parts]
        while at < len(parts):
            length = next((n for n in (4, 3, 2, 1) if " ".join(lowered[at : at + n]) in words.marks), 0)
            if length:
                mark = " ".join(lowered[at : at + length])
                marks, weak, last = marks + (mark not in words.weak), weak + (mark in words.weak), mark
                at += length
                continue
            word, last = lowered[at], ""
            if _NUMBER.fullmatch(word):
                numbers += 1
            elif word in words.ago or " ".join(lowered[at : at + 2]) in words.ago:
                ago += 1
            elif word in words.calendar:
                calendar += 1
            elif word not in _FILLERS:
                others.append(parts[at])
            at += 1
        if ago and numbers:  # "3 days ago": the unit is no name
            others = [other for other in others if not other[0].islower()] or others[:1] * (len(others) > 1)
        ends = bool(others) and bool(last) and last not in words.weak
        return cls(marks, weak, ago, calendar, numbers, tuple(others), ends)


def _joined(document: Document, signals: list[Signal]) -> Iterator[Signal]:
    """The signals, with a name and the date in the next line made one header."""
    dates = {found.at for found in signals if found.kind == "date"}
    taken = set()
    for found in signals:
        if found.kind == "name" and found.at + 1 in dates:
            taken.add(found.at + 1)
            yield found._replace(kind="header")
        elif found.kind == "name":
            if document.lines[found.at].text[-1] in ":：":
                yield found
        elif found.kind == "date" and found.at not in taken and found.at:
            above = document.lines[found.at - 1].text
            if len(above) <= _LONGEST // 2 and not ends_sentence(above) and 0 < word_count(above) <= _MOST_NAMES - 1:
                yield Signal(found.at - 1, "header", above)
            else:
                yield found
        elif found.kind != "date":
            yield found


def _threads(signals: list[Signal]) -> Iterator[list[Signal]]:
    """Runs of signals, each near the one before it."""
    run: list[Signal] = []
    for found in signals:
        if run and found.at - run[-1].at > _APART:
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _claim(document: Document, claims: Claims, thread: list[Signal], words: Words) -> Iterator[Claim]:
    lines = document.lines
    headers = [found for found in thread if found.kind == "header"]
    marks = [found for found in thread if found.marked]
    first, last = thread[0].at, thread[-1].at
    label = next((at for at in range(first, max(-1, first - _ABOVE), -1) if _is_label(document, claims, at, words)), -1)
    before = sum(word_count(line.text) for line in lines[:first] if _is_prose(claims, line))
    if _is_sure(headers, marks, labelled=label >= 0) and before >= _LEAST_TEXT:
        end = _end(document, claims, last, thread[-1].kind)
        if _resumes(document, claims, end):
            end = last + 1
        start = label if label >= 0 else first
        evidence = f"{len(headers)} headers, {len(marks)} lines of buttons and verbs of commenting"
        yield Claim(lines[start].start, lines[end - 1].end, "comments/thread", evidence)
        return
    for found in headers:
        line = lines[found.at]
        if found.marked and _CLOCK.search(line.text):
            yield Claim(line.start, line.end, "comments/header", "who, a word of commenting, and when")


def _is_sure(headers: list[Signal], marks: list[Signal], *, labelled: bool) -> bool:
    if not headers:
        return labelled and len(marks) >= _FEW
    if marks or labelled:
        return len(headers) + len(marks) >= (2 if labelled else _FEW)
    voices = Counter(found.who for found in headers if _is_voice(found.who))
    return sum(voices.values()) >= max(_FEW, _MOSTLY * len(headers)) and max(voices.values()) <= _ONE_VOICE * len(
        headers
    )


def _is_voice(who: str) -> bool:
    """A handle, a first name or a person's name: "Rivers scores" is the heading of an entry."""
    return " " not in who or is_name_label(who)


def _is_label(document: Document, claims: Claims, at: int, words: Words) -> bool:
    line = document.lines[at]
    within = claims.within(line.start, line.end)
    if within and within[0].category == "comments":
        return True
    return (
        len(line.text) <= _LONGEST // 2
        and " ".join(word for word in tokens(lower(line.text)) if not word.isdigit()) in words.labels
    )


def _is_prose(claims: Claims, line: Line) -> bool:
    return len(line.text) > 60 and ends_sentence(line.text) and not claims.touches(line.start, line.end)


def _end(document: Document, claims: Claims, last: int, kind: str) -> int:
    """Behind the last line of the comment that the last signal belongs to."""
    end = last + 1
    if kind == "mark":
        return end
    for at in range(last + 1, min(len(document.lines), last + 1 + _LAST)):
        line = document.lines[at]
        if claims.touches(line.start, line.end) or (at > last + 2 and not ends_sentence(line.text)):
            break
        end = at + 1
    return end


def _resumes(document: Document, claims: Claims, end: int) -> bool:
    """Does the text go on behind the thread?"""
    words = sum(word_count(line.text) for line in document.lines[end : end + _APART] if _is_prose(claims, line))
    return words >= _RESUMED
