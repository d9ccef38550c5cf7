"""The built-in packs (data: one TOML file each) and the way to read a pack from a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cleantext.engine.anchor_table import LAYOUT, AnchorTable
from cleantext.engine.cache import keep, kept, key_of
from cleantext.engine.errors import CleantextError
from cleantext.engine.lexicon import MergedLists
from cleantext.engine.pack import Pack, anchor_table, parse_pack
from cleantext.engine.phrases import Phrase

from .remembered import Remembered, remembered, sources_key

_HERE = Path(__file__).parent


def load_pack(path: str | Path) -> Pack:
    """Reads a pack file (TOML, UTF-8). CleantextError if it cannot be read or is not well formed.

    >>> load_pack("no/such/pack.toml")
    Traceback (most recent call last):
        ...
    cleantext.engine.errors.CleantextError: no/such/pack.toml: No such file or directory
    """
    try:
        return parse_pack(Path(path).read_bytes().decode("utf-8"), str(path))
    except OSError as error:
        raise CleantextError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CleantextError(f"{path}: not UTF-8 at byte {error.start}") from None


@cache
def builtin_packs() -> tuple[Pack, ...]:
    """The packs that come with cleantext, with their examples, in the order in which they run."""
    return _parsed(_sources())


def ready_packs() -> tuple[Pack, ...]:
    """The same packs as they are cleaned with: remembered, without their examples."""
    return _ready().packs


def ready_phrases() -> Sequence[Phrase]:
    """All their phrases as they are tried (`in_order`), unpacked when asked for."""
    return _ready().phrases


@cache
def ready_table(names: tuple[str, ...]) -> AnchorTable:
    """The table of all their anchors and of the words in their lists of these names, remembered."""
    key = key_of([("", _key()), ("", "\n".join(names).encode()), ("", LAYOUT)])
    if found := kept("anchors", key):
        return AnchorTable(found.plain)
    lexicon = MergedLists(ready_packs())
    table = anchor_table(ready_phrases(), {listed: lexicon[listed] for listed in lexicon.by_language(names)})
    keep("anchors", key, table.plain)
    return table


@cache
def _ready() -> Remembered:
    return remembered("packs", _key(), lambda: _parsed(_sources()))


@cache
def _key() -> bytes:
    """The key of what is made of the files. It is by their contents, which are read only if a file is not as it was."""
    stamps = sources_key({path.name: _stamp(path) for path in _paths()})
    if found := kept("sources", stamps):
        return bytes(found.plain)
    key = sources_key(_sources())
    keep("sources", stamps, key)
    return key


def _stamp(path: Path) -> bytes:
    """What changes when the file is written, touched or replaced."""
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}".encode()


def _paths() -> list[Path]:
    return sorted(_HERE.glob("*.toml"))


def _sources() -> dict[str, bytes]:
    """The files: some megabytes, not to be held."""
    return {path.name: path.read_bytes() for path in _paths()}


def _parsed(sources: dict[str, bytes]) -> tuple[Pack, ...]:
    return tuple(parse_pack(toml.decode("utf-8"), name) for name, toml in sources.items())
