"""`cleantext explain`: why is this removed, and why does that stay?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .options import cleaning, configuring, reading
from .streams import talk, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleantext.batch.work import Done
    from cleantext.engine.cleaner import Cleaner
    from cleantext.report.explained import Explanation

_EPILOG = """\b
Examples:
  cleantext explain article.txt
  cleantext explain --near article.txt
  cleantext explain --at 12:40 article.txt
  cleantext explain --jsonl --record 7 --json docs.jsonl
"""


def _place(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, int | None] | None:
    if value is None:
        return None
    line, _, column = value.partition(":")
    if not line.isdecimal() or not (column.isdecimal() or value == line) or "0" in (line, column):
        raise click.BadParameter("is LINE or LINE:COLUMN, from 1")
    return int(line), int(column) if column else None


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(readable=False))
@click.option("--near", is_flag=True, help="Also what only just stayed, and what would have removed it.")
@click.option("--at", metavar="LINE[:COL]", callback=_place, help="Why is what stands there removed, or kept?")
@click.option("--record", metavar="N", type=click.IntRange(min=1), help="With --jsonl: the document in line N only.")
@click.option("--json", "as_json", is_flag=True, help="For programs: a JSON object for each document.")
@cleaning
@reading
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="[default: auto]")
@click.option("--no-pager", is_flag=True, help="Do not page long output.")
@configuring
def explain(**flags: Any) -> int:
    """Show a text with all that cleaning would remove: by which rule, as what, at which level, why, and going by what.

    Nothing is written. PATH is a file, a folder or '-', standard input.
    """
    from cleantext.batch.parts import of_whole_documents
    from cleantext.batch.run import run
    from cleantext.engine.errors import CleantextError
    from cleantext.engine.near import NearMisses

    from .pager import paged
    from .session import prepared

    planned, task = prepared(flags)
    near = NearMisses(task.cleaner) if flags["near"] or flags["at"] else None
    show = _data(flags) if flags["as_json"] else _drawn(flags)
    found, failed = 0, False

    def see(done: Done) -> None:
        if flags["record"] not in (None, done.line):
            return
        if done.error:
            talk(f"cleantext: {done.error}")
        see_whole(done)

    def explained(done: Done) -> None:
        nonlocal found, failed
        found += 1
        try:
            show(_explanation(done, task.cleaner, near))
        except CleantextError as error:  # no such place
            failed = True
            talk(f"cleantext: {done.name}{f':{done.line}' if done.line else ''}: {error}")

    see_whole = of_whole_documents(explained)
    with paged(wanted=not flags["no_pager"]):
        for outcome in run(planned, task, see):
            failed |= bool(outcome.failed)
            if outcome.error:
                talk(f"cleantext: {outcome.error}")
    if flags["record"] and not found:
        talk(f"cleantext: no document in line {flags['record']}")
        return 2
    return 2 if failed else 0


def _explanation(done: Done, cleaner: Cleaner, near: Any) -> Explanation:
    from cleantext.report.explained import Explanation

    assert done.result
    return Explanation(done.name, done.line, done.result, cleaner.rules, near.of(done.result) if near else None)


def _data(flags: dict[str, Any]) -> Callable[[Explanation], None]:
    from cleantext.formats.jsonl import json_line
    from cleantext.report.explained import as_data, at

    def show(explanation: Explanation) -> None:
        write(json_line(as_data(at(explanation, flags["at"]) if flags["at"] else explanation)))

    return show


def _drawn(flags: dict[str, Any]) -> Callable[[Explanation], None]:
    from cleantext.report.annotated import draw_explanation, draw_place
    from cleantext.report.console import make_console

    console = make_console(flags["color"], sys.stdout)

    def show(explanation: Explanation) -> None:
        if flags["at"]:
            draw_place(explanation, flags["at"], console)
        else:
            draw_explanation(explanation, console)

    return show
