"""Charts as SVG, drawn with leather. Colours and letters are the page's: a style sheet gives them by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from cleantext.engine.errors import CleantextError

try:
    import leather  # type: ignore[import-untyped]
    from leather import theme
except ImportError:
    raise CleantextError("a report takes leather and jinja2: pip install 'cleantext-cli[report]'") from None

_WIDTH = 720
_BAR = 26  # units of height for a bar
_COLUMNS = 300  # units of height for columns
_AXIS = 34
_THICK = 0.78  # of a bar as leather draws it
_BEYOND = 64  # units to the right of the longest bar for its figure


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and what it shows: its `viewbox` and body, and the rows of the table that says the same in figures."""

    viewbox: str
    body: str
    rows: Sequence[tuple[str, str]]


def bars(values: Sequence[tuple[str, float]], said: Sequence[str], unit: str) -> Chart:
    """Bars from left to right, the first on top. `said` are the values as people read them.

    >>> chart = bars([("nav", 2.5), ("ad", 0.5)], ["2.5 %", "0.5 %"], "%")
    >>> chart.rows, chart.body.count("<rect"), "nav: 2.5 %" in chart.body
    ([('nav', '2.5 %'), ('ad', '0.5 %')], 3, True)
    """
    drawing = leather.Chart()
    drawing.add_bars([(value, name) for name, value in values], fill_color="currentColor")
    drawing.add_x_axis(tick_formatter=lambda value, *_: f"{_plain(value)} {unit}".strip())
    names = [name for name, _ in values]
    # Leather draws the first bar at the bottom.
    return _chart(drawing, _BAR * len(values) + _AXIS, names, said, drawn=list(reversed(range(len(values)))))


def columns(values: Sequence[tuple[str, float]], said: Sequence[str], labels: Sequence[str]) -> Chart:
    """Columns, the first on the left. `labels` are short names to stand below them."""
    drawing = leather.Chart()
    drawing.add_columns([(label, value) for label, (_, value) in zip(labels, values)], fill_color="currentColor")
    drawing.add_y_axis(tick_formatter=lambda value, *_: _plain(value))
    names = [name for name, _ in values]
    return _chart(drawing, _COLUMNS, names, said, drawn=list(range(len(values))))


def _chart(drawing: leather.Chart, height: float, names: list[str], said: Sequence[str], drawn: list[int]) -> Chart:
    margin = _WIDTH * theme.margin
    group = drawing.to_svg_group(_WIDTH, height + 2 * margin)
    for series in group.iterfind(".//g[@class='series bars']"):
        for bar, number in zip(list(series), drawn):
            x, y, width, thick = (float(bar.get(key, 0)) for key in ("x", "y", "width", "height"))
            bar.set("height", f"{thick * _THICK:g}")
            bar.set("y", f"{y + thick * (1 - _THICK) / 2:g}")
            ElementTree.SubElement(bar, "title").text = f"{names[number]}: {said[number]}"
            series.append(_figure(said[number], x + width + 6, y + thick / 2, "start"))
    for series in group.iterfind(".//g[@class='series columns']"):
        for bar, number in zip(list(series), drawn):
            x, y, width = (float(bar.get(key, 0)) for key in ("x", "y", "width"))
            ElementTree.SubElement(bar, "title").text = f"{names[number]}: {said[number]}"
            series.append(_figure(said[number].split(" ")[0], x + width / 2, y - 9, "middle"))
    # What leather leaves as a margin is cut off but for a figure beyond the longest bar.
    viewbox = f"{margin - 4:g} {margin - 20:g} {_WIDTH - 2 * margin + _BEYOND:g} {height + 22:g}"
    return Chart(viewbox, ElementTree.tostring(group, encoding="unicode"), list(zip(names, said)))


def _figure(said: str, x: float, y: float, anchor: str) -> ElementTree.Element:
    """What a bar says, to be written beside it."""
    label = ElementTree.Element("text", {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor, "class": "said"})
    label.set("dy", "0.35em")
    label.text = said
    return label


def _plain(value: float) -> str:
    return f"{float(value):,.10g}"
