"""What the speed benchmark found, as tables, as goals met or not, and as the plot of docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from cleantext.engine.anchors import fastest_scanner

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PLOT = DOCS / "performance.md", DOCS / "performance.svg"
_MEASURED = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- /measured -->)", re.DOTALL)

Rates = Mapping[tuple[str, str], Sequence[float]]  # MB/s in each round, by what and on which text


def write_page(found: Mapping[str, Any], *, write: bool) -> None:
    """Prints the tables; with `write` puts them into the page and draws the plot."""
    rates: Rates = {_key(row): values for row, values in found["rates"].items()}
    lines = "\n".join([*_head(found), *_speeds(rates), *_others(found), *_growth(rates, found), *_goals(rates, found)])
    print(lines)
    if write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_MEASURED.sub(lambda _: f"\n{lines}\n", page), encoding="utf-8")
        _draw(rates)


def _key(row: Any) -> tuple[str, str]:
    """What a row is called; rows of rules by their number and kind."""
    *_, last = row.contender.split() or [""]
    return (row.what, last if row.what == "own rules" else row.text)


def _head(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"Measured {date.today():%d %B %Y} on {_machine()}, Python {platform.python_version()},"
    versions = [f"{name} {text}" for name, text in found["versions"].items() if name != "reference"]
    scanner = fastest_scanner().__name__.removesuffix("_scanner").replace("_", "-")
    yield f"{', '.join(versions)} (anchors by {scanner}); text of the {found['text']}."
    for name, why in found["missing"].items():
        yield f"Not measured: {name} ({why})."
    yield ""


def _machine() -> str:
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        name = next((line.split(":")[1].strip() for line in info.read_text().split("\n") if "model name" in line), name)
    return f"{os.cpu_count()} cores of {name}, {sys.platform}"


def _speeds(rates: Rates) -> Iterator[str]:
    yield "| what | residue lines | MB/s | of C4 | of the reference |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for (what, text), values in rates.items():
        if what not in {"documents of", "own rules"}:
            c4 = _of(rates, (what, text), ("datatrove C4 filter", text if text == "10 %" else "1 %"))
            reference = _of(rates, (what, text), ("decode and splitlines (reference)", "1 %"))
            yield f"| {what} | {text} | {_figure(median(values))} | {_figure(c4)} | {_figure(reference)} |"
    yield ""


def _others(found: Mapping[str, Any]) -> Iterator[str]:
    yield "| start (wall) | ms | of `python -c pass` |"
    yield "| --- | ---: | ---: |"
    bare = found["start"]["python -c pass"]
    for name, value in found["start"].items():
        yield f"| {name} | {value:.1f} | {value / bare:.1f} |"
    yield ""
    yield "| peak memory | MB |"
    yield "| --- | ---: |"
    for name, value in found["memory"].items():
        yield f"| {name} | {value:.0f} |"
    yield ""


def _growth(rates: Rates, found: Mapping[str, Any]) -> Iterator[str]:
    yield "| documents of (1 % residue lines) | MB/s | | rules of one's own | MB/s | of none |"
    yield "| --- | ---: | --- | --- | ---: | ---: |"
    sizes = [(text, median(values)) for (what, text), values in rates.items() if what == "documents of"]
    rules = [("none", median(rates["cleantext, standard", "1 %"]), 1.0)]
    for (what, text), values in rates.items():
        if what == "own rules":
            count, kind = text.split("-")
            of_none = _of(rates, (what, text), ("cleantext, standard", "1 %"))
            rules.append(
                (
                    f"{int(count):,}, {'sharing prefixes' if kind == 'shared' else 'all different'}",
                    median(values),
                    of_none,
                )
            )
    for (size, speed), (count, rate, of_none) in zip(sizes, rules):
        yield f"| {size} | {_figure(speed)} | | {count} | {_figure(rate)} | {of_none:.2f} |"
    yield ""
    seconds = ", ".join(f"{size:.1f} MB {spent:.1f} s" for size, spent in found["growth"])
    yield f"One text file on the command line: {seconds}."
    one, two = found["jobs"]["-j 1"], found["jobs"]["-j 2"]
    yield f"As much as the third of these in files of 3 to 6 KB: `-j 1` {one:.1f} s, `-j 2` {two:.1f} s, wall time;"
    yield f"two workers are {one / two:.2f} times as fast as one."
    yield ""


def _goals(rates: Rates, found: Mapping[str, Any]) -> Iterator[str]:
    engine, c4 = "cleantext, standard", "datatrove C4 filter"
    bare = found["start"]["python -c pass"]
    memory = found["memory"]
    streams = max(value for name, value in memory.items() if "stream" in name)
    flat = _of(rates, ("documents of", "1 MB on one line"), (engine, "1 %"))
    goals: list[tuple[str, float, float, bool]] = [  # what, figure, goal, at least (or at most)
        ("engine, 1 % residue lines: of C4", _of(rates, (engine, "1 %"), (c4, "1 %")), 3, True),
        ("engine, 1 %: of `rg -c -F`", _of(rates, (engine, "1 %"), ("rg -c -F, all anchors", "1 %")), 1 / 6, True),
        ("engine, 10 %: of C4", _of(rates, (engine, "10 %"), (c4, "10 %")), 2, True),
        ("engine at `deep`, 1 %: of C4", _of(rates, ("cleantext, deep", "1 %"), (c4, "1 %")), 1, True),
        (
            "JSONL in and out, 1 %: of C4 alone",
            _of(rates, ("cleantext --jsonl, in and out", "1 %"), (c4, "1 %")),
            2,
            True,
        ),
        (
            "3,000 rules sharing prefixes: of none",
            _of(rates, ("own rules", "3000-shared"), (engine, "1 %")),
            0.85,
            True,
        ),
        ("3,000 rules all different: of none", _of(rates, ("own rules", "3000-varied"), (engine, "1 %")), 0.7, True),
        ("1 MB on one line: of ordinary text", flat, 1 / 3, True),
        ("`cleantext --version`: of `python -c pass`", found["start"]["cleantext --version"] / bare, 2, False),
        ("a file of 5 KB: of `python -c pass`", found["start"]["cleantext on 5 KB"] / bare, 5, False),
        ("memory for a file of 5 KB, MB", memory["a file of 5 KB"], 60, False),
        ("memory for a stream, MB", streams, 200, False),
    ]
    yield "| goal | | measured | met |"
    yield "| --- | --- | ---: | --- |"
    for what, value, goal, at_least in goals:
        met = "not measured" if value != value else "yes" if (value >= goal) == at_least else "no"  # noqa: PLR0124
        yield f"| {what} | {'at least' if at_least else 'at most'} {_figure(goal)} | {_figure(value)} | {met} |"


def _of(rates: Rates, one: tuple[str, str], other: tuple[str, str]) -> float:
    """How many times as fast, as the median over the rounds; not a number where one of them is missing."""
    if one not in rates or other not in rates:
        return float("nan")
    return median(here / there for here, there in zip(rates[one], rates[other]))


def _figure(value: float) -> str:
    """Three digits that count; "-" for what was not measured."""
    if value != value:  # noqa: PLR0124
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _draw(rates: Rates) -> None:
    try:
        import matplotlib as mpl
    except ImportError:
        print("Not drawn: matplotlib is not installed (pip install -e '.[speed]').")
        return
    mpl.use("svg")
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "cleantext", "font.size": 9, "axes.spines.top": False})
    from matplotlib import pyplot as plt

    figure, (bars, sizes, rules) = plt.subplots(1, 3, figsize=(12, 4.6), width_ratios=(1.5, 1, 1), layout="constrained")
    shown = [
        (f"{what}, {text}" if "cleantext" in what or "C4" in what else what, median(values))
        for (what, text), values in rates.items()
        if what not in {"documents of", "own rules"}
    ]
    shown.sort(key=lambda pair: pair[1])
    colors = ["tab:blue" if name.startswith("cleantext") else "lightgray" for name, _ in shown]
    bars.barh([name for name, _ in shown], [value for _, value in shown], color=colors, log=True)
    bars.bar_label(bars.containers[0], [_figure(value) for _, value in shown], padding=2, fontsize=7)
    bars.set(title="MB/s of text, one core", xlim=(None, max(value for _, value in shown) * 4))
    by_size = [(text, median(values)) for (what, text), values in rates.items() if what == "documents of"]
    sizes.plot([text for text, _ in by_size], [value for _, value in by_size], "o-")
    sizes.set(title="MB/s by size of document", ylim=(0, None))
    sizes.tick_params(axis="x", rotation=60)
    for kind, name in (("shared", "sharing prefixes"), ("varied", "all different")):
        counts = [int(text.split("-")[0]) for what, text in rates if what == "own rules" and text.endswith(kind)]
        values = [_of(rates, ("own rules", f"{count}-{kind}"), ("cleantext, standard", "1 %")) for count in counts]
        rules.plot([0, *counts], [1, *values], "o-", label=name)
    rules.set(title="rules of one's own: of the speed without", ylim=(0, None), xlabel="rules beside the packs'")
    rules.legend(frameon=False)
    figure.savefig(PLOT, metadata={"Date": None})
