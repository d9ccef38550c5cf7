"""The diff for a terminal: what was taken out, shown where it stood, and by which rule.

Text of a document is only ever the plain content of a `rich.text.Text`: Rich does not look for markup or emoji codes
in it, and whatever could drive the terminal is spelled out before (`shown_parts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.style import Style
from rich.text import Text

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result

from .hunks import Row, Span, hunks, shown, shown_parts

# Six hues that are readable on dark and on light ground, plain and bold; what often stands side by side differs.
_STYLES = {
    "appeal": "red",
    "newsletter": "magenta",
    "promo": "yellow",
    "related": "cyan",
    "caption": "magenta",
    "gallery": "cyan",
    "credit": "yellow",
    "byline": "bright_blue",
    "meta": "cyan",
    "bio": "bold bright_blue",
    "share": "bold yellow",
    "comments": "bold cyan",
    "consent": "bold red",
    "ad": "red",
    "legal": "bright_blue",
    "nav": "bold magenta",
    "player": "bold yellow",
    "embed": "bold cyan",
    "separator": "bright_blue",
    "paywall": "bold red",
    "repeat": "bold magenta",
}
_DEFAULT = "red"
_ADDED = Style(color="green", bold=True)
_FEWEST_CELLS = 20  # room for text in a very narrow terminal


def draw_diff(name: str, result: Result, console: Console) -> None:
    """Draws on `console` what was removed from the text called `name`; nothing if that is nothing."""
    if not result.changed:
        return
    pen = _Pen(console)
    last = result.original.count("\n") + 1
    gutter = len(str(last)) + 5
    room = max(console.width - gutter - 1, _FEWEST_CELLS)
    pen.write(pen.title(name, result), 0, console.width)
    for hunk in hunks(result, room):
        pen.blank()
        rules: set[str] = set()
        for row, label in _labelled(hunk):
            fresh = {edit.rule for edit in label}
            if not fresh <= rules:
                pen.write(pen.label(label), gutter, room)
                rules = fresh
            pen.row(row, gutter, room)
    pen.blank()


def _labelled(hunk: list[Row]) -> Iterable[tuple[Row, list[Edit]]]:
    """Each row with its edits; a kept first row goes below the label of the row that follows it."""
    edits = [[span.edit for span in row.spans if span.edit] for row in hunk]
    if not edits[0] and len(edits) > 1:
        edits[0] = edits[1]
    return zip(hunk, edits)


class _Pen:
    """Writes on one console, in colour or with signs for it, in what its encoding has."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._colored = console.color_system is not None and not console.no_color
        self._encoding = console.encoding
        self._ellipsis = self._encodable("…", "...")

    def title(self, name: str, result: Result) -> Text:
        removed = sum(edit.end - edit.start for edit in result.edits)
        size = len(result.original)
        count = len(result.edits)
        title = Text().append(self._plain(name), "bold")
        title.append(f"  {count:,} edit{'s' * (count != 1)}, {removed:,} of {size:,} characters")
        title.append(f" ({removed / size:.0%})" if size else "")
        for category, times in Counter(edit.category for edit in result.edits).most_common():
            title.append("  ").append(f"{self._plain(category)} {times:,}", _style(category))
        return title

    def label(self, edits: list[Edit]) -> Text:
        label = Text()
        for category in dict.fromkeys(edit.category for edit in edits):
            rules = dict.fromkeys(self._plain(edit.rule) for edit in edits if edit.category == category)
            label.append("   " if label else "")
            label.append(self._plain(category) + " ", _style(category) + Style(bold=True))
            label.append(", ".join(rules), _style(category))
        return label

    def row(self, row: Row, gutter: int, room: int) -> None:
        content = Text()
        # Where words have no spaces between them, the ellipsis has none either.
        if row.cut_before:
            content.append(self._ellipsis + " " * (" " in row.spans[0].text), "dim")
        for span in row.spans:
            self._span(content, span, row)
        if row.cut_after:
            content.append(" " * (" " in row.spans[-1].text) + self._ellipsis, "dim")
        first = next((span.edit for span in row.spans if span.edit), None)
        margin = Text().append(f"{row.line + 1:>{gutter - 3}} ", "dim")
        margin.append(row.sign + " ", _style(first.category) if first else "")
        self.write(content, gutter, room, margin)

    def write(self, text: Text, indent: int, room: int, margin: Text | None = None) -> None:
        rows = list(text.wrap(self._console, room, overflow="fold")) if text else [text]
        for row in rows:
            row.rstrip()
        if len(rows) > 1 and rows[-1].plain == self._ellipsis and " " in rows[-2].plain:
            rows.pop()  # an ellipsis is not worth a row: it takes the place of a word of context
            rows[-1] = rows[-1][: rows[-1].plain.rindex(" ") + 1].append(self._ellipsis, "dim")
        for index, row in enumerate(rows):
            start = margin if margin and index == 0 else Text(" " * indent)
            self._console.print(start + row, soft_wrap=True, highlight=False)

    def blank(self) -> None:
        self._console.print()

    def _span(self, content: Text, span: Span, row: Row) -> None:
        inside = row.sign == "~" and span.edit is not None
        style, signs = Style(), ("", "")
        if span.edit:
            style = _ADDED if span.added else _style(span.edit.category) + Style(strike=inside)
        if inside and not self._colored:
            signs = ("{+", "+}") if span.added else ("[-", "-]")
        # A space that goes with a word would only make the edge ragged, and wrap badly.
        text = (span.text.strip(" ") if inside else "") or span.text
        before, after = span.text.split(text, 1)
        content.append(before + signs[0])
        for part, hidden in shown_parts(self._encodable(text)):
            content.append(part, style + Style(reverse=True) if hidden else style)
        content.append(signs[1] + after)

    def _plain(self, text: str) -> str:
        return shown(self._encodable(text))

    def _encodable(self, text: str, instead: str = "") -> str:
        """`text`, spelled out where the console's encoding has no character for it."""
        try:
            text.encode(self._encoding, "surrogatepass")
        except UnicodeEncodeError:
            return instead or text.encode(self._encoding, "backslashreplace").decode(self._encoding)
        return text


def _style(category: str) -> Style:
    return Style.parse(_STYLES.get(category, _DEFAULT))
