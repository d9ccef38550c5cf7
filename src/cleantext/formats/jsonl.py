"""JSON lines: one record a line, one document in one field of it.

Nothing but the removed characters changes in a record: the same edits that clean the text are carried out on the
string literal as it stands in the line, so spacing, order, numbers and the spelling of escapes stay as they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from cleantext.engine.edits import Edit
from cleantext.engine.errors import CleantextError

# What one code point of a string may be in its literal beside itself; json joins an escaped surrogate pair into one.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|.)")
_SPACE = re.compile(r"[ \t\n\r]*")
# JSON escapes the controls below U+0020 itself. These could drive a terminal or break a line just as well.
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
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


class Literal:
    """The text in `field` of a line as it is written there. Only escapes make it differ from the text.

    >>> literal = Literal('{"text":"A mill\\\\u00e9 AD", "n": 1E400}', "text")
    >>> edits = [Edit(7, 10, "x/ad", "ad", "light")]
    >>> literal.with_edits(edits), literal.pieces(edits)
    ('{"text":"A mill\\\\u00e9", "n": 1E400}', (' AD',))
    """

    def __init__(self, line: str, field: str) -> None:
        start, end = _literal(line, field)
        self._line, self._start, self._end = line, start + 1, end - 1

    def with_edits(self, edits: Sequence[Edit], literals: Sequence[str] = ()) -> str:
        """The line with `edits`, which are on the text, carried out on its literal.

        `literals` are the replacements as they are to be spelled, one for each edit, where that matters.
        """
        ascii_only = self._line.isascii()
        parts, position = list[str](), 0
        for number, (edit, (start, end)) in enumerate(zip(edits, self._spans(edits))):
            spelling = literals[number] if literals else spelled(edit.replacement, ascii_only=ascii_only)
            parts += self._line[position:start], spelling
            position = end
        return "".join((*parts, self._line[position:]))

    def pieces(self, edits: Sequence[Edit]) -> tuple[str, ...]:
        """What each of `edits` takes out, as it is written in the line."""
        return tuple(self._line[start:end] for start, end in self._spans(edits))

    def _spans(self, edits: Sequence[Edit]) -> list[tuple[int, int]]:
        """Where in the line what `edits` (disjoint, in order) take out of the text starts and ends."""
        offsets = [offset for edit in edits for offset in (edit.start, edit.end)]
        found: list[int] = []
        ahead = self._start  # how much further on than in the text something is in the line
        for escape in _ESCAPE.finditer(self._line, self._start, self._end):
            while len(found) < len(offsets) and offsets[len(found)] + ahead <= escape.start():
                found.append(offsets[len(found)] + ahead)
            if len(found) == len(offsets):
                break
            ahead += escape.end() - escape.start() - 1
        found += [offset + ahead for offset in offsets[len(found) :]]
        return list(zip(found[::2], found[1::2]))


def with_edits(line: str, field: str, edits: Sequence[Edit]) -> str:
    """`line` with `edits`, which are on the text in `field`, carried out on its literal."""
    return Literal(line, field).with_edits(edits)


def spelled(text: str, *, ascii_only: bool = False) -> str:
    """`text` as it stands in a JSON string, with as few escapes as JSON allows or in ASCII.

    >>> spelled("café\\n"), spelled("café\\n", ascii_only=True)
    ('café\\\\n', 'caf\\\\u00e9\\\\n')
    """
    return (encode_basestring_ascii if ascii_only else encode_basestring)(text)[1:-1]


def json_line(record: Mapping[str, Any]) -> bytes:
    """`record` as one line that no reader splits and no terminal obeys, in UTF-8.

    >>> json_line({"text": "a\\u2028b"})
    b'{"text":"a\\\\u2028b"}\\n'
    """
    dumped = _ENCODER.encode(record)
    if not dumped.isascii() or "\x7f" in dumped:
        dumped = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)
    return f"{dumped}\n".encode()


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
