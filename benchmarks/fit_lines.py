"""Fits the score for page furniture on labelled pages, and says how far it carries to sites not seen.

    python benchmarks/fit_lines.py CORPUS [--write] [--every N]

CORPUS is a folder with dev/*.jsonl.gz, records of `id`, `url`, `extractor`, `text`, `gold` and perhaps `optional`;
tokens are labelled as `cleantext evaluate` does. The gold texts themselves are pages too, all of them content: what is
clean must stay; and so is every `blocks` text on one line. Each is a page twice, as the other rules of either level
leave it: at `deep` the trees see more that is claimed. A line counts as much as the root of its share of its page.

The first step is a logistic regression over the names of a line (its features, its words): one weight a name. The
second is two sets of small boosted trees over what the first says of the line and of its neighbours, one for lines and
one for the sentences of texts on one line; they are fitted on scores by models that have not seen the line's site. The
trees of lines are fitted twice. Gold texts lack a table here and a quotation there, which are then called residue, so
the second time leaves out such lines where trees that have not seen their site, either, are sure of the contrary. It
does not the other way round: without the text that looks like residue they took twice as much of writing that is hard
to tell. (Trees of sentences are fitted once: without both they took the beginning and the end of a text.) All figures
are from five folds by site, in all steps; the weights that are written (`--write`) are fitted on all pages.
Needs scikit-learn, lightgbm and rapidfuzz, and some 8 GB.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from corpus import with_flattened
from fit_pages import FOLDS, LEVELS, WORD_SCALE, Lines, both, is_word
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from cleantext.heuristics.furniture import score
from cleantext.heuristics.furniture.cautions import CLEAR, LIKELY, Caution, enough
from cleantext.heuristics.furniture.surroundings import NAMES, measures

STRENGTH = 0.1  # inverse of the regularisation
SMALLEST = 0.03  # weight that is written
TREES, LEAVES, RATE = 200, 16, 0.1
DOUBTED = 1.5  # points that speak against calling a line residue
SMALLEST_LEAF, PENALTY = 200, 10  # twice what a page at one level would ask for: two levels are not twice the evidence
CAUTIONS = (CLEAR, LIKELY)  # of the levels
SWEEP = (-0.5, 0.0, 0.5)  # points by which the cautions are also tried


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


def second_step(lines: Lines, rows: np.ndarray, chosen: np.ndarray, points: np.ndarray) -> Any:
    """Boosted trees over the measures of the chosen lines, without what is called residue against these points."""
    at, target, weight = lines.examples(chosen)
    trusted = (target == 0) | (points[at] >= -DOUBTED)
    at, target, weight = at[trusted], target[trusted], weight[trusted]
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


def first_points(lines: Lines, rows: np.ndarray, among: np.ndarray) -> np.ndarray:
    """The points of each of these lines, by trees over all of them that have not seen its site; of sentences none."""
    among = among & ~lines.flat
    folds = [(among & (lines.fold == fold), among & (lines.fold != fold)) for fold in range(FOLDS)]
    return by_trees(lines, rows, folds, np.zeros(len(among)))


def out_of_site(lines: Lines, rows: np.ndarray) -> np.ndarray:
    """Each line's points as pages of strange sites get them: neither time have the trees seen its site."""
    points = np.zeros(len(lines.fold))
    for fold in range(FOLDS):
        mine = lines.fold == fold
        kinds = [(mine & kind, ~mine & kind) for kind in (lines.flat, ~lines.flat)]
        points += by_trees(lines, rows, kinds, first_points(lines, rows, ~mine))
    return points


def by_trees(
    lines: Lines, rows: np.ndarray, parts: Sequence[tuple[np.ndarray, np.ndarray]], points: np.ndarray
) -> np.ndarray:
    """The points of the first lines of each part by trees that are fitted on the second; of all others none."""
    found = np.zeros(len(lines.fold))
    parts = [(mine, others) for mine, others in parts if mine.any() and others.any()]
    side_by_side = Parallel(n_jobs=-1, backend="threading")
    models = side_by_side(delayed(second_step)(lines, rows, others, points) for _, others in parts)
    for (mine, _), model in zip(parts, models):
        found[mine] = model.predict(rows[mine], raw_score=True)
    return found


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
    """Fits all steps on all pages and replaces the data in the package."""
    everything = np.ones(len(lines.fold), bool)
    weights, points = first_step(lines, everything), first_points(lines, rows, everything)
    folder = Path(score.__file__).parent
    scaled = weights[:-1] * np.r_[np.ones(lines.shapes), np.full(len(lines.names) - lines.shapes, WORD_SCALE)]
    kept = {name: round(float(value), 2) for name, value in zip(lines.names, scaled) if abs(value) >= SMALLEST}
    shapes = {"": round(float(weights[-1]), 2), **{name: value for name, value in kept.items() if not is_word(name)}}
    words = {name: value for name, value in kept.items() if is_word(name)}
    for name, found in (("shape_weights", shapes), ("word_weights", words)):
        text = json.dumps(found, indent=0, ensure_ascii=False, sort_keys=True)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    for name, kind in (("trees", ~lines.flat), ("sentence_trees", lines.flat)):
        trees = second_step(lines, rows, kind, points).dump_model()["tree_info"]
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
        tried = [caution.raised(by) for by in SWEEP]
        asked = ", ".join(
            f"{each.points} ({each.prose} of prose; on one line {each.piece}, {each.piece_prose})" for each in tried
        )
        print(f"{caution.rule}, sites not seen: F1, gap closed, content lost at {asked} points")
        report(lines, points, level, tried)
    if options.write:
        write(lines, rows)


if __name__ == "__main__":
    main()
