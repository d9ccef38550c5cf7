"""What a line is worded with, as names that a fitted score weighs: words, their stems and pairs, its ends, its form.

Words are those of all languages at once: who writes "Abonnez-vous" writes French. A stem is the first letters of a
longer word; where words are not set apart, one to three characters in a row take their place. Each name has a weight
(`wording_weights.json`, fitted by benchmarks/fit_wording.py) under the category that it speaks for, "any" or "text".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import fsum, sqrt
from pathlib import Path
from typing import NamedTuple

from cleantext.engine.cache import keep, kept, key_of
from cleantext.engine.document import lower
from cleantext.engine.patterns import compiled
from cleantext.engine.sentences import UNSPACED, count_unspaced, is_unspaced

_WEIGHTS = Path(__file__).with_name("wording_weights.json")
_WORD = compiled(rf"[^\W\d_{UNSPACED}]+(?:'[^\W\d_{UNSPACED}]+)?|[0-9]+|[^\W_{UNSPACED}]|[{UNSPACED}]+|[€$£¥@#©|→!?:]")
_STEM = 5  # letters
_ROW = 3  # characters, at most
FEWEST = 4  # names: of fewer, one should not decide
_SIZES = (1, 2, 5, 9, 15, 25)  # words: from these on
_OF_NONE = frozenset({"any", "text"})  # of the weights: what speaks for residue of any kind, and what for a text
_KEPT = "wording"  # in the cache
_SPEAKS = 1.0  # sum of the weights of words and stems of all but one line in a hundred that goes
_TOLD = 4  # names in the evidence


class Reading(NamedTuple):
    """The points of a line, the category that most of them speak for (perhaps none), and the names that count most."""

    points: float
    category: str
    told: str


def names(text: str) -> set[str]:
    """The names of what `text` (folded) is worded with. Every number is "0".

    >>> sorted(names("Read 3 stories"))  # doctest: +NORMALIZE_WHITESPACE
    ['ends=', 'first=read', 'last=stori', 'pair=0 stori', 'pair=read 0', 'stem=stori', 'word=0', 'word=read',
     'word=stories', 'words=2']
    """
    words, rows = list[str](), list[str]()
    for each in _WORD.findall(lower(text)):
        if is_unspaced(each[0]):
            rows.append(each)
        else:
            words.append("0" if each[0].isdigit() else each)
    stems = [word[:_STEM] for word in words]
    named = {f"word={word}" for word in words}
    named.update(f"stem={stem}" for stem, word in zip(stems, words) if stem != word)
    named.update(f"pair={one} {other}" for one, other in pairwise(stems))
    if stems:
        named |= {f"first={stems[0]}", f"last={stems[-1]}"}
    for row in rows:
        named.update(f"row={part}" for part in _parts(row))
    return named | set(_form(text))


def _parts(row: str) -> Iterator[str]:
    for length in range(1, _ROW + 1):
        yield from (row[at : at + length] for at in range(len(row) - length + 1))


def _form(text: str) -> Iterator[str]:
    words = len(text.split())
    yield f"words={max((size for size in _SIZES if size <= words), default=0)}"
    yield f"ends={'' if text[-1:].isalnum() else text[-1:]}"
    if text.isupper():
        yield "capitals"
    if '"' in text:
        yield "quotes"
    if text[:1].islower():
        yield "begins-small"


def may_speak(lowered: str) -> bool:
    """Do the words of a line (folded, in lower case) by themselves speak for residue? A quick look.

    >>> may_speak("get our newsletter by email"), may_speak("the mill burned down in march")
    (True, False)
    """
    if not lowered.isascii() and count_unspaced(lowered):
        return True
    words, stems = _first_look()
    found = set(_WORD.findall(lowered))
    return fsum([words.get(word, 0.0) + stems.get(word[:_STEM], 0.0) for word in found]) > _SPEAKS


def read(text: str) -> Reading:
    """What the wording of `text` (folded) says.

    >>> read("Sign up for our newsletter and get the best of the week in your inbox").category
    'newsletter'
    >>> read("The mill burned down in March, and nobody in the village slept.").points < 0
    True
    """
    known, found = _weights(), names(text)
    scale = 1 / sqrt(max(FEWEST, len(found)))
    weighed = sorted((known[name], name) for name in found if name in known)  # or sums would differ from run to run
    points = known[""][0] + scale * sum(weight for (weight, _), _ in weighed)
    if points <= 0:
        return Reading(points, "", "")
    spoken: defaultdict[str, float] = defaultdict(float)
    for (weight, category), _ in weighed:
        if category not in _OF_NONE:
            spoken[category] += weight
    category = max(sorted(spoken), key=spoken.__getitem__, default="")
    most = sorted(((scale * weight, name) for (weight, _), name in weighed), reverse=True)[:_TOLD]
    return Reading(points, category, ", ".join(f"{name} {weight:+.1f}" for weight, name in most))


@cache
def _first_look() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The weights of words and of stems, by these. Kept for the next run, which seldom needs more of them."""
    key = key_of([(_WEIGHTS.name, _WEIGHTS.read_bytes())])
    if known := kept(_KEPT, key):
        words, stems = known.plain
        return words, stems
    found = _beginning("word="), _beginning("stem=")
    keep(_KEPT, key, found)
    return found


def _beginning(kind: str) -> dict[str, float]:
    return {name.removeprefix(kind): weight for name, (weight, _) in _weights().items() if name.startswith(kind)}


@cache
def _weights() -> Mapping[str, tuple[float, str]]:
    """The weight and the category of each name; that of "" counts for every line."""
    data = json.loads(_WEIGHTS.read_bytes())
    return {name: (weight, category) for category, weights in data.items() for name, weight in weights.items()}
