"""Session: one run of `cleantext clean`, from flags to exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from cleantext.batch.run import run, workers_for
from cleantext.batch.walk import STDIN, TEXTS, Source, sources
from cleantext.batch.work import Outcome, Task
from cleantext.engine.cleaner import Cleaner
from cleantext.formats.entries import Form
from cleantext.formats.text import encoding_of

from .destination import Destination, destination_of, is_terminal, output_folder, stdin_is_terminal, with_targets
from .options import config_path
from .progress import progress
from .settings import Settings, cleaner_of, read_config, settle
from .streams import finish, talk
from .views import Manner, Voice, view

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
        raise click.UsageError("--field goes with --jsonl")
    voice = Voice.QUIET if flags["quiet"] else Voice.VERBOSE if flags["verbose"] else Voice.PLAIN
    manner = Manner(destination, voice, flags["color"])
    settings = _settings(flags, manner)
    encoding_of(b"", settings.encoding)  # refused once, not for every file
    form = Form(settings.encoding, settings.field if flags["jsonl"] else "")
    task = Task(_cleaner(settings, manner), form, flags["backup"] or "")
    planned = _planned(paths, destination, flags, settings)
    if not planned:
        manner.tell(f"cleantext: warning: no files to clean in {', '.join(paths)}")
    outcomes = _run(planned, task, workers_for(planned, settings.jobs), manner)
    _conclude(outcomes, planned, manner, stats=flags["stats"])
    if any(outcome.failed for outcome in outcomes):
        return 2
    return 1 if destination is Destination.CHECK and any(outcome.changed for outcome in outcomes) else 0


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
            raise click.UsageError(f"{path} is both input and output (-i cleans in place)")
    include = settings.include or (_RECORDS if flags["jsonl"] else TEXTS)
    found = sources(paths, include=include, exclude=settings.exclude, stdin=flags["stdin_filename"], unless=folder)
    return with_targets(list(found), destination, flags["output"] or "", folder)


def _run(planned: Sequence[Source], task: Task, workers: int, manner: Manner) -> list[Outcome]:
    outcomes = []
    destination = manner.destination
    # Where the data itself goes to a terminal there is enough to look at.
    to_watch = manner.voice is not Voice.QUIET and (destination.is_silent or not is_terminal(sys.stdout))
    with progress(len(planned), color=manner.color, shown=to_watch and is_terminal(sys.stderr)) as step:
        views = destination in (Destination.DIFF, Destination.REMOVED)
        for outcome in run(planned, task, view(manner), workers=workers, views=views):
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

        manner.tell(f"cleantext: {batch_line(outcomes, would=manner.destination is Destination.CHECK)}")
