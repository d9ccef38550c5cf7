"""Session: one run of `cleantext clean`, from flags to exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleantext.batch.run import run, workers_for
from cleantext.batch.walk import STDIN, TEXTS, Source, sources
from cleantext.batch.work import Done, Outcome, Task
from cleantext.engine.cleaner import Cleaner
from cleantext.formats.entries import Form
from cleantext.formats.text import encoding_of

from .destination import Destination, destination_of, is_terminal, output_folder, stdin_is_terminal, with_targets
from .pager import paged
from .progress import progress
from .settings import Settings, cleaner_of, config_path, read_config, settle
from .streams import finish, talk
from .usage import UsageError
from .views import Manner, Voice, view

if TYPE_CHECKING:
    from cleantext.batch.recording import Recording

_USAGE = """Usage: cleantext [OPTIONS] [PATH]...   ('-' is standard input)
Try 'cleantext --help'."""
_RECORDS = ("*.jsonl",)


def clean_paths(flags: Mapping[str, Any]) -> int:
    """Does what `flags`, those of `cleantext clean`, ask for. Returns the exit code."""
    if not flags["paths"] and stdin_is_terminal():
        for line in _USAGE.split("\n"):
            talk(line)
        return 2
    paths = flags["paths"] or (STDIN,)
    destination = destination_of(flags, paths)
    if flags["field"] is not None and not flags["jsonl"]:
        raise UsageError("--field goes with --jsonl")
    if flags["line_buffered"] and destination not in (Destination.STDOUT, Destination.REMOVED):
        raise UsageError(f"--line-buffered does not go with {destination}")
    by_line = flags["line_buffered"] and not flags["jsonl"]  # a record is a whole document, and written at once anyway
    voice = Voice.QUIET if flags["quiet"] else Voice.VERBOSE if flags["verbose"] else Voice.PLAIN
    # Who quits the pager ends the run, and a side file is to be whole.
    pages = destination is Destination.DIFF and not flags["no_pager"] and not flags["edits"]
    manner = Manner(destination, voice, flags["color"], sides=flags["diff_side"], pages=pages)
    settings = _settings(flags, manner)
    encoding_of(b"", settings.encoding)  # refused once, not for every file
    form = Form(settings.encoding, settings.field if flags["jsonl"] else "")
    accounts = flags["edits"] is not None
    task = Task(_cleaner(settings, manner), form, flags["backup"] or "", accounts, by_line, finish)
    planned = _planned(paths, destination, flags, settings)
    if not planned:
        manner.tell(f"cleantext: warning: no files to clean in {', '.join(paths)}")
    with _recorded(flags["edits"], task, planned, destination) as book:
        outcomes = _run(planned, task, workers_for(planned, settings.jobs), manner, book)
    _conclude(outcomes, planned, manner, stats=flags["stats"])
    if any(outcome.failed for outcome in outcomes):
        return 2
    return 1 if destination is Destination.CHECK and any(outcome.changed for outcome in outcomes) else 0


def named(paths: Sequence[str]) -> Sequence[str]:
    """`paths`, or standard input if there are none. UsageError if somebody would have to type it."""
    if not paths and stdin_is_terminal():
        raise UsageError("name a file, a folder or '-', standard input")
    return paths or (STDIN,)


def prepared(flags: Mapping[str, Any]) -> tuple[list[Source], Task]:
    """The sources that `flags`, those of a command that only looks at texts, name, and what is to be done with them."""
    paths = named(flags["paths"])
    if paths.count(STDIN) > 1:
        raise UsageError("standard input can be read only once")
    if flags["field"] is not None and not flags["jsonl"]:
        raise UsageError("--field goes with --jsonl")
    manner = Manner(Destination.DIFF, Voice.PLAIN, "auto")
    settings = _settings(flags, manner)
    encoding_of(b"", settings.encoding)
    task = Task(_cleaner(settings, manner), Form(settings.encoding, settings.field if flags["jsonl"] else ""))
    return _planned(paths, Destination.DIFF, {**flags, "output": None}, settings), task


def _settings(flags: Mapping[str, Any], manner: Manner) -> Settings:
    path = config_path(flags)
    if path:
        manner.tell_all(f"cleantext: settings from {path}")
    return settle(read_config(path) if path else {}, flags)


def _cleaner(settings: Settings, manner: Manner) -> Cleaner:
    cleaner = cleaner_of(settings)
    if not cleaner.active:  # asked here, so that a broken pack is told of once and not for every file
        manner.tell("cleantext: warning: no rule is left to apply")
    return cleaner


def _planned(
    paths: Sequence[str], destination: Destination, flags: Mapping[str, Any], settings: Settings
) -> list[Source]:
    folder = output_folder(flags["output"], paths)
    for path in paths:
        if folder and path != STDIN and folder.is_dir() and Path(path).is_dir() and folder.samefile(path):
            raise UsageError(f"{path} is both input and output (-i cleans in place)")
    include = included(settings.include, records=flags["jsonl"])
    found = sources(paths, include=include, exclude=settings.exclude, stdin=flags["stdin_filename"], unless=folder)
    return with_targets(list(found), destination, flags["output"] or "", folder)


def included(include: Sequence[str], *, records: bool) -> Sequence[str]:
    """The globs for what is taken in folders: those that were given, or those for files of records or of texts."""
    return include or (_RECORDS if records else TEXTS)


def _recorded(
    edits: str | None, task: Task, planned: Sequence[Source], destination: Destination
) -> AbstractContextManager[Recording | None]:
    """The recording of a run in the side file `edits`, if there is to be one."""
    if edits is None:
        return nullcontext()
    from cleantext.batch.recording import head_of, recording

    path = Path(edits)
    itself = os.path.realpath(path)
    for source in planned:
        if any(used is not None and os.path.realpath(used) == itself for used in (source.path, source.target)):
            raise UsageError(f"{path} cannot be --edits too")
    if destination is Destination.IN_PLACE and path.is_file() and path.stat().st_size:
        raise UsageError(f"{path} exists, and may be the only way back from an earlier --in-place: name another")
    return recording(path, head_of(task.cleaner, task.form))


def _run(planned: Sequence[Source], task: Task, workers: int, manner: Manner, book: Recording | None) -> list[Outcome]:
    outcomes = []
    show = view(manner)

    def see(done: Done) -> None:
        if book:
            book.take(done)
        show(done)

    destination = manner.destination
    # Where the data itself goes to a terminal there is enough to look at.
    to_watch = manner.voice is not Voice.QUIET and (destination.is_silent or not is_terminal(sys.stdout))
    shown = to_watch and is_terminal(sys.stderr)
    with paged(wanted=manner.pages), progress(len(planned), color=manner.color, shown=shown) as step:
        views = destination in (Destination.DIFF, Destination.REMOVED)
        with closing(run(planned, task, see, workers=workers, views=views)) as running:
            for source, outcome in zip(planned, running):
                if book:
                    book.count(source, outcome, records=bool(task.form.field))
                _report(outcome, manner)
                outcomes.append(outcome)
                step()
    return outcomes


def _report(outcome: Outcome, manner: Manner) -> None:
    if outcome.error:
        talk(f"cleantext: {outcome.error}")
    elif outcome.skipped:
        manner.tell_all(f"cleantext: {outcome.name}: skipped: {outcome.skipped}")
    elif outcome.changed and manner.destination is Destination.CHECK:
        manner.tell(f"cleantext: {outcome.name}: would change")
    else:
        edits, characters = outcome.edits.total(), outcome.characters.total()
        said = f"{edits:,} edit{'s' * (edits != 1)}, {characters:,} characters removed" if edits else "unchanged"
        manner.tell_all(f"cleantext: {outcome.name}: {said}")


def _conclude(outcomes: Sequence[Outcome], planned: Sequence[Source], manner: Manner, *, stats: bool) -> None:
    finish()  # what goes wrong with the output is told before the summary
    if stats:
        from cleantext.report.summary import print_statistics

        print_statistics(outcomes, manner.color, sys.stderr)
    several = len(planned) > 1 or any(source.found for source in planned)
    if several and manner.destination.is_silent:
        from cleantext.report.summary import batch_line

        checks = manner.destination is Destination.CHECK
        manner.tell(f"cleantext: {batch_line(outcomes, cleaned='would change' if checks else 'cleaned')}")
