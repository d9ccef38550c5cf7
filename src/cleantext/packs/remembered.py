"""Parsed packs, remembered (`engine.cache`): to read them as TOML takes longer than to clean a page.

What is remembered is plain data, without examples, under the sizes and checksums of the TOML it came from. Of thousands
of phrases a page needs a few dozen, and of the word lists a third: both are unpacked when they are asked for.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple, overload

from cleantext.engine.cache import keep, kept, key_of
from cleantext.engine.openings import BETWEEN, opening
from cleantext.engine.pack import Pack, in_order
from cleantext.engine.phrases import At, Phrase, Scope
from cleantext.engine.rules import Category, Level, Rule

_LAYOUT = 3  # of what is kept; changes with the way it is laid out
_SHAPE = repr((_LAYOUT, Pack.__slots__, Phrase._fields, Rule._fields)).encode()  # changes with the classes


class Remembered(NamedTuple):
    """Packs, and the phrases of all of them as they are tried (`pack.in_order`)."""

    packs: tuple[Pack, ...]
    phrases: Sequence[Phrase]


def remembered(name: str, sources: Mapping[str, bytes], parse: Callable[[], tuple[Pack, ...]]) -> Remembered:
    """What `parse` makes of `sources` (file name -> TOML), from the cache if it is there for just these sources."""
    key = sources_key(sources)
    plain = kept(name, key)
    try:
        return _unpacked(plain)
    except (ValueError, TypeError, KeyError):
        plain = _packed(parse())
        keep(name, key, plain)
        return _unpacked(plain)


def sources_key(sources: Mapping[str, bytes]) -> bytes:
    """What the packs in these files are remembered under."""
    return key_of([("", _SHAPE), *sorted(sources.items())])


def plain_data(pack: Pack) -> tuple[Any, ...]:
    """All that `pack` does, without its examples, in numbers, texts and tuples: the same for equal packs."""
    return (*_plain_head(pack), [_plain_wording(phrase) for phrase in pack.phrases])


def _packed(packs: tuple[Pack, ...]) -> tuple[Any, ...]:
    phrases = [phrase for pack in packs for phrase in pack.phrases]
    wordings = [marshal.dumps(_plain_wording(phrase)) for phrase in phrases]
    ends = array("I", accumulate(map(len, wordings), initial=0))
    numbers = {phrase.rule.id: number for number, phrase in enumerate(phrases)}
    order = array("I", [numbers[phrase.rule.id] for phrase in in_order(packs)])
    return [_plain_head(pack) for pack in packs], b"".join(wordings), ends.tobytes(), order.tobytes()


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


def _unpacked(plain: tuple[Any, ...]) -> Remembered:
    heads, wordings, ends, order = plain
    store = _Store(wordings, _numbers(ends), [])
    packs = []
    for name, language, summary, rules, words in heads:
        own = tuple(map(_rule, rules))
        first = len(store.rules)
        if wordings:
            store.rules.extend(own)
        phrases = _Phrases(store, range(first, len(store.rules)))
        packs.append(Pack(name, language, summary, own, phrases, _Words(words)))
    return Remembered(tuple(packs), _Phrases(store, _numbers(order)))


class _Store(NamedTuple):
    """All wordings, packed one behind the other, and their rules."""

    wordings: bytes
    ends: Sequence[int]  # of each, and before them the start of the first
    rules: list[Rule]

    def phrase(self, number: int) -> Phrase:
        packed = self.wordings[self.ends[number] : self.ends[number + 1]]
        anchors, pattern, unless, scope, at, longest, opens, first = marshal.loads(packed)
        return Phrase(self.rules[number], anchors, pattern, unless, Scope(scope), At(at), longest, opens=(opens, first))


class _Phrases(Sequence[Phrase]):
    """Phrases that are unpacked when asked for."""

    def __init__(self, store: _Store, numbers: Sequence[int]) -> None:
        self._store = store
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Phrase: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Phrase]: ...
    def __getitem__(self, at: int | slice) -> Phrase | Sequence[Phrase]:
        if isinstance(at, slice):
            return _Phrases(self._store, self._numbers[at])
        return self._store.phrase(self._numbers[at])


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


def _numbers(packed: bytes) -> Sequence[int]:
    return array("I", packed)


# There are thousands, and this is thrice as quick as the class itself.
_new_rule = partial(tuple.__new__, Rule)
# Looked up sooner than made.
_CATEGORIES = {category.value: category for category in Category}
_LEVELS = {level.value: level for level in Level}
