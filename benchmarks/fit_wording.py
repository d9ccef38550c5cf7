"""Fits the weights of how lines are worded, and says how far they carry to lists and sites not seen.

    python benchmarks/fit_wording.py CORPUS [--write]

Residue is the lines of fixtures/lines and the examples of all packs' rules, in every language; text is their traps and
`keeps`, the lines of fixtures/prose, and the lines and sentences of the labelled pages of CORPUS that are all content
(as in fit_lines.py; `blocks` texts). Names that only these fixtures have are nobody's, lest an invented town speak for
residue. The model is a logistic regression, one weight a name (`heuristics/wording_points.py`); a name that speaks for
residue is put under the category that it is most peculiar to. Figures are from folds by list, pack and site; the
weights that are written (`--write`) are fitted on everything. Needs scikit-learn and rapidfuzz, and some 6 GB.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
import scipy.sparse as sp
from corpus import Job, jobs
from joblib import Parallel, delayed
from lines import KEEP, LINES, entries
from sklearn.linear_model import LogisticRegression

from cleantext.engine.document import fold
from cleantext.evaluate.labels import Label, labelled
from cleantext.evaluate.pairs import Fields, pair_of
from cleantext.heuristics import heuristic_rules, wording_points
from cleantext.packs import builtin_packs

PROSE = LINES.parent / "prose"
STRENGTH = 30  # inverse of the regularisation
FOLDS = 4
FEWEST = 3  # examples that a name must have
SMALLEST = 1.5  # weight that is written
PECULIAR = 0.4  # share of what a name says that is of one category, for it to speak for it
TRAP, PAGE = 4.0, 0.7  # what an example counts, of residue 1
SHORTEST, LONGEST = 3, 600  # tokens and code points of a line of a page
ANY = "any"
# What lists and packs tell apart, and wording does not.
TOGETHER = {
    "contact": "bio", "date": "meta", "agency": "legal", "credit": "caption", "gallery": "caption", "player": "embed",
    "nav": ANY, "separator": ANY,
}  # fmt: skip
_STOP = re.compile(r"(?<=[.!?])[\"')]*\s+|(?<=[。！？])")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?<=[^\W_] )[A-Z][a-z]+")
LANGUAGES, SITES = 3, 12  # that have a name: whose lists at least, and fewer sites than
_MARKED = re.compile(r"\[\[(.+?)\]\]")


class Example(NamedTuple):
    """A line or sentence (folded), what it is (a category, or nothing for text), what it counts, and whose it is."""

    text: str
    category: str
    weight: float
    group: str


def of_lists() -> Iterator[Example]:
    """The lines and traps of all lists, and the examples of all packs' rules."""
    for path in sorted(LINES.glob("*.toml")):
        for entry in entries(path):
            if entry.category == KEEP:
                yield Example(fold(entry.text), "", TRAP, path.stem)
            elif not entry.rest:
                yield Example(fold(entry.text), TOGETHER.get(entry.category, entry.category), 1.0, path.stem)
    for pack in (*builtin_packs(), heuristic_rules()):
        for rule in pack.rules:
            for text in rule.removes if pack.phrases else ():
                for part in _MARKED.findall(text) or [text]:
                    if "\n" not in part:
                        category = rule.category.value
                        yield Example(fold(part), TOGETHER.get(category, category), 1.0, pack.name)
            yield from (Example(fold(line), "", TRAP, pack.name) for text in rule.keeps for line in text.split("\n"))
    for path in sorted(PROSE.iterdir()):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").split("\n"))
        yield from (Example(fold(line), "", TRAP, path.stem) for line in lines if line)


def of_page(job: Job) -> list[Example]:
    """The lines of a labelled page that are all content, and their sentences."""
    _, name, record = job
    pair = pair_of(record, name, name, Fields())
    known = labelled(pair.text, pair.gold, pair.optional)
    found, end = [], -1
    for line in pair.text.split("\n"):
        start, end = end + 1, end + 1 + len(line)
        part = known.labels[bisect_left(known.starts, start) : bisect_left(known.starts, end)]
        if len(part) >= SHORTEST and len(line) <= LONGEST and part.count(Label.CONTENT) == len(part):
            text = fold(" ".join(line.split()))
            pieces = {text, *(piece for piece in _STOP.split(text) if piece and len(piece.split()) >= SHORTEST)}
            found += [Example(piece, "", PAGE, urlsplit(record["url"]).netloc) for piece in sorted(pieces)]
    return found


def blank(examples: Sequence[Example]) -> list[str]:
    """The texts without invented names: words with a capital that many lists and packs have, and hardly a site."""
    capital, sites = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for example in examples:
        if example.weight == PAGE:
            for word in _LETTERS.findall(example.text):
                sites[word.lower()].add(example.group)
        else:
            for word in _CAPITAL.findall(example.text):
                capital[word].add(example.group[:2])
    invented = {
        word for word, groups in capital.items() if len(groups) >= LANGUAGES and len(sites[word.lower()]) < SITES
    }
    return [_LETTERS.sub(lambda word: "X" if word[0] in invented else word[0], example.text) for example in examples]


