"""Parsed packs, remembered in the user's cache folder: to read them as TOML takes longer than to clean a page.

What is remembered is plain data, without examples, under the sizes and checksums of the TOML it came from. A file that
is stale, damaged or of another Python is passed over and written anew; one that cannot be written is done without.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any
from zlib import crc32

from cleantext import __version__
from cleantext.engine.openings import opening
from cleantext.engine.pack import Pack
from cleantext.engine.phrases import At, Phrase, Scope
from cleantext.engine.rules import Category, Level, Rule

_CHECK = 4  # bytes of a CRC-32; a cryptographic digest takes longer to load than the packs
_SHAPE = repr([[field.name for field in fields(kind)] for kind in (Pack, Phrase, Rule)])  # changes with the classes


def remembered(name: str, sources: Mapping[str, bytes], parse: Callable[[], tuple[Pack, ...]]) -> tuple[Pack, ...]:
    """What `parse` makes of `sources` (file name -> TOML), from the cache if it is there for just these sources."""
    folder = cache_folder()
    if folder is None:
        return tuple(_pack(plain_data(pack)) for pack in parse())
    path = folder / f"{name}.{sys.implementation.cache_tag}.bin"
    key = _key(sources)
    try:
        return _read(path.read_bytes(), key)
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        packs = tuple(map(_pack, plain := [plain_data(pack) for pack in parse()]))
        _write(path, key, plain)
        return packs


def cache_folder() -> Path | None:
    """Where this user's caches belong; None if that cannot be told."""
    if chosen := os.environ.get("CLEANTEXT_CACHE"):
        return Path(chosen)
    home = os.path.expanduser("~")  # noqa: PTH111  # gives "~" back where Path.home() raises
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return Path(base) / "cleantext" if base and not base.startswith("~") else None


def _key(sources: Mapping[str, bytes]) -> bytes:
    parts = [f"{name}\0{len(sources[name])}\0{crc32(sources[name])}" for name in sorted(sources)]
    return "\n".join([__version__, _SHAPE, *parts, ""]).encode()


def _read(data: bytes, key: bytes) -> tuple[Pack, ...]:
    """ValueError if `data` is not what was remembered under `key`."""
    body = data[len(key) + _CHECK :]
    if not data.startswith(key) or data[len(key) : len(key) + _CHECK] != _checksum(body):
        raise ValueError
    return tuple(map(_pack, marshal.loads(body)))


def _checksum(body: bytes) -> bytes:
    return crc32(body).to_bytes(_CHECK, "big")


def _write(path: Path, key: bytes, plain: list[tuple[Any, ...]]) -> None:
    body = marshal.dumps(plain)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(key + _checksum(body) + body)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def plain_data(pack: Pack) -> tuple[Any, ...]:
    """All that `pack` does, without its examples, in numbers, texts and tuples: the same for equal packs."""
    phrases = [(_plain_rule(phrase.rule), *_plain_wording(phrase)) for phrase in pack.phrases]
    words = {name: tuple(sorted(listed)) for name, listed in pack.words.items()}
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
        (tuple(sorted(opens.texts)), opens.first),
    )


def _pack(plain: tuple[Any, ...]) -> Pack:
    name, language, summary, phrases, rules, words = plain
    return Pack(
        name,
        language,
        summary,
        tuple(
            Phrase(_rule(rule), anchors, pattern, unless, Scope(scope), At(at), longest, opens)
            for rule, anchors, pattern, unless, scope, at, longest, opens in phrases
        ),
        tuple(map(_rule, rules)),
        {key: frozenset(listed) for key, listed in words.items()},
    )


def _rule(plain: tuple[Any, ...]) -> Rule:
    identity, category, level, why, language = plain
    return Rule(identity, Category(category), Level(level), why, language=language)
