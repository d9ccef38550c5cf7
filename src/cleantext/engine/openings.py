"""Openings: the few characters a pattern's matches can begin with, read off the pattern itself.

A pattern is tried only where its opening stands, in a text in lower case with ASCII digits (`Document.openable`). Most
stretches around an anchor hold none, and a pattern that is never tried need not even be compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from re import IGNORECASE, _casefix, _constants, _parser, error  # type: ignore[attr-defined]  # there is no public way
from typing import Any

from .document import lower
from .scanners import places

BETWEEN = "\0"  # openings written as one text
LONGEST = 4  # characters of an opening
_MOST = 400  # openings of a pattern; with more of them, shorter ones are taken
_MOST_IN_CLASS = 40  # characters; a wider class is any character
_FEW_IN_CLASS = 8  # characters; an opening ends with one of a wider class: there would be too many
_MANY = 16  # openings to look for
_RARE = frozenset("()[]{}<>*#|/@©")
_DIGITS = frozenset("0123456789")
_SIGMAS = frozenset("σς")  # a capital one becomes either, by where it stands
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_WIDTHLESS = {_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT}

Prefix = tuple[str, bool]  # what a match begins with, and whether it goes on with what follows in the pattern


class Opening:
    """Some text that every match of a pattern holds one of, in lower case; none if that cannot be told.

    With `first`, every match begins with one of them. None of them begins with another.
    """

    __slots__ = ("_lengths", "_short", "first", "texts")

    def __init__(self, texts: Iterable[str] = (), *, first: bool = False) -> None:
        self.texts = frozenset(texts)
        self.first = first
        self._lengths = set(map(len, self.texts))
        # To look for each of hundreds would cost more than to look in vain, and any mark is rare enough.
        self._short = frozenset(text[0] if text[0] in _RARE else text for text in self.texts)
        for length in range(LONGEST - 1, 0, -1):
            if len(self._short) > _MANY:
                self._short = frozenset(text[:length] for text in self._short)

    def stands_in(self, text: str) -> bool:
        """May `text` hold a match?"""
        return not self.texts or any(map(text.__contains__, self._short))

    def among(self, text: str, places: Iterable[int]) -> list[int]:
        """Those of `places` where a match can begin. Only where `first` is true."""
        return [at for at in places for length in self._lengths if text[at : at + length] in self.texts]

    def starts(self, text: str, start: int, end: int) -> list[int]:
        """Where in text[start:end] a match can begin, in order. Only where `first` is true."""
        return sorted({at for opening in self._short for at in places(opening, text, start, end)})


@cache
def opening(pattern: str) -> Opening:
    """The opening of `pattern`, a regular expression.

    >>> sorted(opening(r"(?i)\\b(?:read|see) (?:more|also)").texts)
    ['read', 'see ']
    >>> found = opening(r"[^\\n]{3,80} read more")
    >>> found.texts, found.first
    (frozenset({' rea'}), False)
    """
    try:
        parsed = _parser.parse(pattern)
    except (error, RecursionError):
        return Opening()  # what only `regex` can read
    for length in range(LONGEST, 0, -1):
        try:
            found, first = _held(list(parsed), parsed.state.flags, length)
        except _TooManyError:
            continue
        shortest = {text for text in found if not any(text[:end] in found for end in range(1, len(text)))}
        return Opening(shortest, first=first and bool(found))
    return Opening()


def _held(items: list[tuple[Any, Any]], flags: int, length: int) -> tuple[set[str], bool]:
    """What a match of these pieces holds one of, and whether it begins with it. The set is empty if nothing is sure."""
    for at, (operation, argument) in enumerate(items):
        found = {prefix for prefix, _ in _sequence(items[at:], flags, length)}
        if "" not in found:
            return found, at == 0
        if operation is _constants.BRANCH or operation is _constants.SUBPATTERN:
            branches = argument[1] if operation is _constants.BRANCH else [argument[3]]
            within = flags if operation is _constants.BRANCH else (flags | argument[1]) & ~argument[2]
            held = [_held([*branch], within, length)[0] for branch in branches]
            if all(held):
                return set().union(*held), False
    return set(), False


class _TooManyError(Exception):
    pass


def _sequence(items: Iterable[tuple[Any, Any]], flags: int, length: int) -> set[Prefix]:
    """What the pieces of a pattern, one after the other, can begin with."""
    found: set[Prefix] = {("", True)}
    for operation, argument in items:
        if not any(goes_on for _, goes_on in found):
            break
        found = _followed(found, _piece(operation, argument, flags, length), length)
    return found


def _followed(found: set[Prefix], following: set[Prefix], length: int) -> set[Prefix]:
    """What `found` becomes with `following` behind it."""
    joined = {prefix for prefix in found if not prefix[1]}
    for prefix in (prefix for prefix, goes_on in found if goes_on):
        for more, goes_on in following:
            longer = prefix + more
            joined.add((longer[:length], goes_on and len(longer) < length))
    if len(joined) > _MOST:
        raise _TooManyError
    return joined


def _piece(operation: Any, argument: Any, flags: int, length: int) -> set[Prefix]:
    """What one piece of a pattern can begin with; ("", False) if that can be anything."""
    found: set[Prefix] = {("", False)}
    if operation in _WIDTHLESS:
        found = {("", True)}
    elif operation is _constants.LITERAL:
        found = {(character, True) for character in _cases(argument, flags)}
    elif operation is _constants.IN:
        characters = _class(argument, flags)
        found = {(character, len(characters) <= _FEW_IN_CLASS) for character in characters} or found
    elif operation is _constants.BRANCH:
        found = set().union(*(_sequence(branch, flags, length) for branch in argument[1]))
    elif operation is _constants.SUBPATTERN:
        _, added, removed, inner = argument
        found = _sequence(inner, (flags | added) & ~removed, length)
    elif operation is _constants.ATOMIC_GROUP:
        found = _sequence(argument, flags, length)
    elif operation in _REPEATS:
        least, most, inner = argument
        found = _repeat((least, most), inner, flags, length)
    return found


def _repeat(times: tuple[int, int], inner: Iterable[tuple[Any, Any]], flags: int, length: int) -> set[Prefix]:
    least, most = times
    once = _sequence(inner, flags, length)
    found: set[Prefix] = set() if least else {("", True)}
    turn: set[Prefix] = {("", True)}
    # After `length` times of at least one character each, more of them say nothing.
    for time in range(1, min(most, length) + 1):
        turn = _followed(turn, once, length)
        if time >= least or time == length:
            found |= turn
    return found | {prefix for prefix in turn if not prefix[1]}


def _class(members: Sequence[tuple[Any, Any]], flags: int) -> set[str]:
    """The characters of a class, in lower case; none if they are many."""
    found: set[str] = set()
    for operation, argument in members:
        if operation is _constants.LITERAL:
            found |= set(_cases(argument, flags))
        elif operation is _constants.RANGE and argument[1] - argument[0] < _MOST_IN_CLASS:
            found |= {case for code in range(argument[0], argument[1] + 1) for case in _cases(code, flags)}
        elif operation is _constants.CATEGORY and argument is _constants.CATEGORY_DIGIT:
            found |= _DIGITS
        else:
            return set()
    return found if len(found) <= _MOST_IN_CLASS else set()


def _cases(code: int, flags: int) -> Iterator[str]:
    """What the character that matches `code` can look like in lower case."""
    small = lower(chr(code))
    yield small
    if small in _SIGMAS:
        yield from _SIGMAS
    if flags & IGNORECASE:
        yield from (lower(chr(other)) for other in _casefix._EXTRA_CASES.get(ord(small), ()))
