"""The data of the page: what is shown of documents and samples, ready to be written as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from cleantext.batch.originals import Missing, originals
from cleantext.engine.errors import CleantextError
from cleantext.formats.entries import Form
from cleantext.formats.sidefile import DocumentEdits, Removal, source_of
from cleantext.formats.sidefile_lines import parse

from .choose import Choice, choose
from .gather import Gathering, Place
from .parts import context, is_whole, parts, went

_COMMON = 300  # texts listed
_COMMON_OF_EACH = 3  # and of each rule
_COMMON_MOST = 2_000  # but no more than these
SOURCES = 200  # listed and to choose from
OTHERS = "(all others)"


def page_data(gathering: Gathering, texts: Sequence[Path] = (), room: float = 1.0) -> dict[str, Any]:
    """All that the page's script works on. `texts` are folders and files in which texts are looked for.

    `room` is how much of the usual there is for documents and samples.

    `rules`, `sources` and `common` are lists, most first; `documents` and `samples` refer to them by number. What the
    keys mean is said where they are made.
    """
    rules = rules_by_weight(gathering)
    number = {by: index for index, by in enumerate(rules)}
    sources = sources_by_weight(gathering)
    shown = _Shown(number, {source: index for index, source in enumerate(sources)})
    for file, found in _read_again(gathering, choose(gathering, room)):
        head = gathering.files[file].head
        choices = {id(document): choice for document, choice in found}
        for document, text in originals((document for document, _ in found), Form(head.encoding, head.field), texts):
            shown.add(document, text, choices[id(document)])
    common = gathering.commonest.top(_COMMON, _COMMON_OF_EACH)[:_COMMON_MOST]
    return {
        "rules": [
            [rule, category, count.level, count.edits, count.characters, count.documents, len(count.sample.items)]
            for (category, rule), count in ((by, gathering.rules[by]) for by in rules)
        ],
        "sources": sources,
        "common": [
            [each.text + " …" * each.clipped, each.count, each.characters, sorted(number[by] for by in each.rules)]
            for each in common
        ],
        "commonError": gathering.commonest.error,
        "documents": shown.documents,
        "samples": sorted(shown.samples, key=lambda sample: sample["rule"]),
        "length": gathering.whole_length or gathering.length,
    }


def rules_by_weight(gathering: Gathering) -> list[tuple[str, str]]:
    """(category, rule) of all rules that removed something; who removed most characters first."""
    return sorted(gathering.rules, key=lambda by: (-gathering.rules[by].characters, by))


def sources_by_weight(gathering: Gathering) -> list[str]:
    """The sources; from which most characters were removed first. Of very many the rest are one."""
    found = sorted(gathering.sources, key=lambda source: (-gathering.sources[source].characters, source))
    return [*found[:SOURCES], OTHERS] if len(found) > SOURCES else found


class _Shown:
    """Takes documents and makes of them what the page shows."""

    def __init__(self, rules: Mapping[tuple[str, str], int], sources: Mapping[str, int]) -> None:
        self._rules = rules
        self._sources = sources
        self.documents: list[dict[str, Any]] = []
        self.samples: list[dict[str, Any]] = []

    def add(self, document: DocumentEdits, found: str | Missing, choice: Choice) -> None:
        """Adds a document as it was chosen, with its text or why there is none."""
        text = None if isinstance(found, Missing) else found
        about: dict[str, Any] = {
            "name": document.name,
            "source": self._source(document),
            "id": document.original[:12],  # what tells marks of one document from those of another
        }
        if document.line:
            about["line"] = document.line
        if document.start is not None:
            about["from"] = document.start  # of a part
        if isinstance(found, Missing):
            about["missing"] = found.value
        if choice.shown:
            self.documents.append(about | self._whole(document, text, choice))
        for sample in sorted(choice.samples):
            removal = document.removals[sample.number]
            entry: dict[str, Any] = {"rule": self._rule(removal)}
            if choice.shown and sample.number * 2 + 1 < len(self.documents[-1]["parts"]):
                entry |= {"document": len(self.documents) - 1, "part": sample.number * 2 + 1}
            else:
                entry |= about | {"went": went(removal, self._rule(removal))} | context(document, text, sample.number)
            self.samples.append(entry)

    def _whole(self, document: DocumentEdits, text: str | None, choice: Choice) -> dict[str, Any]:
        found: dict[str, Any] = {
            "length": document.original_length,
            "removed": sum(removal.end - removal.start for removal in document.removals),
            "edits": len(document.removals),
            "parts": parts(document, text, self._rule),
        }
        if text is not None and is_whole(document):
            found["whole"] = True  # what it says is the text, to the letter
        if choice.kinds:
            found["kinds"] = choice.kinds
        if document.vetoes:
            found["vetoes"] = document.vetoes
        return found

    def _rule(self, removal: Removal) -> int:
        return self._rules[removal.category, removal.rule]

    def _source(self, document: DocumentEdits) -> int:
        source = source_of(document.folder, document.file, document.line)
        return self._sources.get(source, self._sources.get(OTHERS, 0))


def _read_again(
    gathering: Gathering, chosen: Mapping[Place, Choice]
) -> Iterator[tuple[int, list[tuple[DocumentEdits, Choice]]]]:
    """The chosen documents with what to show of them, by number of side file and by source file, and so in bounds."""
    for number, places in groupby(chosen, key=lambda place: place.file):
        path = gathering.files[number].path
        with path.open("rb") as stream:
            documents = ((_document_at(stream, path, place), chosen[place]) for place in list(places))
            for _, group in groupby(documents, key=lambda found: (found[0].folder, found[0].file)):
                yield number, list(group)


def _document_at(stream: BinaryIO, path: Path, place: Place) -> DocumentEdits:
    stream.seek(place.byte)
    where = f"{path}, byte {place.byte}"
    document = parse(stream.readline(), where)
    if not isinstance(document, DocumentEdits):
        raise CleantextError(f"{where}: changed while it was read")
    return document
