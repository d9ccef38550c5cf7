"""The diffs: the plain one must be what `patch` and `git apply` take, the drawn one must never drive the terminal."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result
from cleantext.report.console import make_console, wants_color
from cleantext.report.drawn import draw_diff
from cleantext.report.hunks import JOINT, hunks
from cleantext.report.unified import unified_diff

TOOLS = [
    pytest.param(command, marks=pytest.mark.skipif(not shutil.which(command[0]), reason=f"no {command[0]}"))
    for command in (["patch", "-p1", "-s"], ["git", "apply", "--whitespace=nowarn"])
]
NAMES = ["two words.txt", "in/side.txt", "t\tb.txt", "n\nl.txt", 'q"uo\\te.txt', "é世.txt", "\x1bc.txt", "end ", "-"]
SGR = re.compile(r"\x1b\[[\d;]*m")
CAPTION = "open image in gallery The mill at dusk ( Reuters )"


def edit(start: int, end: int, replacement: str = "", rule: str = "x/a", category: str = "ad") -> Edit:
    return Edit(start, end, rule, category, "light", replacement)


def removing(text: str, *parts: str) -> Result:
    """`text` without `parts`, which stand in it in this order."""
    edits, position = [], 0
    for index, part in enumerate(parts):
        start = text.index(part, position)
        position = start + len(part)
        edits.append(edit(start, position, rule=f"x/rule-{index}"))
    return Result(text, tuple(edits))


def patched(command: list[str], result: Result, name: str = "text.txt") -> str | None:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(result.original.encode())
        diff = "".join(unified_diff(name, result)).encode()
        environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(Path(folder).parent)}
        subprocess.run(command, input=diff, cwd=folder, env=environment, check=True, capture_output=True)
        assert [found for found in Path(folder).rglob("*") if found.is_file()] == [path]
        return path.read_bytes().decode()


def drawn(result: Result, width: int = 80, name: str = "text.txt", color: bool = False) -> str:
    file = io.StringIO()
    system = "standard" if color else None
    draw_diff(name, result, Console(file=file, width=width, force_terminal=True, color_system=system))
    return file.getvalue()


@st.composite
def results(draw: st.DrawFn, replacing: bool = True) -> Result:
    lines = st.sampled_from(
        ["", "a", "b", "one two", "-- a", "++ b", "@@ -1 +1 @@", "\\ No", "c\r", "d\re", "\u2028f", " ", "é世"]
    )
    text = "\n".join(draw(st.lists(lines, max_size=24))) + draw(st.sampled_from(["", "\n"]))
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    texts = st.sampled_from(["", "", "", "new", "two\nlines", "\n"] if replacing else [""])
    return Result(text, tuple(edit(*pair, draw(texts)) for pair in zip(borders[::2], borders[1::2])))


@pytest.mark.parametrize("command", TOOLS)
@settings(max_examples=60, deadline=None)
@example(result=Result("ab\ncd\nef\n", (edit(1, 3), edit(3, 6))))
@given(result=results())
def test_a_tool_makes_the_cleaned_text_of_the_original(command: list[str], result: Result) -> None:
    if result.text != result.original:
        assert patched(command, result) == result.text


@pytest.mark.parametrize("command", TOOLS)
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("a\nb\nc", ["a\n"], id="no newline at the end, context"),
        pytest.param("a\nb", ["\nb"], id="no newline at the end, neither before nor after"),
        pytest.param("a\nb", ["b"], id="a newline at the end that was none"),
        pytest.param("a\nb\n", ["\nb\n"], id="a newline at the end goes"),
        pytest.param("a\nb\n", ["\n", "\n"], id="line breaks only"),
        pytest.param("a\r\nb\r\nc\r\n", ["b\r\n"], id="CRLF"),
        pytest.param("a\r\nb\r\nc\r\n", ["\r\nb"], id="CRLF, from the middle"),
        pytest.param("a\rb\rc", ["b\r"], id="CR"),
        pytest.param("a\nb\n", ["a\nb\n"], id="everything"),
        pytest.param("a\nb", ["a\nb"], id="everything, without a newline"),
        pytest.param("a\nb\nc\n", ["a\n"], id="the first line"),
        pytest.param("a\nb\nc\n", ["c\n"], id="the last line"),
        pytest.param("\ufeffa\nb\n", ["a\n"], id="after a BOM"),
        pytest.param("a\x00\x1b[1m\nb\u2028c\x0c\n", ["a", "c"], id="control characters"),
    ],
)
def test_the_borders_of_a_text(command: list[str], text: str, parts: list[str]) -> None:
    result = removing(text, *parts)
    assert patched(command, result) == result.text


@pytest.mark.parametrize("command", TOOLS)
@pytest.mark.parametrize("name", NAMES)
def test_file_names_of_any_kind(command: list[str], name: str) -> None:
    result = removing("a\nb\nc\n", "b\n")
    assert patched(command, result, name) == "a\nc\n"


def test_an_unchanged_text_has_no_diff() -> None:
    assert not list(unified_diff("a.txt", Result("a\r\nb", ())))
    assert not list(unified_diff("a.txt", Result("a\nb", (edit(1, 1),))))
    assert not drawn(Result("a\nb", ()))


def test_the_diff_names_the_rules_and_shows_only_the_lines_that_change() -> None:
    text = "".join(f"{number}\n" for number in range(1, 31))
    diff = "".join(unified_diff("./a.txt", removing(text, "3\n", "4", "20\n")))
    heads = [line for line in diff.split("\n") if line.startswith(("---", "+++", "@@"))]
    assert heads == [
        "--- a/a.txt",
        "+++ b/a.txt",
        "@@ -1,7 +1,6 @@ x/rule-0, x/rule-1",
        "@@ -17,7 +16,6 @@ x/rule-2",
    ]
    assert [line for line in diff.split("\n")[2:] if line[:1] in "+-"] == ["-3", "-4", "+", "-20", ""]


@pytest.mark.parametrize("space", ["\n", " "], ids=["lines", "one line"])
def test_ten_thousand_edits_in_a_megabyte_are_no_work(space: str) -> None:
    text = ("word " * 19 + "word" + space) * 10_000
    result = Result(text, tuple(edit(at, at + 10) for at in range(0, len(text), 100)))
    started = time.process_time()
    assert sum(map(len, unified_diff("a.txt", result))) > len(text)
    assert time.process_time() - started < 2  # measured: 0.06 s


HOSTILE = "".join(chr(code) for code in [*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)])
HOSTILE = HOSTILE.replace("\n", "")


@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("removed", ["AD", "x"], ids=["hostile text stays", "hostile text goes"])
def test_text_cannot_drive_the_terminal(color: bool, removed: str) -> None:
    text = f"One.\nx{HOSTILE}\x1b]0;title\x07\ud800 \u200fy AD z\r\n"
    if removed == "x":
        removed = text[text.index("x") : text.index(" AD")]
    result = removing(text, removed)
    output = drawn(result, name=f"n{HOSTILE}\x1b[2J", color=color)
    plain = SGR.sub("", output)
    assert bool(color) == (plain != output)
    assert all(character == "\n" or character.isprintable() for character in plain)
    for code in (r"\x1b", r"\x07", r"\x9b", r"\u202e", r"\u2066", r"\u2028", r"\ud800", r"\u200f"):
        assert code in plain


def test_text_is_neither_markup_nor_emoji_codes() -> None:
    text = "[bold]Hi[/bold] [/] :smile: [link=x]y[/link] AD end https://example.org 'x' 12 [red]z[/red]"
    output = drawn(removing(text, "AD "), name="[b]:smile:[/b].txt", color=True, width=200)
    assert "[b]:smile:[/b].txt" in output
    assert text[: text.index("AD")] in output
    assert "https://example.org 'x' 12 [red]z[/red]" in output
    assert "\x1b]8" not in output


def test_removed_lines_and_spans_without_colour() -> None:
    text = f"One.\n\n{CAPTION}\n\nThe court AD sat.\n\nThree.\n"
    output = drawn(removing(text, f"\n\n{CAPTION}", "AD "))
    assert output == (
        "text.txt  2 edits, 55 of 84 characters (65%)  ad 2\n"
        "\n"
        "      ad x/rule-0\n"
        "  1   One.\n"
        f"  3 - {CAPTION}\n"
        "      ad x/rule-1\n"
        "  5 ~ The court [-AD-] sat.\n"
        "\n"
    )


def test_removed_lines_and_spans_in_colour() -> None:
    output = drawn(removing("The court AD sat.\nGone\nThree.\n", "AD ", "Gone\n"), color=True)
    assert output.split("\n")[3:-2] == [
        "\x1b[2m  1 \x1b[0m\x1b[31m~ \x1b[0mThe court \x1b[9;31mAD\x1b[0m sat.",
        "      \x1b[1;31mad \x1b[0m\x1b[31mx/rule-1\x1b[0m",
        "\x1b[2m  2 \x1b[0m\x1b[31m- \x1b[0m\x1b[31mGone\x1b[0m",
        "\x1b[2m  3 \x1b[0m  Three.",
    ]


def test_a_repair_shows_both_sides_and_a_lost_line_break_is_seen() -> None:
    assert "The [-miln-]{+mill+} burned." in drawn(Result("The miln burned.", (edit(4, 8, "mill"),)))
    assert f"The [-{JOINT}-]" in drawn(removing("The \nAD mill.", "\nAD "))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_long_line_is_folded_around_its_edits(width: int) -> None:
    words = [f"word{number}" for number in range(600)]
    text = " ".join([*words[:200], CAPTION, *words[200:400], "AD", *words[400:]])
    output = drawn(removing(text, f"{CAPTION} ", "AD "), width)
    flat = " ".join(output.split())
    assert f"word199 [-{CAPTION}-] word200" in flat
    assert "word399 [-AD-] word400" in flat
    assert len(output.split("\n")) < 2000 / width
    assert flat.count("…") == 4
    assert all(cell_len(line) <= width for line in output.split("\n"))
    assert all(word in {*words, *CAPTION.split()} for word in re.findall(r"word\w*", flat))


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("letter", ["世", "🙂", "e\u0301", "あ", "\u0301", "👩\u200d👩\u200d👧", "\u202e"])
def test_wide_and_combining_characters_stay_inside_the_terminal(width: int, letter: str) -> None:
    text = f"{letter * 700}\n{letter * 300}AD{letter * 300}\n{letter * 300}"
    result = removing(text, "AD")
    output = drawn(result, width)
    assert "[-AD-]" in "".join(output.split())
    assert all(cell_len(line) <= width for line in output.split("\n"))
    colored = SGR.sub("", drawn(result, width, color=True))
    assert not re.search(r"(?m)^ *(\d+ ~ )?…$", output)  # an ellipsis alone on its row
    assert "".join(colored.split()) == "".join(output.split()).replace("[-AD-]", "AD")


@settings(max_examples=200, deadline=None)
@given(result=results(replacing=False), room=st.sampled_from([20, 80]))
def test_everything_removed_is_drawn_and_nothing_else(result: Result, room: int) -> None:
    rows = [row for hunk in hunks(result, room) for row in hunk]
    assert [row.line for row in rows] == sorted(row.line for row in rows)
    spans = [span for row in rows for span in row.spans]
    removed = "".join(span.text for span in spans if span.edit and span.text != JOINT)
    expected = "".join(result.original[edit.start : edit.end] for edit in result.edits)
    assert "".join(removed.split()) == "".join(expected.split())
    assert bool(rows) == (result.text != result.original)


def test_drawing_is_bounded() -> None:
    text = "word " * 200_000
    result = Result(text, tuple(edit(at, at + 10) for at in range(0, len(text), 1000)))
    started = time.process_time()
    assert drawn(result).count("[-") == 1000
    assert time.process_time() - started < 10  # measured: 0.5 s


def test_an_encoding_without_the_characters() -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    text = "Ein Mühlrad " + "dreht sich " * 30
    draw_diff("ü.txt", removing(text, "Mühlrad "), Console(file=file, width=80))
    file.flush()
    output = file.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert r"\xfc.txt" in output
    assert r"[-M\xfchlrad-]" in output
    assert "..." in output


class Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("color", "terminal", "environment", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_decided_once(
    monkeypatch: pytest.MonkeyPatch, color: str, terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm"} | environment).items():
        monkeypatch.setenv(name, value)
    stream = Stream(terminal)
    assert wants_color(color, stream) is expected
    draw_diff("a.txt", removing("a AD b", "AD "), make_console(color, stream))
    assert bool(SGR.search(stream.getvalue())) is expected
    assert ("[-AD-]" in stream.getvalue()) is not expected
