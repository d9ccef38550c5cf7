"""Fits the score for page furniture on labelled pages, and says how far it carries to sites not seen.

    python benchmarks/fit_lines.py CORPUS [--write] [--every N]

CORPUS is a folder with dev/*.jsonl.gz, records of `id`, `url`, `extractor`, `text`, `gold` and perhaps `optional`;
tokens are labelled as `cleantext evaluate` does. The gold texts themselves are pages too, all of them content: what is
clean must stay; and so is every `blocks` text on one line. Each is a page twice, as the other rules of either level
leave it: at `deep` the trees see more that is claimed. A line counts as much as the root of its share of its page.

The first step is a logistic regression over the names of a line (its features, its words): one weight a name. The
second is two sets of small boosted trees over what the first says of the line and of its neighbours, one for lines and
one for the sentences of texts on one line; they are fitted on scores by models that have not seen the line's site. All
figures are from five folds by site, in both steps; the weights that are written (`--write`) are fitted on all pages.
Needs scikit-learn, lightgbm and rapidfuzz, and some 8 GB.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np
import scipy.sparse as sp
from corpus import Job, with_flattened
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from cleantext import Cleaner, Document
from cleantext.evaluate.labels import Label, Labelled, labelled
from cleantext.evaluate.pairs import Fields, pair_of
from cleantext.heuristics.furniture import features, score
from cleantext.heuristics.furniture import page as pages
from cleantext.heuristics.furniture.cautions import CLEAR, LIKELY, Caution, enough
from cleantext.heuristics.furniture.surroundings import NAMES, measures
from cleantext.heuristics.furniture.words import wording

FOLDS = 5
SHAPE_LINES = 40  # a feature must have
WORD_PAGES, WORD_SITES = 12, 8  # a word must have
WORD_SCALE = 0.5  # words are many: each is trusted less than a feature
STRENGTH = 0.1  # inverse of the regularisation
SMALLEST = 0.03  # weight that is written
TREES, LEAVES, RATE = 200, 16, 0.1
SMALLEST_LEAF, PENALTY = 200, 10  # twice what a page at one level would ask for: two levels are not twice the evidence
CAUTIONS = (CLEAR, LIKELY)
SWEEP = (-0.5, 0.0, 0.5)  # points by which the cautions are also tried
LEVELS = ("standard", "deep")  # of the cautions
CLEANERS = [Cleaner(level=level, ignore=["furniture/*"]) for level in LEVELS]


class Page(NamedTuple):
    """A page at a level, the names its lines have (numbers into `vocabulary`), and how each line stands."""

    level: int  # of LEVELS
    row: str
    site: str
    gold: int
    totals: tuple[int, int]  # tokens of content and of noise
    gone: tuple[int, int]  # of these, what other rules claim
    speaks: bool  # whether there is text enough for the score to have a say
    drawn: pages.Page
    vocabulary: list[str]
    names: list[list[int]]
    content: list[int]  # tokens that other rules leave of each line
    noise: list[int]


def both(job: Job) -> list[Page]:
    """One record at each level, with the names and labels of its lines."""
    _, name, record = job
    pair = pair_of(record, name, name, Fields())
    known = labelled(pair.text, pair.gold, pair.optional)
    site = pair_of(record, name, name, Fields(by=("site",))).group or record["id"]
    return [page(level, f"{name}/{record['extractor']}", site, known) for level in range(len(LEVELS))]


def page(level: int, row: str, site: str, known: Labelled) -> Page:
    """A text at that level."""
    document = Document(known.text)
    claims = CLEANERS[level].claims(known.text)
    drawn = pages.drawn(document, claims, CLEANERS[level].lexicon)
    content, noise = [], []
    for line in drawn.lines:
        free = claims.free(line.start, line.end)
        part = [known.labels[token] for start, end in free for token in known.within(start, end)]
        content.append(part.count(Label.CONTENT))
        noise.append(part.count(Label.NOISE))
    numbers: dict[str, int] = {}
    names = [
        [numbers.setdefault(each, len(numbers)) for each in (*features.names(facts), *wording(sketch.text))]
        if sketch.kind != "claimed"
        else []
        for sketch, facts in zip(drawn.drawn, drawn.facts)
    ]
    totals = known.labels.count(Label.CONTENT), known.labels.count(Label.NOISE)
    return Page(
        level=level,
        row=row,
        site=site,
        gold=max(1, known.gold),
        totals=totals,
        gone=(totals[0] - sum(content), totals[1] - sum(noise)),
        speaks=pages.has_text(drawn.outline),
        drawn=drawn._replace(facts=[], worded=[]),
        vocabulary=[*numbers],
        names=names,
        content=content,
        noise=noise,
    )


class Lines:
    """All lines of all pages: a sparse matrix of their names, and their labels."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        sites: defaultdict[str, set[str]] = defaultdict(set)
        found: defaultdict[str, int] = defaultdict(int)
        lines: defaultdict[str, int] = defaultdict(int)
        for each in pages:
            for name in each.vocabulary:
                found[name] += 1
                if is_word(name):
                    sites[name].add(each.site)
            for names in each.names:
                for number in names:
                    lines[each.vocabulary[number]] += 1
        shapes = sorted(name for name in found if not is_word(name) and lines[name] >= SHAPE_LINES)
        words = sorted(name for name, on in sites.items() if found[name] >= WORD_PAGES and len(on) >= WORD_SITES)
        self.names, self.shapes = [*shapes, *words], len(shapes)
        at = {name: number for number, name in enumerate(self.names)}
        pointers, columns, values = [0], [], []
        for each in pages:
            numbers = [at.get(name, -1) for name in each.vocabulary]
            for names in each.names:
                mine = sorted({numbers[number] for number in names} - {-1})
                columns.extend(mine)
                values.extend(1.0 if number < self.shapes else WORD_SCALE for number in mine)
                pointers.append(len(columns))
        shape = (len(pointers) - 1, len(self.names))
        self.matrix = sp.csr_matrix((np.array(values, np.float32), np.array(columns, np.int32), pointers), shape=shape)
        self.content = np.concatenate([each.content for each in pages])
        self.noise = np.concatenate([each.noise for each in pages])
        self.page = np.repeat(np.arange(len(pages)), [len(each.content) for each in pages])
        self.claimed = np.array([sketch.kind == "claimed" for each in pages for sketch in each.drawn.drawn])
        folds = np.array([zlib.crc32(each.site.encode()) % FOLDS for each in pages])
        self.fold = folds[self.page]
        self.share = np.array([max(1, sum(each.totals)) for each in pages])[self.page]
        self.level = np.array([each.level for each in pages])[self.page]
        self.flat = np.array([each.drawn.is_flat for each in pages])[self.page]

    def examples(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows, targets and weights of the chosen lines that no rule claims: a mixed line is an example of both."""
        free = chosen & ~self.claimed
        waste, text = np.flatnonzero(free & (self.noise > 0)), np.flatnonzero(free & (self.content > 0))
        weight = np.r_[np.sqrt(self.noise[waste] / self.share[waste]), np.sqrt(self.content[text] / self.share[text])]
        return np.r_[waste, text], np.r_[np.ones(len(waste)), np.zeros(len(text))], weight / weight.mean()


def is_word(name: str) -> bool:
    """Is `name` one of a line's wording?"""
    return name.startswith(("word=", "pair=", "first=", "last=", "opening="))


def first_step(lines: Lines, chosen: np.ndarray) -> np.ndarray:
    """The weights of the names, and last the base, fitted on the chosen lines, each once: as `standard` leaves them."""
    rows, target, weight = lines.examples(chosen & (lines.level == LEVELS.index("standard")))
    model = LogisticRegression(C=STRENGTH, max_iter=150, tol=1e-3).fit(lines.matrix[rows], target, weight)
    return np.r_[model.coef_[0], model.intercept_[0]]


def own_scores(lines: Lines) -> tuple[np.ndarray, np.ndarray]:
    """Each line's scores by shape and by wording, by weights that have not seen its site."""
    shape, wording = np.zeros(len(lines.fold)), np.zeros(len(lines.fold))
    side_by_side = Parallel(n_jobs=-1, backend="threading")
    for fold, weights in enumerate(
        side_by_side(delayed(first_step)(lines, lines.fold != fold) for fold in range(FOLDS))
    ):
        mine = lines.fold == fold
        shape[mine] = lines.matrix[mine][:, : lines.shapes] @ weights[: lines.shapes] + weights[-1]
        wording[mine] = lines.matrix[mine][:, lines.shapes :] @ weights[lines.shapes : -1]
    return shape, wording


def second_step(lines: Lines, rows: np.ndarray, chosen: np.ndarray) -> Any:
    """Boosted trees over the measures of the chosen lines."""
    at, target, weight = lines.examples(chosen)
    settings = {
        "objective": "binary", "learning_rate": RATE, "num_leaves": LEAVES, "min_data_in_leaf": SMALLEST_LEAF,
        "lambda_l2": PENALTY, "bagging_fraction": 0.7, "bagging_freq": 1, "feature_fraction": 0.7, "max_bin": 63,
        "seed": 1, "deterministic": True, "num_threads": 1, "verbose": -1, "boost_from_average": True,
    }  # fmt: skip
    return lightgbm.train(settings, lightgbm.Dataset(rows[at], target, weight=weight), TREES)


def surroundings(lines: Lines, shape: np.ndarray, wording: np.ndarray) -> np.ndarray:
    """The measures of every line."""
    found, at = [], 0
    for each in lines.pages:
        behind = at + len(each.content)
        marks = score.marks_of(each.drawn, shape[at:behind].tolist(), wording[at:behind].tolist())
        found.append(np.array(measures(marks), np.float32).reshape(len(marks), len(NAMES)))
        at = behind
    return np.concatenate(found)


def out_of_site(lines: Lines, rows: np.ndarray) -> np.ndarray:
    """Each line's points by trees that have not seen its site."""
    points = np.zeros(len(lines.fold))
    kinds = [(lines.fold == fold, kind) for fold in range(FOLDS) for kind in (lines.flat, ~lines.flat)]
    side_by_side = Parallel(n_jobs=-1, backend="threading")
    models = side_by_side(delayed(second_step)(lines, rows, ~mine & kind) for mine, kind in kinds)
    for (mine, kind), model in zip(kinds, models):
        if (mine & kind).any():
            points[mine & kind] = model.predict(rows[mine & kind], raw_score=True)
    return points


def report(lines: Lines, points: np.ndarray, level: int, tried: Sequence[Caution]) -> None:
    """Row by row, and for each caution, the share of the gap that is closed and of the content that is lost."""
    mine = np.array([each.speaks and each.level == level for each in lines.pages])[lines.page]
    free = mine & np.array([is_open for each in lines.pages for is_open in each.drawn.open])
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for caution in tried:
        needed, first = np.full(len(points), np.inf), 0
        for each in lines.pages:
            behind = first + len(each.content)
            if each.level == level:
                scored = np.where(each.drawn.open, points[first:behind], 0.0).tolist()
                needed[first:behind] = enough(each.drawn, caution, scored.__getitem__)
            first = behind
        for row, told in outcome(lines, level, free & (points > needed)).items():
            rows[row].append(told)
    for row, told in sorted(rows.items()):
        print(f"  {row:24}", *told)


def outcome(lines: Lines, level: int, by_score: np.ndarray) -> dict[str, str]:
    """F1, the share of the gap closed and that of the content lost for each row, if these lines go, too."""
    count = len(lines.pages)
    lost = np.bincount(lines.page[by_score], lines.content[by_score], count)
    cut = np.bincount(lines.page[by_score], lines.noise[by_score], count)
    rows: defaultdict[str, list[tuple[float, ...]]] = defaultdict(list)
    for at, each in enumerate(lines.pages):
        if each.level == level:
            content, noise = each.totals
            gone = lost[at] + each.gone[0], cut[at] + each.gone[1]
            stays = content - gone[0], noise - gone[1]
            scores = [f1(*left, each.gold) for left in ((content, noise), stays, (content, 0))]
            rows[each.row].append((*scores, content, gone[0]))
    told = {}
    for row, found in rows.items():
        before, after, limit, content, gone_content = (sum(column) for column in zip(*found))
        gap = f"{(after - before) / (limit - before):6.1%}" if limit - before > 1e-6 else "      "
        told[row] = f"{after / len(found):7.4f} {gap} -{gone_content / max(1, content):.3%}"
    return told


def f1(content: float, noise: float, gold: int) -> float:
    """The harmonic mean of precision and recall of what remains."""
    precision, recall = content / max(1, content + noise), content / gold
    return 2 * precision * recall / (precision + recall) if content else 0.0


def tree_of(node: dict[str, Any]) -> list[Any]:
    """A tree of lightgbm's as `heuristics.trees` reads it."""
    if "leaf_value" in node:
        return [round(node["leaf_value"], 4)]
    below_if_nan = node["missing_type"] == "NaN" and node["default_left"]
    below, above = tree_of(node["left_child"]), tree_of(node["right_child"])
    threshold = float(f"{node['threshold']:.5g}")
    return [node["split_feature"], threshold, round(node["internal_value"], 4), below, above, below_if_nan]


def write(lines: Lines, rows: np.ndarray) -> None:
    """Fits both steps on all pages and replaces the data in the package."""
    everything = np.ones(len(lines.fold), bool)
    weights = first_step(lines, everything)
    folder = Path(score.__file__).parent
    scaled = weights[:-1] * np.r_[np.ones(lines.shapes), np.full(len(lines.names) - lines.shapes, WORD_SCALE)]
    kept = {name: round(float(value), 2) for name, value in zip(lines.names, scaled) if abs(value) >= SMALLEST}
    shapes = {"": round(float(weights[-1]), 2), **{name: value for name, value in kept.items() if not is_word(name)}}
    words = {name: value for name, value in kept.items() if is_word(name)}
    for name, found in (("shape_weights", shapes), ("word_weights", words)):
        text = json.dumps(found, indent=0, ensure_ascii=False, sort_keys=True)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    for name, kind in (("trees", ~lines.flat), ("sentence_trees", lines.flat)):
        trees = second_step(lines, rows, kind).dump_model()["tree_info"]
        grown = [json.dumps(tree_of(tree["tree_structure"])) for tree in trees]
        text = f'{{"measures": {json.dumps(NAMES)},\n"trees": [\n' + ",\n".join(grown) + "\n]}\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{len(shapes)} weights of features and {len(words)} of words written, and two sets of {TREES} trees")


def main() -> None:
    """Fits, reports and perhaps writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights in the package")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="use one record in N: to try a change out")
    options = parser.parse_args()
    records = islice(with_flattened(options.corpus), 0, None, options.every)
    with Pool() as pool:
        lines = Lines([each for pair in pool.map(both, records, chunksize=16) for each in pair])
    rows = surroundings(lines, *own_scores(lines))
    points = out_of_site(lines, rows)
    for level, caution in enumerate(CAUTIONS):
        tried = [Caution(caution.rule, *(asked + by for asked in caution[1:])) for by in SWEEP]
        asked = ", ".join(
            f"{each.points} ({each.prose} of prose; on one line {each.piece}, {each.piece_prose})" for each in tried
        )
        print(f"{caution.rule}, sites not seen: F1, gap closed, content lost at {asked} points")
        report(lines, points, level, tried)
    if options.write:
        write(lines, rows)


if __name__ == "__main__":
    main()
