"""Fits the weights of what makes a sentence a prompt, and says how far they carry to sites and lines not seen.

    python benchmarks/fit_prompts.py CORPUS [--write]

The examples are of two kinds. From the labelled pages of CORPUS (as in fit_lines.py; the `blocks` texts), each sentence
that names a thing of a site: text if a token of it is content, else residue, which there is often a menu or a teaser
and counts little. From fixtures/lines and the examples of the packs, of every language, the lines of the categories
that prompts have, against the traps; and against the same lines quoted and reported ("...", she said), which must stay.
The model is a logistic regression, one weight a feature. Figures are from five folds, by site and by line; the weights
that are written (`--write`) are fitted on everything. Needs scikit-learn and rapidfuzz.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from corpus import Job, jobs
from lines import AFTER, BEFORE, entries, languages
from sklearn.linear_model import LogisticRegression

from cleantext import Cleaner, Document
from cleantext.engine.anchor_table import AnchorTable
from cleantext.engine.anchors import AnchorIndex
from cleantext.engine.context import Speakers
from cleantext.evaluate.labels import Label, labelled
from cleantext.evaluate.pairs import Fields, pair_of
from cleantext.heuristics import heuristic_rules, prompt_pieces
from cleantext.heuristics.prompt_points import LISTS, THINGS
from cleantext.packs import builtin_packs

STRENGTH = 0.3  # inverse of the regularisation
FOLDS = 5
PAGE_NOISE, PAGE_TEXT, LINE, TRAP = 0.15, 0.6, 15.0, 12.0  # what an example counts
CATEGORIES = {"appeal", "newsletter", "promo", "paywall", "comments", "share", "consent", "ad", "related"}
REPORTED = ('"{}," she said.', "The sign said that they should {}, and they did.")
CLEANER = Cleaner(ignore=["prompts/*"])
_LISTS = [listed for listed in CLEANER.lexicon if "@" in listed and listed.partition("@")[0] in LISTS]
WORDS = AnchorIndex(AnchorTable.of((), {listed: CLEANER.lexicon[listed] for listed in _LISTS}), _LISTS)


class Example(NamedTuple):
    """A sentence's features, whether it is residue, what it counts, its tokens, and what must not be torn apart."""

    features: dict[str, float]
    residue: bool
    weight: float
    tokens: int
    group: str
    text: str


def sentences(text: str) -> Iterator[tuple[int, int, dict[str, float]]]:
    """The sentences of `text` that name a thing of a site, with their features."""
    document, claims = Document(text, WORDS), CLEANER.claims(text)
    spoken = prompt_pieces.Spoken(document, Speakers({}))
    for at in sorted({document.line_index(hit.start) for hit in document.hits(*THINGS)}):
        for piece in prompt_pieces.pieces_of(document, claims, at, spoken):
            if piece.reading and piece.reading.speaks:
                yield piece.start, piece.end, piece.reading.features


def of_page(job: Job) -> list[Example]:
    """The sentences of a labelled page."""
    _, name, record = job
    pair = pair_of(record, name, name, Fields())
    known = labelled(pair.text, pair.gold, pair.optional)
    found = []
    for start, end, features in sentences(pair.text):
        part = known.labels[bisect_left(known.starts, start) : bisect_left(known.starts, end)]
        content, noise = part.count(Label.CONTENT), part.count(Label.NOISE)
        if content or (noise and features["asks-first"] + features["we"] + features["you"]):
            site, weight = urlsplit(record["url"]).netloc, PAGE_TEXT if content else PAGE_NOISE
            found.append(Example(features, not content, weight, content or noise, site, pair.text[start:end]))
    return found


