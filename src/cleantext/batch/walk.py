"""Walk: from paths and folders to sources, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .globs import any_of

TEXTS = ("*.txt", "*.md", "*.text")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from and, if it is to be written, where it goes.

    `path` is None for standard input. `below` is its path under the folder in which it was `found`, or its name.
    """

    name: str  # what people call it
    path: Path | None
    below: Path
    found: bool = False  # in a folder; not named by anyone
    target: Path | None = None
    error: str = ""  # why it cannot be read: found out on the way

    @property
    def folder(self) -> str:
        """What comes before `below` in `name`; empty for nothing.

        >>> Source("raw/d/a.txt", Path("raw/d/a.txt"), Path("d/a.txt")).folder
        'raw'
        """
        above = len(self.below.parts)
        return "" if self.path is None or self.path == self.below else str(self.path.parents[above - 1])


def sources(
    paths: Iterable[str], *, include: Iterable[str], exclude: Iterable[str], stdin: str, unless: Path | None = None
) -> Iterator[Source]:
    """The sources that `paths` name, in that order; those of a folder sorted.

    In a folder: files that match `include` and not `exclude`; no dot-names, no links, and not the folder `unless`,
    where the output goes. A file that is named is a source whatever it is called. `stdin` is what "-" is called.
    """
    wanted, unwanted = any_of(include), any_of(exclude)
    for path in paths:
        if path == STDIN:
            yield Source(stdin, None, Path(Path(stdin).name))
        elif Path(path).is_dir():
            yield from _below(Path(path), wanted, unwanted, unless)
        else:
            yield Source(path, Path(path), Path(Path(path).name))


def _below(
    folder: Path, wanted: Callable[[str], bool], unwanted: Callable[[str], bool], unless: Path | None
) -> Iterator[Source]:
    found: list[Source] = []

    def unreadable(error: OSError) -> None:
        path = Path(error.filename)
        found.append(Source(str(path), path, path.relative_to(folder), error=f"{path}: {error.strerror}"))

    avoided = os.path.realpath(unless) if unless else None
    for parent, folders, files in os.walk(folder, onerror=unreadable):
        here = Path(parent)

        def is_source(name: str, here: Path = here) -> bool:
            return not name.startswith(".") and not unwanted((here / name).relative_to(folder).as_posix())

        folders[:] = [name for name in folders if is_source(name) and os.path.realpath(here / name) != avoided]
        for name in filter(is_source, files):
            path = here / name
            below = path.relative_to(folder)
            if wanted(below.as_posix()) and path.is_file() and not path.is_symlink():
                found.append(Source(str(path), path, below, found=True))
    yield from sorted(found, key=lambda source: source.below.parts)
