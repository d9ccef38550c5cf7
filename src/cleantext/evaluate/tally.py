"""Tally: many evaluations, added up by group, category and rule; the worst documents and the commonest noise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .evaluation import Evaluation, Stretch
from .labels import tokens
from .measures import Measure, Summary, summary

ALL = "all"
_LOSSES = 3  # texts kept of what a rule lost
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Loss:
    """Content that a rule removed from a document."""

    document: str
    tokens: int
    text: str


@dataclass(slots=True)
class Taken:
    """Tokens that a rule, or the rules of a category, removed, and from how many documents; the greatest losses."""

    category: str
    rule: str = ""
    noise: int = 0
    content: int = 0
    optional: int = 0
    documents: int = 0
    losses: list[Loss] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """The share of noise in what had to go or to stay; None if it took nothing of the kind."""
        return self.noise / (self.noise + self.content) if self.noise + self.content else None


@dataclass(slots=True)
class Kept:
    """Noise that stayed: once as it stands, and how often there is the like of it but for punctuation and numbers."""

    text: str
    documents: int = 0
    tokens: int = 0


class Tally:
    """Adds up evaluations. Of documents only the `worst` are kept: those that are furthest from their limit."""

    def __init__(self, worst: int) -> None:
        self._most = worst
        self._measures: dict[str, list[Measure]] = {}
        self._categories: dict[str, Taken] = {}
        self._rules: dict[str, Taken] = {}
        self._kept: dict[str, Kept] = {}
        self._worst: list[Evaluation] = []

    def add(self, evaluation: Evaluation) -> None:
        """Counts one document."""
        for group in dict.fromkeys((ALL, evaluation.group or ALL)):
            self._measures.setdefault(group, []).append(evaluation.measure)
        self._add_removals(evaluation)
        self._add_kept(evaluation.kept)
        self._worst.append(evaluation)
        if len(self._worst) >= 2 * self._most + 100:  # sorted now and then, for less than at every document
            self._worst = self.worst

    def _add_removals(self, evaluation: Evaluation) -> None:
        for removal in evaluation.removals:
            rule = self._rules.setdefault(removal.rule, Taken(removal.category, removal.rule))
            for taken in (rule, self._categories.setdefault(removal.category, Taken(removal.category))):
                taken.noise += removal.noise
                taken.content += removal.content
                taken.optional += removal.optional
            if removal.content:
                rule.losses = _greatest((*rule.losses, Loss(evaluation.name, removal.content, removal.lost)))
        for name in {removal.rule for removal in evaluation.removals}:
            self._rules[name].documents += 1
        for name in {removal.category for removal in evaluation.removals}:
            self._categories[name].documents += 1

    def _add_kept(self, stretches: Iterable[Stretch]) -> None:
        seen: set[str] = set()
        for stretch in stretches:
            key = _gist(stretch.text)
            kept = self._kept.setdefault(key, Kept(stretch.text))
            kept.tokens += stretch.tokens
            kept.documents += key not in seen
            seen.add(key)

    @property
    def summaries(self) -> dict[str, Summary]:
        """Of all documents, and of each group if there are groups, by name."""
        return {group: summary(self._measures[group]) for group in sorted(self._measures, key=lambda g: (g != ALL, g))}

    @property
    def categories(self) -> list[Taken]:
        """What each category removed; the one that lost most first."""
        return sorted(self._categories.values(), key=lambda taken: (-taken.content, -taken.noise, taken.category))

    @property
    def rules(self) -> list[Taken]:
        """What each rule removed; the one that lost most first."""
        return sorted(self._rules.values(), key=lambda taken: (-taken.content, -taken.noise, taken.rule))

    @property
    def kept(self) -> list[Kept]:
        """The noise that stayed; what stayed in most documents first."""
        return sorted(self._kept.values(), key=lambda kept: (-kept.documents, -kept.tokens, kept.text))

    @property
    def worst(self) -> list[Evaluation]:
        """The worst documents; the one furthest from its limit first."""
        return sorted(self._worst, key=_nearness)[: self._most]


def _greatest(losses: Iterable[Loss]) -> list[Loss]:
    """The greatest of `losses` that differ."""
    found: dict[str, Loss] = {}
    for loss in sorted(losses, key=lambda loss: -loss.tokens):
        found.setdefault(_gist(loss.text), loss)
    return list(found.values())[:_LOSSES]


def _gist(text: str) -> str:
    """What texts have in common that differ in punctuation, case and numbers only.

    >>> _gist("5 min. read") == _gist("12 Min read")
    True
    """
    return _DIGITS.sub("0", " ".join(tokens(text))) or text


def _nearness(evaluation: Evaluation) -> float:
    return evaluation.measure.after.f1 - evaluation.measure.limit
