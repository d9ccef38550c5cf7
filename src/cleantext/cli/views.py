"""Views: what is shown of each document: the text, the diff, or what was removed. Imported when they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from cleantext.batch.parts import of_whole_documents
from cleantext.batch.work import Done
from cleantext.engine.passes import Result
from cleantext.formats.text import Encoding

from .destination import Destination, is_terminal
from .streams import talk, write

_WIDE = ("utf-16", "utf-32")  # no tool reads a diff in these


class Voice(StrEnum):
    """How much is said on standard error."""

    QUIET = "quiet"
    PLAIN = "plain"
    VERBOSE = "verbose"


class Manner(NamedTuple):
    """How a run shows itself. `sides`: the text before and after side by side; `pages`: what is long, in a pager."""

    destination: Destination
    voice: Voice
    color: str
    sides: bool = False
    pages: bool = False

    def tell(self, message: str) -> None:
        """Says something that is no error."""
        if self.voice is not Voice.QUIET:
            talk(message)

    def tell_all(self, message: str) -> None:
        """Says something that only those want to know who asked for it."""
        if self.voice is Voice.VERBOSE:
            talk(message)


def view(manner: Manner) -> Callable[[Done], None]:
    """Shows a document on standard output as the destination wants, and what is wrong with it on standard error."""
    show = _view(manner.destination, manner.color, sides=manner.sides)

    def see(done: Done) -> None:
        if done.error:
            talk(f"cleantext: {done.error}")
        for note in done.notes:
            manner.tell(f"cleantext: warning: {note}")
        show(done)

    return see


def _view(destination: Destination, color: str, *, sides: bool) -> Callable[[Done], None]:
    match destination:
        case Destination.STDOUT:
            return lambda done: write(done.output)
        case Destination.REMOVED:
            return _removed()
        case Destination.DIFF:
            return of_whole_documents(_drawn(color, sides=sides) if _is_drawn(color) else _unified())
        case _:
            return lambda _: None


def _is_drawn(color: str) -> bool:
    """On a terminal always, because there a plain diff would send what the text holds to it."""
    from cleantext.report.console import wants_color

    return is_terminal(sys.stdout) or (sys.stdout is not None and wants_color(color, sys.stdout))


def _removed() -> Callable[[Done], None]:
    from cleantext.report.removed import removed_lines

    def show(done: Done) -> None:
        if done.result:
            for line in removed_lines(done.name, done.line, done.result, done.start):
                write(line.encode("utf-8"))

    return show


def _unified() -> Callable[[Done], None]:
    from cleantext.report.unified import unified_diff

    def show(done: Done) -> None:
        if done.result and done.result.changed:
            codec = "utf-8" if done.encoding.codec.startswith(_WIDE) else done.encoding.codec
            for piece in unified_diff(_title(done), _with_bom(done.result, done.encoding)):
                write(_encoded(piece, codec))

    return show


def _drawn(color: str, *, sides: bool) -> Callable[[Done], None]:
    from cleantext.report.console import make_console
    from cleantext.report.drawn import draw_diff, draw_sides

    console, draw = make_console(color, sys.stdout), draw_sides if sides else draw_diff

    def show(done: Done) -> None:
        if done.result and done.result.changed:
            draw(_title(done), done.result, console)

    return show


def _title(done: Done) -> str:
    return f"{done.name}:{done.line}" if done.line else done.name


def _with_bom(result: Result, encoding: Encoding) -> Result:
    """`result` on the text as it stands in the file: patch compares the first line with its byte order mark."""
    if not encoding.bom or encoding.codec.startswith(_WIDE):
        return result
    edits = tuple(replace(edit, start=edit.start + 1, end=edit.end + 1) for edit in result.edits)
    return Result("\ufeff" + result.original, edits, result.vetoes)


def _encoded(text: str, codec: str) -> bytes:
    """In the encoding of the file, or patch would not find its lines. File names may hold bytes that are no text."""
    try:
        return text.encode(codec, "surrogateescape")
    except UnicodeEncodeError:
        return text.encode(codec, "backslashreplace")
