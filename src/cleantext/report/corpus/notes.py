"""Notes: the figures that sum a report up, and what a reader must know to trust it just as far as one may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleantext.formats.sidefile import Head

from .data import SOURCES
from .gather import OUTLIERS, RANDOM_DOCUMENTS, SHORTEST, Gathering
from .parts import CONTEXT, EDITS, LONGEST


def share(part: float, whole: float) -> str:
    """A share as people read it.

    >>> share(1, 3), share(2, 3000), share(1, 10**7), share(0, 5), share(1, 0)
    ('33.3 %', '0.0667 %', 'under 0.001 %', '0 %', '–')
    """
    if not whole:
        return "–"
    percent = 100 * part / whole
    if percent and percent < 0.001:
        return "under 0.001 %"
    return f"{percent:.3g} %"


def figures(gathering: Gathering) -> list[tuple[str, str]]:
    """The few numbers that sum it all up, each behind what it is."""
    documents, length = gathering.documents, gathering.whole_length
    return [
        ("Documents", f"{documents:,}" if documents is not None else "not known"),
        ("of these changed", f"{gathering.changed:,}"),
        ("Removals", f"{gathering.edits:,}"),
        ("Characters removed", f"{gathering.characters:,}"),
        (
            "Share of all text" if length else "Share of the changed documents",
            share(gathering.characters, length or gathering.length),
        ),
        ("Rules that removed something", f"{len(gathering.rules):,}"),
    ]


def notes(gathering: Gathering, data: Mapping[str, Any]) -> list[str]:
    """What a reader must know to take the report for no more than it is."""
    sampled = sum(len(count.sample.items) for count in gathering.rules.values())
    shown, documents = len(data["samples"]), data["documents"]
    whole = sum("whole" in document for document in documents)
    missing = sum("missing" in found for found in (*documents, *data["samples"]))
    said = [
        f"Figures, charts and the table of rules count all {gathering.edits:,} removals.",
        f"Samples are random: {sampled:,} of {gathering.edits:,} removals were drawn, the same number of each rule "
        f"as far as it has so many"
        + ("." if shown == sampled else f", and {shown:,} of them are in this file, as many as there is room for."),
        f"{len(documents):,} documents are in this file: up to {OUTLIERS} each of those of which most was removed by "
        f"amount, by share (of those of {SHORTEST} characters or more) and of those in which a guard stopped the "
        f"heuristics, up to {RANDOM_DOCUMENTS} at random, and those of the samples, as far as there is room. {whole:,} "
        f"of them are here to the letter.",
        f"Documents of more than {LONGEST:,} characters or {EDITS:,} removals are abridged. Of samples whose document "
        f"is not here {CONTEXT} characters on each side are shown.",
        _note_on_commonest(gathering),
    ]
    if gathering.vetoed.seen:
        seen = gathering.vetoed.seen
        said.append(f"In {seen:,} document{'s' * (seen != 1)} a guard stopped the heuristics.")
    if missing:
        said.append(
            f"The text around {missing:,} of the documents and samples shown could not be had, because a file was not "
            f"found, could not be read or holds another text by now. There only what was removed is shown. "
            f"--texts names the place of the texts, original or cleaned."
        )
    if len(gathering.sources) > SOURCES:
        said.append(f"Of {len(gathering.sources):,} sources the {SOURCES} from which most was removed are listed.")
    return said


def _note_on_commonest(gathering: Gathering) -> str:
    alike = "Removed texts count as the same if they differ in white space, digits or case only."
    error = gathering.commonest.error
    if not error:
        return f"{alike} Their counts are exact."
    return f"{alike} Their counts are approximate: each may be up to {error:,} too low, never too high."


def warnings(gathering: Gathering) -> list[str]:
    """What is wrong with the side files, or with reading them together."""
    found = [
        f"Damaged, and counted only as far as it could be read: {file.error}" for file in gathering.files if file.error
    ]
    found += [
        f"{file.path}: the run was interrupted; what came later is not counted."
        for file in gathering.files
        if file.closing and file.closing.interrupted
    ]
    if len({(file.head.version, file.head.rules, repr(file.head.settings)) for file in gathering.files}) > 1:
        found.append("The side files were not all made by the same rules and settings.")
    return found


def settings(head: Head) -> str:
    """How the cleaning was done.

    >>> settings(Head("0.1.0", "", {"level": "deep", "keep": ["ad", "nav"]}))
    'level: deep; keep: ad, nav'
    """
    said = (
        (key, ", ".join(map(str, value)) if isinstance(value, list) else value) for key, value in head.settings.items()
    )
    return "; ".join(f"{key}: {value}" for key, value in said)
