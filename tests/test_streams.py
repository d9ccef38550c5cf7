"""Streams: a text of any length in bounded memory, the same result however it is cut into reads, no wait for more."""

from __future__ import annotations

import codecs
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, Result
from cleantext.batch.walk import Source
from cleantext.batch.work import Done, Outcome, Task, clean_source
from cleantext.cli.main import main
from cleantext.engine import windows as module
from cleantext.engine.edits import Edit, apply
from cleantext.engine.errors import CleantextError
from cleantext.engine.windows import border, joined, lines, windows
from cleantext.formats.entries import Form
from cleantext.formats.pieces import beginning, comes_in_pieces, pieces
from cleantext.formats.text import decode, encode, encoding_of
from cleantext.report.unified import unified_diff
from test_promises import PIECES, is_subsequence, solid

APPEAL = "Support our journalism from £2 a month."
PROSE = "The mill burned down on Monday, and nobody in the village could say why it had. "
COMMAND = [sys.executable, "-m", "cleantext"]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")

GAPS = st.sampled_from(["\n", "\n\n", " ", "\r\n", "\r\n\r\n", "\n \n", "\u2028", " \n\n", "\r"])
PARAGRAPHS = st.one_of(PIECES, st.integers(1, 6).map(lambda count: PROSE * count))
LONG = st.lists(st.tuples(PARAGRAPHS, GAPS), min_size=3, max_size=40).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
Way = Callable[[Iterable[str], Cleaner, int], Iterator[Result]]


def in_windows(pieces: Iterable[str], cleaner: Cleaner, size: int) -> Iterator[Result]:
    """As `Cleaner.stream`, at another size."""
    return windows(pieces, cleaner._passes.clean, cleaner._off_page.clean, size)


def by_line(pieces: Iterable[str], cleaner: Cleaner, size: int) -> Iterator[Result]:
    """As `Cleaner.stream_lines`, at another size."""
    return lines(pieces, cleaner._off_page.clean, size)


@cache
def cleaner(level: str) -> Cleaner:
    return Cleaner(level=level)


def cut(whole: Any, places: list[int]) -> list[Any]:
    """`whole`, a text or bytes, in the pieces that borders at `places` make of it."""
    borders = sorted(place % (len(whole) + 1) for place in places)
    return [whole[start:end] for start, end in pairwise([0, *borders, len(whole)]) if end > start]


PLACES = st.lists(st.integers(0, 1 << 20), max_size=12)


@pytest.mark.parametrize("way", [in_windows, by_line])
@pytest.mark.parametrize("level", ["standard", "deep"])
@settings(max_examples=100, deadline=None)
@given(text=LONG, size=st.sampled_from([150, 400, 1000]), places=PLACES)
def test_the_promises(way: Way, level: str, text: str, size: int, places: list[int]) -> None:
    results = list(way([text], cleaner(level), size))
    result = joined(results)

    assert result.original == text
    assert "".join(part.text for part in results) == result.text
    # Deletion only, each character by one edit, and nothing without one.
    assert is_subsequence(solid(result.text), solid(text))
    position = 0
    for edit in result.edits:
        assert position <= edit.start < edit.end <= len(text)
        position = edit.end
    assert apply(text, result.edits) == result.text
    # Idempotent.
    assert joined(way([result.text], cleaner(level), size)).edits == ()
    # Pure: where the text is cut into pieces is nobody's business.
    assert joined(way(cut(text, places), cleaner(level), size)) == result


@given(text=LONG)
def test_a_text_of_one_window_is_cleaned_as_a_whole(text: str) -> None:
    assert list(in_windows([text], cleaner("deep"), max(1, len(text)))) == [cleaner("deep").clean(text)]


def test_what_stands_before_a_window_is_in_view() -> None:
    # A byline goes near the top of a page. The second window does not begin at the top of one.
    size = 40_000
    text = "By Nell Ashdown\n\n" + (PROSE + "\n\n") * 1_000
    at = border(text, size, is_all=True)
    clean = cleaner("standard").clean
    first, second = windows([text[:at], "\n\nBy Ines Marlow", text[at:]], clean, clean, size)
    assert second.original.lstrip().startswith("By Ines Marlow")
    assert [edit.rule for edit in first.edits] == ["bylines/byline"]
    assert second.edits == ()
    assert clean(second.original).edits  # what it would do without a view


