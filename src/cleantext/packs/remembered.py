"""Parsed packs, remembered (`engine.cache`): to read them as TOML takes longer than to clean a page.

What is remembered is plain data, without examples, under the sizes and checksums of the TOML it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cleantext.engine.cache import keep, kept, key_of
from cleantext.engine.openings import BETWEEN, opening
from cleantext.engine.pack import Pack
from cleantext.engine.phrases import At, Phrase, Scope
from cleantext.engine.rules import Category, Level, Rule

_LAYOUT = 2  # of what is kept; changes with the way it is laid out
_SHAPE = repr((_LAYOUT, Pack.__slots__, Phrase._fields, Rule._fields)).encode()  # changes with the classes


def remembered(name: str, sources: Mapping[str, bytes], parse: Callable[[], tuple[Pack, ...]]) -> tuple[Pack, ...]:
    """What `parse` makes of `sources` (file name -> TOML), from the cache if it is there for just these sources."""
    key = sources_key(sources)
    plain = kept(name, key)
    try:
        return tuple(map(_pack, plain))
    except (ValueError, TypeError, KeyError):
        plain = [plain_data(pack) for pack in parse()]
        keep(name, key, plain)
        return tuple(map(_pack, plain))


def sources_key(sources: Mapping[str, bytes]) -> bytes:
    """What the packs in these files are remembered under."""
    return key_of([("", _SHAPE), *sorted(sources.items())])


def plain_data(pack: Pack) -> tuple[Any, ...]:
    """All that `pack` does, without its examples, in numbers, texts and tuples: the same for equal packs."""
    phrases = [(*_plain_rule(phrase.rule), *_plain_wording(phrase)) for phrase in pack.phrases]
    words = {name: BETWEEN.join(sorted(listed)) for name, listed in pack.words.items()}
    return pack.name, pack.language, pack.summary, phrases, [_plain_rule(rule) for rule in pack.rules], words


def _plain_rule(rule: Rule) -> tuple[Any, ...]:
    return rule.id, str(rule.category.value), int(rule.level), rule.why, rule.language


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


def _pack(plain: tuple[Any, ...]) -> Pack:
    name, language, summary, phrases, rules, words = plain
    return Pack(
        name,
        language,
        summary,
        tuple(map(_phrase, phrases)),
        tuple(map(_rule, rules)),
        {key: frozenset(listed.split(BETWEEN)) if listed else frozenset() for key, listed in words.items()},
    )


def _phrase(plain: tuple[Any, ...]) -> Phrase:
    rule, (anchors, pattern, unless, scope, at, longest, opens, first) = plain[:5], plain[5:]
    place = _SCOPES[scope], _PLACES[at]
    return _new_phrase((_rule(rule), anchors, pattern, unless, *place, longest, (opens, first)))


def _rule(plain: tuple[Any, ...]) -> Rule:
    identity, category, level, why, language = plain
    return _new_rule((identity, _CATEGORIES[category], _LEVELS[level], why, (), (), language))


# There are thousands, and this is thrice as quick as the classes themselves.
_new_phrase, _new_rule = partial(tuple.__new__, Phrase), partial(tuple.__new__, Rule)
# Looked up sooner than made.
_SCOPES = {scope.value: scope for scope in Scope}
_PLACES = {at.value: at for at in At}
_CATEGORIES = {category.value: category for category in Category}
_LEVELS = {level.value: level for level in Level}
