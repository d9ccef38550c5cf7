"""The labelled pages that the benchmarks read: a folder with dev/*.jsonl.gz."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cleantext.evaluate.labels import TOKEN, labelled, tokens


class Job(NamedTuple):
    """One record of one file (`name`) of the corpus."""

    corpus: Path
    name: str
    record: dict[str, Any]


class Scorer(NamedTuple):
    """How a record's tokens are found and labelled: by `cleantext evaluate`'s own code, C, N and O for short."""

    TOKEN: re.Pattern[str]
    tokens: Callable[[str], list[str]]
    label: Callable[[dict[str, Any]], tuple[list[str], list[str]]]


def scorer(_: Path) -> Scorer:
    """For the records of any corpus."""
    return Scorer(TOKEN, tokens, _label)


def _label(record: dict[str, Any]) -> tuple[list[str], list[str]]:
    page = labelled(record["text"], record["gold"], record.get("optional") or ())
    return list(page.words), [label.name[0] for label in page.labels]


def jobs(corpus: Path) -> Iterator[Job]:
    """The corpus's records, and each gold text as a record of an extractor of its own."""
    for path in files(corpus):
        name, seen = path.name.split(".")[0], set()
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"):
            if not line:
                continue
            record = json.loads(line)
            yield Job(corpus, name, record)
            if record["id"] not in seen:
                seen.add(record["id"])
                yield Job(corpus, name, {**record, "extractor": "gold", "text": record["gold"], "optional": []})


def files(corpus: Path) -> list[Path]:
    """The corpus's files, in order."""
    return sorted((corpus / "dev").glob("*.jsonl.gz"))


def digest(corpus: Path) -> str:
    """Of the whole corpus: figures of another one say nothing about its floors."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files(corpus))).hexdigest()
