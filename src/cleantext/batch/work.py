"""Work: one source read, cleaned, and written if it has a target. What happens is said in values, never printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader
from itertools import chain, islice

from cleantext.engine.cleaner import Cleaner
from cleantext.engine.errors import CleantextError
from cleantext.engine.passes import Result
from cleantext.formats.entries import Entry, Form, entries
from cleantext.formats.files import replace_file
from cleantext.formats.pieces import beginning, comes_in_pieces, pieces
from cleantext.formats.text import BinaryError, Encoding, looks_like_html

from .walk import Source

_CHUNK = 1 << 18  # bytes read at most at once
_HTML = "looks like HTML: run an extractor such as trafilatura on it first"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one entry, or of a part of it: its result, or what is wrong with it, and the bytes to write.

    `notes` are what a person should know although it is no error. `line` is 0 where the source is one document; of
    that the parts come one by one, and `start` is how many code points of it came before. `account` is its line in the
    side file, if one is wanted and there is something to say.
    """

    name: str
    line: int
    encoding: Encoding
    output: bytes
    result: Result | None = None
    error: str = ""
    notes: tuple[str, ...] = ()
    account: bytes = b""
    start: int = 0
    is_last: bool = True  # of the parts of a document


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


def _nothing() -> None:
    """Nobody waits for what was shown."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with every source alike.

    With `accounts`, documents get their lines for a side file. With `by_line` each line of a text is a text of its own.
    `wait` is called before each read of standard input, which may take long: what was shown should be out by then.
    """

    cleaner: Cleaner
    form: Form
    backup: str = ""
    accounts: bool = False
    by_line: bool = False
    wait: Callable[[], None] = _nothing


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
        # Most files are done at once: known to be unchanged before there is anything to write.
        first = list(islice(outputs, 2))
        if len(first) < 2 and not changed():
            return
        outputs = chain(first, outputs)
    try:
        if not itself:
            target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, outputs, backup=backup, wanted=changed if itself else lambda: True)
    except OSError as error:
        raise CleantextError(f"{target}: {error.strerror or error}") from None


def _cleaned(source: Source, task: Task) -> Iterator[Done]:
    with opened(source) as stream:
        chunks = _chunks(stream, source, task.wait)
        if not task.form.field:
            encoding, head = beginning(chunks, task.form.encoding)
            chunks = chain([head] if head else [], chunks)
            if comes_in_pieces(encoding):
                yield from _in_parts(pieces(chunks, encoding, source.name), encoding, source, task)
                return
            if task.by_line:
                raise CleantextError(f"{source.name}: {encoding.codec} cannot be read line by line")
        yield from _by_entries(entries(chunks, source.name, task.form), source, task)


def _in_parts(text: Iterator[str], encoding: Encoding, source: Source, task: Task) -> Iterator[Done]:
    start, output_start, bom = 0, 0, encoding.bom
    results = task.cleaner.stream_lines(text) if task.by_line else task.cleaner.stream(text)
    for result, is_last in _until_last(results, task.by_line):
        notes = [f"{source.name}: {veto}" for veto in result.vetoes]
        if not start and looks_like_html(result.original):
            notes.insert(0, f"{source.name}: {_HTML}")
        part = None if is_last and not start else (start, output_start)
        account = _account(source, 0, result, part=part) if task.accounts else b""
        output = bom + result.text.encode(encoding.codec)
        yield Done(source.name, 0, encoding, output, result, "", tuple(notes), account, start, is_last)
        start, output_start, bom = start + len(result.original), output_start + len(result.text), b""


def _until_last(results: Iterator[Result], at_once: bool) -> Iterator[tuple[Result, bool]]:
    """Each result, and is it the last? Where they are wanted at once, an empty one is put behind them."""
    if at_once:
        yield from ((result, False) for result in results)
        yield Result("", ()), True
        return
    before = next(results)
    for result in results:
        yield before, False
        before = result
    yield before, True


def _by_entries(found: Iterator[tuple[Entry, Encoding]], source: Source, task: Task) -> Iterator[Done]:
    noted_html = False
    for entry, encoding in found:
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
        spellings = entry.pieces(result) if task.accounts and result.changed and entry.pieces else ()
        account = _account(source, entry.line, result, spellings) if task.accounts else b""
        yield Done(source.name, entry.line, encoding, output, result, notes=tuple(notes), account=account)


def _account(
    source: Source,
    line: int,
    result: Result,
    spellings: tuple[str, ...] = (),
    part: tuple[int, int] | None = None,
) -> bytes:
    """What the side file says of a document; of a part of one, with where it starts in the text and in the output."""
    if not result.changed and not result.vetoes:
        return b""
    from cleantext.formats.sidefile import document_edits  # few runs keep a side file
    from cleantext.formats.sidefile_lines import document_line

    whole = document_edits(source.folder, source.below.as_posix(), line, result, spellings)
    return document_line(replace(whole, start=part[0], output_start=part[1]) if part else whole)


def _output(entry: Entry, result: Result) -> bytes:
    return entry.rewrite(result) if result.changed and entry.rewrite else entry.raw


def _chunks(stream: BufferedReader, source: Source, wait: Callable[[], None]) -> Iterator[bytes]:
    """What `stream` holds, as it comes: whatever is there is not held back until there is more."""
    try:
        while True:
            if source.path is None:
                wait()
            chunk = stream.read1(_CHUNK)
            if not chunk:
                return
            yield chunk
    except OSError as error:  # a folder, a bad disk
        raise CleantextError(f"{source.name}: {error.strerror or error}") from None


@contextmanager
def opened(source: Source) -> Iterator[BufferedReader]:
    """The bytes of `source`. CleantextError, with its name, if there are none to be had."""
    if source.path is None:
        if sys.stdin is None:
            raise CleantextError(f"{source.name}: standard input is closed")
        yield sys.stdin.buffer  # type: ignore[misc]
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
        is_changed = False
        for done in seen:
            self.failed += bool(done.error)
            self.length += len(done.result.original) if done.result else 0
            if done.result and done.result.changed:
                is_changed = True
                for edit in done.result.edits:
                    self.edits[edit.category, edit.rule] += 1
                    self.characters[edit.category, edit.rule] += edit.end - edit.start
            if done.is_last:
                self.documents += done.result is not None
                self.changed += is_changed
                is_changed = False
            yield done

    def outcome(self, name: str, error: str = "") -> Outcome:
        failed = self.failed + bool(error)
        return Outcome(name, self.documents, self.changed, failed, self.length, self.edits, self.characters, error)
