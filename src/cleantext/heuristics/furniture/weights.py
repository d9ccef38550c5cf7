"""Weights of a line by itself, read from data: what each of its names, features or words, says for residue."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

SHAPES, WORDS = "shape_weights", "word_weights"  # of features, and of wording
_HERE = Path(__file__).parent


def weighed(names: Sequence[str], weights: str) -> float:
    """The sum of the weights of `names`, for these weights; above zero: more like residue than like text."""
    known = weights_of(weights)
    return known.get("", 0.0) + sum([known[name] for name in names if name in known])


@cache
def weights_of(weights: str) -> Mapping[str, float]:
    """Those weights, by name; that of "" counts for every line."""
    return dict(json.loads((_HERE / f"{weights}.json").read_text(encoding="utf-8")))
