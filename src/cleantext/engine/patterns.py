"""Patterns, compiled when they are first needed, and what they compile to kept for the next run.

To compile the patterns that a page needs takes Python's `re` longer than to clean the page. So their code, which `re`
makes of them and then hands to its matching engine, is kept (`cache`) under Python's own version of it, and handed to
the engine again, which checks it. Python has no public way to do that; where its private one is not as known, patterns
are compiled as always.
"""

from __future__ import annotations

import marshal
import re
from array import array
from contextlib import suppress
from functools import cache
from typing import cast
from zlib import compress, crc32, decompress, error

from . import cache as files

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]  # there is no public way

    _KEY = f"{_sre.MAGIC} {_sre.CODESIZE} by checksum".encode()  # changes with how it is kept
except (ImportError, AttributeError):
    _KEY = b""

_NAME = "patterns"
_FEW = 20  # of the known patterns, one in so many may be new before they are all written again
_Code = tuple[int, bytes, int, dict[str, int]]  # flags, packed code, number of groups, numbers of the named ones
# By a checksum of source and flags, what they compile to, itself packed: most of what is kept a run never asks for.
_new: dict[int, bytes] = {}


@cache
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """`source` compiled by `re`, or by `regex` where it asks for what only `regex` has: Unicode properties.

    >>> compiled(r"photo: \\p{Lu}").search("photo: Ångström").start()
    0
    """
    if "\\p{" in source or "\\P{" in source:
        import regex  # three times dearer to load and compile than re: only where it is needed

        return cast("re.Pattern[str]", regex.compile(source, flags))
    if not _KEY:
        return re.compile(source, flags)
    name = crc32(f"{int(flags)} {source}".encode("utf-8", "surrogatepass"))
    try:
        kept, numbers = _kept()
        known = marshal.loads(kept.part(numbers[name]) if kept else b"")
        if known[:2] == (source, int(flags)):
            return _made(source, known[2])
    except (KeyError, ValueError, TypeError, EOFError, RuntimeError, OverflowError, error):
        pass  # not kept, or no code, says the engine
    try:
        code = _code(source, int(flags))
        made = _made(source, code)
    except (AttributeError, TypeError):
        return re.compile(source, flags)
    _new[name] = marshal.dumps((source, int(flags), code))
    return made


def keep_compiled() -> None:
    """Keeps what has been compiled in this run, if it is worth it: for the end of a program."""
    if not _KEY or not _new:
        return
    kept, numbers = _kept()
    if len(_new) * _FEW <= len(numbers):
        return
    known = dict(_new)
    for name, number in numbers.items():
        with suppress(ValueError):
            known.setdefault(name, kept.part(number) if kept else b"")
    if kept:
        kept.close()
    files.keep(_NAME, _KEY, array("I", known).tobytes(), list(known.values()))
    _new.clear()
    _kept.cache_clear()


@cache
def _kept() -> tuple[files.Kept | None, dict[int, int]]:
    """What is kept, and the number of each pattern there."""
    kept = files.kept(_NAME, _KEY)
    names = array("I", kept.plain) if kept else ()
    return kept, dict(zip(names, range(len(names))))


def _code(source: str, flags: int) -> _Code:
    """What `re.compile` works out before it hands it over; raises `re.error` as it does."""
    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    packed = compress(array("I", code).tobytes(), 1)
    return int(flags | parsed.state.flags), packed, parsed.state.groups - 1, parsed.state.groupdict


def _made(source: str, known: _Code) -> re.Pattern[str]:
    flags, code, groups, named = known
    names: list[str | None] = [None] * (groups + 1)
    for name, number in named.items():
        names[number] = name
    numbers = array("I")
    numbers.frombytes(decompress(code))
    made: re.Pattern[str] = _sre.compile(source, flags, numbers.tolist(), groups, named, tuple(names))
    return made
