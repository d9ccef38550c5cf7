"""Pieces: a stream of bytes as pieces of text, however it is cut into reads, without ever holding all of it."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from itertools import chain

from .text import BOMS, Encoding, binary, encoding_of, undecodable

# Codecs in which equal texts are equal bytes and a piece is written as it would be within the whole.
_UNICODE = ("utf-8", "ascii", "iso8859-1", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SEEN = 1 << 13  # bytes behind one that is no text in which a NUL shows that nothing of it is


def comes_in_pieces(encoding: Encoding) -> bool:
    """Can a text in this encoding be read and written piece by piece, and come back byte for byte?

    True for Unicode and for one byte a character; other encodings have several ways to write the same text.

    >>> [comes_in_pieces(encoding_of(b"", name)) for name in ("utf-8", "windows-1252", "shift_jis")]
    [True, True, False]
    """
    if encoding.codec in _UNICODE:
        return True
    table = getattr(sys.modules.get(f"encodings.{encoding.codec.replace('-', '_')}"), "decoding_table", "")
    defined = table.replace("\ufffe", "")
    return bool(table) and len(set(defined)) == len(defined)


def beginning(chunks: Iterator[bytes], encoding: str) -> tuple[Encoding, bytes]:
    """The encoding of a stream and the bytes that had to be read to know it: as few as show whether it has a BOM."""
    head = b""
    while any(bom.startswith(head) and bom != head for bom, _, _ in BOMS):
        chunk = next(chunks, b"")
        if not chunk:
            break
        head += chunk
    return encoding_of(head, encoding), head


def pieces(chunks: Iterable[bytes], encoding: Encoding, name: str) -> Iterator[str]:
    """The text in `chunks`, the first of which begins with `encoding.bom`.

    CleantextError, behind all the text before it, where something is none: `name` is what it is called.

    >>> list(pieces([b"caf\\xc3", b"\\xa9."], Encoding("utf-8"), "menu.txt"))
    ['caf', 'é.']
    """
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    position, head = 0, b""  # in bytes: what came before the chunk; how the stream begins
    waiting = iter(chunks)
    for chunk in waiting:
        head = head or chunk[:2]
        begins = 0 if position else len(encoding.bom)
        decoded = position + begins - len(decoder.getstate()[0])
        nul = -1 if encoding.may_hold_nul else chunk.find(b"\0")
        try:
            text = decoder.decode(chunk[begins : nul if nul >= 0 else None])
        except UnicodeDecodeError as error:
            yield error.object[: error.start].decode(encoding.codec)
            at = decoded + error.start
            nul = -1 if encoding.may_hold_nul else _nul_in(chain([chunk], waiting), at + _SEEN - position)
            problem = binary(head, position + nul, name) if nul >= 0 else undecodable(at, encoding, name)
            raise problem from None
        if text:
            yield text
        if nul >= 0:
            raise binary(head, position + nul, name)
        position += len(chunk)
    undecoded = decoder.getstate()[0]
    if undecoded:
        raise undecodable(position - len(undecoded), encoding, name)


def _nul_in(chunks: Iterable[bytes], last: int) -> int:
    """Where the first NUL is in the first `last` bytes of `chunks`; -1 if there is none."""
    seen = b""
    for chunk in chunks:
        seen += chunk
        if len(seen) >= last:
            break
    return seen.find(b"\0", 0, last)
