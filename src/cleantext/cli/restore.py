"""`cleantext restore`: the way back from the cleaned text to the original."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .streams import finish, talk, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleantext.batch.restore import Edits, Restored
    from cleantext.batch.walk import Source
    from cleantext.batch.work import Outcome

    from .views import Manner

_EPILOG = """\b
Examples:
  cleantext --edits edits.jsonl article.txt > clean.txt
  cleantext restore --edits edits.jsonl clean.txt > article.txt
  cleantext restore --edits edits.jsonl -i corpus/
"""


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(readable=False))
@click.option("--edits", metavar="FILE", required=True, help="The side file that cleaning wrote.")
@click.option("-o", "--output", metavar="FILE|DIR", help="Write there; a folder is mirrored. '-' is standard output.")
@click.option("-i", "--in-place", is_flag=True, help="Replace the files. Those that are the originals are not touched.")
@click.option("--backup", metavar="SUFFIX", help="With -i: keep the cleaned file, with this suffix.")
@click.option("--encoding", metavar="NAME", help="Of the files. [default: as they were cleaned]")
@click.option("--include", metavar="GLOB", multiple=True, help="In folders: take these. [default: as for cleaning]")
@click.option("--exclude", metavar="GLOB", multiple=True, help="In folders: pass these over.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what became of each file.")
def restore(**flags: Any) -> int:
    """Put back what cleaning took out: the original, byte for byte.

    PATH is a cleaned file, a folder of them or '-', standard input. A file is known by its path below the folder that
    was cleaned, and its text must be the one that cleaning gave; any other is refused.
    """
    from cleantext.batch.restore import edits_in, restore_source

    from .destination import Destination, destination_of
    from .session import named
    from .views import Manner, Voice

    paths = named(flags["paths"])
    destination = destination_of({**flags, **dict.fromkeys(("diff", "diff_side", "check", "removed"), False)}, paths)
    voice = Voice.QUIET if flags["quiet"] else Voice.VERBOSE if flags["verbose"] else Voice.PLAIN
    manner = Manner(destination, voice, "auto")
    edits = _edits(edits_in(Path(flags["edits"])), flags["encoding"])
    planned = _planned(paths, edits, destination, flags)
    if not planned:
        manner.tell(f"cleantext: warning: no files to restore in {', '.join(paths)}")

    def see(restored: Restored) -> None:
        if restored.error:
            talk(f"cleantext: {restored.error}")
        if destination is Destination.STDOUT:
            write(restored.output)

    outcomes = []
    for source in planned:
        outcome = restore_source(source, edits, see, backup=flags["backup"] or "")
        _report(source, outcome, edits, manner)
        outcomes.append(outcome)
    finish()
    if destination.is_silent and (len(planned) > 1 or any(source.found for source in planned)):
        from cleantext.report.summary import batch_line

        manner.tell(f"cleantext: {batch_line(outcomes, cleaned='restored')}")
    return 2 if any(outcome.failed for outcome in outcomes) else 0


def _edits(edits: Edits, encoding: str | None) -> Edits:
    """`edits`, for files that are in another encoding now if one is named."""
    from dataclasses import replace

    from cleantext.formats.text import encoding_of

    chosen = replace(edits, head=replace(edits.head, encoding=encoding)) if encoding else edits
    encoding_of(b"", chosen.form.encoding)  # refused once, not for every file
    return chosen


def _planned(paths: Sequence[str], edits: Edits, destination: Any, flags: dict[str, Any]) -> list[Source]:
    import os

    from cleantext.batch.walk import sources

    from .destination import output_folder, with_targets
    from .session import included

    folder = output_folder(flags["output"], paths)
    include = included(flags["include"], records=bool(edits.form.field))
    found = sources(paths, include=include, exclude=flags["exclude"], stdin="stdin", unless=folder)
    itself = os.path.realpath(edits.path)
    kept = [source for source in found if not (source.found and os.path.realpath(source.name) == itself)]
    return with_targets(kept, destination, flags["output"] or "", folder)


def _report(source: Source, outcome: Outcome, edits: Edits, manner: Manner) -> None:
    if outcome.error:
        talk(f"cleantext: {outcome.error}")
    elif outcome.changed:
        manner.tell_all(f"cleantext: {source.name}: restored")
    elif edits.place_of(source) is not None:
        manner.tell_all(f"cleantext: {source.name}: is the original")
    elif not source.found and edits.places:
        manner.tell(f"cleantext: warning: {source.name}: {edits.path} has no edits of it: left as it is")
