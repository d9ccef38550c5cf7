"""Files: reading, and replacing a file so that at every moment it is wholly the old one or wholly the new one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20  # bytes


def replace_file(
    path: Path, chunks: Iterable[bytes], *, backup: str = "", wanted: Callable[[], bool] = lambda: True
) -> None:
    """Puts a file of `chunks` in the place of `path`, or where there is none. OSError if that cannot be done.

    A link stays and what it points to is replaced; the mode stays, and the owner if the system allows it. Hard links
    part: the other names keep the old content. With `backup`, the old file is kept under its name and that suffix.
    `wanted` is asked when all chunks are written: a stream knows only then whether anything has changed.
    On any error the old file is as it was, and nothing lies about. A device or pipe is simply written to.
    """
    target = Path(os.path.realpath(path))
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
    if old and not stat.S_ISREG(old.st_mode):
        with target.open("wb") as file:
            file.writelines(chunks)
        return
    if old and not os.access(target, os.W_OK):  # the folder might allow it, but somebody has locked this file
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    with _draft(target, chunks, old) as draft:
        if not wanted():
            return
        if old and backup:
            with target.open("rb") as kept, _draft(target, _chunks(kept), old) as copy:
                copy.replace(target.with_name(target.name + backup))
        draft.replace(target)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path`, or comes to be there, when the block is left without an error.

    For what is written while something else goes on; on any error the old file is as it was. See `replace_file`.
    """
    target = Path(os.path.realpath(path))
    old = target.stat() if target.exists() else None
    if old and not stat.S_ISREG(old.st_mode):
        with target.open("wb") as file:
            yield file
        return
    if old and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    with _open_draft(target, old) as (draft, file):
        yield file
        _complete(file, draft, old)
        draft.replace(target)


@contextmanager
def _draft(target: Path, chunks: Iterable[bytes], old: os.stat_result | None) -> Iterator[Path]:
    """A file of `chunks` beside `target` that is gone afterwards unless it was renamed."""
    with _open_draft(target, old) as (draft, file):
        file.writelines(chunks)
        _complete(file, draft, old)
        yield draft


@contextmanager
def _open_draft(target: Path, old: os.stat_result | None) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file beside `target` (a rename does not cross file systems), gone afterwards unless it was renamed."""
    draft = target.with_name(f".cleantext-{os.urandom(6).hex()}.tmp")
    # A new file gets the mode that the umask leaves; the draft of an old one is nobody else's until it has its mode.
    mode = 0o600 if old else 0o666
    try:  # around the opening too: an interrupt may come as soon as there is a file
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "wb") as file:
            yield draft, file
    finally:
        draft.unlink(missing_ok=True)


def _complete(file: BinaryIO, draft: Path, old: os.stat_result | None) -> None:
    """Closes a draft that is written, with the owner and mode of what it replaces, safe on the disk."""
    file.flush()
    if old:
        _take_over(draft, old)
    os.fsync(file.fileno())
    file.close()  # before it is renamed: Windows renames no open file


def _take_over(draft: Path, old: os.stat_result) -> None:
    """Gives `draft` the owner and mode of the file it replaces; in this order, because a new owner resets the mode."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(draft, old.st_uid, old.st_gid)
    draft.chmod(stat.S_IMODE(old.st_mode))


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