def test_a_long_text_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIZE", 1_000)
    article = "By Nell Ashdown\n\n" + "".join(f"Mill {number} burned down on Monday.\n\n" for number in range(20))
    assert [edit.rule for edit in cleaner("standard").clean(article).edits] == ["bylines/byline"]
    assert cleaner("standard").clean(article * 2).edits == ()
    # Where so much goes that a page is left, that is what it is: else cleaning it again would find more.
    residue = f"{APPEAL}\n\n" * 10
    left = cleaner("standard").clean(article + residue)
    assert len(article + residue) > 1_000
    assert {edit.rule for edit in left.edits} >= {"bylines/byline"}
    assert left.text == cleaner("standard").clean(left.text).text


@settings(max_examples=200)
@given(
    text=st.lists(st.tuples(st.text(max_size=130), GAPS), min_size=1).map(
        lambda pairs: "".join(piece + gap for piece, gap in pairs)
    ),
    size=st.integers(8, 64),
    other=st.text(max_size=200),
)
def test_nothing_behind_a_window_says_where_it_ends(text: str, size: int, other: str) -> None:
    at = border(text, size, is_all=True)
    assert at == len(text) <= 2 * size or size < at <= 2 * size
    if at < len(text):
        behind = text[at:].lstrip() or "x"
        gap = text[at : len(text) - len(text[at:].lstrip())]
        assert border(text[:at] + gap + behind[0] + other + "x" * 2 * size, size, is_all=True) == at
        assert border(text[: at + len(gap) + 1], size, is_all=False) in {-1, at}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Short lines.\n" * 200, "Short lines."),
        (f"{PROSE}{PROSE}\n" * 20, "why it had. "[:-1]),
        ("wrapped line\n" * 30 + "\n" + "wrapped line\n" * 100, "wrapped line"),
        ("word " * 400, "word"),
        ("x" * 1000, "x"),
        ("\n" * 1000, "\n"),
    ],
)
def test_a_window_ends_as_well_as_it_can(text: str, ends: str) -> None:
    at = border(text, 300, is_all=True)
    assert 300 <= at <= 600
    assert text[:at].endswith(ends)
    assert ends in {"x", "\n"} or text[at].isspace()


def test_memory_is_bounded_where_nearly_everything_goes() -> None:
    residue = (f"{APPEAL}\n\n" for _ in range(2_000))
    results = list(in_windows(residue, cleaner("standard"), 1000))
    assert max(len(result.original) for result in results) < 12 * 1000
    assert "".join(result.text for result in results).strip() == ""


# Reading


class Reads:
    """Standard input that comes in these reads."""

    def __init__(self, reads: list[bytes]) -> None:
        self.reads = iter(reads)

    def read1(self, most: int = -1) -> bytes:
        return next(self.reads, b"")


def seen_of(reads: list[bytes], form: Form, by_line: bool = False) -> tuple[bytes, Outcome, list[Edit]]:
    """The output for standard input in these reads, what became of it, and the edits with offsets in all of it."""
    seen: list[Done] = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(module, "SIZE", 500)
        monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Reads(reads)}))
        task = Task(cleaner("standard"), form, by_line=by_line)
        outcome = clean_source(Source("stdin", None, Path("stdin")), task, seen.append)
    edits = [
        replace(edit, start=done.start + edit.start, end=done.start + edit.end)
        for done in seen
        if done.result
        for edit in done.result.edits
    ]
    return b"".join(done.output for done in seen), outcome, edits


FAULTS = {
    "utf-8": [b"", b"\xff", b"\xc3", b"\0", b"\xc3 \0"],
    "utf-16": [b"", b"\0", b"\0\xd8"],
    "cp1252": [b"", b"\x81"],
}


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, bytes]:
    """An encoding and a text in it, perhaps with a BOM, perhaps with a fault somewhere."""
    encoding = draw(st.sampled_from(sorted(FAULTS)))
    raw = (draw(st.sampled_from(["", "\ufeff"])) + draw(LONG)).encode(encoding, "ignore")
    at, fault = draw(st.integers(0, len(raw))), draw(st.sampled_from(FAULTS[encoding]))
    return encoding, raw[:at] + fault + raw[at:]


