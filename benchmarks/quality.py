"""Quality on labelled pages: what is removed, what is lost, and how far from perfect deletion that is.

    python benchmarks/quality.py CORPUS            the table
    python benchmarks/quality.py CORPUS --check    and fail where a figure has fallen below its floor
    python benchmarks/quality.py CORPUS --pin      and make today's figures the floors (--lower: even where they fell)

CORPUS is a folder with dev/*.jsonl.gz (records of `id`, `extractor`, `text`, `gold`, `optional`) and score.py, whose
labels and measures are used. Extractors are scored at the level meant for them: `inscriptis`, a dump of the whole page,
at deep, the others at standard; every row also at light. `flat` is `blocks` with every run of white space made one
space; `gold` is the gold text itself, of which nothing should go. Needs rapidfuzz.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Job, digest, jobs, scorer

from cleantext import Cleaner

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.0005  # of F1 and of the share lost, before a fall counts
LEVELS = {"inscriptis": "deep"}


class Measure(NamedTuple):
    """One document at one level."""

    row: str
    f1: float
    untouched: float
    limit: float
    content: int
    lost: int


@cache
def cleaner(level: str) -> Cleaner:
    """A cleaner of that level."""
    return Cleaner(level=level)


def with_flattened(corpus: Path) -> Iterator[Job]:
    """The corpus's jobs, with each `blocks` text on one line as a record of an extractor of its own."""
    for job in jobs(corpus):
        yield job
        if job.record["extractor"] == "blocks":
            flat = " ".join(job.record["text"].split())
            yield job._replace(record={**job.record, "extractor": "flat", "text": flat})


def measures(job: Job) -> list[Measure]:
    """One record at its own level and at light."""
    corpus, name, record = job
    score = scorer(corpus)
    _, labels = score.label(record)
    starts = [match.start() for match in score.TOKEN.finditer(record["text"])]
    gold = max(1, len(score.tokens(record["gold"])))
    found = []
    for level in (LEVELS.get(record["extractor"], "standard"), "light"):
        gone: set[int] = set()
        for edit in cleaner(level).clean(record["text"]).edits:
            gone.update(range(bisect_left(starts, edit.start), bisect_left(starts, edit.end)))
        left = [label for at, label in enumerate(labels) if at not in gone]
        content, noise, kept = labels.count("C"), labels.count("N"), left.count("C")
        row = f"{name}/{record['extractor']} {level}"
        found.append(
            Measure(
                row,
                f1(score, kept, left.count("N"), gold),
                f1(score, content, noise, gold),
                f1(score, content, 0, gold),
                content,
                content - kept,
            )
        )
    return found


def f1(score: Any, content: int, noise: int, gold: int) -> float:
    """F1 of what remains against the gold text."""
    return score.f1(content / (content + noise) if content + noise else 0.0, content / gold)


def table(found: list[Measure]) -> dict[str, dict[str, float]]:
    """Row by row: F1 before, after and at best, the share of the gap closed, and the content lost."""
    rows: dict[str, list[Measure]] = defaultdict(list)
    for measure in found:
        rows[measure.row].append(measure)
    result = {}
    for row, group in sorted(rows.items()):
        after, before, limit = (sum(column) / len(group) for column in list(zip(*group))[1:4])
        lost = sum(measure.lost for measure in group) / max(1, sum(measure.content for measure in group))
        result[row] = {"f1": round(after, 4), "lost": round(lost, 6)}
        gap = f"{(after - before) / (limit - before):6.1%}" if limit - before > 1e-6 else "      "
        print(f"{row:34} {len(group):4} pages  {before:.4f} -> {after:.4f} of {limit:.4f}  {gap}  lost {lost:.5f}")
    return result


def fallen(rows: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """What is worse than its floor."""
    return [
        f"{row}: F1 {rows[row]['f1']} (floor {floor['f1']}), lost {rows[row]['lost']} (at most {floor['lost']})"
        for row, floor in floors.items()
        if rows[row]["f1"] < floor["f1"] - SLACK or rows[row]["lost"] > floor["lost"] + SLACK
    ]


def main() -> int:
    """Measures, and checks or pins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    with Pool() as pool:
        rows = table([measure for found in pool.imap(measures, with_flattened(options.corpus), 8) for measure in found])
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": "", "rows": {}}
    same = pinned["corpus"] == digest(options.corpus)
    worse = fallen(rows, pinned["rows"]) if same else []
    for line in worse:
        print(f"fallen: {line}", file=sys.stderr)
    if options.pin and (not worse or options.lower):
        floors = {"corpus": digest(options.corpus), "rows": rows}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        return 0
    if options.check and not same:
        print("the floors are of another corpus: nothing to check", file=sys.stderr)
    return 1 if worse and (options.check or options.pin) else 0


if __name__ == "__main__":
    sys.exit(main())
