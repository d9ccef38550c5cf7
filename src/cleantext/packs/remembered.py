"""Parsed packs, remembered (`engine.cache`): to read them as TOML takes longer than to clean a page.

What is remembered is plain data, without examples, under the sizes and checksums of the TOML it came from. Of thousands
of phrases a page needs a few dozen, and of the word lists a third: both are unpacked when they are asked for.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from typing import Any, NamedTuple, overload

from cleantext.engine.cache import keep, kept, key_of
from cleantext.engine.openings import BETWEEN, opening
from cleantext.engine.pack import Pack, in_order
from cleantext.engine.phrases import At, Phrase, Scope
from cleantext.engine.rules import Category, Level, Rule

_LAYOUT = 4  # of what is kept; changes with the way it is laid out
_SHAPE = repr((_LAYOUT, Pack.__slots__, Phrase._fields, Rule._fields)).encode()  # changes with the classes

Plain = tuple[list[Any], bytes]


class Remembered(NamedTuple):
    """Packs, and the phrases of all of them as they are tried (`pack.in_order`)."""

    packs: tuple[Pack, ...]
    phrases: Sequence[Phrase]


def remembered(name: str, key: bytes, parse: Callable[[], tuple[Pack, ...]]) -> Remembered:
    """What `parse` makes of the sources that have this key (`sources_key`), from the cache if it is there for these."""
    found = kept(name, key)

    @cache
    def anew() -> tuple[Plain, list[bytes]]:
        if found:
            found.close()  # another takes its place
        plain, wordings = _packed(parse())
        keep(name, key, plain, wordings)
        return plain, wordings

    def wording(number: int) -> bytes:
        with suppress(ValueError):
            if found:
                return found.part(number)
        return anew()[1][number]

    return _unpacked(found.plain if found else anew()[0], wording)


def sources_key(sources: Mapping[str, bytes]) -> bytes:
    """What the packs in these files (name -> TOML) are remembered under."""
    return key_of([("", _SHAPE), *sorted(sources.items())])


def plain_data(pack: Pack) -> tuple[Any, ...]:
    """All that `pack` does, without its examples, in numbers, texts and tuples: the same for equal packs."""
    return (*_plain_head(pack), [_plain_wording(phrase) for phrase in pack.phrases])


def _packed(packs: tuple[Pack, ...]) -> tuple[Plain, list[bytes]]:
    """Packs without wordings, in what order those are tried, and the wordings."""
    phrases = [phrase for pack in packs for phrase in pack.phrases]
    numbers = {phrase.rule.id: number for number, phrase in enumerate(phrases)}
    order = array("I", [numbers[phrase.rule.id] for phrase in in_order(packs)])
    heads = [(*_plain_head(pack), len(pack.phrases)) for pack in packs]
    return (heads, order.tobytes()), [marshal.dumps(_plain_wording(phrase)) for phrase in phrases]


def _plain_head(pack: Pack) -> tuple[Any, ...]:
    rules = [(rule.id, str(rule.category.value), int(rule.level), rule.why, rule.language) for rule in pack.rules]
    words = {name: BETWEEN.join(sorted(listed)) for name, listed in pack.words.items()}
    return pack.name, pack.language, pack.summary, rules, words


def _plain_wording(phrase: Phrase) -> tuple[Any, ...]:
    opens = opening(phrase.pattern)
    return (
        phrase.anchors,
        phrase.pattern,
        phrase.unless,
        str(phrase.scope.value),
        str(phrase.at.value),
        phrase.longest,
        BETWEEN.join(sorted(opens.texts)),
        opens.first,
    )


def _unpacked(plain: Plain, wording: Callable[[int], bytes]) -> Remembered:
    heads, order = plain
    packs: list[Pack] = []
    worded: list[Rule] = []

    def phrase(number: int) -> Phrase:
        anchors, pattern, unless, scope, at, longest, *opens = marshal.loads(wording(number))
        place = Scope(scope), At(at)
        return Phrase(worded[number], anchors, pattern, unless, *place, longest, opens=(opens[0], opens[1]))

    for name, language, summary, rules, words, count in heads:
        own = tuple(map(_rule, rules))
        first = len(worded)
        worded.extend(own[:count])
        packs.append(Pack(name, language, summary, own, _Phrases(phrase, range(first, first + count)), _Words(words)))
    return Remembered(tuple(packs), _Phrases(phrase, array("I", order)))


class _Phrases(Sequence[Phrase]):
    """Phrases that are unpacked when asked for."""

    def __init__(self, phrase: Callable[[int], Phrase], numbers: Sequence[int]) -> None:
        self._phrase = phrase
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Phrase: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Phrase]: ...
    def __getitem__(self, at: int | slice) -> Phrase | Sequence[Phrase]:
        if isinstance(at, slice):
            return _Phrases(self._phrase, self._numbers[at])
        return self._phrase(self._numbers[at])


class _Words(Mapping[str, frozenset[str]]):
    """Word lists that are unpacked when asked for."""

    def __init__(self, joined: Mapping[str, str]) -> None:
        self._joined = joined

    def __getitem__(self, name: str) -> frozenset[str]:
        joined = self._joined[name]
        return frozenset(joined.split(BETWEEN)) if joined else frozenset()

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined)

    def __len__(self) -> int:
        return len(self._joined)


def _rule(plain: tuple[Any, ...]) -> Rule:
    identity, category, level, why, language = plain
    return _new_rule((identity, _CATEGORIES[category], _LEVELS[level], why, (), (), language))


# There are thousands, and this is thrice as quick as the class itself.
_new_rule = partial(tuple.__new__, Rule)
# Looked up sooner than made.
_CATEGORIES = {category.value: category for category in Category}
_LEVELS = {level.value: level for level in Level}
