"""Destination: where the cleaned text goes, or what is shown instead. There is exactly one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from cleantext.batch.targets import in_place, into_file, into_folder
from cleantext.batch.walk import STDIN, Source

from .usage import UsageError


class Destination(StrEnum):
    """By the flag that asks for it."""

    STDOUT = "standard output"
    OUTPUT = "--output"
    IN_PLACE = "--in-place"
    DIFF = "--diff"
    CHECK = "--check"
    REMOVED = "--removed"

    @property
    def is_silent(self) -> bool:
        """Does nothing go to standard output?"""
        return self in (Destination.OUTPUT, Destination.IN_PLACE, Destination.CHECK)


def destination_of(flags: Mapping[str, Any], paths: Sequence[str]) -> Destination:
    """The one destination that `flags` ask for. UsageError for more than one, and for what does not go with it."""
    asked = {
        Destination.OUTPUT: flags["output"] not in (None, "-"),
        Destination.IN_PLACE: flags["in_place"],
        Destination.DIFF: flags["diff"] or flags["diff_side"],
        Destination.CHECK: flags["check"],
        Destination.REMOVED: flags["removed"],
    }
    wanted = [destination for destination, is_wanted in asked.items() if is_wanted]
    if len(wanted) > 1 or (wanted and flags["output"] == "-"):
        raise UsageError(f"give one of {', '.join(wanted)}")
    destination = wanted[0] if wanted else Destination.STDOUT
    if destination is Destination.IN_PLACE and STDIN in paths:
        raise UsageError("--in-place needs files: standard input has no place")
    if flags["backup"] is not None:
        if destination is not Destination.IN_PLACE:
            raise UsageError("--backup goes with --in-place")
        if not flags["backup"] or os.sep in flags["backup"]:
            raise UsageError("--backup needs a suffix such as .orig")
    if destination is Destination.STDOUT:
        _refuse_several(paths)
    if paths.count(STDIN) > 1:
        raise UsageError("standard input can be read only once")
    return destination


def _refuse_several(paths: Sequence[str]) -> None:
    elsewhere = "give -o FOLDER, -i, --diff or --check"
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            raise UsageError(f"{path} is a folder: {elsewhere}")
    if len(paths) > 1:
        raise UsageError(f"several files cannot go to standard output: {elsewhere}")


def output_folder(output: str | None, paths: Sequence[str]) -> Path | None:
    """The folder that -o means, if it means one: it exists, ends with "/", or has to hold more than one file."""
    if output in (None, "-"):
        return None
    several = len(paths) > 1 or any(path != STDIN and Path(path).is_dir() for path in paths)
    return Path(output) if several or output.endswith(("/", os.sep)) or Path(output).is_dir() else None


def with_targets(sources: Sequence[Source], destination: Destination, output: str, folder: Path | None) -> list[Source]:
    """`sources` with the files that they are to be written to, if any. CleantextError if two are the same file."""
    if destination is Destination.IN_PLACE:
        return list(in_place(sources))
    if destination is Destination.OUTPUT:
        return list(into_folder(sources, folder)) if folder else [into_file(sources[0], Path(output))]
    return list(sources)


def is_terminal(stream: Any) -> bool:
    """Is there somebody at the other end of `stream`, which may be closed?"""
    try:
        return stream is not None and bool(stream.isatty())
    except ValueError:
        return False


def stdin_is_terminal() -> bool:
    """Would reading standard input wait for somebody to type?"""
    return is_terminal(sys.stdin)
