"""The side file as JSON lines: a head, a line each document, a closing line. See docs/edits.md.

A file without its closing line was cut off. What is read is checked, line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from cleantext.engine.errors import CleantextError

from .jsonl import json_line, spelled
from .sidefile import Closing, DocumentEdits, Head, Removal

SCHEMA = "cleantext-edits/1"


def head_line(head: Head) -> bytes:
    """The first line."""
    return json_line({"schema": SCHEMA, **_filled(asdict(head), ("settings",))})


def document_line(document: DocumentEdits) -> bytes:
    """The line of one document. What is empty is left out.

    >>> removal = Removal(4, 7, " AD", "x/ad", "ad", "light")
    >>> line = document_line(DocumentEdits("", "a.txt", 0, "e0", "0e", 7, 4, (removal,)))
    >>> edits = line.decode().split('"edits":')[1]
    >>> edits
    '[{"start":4,"end":7,"removed":" AD","rule":"x/ad","category":"ad","level":"light"}]}\\n'
    """
    return json_line(
        {
            **({"folder": document.folder} if document.folder else {}),
            "file": document.file,
            **({"line": document.line} if document.line else {}),
            **({"start": document.start} if document.start is not None else {}),
            **({"output_start": document.output_start} if document.output_start else {}),
            "original": document.original,
            "output": document.output,
            "original_length": document.original_length,
            "output_length": document.output_length,
            "edits": [_edit(removal) for removal in document.removals],
            **({"vetoes": document.vetoes} if document.vetoes else {}),
        }
    )


def closing_line(closing: Closing) -> bytes:
    """The last line."""
    return json_line({"closing": _filled(asdict(closing), ("documents", "changed", "failed", "edits"))})


def read(path: Path) -> Iterator[Head | DocumentEdits | Closing]:
    """The head, each document in turn, and the closing line of the side file `path`, read as they are asked for.

    CleantextError, with file and line, for a file that cannot be read, another schema, and a line that is damaged.
    """
    try:
        with path.open("rb") as stream:
            yield from read_lines(stream, str(path))
    except OSError as error:
        raise CleantextError(f"{path}: {error.strerror or error}") from None


def read_lines(stream: BinaryIO, name: str) -> Iterator[Head | DocumentEdits | Closing]:
    """The same, from a stream at its start. `name` is what errors call it."""
    return (found for _, _, found in located(stream, name))


def located(stream: BinaryIO, name: str) -> Iterator[tuple[int, int, Head | DocumentEdits | Closing]]:
    """The same, each behind the byte at which its line starts and the line's number."""
    byte = number = 0
    closed = False
    for number, raw in enumerate(stream, 1):
        where = f"{name}:{number}"
        if closed:
            raise CleantextError(f"{where}: damaged: something follows the closing line")
        found = head_in(raw, where) if number == 1 else parse(raw, where)
        closed = isinstance(found, Closing)
        yield byte, number, found
        byte += len(raw)
    if not closed:
        raise CleantextError(f"{name}:{number + 1}: cut off: no closing line" if number else f"{name}: empty")


def head_in(raw: bytes, where: str) -> Head:
    """The head in the first line of a side file. CleantextError, with `where`, if it is the head of something else."""
    entry = _object(raw, where, "not a side file of cleantext --edits")
    schema = entry.get("schema")
    if schema != SCHEMA:
        said = f"schema {schema!r}, this version reads {SCHEMA!r}" if schema else "not a side file of cleantext --edits"
        raise CleantextError(f"{where}: {said}")
    try:
        return Head(
            _text(entry["version"]),
            _text(entry["rules"]),
            _table(entry["settings"]),
            _text(entry["encoding"]),
            _text(entry.get("field", "")),
        )
    except (KeyError, TypeError) as error:
        raise CleantextError(f"{where}: damaged: {_said(error)}") from None


def parse(raw: bytes, where: str) -> DocumentEdits | Closing:
    """What one line after the head says. CleantextError, with `where`, if it is damaged."""
    entry = _object(raw, where, "damaged")
    try:
        return _closing(entry["closing"]) if "closing" in entry else _document(entry)
    except (KeyError, TypeError, ValueError) as error:
        raise CleantextError(f"{where}: damaged: {_said(error)}") from None


def _edit(removal: Removal) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "start": removal.start,
        "end": removal.end,
        "removed": removal.removed,
        "rule": removal.rule,
        "category": removal.category,
        "level": removal.level,
    }
    if removal.replacement:
        entry["replacement"] = removal.replacement
    if removal.evidence:
        entry["evidence"] = removal.evidence
    if removal.literal not in ("", removal.removed) and removal.literal != spelled(removal.removed):
        if removal.literal == spelled(removal.removed, ascii_only=True):
            entry["escaped"] = True
        else:
            entry["literal"] = removal.literal
    return entry


def _filled(entry: dict[str, Any], always: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key in always or value not in ("", (), {}, False)}


def _object(raw: bytes, where: str, otherwise: str) -> dict[str, Any]:
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        raise CleantextError(f"{where}: {otherwise}: not JSON") from None
    if not isinstance(entry, dict):
        raise CleantextError(f"{where}: {otherwise}: not a JSON object")
    return entry


def _document(entry: dict[str, Any]) -> DocumentEdits:
    removals = tuple(map(_removal, entry["edits"]))
    length, position = _number(entry["original_length"]), 0
    left = length
    for removal in removals:
        if not position <= removal.start <= removal.end <= length:
            raise ValueError("edits out of order")
        if len(removal.removed) != removal.end - removal.start:
            raise ValueError("an edit is not as long as its text")
        position = removal.end
        left += len(removal.replacement) - len(removal.removed)
    if left != _number(entry["output_length"]):
        raise ValueError("the lengths do not add up")
    return DocumentEdits(
        _text(entry.get("folder", "")),
        _text(entry["file"]),
        _number(entry.get("line", 0)),
        _text(entry["original"]),
        _text(entry["output"]),
        length,
        left,
        removals,
        tuple(map(_text, entry.get("vetoes", ()))),
        _number(entry["start"]) if "start" in entry else None,
        _number(entry.get("output_start", 0)),
    )


def _removal(entry: dict[str, Any]) -> Removal:
    removed = _text(entry["removed"])
    literal = spelled(removed, ascii_only=True) if entry.get("escaped") else _text(entry.get("literal", ""))
    return Removal(
        _number(entry["start"]),
        _number(entry["end"]),
        removed,
        _text(entry["rule"]),
        _text(entry["category"]),
        _text(entry["level"]),
        _text(entry.get("replacement", "")),
        _text(entry.get("evidence", "")),
        literal,
    )


def _closing(entry: dict[str, Any]) -> Closing:
    counts = {
        key: _number(entry.get(key, 0)) for key in ("documents", "changed", "failed", "edits", "length", "removed")
    }
    sources = {name: _number(count) for name, count in _table(entry.get("sources", {})).items()}
    return Closing(**counts, sources=sources, interrupted=entry.get("interrupted") is True)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("a number was expected")
    return value


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a table was expected")
    return value


def _said(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)
