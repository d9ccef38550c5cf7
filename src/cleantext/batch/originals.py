"""Originals: the texts that edits were made on, found again where they were read or where somebody says they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from cleantext.engine.edits import apply
from cleantext.engine.errors import CleantextError
from cleantext.formats.entries import Form
from cleantext.formats.jsonl import document_in
from cleantext.formats.sidefile import DocumentEdits, digest, undo
from cleantext.formats.text import decode, encoding_of, readings


class Missing(StrEnum):
    """Why the text of a document could not be had."""

    GONE = "its file was not found"
    UNREADABLE = "its file could not be read"
    OTHER = "the text that stands there now is another"


def originals(
    documents: Iterable[DocumentEdits], form: Form, texts: Sequence[Path] = ()
) -> Iterator[tuple[DocumentEdits, str | Missing]]:
    """Each document with its original text, or why there is none.

    A text is looked for in `texts`, folders that the paths go on from or files, and then where it was cleaned. It may
    be the original or what cleaning gave: the digests tell. Documents of one file must follow one another; they come as
    their texts are found, so that no more than one text is held, and those without last.
    """
    for _, group in groupby(documents, key=lambda document: (document.folder, document.file)):
        wanted = list(group)
        yield from _of_file(wanted, form, places(wanted[0], texts))


def places(document: DocumentEdits, texts: Sequence[Path]) -> list[Path]:
    """Where the file of a document may be, the likeliest first.

    >>> document = DocumentEdits("raw", "d/a.txt", 0, "", "", 0, 0, ())
    >>> [place.as_posix() for place in places(document, [Path("clean")])]
    ['clean/d/a.txt', 'clean/raw/d/a.txt', 'raw/d/a.txt']
    """
    found = []
    for text in texts:
        found += [text] if text.is_file() else [text / document.file, text / document.name]
    return list(dict.fromkeys([*found, Path(document.name)]))


def _of_file(
    wanted: list[DocumentEdits], form: Form, candidates: Sequence[Path]
) -> Iterator[tuple[DocumentEdits, str | Missing]]:
    left = dict(enumerate(wanted))
    why = dict.fromkeys(left, Missing.GONE)
    for path in candidates:
        if not left:
            return
        try:
            with path.open("rb") as stream:
                for number, text in (_records if form.field else _text)(stream, path, form, dict(left)):
                    if text is None:
                        why[number] = Missing.OTHER
                    else:
                        yield left.pop(number), text
        except FileNotFoundError:
            continue
        except (OSError, CleantextError):
            why.update(dict.fromkeys(left, Missing.UNREADABLE))
    for number, document in left.items():
        yield document, why[number]


def _text(stream: BinaryIO, path: Path, form: Form, left: dict[int, DocumentEdits]) -> Iterator[tuple[int, str | None]]:
    data = stream.read()
    texts = [decode(data, encoding, str(path)) for encoding in readings(data, form.encoding)]
    for number, document in left.items():
        yield number, next((text for text in (_original(text, document) for text in texts) if text is not None), None)


def _records(
    stream: BinaryIO, path: Path, form: Form, left: dict[int, DocumentEdits]
) -> Iterator[tuple[int, str | None]]:
    by_line: dict[int, list[int]] = {}
    for number, document in left.items():
        by_line.setdefault(document.line, []).append(number)
    last = max(by_line)
    for line, raw in enumerate(stream, 1):
        if line in by_line:  # only these are taken apart: the file may be of any size
            encoding = encoding_of(raw if line == 1 else b"", form.encoding)
            try:
                text = document_in(decode(raw, encoding, str(path)), form.field)
            except CleantextError:
                yield from ((number, None) for number in by_line[line])
            else:
                yield from ((number, _original(text, left[number])) for number in by_line[line])
        if line >= last:
            return


def _original(text: str, document: DocumentEdits) -> str | None:
    """The original of a document, or of a part of one, if `text` is, or has at its place, that or its output."""
    start = document.start or 0
    piece = text if document.start is None else text[start : start + document.original_length]
    if len(piece) == document.original_length and digest(piece) == document.original:
        return piece
    start = document.output_start
    piece = text if document.start is None else text[start : start + document.output_length]
    if len(piece) == document.output_length and digest(piece) == document.output:
        restored = apply(piece, undo(replace(document, output_start=0))[0])
        if digest(restored) == document.original:
            return restored
    return None
