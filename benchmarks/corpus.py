"""The labelled pages that the benchmarks read: a folder with dev/*.jsonl.gz."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Job(NamedTuple):
    """One record of one file (`name`) of the corpus."""

    corpus: Path
    name: str
    record: dict[str, Any]


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


def with_flattened(corpus: Path) -> Iterator[Job]:
    """The corpus's jobs, with each `blocks` text on one line as a record of an extractor of its own."""
    for job in jobs(corpus):
        yield job
        if job.record["extractor"] == "blocks":
            flat = " ".join(job.record["text"].split())
            yield job._replace(record={**job.record, "extractor": "flat", "text": flat})


def files(corpus: Path) -> list[Path]:
    """The corpus's files, in order."""
    return sorted((corpus / "dev").glob("*.jsonl.gz"))


def digest(corpus: Path) -> str:
    """Of the whole corpus: figures of another one say nothing about its floors."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files(corpus))).hexdigest()
