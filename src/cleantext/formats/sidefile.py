"""The side file: what was removed from each document, enough to put it back. See docs/edits.md.

A head says how the cleaning was done, an entry for each document that was changed (or spared by a guard) what was done
to it, a closing entry how much there was in all. How they are written as lines stands in `sidefile_lines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result

from .jsonl import spelled

_SHORT = 60  # code points of evidence that are kept whole; the terms of a score would take more room than the text
_DIGEST = 16  # bytes: 128 bits tell texts apart, and no one gains by making two that are alike


@dataclass(frozen=True, slots=True)
class Head:
    """How the cleaning was done.

    `rules` is the digest of all rules and word lists. `settings` are the level and what else was set of the cleaner.
    `field` is empty where a source is one text.
    """

    version: str
    rules: str
    settings: Mapping[str, Any]
    encoding: str = "utf-8"
    field: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """One edit with the text that it took out: original[start:end], in code points.

    `evidence` is what the rule went by; of a score, without its terms. `literal` is how the text was spelled in its
    JSON string, where it was not spelled as plainly as JSON allows.
    """

    start: int
    end: int
    removed: str
    rule: str
    category: str
    level: str
    replacement: str = ""
    evidence: str = ""
    literal: str = ""

    @property
    def edit(self) -> Edit:
        """The same as the engine has it."""
        return Edit(self.start, self.end, self.rule, self.category, self.level, self.replacement, self.evidence)


@dataclass(frozen=True, slots=True)
class DocumentEdits:
    """What was done to one document, or to a part of a long one.

    `folder` is the folder in which `file` was found or stands, empty for none. `line` is 0 where the file is one
    document. `original` and `output` are digests of the texts (`digest`), the lengths their code points. Of a part,
    `start` and `output_start` are how much of the document came before it, and its edits count from its own start; of a
    whole document `start` is None.
    """

    folder: str
    file: str
    line: int
    original: str
    output: str
    original_length: int
    output_length: int
    removals: tuple[Removal, ...]
    vetoes: tuple[str, ...] = ()
    start: int | None = None
    output_start: int = 0

    @property
    def name(self) -> str:
        """The file as it was named to cleantext.

        >>> DocumentEdits("raw", "d/a.txt", 0, "", "", 0, 0, ()).name
        'raw/d/a.txt'
        """
        return str(Path(self.folder, self.file))


@dataclass(frozen=True, slots=True)
class Closing:
    """How much there was in all. Lengths are code points.

    `sources` counts the documents, changed or not, of each source: a file of records, or a folder of texts.
    """

    documents: int = 0
    changed: int = 0
    failed: int = 0
    edits: int = 0
    length: int = 0
    removed: int = 0
    sources: Mapping[str, int] = field(default_factory=dict)
    interrupted: bool = False  # then what follows the last document is as it was


def digest(text: str) -> str:
    """What tells a text from every other: 128 bits of BLAKE2b over its UTF-8, in hexadecimal.

    >>> digest("One mill.")
    'b62a6e3d380bdff23df337eb55a34c3c'
    """
    from hashlib import blake2b  # a page is cleaned without it

    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


def source_of(folder: str, file: str, line: int) -> str:
    """What a document counts under in `Closing.sources`: its file if that holds records, else its folder.

    >>> source_of("raw", "d/a.txt", 0), source_of("raw", "a.jsonl", 3), source_of("", "stdin", 0)
    ('raw/d', 'raw/a.jsonl', '.')
    """
    path = Path(folder, file)
    return str(path if line else path.parent)


def document_edits(folder: str, file: str, line: int, result: Result, literals: tuple[str, ...] = ()) -> DocumentEdits:
    """What `result` did to the document in `line` of `file` in `folder`.

    `literals` are the removed stretches as a JSON string spells them, one for each edit; none for a text.
    """
    removals = tuple(
        Removal(
            edit.start,
            edit.end,
            result.original[edit.start : edit.end],
            edit.rule,
            edit.category,
            edit.level,
            edit.replacement,
            edit.evidence if len(edit.evidence) <= _SHORT else edit.evidence.partition(": ")[0],
            literals[number] if literals else "",
        )
        for number, edit in enumerate(result.edits)
    )
    return DocumentEdits(
        folder,
        file,
        line,
        digest(result.original),
        digest(result.text),
        len(result.original),
        len(result.text),
        removals,
        result.vetoes,
    )


def undo(document: DocumentEdits) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """The edits that make the original of the output, and how a JSON string spells what they put back.

    >>> removal = Removal(4, 7, " AD", "x/ad", "ad", "light")
    >>> edits, literals = undo(DocumentEdits("", "a.txt", 0, "", "", 7, 4, (removal,), output_start=20))
    >>> [(edit.start, edit.end, edit.replacement) for edit in edits], literals
    ([(24, 24, ' AD')], (' AD',))
    """
    edits, shift = [], document.output_start
    for removal in document.removals:
        start = removal.start + shift
        end = start + len(removal.replacement)
        edits.append(Edit(start, end, removal.rule, removal.category, removal.level, removal.removed))
        shift += len(removal.replacement) - len(removal.removed)
    return tuple(edits), tuple(removal.literal or spelled(removal.removed) for removal in document.removals)
