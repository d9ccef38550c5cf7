"""Files: wholly old or wholly new, never in between; links, modes, backups, and what is left after an error."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli.main import main
from cleantext.formats.files import replace_file

BEFORE = "A mill.\n\nSupport our journalism from £2 a month.\n".encode()
AFTER = b"A mill.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(BEFORE)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("before", [0o600, 0o640, 0o755, 0o666])
def test_the_mode_stays(path: Path, before: int) -> None:
    path.chmod(before)
    assert main(["-i", str(path)]) == 0
    assert (path.read_bytes(), mode(path)) == (AFTER, before)


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_has_the_mode_of_the_umask(path: Path, umask: int) -> None:
    path.chmod(0o600)
    old = os.umask(umask)
    try:
        assert main(["-o", str(path.with_name("new.txt")), str(path)]) == 0
    finally:
        os.umask(old)
    assert mode(path.with_name("new.txt")) == 0o666 & ~umask


def test_the_owner_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []

    def chown(_draft: Path, uid: int, gid: int) -> None:
        given.append((uid, gid))
        raise PermissionError  # not allowed to most; no reason to fail

    monkeypatch.setattr(os, "chown", chown)
    assert main(["-i", str(path)]) == 0
    assert given == [(path.stat().st_uid, path.stat().st_gid)]
    assert path.read_bytes() == AFTER


def test_a_link_stays_and_its_target_changes(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    link = folder / "link.txt"
    link.symlink_to("../a.txt")
    assert main(["-i", str(link)]) == 0
    assert link.is_symlink()
    assert path.read_bytes() == AFTER
    assert names(folder) == ["link.txt"]


def test_links_are_not_followed_in_a_folder(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    (folder / "e").mkdir(parents=True)
    (folder / "link.txt").symlink_to(path)
    (folder / "e" / "loop").symlink_to(folder)
    assert main(["-i", str(folder)]) == 0
    assert path.read_bytes() == BEFORE


def test_a_hard_link_keeps_the_old_content(path: Path) -> None:
    other = path.with_name("other.txt")
    os.link(path, other)
    assert main(["-i", str(path)]) == 0
    assert (path.read_bytes(), other.read_bytes()) == (AFTER, BEFORE)


@pytest.mark.parametrize("arguments", [[], ["--jsonl"], ["--backup", ".orig"]])
def test_an_unchanged_file_is_not_touched(path: Path, arguments: list[str]) -> None:
    path.write_bytes(b'{"text": "A mill."}\n')
    os.utime(path, (1, 1))
    before = path.stat()
    assert main(["-i", *arguments, str(path)]) == 0
    after = path.stat()
    assert (after.st_mtime, after.st_ino) == (before.st_mtime, before.st_ino)
    assert names(path.parent) == ["a.txt"]


def test_nothing_is_written_for_an_unchanged_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(AFTER)
    monkeypatch.setattr("cleantext.batch.work.replace_file", None)  # would fail if it were called
    assert main(["-i", str(path)]) == 0


def test_a_backup_is_the_old_file(path: Path) -> None:
    path.chmod(0o640)
    backup = path.with_name("a.txt.orig")
    backup.write_bytes(b"older")
    assert main(["-i", "--backup", ".orig", str(path)]) == 0
    assert (path.read_bytes(), backup.read_bytes(), mode(backup)) == (AFTER, BEFORE, 0o640)


def test_a_locked_file_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to anything
    assert main(["-i", str(path)]) == 2
    assert capsysbinary.readouterr().err.decode() == f"cleantext: {path}: Permission denied\n"
    assert path.read_bytes() == BEFORE


def test_an_unreadable_file_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    locked = path.with_name("locked.txt")
    locked.write_bytes(BEFORE)
    opened = Path.open

    def refuse(self: Path, *arguments: Any, **more: Any) -> Any:
        if self == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert main(["-q", "-i", str(locked), str(path)]) == 2
    assert capsysbinary.readouterr().err.decode() == f"cleantext: {locked}: Permission denied\n"
    assert (locked.read_bytes(), path.read_bytes()) == (BEFORE, AFTER)


@pytest.mark.parametrize("arguments", [["-i"], ["-i", "--backup", ".orig"], ["-o", "{path}.new"]])
@pytest.mark.parametrize("call", ["fsync", "write"])
def test_a_full_disk_leaves_everything_as_it_was(
    path: Path,
    arguments: list[str],
    call: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        fdopen = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *given: _Full(fdopen(*given), full))
    assert main([*(argument.format(path=path) for argument in arguments), str(path)]) == 2
    assert b": No space left on device\n" in capsysbinary.readouterr().err
    assert path.read_bytes() == BEFORE
    assert names(path.parent) == ["a.txt"]


class _Full:
    """A file on a full disk."""

    def __init__(self, file: Any, full: Any) -> None:
        self._file = file
        self.writelines = full

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, OSError])
def test_an_error_in_the_middle_leaves_the_old_file_and_nothing_else(path: Path, error: type[BaseException]) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half of it"
        assert len(names(path.parent)) == 2
        raise error

    with pytest.raises(error):
        replace_file(path, chunks())
    assert path.read_bytes() == BEFORE
    assert names(path.parent) == ["a.txt"]


def test_the_draft_of_a_private_file_is_private(path: Path) -> None:
    path.chmod(0o600)
    seen = []

    def chunks() -> Iterator[bytes]:
        yield b"secret"
        seen.extend(mode(file) for file in path.parent.iterdir())

    replace_file(path, chunks())
    assert seen == [0o600, 0o600]


def test_a_stream_says_at_its_end_whether_it_is_wanted(path: Path) -> None:
    replace_file(path, [b"new"], wanted=lambda: False)
    assert path.read_bytes() == BEFORE
    assert names(path.parent) == ["a.txt"]
    replace_file(path, [b"new"], wanted=lambda: True)
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_device_is_written_to_and_stays(path: Path, tmp_path: Path) -> None:
    # A pipe of our own, never /dev/null: should this fail, root would have replaced the device of the whole system.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["-o", str(pipe), str(path)]) == 0
        assert os.read(reader, 1000) == AFTER
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_is_done(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def refuse(folder: Any) -> Any:
        if Path(folder).name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert main(["-q", "-i", str(tmp_path)]) == 2
    assert capsysbinary.readouterr().err.decode() == f"cleantext: {tmp_path / 'locked'}: Permission denied\n"
    assert path.read_bytes() == AFTER
