"""Batch: the same bytes, the same order and the same words for every number of workers."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cleantext import Cleaner
from cleantext.batch.globs import any_of
from cleantext.batch.run import _start, run, workers_for
from cleantext.batch.walk import Source, sources
from cleantext.batch.work import Done, Task
from cleantext.cli.main import main
from cleantext.cli.progress import progress
from cleantext.formats.entries import Form

APPEAL = "Support our journalism from £2 a month."


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of all kinds: with residue, without, not UTF-8, binary, HTML."""
    folder = tmp_path / "corpus"
    for number in range(24):
        path = folder / f"d{number % 5}" / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"Mill {number}.\n\n{APPEAL}\n\nIt burned.\n" if number % 3 else f"Mill {number}."
        path.write_bytes(text.encode())
    (folder / "d1" / "latin.txt").write_bytes(b"caf\xe9")
    (folder / "d2" / "binary.txt").write_bytes(b"\0")
    (folder / "d3" / "page.txt").write_bytes(b"<!doctype html>")
    monkeypatch.chdir(tmp_path)
    return folder


ARGUMENTS = {
    "diff": ["--diff", "corpus"],
    "removed": ["--removed", "corpus"],
    "check": ["--check", "-v", "corpus"],
    "stats": ["--check", "--stats", "corpus"],
    "output": ["-o", "out", "-v", "corpus"],
    "jsonl": ["--jsonl", "--include", "*.jsonl", "--removed", "corpus"],
}


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS.keys())
def test_the_number_of_workers_changes_nothing(
    arguments: list[str], corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for number in range(3):
        lines = [json.dumps({"text": f"Mill {line}. {APPEAL}"}) for line in range(4)] + ["rubbish"]
        (corpus / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    seen = []
    for jobs in ("1", "3"):
        code = main([*arguments, "-j", jobs])
        out, err = capsysbinary.readouterr()
        files = {path: path.read_bytes() for path in sorted(Path("out").rglob("*")) if path.is_file()}
        seen.append((code, out, err, files))
    assert seen[0] == seen[1]
    assert seen[0][0] == 2  # a file or line could not be read, and was told of
    assert b"cleantext: corpus/" in seen[0][2]


def test_in_place_with_workers(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["-i", "-j", "2", "corpus"]) == 2
    assert (corpus / "d1" / "01.txt").read_bytes() == b"Mill 1.\n\nIt burned.\n"
    assert (corpus / "d0" / "00.txt").read_bytes() == b"Mill 0."
    summary = b"27 files: 16 cleaned, 9 unchanged, 1 skipped (binary), 1 failed\n"
    assert capsysbinary.readouterr().err.endswith(summary)
    assert main(["--check", "-q", "corpus"]) == 2  # the one that is not UTF-8; nothing else is left to do
    assert b"would change" not in capsysbinary.readouterr().err


def test_outcomes_come_as_they_are_ready_and_in_order(corpus: Path) -> None:
    found = list(sources(["corpus"], include=["*.txt"], exclude=[], stdin="stdin"))
    task = Task(Cleaner(), Form())
    seen: list[Done] = []
    outcomes = run(found, task, seen.append, workers=2, views=True)
    assert next(outcomes).name == "corpus/d0/00.txt"
    assert [outcome.name for outcome in outcomes] == [source.name for source in found[1:]]
    changed = [done.name for done in seen if done.result and done.result.changed]
    assert len(changed) == 16
    assert changed == sorted(changed)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_workers_need_not_be_forked(method: str, corpus: Path) -> None:
    import multiprocessing

    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    code = f"import multiprocessing, sys; multiprocessing.set_start_method({method!r})\n"
    code += "from cleantext.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--diff", "corpus", "-j"]
    seen = [subprocess.run([*command, jobs], capture_output=True, check=False) for jobs in ("1", "2")]
    assert (seen[0].returncode, seen[0].stdout, seen[0].stderr) == (seen[1].returncode, seen[1].stdout, seen[1].stderr)
    assert seen[0].stdout.count(b"+++ b/corpus/") == 16


@pytest.mark.parametrize(("patience", "term", "shows"), [(0, "xterm", True), (60, "xterm", False), (0, "dumb", False)])
def test_a_bar_shows_after_a_while(patience: float, term: str, shows: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr("cleantext.cli.progress._PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", term)
    with progress(3, color="never", shown=True) as step:
        step()
        sys.stderr.write("a.txt: said\n")
        step()
    assert ("2/3" in screen.getvalue()) is shows
    assert "a.txt: said" in screen.getvalue()


def test_workers_leave_ctrl_c_to_their_parent() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        _start(Task(Cleaner(), Form()), views=False)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_dead_worker_is_an_error_and_not_a_hang(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    import multiprocessing

    if multiprocessing.get_start_method() != "fork":
        pytest.skip("only a forked worker has what is patched here")

    from cleantext.batch import run as module

    monkeypatch.setattr(module, "clean_source", lambda *_: __import__("os")._exit(1))
    assert main(["--check", "-j", "2", "corpus"]) == 2
    assert b"a worker process died" in capsysbinary.readouterr().err


@pytest.mark.parametrize(
    ("count", "jobs", "expected"),
    [(1, None, 1), (31, None, 1), (32, None, 4), (2, None, 1), (3, 8, 3), (0, 8, 1), (500, 100, 60), (40, 2, 2)],
)
def test_how_many_workers(count: int, jobs: int | None, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.batch.run._cores", lambda: 4)
    many = [Source(str(number), Path(str(number)), Path(str(number))) for number in range(count)]
    assert workers_for(many, jobs) == expected


def test_standard_input_is_read_here() -> None:
    both = [Source("stdin", None, Path("stdin")), Source("a", Path("a"), Path("a"))]
    assert workers_for(both, 2) == 1


def test_standard_input_may_be_closed(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main([]) == 2
    assert capsysbinary.readouterr().err == b"cleantext: stdin: standard input is closed\n"


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "d/a.txt", True),
        ("*.txt", "a.txt.gz", False),
        ("d/*.txt", "d/a.txt", True),
        ("d/*.txt", "d/e/a.txt", False),
        ("d/*.txt", "e/d/a.txt", False),
        ("**/d/*.txt", "d/a.txt", True),
        ("**/d/*.txt", "e/f/d/a.txt", True),
        ("d/**", "d/e/a.txt", True),
        ("d/**/a.txt", "d/a.txt", True),
        ("/a.txt", "a.txt", True),
        ("/a.txt", "d/a.txt", False),
        ("./d/a.txt", "d/a.txt", True),
        ("d/", "e/d", True),
        ("a?.txt", "ab.txt", True),
        ("a?.txt", "a/.txt", False),
        ("[ab].txt", "a.txt", False),
        ("[ab].txt", "[ab].txt", True),
        ("A.txt", "a.txt", False),
        ("a.txt", "abtxt", False),
    ],
)
def test_globs(glob: str, path: str, matches: bool) -> None:
    assert any_of([glob])(path) is matches


def test_no_glob_matches_nothing() -> None:
    assert not any_of([])("")


def test_a_walk_is_sorted_by_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a-b.txt", "a/b/c.txt", ".git/a.txt", "a/.x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = sources([str(tmp_path)], include=["*.txt"], exclude=[], stdin="stdin")
    assert [source.below.as_posix() for source in found] == ["a/b/c.txt", "a/z.txt", "a-b.txt", "b.txt"]
