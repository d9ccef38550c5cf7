"""The diff for a terminal: what was taken out, shown where it stood, and by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result

from .hunks import Row, hunks
from .pen import Pen

_FEWEST_CELLS = 20  # room for text in a very narrow terminal
_FEWEST_BESIDE = 44  # room for text on each side: that of a terminal of about a hundred columns


def draw_diff(name: str, result: Result, console: Console) -> None:
    """Draws on `console` what was removed from the text called `name`; nothing if that is nothing."""
    if not result.changed:
        return
    pen = Pen(console)
    gutter = _gutter(result)
    room = max(console.width - gutter - 1, _FEWEST_CELLS)
    pen.write(pen.title(name, result), 0, console.width)
    _draw(result, pen, gutter, room, pen.row)


def draw_sides(name: str, result: Result, console: Console) -> None:
    """The same, with the text before on the left and after on the right; as `draw_diff` where that has no room."""
    gutter = _gutter(result)
    room = (console.width - gutter - 4) // 2
    if room < _FEWEST_BESIDE:
        draw_diff(name, result, console)
    elif result.changed:
        pen = Pen(console)
        pen.write(pen.title(name, result), 0, console.width)
        _draw(result, pen, gutter, room, pen.sides)


def _gutter(result: Result) -> int:
    return len(str(result.original.count("\n") + 1)) + 5


def _draw(result: Result, pen: Pen, gutter: int, room: int, draw: Callable[[Row, int, int], None]) -> None:
    for hunk in hunks(result, room):
        pen.blank()
        rules: set[str] = set()
        for row, label in _labelled(hunk):
            fresh = {edit.rule for edit in label}
            if not fresh <= rules:
                pen.write(pen.label(label), gutter, room)
                rules = fresh
            draw(row, gutter, room)
    pen.blank()


def _labelled(hunk: list[Row]) -> Iterable[tuple[Row, list[Edit]]]:
    """Each row with its edits; a kept first row goes below the label of the row that follows it."""
    edits = [[span.edit for span in row.spans if span.edit] for row in hunk]
    if not edits[0] and len(edits) > 1:
        edits[0] = edits[1]
    return zip(hunk, edits)
