"""Fits the weights of the line features on labelled pages, and says how far they carry to sites not seen.

    python benchmarks/fit_lines.py CORPUS [--write]

CORPUS is a folder with dev/*.jsonl.gz, records of `id`, `url`, `lang`, `extractor`, `text` and `gold`, and score.py,
which labels each token of `text` as content or noise by a longest common subsequence with `gold`. The gold texts
themselves are pages too, all of them content: what is clean must stay. A line counts as much as the root of its share
of its page. The model is a logistic regression: one weight a feature, no more. Figures are from five folds by site;
the weights that are written (`--write`) are fitted on all pages. Needs scikit-learn and rapidfuzz.
"""

from __future__ import annotations

import argparse
import json
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
import scipy.sparse as sp
from corpus import Job, jobs, scorer
from sklearn.linear_model import LogisticRegression

from cleantext.engine.claims import Claims
from cleantext.engine.cleaner import Cleaner
from cleantext.engine.document import Document
from cleantext.heuristics import furniture
from cleantext.heuristics.line_features import features, sketches

RAREST = 40  # lines a feature must have
STRENGTH = 0.3  # inverse of the regularisation
FOLDS = 5
SMALLEST = 0.03  # weight that is written


CAUTIONS = (furniture.CLEAR, furniture.LIKELY)


class Line(NamedTuple):
    """A line's features, its tokens of content and of noise, and whether another rule claims it."""

    names: list[str]
    content: int
    noise: int
    claimed: bool


class Page(NamedTuple):
    """A page's lines; `gold` is the number of tokens of its text."""

    row: str
    site: str
    gold: int
    content: int
    noise: int
    lines: list[Line]
    standings: list[list[furniture.Standing]]  # for each caution


def page(job: Job) -> Page:
    """One record with its lines' features and labels."""
    corpus, name, record = job
    score, text = scorer(corpus), record["text"]
    _, labels = score.label(record)
    starts = [match.start() for match in score.TOKEN.finditer(text)]
    document, claims = Document(text), claimed(text)
    drawn = sketches(document, claims)
    lines = []
    for line, names in zip(document.lines, features(drawn, LEXICON)):
        part = labels[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        lines.append(Line(names, part.count("C"), part.count("N"), claims.covers(line.start, line.end)))
    gold = max(1, len(score.tokens(record["gold"])))
    site = urlsplit(record.get("url") or "").netloc or record["id"]
    company = furniture.has_company(document, claims)
    standings = [furniture.standings(document, claims, drawn, caution) if company else [] for caution in CAUTIONS]
    return Page(f"{name}/{record['extractor']}", site, gold, labels.count("C"), labels.count("N"), lines, standings)


def claimed(text: str) -> Claims:
    """What the rules before the score claim, at level deep."""
    return CLEANER.claims(text)


CLEANER = Cleaner(level="deep", ignore=["furniture/*"])
LEXICON = CLEANER.lexicon


class Matrix:
    """All lines of all pages as one sparse matrix."""

    def __init__(self, pages: list[Page]) -> None:
        counts = Counter(name for each in pages for line in each.lines for name in set(line.names))
        self.names = sorted(name for name, count in counts.items() if count >= RAREST)
        index = {name: at for at, name in enumerate(self.names)}
        pointers, indices, content, noise, taken, share, fold = [0], [], [], [], [], [], []
        for each in pages:
            size = max(1, sum(line.content + line.noise for line in each.lines))
            for line in each.lines:
                indices += sorted({index[name] for name in line.names if name in index})
                pointers.append(len(indices))
                content.append(line.content)
                noise.append(line.noise)
                taken.append(line.claimed)
                share.append(size)
                fold.append(zlib.crc32(each.site.encode()) % FOLDS)
        shape = (len(content), len(self.names))
        self.values = sp.csr_matrix((np.ones(len(indices), np.float32), indices, pointers), shape=shape)
        self.content, self.noise, self.claimed = np.array(content), np.array(noise), np.array(taken)
        self.share, self.fold = np.array(share), np.array(fold)

    def fit(self, chosen: np.ndarray) -> LogisticRegression:
        """A model of the chosen lines that no other rule claims."""
        free = chosen & ~self.claimed
        residue, text = free & (self.noise > 0), free & (self.content > 0)
        weight = np.r_[
            np.sqrt(self.noise[residue] / self.share[residue]), np.sqrt(self.content[text] / self.share[text])
        ]
        target = np.r_[np.ones(residue.sum()), np.zeros(text.sum())]
        model = LogisticRegression(C=STRENGTH, max_iter=400)
        return model.fit(sp.vstack([self.values[residue], self.values[text]]), target, weight / weight.mean())

    def out_of_site(self) -> np.ndarray:
        """Each line's score by a model that has not seen its site."""
        scores = np.zeros(len(self.fold))
        for fold in range(FOLDS):
            model = self.fit(self.fold != fold)
            scores[self.fold == fold] = model.decision_function(self.values[self.fold == fold])
        return scores


def report(pages: list[Page], scores: np.ndarray, which: int) -> None:
    """F1 before and after, the share of the gap that is closed, and the content lost, row by row."""
    rows, at = defaultdict(list), 0
    for each in pages:
        lines, standings = each.lines, each.standings[which]
        mine, at = scores[at : at + len(lines)], at + len(lines)
        gone = {index for index, line in enumerate(lines) if line.claimed}
        if standings:
            gone |= set(furniture.residue(mine.tolist(), standings, CAUTIONS[which]))
        content = sum(line.content for index, line in enumerate(lines) if index not in gone)
        noise = sum(line.noise for index, line in enumerate(lines) if index not in gone)
        before, after = f1(each.content, each.noise, each.gold), f1(content, noise, each.gold)
        rows[each.row].append((before, after, f1(each.content, 0, each.gold), each.content, content))
    for row, found in sorted(rows.items()):
        before, after, limit, all_content, content = (sum(column) for column in zip(*found))
        count, lost = len(found), 1 - content / max(1, all_content)
        gap = f"gap closed {(after - before) / (limit - before):6.1%}" if limit > before else " " * 17
        print(f"{row:26} {count:4} pages  {before / count:.4f} -> {after / count:.4f}  {gap}  content lost {lost:.4f}")


def f1(content: int, noise: int, gold: int) -> float:
    """The harmonic mean of precision and recall of what remains."""
    precision, recall = content / max(1, content + noise), content / gold
    return 2 * precision * recall / (precision + recall) if content else 0.0


def main() -> None:
    """Fits, reports and perhaps writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights in the package")
    options = parser.parse_args()
    with Pool() as pool:
        pages = pool.map(page, jobs(options.corpus), chunksize=16)
    matrix = Matrix(pages)
    scores = matrix.out_of_site()
    for which, caution in enumerate(CAUTIONS):
        print(f"{caution.rule}, {caution.points} points, sites not seen:")
        report(pages, scores, which)
    if options.write:
        model = matrix.fit(np.ones(len(matrix.fold), bool))
        weights = {"": model.intercept_[0], **dict(zip(matrix.names, model.coef_[0]))}
        kept = {name: round(float(value), 2) for name, value in weights.items() if abs(value) >= SMALLEST or not name}
        path = Path(furniture.__file__).with_name("line_weights.json")
        path.write_text(json.dumps(kept, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{len(kept)} weights written")


if __name__ == "__main__":
    main()