class Table:
    """All examples: a sparse matrix of their names, scaled as `wording_points` scales them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        named = [wording_points.names(text) for text in blank(examples)]
        counted = Counter(name for each in named for name in each)
        self.names = sorted(name for name, count in counted.items() if count >= FEWEST)
        at = {name: number for number, name in enumerate(self.names)}
        pointers, columns, values = [0], list[int](), list[float]()
        for each in named:
            mine = sorted(at[name] for name in each if name in at)
            columns += mine
            values += [1 / np.sqrt(max(wording_points.FEWEST, len(each)))] * len(mine)
            pointers.append(len(columns))
        self.matrix = sp.csr_matrix((values, columns, pointers), shape=(len(examples), len(self.names)))
        self.residue = np.array([bool(example.category) for example in examples])
        self.weight = np.array([example.weight for example in examples])
        self.fold = np.array([zlib.crc32(example.group.encode()) % FOLDS for example in examples])

    def fitted(self, chosen: np.ndarray) -> tuple[np.ndarray, float]:
        """The weights of the names, those of no consequence left out, and the base."""
        model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4)
        model.fit(self.matrix[chosen], self.residue[chosen], self.weight[chosen])
        weights = model.coef_[0]
        return np.where(np.abs(weights) < SMALLEST, 0.0, weights), float(model.intercept_[0])

    def unseen(self) -> np.ndarray:
        """The points of each example by weights that have not seen its list, pack or site."""
        points = np.zeros(len(self.fold))
        side_by_side = Parallel(n_jobs=-1, backend="threading")
        models = side_by_side(delayed(self.fitted)(self.fold != number) for number in range(FOLDS))
        for number, (weights, base) in enumerate(models):
            mine = self.fold == number
            points[mine] = self.matrix[mine] @ weights + base
        return points


def report(examples: Sequence[Example], table: Table, points: np.ndarray) -> None:
    """What would go at some thresholds, by the words of a line."""
    sizes = np.array([len(example.text.split()) for example in examples])
    is_trap = ~table.residue & (table.weight == TRAP)
    is_page = ~table.residue & (table.weight == PAGE)
    for least, most in ((1, 3), (4, 8), (9, 14), (15, 40)):
        mine = (sizes >= least) & (sizes <= most)
        print(f"{least} to {most} words: points; residue, traps and text of pages that have more")
        for enough in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
            over = points > enough
            shares = [
                (over & mine & kind).sum() / max(1, (mine & kind).sum()) for kind in (table.residue, is_trap, is_page)
            ]
            print(f"  {enough:3}  {shares[0]:6.1%}  {shares[1]:7.3%}  {shares[2]:7.3%}")


def categories(examples: Sequence[Example], table: Table) -> list[str]:
    """For each name the category that most of what it says is about, were all as common; else "any"."""
    total = Counter(example.category for example in examples if example.category)
    order = sorted(total)
    shares = np.stack([
        np.asarray((table.matrix[[example.category == category for example in examples]] > 0).sum(axis=0))[0]
        / total[category]
        for category in order
    ])  # fmt: skip
    sure = shares.max(axis=0) > PECULIAR * shares.sum(axis=0)
    return [order[at] if is_sure else ANY for at, is_sure in zip(shares.argmax(axis=0), sure)]


def write(examples: Sequence[Example], table: Table) -> None:
    """Fits on everything and replaces the data in the package."""
    weights, base = table.fitted(np.ones(len(examples), bool))
    of = categories(examples, table)
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for at, name in enumerate(table.names):
        if weights[at]:
            found[of[at] if weights[at] > 0 else "text"][name] = round(float(weights[at]), 1)
    data = {"base": {"": round(base, 2)}, **dict(sorted(found.items()))}
    path = Path(wording_points.__file__).with_name("wording_weights.json")
    path.write_text(json.dumps(data, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{np.count_nonzero(weights):,} of {len(weights):,} weights written")


def distinct(examples: Iterable[Example]) -> list[Example]:
    """Each text once: residue before text, where it is called both."""
    found: dict[str, Example] = {}
    for example in examples:
        if example.text not in found or (example.category and not found[example.text].category):
            found[example.text] = example
    return [*found.values()]


def main() -> None:
    """Fits, reports and perhaps writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights in the package")
    options = parser.parse_args()
    pages = (job for job in jobs(options.corpus) if job.record["extractor"] == "blocks")
    with Pool() as pool:
        of_pages = [example for found in pool.map(of_page, pages, chunksize=16) for example in found]
    examples = distinct([*of_lists(), *of_pages])
    table = Table(examples)
    report(examples, table, table.unseen())
    if options.write:
        write(examples, table)


if __name__ == "__main__":
    main()
