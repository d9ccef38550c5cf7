"""What takes long to work out, kept in the user's cache folder as plain data: numbers, texts, tuples, dicts.

Kept data stands under a key, which says all that it was made from, and a checksum. A file that is stale, damaged or of
another Python is passed over, and whoever asked makes the data anew. One that cannot be written is done without.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from cleantext import __version__

_CHECK = 4  # bytes of a CRC-32; a cryptographic digest takes longer to load than the packs


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


def kept(name: str, key: bytes) -> Any:
    """The data kept as `name` under just this key; None if there is none."""
    folder = cache_folder()
    if folder is None:
        return None
    key = _signed(key)
    try:
        data = _path(folder, name).read_bytes()
        body = memoryview(data)[len(key) + _CHECK :]
        if data.startswith(key) and data[len(key) : len(key) + _CHECK] == _checksum(body):
            return marshal.loads(body)
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def keep(name: str, key: bytes, plain: Any) -> None:
    """Keeps `plain` as `name`, in the place of what was kept before."""
    folder = cache_folder()
    if folder is None:
        return
    body = marshal.dumps(plain)
    path = _path(folder, name)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_signed(key) + _checksum(body) + body)
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


def _checksum(body: bytes | memoryview) -> bytes:
    return crc32(body).to_bytes(_CHECK, "big")
