"""The whole text with every removal in place, and above it who removed it and why; likewise what only just stayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.console import Console
from rich.text import Text

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.edits import Edit

from .explained import EDGE, KEPT, Explanation, beside, span_at
from .hunks import Row, Span, content_of
from .pen import Pen
from .unified import Lines

_FEWEST_CELLS = 20  # room for text in a very narrow terminal
_BESIDE = {KEPT: "text that stays", EDGE: "nothing"}


@dataclass(frozen=True, slots=True)
class Mark:
    """An edit and its reason or, where it says why it `stayed`, one that nearly came to be.

    `number` tells it from others in its line; 0 where it is alone.
    """

    edit: Edit
    why: str
    stayed: str = ""
    number: int = 0


def draw_explanation(explanation: Explanation, console: Console) -> None:
    """Draws the text of `explanation` on `console`, with the reasons."""
    lines = Lines(explanation.result.original)
    pen = Pen(console)
    gutter = len(str(len(lines.texts))) + 5
    room = max(console.width - gutter - 1, _FEWEST_CELLS)
    pen.write(pen.title(explanation.title, explanation.result), 0, console.width)
    for veto in explanation.result.vetoes:
        pen.write(Text(veto), 0, console.width)
    pen.blank()
    was_blank, said = True, ("", "")  # what the last reason was: a run of lines for the same one has it once
    for row, marks in _rows(lines, _marks(explanation)):
        if not any(span.text.strip() for span in row.spans):
            if not was_blank:
                pen.blank()
            was_blank = True
            continue
        was_blank = False
        for mark in marks:
            if mark.number or (mark.edit.rule, mark.stayed) != said:
                pen.write(pen.reason(mark), gutter, room)
            said = (mark.edit.rule, mark.stayed)
        if not marks:
            said = ("", "")
        pen.row(row, gutter, room, _note(marks))
    pen.blank()


def draw_place(explanation: Explanation, place: tuple[int, int | None], console: Console) -> None:
    """Says on `console` why what stands at `place` (as in `span_at`) was removed or stayed."""
    pen = Pen(console)
    start, end = span_at(explanation.result.original, place)
    title = ":".join([explanation.title, *(str(number) for number in place if number)])
    found = [mark for mark in _marks(explanation) if mark.edit.start < end and start < mark.edit.end]
    gone = sum(min(end, mark.edit.end) - max(start, mark.edit.start) for mark in found if not mark.stayed)
    left = explanation.result.original[start:end].strip()
    state = "kept" if not gone else "removed" if gone >= len(left) else "removed in part"
    pen.write(Text().append(pen.plain(title), "bold").append(f"  {state if left else 'blank'}"), 0, console.width)
    for mark in found:
        pen.blank()
        pen.write(pen.reason(mark), 2, console.width - 2)
        pen.write(Text(pen.plain(_weighed(explanation, mark)), "dim"), 2, console.width - 2)
        text = " ".join(explanation.result.original[mark.edit.start : mark.edit.end].split())
        pen.row(Row(place[0] - 1, "?" if mark.stayed else "-", (Span(text, mark.edit),)), 7, console.width - 8)
    if not found and left:
        pen.blank()
        pen.write(Text("No rule takes it at any level, and none nearly does."), 2, console.width - 2)
    pen.blank()


def _weighed(explanation: Explanation, mark: Mark) -> str:
    """What the rule went by, and what stands beside a removal."""
    went_by = f"Went by {mark.edit.evidence}." if mark.edit.evidence else ""
    if mark.stayed:
        return went_by
    before, behind = (_BESIDE.get(each, each) for each in beside(explanation.result, _index(explanation, mark)))
    return f"{went_by} Before it: {before}; behind it: {behind}.".strip()


def _index(explanation: Explanation, mark: Mark) -> int:
    return explanation.result.edits.index(mark.edit)


def _marks(explanation: Explanation) -> list[Mark]:
    """The edits and, where these leave something, what nearly came to be; in order, none over another."""
    rules = explanation.rules
    marks = [Mark(edit, rules[edit.rule].why) for edit in explanation.result.edits]
    taken = Claims(Claim(edit.start, edit.end, edit.rule) for edit in explanation.result.edits)
    for near in explanation.near or ():
        rule = rules[near.rule]
        for start, end in list(taken.free(near.start, near.end)):
            if explanation.result.original[start:end].strip():
                edit = Edit(start, end, rule.id, rule.category.value, rule.level.name.lower(), evidence=near.evidence)
                marks.append(Mark(edit, rule.why, near.stayed))
        taken.add(Claim(near.start, near.end, near.rule))
    return sorted(marks, key=lambda mark: mark.edit.start)


def _rows(lines: Lines, marks: list[Mark]) -> Iterator[tuple[Row, list[Mark]]]:
    """Each line of the text with the marks on it; numbered where there are several."""
    first = 0
    for line in range(len(lines.texts)):
        start, content = content_of(lines, line)
        end = start + len(content)
        while first < len(marks) and marks[first].edit.end <= start:
            first += 1
        here = []
        for mark in marks[first:]:
            if mark.edit.start >= end:
                break
            if lines.text[max(start, mark.edit.start) : min(end, mark.edit.end)].strip():
                here.append(mark)
        if len(here) > 1:
            here = [replace(mark, number=number) for number, mark in enumerate(here, 1)]
        spans, position = [], start
        for mark in here:
            left, right = max(start, mark.edit.start), min(end, mark.edit.end)
            spans.append(Span(lines.text[position:left]))
            spans.append(Span(lines.text[left:right], mark.edit, near=bool(mark.stayed), number=mark.number))
            position = right
        spans.append(Span(lines.text[position:end]))
        yield Row(line, _sign(spans), tuple(span for span in spans if span.text)), here


def _sign(spans: list[Span]) -> str:
    gone = any(span.edit and not span.near for span in spans)
    stays = any(span.text.strip() for span in spans if span.near or not span.edit)
    if gone:
        return "~" if stays else "-"
    return "?" if any(span.near for span in spans) else " "


def _note(marks: list[Mark]) -> str:
    """What the rule of the only mark went by; where there are several, their reasons say it."""
    return marks[0].edit.evidence if len(marks) == 1 else ""
