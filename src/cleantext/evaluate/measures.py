"""Measures: how near what remains of a text is to what should, for one text and on average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from .labels import Label, Labelled, aligned, tokens


@dataclass(frozen=True, slots=True)
class Measure:
    """Tokens of one text: of its gold text, of content and noise in it, and of both in what remains of it."""

    gold: int
    content: int
    noise: int
    content_left: int
    noise_left: int

    @property
    def before(self) -> Agreement:
        """Of the text as it is."""
        return agreement(self.content, self.noise, self.gold)

    @property
    def after(self) -> Agreement:
        """Of what remains."""
        return agreement(self.content_left, self.noise_left, self.gold)

    @property
    def limit(self) -> float:
        """F1 if all noise went and nothing else: what the text does not hold no deletion brings back."""
        return f1(1.0, self.content / max(1, self.gold))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 against the gold text; optional tokens count for nothing."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Of a group of texts: agreement before and after, and its limit, each the mean over them, and tokens in all."""

    documents: int
    before: Agreement
    after: Agreement
    limit: float
    content: int
    noise: int
    content_left: int
    noise_left: int

    @property
    def gap_closed(self) -> float | None:
        """How much of the way from untouched to perfect deletion is gone; None where there is no way to go."""
        gap = self.limit - self.before.f1
        return (self.after.f1 - self.before.f1) / gap if gap > 1e-6 else None

    @property
    def noise_removed(self) -> float:
        """The share of the noise that is gone."""
        return 1 - self.noise_left / max(1, self.noise)

    @property
    def content_lost(self) -> float:
        """The share of the content that is gone."""
        return 1 - self.content_left / max(1, self.content)


def agreement(content: int, noise: int, gold: int) -> Agreement:
    """Of a text of so many tokens of content and noise with a gold text of `gold` tokens.

    >>> agreement(3, 1, 4)
    Agreement(precision=0.75, recall=0.75, f1=0.75)
    """
    precision = content / (content + noise) if content + noise else 0.0
    recall = content / max(1, gold)
    return Agreement(precision, recall, f1(precision, recall))


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(page: Labelled, cleaned: str) -> Measure:
    """Measures `cleaned` as what remains of the text of `page`.

    Looks at tokens alone, as one can with any cleaner: of equal tokens it may take another for the one that stayed.

    >>> from .labels import labelled
    >>> page = labelled("Share now The old mill burned", "The old mill burned down.")
    >>> measure(page, "The old mill burned")
    Measure(gold=5, content=4, noise=2, content_left=4, noise_left=0)
    """
    labels = page.labels
    left = labels if cleaned == page.text else list(compress(labels, aligned(page.words, tokens(cleaned))))
    return Measure(
        page.gold,
        labels.count(Label.CONTENT),
        labels.count(Label.NOISE),
        left.count(Label.CONTENT),
        left.count(Label.NOISE),
    )


def summary(measures: Sequence[Measure]) -> Summary:
    """Over texts, of which there is at least one."""
    return Summary(
        len(measures),
        _mean([measure.before for measure in measures]),
        _mean([measure.after for measure in measures]),
        sum(measure.limit for measure in measures) / len(measures),
        sum(measure.content for measure in measures),
        sum(measure.noise for measure in measures),
        sum(measure.content_left for measure in measures),
        sum(measure.noise_left for measure in measures),
    )


def _mean(agreements: Sequence[Agreement]) -> Agreement:
    count = len(agreements)
    return Agreement(
        sum(each.precision for each in agreements) / count,
        sum(each.recall for each in agreements) / count,
        sum(each.f1 for each in agreements) / count,
    )
