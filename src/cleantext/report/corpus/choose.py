"""Choosing: which documents the report has room to show, and which sampled removals it shows by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from .gather import Gathering, Place, Sample
from .parts import CONTEXT, EDITS, LONGEST, shown_length

_DOCUMENTS = 5_000_000  # bytes for documents that are shown whole
_EXCERPTS = 1_500_000  # bytes for removals that are shown with a line of context
_OVERHEAD = 200  # bytes: an excerpt's names, numbers and evidence
_OF_AN_EDIT = 100  # bytes: the numbers and the evidence of a removal in a document


@dataclass(slots=True)
class Choice:
    """What is to be shown of a document: all of it because of `kinds`, and its sampled removals."""

    shown: bool = False
    kinds: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)


def choose(gathering: Gathering, room: float = 1.0) -> dict[Place, Choice]:
    """What to show, by place, in the order of the side files.

    Outliers, vetoed and random documents come first, then the documents of the samples, a removal of each rule before
    there is a second of any, until there is no more room; then removals by themselves until there is no more room.
    `room` is what there is of the usual.
    """
    width = gathering.bytes / gathering.characters if gathering.characters else 1.0  # bytes of a code point
    left, excerpts = _DOCUMENTS * room, _EXCERPTS * room
    chosen: dict[Place, Choice] = {}
    for kind, place in _kinds(gathering):
        choice = chosen.get(place) or Choice()
        if not choice.shown and _cost(place, width) <= left:
            choice.shown = True
            left -= _cost(place, width)
        if choice.shown:
            choice.kinds.append(kind)
            chosen[place] = choice
    mean = gathering.characters / gathering.edits if gathering.edits else 0.0
    for sample in _in_rounds(gathering):
        choice = chosen.get(sample.place) or Choice()
        if not choice.shown and sample.place.length <= LONGEST and _cost(sample.place, width) <= left:
            choice.shown = True
            left -= _cost(sample.place, width)
        if not choice.shown:
            excerpts -= _OVERHEAD + (2 * CONTEXT + mean) * width
            if excerpts < 0:
                continue
        choice.samples.append(sample)
        chosen[sample.place] = choice
    return {place: chosen[place] for place in sorted(chosen)}


def _cost(place: Place, width: float) -> float:
    """Bytes that it takes to show a document, about."""
    return shown_length(place.length, place.edits) * width + min(place.edits, EDITS) * _OF_AN_EDIT


def _kinds(gathering: Gathering) -> Iterator[tuple[str, Place]]:
    """The first document of each kind, then the second of each, and so on."""
    kinds = {
        "share": gathering.most_share.items,
        "amount": gathering.most_characters.items,
        "veto": gathering.vetoed.items,
        "random": gathering.random.items,
    }
    for places in zip_longest(*kinds.values()):
        yield from ((kind, place) for kind, place in zip(kinds, places) if place is not None)


def _in_rounds(gathering: Gathering) -> Iterator[Sample]:
    """The first sampled removal of each rule, then the second of each, and so on; the heaviest rule first."""
    rules = sorted(gathering.rules.items(), key=lambda entry: (-entry[1].characters, entry[0]))
    for samples in zip_longest(*(rule.sample.items for _, rule in rules)):
        yield from (sample for sample in samples if sample is not None)
