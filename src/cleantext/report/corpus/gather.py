"""Gathering: side files read once, counted and sampled in memory that does not grow with the number of edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleantext.engine.errors import CleantextError
from cleantext.formats.sidefile import Closing, DocumentEdits, Head, Removal, source_of
from cleantext.formats.sidefile_lines import located

from .commonest import Commonest
from .reservoir import Greatest, Reservoir
from .shares import Shares

OUTLIERS = 20  # documents of each kind
RANDOM_DOCUMENTS = 40
SHORTEST = 400  # code points: of a shorter document that is all residue there is nothing to see


class Place(NamedTuple):
    """Where the edits of a document are: in which side file (by number), and at which byte of it.

    `length` are its code points, `edits` how many there are: what it takes to show it.
    """

    file: int
    byte: int
    length: int
    edits: int


class Sample(NamedTuple):
    """One removal: the `number`th of the document at `place`."""

    place: Place
    number: int


@dataclass(frozen=True, slots=True)
class File:
    """A side file, as far as it could be read: `error` says why no further. Without `closing` it was cut off."""

    path: Path
    head: Head
    closing: Closing | None = None
    error: str = ""


@dataclass(slots=True)
class Count:
    """What was removed by a rule or as a category, or from a source."""

    edits: int = 0
    characters: int = 0
    documents: int = 0


@dataclass(slots=True)
class RuleCount(Count):
    """The same for a rule, with a sample of its removals."""

    level: str = ""
    sample: Reservoir[Sample] = field(default_factory=lambda: Reservoir(0, ""))


class Gathering:
    """Everything that the report tells. Feed it documents in turn with `add`.

    `samples` removals of each rule are sampled; `seed` says which.
    """

    def __init__(self, samples: int, seed: int = 0) -> None:
        self._samples = samples
        self._seed = seed
        self.files: list[File] = []
        self.rules: dict[tuple[str, str], RuleCount] = {}  # by (category, rule)
        self.categories: dict[str, Count] = {}
        self.sources: dict[str, Count] = {}
        self.commonest = Commonest()
        self.shares = Shares()
        self.random: Reservoir[Place] = Reservoir(RANDOM_DOCUMENTS, f"{seed} documents")
        self.most_share: Greatest[Place] = Greatest(OUTLIERS)
        self.most_characters: Greatest[Place] = Greatest(OUTLIERS)
        self.vetoed: Reservoir[Place] = Reservoir(OUTLIERS, f"{seed} vetoes")
        self.changed = self.edits = self.characters = self.length = self.bytes = 0
        self._last: tuple[int, str, str, int] | None = None  # the document that the last line told of, or of a part of
        self._removed = self._until = 0  # how much of it went, and how far it is known to reach
        self._by: set[str | tuple[str, str]] = set()  # the rules and categories that removed something from it

    def add(self, document: DocumentEdits, file: int, byte: int) -> None:
        """Counts the document, or the part of one, that stands at `byte` of the side file of this number."""
        place = Place(file, byte, document.original_length, len(document.removals))
        if document.vetoes:
            self.vetoed.add(place)
        if not document.removals:
            return
        this = (file, document.folder, document.file, document.line)
        is_new = document.start is None or this != self._last
        if is_new:
            self.end_document()
            self._last = this
            self.changed += 1
        removed = sum(removal.end - removal.start for removal in document.removals)
        self._removed += removed
        self._until = (document.start or 0) + document.original_length
        _count(self.sources, source_of(document.folder, document.file, document.line), removed, document, is_new)
        self.edits += len(document.removals)
        self.characters += removed
        for number, removal in enumerate(document.removals):
            self._add_removal(removal, Sample(place, number))
        self.random.add(place)
        self.most_characters.add(place, removed)
        if document.original_length >= SHORTEST:
            self.most_share.add(place, removed / document.original_length)

    def end_document(self) -> None:
        """What is added next is of another document: this one, in all its parts, has its place in the histogram."""
        if self._last is not None:
            self.shares.add(self._removed, max(self._until, 1))
            self.length += self._until
        self._last = None
        self._removed = self._until = 0
        self._by.clear()

    def _add_removal(self, removal: Removal, sample: Sample) -> None:
        by = (removal.category, removal.rule)
        rule = self.rules.get(by)
        if rule is None:
            drawn: Reservoir[Sample] = Reservoir(self._samples, f"{self._seed} {removal.category} {removal.rule}")
            rule = self.rules[by] = RuleCount(level=removal.level, sample=drawn)
        category = self.categories.setdefault(removal.category, Count())
        characters = removal.end - removal.start
        for count, key in ((rule, by), (category, removal.category)):
            count.edits += 1
            count.characters += characters
            if key not in self._by:
                count.documents += 1
                self._by.add(key)
        self.bytes += len(removal.removed.encode("utf-8", "surrogatepass"))
        rule.sample.add(sample)
        self.commonest.add(removal.removed, removal.category, removal.rule)

    @property
    def documents(self) -> int | None:
        """How many there were in all, changed or not; None if a side file was cut off and does not say."""
        if any(file.closing is None for file in self.files):
            return None
        return sum(file.closing.documents for file in self.files if file.closing)

    @property
    def whole_length(self) -> int | None:
        """The length of all documents, changed or not; None if a side file does not say."""
        if any(file.closing is None for file in self.files):
            return None
        return sum(file.closing.length for file in self.files if file.closing)


def _count(counts: dict[str, Count], key: str, characters: int, document: DocumentEdits, is_new: bool) -> None:
    count = counts.get(key)
    if count is None:
        count = counts[key] = Count()
    count.documents += is_new
    count.characters += characters
    count.edits += len(document.removals)


def gather(paths: Iterable[Path], samples: int, seed: int = 0) -> tuple[Gathering, list[str]]:
    """The side files `paths`, read through, and what is wrong with them. What can be read of a damaged one counts."""
    gathering, errors = Gathering(samples, seed), []
    for path in paths:
        head, closing, error = None, None, ""
        number = len(gathering.files)
        try:
            with path.open("rb") as stream:
                if not stream.seekable():
                    raise CleantextError(f"{path}: not a file that can be read again")
                for byte, _, found in located(stream, str(path)):
                    if isinstance(found, DocumentEdits):
                        gathering.add(found, number, byte)
                    elif isinstance(found, Head):
                        head = found
                    else:
                        closing = found
        except OSError as problem:
            error = f"{path}: {problem.strerror or problem}"
        except CleantextError as problem:
            error = str(problem)
        gathering.end_document()
        if error:
            errors.append(error)
        if head:
            gathering.files.append(File(path, head, closing, error))
    return gathering, errors