@pytest.mark.parametrize("by_line", [False, True])
@settings(max_examples=150, deadline=None)
@given(source=sources(), places=PLACES)
def test_reads_make_no_difference(by_line: bool, source: tuple[str, bytes], places: list[int]) -> None:
    name, raw = source
    at_once = seen_of([raw], Form(name), by_line)
    assert seen_of(cut(raw, places), Form(name), by_line) == at_once
    assert seen_of([raw[at : at + 1] for at in range(len(raw))], Form(name), by_line) == at_once
    output, outcome, edits = at_once
    if not outcome.error:
        assert outcome.documents == 1
        assert edits or output == raw
        encoding = encoding_of(raw, name)
        assert output == encode(apply(decode(raw, encoding, "a"), edits), encoding, "a")


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(PIECES, max_size=6), ends=st.sampled_from(["", "\n"]), places=PLACES)
def test_reads_make_no_difference_to_records(texts: list[str], ends: str, places: list[int]) -> None:
    raw = "\r\n".join([*(json.dumps({"text": text}) for text in texts), "", "rubbish"]).encode() + ends.encode()
    at_once = seen_of([raw], Form(field="text"))
    assert seen_of(cut(raw, places), Form(field="text")) == at_once
    output, outcome, edits = at_once
    assert (outcome.documents, outcome.failed) == (len(texts), 1)
    assert edits or output == raw


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * 600 + b"\xe9" + b"y" * 600, "not utf-8 at byte 600 (--encoding names another)"),
        (b"x" * 600 + b"\xc3", "not utf-8 at byte 600 (--encoding names another)"),
        (b"x" * 600 + b"\0", "binary, not text: NUL at byte 600"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary, not text: NUL at byte 8"),
        (codecs.BOM_UTF8 + b"caf\xe9", "not utf-8 at byte 6 (--encoding names another)"),
        ("mill".encode("utf-16"), "looks like UTF-16 (try --encoding utf-16)"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, said: str) -> None:
    for length in (1, 7, 599, 600, 601, 5000):
        chunks = iter([data[start : start + length] for start in range(0, len(data), length)])
        encoding, head = beginning(chunks, "utf-8")
        with pytest.raises(CleantextError) as caught:
            list(pieces([head, *chunks], encoding, "a.txt"))
        assert str(caught.value) == f"a.txt: {said}"


@pytest.mark.parametrize("name", ["utf-8", "utf-16", "latin-1", "cp1252", "koi8-r", "iso8859-15", "mac-roman"])
def test_what_comes_in_pieces_comes_back(name: str) -> None:
    encoding = encoding_of(b"", name)
    assert comes_in_pieces(encoding)
    for byte in range(256):
        data = bytes([byte, 0x41])
        try:
            text = data.decode(encoding.codec)
        except UnicodeError:
            continue
        assert text.encode(encoding.codec) == data


@pytest.mark.parametrize("name", ["shift_jis", "gb18030", "iso2022_jp", "utf-7"])
def test_what_does_not_come_in_pieces_is_read_as_a_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert not comes_in_pieces(encoding_of(b"", name))
    monkeypatch.setattr(module, "SIZE", 300)
    path = tmp_path / "a.txt"
    text = "犬が走る。\n\n" * 100 + "Support our journalism from 2 pounds a month.\n\n" + "犬が走る。\n\n" * 100
    path.write_bytes(text.encode(name))
    assert main(["--encoding", name, str(path)]) == 0
    assert capsysbinary.readouterr().out == ("犬が走る。\n\n" * 200).encode(name)
    assert main(["--encoding", name, "--line-buffered", str(path)]) == 2
    assert b"cannot be read line by line" in capsysbinary.readouterr().err


# Long documents, wherever they come from


@pytest.fixture
def long_text(monkeypatch: pytest.MonkeyPatch) -> str:
    """A text of several windows, with residue all over."""
    monkeypatch.setattr(module, "SIZE", 1000)
    sentences = [f"Mill {number} burned down, and nobody in the village could say why it had." for number in range(120)]
    prose = [" ".join(sentences[at : at + at // 2 % 3 + 1]) + "\n\n" for at in range(0, 120, 2)]
    return "".join(prose[at] + f"{APPEAL}\n\n" * (at % 4 == 0) for at in range(60))


def test_a_long_text_is_the_same_to_everyone(
    long_text: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    cleaned = cleaner("standard").clean(long_text).text
    assert len(list(cleaner("standard").stream([long_text]))) > 3
    assert cleaned == long_text.replace(f"{APPEAL}\n\n", "")
    path, records, out, edits = (tmp_path / name for name in ("a.txt", "a.jsonl", "out.txt", "edits.jsonl"))
    path.write_bytes(long_text.encode())
    records.write_bytes(json.dumps({"text": long_text}).encode())

    assert main([str(path)]) == 0
    assert capsysbinary.readouterr() == (cleaned.encode(), b"")
    assert main(["--jsonl", str(records)]) == 0
    assert json.loads(capsysbinary.readouterr().out) == {"text": cleaned}
    assert main(["-o", str(out), str(path)]) == 0
    assert out.read_bytes() == cleaned.encode()
    assert main(["--check", str(path)]) == 1
    assert main(["-i", "-v", "--edits", str(edits), str(path)]) == 0
    assert path.read_bytes() == cleaned.encode()
    said = f"{path}: 15 edits, {len(long_text) - len(cleaned)} characters removed"
    assert said in capsysbinary.readouterr().err.decode()
    before = path.stat()
    assert main(["-i", str(path)]) == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(edits.read_bytes().splitlines()) > 4  # a head, parts, a closing line
    assert main(["restore", "-i", "--edits", str(edits), str(path)]) == 0
    assert path.read_bytes() == long_text.encode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_views_of_a_long_text(
    jobs: str,
    long_text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(long_text.encode())
    (tmp_path / "broken.txt").write_bytes(long_text.encode() + b"\xff")  # what came before is nobody else's
    (tmp_path / "c.txt").write_bytes(long_text.replace(f"{APPEAL}\n\n", "").encode())
    monkeypatch.chdir(tmp_path)
    result = cleaner("standard").clean(long_text)

    assert main(["--removed", "-j", jobs, "a.txt", "b.txt", "c.txt"]) == 0
    records = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    for name in ("a.txt", "b.txt"):
        spans = [(record["start"], record["end"]) for record in records if record["file"] == name]
        assert spans == [(edit.start, edit.end) for edit in result.edits]
        assert all(long_text[r["start"] : r["end"]] == r["text"] for r in records)
    assert main(["--diff", "-j", jobs, "a.txt", "broken.txt", "b.txt", "c.txt"]) == 2
    expected = "".join("".join(unified_diff(name, result)) for name in ("a.txt", "b.txt"))
    assert capsysbinary.readouterr().out.decode() == expected
    assert main(["--check", "--stats", "-j", jobs, "a.txt", "b.txt", "c.txt"]) == 1
    assert b"2 of 3 documents changed" in capsysbinary.readouterr().err


# Line by line


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"One mill.\n{APPEAL}\nTwo mills.\n", "One mill.\nTwo mills.\n"),
        (f"One mill.\n\n{APPEAL}\n\nTwo mills.\n", "One mill.\n\nTwo mills.\n"),
        (f"One mill.\r\n\r\n{APPEAL}\r\n\r\nTwo mills.\r\n", "One mill.\r\n\r\nTwo mills.\r\n"),
        (f"One mill.\n\n{APPEAL} Two mills.\n", "One mill.\n\nTwo mills.\n"),
        (f"One mill.\n\n{APPEAL}", "One mill.\n"),
        (f"{APPEAL}\n", ""),
        ("One mill.\n \n\n", "One mill.\n \n\n"),
        ("14 March 2024, 08:15\nBy Nell Ashdown\nOne mill.\n", "14 March 2024, 08:15\nBy Nell Ashdown\nOne mill.\n"),
    ],
)
def test_line_by_line(before: str, after: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(before.encode())
    assert main(["--line-buffered", str(path)]) == 0
    assert capsysbinary.readouterr() == (after.encode(), b"")


def test_a_line_without_end_is_left_alone() -> None:
    line = f"{APPEAL} {PROSE * 20}"
    results = list(lines([line[:900], line[900:], f"\n{APPEAL}\n"], cleaner("standard").clean, 1000))
    assert joined(results).text == f"{line}\n"


@pytest.mark.parametrize("option", ["--diff", "--check", "-i", "-o=out.txt"])
def test_line_by_line_is_for_streams(option: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--line-buffered", *option.split("="), "a.txt"]) == 2
    assert b"--line-buffered does not go with --" in capsysbinary.readouterr().err


# Processes


class Running:
    """A run that is fed bit by bit."""

    def __init__(self, *arguments: str) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen([*COMMAND, *arguments], bufsize=0, **pipes)  # type: ignore[call-overload]
        self.input, self.output, self.errors = self.process.stdin, self.process.stdout, self.process.stderr

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        with self.process:
            self.process.kill()

    def line(self, patience: float = 60) -> bytes:
        """The next line of output; fails if it does not come."""
        ready, _, _ = select.select([self.output], [], [], patience)
        assert ready, "nothing comes"
        return bytes(self.output.readline())


@posix
def test_a_line_is_out_before_the_next_is_in() -> None:
    with Running("--line-buffered") as run:
        run.input.write(b"The mill burned.\n\nSupport our journalism from 2 pounds a month.\n\nNobody")
        assert run.line() == b"The mill burned.\n"
        run.input.write(b" was hurt.\n")
        assert (run.line(), run.line()) == (b"\n", b"Nobody was hurt.\n")
        run.input.write(b"The end")
        run.input.close()
        assert (run.output.read(), run.process.wait(10)) == (b"The end", 0)


@posix
def test_a_removed_line_is_told_at_once() -> None:
    with Running("--line-buffered", "--removed") as run:
        run.input.write(b"The mill burned.\nSupport our journalism from 2 pounds a month.\n")
        record = json.loads(run.line())
        assert (record["start"], record["end"]) == (17, 63)


@posix
@pytest.mark.parametrize("arguments", [["--jsonl"], ["--jsonl", "--line-buffered"]])
def test_a_record_is_out_before_the_next_is_in(arguments: list[str]) -> None:
    with Running(*arguments) as run:
        for number in range(3):
            record = json.dumps({"text": f"Mill {number}."}).encode() + b"\n"
            run.input.write(record)
            assert run.line() == record


@posix
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "termination"]
)
def test_what_is_cleaned_is_written_when_it_is_stopped(number: int, code: int) -> None:
    with Running("--line-buffered") as run:
        run.input.write(b"The mill burned.\nHalf a")
        assert run.line() == b"The mill burned.\n"
        run.process.send_signal(number)
        assert run.process.wait(20) == code
        assert (run.output.read(), run.errors.read()) == (b"", b"")


@posix
def test_what_is_cleaned_is_not_lost_in_the_middle_of_work(tmp_path: Path) -> None:
    # Nothing but the signal makes it write: a file is read without waiting, and little is no reason yet.
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with Running("--line-buffered", str(fifo)) as run, fifo.open("wb", buffering=0) as feed:
        feed.write(b"The mill burned.\nHalf a")
        time.sleep(2.0)
        run.process.send_signal(signal.SIGINT)
        assert run.process.wait(20) == 130
        assert run.output.read() == b"The mill burned.\n"


@posix
def test_a_closed_pipe_ends_a_stream() -> None:
    with Running("--line-buffered") as run:
        run.input.write(b"The mill burned.\n")
        run.line()
        run.output.close()
        run.input.write(b"Nobody was hurt.\n")
        assert run.process.wait(20) == 141
        assert run.errors.read() == b""


# A process begins with the peak of the one that it was forked from, which therefore must be a small one.
_PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "cleantext", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(arguments: list[str], thousand: bytes, count: int) -> int:
    """Peak memory in KiB of a run over `count` times `thousand` on standard input."""
    command = [sys.executable, "-c", _PEAK, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        for _ in range(count):
            process.stdin.write(thousand)
        process.stdin.close()
        said = process.stdout.read()
    assert process.returncode == 0
    return int(said)


@posix
@pytest.mark.parametrize(
    ("arguments", "record"),
    [
        (["--level", "light", "--only", "appeal"], f"{PROSE}\n\n".encode()),
        (["--level", "light", "--only", "appeal", "--line-buffered"], f"{PROSE * 20}\n".encode()),
        (["--level", "light", "--only", "appeal", "--jsonl"], json.dumps({"text": PROSE * 20}).encode() + b"\n"),
    ],
    ids=["text", "lines", "records"],
)
def test_memory_does_not_grow_with_the_stream(arguments: list[str], record: bytes) -> None:
    thousand = record * 1000
    few = 6_000_000 // len(thousand)
    grown = peak(arguments, thousand, 6 * few) - peak(arguments, thousand, few)
    assert grown < 18_000  # KiB, where the stream grew by 30,000; the allocator takes memory by the ten thousand
