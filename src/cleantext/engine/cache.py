"""What takes long to work out, kept in the user's cache folder as plain data: numbers, texts, tuples, dicts.

Kept data stands under a key, which says all that it was made from, and a checksum. A file that is stale, damaged or of
another Python is passed over, and whoever asked makes the data anew. One that cannot be written is done without.

Where a run needs but a little of what there is, the rest is parts: bytes with checksums of their own, each read when it
is asked for.
"""

from __future__ import annotations

import marshal
import os
import sys
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct, error
from typing import Any
from zlib import crc32

from cleantext import __version__

_CHECK = 4  # bytes of a CRC-32; a cryptographic digest takes longer to load than the packs
_SIGNED = Struct(">II")  # length and checksum of the plain data, which come behind the key


def cache_folder() -> Path | None:
    """Where this user's caches belong; None if that cannot be told."""
    if chosen := os.environ.get("CLEANTEXT_CACHE"):
        return Path(chosen)
    home = os.path.expanduser("~")  # noqa: PTH111  # gives "~" back where Path.home() raises
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return Path(base) / "cleantext" if base and not base.startswith("~") else None


class Kept:
    """What stands in a file of the cache: `plain` data, and parts by their numbers."""

    def __init__(self, file: mmap, start: int) -> None:
        self._file = file
        length, checksum = _SIGNED.unpack(file[start : start + _SIGNED.size])
        self._parts = start + _SIGNED.size + length  # where they start
        self.plain, ends = marshal.loads(_sound(file[start + _SIGNED.size : self._parts], checksum))
        self._ends = array("I", ends)  # of the parts, and before them the start of the first

    def part(self, number: int) -> bytes:
        """That part. ValueError if it is damaged."""
        start, end = self._parts + self._ends[number], self._parts + self._ends[number + 1]
        return _sound(self._file[start + _CHECK : end], int.from_bytes(self._file[start : start + _CHECK], "big"))

    def close(self) -> None:
        """Leaves the file, so that another may take its place. Nothing is damaged, but no part can be read any more."""
        self._file.close()


def kept(name: str, key: bytes) -> Kept | None:
    """What is kept as `name` under just this key; None if there is nothing."""
    folder = cache_folder()
    if folder is None:
        return None
    key = _signed(key)
    try:
        with _path(folder, name).open("rb") as opened:
            file = mmap(opened.fileno(), 0, access=ACCESS_READ)
        if file[: len(key)] == key:
            return Kept(file, len(key))
    except (OSError, ValueError, EOFError, TypeError, error):
        pass
    return None


def keep(name: str, key: bytes, plain: Any, parts: Sequence[bytes] = ()) -> None:
    """Keeps `plain` and `parts` as `name`, in the place of what was kept before."""
    folder = cache_folder()
    if folder is None:
        return
    checked = [crc32(part).to_bytes(_CHECK, "big") + part for part in parts]
    head = marshal.dumps((plain, array("I", accumulate(map(len, checked), initial=0)).tobytes()))
    path = _path(folder, name)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(b"".join((_signed(key), _SIGNED.pack(len(head), crc32(head)), head, *checked)))
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def key_of(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A key for what is made from these named contents.

    >>> key_of([("a.toml", b"one")]) == key_of([("a.toml", b"two")])
    False
    """
    return "\n".join(f"{name}\0{len(content)}\0{crc32(content)}" for name, content in parts).encode()


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.{sys.implementation.cache_tag}.bin"


def _signed(key: bytes) -> bytes:
    return f"{__version__} {sys.hexversion:x} {len(key)}\n".encode() + key


def _sound(body: bytes, checksum: int) -> bytes:
    if crc32(body) != checksum:
        raise ValueError("damaged")
    return body
