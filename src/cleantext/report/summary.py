"""The summary: what was removed, by category and rule, and how a batch went. For people, on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from .console import make_console

if TYPE_CHECKING:
    from cleantext.batch.work import Outcome


def batch_line(outcomes: Iterable[Outcome], *, cleaned: str = "cleaned") -> str:
    """How many files there were and what became of them. `cleaned` is what to call those that were changed.

    >>> from cleantext.batch.work import Outcome
    >>> batch_line([Outcome("a.txt", changed=1), Outcome("b.txt"), Outcome("c.txt", error="c.txt: gone")])
    '3 files: 1 cleaned, 1 unchanged, 1 failed'
    """
    became: Counter[str] = Counter()
    for outcome in outcomes:
        became[_state(outcome)] += 1
    words = {"cleaned": cleaned, "skipped": "skipped (binary)"}
    parts = [
        f"{became[state]:,} {words.get(state, state)}"
        for state in ("cleaned", "unchanged", "skipped", "failed")
        if became[state]
    ]
    total = became.total()
    return f"{total:,} file{'s' * (total != 1)}: {', '.join(parts) or 'nothing to do'}"


def _state(outcome: Outcome) -> str:
    if outcome.failed or outcome.error:
        return "failed"
    if outcome.skipped:
        return "skipped"
    return "cleaned" if outcome.changed else "unchanged"


def print_statistics(outcomes: Iterable[Outcome], color: str, file: TextIO) -> None:
    """A table of what was removed, by category and rule: edits and characters, most characters first."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    edits: Counter[tuple[str, str]] = Counter()
    characters: Counter[tuple[str, str]] = Counter()
    documents = changed = 0
    for outcome in outcomes:
        edits += outcome.edits
        characters += outcome.characters
        documents += outcome.documents
        changed += outcome.changed
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column("category", "total", no_wrap=True)
    table.add_column("rule", f"{changed:,} of {documents:,} document{'s' * (documents != 1)} changed", no_wrap=True)
    table.add_column("edits", f"{edits.total():,}", justify="right")
    table.add_column("characters", f"{characters.total():,}", justify="right")
    by_category: Counter[str] = Counter()
    for (category, _), count in characters.items():
        by_category[category] += count
    # A category stands with its rules; the heaviest first, and by name where that decides nothing.
    for key in sorted(edits, key=lambda key: (-by_category[key[0]], key[0], -characters[key], key[1])):
        category, rule = key
        table.add_row(Text(category), Text(rule), f"{edits[key]:,}", f"{characters[key]:,}")
    make_console(color, file).print(table)
