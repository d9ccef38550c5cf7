"""Quality on labelled pages: what is removed, what is lost, and how far from perfect deletion that is.

    python benchmarks/quality.py CORPUS              the table
    python benchmarks/quality.py CORPUS --by lang    and one for each language of files that hold several (or: site)
    python benchmarks/quality.py CORPUS --check      and fail where a figure has fallen below its floor
    python benchmarks/quality.py CORPUS --pin        and make today's figures the floors

CORPUS is a folder with dev/*.jsonl.gz, records of `id`, `extractor`, `text`, `gold` and perhaps `optional`, `lang` and
`url`. Labels and measures are those of `cleantext evaluate`. Extractors are scored at the level meant for them:
`inscriptis`, a dump of the whole page, at deep, the others at standard; every row also at light. `flat` is `blocks` on
one line, with a space for every run of white space; `gold` is the gold text itself, of which nothing should go. Where a
figure is worse than its floor, or the floors are of another corpus, only --lower pins. Needs rapidfuzz.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Job, digest, with_flattened

from cleantext import Cleaner
from cleantext.evaluate.labels import labelled
from cleantext.evaluate.measures import Measure, measure, summary
from cleantext.evaluate.pairs import Fields, pair_of

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.0005  # of F1 and of the share lost, before a fall counts
LEVELS = {"inscriptis": "deep"}
GROUPS = ("lang", "site")


class Measured(NamedTuple):
    """One document at one level: what row it counts for, what its groups are, and how it came out."""

    row: str
    groups: dict[str, str]
    measure: Measure


@cache
def cleaner(level: str) -> Cleaner:
    """A cleaner of that level."""
    return Cleaner(level=level)


def measures(job: Job) -> list[Measured]:
    """One record at its own level and at light."""
    _, name, record = job
    extractor = record["extractor"]
    groups = {field: pair_of(record, name, name, Fields(by=(field,))).group for field in GROUPS}
    pair = pair_of(record, name, name, Fields())
    page = labelled(pair.text, pair.gold, pair.optional)
    return [
        Measured(f"{name}/{extractor} {level}", groups, measure(page, cleaner(level).clean(pair.text).text))
        for level in (LEVELS.get(extractor, "standard"), "light")
    ]


def table(found: list[Measured]) -> dict[str, dict[str, float]]:
    """Row by row: F1 before, after and at best, the share of the gap closed, and the content lost."""
    rows: dict[str, list[Measure]] = defaultdict(list)
    for each in found:
        rows[each.row].append(each.measure)
    result = {}
    for row, group in sorted(rows.items()):
        print(figures(row, group))
        whole = summary(group)
        result[row] = {"f1": round(whole.after.f1, 4), "lost": round(whole.content_lost, 6)}
    return result


def tables_by(field: str, found: list[Measured]) -> None:
    """The same for each group of rows that hold several."""
    rows: dict[str, dict[str, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        if not each.row.endswith(" light"):
            rows[each.row][each.groups[field]].append(each.measure)
    for row, groups in sorted(rows.items()):
        if len(groups) > 1:
            print(f"\n{row}, by {field}:")
            for group, group_measures in sorted(groups.items()):
                print(figures(group, group_measures))


def figures(name: str, group: list[Measure]) -> str:
    """A line of the table."""
    whole = summary(group)
    gap = "      " if whole.gap_closed is None else f"{whole.gap_closed:6.1%}"
    ends = f"{whole.before.f1:.4f} -> {whole.after.f1:.4f} of {whole.limit:.4f}"
    return f"{name:34} {whole.documents:4} pages  {ends}  {gap}  lost {whole.content_lost:.5f}"


def fallen(rows: dict[str, dict[str, float]], floors: dict[str, dict[str, float]], slack: float) -> list[str]:
    """What is worse than its floor by more than `slack`, or not there any more."""
    worse = []
    for row, floor in floors.items():
        if row not in rows:
            worse.append(f"{row}: not measured any more")
            continue
        f1, lost = rows[row]["f1"], rows[row]["lost"]
        if f1 < floor["f1"] - slack or lost > floor["lost"] + slack:
            worse.append(f"{row}: F1 {f1} (floor {floor['f1']}), lost {lost} (at most {floor['lost']})")
    return worse


def pin(rows: dict[str, dict[str, float]], corpus: str, *, lower: bool) -> list[str]:
    """Makes `rows` the floors. Returns what speaks against it; then nothing is pinned, unless with `lower`."""
    pinned = floors()
    against = fallen(rows, pinned["rows"], 0) if pinned["corpus"] == corpus else ["the floors are of another corpus"]
    if pinned["rows"] and against and not lower:
        return against
    FLOORS.write_text(json.dumps({"corpus": corpus, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    return []


def floors() -> dict[str, Any]:
    """The pinned figures, and the digest of the corpus that they are of."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": "", "rows": {}}


def main() -> int:
    """Measures, and checks or pins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--by", choices=GROUPS)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    with Pool() as pool:
        found = [each for some in pool.imap(measures, with_flattened(options.corpus), 8) for each in some]
    rows = table(found)
    if options.by:
        tables_by(options.by, found)
    corpus, pinned = digest(options.corpus), floors()
    if options.pin:
        against = pin(rows, corpus, lower=options.lower)
        for line in against:
            print(f"not pinned: {line}", file=sys.stderr)
        return 1 if against else 0
    if pinned["corpus"] != corpus:
        print("the floors are of another corpus: nothing to check", file=sys.stderr)
        return 0
    worse = fallen(rows, pinned["rows"], SLACK)
    for line in worse:
        print(f"fallen: {line}", file=sys.stderr)
    return 1 if worse and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
