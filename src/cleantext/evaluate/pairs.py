"""Pairs: texts with what should remain of them, from JSON lines, compressed with gzip or not."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cleantext.engine.errors import CleantextError
from cleantext.formats.jsonl import record_in, text_in
from cleantext.formats.text import decode, encoding_of

STDIN = "-"
_GZIP = b"\x1f\x8b"
_NONE = "(none)"  # the group of what has no such field


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and the `gold` text that should remain of it; `optional` texts may stay or go. It counts for a `group`."""

    name: str  # file and line
    text: str
    gold: str
    optional: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Where a record holds what. `by` are the fields whose values make its group.

    If a record has no field of that name, `file` is the name of its file and `site` the host of its `url`.
    """

    text: str = "text"
    gold: str = "gold"
    optional: str = "optional"
    by: tuple[str, ...] = ()
    encoding: str = "utf-8"


def read_pairs(path: str, fields: Fields) -> Iterator[Pair | CleantextError]:
    """The pairs in the file `path` ("-" is standard input), and, in their places, what is wrong with lines of it.

    An error that ends the reading comes last.
    """
    name = "stdin" if path == STDIN else path
    try:
        with _opened(path) as stream:
            for number, raw in enumerate(stream, 1):
                if raw.strip():
                    yield _pair_or_error(raw, name, number, fields)
    except CleantextError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield CleantextError(f"{name}: not gzip to the end: {error}")
    except OSError as error:
        yield CleantextError(f"{name}: {error.strerror or error}")


def _pair_or_error(raw: bytes, file: str, number: int, fields: Fields) -> Pair | CleantextError:
    name = f"{file}:{number}"
    encoding = encoding_of(raw if number == 1 else b"", fields.encoding)
    try:
        line = decode(raw, encoding, name)
    except CleantextError as error:
        return error
    try:
        return pair_of(record_in(line), name, file, fields)
    except CleantextError as error:
        return CleantextError(f"{name}: {error}")


def pair_of(record: dict[str, Any], name: str, file: str, fields: Fields) -> Pair:
    """The pair in a record of `file`. CleantextError (without a name) if it has none.

    >>> pair_of({"text": "AD A mill.", "gold": "A mill.", "lang": "en"}, "a:1", "a", Fields(by=("file", "lang")))
    Pair(name='a:1', text='AD A mill.', gold='A mill.', optional=(), group='a / en')
    """
    return Pair(
        name,
        text_in(record, fields.text),
        text_in(record, fields.gold),
        _texts(record, fields.optional),
        " / ".join(_value(record, field, file) for field in fields.by),
    )


def _texts(record: dict[str, Any], field: str) -> tuple[str, ...]:
    value = record.get(field)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CleantextError(f"field {field!r} is not a list of texts")
    return tuple(value)


def _value(record: dict[str, Any], field: str, file: str) -> str:
    if field in record:
        value = record[field]
        if isinstance(value, bytes):  # a number
            return value.decode()
        return _NONE if value is None or value == "" else str(value)
    if field == "file":
        return Path(file).name
    if field == "site":
        url = record.get("url")
        try:
            return (urlsplit(url).netloc if isinstance(url, str) else "") or _NONE
        except ValueError:  # brackets that are no address
            return _NONE
    return _NONE


@contextmanager
def _opened(path: str) -> Iterator[Iterable[bytes]]:
    if path == STDIN:
        if sys.stdin is None:
            raise CleantextError("stdin: standard input is closed")
        yield _lines(BufferedReader(BytesIO(sys.stdin.buffer.read())))
        return
    with Path(path).open("rb") as stream:
        yield _lines(stream)


def _lines(stream: BufferedReader) -> Iterable[bytes]:
    """The lines of `stream`, unpacked if its first bytes say that they are packed, whatever it is called."""
    if stream.peek(len(_GZIP)).startswith(_GZIP):
        return gzip.GzipFile(fileobj=stream)
    return stream
