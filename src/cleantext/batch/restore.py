"""Restore: what cleaning took out is put back by the side file, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cleantext.engine.edits import Edit
from cleantext.engine.errors import CleantextError
from cleantext.engine.passes import Result
from cleantext.formats.entries import Entry, Form, entries, whole
from cleantext.formats.sidefile import Closing, DocumentEdits, Head, digest, source_of, undo
from cleantext.formats.sidefile_lines import located, parse
from cleantext.formats.text import readings

from .walk import Source
from .work import Outcome, opened, write_source


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a side file the documents of one file begin: at which byte, and in which line."""

    folder: str
    file: str
    byte: int
    line: int

    @property
    def name(self) -> str:
        """The file as it was named when it was cleaned."""
        return str(Path(self.folder, self.file))


@dataclass(frozen=True, slots=True)
class Edits:
    """A side file that has been read through, and where in it the documents of each file are (by `file`)."""

    path: Path
    head: Head
    closing: Closing
    places: dict[str, tuple[Place, ...]]

    @property
    def form(self) -> Form:
        """What the sources are written in."""
        return Form(self.head.encoding, self.head.field)

    def place_of(self, source: Source) -> Place | None:
        """Where the edits of `source` begin; None if there are none, as for a file in which nothing was found.

        A file that is where it was cleaned is known by its name, what was cleaned alone may be called anything, and
        every other is known by its path below the folder that it is in. CleantextError if it could be two.
        """
        below = source.below.as_posix()
        found = self.places.get(below, ())
        named = tuple(place for place in found if place.name == str(source.path))
        alone = len(self.closing.sources) == 1 if self.head.field else self.closing.documents == 1
        if named:
            found = named
        elif alone:
            found = next(iter(self.places.values()), ())
        elif source_of(source.folder, below, int(bool(self.head.field))) in self.closing.sources:
            return None
        if len(found) > 1:
            names = " or ".join(place.name for place in found)
            raise CleantextError(f"{source.name}: by {self.path} it may be {names}")
        return found[0] if found else None

    def documents(self, place: Place | None) -> Iterator[tuple[str, DocumentEdits]]:
        """The documents of the file at `place`, each with where in the side file it stands."""
        if place is None:
            return
        with self.path.open("rb") as stream:
            stream.seek(place.byte)
            for number, raw in enumerate(stream, place.line):
                where = f"{self.path}:{number}"
                found = parse(raw, where)
                if isinstance(found, Closing) or (found.folder, found.file) != (place.folder, place.file):
                    return
                yield where, found


@dataclass(frozen=True, slots=True)
class Restored:
    """The bytes to write for one entry, whether they are not what was read, and what is wrong with the entry."""

    output: bytes
    changed: bool = False
    error: str = ""


def edits_in(path: Path) -> Edits:
    """The side file `path`, read through. CleantextError, with file and line, if it is not whole and well-formed."""
    found: list[Head | Closing] = []
    places: dict[str, tuple[Place, ...]] = {}
    last = ("", "")
    try:
        with path.open("rb") as stream:
            for byte, line, entry in located(stream, str(path)):
                if not isinstance(entry, DocumentEdits):
                    found.append(entry)
                elif (entry.folder, entry.file) != last:
                    last = (entry.folder, entry.file)
                    places[entry.file] = (*places.get(entry.file, ()), Place(*last, byte, line))
    except OSError as error:
        raise CleantextError(f"{path}: {error.strerror or error}") from None
    head, closing = found
    assert isinstance(head, Head) and isinstance(closing, Closing)
    return Edits(path, head, closing, places)


def restore_source(source: Source, edits: Edits, see: Callable[[Restored], None], *, backup: str = "") -> Outcome:
    """Restores `source`, shows each entry to `see`, and writes to the source's target if it has one.

    What is the original already stays as it is. So does a record that is not the one that the edits were made on; a
    text that is not is an error of the source. `changed` in the outcome counts what was restored.
    """
    changed = failed = 0

    def outputs() -> Iterator[bytes]:
        nonlocal changed, failed
        for restored in _restored(source, edits):
            changed += restored.changed
            failed += bool(restored.error)
            see(restored)
            yield restored.output

    try:
        if source.error:
            raise CleantextError(source.error)
        write_source(source, edits.form, outputs(), lambda: changed > 0, backup=backup)
    except CleantextError as error:
        return Outcome(source.name, changed=changed, failed=failed + 1, error=str(error))
    return Outcome(source.name, changed=changed, failed=failed)


def _restored(source: Source, edits: Edits) -> Iterator[Restored]:
    place = edits.place_of(source)
    with opened(source) as stream:
        try:
            yield from (_records if edits.form.field else _text)(stream, source.name, edits, place)
        except OSError as error:
            raise CleantextError(f"{source.name}: {error.strerror or error}") from None


def _text(stream: BinaryIO, name: str, edits: Edits, place: Place | None) -> Iterator[Restored]:
    data = stream.read()
    parts = list(edits.documents(place))
    if not parts:
        yield Restored(data)
        return
    ways = readings(data, edits.form.encoding)
    for number, encoding in enumerate(ways, 1):
        entry, _ = whole(data, encoding, name)
        if number == len(ways) or _belong(entry.text or "", [document for _, document in parts]):
            yield _put_back(entry, parts, name)
            return


def _records(stream: BinaryIO, name: str, edits: Edits, place: Place | None) -> Iterator[Restored]:
    documents = edits.documents(place)
    where, document = next(documents, ("", None))
    for entry, _ in entries(stream, name, edits.form):
        if document is None or entry.line != document.line:
            yield Restored(entry.raw)
            continue
        try:
            yield _put_back(entry, [(where, document)], f"{name}:{entry.line}")
        except CleantextError as error:
            yield Restored(entry.raw, error=str(error))
        where, document = next(documents, ("", None))
    if document is not None:
        raise CleantextError(f"{name}: has no line {document.line}, of which {where} tells")


def _belong(text: str, parts: Sequence[DocumentEdits]) -> bool:
    return all(_now(text, part) == part.output for part in parts) or _is_original(text, parts)


def _put_back(entry: Entry, parts: Sequence[tuple[str, DocumentEdits]], name: str) -> Restored:
    """The entry with its document as it was. CleantextError if it is not the document that was cleaned."""
    text = entry.text
    if text is None or entry.rewrite is None:
        raise CleantextError(entry.error or f"{name}: is empty, and {parts[0][0]} tells of a document")
    if _is_original(text, [part for _, part in parts]):
        return Restored(entry.raw)
    put_back, literals = list[Edit](), list[str]()
    for where, part in parts:
        found = _now(text, part)
        if found != part.output:
            raise CleantextError(f"{name}: not the text of which {where} tells (digest {found}, there {part.output})")
        edits, spelled = undo(part)
        put_back += edits
        literals += spelled
    result = Result(text, tuple(put_back))
    if not _is_original(result.text, [part for _, part in parts]):
        raise CleantextError(f"{parts[0][0]}: damaged: its edits do not give the original")
    return Restored(entry.rewrite(result, literals), changed=bool(put_back))


def _now(text: str, part: DocumentEdits) -> str:
    """The digest of what stands where the output of `part` should: all of `text` unless it is a part."""
    return digest(text if part.start is None else text[part.output_start : part.output_start + part.output_length])


def _is_original(text: str, parts: Iterable[DocumentEdits]) -> bool:
    return all(
        digest(text if part.start is None else text[part.start : part.start + part.original_length]) == part.original
        for part in parts
    )
