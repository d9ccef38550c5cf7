"""What only a process of its own can show: signals, closed pipes, terminals, a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleantext.cli.main import main

COMMAND = [sys.executable, "-m", "cleantext"]
APPEAL = "Support our journalism from £2 a month."
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture(autouse=True)
def _ctrl_c_is_heeded() -> Iterator[None]:
    """Tests that a shell runs in the background ignore Ctrl-C, and so would the processes that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(f"The mill burned.\n\n{APPEAL}\n\nNobody was hurt.\n".encode())
    return path


def test_python_m_cleantext(article: Path) -> None:
    done = subprocess.run([*COMMAND, str(article)], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"The mill burned.\n\nNobody was hurt.\n", b"")


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [[], ["--diff", "--color=always"], ["--diff"], ["--removed"], ["explain"]])
def test_a_closed_pipe_is_silent(arguments: list[str], unbuffered: str, article: Path) -> None:
    # Longer than any pipe holds, and residue all over, so that every view has much to say.
    article.write_bytes(f"The mill burned for {'ever ' * 30}\n\n{APPEAL}\n\n".encode() * 3_000)
    command = [*COMMAND, *arguments, str(article)]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout and process.stderr
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (141, b"")


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_everything(unbuffered: str, article: Path) -> None:
    text = b"The mill burned.\n" * 60_000
    article.write_bytes(text)
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen([*COMMAND, str(article)], stdout=subprocess.PIPE, bufsize=0, env=environment) as process:
        assert process.stdout
        time.sleep(0.5)
        read = b""
        while chunk := process.stdout.read(50_000):
            read += chunk
    assert read == text


@posix
def test_ctrl_c_while_reading_standard_input() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"half a text")
        process.stdin.flush()
        time.sleep(1.0)  # by now it waits for the rest
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


@posix
def test_ctrl_c_with_workers_leaves_whole_files(tmp_path: Path) -> None:
    before = f"The mill burned.\n\n{APPEAL}\n\nNobody was hurt.\n".encode()
    after = b"The mill burned.\n\nNobody was hurt.\n"
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(3_000):
        (folder / f"{number}.txt").write_bytes(before)
    with subprocess.Popen(
        [*COMMAND, "-i", "-j", "2", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stderr
        deadline = time.monotonic() + 20
        while (folder / "0.txt").read_bytes() == before and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
        said = process.stderr.read()
        assert process.wait(20) == 130
    assert said == b""
    states = {path.read_bytes() for path in folder.iterdir()}
    assert states == {before, after}
    assert len(list(folder.iterdir())) == 3_000


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    ["--version", "--help", "{article}", "--stats {article}", "--diff {article}", "rules list", "explain {article}"],
)
def test_a_full_disk_behind_standard_output(arguments: str, article: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments.format(article=article).split()],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
        )
    assert (done.returncode, done.stderr) == (2, b"cleantext: standard output: No space left on device\n")


@posix
def test_closed_standard_streams(article: Path) -> None:
    for redirection, code in ((">&-", 2), ("2>&-", 0), (">&- 2>&-", 2)):
        shell = f'"$0" -m cleantext "$1" {redirection}'
        done = subprocess.run(["sh", "-c", shell, sys.executable, str(article)], capture_output=True, check=False)
        assert done.returncode == code, redirection
        assert b"Traceback" not in done.stderr


def in_terminal(*arguments: str, stdin_too: bool = False, pager: str = "cat", columns: int = 80) -> tuple[int, bytes]:
    """Exit code and screen of a run whose standard output and error are a terminal."""
    import pty

    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "PAGER": pager}
    for name in ("NO_COLOR", "FORCE_COLOR"):
        environment.pop(name, None)
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=follower if stdin_too else subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=environment,
    ) as process:
        os.close(follower)
        screen = b""
        try:
            while chunk := os.read(leader, 65536):
                screen += chunk
        except OSError:  # how Linux says that the other side is closed
            pass
    os.close(leader)
    return process.returncode, screen


@posix
def test_no_input_at_a_terminal_is_a_question_not_a_hang() -> None:
    code, screen = in_terminal(stdin_too=True)
    assert code == 2
    assert screen.startswith(b"Usage: cleantext [OPTIONS] [PATH]...")
    for arguments in (["explain"], ["restore", "--edits", "edits.jsonl"]):
        code, screen = in_terminal(*arguments, stdin_too=True)
        assert (code, b"name a file" in screen) == (2, True)


@posix
def test_a_diff_in_a_terminal_is_drawn_and_cannot_drive_it(article: Path) -> None:
    article.write_bytes(f"The \x1b]0;title\x07 mill [bold]burned[/bold].\n\n{APPEAL} \x1b[2J\n".encode())
    code, screen = in_terminal("--diff", str(article))
    assert code == 0
    assert APPEAL.encode() in screen
    assert b"\x1b[" in screen  # colours
    assert b"\x1b]0;" not in screen
    assert b"\x1b[2J" not in screen
    code, plain = in_terminal("--diff", "--color=never", str(article))
    assert (code, b"\x1b" in plain) == (0, False)
    assert APPEAL.encode() in plain


