"""What a drawn diff shows of a text: the lines with edits in them, folded around these, and a line on either side.

Pure: rows of spans, no colours. Widths are terminal cells of the text as it is shown, in which a Chinese character
takes two and a combining mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result

from .unified import Lines, runs

JOINT = "↵"  # a line break that goes, so that two lines become one
AROUND = 60  # cells of unchanged text shown on each side of an edit within a line
_SLACK = 20  # a fold that would hide less than this is not worth its ellipsis
_LINE_BREAKS = ("\r\n", "\n")

# What could drive a terminal, or change how the rest of a line reads: controls, bidi marks, overrides and isolates,
# line separators, invisible characters, tags, lone surrogates. The joiners of emoji and Persian (U+200C, U+200D) stay.
_HIDDEN = re.compile(
    "([\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]+)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a row: kept if it has no edit, else removed or, with `added`, put in its place.

    With `near`, it is kept although the edit nearly came to be. A `number` refers to the reason that is given.
    """

    text: str
    edit: Edit | None = None
    added: bool = False
    near: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the original, by number (from 0), or as much of it as is shown."""

    line: int
    sign: str  # " " kept, "-" removed, "~" changed within, "?" nearly changed
    spans: tuple[Span, ...]
    cut_before: bool = False
    cut_after: bool = False


def hunks(result: Result, room: int) -> Iterator[list[Row]]:
    """The rows to draw, in groups; between two groups something is left out. A kept line fits into `room` cells."""
    lines = Lines(result.original)
    hunk: list[Row] = []
    for row in _changed_rows(lines, result.edits):
        if not hunk:
            hunk = [*_before(lines, row, -1, room), row]
            continue
        last = hunk[-1]
        following = _text_line(lines, range(last.line + 1, row.line))
        between = _row(lines, following, room) if following is not None else None
        if last.line != row.line and following is None:
            hunk.append(row)
        elif between and not between.cut_after and following == _text_line(lines, range(row.line - 1, last.line, -1)):
            hunk += between, row
        else:
            yield [*hunk, *_after(lines, last, row.line, room)]
            hunk = [*_before(lines, row, last.line, room), row]
    if hunk:
        yield [*hunk, *_after(lines, hunk[-1], len(lines.texts), room)]


def shown_parts(text: str) -> Iterator[tuple[str, bool]]:
    r"""`text` as it may go to a terminal, in parts, each with whether it stands for something that may not.

    >>> list(shown_parts("so\x1b[1m"))
    [('so', False), ('\\x1b', True), ('[1m', False)]
    """
    for index, part in enumerate(_HIDDEN.split(text)):
        if part:
            yield (part.encode("unicode_escape").decode("ascii"), True) if index % 2 else (part, False)


def shown(text: str) -> str:
    """`text` as it may go to a terminal."""
    return "".join(part for part, _ in shown_parts(text))


@dataclass(frozen=True, slots=True)
class _Mark:
    """What an edit is drawn on: the original[start:end], or the text an equal edit one line break later removes."""

    start: int
    end: int
    edit: Edit
    blank: bool  # nothing but white space
    joins: bool  # text that stays follows on the line where its run ends


def _marks(text: str, edits: tuple[Edit, ...]) -> Iterator[_Mark]:
    groups = list(runs(edit for edit in edits if edit.start < edit.end or edit.replacement))
    for run, following in zip(groups, [*groups[1:], None]):
        limit = following[0].start if following else len(text)
        slide = _slide(text, run, limit)
        after = text[run[-1].end + slide : run[-1].end + slide + 1]
        for edit in run:
            # Borders move with the run's, except for those inside a line.
            start = edit.start + (slide if edit is run[0] or text.startswith(_LINE_BREAKS, edit.start) else 0)
            end = edit.end + (slide if edit is run[-1] or text.startswith(_LINE_BREAKS, edit.end) else 0)
            yield _Mark(start, max(start, end), edit, not text[start:end].strip(), after not in ("", "\r", "\n"))


def _slide(text: str, run: list[Edit], limit: int) -> int:
    """Removing "\\n\\nAD" before "\\n" is the same as removing "\\nAD\\n" after it, and this shows as whole lines."""
    start, end = run[0].start, run[-1].end
    for line_break in _LINE_BREAKS:
        if text.startswith(line_break, start) and text.startswith(line_break, end):
            size = len(line_break)
            return size if end + size <= limit and not any(edit.replacement for edit in run) else 0
    return 0


def _changed_rows(lines: Lines, edits: tuple[Edit, ...]) -> Iterator[Row]:
    on_line: list[_Mark] = []
    at = -1
    for mark in _marks(lines.text, edits):
        first = lines.index(mark.start)
        for line in range(first, max(first, lines.index(max(mark.start, mark.end - 1))) + 1):
            if line != at and on_line:
                yield from _line_rows(lines, at, on_line)
                on_line = []
            at = line
            on_line.append(mark)
    if on_line:
        yield from _line_rows(lines, at, on_line)


def _line_rows(lines: Lines, line: int, marks: list[_Mark]) -> Iterator[Row]:
    """A line with edits in it: one row, or several where it is folded between two edits."""
    start, content = content_of(lines, line)
    end = start + len(content)
    spans: list[Span] = []
    position = start
    for mark in marks:
        left, right = (min(max(border, start), end) for border in (mark.start, mark.end))
        if left > position:
            spans.append(Span(lines.text[position:left]))
        if right > left:
            spans.append(Span(lines.text[left:right], mark.edit))
        if mark.edit.replacement and mark.start >= start:
            spans.append(Span(mark.edit.replacement, mark.edit, added=True))
        position = max(position, right)
    if position < end:
        spans.append(Span(lines.text[position:end]))
    stays = any(span.text.strip() for span in spans if span.added or not span.edit)
    last = marks[-1]
    if stays and last.end > end and (last.joins or last.blank):
        spans.append(Span(JOINT, last.edit))
    # Where an edit takes text and the white space around it, the text is enough.
    if not (any(span.edit for span in spans) if content.strip() or stays else all(mark.blank for mark in marks)):
        return
    if stays:
        yield from _folded(Row(line, "~", tuple(spans)))
    else:
        yield Row(line, "-", tuple(span if span.edit else replace(span, edit=last.edit) for span in spans))


def _folded(row: Row) -> Iterator[Row]:
    spans: list[Span] = []
    cut = False
    for index, span in enumerate(row.spans):
        if span.edit:
            spans.append(span)
            continue
        opens, closes = index == 0, index == len(row.spans) - 1
        if _fits(span.text, (AROUND if opens or closes else 2 * AROUND) + _SLACK):
            spans.append(span)
        elif opens:
            spans.append(Span(_tail(span.text, AROUND)))
            cut = True
        else:
            yield replace(row, spans=(*spans, Span(_head(span.text, AROUND))), cut_before=cut, cut_after=True)
            if closes:
                return
            spans, cut = [Span(_tail(span.text, AROUND))], True
    yield replace(row, spans=tuple(spans), cut_before=cut)


def _before(lines: Lines, row: Row, stop: int, room: int) -> Iterator[Row]:
    """The end of the line before a row that starts with an edit."""
    if row.spans and not row.spans[0].edit and row.sign == "~":
        return
    line = _text_line(lines, range(row.line - 1, stop, -1))
    if line is not None:
        content = content_of(lines, line)[1]
        whole = _fits(content, room)
        yield Row(line, " ", (Span(content if whole else _tail(content, room - 2)),), cut_before=not whole)


def _after(lines: Lines, row: Row, stop: int, room: int) -> Iterator[Row]:
    """The start of the line after a row that ends with an edit."""
    if row.spans and not row.spans[-1].edit and row.sign == "~":
        return
    line = _text_line(lines, range(row.line + 1, stop))
    if line is not None:
        yield _row(lines, line, room)


def _row(lines: Lines, line: int, room: int) -> Row:
    content = content_of(lines, line)[1]
    whole = _fits(content, room)
    return Row(line, " ", (Span(content if whole else _head(content, room - 2)),), cut_after=not whole)


def _text_line(lines: Lines, candidates: range) -> int | None:
    return next((line for line in candidates if not lines.texts[line].isspace()), None)


def content_of(lines: Lines, line: int) -> tuple[int, str]:
    """Where a line starts, and the line without its line break."""
    if line == len(lines.texts):
        return len(lines.text), ""
    text = lines.texts[line]
    size = next((len(line_break) for line_break in _LINE_BREAKS if text.endswith(line_break)), 0)
    return lines.starts[line], text[: len(text) - size]


def _fits(text: str, room: int) -> bool:
    # A text of so many code points that fits is all marks; and measuring a whole book to find out is slow.
    return len(text) <= 8 * room and cell_len(shown(text)) <= room


def _head(text: str, room: int) -> str:
    """As much of the start of `text` as fits, up to the end of a word."""
    text = text[: 8 * room]
    end = used = 0
    while end < len(text):
        used += cell_len(shown(text[end]))
        if used > room:
            break
        end += 1
    border = max(text.rfind(" ", end // 2, end + 1), 0)
    return text[: border or end].rstrip()


def _tail(text: str, room: int) -> str:
    """As much of the end of `text` as fits, from the start of a word."""
    text = text[-8 * room :]
    start, used = len(text), 0
    while start > 0:
        used += cell_len(shown(text[start - 1]))
        if used > room:
            break
        start -= 1
    while start < len(text) and not cell_len(shown(text[start])):
        start += 1  # a mark without its letter
    border = text.find(" ", max(start - 1, 0), (start + len(text)) // 2)
    return text[border + 1 if border >= 0 else start :].lstrip()
