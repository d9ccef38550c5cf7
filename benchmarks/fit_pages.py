"""Labelled pages as the fit of the score for page furniture reads them: lines, the names these have, their labels."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from corpus import Job

from cleantext import Cleaner, Document
from cleantext.evaluate.labels import Label, Labelled, labelled
from cleantext.evaluate.pairs import Fields, pair_of
from cleantext.heuristics.furniture import features
from cleantext.heuristics.furniture import page as pages
from cleantext.heuristics.furniture.words import wording

FOLDS = 5
LEVELS = ("standard", "deep")
SHAPE_LINES = 40  # a feature must have
WORD_PAGES, WORD_SITES = 12, 8  # a word must have
WORD_SCALE = 0.5  # words are many: each is trusted less than a feature
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
