"""Single lines: how much residue goes whole, and whether a trap is touched.

    python benchmarks/lines.py               the share of residue lines that go, by language and category
    python benchmarks/lines.py en --missed   and the lines that stay, and the traps that are touched, with their rules
    python benchmarks/lines.py --pin         make today's shares the floors of tests/test_lines.py

Reads fixtures/lines/LANGUAGE.toml: entries `[[line]]` of `category` and `text`, where [[double brackets]] mark what
goes when the rest stays, and the category `keep` is a trap, of which nothing may go. A line is cleaned alone and
between two paragraphs, and goes if all of it does. A list that lies elsewhere is named by its path.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cleantext import Cleaner

LINES = Path(__file__).parent.parent / "fixtures" / "lines"
FLOORS = LINES / "floors.json"
KEEP = "keep"
LEVELS = ("light", "standard")
_MARKED = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
BEFORE = "The old mill by the river burned down on a windy night in March, and nobody in the village slept."
AFTER = "By the next morning the miller had found a barn, and the farmers brought their grain to it as before."


class Entry(NamedTuple):
    """A line of a list: residue of some category, or a trap."""

    category: str
    text: str
    rest: str  # what should be left

    @property
    def is_trap(self) -> bool:
        """Must all of it stay?"""
        return self.category == KEEP


class Shares(NamedTuple):
    """The shares of residue lines that go: cleaned alone, and between two paragraphs."""

    alone: float
    between: float


def languages() -> dict[str, Path]:
    """The lists there are, by language."""
    return {path.stem: path for path in sorted(LINES.glob("*.toml"))}


def entries(path: Path) -> list[Entry]:
    """The lines of a list."""
    found = []
    for line in tomllib.loads(path.read_text(encoding="utf-8"))["line"]:
        text, marked = line["text"], _MARKED.search(line["text"])
        whole = text if line["category"] == KEEP else _MARKED.sub("", text) if marked else ""
        found.append(Entry(line["category"], _MARKED.sub(r"\1", text), whole))
    return found


@cache
def cleaner(level: str) -> Cleaner:
    """A cleaner of that level."""
    return Cleaner(level=level)


def goes(entry: Entry) -> Shares:
    """1.0 where the line is left as it should be at `standard`: alone, and between two paragraphs."""
    clean = cleaner("standard").clean
    alone = clean(entry.text).text.split() == entry.rest.split()
    around = clean(f"{BEFORE}\n\n{entry.text}\n\n{AFTER}").text
    return Shares(alone, around.split() == f"{BEFORE} {entry.rest} {AFTER}".split())


def recall(found: Iterable[Entry]) -> Shares:
    """The shares over all residue lines of a list."""
    judged = [goes(entry) for entry in found if not entry.is_trap]
    return Shares(*(round(sum(column) / len(judged), 4) for column in zip(*judged))) if judged else Shares(0, 0)


def touched(found: Iterable[Entry]) -> Iterator[str]:
    """The traps of which something goes at some level, with what goes and the rule."""
    for entry in found:
        if entry.is_trap:
            for level in LEVELS:
                for text in (entry.text, f"{BEFORE}\n\n{entry.text}\n\n{AFTER}"):
                    for edit in cleaner(level).clean(text).edits:
                        yield f"{level}: {edit.rule} removes {text[edit.start : edit.end]!r} of {entry.text!r}"


def report(name: str, found: list[Entry], *, missed: bool) -> Shares:
    """Prints the shares of a list by category; with `missed`, what stays and what is touched."""
    hurt = {entry: [*touched([entry])] for entry in found if entry.is_trap}
    shares = recall(found)
    print(
        f"{name}: {len(found) - len(hurt)} lines, {shares.alone:.1%} go alone, {shares.between:.1%} between paragraphs;"
    )
    print(f"  {len(hurt)} traps, {sum(map(bool, hurt.values()))} touched")
    for category in sorted({entry.category for entry in found} - {KEEP}):
        group = [entry for entry in found if entry.category == category]
        part = recall(group)
        print(f"  {category:11} {len(group):4}  {part.alone:6.1%}  {part.between:6.1%}")
        for entry in group if missed else ():
            judged = goes(entry)
            left = cleaner("standard").clean(entry.text).text
            if judged != (1, 1):
                print(
                    "      between:" if judged.alone else "      stays:",
                    repr(entry.text),
                    repr(left) * (not judged.alone),
                )
    for line in dict.fromkeys(chain.from_iterable(hurt.values())) if missed else ():
        print(f"  touched: {line}")
    return shares


def main() -> int:
    """Measures, and pins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", nargs="*", help="languages, or paths of lists; all languages if none is named")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    known = languages()
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for name in options.lists or known:
        shares = report(name, entries(known.get(name, Path(name))), missed=options.missed)
        if name in known:
            floors[name] = shares._asdict()
    if options.pin:
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
