"""Line features: what can be said of a line without knowing its language, as names that a fitted score weighs.

A feature is a short string such as "ends=none" or "next=prose"; a line has it or not. What stands around a line says as
much as the line itself: the type of its neighbours, whether it lies inside the stretch that holds most of the prose,
how much of its vocabulary the rest of that stretch shares, whether an earlier rule has claimed what is next to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleantext.engine.document import lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Lexicon

from .form import beginning, ending
from .sketches import Sketch, core, shared, words_of_core

_TIME = compiled(r"\b\d{1,2}[:.]\d\d\b")
_YEAR = compiled(r"\b(?:19|20)\d\d\b")
_EDGES = (1, 2, 3, 5, 8, 12, 18, 30, 60)  # words
_SHARES = (0.15, 0.3, 0.45, 0.6, 0.8, 0.95)
_FAR = 25  # lines
WORD_LISTS = ("nav", "share", "related-label", "comments-label", "date-label", "reading-time", "month", "weekday",
              "role", "byline-label", "credit-label", "appeal-ask", "agency")  # fmt: skip

_MENUS = frozenset({"nav", "share"})  # lists of words that are common ones elsewhere
_AROUND = " :.!»›>"

Describe = Callable[[int], list[str]]  # the index of a line -> its features


def describer(drawn: list[Sketch], lexicon: Lexicon) -> Describe:
    """What gives the features of any line of a document, by its index, given the sketches of all."""
    first, behind = core(drawn)
    around = _Surroundings.of(drawn, first, behind)
    lists = {name: lexicon.get(name, frozenset()) for name in WORD_LISTS}
    above, below = _claimed_above(drawn), _claimed_above(drawn[::-1])[::-1]

    def describe(at: int) -> list[str]:
        return (
            _own_features(drawn[at], lists)
            + _place_features(drawn, at, first, behind, around)
            + _neighbour_features(drawn, at)
            + _claim_features(drawn[at], above[at], below[at])
        )

    return describe


def _claimed_above(drawn: list[Sketch]) -> list[dict[str, int]]:
    """For each line, how many lines above it each category was last claimed."""
    last: dict[str, int] = {}
    found = []
    for at, sketch in enumerate(drawn):
        found.append({category: at - line for category, line in last.items() if at - line <= _FAR})
        if sketch.claimed_as:
            last[sketch.claimed_as] = at
    return found


def _claim_features(sketch: Sketch, above: dict[str, int], below: dict[str, int]) -> list[str]:
    """What earlier rules claimed above and below: text seldom goes on after the comments have begun."""
    found = []
    for where, claimed in (("above", above), ("below", below)):
        for category, distance in claimed.items():
            found.append(f"{where}={category}&{_step(distance, (2, 4, 9))}")
            found.append(f"{where}={category}&kind={sketch.kind}")
    return found


def _own_features(sketch: Sketch, lists: Lexicon) -> list[str]:
    text = sketch.text
    words = sketch.tokens
    size = _step(sketch.words, _EDGES)
    ends = ending(text)
    found = [f"kind={sketch.kind}", f"words={size}", f"ends={ends}", f"starts={beginning(text)}"]
    found.append(f"words={size}&ends={ends}")
    if sketch.marker:
        found += ["marker", f"marker&words={size}"]
    if words:
        found.append(f"capitals={_step(sketch.capitals, _SHARES)}&words={min(size, 6)}")
        found.append(f"digits={_step(sketch.digits, (0.01, 0.05, 0.12, 0.3))}")
        if text.isupper() and len(text) > 3:
            found.append("all-capitals")
    commas = text.count(",") + text.count("、") + text.count("，")
    found.append(f"commas={min(commas, 3)}&words={min(size, 6)}")
    found += [f"has{mark}" for mark in "|»›@©/?:+" if mark in text]
    if '"' in text:
        found.append("quotes")
    if _TIME.search(text):
        found.append("time")
    if _YEAR.search(text):
        found.append(f"year&words={min(size, 5)}")
    if "http" in text or "www." in text:
        found.append("url")
    found += _word_list_features(lower(text), words, size, lists)
    return found


def _word_list_features(lowered: str, words: list[str], size: int, lists: Lexicon) -> list[str]:
    if size > 7:
        return []
    singles = {lower(word) for word in words}
    grouped = singles | {lowered.strip(_AROUND)}
    listed = lowered.split()
    grouped |= {" ".join(listed[at : at + 2]) for at in range(len(listed) - 1)}
    found = []
    for name, known in lists.items():
        if not grouped.isdisjoint(known) and (name not in _MENUS or _is_mostly(singles, lowered, known)):
            found += [f"in={name}", f"in={name}&words={min(size, 5)}"]
    return found


def _is_mostly(singles: set[str], lowered: str, known: frozenset[str]) -> bool:
    """Does it consist of such words for the better part? In a sentence one of them, in some language, is chance."""
    return len(singles & known) * 2 >= len(singles) or lowered.strip(_AROUND) in known


def _place_features(drawn: list[Sketch], at: int, first: int, behind: int, around: _Surroundings) -> list[str]:
    sketch = drawn[at]
    if at < first:
        place, distance = "before", first - at
    elif at >= behind:
        place, distance = "after", at - behind + 1
    else:
        place, distance = "inside", min(at - first, behind - 1 - at)
    near = _step(distance, (2, 3, 5, 9, 20, 60))
    density = _step(around.prose_share(at), (0.05, 0.2, 0.4, 0.6, 0.8))
    found = [
        f"place={place}&kind={sketch.kind}",
        f"place={place}&near={near}",
        f"place={place}&near={near}&kind={sketch.kind}",
        f"page={around.page}&place={place}&kind={sketch.kind}",
        f"density={density}&kind={sketch.kind}",
        f"from-start={_step(at, (1, 2, 3, 5, 8))}&kind={sketch.kind}",
        f"from-end={_step(len(drawn) - 1 - at, (1, 2, 3, 5, 8))}&kind={sketch.kind}",
    ]
    if around.times(sketch) > 1:
        found += ["repeated", f"repeated&kind={sketch.kind}"]
    common = shared(sketch, around.vocabulary, inside=place == "inside")
    if common is not None:
        found.append(f"shares={_step(common, _SHARES)}&kind={sketch.kind}&place={place}")
    return found


def _neighbour_features(drawn: list[Sketch], at: int) -> list[str]:
    kinds = [drawn[at + by].kind if 0 <= at + by < len(drawn) else "edge" for by in (-2, -1, 1, 2)]
    size = min(_step(drawn[at].words, _EDGES), 7)
    found = [
        f"previous={kinds[1]}&kind={drawn[at].kind}",
        f"next={kinds[2]}&kind={drawn[at].kind}",
        f"around={kinds[1]},{kinds[2]}&kind={drawn[at].kind}",
        f"previous={kinds[0]},{kinds[1]}",
        f"next={kinds[2]},{kinds[3]}",
        f"previous={kinds[1]}&words={size}",
        f"next={kinds[2]}&words={size}",
    ]
    if all(drawn[at].is_like(drawn[at + by]) for by in (-1, 1) if 0 <= at + by < len(drawn)):
        found.append(f"one-of-many&words={size}")
    window = drawn[max(0, at - 5) : at + 6]
    claimed = sum(sketch.kind == "claimed" for sketch in window)
    found.append(f"claimed-near={min(claimed, 4)}&kind={drawn[at].kind}")
    return found


class _Surroundings(NamedTuple):
    """What the whole page says about a line of it."""

    page: int  # how much of the page is prose, in steps
    prose_before: list[int]  # words of prose lines before each line
    words_before: list[int]
    lines: Counter[str]
    vocabulary: Counter[str]

    @classmethod
    def of(cls, drawn: list[Sketch], first: int, behind: int) -> _Surroundings:
        prose, words = [0], [0]
        for sketch in drawn:
            prose.append(prose[-1] + (sketch.words if sketch.kind == "prose" else 0))
            words.append(words[-1] + sketch.words)
        vocabulary = words_of_core(drawn, first, behind)
        lines = Counter(sketch.text for sketch in drawn if len(sketch.text) > 2)
        share = prose[-1] / max(1, words[-1])
        return cls(_step(share, (0.2, 0.4, 0.6, 0.75, 0.85, 0.93, 0.98)), prose, words, lines, vocabulary)

    def prose_share(self, at: int) -> float:
        """Share of prose in the words of the ten lines around line `at`."""
        low, high = max(0, at - 5), min(len(self.prose_before) - 1, at + 6)
        words = self.words_before[high] - self.words_before[low]
        return (self.prose_before[high] - self.prose_before[low]) / max(1, words)

    def times(self, sketch: Sketch) -> int:
        """How often this very line stands in the page."""
        return self.lines[sketch.text]


def _step(value: float, edges: Sequence[float]) -> int:
    return bisect_right(edges, value)