def of_lines() -> Iterator[Example]:
    """The lines and traps of all lists, between two paragraphs, and the lines reported; and the examples of rules."""
    for pack in (*builtin_packs(), heuristic_rules()):
        for rule in pack.rules:
            for text in rule.keeps:
                yield from _of_line(text, text, residue=False)
    for entry in [entry for path in languages().values() for entry in entries(path)]:
        if entry.is_trap:
            yield from _of_line(entry.text, entry.text, residue=False)
        elif entry.category in CATEGORIES and not entry.rest:
            yield from _of_line(entry.text, entry.text, residue=True)
            if not re.search(r"[.?!] ", entry.text) and entry.text[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
                plain = entry.text.rstrip(".!?")
                yield from _of_line(REPORTED[0].format(plain), entry.text, residue=False)
                yield from _of_line(REPORTED[1].format(plain[0].lower() + plain[1:]), entry.text, residue=False)


def _of_line(text: str, group: str, *, residue: bool) -> Iterator[Example]:
    for _, _, features in sentences(f"{BEFORE}\n\n{text}\n\n{AFTER}"):
        yield Example(features, residue, LINE if residue else TRAP, 0, group, text)


def fitted(examples: list[Example], names: list[str]) -> LogisticRegression:
    """The model of the examples."""
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    table = [[example.features[name] for name in names] for example in examples]
    return model.fit(table, [example.residue for example in examples], [example.weight for example in examples])


def unseen(examples: list[Example], names: list[str]) -> np.ndarray:
    """The points of each example by a model that has not seen its site or line."""
    folds = np.array([zlib.crc32(example.group.encode()) % FOLDS for example in examples])
    scores = np.zeros(len(examples))
    for fold in range(FOLDS):
        model = fitted([example for example, of in zip(examples, folds) if of != fold], names)
        rows = [at for at in range(len(examples)) if folds[at] == fold]
        table = [[examples[at].features[name] for name in names] for at in rows]
        scores[rows] = model.decision_function(table)
    return scores


def report(examples: list[Example], scores: np.ndarray) -> None:
    """What would go at some thresholds."""
    for enough in (2.0, 1.5, 1.0, 0.8, 0.6, 0.4, 0.2, 0.0):
        gone = [example for example, score in zip(examples, scores) if score >= enough]
        pages = [example for example in gone if example.tokens]
        lines = [example for example in gone if not example.tokens]
        print(
            f"{enough:4}: lines {sum(e.residue for e in lines):4}, traps {sum(not e.residue for e in lines):3};"
            f" of pages {sum(e.tokens for e in pages if e.residue):6} tokens of noise,"
            f" {sum(e.tokens for e in pages if not e.residue):5} of content"
        )


def main() -> None:
    """Fits, reports and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print the N worst errors of either kind")
    options = parser.parse_args()
    wanted = [job for job in jobs(options.corpus) if job.record["extractor"] == "blocks"]
    with Pool() as pool:
        examples = [example for found in pool.imap(of_page, wanted, 8) for example in found]
    examples += of_lines()
    names = sorted(examples[0].features)
    scores = unseen(examples, names)
    print(f"{len(examples)} sentences, {sum(not example.tokens for example in examples)} of them of lines")
    report(examples, scores)
    model = fitted(examples, names)
    weights = {"": round(float(model.intercept_[0]), 2)}
    weights |= {name: round(float(weight), 2) for name, weight in zip(names, model.coef_[0])}
    print(
        " ".join(f"{name or 'base'} {weight};" for name, weight in sorted(weights.items(), key=lambda pair: -pair[1]))
    )
    ranked = sorted(zip(scores, examples), key=lambda pair: -pair[0])
    for score, example in [pair for pair in ranked if not pair[1].residue][: options.worst]:
        print(f"{score:5.2f} {'page' if example.tokens else 'TRAP'} {example.group[:30]}: {example.text[:140]!r}")
    for score, example in [pair for pair in ranked[::-1] if pair[1].residue and not pair[1].tokens][: options.worst]:
        print(f"{score:5.2f} line {example.text!r}")
    if options.write:
        path = Path(prompt_pieces.__file__).with_name("prompt_weights.json")
        path.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
