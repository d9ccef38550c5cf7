"""Targets: where each source is written to. Whatever would overwrite the wrong file is refused before any work."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cleantext.engine.errors import CleantextError

from .walk import Source


def in_place(sources: Iterable[Source]) -> Iterator[Source]:
    """Each file as its own target, once: two names or links for one file are one file."""
    seen: set[str] = set()
    for source in sources:
        if source.path is None:
            raise CleantextError(f"{source.name}: cannot be cleaned in place")
        real = os.path.realpath(source.path)
        if real not in seen:
            seen.add(real)
            yield replace(source, target=source.path)


def into_file(source: Source, output: Path) -> Source:
    """The one source, written to `output`, whose folder must be there: a mistyped one should not come to be."""
    if not output.parent.is_dir():
        raise CleantextError(f"{output}: No such folder")
    _refuse_itself(source, output)
    return replace(source, target=output)


def into_folder(sources: Iterable[Source], output: Path) -> Iterator[Source]:
    """Each source under its path below the folder it was found in, or its name."""
    taken: dict[Path, Source] = {}
    for source in sources:
        target = output / source.below
        other = taken.setdefault(target, source)
        if other is source:
            _refuse_itself(source, target)
            yield replace(source, target=target)
        elif other.path is None or source.path is None or not _same(other.path, source.path):
            raise CleantextError(f"{source.name}: would be written to {target}, as would {other.name}")


def _refuse_itself(source: Source, target: Path) -> None:
    if source.path is not None and target.is_file() and _same(source.path, target):
        raise CleantextError(f"{source.name}: is both input and output (-i cleans in place)")


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
