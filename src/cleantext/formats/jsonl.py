"""JSON lines: one record a line, one document in one field of it.

Nothing but the removed characters changes in a record: the same edits that clean the text are carried out on the
string literal as it stands in the line, so spacing, order, numbers and the spelling of escapes stay as they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleantext.engine.edits import Edit
from cleantext.engine.errors import CleantextError

# What one code point of a string looks like in its literal; json joins an escaped surrogate pair into one.
_UNIT = re.compile(r"\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\.|[^\\]", re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r]*")
# Numbers are never converted (Python refuses integers of more than 4300 digits) but kept as they are spelled, in bytes:
# nothing else in JSON comes as bytes, so that none passes for a text.
_DECODER = json.JSONDecoder(parse_int=str.encode, parse_float=str.encode)


def document_in(line: str, field: str) -> str:
    """The text in `field` of the record in `line`. CleantextError (without a name) if there is none.

    >>> document_in('{"id": 7, "text": "A mill."}', "text")
    'A mill.'
    >>> document_in('{"id": 7}', "text")
    Traceback (most recent call last):
        ...
    cleantext.engine.errors.CleantextError: no field 'text'
    """
    return text_in(record_in(line), field)


def record_in(line: str) -> dict[str, Any]:
    """The JSON object in `line`, its numbers as spelled, in bytes. CleantextError (without a name) if there is none.

    >>> record_in('{"id": 7.50}')
    {'id': b'7.50'}
    """
    try:
        record = _DECODER.decode(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        raise CleantextError(f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}") from None
    except RecursionError:
        raise CleantextError("not JSON that can be read: nested too deeply") from None
    if not isinstance(record, dict):
        raise CleantextError("not a JSON object")
    return record


def text_in(record: Mapping[str, Any], field: str) -> str:
    """The text in `field` of `record`. CleantextError (without a name) if there is none."""
    if field not in record:
        raise CleantextError(f"no field {field!r}")
    text = record[field]
    if not isinstance(text, str):
        raise CleantextError(f"field {field!r} is not a text")
    return text


def with_edits(line: str, field: str, edits: Sequence[Edit]) -> str:
    """`line` with `edits`, which are on the text in `field`, carried out on its literal.

    >>> edit = Edit(7, 10, "x/ad", "ad", "light")
    >>> with_edits('{"text":"A mill\\\\u00e9 AD", "n": 1E400}', "text", [edit])
    '{"text":"A mill\\\\u00e9", "n": 1E400}'
    """
    start, end = _literal(line, field)
    units = _UNIT.findall(line, start + 1, end - 1)
    parts, position = [line[: start + 1]], 0
    for edit in edits:
        parts += units[position : edit.start]
        parts.append(json.dumps(edit.replacement, ensure_ascii=line.isascii())[1:-1])
        position = edit.end
    return "".join((*parts, *units[position:], line[end - 1 :]))


def _literal(line: str, field: str) -> tuple[int, int]:
    """Where the value of `field` stands in a line that holds a JSON object. Of equal keys the last counts."""
    spans = [(start, end) for key, start, end in _members(line) if key == field]
    return spans[-1]


def _members(line: str) -> Iterator[tuple[str, int, int]]:
    """The keys of the object in `line`, which is valid, and where their values start and end."""
    position = _skip(line, _skip(line, 0) + 1)  # behind the opening brace
    while line[position] != "}":
        key, position = _DECODER.raw_decode(line, position)
        start = _skip(line, _skip(line, position) + 1)  # behind the colon
        _, position = _DECODER.raw_decode(line, start)
        yield key, start, position
        position = _skip(line, position)
        if line[position] == ",":
            position = _skip(line, position + 1)


def _skip(line: str, position: int) -> int:
    return _SPACE.match(line, position).end()  # type: ignore[union-attr]
