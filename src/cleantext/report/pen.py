"""The pen: writes titles, labels and rows on a console, in colour or with signs for it.

Text of a document is only ever the plain content of a `rich.text.Text`: Rich does not look for markup or emoji codes
in it, and whatever could drive the terminal is spelled out before (`shown_parts`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.console import Console
from rich.style import Style
from rich.text import Text

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result

from .hunks import Row, Span, shown, shown_parts

if TYPE_CHECKING:
    from .annotated import Mark

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


class Pen:
    """Writes on one console, in colour or with signs for it, in what its encoding has."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._colored = console.color_system is not None and not console.no_color
        self._encoding = console.encoding
        self._ellipsis = self._encodable("…", "...")
        self._arrow = self._encodable("←", "<-")
        self._bar = self._encodable("│", "|")

    def title(self, name: str, result: Result) -> Text:
        removed = sum(edit.end - edit.start for edit in result.edits)
        size = len(result.original)
        count = len(result.edits)
        title = Text().append(self.plain(name), "bold")
        title.append(f"  {count:,} edit{'s' * (count != 1)}, {removed:,} of {size:,} characters")
        title.append(f" ({removed / size:.0%})" if size else "")
        for category, times in Counter(edit.category for edit in result.edits).most_common():
            title.append("  ").append(f"{self.plain(category)} {times:,}", _style(category))
        return title

    def label(self, edits: list[Edit]) -> Text:
        label = Text()
        for category in dict.fromkeys(edit.category for edit in edits):
            rules = dict.fromkeys(self.plain(edit.rule) for edit in edits if edit.category == category)
            label.append("   " if label else "")
            label.append(self.plain(category) + " ", _style(category) + Style(bold=True))
            label.append(", ".join(rules), _style(category))
        return label

    def reason(self, mark: Mark) -> Text:
        """Who removed something, or nearly did, and why."""
        edit, style = mark.edit, _style(mark.edit.category)
        reason = Text().append(f"[{mark.number}] " if mark.number else "", style)
        reason.append("near: " if mark.stayed else "", "bold")
        reason.append(self.plain(edit.category) + " ", style + Style(bold=True))
        reason.append(self.plain(edit.rule), style).append(f", {edit.level}: ", "dim")
        reason.append(self.plain(mark.why))
        reason.append(f" Stays: {self.plain(mark.stayed)}." if mark.stayed else "", "bold")
        if mark.number and mark.edit.evidence:
            reason.append(f" {self._arrow} {self.plain(mark.edit.evidence)}", "dim")
        return reason

    def row(self, row: Row, gutter: int, room: int, note: str = "") -> None:
        content = self._content(row, row.spans)
        if note:
            content.append(f"  {self._arrow} {self.plain(note)}", "dim")
        self.write(content, gutter, room, self._margin(row, gutter))

    def sides(self, row: Row, gutter: int, room: int) -> None:
        """A row as it was and, beside it, as it becomes; each in `room` cells."""
        stays = tuple(replace(span, edit=None) for span in row.spans if span.added or not span.edit)
        left = self._wrapped(self._content(row, tuple(span for span in row.spans if not span.added)), room)
        right = self._wrapped(self._content(row, stays), room) if any(span.text.strip() for span in stays) else []
        for index, (was, becomes) in enumerate(zip_longest(left, right, fillvalue=Text())):
            was.align("left", room)
            start = self._margin(row, gutter) if index == 0 else Text(" " * gutter)
            line = start + was + Text(f" {self._bar} ", "dim") + becomes
            line.rstrip()
            self._console.print(line, soft_wrap=True, highlight=False)

    def write(self, text: Text, indent: int, room: int, margin: Text | None = None) -> None:
        for index, row in enumerate(self._wrapped(text, room)):
            start = margin if margin and index == 0 else Text(" " * indent)
            self._console.print(start + row, soft_wrap=True, highlight=False)

    def _wrapped(self, text: Text, room: int) -> list[Text]:
        rows = list(text.wrap(self._console, room, overflow="fold")) if text else [text]
        for row in rows:
            row.rstrip()
        if len(rows) > 1 and rows[-1].plain == self._ellipsis and " " in rows[-2].plain:
            rows.pop()  # an ellipsis is not worth a row: it takes the place of a word of context
            rows[-1] = rows[-1][: rows[-1].plain.rindex(" ") + 1].append(self._ellipsis, "dim")
        return rows

    def _content(self, row: Row, spans: tuple[Span, ...]) -> Text:
        content = Text()
        # Where words have no spaces between them, the ellipsis has none either.
        if row.cut_before and spans:
            content.append(self._ellipsis + " " * (" " in spans[0].text), "dim")
        for span in spans:
            self._span(content, span, row)
        if row.cut_after and spans:
            content.append(" " * (" " in spans[-1].text) + self._ellipsis, "dim")
        return content

    def _margin(self, row: Row, gutter: int) -> Text:
        first = next((span.edit for span in row.spans if span.edit), None)
        margin = Text().append(f"{row.line + 1:>{gutter - 3}} ", "dim")
        return margin.append(row.sign + " ", _style(first.category) if first else "")

    def blank(self) -> None:
        self._console.print()

    def _span(self, content: Text, span: Span, row: Row) -> None:
        inside = row.sign == "~" and span.edit is not None
        style, signs = Style(), ("", "")
        if span.edit:
            style = _ADDED if span.added else _style(span.edit.category) + Style(strike=inside and not span.near)
            style += Style(underline=span.near)
        if (inside or span.near) and not self._colored:
            signs = ("[?", "?]") if span.near else ("{+", "+}") if span.added else ("[-", "-]")
        # A space that goes with a word would only make the edge ragged, and wrap badly.
        text = (span.text.strip(" ") if inside else "") or span.text
        before, after = span.text.split(text, 1)
        content.append(before + signs[0])
        for part, hidden in shown_parts(self._encodable(text)):
            content.append(part, style + Style(reverse=True) if hidden else style)
        content.append(signs[1])
        if span.number and span.edit:
            content.append(f"[{span.number}]", _style(span.edit.category) + Style(bold=True))
        content.append(after)

    def plain(self, text: str) -> str:
        """`text` as the console can show it."""
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
