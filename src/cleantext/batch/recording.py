"""Recording: the side file of a run, written while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from cleantext import __version__
from cleantext.engine.cleaner import Cleaner
from cleantext.engine.errors import CleantextError
from cleantext.engine.pack import Pack
from cleantext.formats.entries import Form
from cleantext.formats.files import replacing
from cleantext.formats.sidefile import Closing, Head, source_of
from cleantext.formats.sidefile_lines import closing_line, head_line
from cleantext.heuristics import ready_rules, weights
from cleantext.packs import ready_packs
from cleantext.packs.digest import rule_set_digest

from .walk import Source
from .work import Done, Outcome

_LISTS = ("lang", "only", "keep", "select", "ignore", "protect", "protect_patterns")  # settings of a cleaner


class Recording:
    """Takes down what happens in a run, as it happens."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._last = b""
        self._counts: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()

    def take(self, done: Done) -> None:
        """Writes down what was done to a document. CleantextError if that cannot be written."""
        if not done.account or done.account is self._last:  # shown again because an interruption came between
            return
        try:
            self._file.write(done.account)
        except OSError as error:
            raise CleantextError(f"{self._path}: {error.strerror or error}") from None
        self._last = done.account

    def count(self, source: Source, outcome: Outcome, *, records: bool) -> None:
        """Adds a source that is done; `records` says whether it has a document on each line."""
        self._counts.update(
            documents=outcome.documents,
            changed=outcome.changed,
            failed=outcome.failed,
            edits=outcome.edits.total(),
            length=outcome.length,
            removed=outcome.characters.total(),
        )
        if outcome.documents:
            self._sources[source_of(source.folder, source.below.as_posix(), int(records))] += outcome.documents

    def closing(self, *, interrupted: bool) -> Closing:
        """What there was in all."""
        return Closing(**self._counts, sources=dict(self._sources), interrupted=interrupted)


@contextmanager
def recording(path: Path, head: Head) -> Iterator[Recording]:
    """A recording that is in the side file `path` when the block is left.

    Also when it is left by an error: what was cleaned up to then can be restored, and the closing line says so.
    CleantextError if the file cannot be written.
    """
    stopped: BaseException | None = None
    try:
        with replacing(path) as file:
            file.write(head_line(head))
            book = Recording(path, file)
            try:
                yield book
            except BaseException as error:  # raised again below
                stopped = error
            file.write(closing_line(book.closing(interrupted=stopped is not None)))
    except OSError as error:
        raise CleantextError(f"{path}: {error.strerror or error}") from stopped
    if stopped:
        raise stopped


def head_of(cleaner: Cleaner, form: Form) -> Head:
    """The head of a side file of what `cleaner` does to sources in `form`."""
    settings: dict[str, Any] = {"level": cleaner.level}
    settings |= {name: list(chosen) for name in _LISTS if (chosen := getattr(cleaner, name))}
    if cleaner.packs:
        settings["packs"] = [pack.name for pack in cleaner.packs]
    return Head(__version__, _rules(cleaner), settings, form.encoding, form.field)


def cleaner_like(head: Head, packs: Iterable[Pack]) -> Cleaner | None:
    """The cleaner that made a side file with that head; None if its rules are not those of today and `packs`."""
    chosen = {name: chosen for name in ("level", *_LISTS) if (chosen := head.settings.get(name))}
    try:
        cleaner = Cleaner(**chosen, packs=packs)
    except CleantextError:  # names rules that are not there
        return None
    return cleaner if _rules(cleaner) == head.rules else None


def _rules(cleaner: Cleaner) -> str:
    return rule_set_digest([*ready_packs(), *cleaner.packs, ready_rules()], weights())
