"""Line features: what can be said of a line without knowing its language, as names that a fitted score weighs.

A feature is a short string such as "ends=none" or "next=prose"; a line has it or not. What stands around a line says as
much as the line itself: the type of its neighbours, whether it lies inside the stretch that holds most of the prose,
how much of its vocabulary the rest of that stretch shares, whether an earlier rule has claimed what is next to it.

To make thirty names for each line takes longer than to weigh them, and most lines are known already by what they have
in common with others. So a line is described by facts, each of which stands for a few names, and what those weigh is
worked out once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

from cleantext.engine.document import lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Lexicon

from .form import beginning, ending
from .outline import Outline
from .sketches import Sketch
from .weights import SHAPES, Weighed, weights_of

_TIME = compiled(r"\b\d{1,2}[:.]\d\d\b")
_YEAR = compiled(r"\b(?:19|20)\d\d\b")
_EDGES = (1, 2, 3, 5, 8, 12, 18, 30, 60)  # words
_SHARES = (0.15, 0.3, 0.45, 0.6, 0.8, 0.95)
_DIGITS = (0.01, 0.05, 0.12, 0.3)
_PROSE = (0.2, 0.4, 0.6, 0.75, 0.85, 0.93, 0.98)
_PROSE_NEAR = (0.05, 0.2, 0.4, 0.6, 0.8)
_LINES_TO_CORE = (2, 3, 5, 9, 20, 60)
_LINES_TO_EDGE = (1, 2, 3, 5, 8)
_LINES_TO_CLAIM = (2, 4, 9)
_FAR = 25  # lines
_NEAR = 5  # lines to either side of which it counts how many are claimed
_MARKS = "|»›@©/?:+"
WORD_LISTS = ("nav", "share", "related-label", "comments-label", "date-label", "reading-time", "month", "weekday",
              "role", "byline-label", "credit-label", "appeal-ask", "agency")  # fmt: skip

_MENUS = frozenset({"nav", "share"})  # lists of words that are common ones elsewhere
_AROUND = " :.!»›>"
_KEPT = 20_000  # facts of which it is kept what they weigh: a page has some hundreds

Fact = tuple[Any, ...]  # the function that names its features, and what it is given
Describe = Callable[[int], list[Fact]]  # the index of a line -> what is so of it


class WordLists(NamedTuple):
    """The lists of `WORD_LISTS`, and the words of all."""

    lists: Lexicon
    words: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> WordLists:
        """Those of that lexicon."""
        lists = {name: lexicon.get(name, frozenset()) for name in WORD_LISTS}
        return cls(lists, frozenset().union(*lists.values()))


def names(facts: Iterable[Fact]) -> list[str]:
    """The features that those facts stand for."""
    return [name for naming, *values in facts for name in naming(*values)]


def weighed(facts: Iterable[Fact]) -> list[Weighed]:
    """Those of these features that have a weight."""
    known = weights_of(SHAPES)
    return [(name, known[name]) for name in names(facts) if name in known]


def shape(facts: Iterable[Fact]) -> float:
    """The score by shape and place of a line of which that is so."""
    return weights_of(SHAPES)[""] + sum(chain.from_iterable(map(_weights, facts)))


@lru_cache(_KEPT)
def _weights(fact: Fact) -> list[float]:
    return [weight for _, weight in weighed([fact])]


def describer(outline: Outline, word_lists: WordLists) -> Describe:
    """What describes any line of a page, by its index, but those that are claimed."""
    drawn = outline.drawn
    page = bisect_right(_PROSE, outline.prose)
    kinds = ["edge", "edge", *(sketch.kind for sketch in drawn), "edge", "edge"]
    claimed = list(accumulate([sketch.kind == "claimed" for sketch in drawn], initial=0))
    above, below = _claimed_above(drawn), _claimed_above(drawn[::-1])[::-1]

    def describe(at: int) -> list[Fact]:
        sketch = drawn[at]
        kind, size = sketch.kind, bisect_right(_EDGES, sketch.words)
        near = claimed[min(len(drawn), at + _NEAR + 1)] - claimed[max(0, at - _NEAR)]
        facts = _own(sketch, size, word_lists) + _place(outline, at, page)
        facts.append((_beside, tuple(kinds[at : at + 5]), min(size, 7)))
        facts.append((_crowded, _is_one_of_many(drawn, at), min(size, 7), min(near, 4), kind))
        facts += [(_claimed, "above", category, step, kind) for category, step in above[at]]
        facts += [(_claimed, "below", category, step, kind) for category, step in below[at]]
        return facts

    return describe


def _own(sketch: Sketch, size: int, word_lists: WordLists) -> list[Fact]:
    """What is so of the line by itself."""
    text = sketch.text
    facts: list[Fact] = [(_built, sketch.kind, size, ending(text), beginning(text), sketch.marker)]
    if sketch.tokens:
        capitals, digits = bisect_right(_SHARES, sketch.capitals), bisect_right(_DIGITS, sketch.digits)
        facts.append((_written, capitals, digits, min(size, 6), len(text) > 3 and text.isupper()))
    commas = text.count(",") + text.count("、") + text.count("，")
    marks = "".join([mark for mark in _MARKS if mark in text])
    facts.append((_marked, min(commas, 3), min(size, 6), marks, '"' in text))
    if sketch.digits:
        facts.append((_dated, bool(_TIME.search(text)), bool(_YEAR.search(text)), min(size, 5)))
    if "http" in text or "www." in text:
        facts.append((_linked,))
    if size <= 7 and (lists := _lists(sketch, word_lists)):
        facts.append((_listed, lists, min(size, 5)))
    return facts


def _place(outline: Outline, at: int, page: int) -> list[Fact]:
    """What is so of where the line stands."""
    sketch, shared = outline.drawn[at], outline.shared[at]
    first, behind = outline.first, outline.behind
    if at < first:
        where, to_core = "before", first - at
    elif at < behind:
        where, to_core = "inside", min(at - first, behind - 1 - at)
    else:
        where, to_core = "after", at - behind + 1
    from_start = bisect_right(_LINES_TO_EDGE, at)
    from_end = bisect_right(_LINES_TO_EDGE, len(outline.drawn) - 1 - at)
    facts: list[Fact] = [
        (_placed, where, bisect_right(_LINES_TO_CORE, to_core), page, sketch.kind),
        (_deep, bisect_right(_PROSE_NEAR, outline.prose_near[at]), from_start, from_end, sketch.kind),
    ]
    if len(sketch.text) > 2 and outline.times[sketch.text] > 1:
        facts.append((_repeated, sketch.kind))
    if shared is not None:
        facts.append((_sharing, bisect_right(_SHARES, shared), sketch.kind, where))
    return facts


def _is_one_of_many(drawn: Sequence[Sketch], at: int) -> bool:
    return all(drawn[at].is_like(other) for other in (*drawn[max(0, at - 1) : at], *drawn[at + 1 : at + 2]))


def _lists(sketch: Sketch, word_lists: WordLists) -> tuple[str, ...]:
    """The word lists of which it holds something."""
    lowered = lower(sketch.text)
    whole = lowered.strip(_AROUND)
    singles = set(map(str.lower if sketch.text.isascii() else lower, sketch.tokens))
    found = word_lists.words.intersection(chain(singles, [whole], map(" ".join, pairwise(lowered.split()))))
    if not found:
        return ()
    return tuple(
        name
        for name, known in word_lists.lists.items()
        if not found.isdisjoint(known)
        # In a sentence one word of a menu, in some language, is chance: here it is for the better part such words.
        and (name not in _MENUS or whole in known or len(singles & known) * 2 >= len(singles))
    )


def _claimed_above(drawn: Sequence[Sketch]) -> list[list[tuple[str, int]]]:
    """For each line that is not claimed, how far above it each category was last claimed."""
    last: dict[str, int] = {}
    found = []
    for at, sketch in enumerate(drawn):
        near = [(category, at - line) for category, line in last.items() if at - line <= _FAR]
        found.append([(category, bisect_right(_LINES_TO_CLAIM, distance)) for category, distance in near])
        if sketch.claimed_as:
            last[sketch.claimed_as] = at
    return found


# What the features of a fact are called.


def _built(kind: str, size: int, ends: str, starts: str, marker: bool) -> list[str]:
    found = [f"kind={kind}", f"words={size}", f"ends={ends}", f"starts={starts}", f"words={size}&ends={ends}"]
    return [*found, "marker", f"marker&words={size}"] if marker else found


def _written(capitals: int, digits: int, size: int, is_upper: bool) -> list[str]:
    return [f"capitals={capitals}&words={size}", f"digits={digits}", *["all-capitals"] * is_upper]


def _marked(commas: int, size: int, marks: str, is_quoting: bool) -> list[str]:
    return [f"commas={commas}&words={size}", *(f"has{mark}" for mark in marks), *["quotes"] * is_quoting]


def _dated(has_time: bool, has_year: bool, size: int) -> list[str]:
    return [*["time"] * has_time, *[f"year&words={size}"] * has_year]


def _linked() -> list[str]:
    return ["url"]


def _listed(lists: Iterable[str], size: int) -> list[str]:
    return [name for each in lists for name in (f"in={each}", f"in={each}&words={size}")]


def _placed(where: str, near: int, page: int, kind: str) -> list[str]:
    return [
        f"place={where}&kind={kind}",
        f"place={where}&near={near}",
        f"place={where}&near={near}&kind={kind}",
        f"page={page}&place={where}&kind={kind}",
    ]


def _deep(density: int, from_start: int, from_end: int, kind: str) -> list[str]:
    return [
        f"density={density}&kind={kind}",
        f"from-start={from_start}&kind={kind}",
        f"from-end={from_end}&kind={kind}",
    ]


def _repeated(kind: str) -> list[str]:
    return ["repeated", f"repeated&kind={kind}"]


def _sharing(share: int, kind: str, where: str) -> list[str]:
    return [f"shares={share}&kind={kind}&place={where}"]


def _beside(kinds: tuple[str, ...], size: int) -> list[str]:
    before, previous, kind, following, after = kinds
    return [
        f"previous={previous}&kind={kind}",
        f"next={following}&kind={kind}",
        f"around={previous},{following}&kind={kind}",
        f"previous={before},{previous}",
        f"next={following},{after}",
        f"previous={previous}&words={size}",
        f"next={following}&words={size}",
    ]


def _crowded(is_one_of_many: bool, size: int, claimed: int, kind: str) -> list[str]:
    return [*[f"one-of-many&words={size}"] * is_one_of_many, f"claimed-near={claimed}&kind={kind}"]


def _claimed(side: str, category: str, step: int, kind: str) -> list[str]:
    """Text seldom goes on after the comments have begun."""
    return [f"{side}={category}&{step}", f"{side}={category}&kind={kind}"]
