"""The counts of rules as tables for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleantext.engine.rules import Rule

from .hunks import shown
from .rule_tally import RuleTally

_SOURCES = 3  # of a rule that are named: those in which it hits the largest share of documents
_OTHERS = 2  # rules that are named beside one
_OVERLAP = 0.5  # share of a rule's edits from which another one is worth naming


def print_rule_counts(tally: RuleTally, rules: Iterable[Rule], console: Console) -> None:
    """Prints what each rule did, the largest first, then the overlaps, then which rules did nothing."""
    _print_counts(tally, console)
    _print_overlaps(tally, console)
    _print_never(tally, list(rules), console)


def _print_counts(tally: RuleTally, console: Console) -> None:
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    changed = f"{tally.changed:,} of {tally.documents:,} document{'s' * (tally.documents != 1)} changed"
    table.add_column("category", "total", no_wrap=True)
    table.add_column("rule", changed, no_wrap=True)
    table.add_column("documents", justify="right")
    table.add_column("share", justify="right")
    table.add_column("edits", f"{sum(count.edits for count in tally.rules.values()):,}", justify="right")
    table.add_column("characters", f"{tally.removed:,}", justify="right")
    table.add_column("of all removed", justify="right")
    if len(tally.sources) > 1:
        table.add_column("most in", f"{len(tally.sources):,} sources", overflow="fold")
    for rule in sorted(tally.rules, key=lambda rule: (-tally.rules[rule].characters, rule)):
        count = tally.rules[rule]
        table.add_row(
            Text(shown(count.category)),
            Text(shown(rule)),
            f"{count.documents:,}",
            _percent(count.documents, tally.documents),
            f"{count.edits:,}",
            f"{count.characters:,}",
            _percent(count.characters, tally.removed),
            *([Text(shown(_most_in(tally, rule)))] if len(tally.sources) > 1 else []),
        )
    console.print(table)


def _most_in(tally: RuleTally, rule: str) -> str:
    sources = sorted(tally.rules[rule].sources, key=lambda source: (-tally.share(rule, source), source))
    named = (f"{source} {tally.share(rule, source):.0%}" for source in islice(sources, _SOURCES))
    return ", ".join(named) + (f" and {len(sources) - _SOURCES:,} more" if len(sources) > _SOURCES else "")


def _print_overlaps(tally: RuleTally, console: Console) -> None:
    """Rules most of whose edits another phrase rule would make, given the removed text and nothing else."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title="Removed as well by another phrase rule", title_justify="left")
    table.add_column("rule", no_wrap=True)
    table.add_column("edits", justify="right")
    table.add_column("share that others would make, given the removed text alone")
    for rule in sorted(tally.rules):
        count = tally.rules[rule]
        others = [(other, times) for other, times in count.others.most_common() if times >= _OVERLAP * count.edits]
        if others:
            named = ", ".join(f"{other} {_percent(times, count.edits)}" for other, times in others[:_OTHERS])
            table.add_row(Text(shown(rule)), f"{count.edits:,}", Text(shown(named)))
    if table.row_count:
        console.print(table)


def _print_never(tally: RuleTally, rules: list[Rule], console: Console) -> None:
    by_pack: defaultdict[str, list[str]] = defaultdict(list)
    for rule in tally.never(rules):
        pack, name = rule.id.split("/", 1)
        by_pack[pack].append(name)
    for pack, names in by_pack.items():
        applied = sum(rule.id in tally.active and rule.id.startswith(f"{pack}/") for rule in rules)
        said = Text(f"{pack}: {len(names):,} of {applied:,} rules never fired: ", "bold")
        console.print(said.append(", ".join(sorted(names)), "not bold"))


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""