@posix
@pytest.mark.parametrize("arguments", [["--diff", "{}"], ["explain", "{}"], ["rules", "list"]])
def test_long_output_goes_to_the_pager(arguments: list[str], article: Path) -> None:
    article.write_bytes(f"The mill burned.\n\n{APPEAL}\n\n".encode() * 400)
    command = [argument.format(article) for argument in arguments]
    paged = article.with_name("paged")
    code, plain = in_terminal(*command, "--no-pager")
    assert (code, paged.exists()) == (0, False)
    assert in_terminal(*command, pager=f"cat > {paged}") == (0, b"")
    assert paged.read_bytes() == plain.replace(b"\r\n", b"\n")
    code, screen = in_terminal(*command, pager="head -n 1")  # who has seen enough
    assert (code, screen.count(b"\n")) == (0, 1)
    assert in_terminal(*command, pager="")[1] == plain
    code, screen = in_terminal(*command, pager="no-such-pager-here")
    assert code == 0
    assert b"Traceback" not in screen
    piped = subprocess.run([*COMMAND, *command], capture_output=True, env={**os.environ, "PAGER": "false"}, check=True)
    assert len(piped.stdout) > 5_000


@posix
def test_what_is_short_or_data_is_not_paged(article: Path) -> None:
    code, screen = in_terminal(str(article), pager="false")
    assert (code, screen) == (0, b"The mill burned.\r\n\r\nNobody was hurt.\r\n")
    edits = article.with_name("edits.jsonl")
    code, screen = in_terminal("--diff", "--edits", str(edits), str(article), pager="false")
    assert (code, APPEAL.encode() in screen) == (0, True)
    assert b'"closing"' in edits.read_bytes()


@posix
def test_side_by_side_where_there_is_room(article: Path) -> None:
    def lines(columns: int) -> list[str]:
        code, screen = in_terminal("--diff=side", "--color=never", str(article), columns=columns)
        assert code == 0
        return screen.decode().replace("\r\n", "\n").split("\n")

    _, unified = in_terminal("--diff", "--color=never", str(article))
    assert "\n".join(lines(80)) == unified.decode().replace("\r\n", "\n")
    wide = lines(120)
    assert all(len(line) <= 120 for line in wide)
    (removed,) = (line for line in wide if APPEAL in line)
    assert removed.rstrip().endswith("│")
    (kept,) = (line for line in wide if "The mill burned." in line)
    assert kept.count("The mill burned.") == 2
    piped = subprocess.run([*COMMAND, "--diff=side", str(article)], capture_output=True, check=True).stdout
    assert piped == subprocess.run([*COMMAND, "--diff=unified", str(article)], capture_output=True, check=True).stdout
    assert piped.startswith(b"--- a/")


@posix
def test_the_text_itself_is_not_coloured_in_a_terminal(article: Path) -> None:
    assert in_terminal(str(article)) == (0, b"The mill burned.\r\n\r\nNobody was hurt.\r\n")


@posix
def test_a_diff_in_a_pipe_is_what_patch_takes(article: Path) -> None:
    def here(command: list[str], data: bytes = b"") -> bytes:
        return subprocess.run(command, input=data, cwd=article.parent, stdout=subprocess.PIPE, check=True).stdout

    for text, arguments in (
        (article.read_bytes(), []),
        (b"\xef\xbb\xbf" + article.read_bytes(), []),
        (article.read_bytes().replace(b"\n", b"\r\n"), []),
        ("Une café.\n\nSupport our journalism from £2 a month.".encode("latin-1"), ["--encoding", "latin-1"]),
    ):
        article.write_bytes(text)
        run = [*COMMAND, *arguments]
        cleaned = here([*run, article.name])
        here(["patch", "-p1", "--binary", "-s"], here([*run, "--diff", article.name]))
        assert article.read_bytes() == cleaned != text
        assert sorted(path.name for path in article.parent.iterdir()) == ["article.txt"]


@posix
def test_progress_shows_only_when_it_takes_long(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_bytes(f"{APPEAL}".encode())
    code, screen = in_terminal("--check", str(tmp_path))
    assert code == 1
    assert screen.count(b"\n") == 3  # two files and the summary
    assert b"\x1b" not in screen


@posix
def test_whoever_calls_main_keeps_the_signals_as_they_were(article: Path) -> None:
    """A process that is forked afterwards must end at a SIGTERM: pools wait for theirs."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, signal.SIG_DFL) for number in numbers]
    try:
        assert main(["--check", str(article)]) == 1
        assert [signal.getsignal(number) for number in numbers] == [signal.SIG_DFL] * 2
    finally:
        for number, handler in zip(numbers, before):
            signal.signal(number, handler)
