"""Entries: a source as the stretches it is made of, each with at most one document and the way to write it back.

A text file is one entry, a file of JSON lines one for each line. Written back one after the other, entries that are
not edited give the source byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from cleantext.engine.errors import CleantextError
from cleantext.engine.passes import Result

from .jsonl import Literal, document_in
from .text import Encoding, decode, encode, encoding_of


@dataclass(frozen=True, slots=True)
class Form:
    """What a source is written in: the encoding, and for JSON lines the field that holds the document."""

    encoding: str = "utf-8"
    field: str = ""


class Rewrite(Protocol):
    """How the bytes of an entry are made from its document as it was edited.

    `literals` are the replacements as a JSON string is to spell them, one for each edit, where that matters.
    """

    def __call__(self, result: Result, literals: Sequence[str] = ()) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One stretch of a source.

    `text` is its document, None if it holds none; `error` says what is wrong with it. `rewrite` gives the bytes to
    put in the place of `raw` for a document that was edited, `pieces` what its edits take out as JSON strings spell it,
    None where nothing is spelled. `line` counts from 1; 0 where the source is one document.
    """

    raw: bytes
    text: str | None = None
    rewrite: Rewrite | None = None
    line: int = 0
    error: str = ""
    pieces: Callable[[Result], tuple[str, ...]] | None = None


def entries(chunks: Iterable[bytes], name: str, form: Form) -> Iterator[tuple[Entry, Encoding]]:
    """The entries of what is read in `chunks`, as they are asked for. CleantextError, with `name`, if not in `form`.

    >>> [entry.text for entry, _ in entries([b"One.\\r", b"\\nTwo."], "a.txt", Form())]
    ['One.\\r\\nTwo.']
    """
    if form.field:
        return _records(_lines(chunks), name, form)
    data = b"".join(chunks)
    return iter([whole(data, encoding_of(data, form.encoding), name)])


def whole(data: bytes, encoding: Encoding, name: str) -> tuple[Entry, Encoding]:
    """All of `data` as one entry. CleantextError, with `name`, if it is no text in `encoding`."""
    text = decode(data, encoding, name)

    def rewrite(result: Result, literals: Sequence[str] = ()) -> bytes:  # noqa: ARG001  # nothing is spelled in a text
        # In a few old encodings different bytes are the same text: what stays would not keep its bytes.
        if encoding.codec not in ("utf-8", "ascii", "iso8859-1") and encode(text, encoding, name) != data:
            raise CleantextError(f"{name}: cannot be cleaned as {encoding.codec}: it would not come back byte for byte")
        return encode(result.text, encoding, name)

    return Entry(data, text, rewrite), encoding


def _records(lines: Iterable[bytes], name: str, form: Form) -> Iterator[tuple[Entry, Encoding]]:
    encoding = encoding_of(b"", form.encoding)
    if encode("\n{", encoding, name) != b"\n{":
        raise CleantextError(f"{name}: JSON lines are not written in {encoding.codec}")
    for number, raw in enumerate(lines, 1):
        here = encoding_of(raw, form.encoding) if number == 1 else encoding
        yield _record(raw, f"{name}:{number}", here, form.field, number), here


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, with their line breaks, each as soon as it is complete. They end at \\n and nowhere else."""
    begun: list[bytes] = []
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        begun.append(first)
        if others:
            last = others.pop()
            yield b"".join((*begun, b"\n"))
            for line in others:
                yield line + b"\n"
            begun = [last]
    if any(begun):
        yield b"".join(begun)


def _record(raw: bytes, name: str, encoding: Encoding, field: str, number: int) -> Entry:
    try:
        line = decode(raw, encoding, name)
    except CleantextError as error:
        return Entry(raw, line=number, error=str(error))
    if not line.strip(" \t\r\n"):
        return Entry(raw, line=number)
    try:
        text = document_in(line, field)
    except CleantextError as error:
        return Entry(raw, line=number, error=f"{name}: {error}")
    literal = cache(lambda: Literal(line, field))  # taken apart once, and only if there is something to take out

    def rewrite(result: Result, literals: Sequence[str] = ()) -> bytes:
        return encode(literal().with_edits(result.edits, literals), encoding, name)

    return Entry(raw, text, rewrite, number, pieces=lambda result: literal().pieces(result.edits))
