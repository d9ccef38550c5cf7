"""Weights of a line by itself, read from data: what each of its names, features or words, says for residue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

SHAPES, WORDS = "shape_weights", "word_weights"  # of features, and of wording
Weighed = tuple[str, float]  # a name and its weight
_HERE = Path(__file__).parent


def total(names: Iterable[Weighed]) -> float:
    """The sum of their weights."""
    return sum([weight for _, weight in names])


@cache
def weights_of(weights: str) -> Mapping[str, float]:
    """Those weights, by name: above zero, more like residue than like text; that of "" counts for every line."""
    return dict(json.loads((_HERE / f"{weights}.json").read_text(encoding="utf-8")))
