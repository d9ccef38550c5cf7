"""Work: one source read, cleaned, and written if it has a target. What happens is said in values, never printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from cleantext.engine.cleaner import Cleaner
from cleantext.engine.errors import CleantextError
from cleantext.engine.passes import Result
from cleantext.formats.entries import Entry, Form, entries
from cleantext.formats.files import replace_file
from cleantext.formats.sidefile import document_edits, document_line
from cleantext.formats.text import BinaryError, Encoding, looks_like_html

from .walk import Source

_HTML = "looks like HTML: run an extractor such as trafilatura on it first"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one entry: its result, or what is wrong with it, and the bytes to write for it.

    `notes` are what a person should know although it is no error. `line` is 0 where the source is one document.
    `account` is its line in the side file, if one is wanted and there is something to say.
    """

    name: str
    line: int
    encoding: Encoding
    output: bytes
    result: Result | None = None
    error: str = ""
    notes: tuple[str, ...] = ()
    account: bytes = b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source. `edits` and `characters` count removals by (category, rule).

    `length` is that of all its documents, in code points.
    """

    name: str
    documents: int = 0
    changed: int = 0
    failed: int = 0
    length: int = 0
    edits: Counter[tuple[str, str]] = field(default_factory=Counter)
    characters: Counter[tuple[str, str]] = field(default_factory=Counter)
    error: str = ""  # the source as a whole could not be read or written
    skipped: str = ""  # why nobody should miss it


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with every source alike. With `accounts`, documents get their lines for a side file."""

    cleaner: Cleaner
    form: Form
    backup: str = ""
    accounts: bool = False


def clean_source(source: Source, task: Task, see: Callable[[Done], None]) -> Outcome:
    """Cleans `source`, shows each entry to `see`, and writes to the source's target if it has one.

    Errors of the source are in the outcome; those of `see` are the caller's.
    """
    tally = _Tally()

    def outputs() -> Iterator[bytes]:
        for done in tally.of(_cleaned(source, task)):
            see(done)
            yield done.output

    try:
        if source.error:
            raise CleantextError(source.error)
        write_source(source, task.form, outputs(), lambda: tally.changed > 0, backup=task.backup)
    except BinaryError as error:
        if source.found:
            return Outcome(source.name, skipped="binary")
        return tally.outcome(source.name, str(error))
    except CleantextError as error:
        return tally.outcome(source.name, str(error))
    return tally.outcome(source.name)


def write_source(
    source: Source, form: Form, outputs: Iterator[bytes], changed: Callable[[], bool], *, backup: str = ""
) -> None:
    """Writes `outputs` to the target of `source`, if it has one; over the source itself only if they are `changed`.

    Whether they are is asked when all have been taken. CleantextError, with the target, if it cannot be written.
    """
    target = source.target
    if target is None:
        for _ in outputs:
            pass
        return
    itself = target == source.path
    if itself and not form.field:
        # A whole file is one document: known to be unchanged before there is anything to write.
        outputs = iter(list(outputs))
        if not changed():
            return
    try:
        if not itself:
            target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, outputs, backup=backup, wanted=changed if itself else lambda: True)
    except OSError as error:
        raise CleantextError(f"{target}: {error.strerror or error}") from None


def _cleaned(source: Source, task: Task) -> Iterator[Done]:
    noted_html = False
    with opened(source) as stream:
        for entry, encoding in _read(stream, source, task.form):
            if entry.text is None:
                yield Done(source.name, entry.line, encoding, entry.raw, error=entry.error)
                continue
            result = task.cleaner.clean(entry.text)
            name = f"{source.name}:{entry.line}" if entry.line else source.name
            notes = [f"{name}: {veto}" for veto in result.vetoes]
            if not noted_html and looks_like_html(entry.text):
                noted_html = True  # once is enough: it is the same for every record
                notes.insert(0, f"{name}: {_HTML}")
            output = _output(entry, result)
            account = _account(source, entry, result) if task.accounts else b""
            yield Done(source.name, entry.line, encoding, output, result, notes=tuple(notes), account=account)


def _account(source: Source, entry: Entry, result: Result) -> bytes:
    if not result.changed and not result.vetoes:
        return b""
    pieces = entry.pieces(result) if entry.pieces else ()
    return document_line(document_edits(source.folder, source.below.as_posix(), entry.line, result, pieces))


def _output(entry: Entry, result: Result) -> bytes:
    return entry.rewrite(result) if result.changed and entry.rewrite else entry.raw


def _read(stream: BinaryIO, source: Source, form: Form) -> Iterator[tuple[Entry, Encoding]]:
    try:
        yield from entries(stream, source.name, form)
    except OSError as error:  # a folder, a bad disk
        raise CleantextError(f"{source.name}: {error.strerror or error}") from None


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The bytes of `source`. CleantextError, with its name, if there are none to be had."""
    if source.path is None:
        if sys.stdin is None:
            raise CleantextError(f"{source.name}: standard input is closed")
        yield sys.stdin.buffer
        return
    try:
        stream = source.path.open("rb")
    except OSError as error:
        raise CleantextError(f"{source.name}: {error.strerror or error}") from None
    with stream:
        yield stream


class _Tally:
    """Counts what goes by."""

    def __init__(self) -> None:
        self.documents = self.changed = self.failed = self.length = 0
        self.edits: Counter[tuple[str, str]] = Counter()
        self.characters: Counter[tuple[str, str]] = Counter()

    def of(self, seen: Iterator[Done]) -> Iterator[Done]:
        for done in seen:
            self.documents += done.result is not None
            self.failed += bool(done.error)
            self.length += len(done.result.original) if done.result else 0
            if done.result and done.result.changed:
                self.changed += 1
                for edit in done.result.edits:
                    self.edits[edit.category, edit.rule] += 1
                    self.characters[edit.category, edit.rule] += edit.end - edit.start
            yield done

    def outcome(self, name: str, error: str = "") -> Outcome:
        failed = self.failed + bool(error)
        return Outcome(name, self.documents, self.changed, failed, self.length, self.edits, self.characters, error)
