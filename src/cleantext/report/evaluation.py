"""An evaluation for people: tables of how near texts came to what should remain of them, and why not nearer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .console import make_console
from .hunks import shown

if TYPE_CHECKING:
    from cleantext.evaluate.evaluation import Evaluation
    from cleantext.evaluate.measures import Summary
    from cleantext.evaluate.tally import Kept, Taken, Tally

_WIDEST = 1_000  # cells: no column is cut, and a terminal wraps what is too wide for it
_CLIPPED = 110  # code points of a text that are shown
_TEXTS = 5  # of a document, for what was lost and for what stayed
_LOST, _STAYED = "red", "yellow"


def print_evaluation(tally: Tally, color: str, file: TextIO, *, worst: int, rules: int) -> None:
    """Prints all tables: the `rules` worst rules, and of everything else that is listed the `worst`."""
    console = make_console(color, file)
    console.width = _WIDEST
    _print(console, "How near the texts are to what should remain", _groups(tally.summaries))
    found = tally.rules
    if found:
        _print(
            console,
            "Tokens removed by category: noise rightly, content wrongly",
            _taken(tally.categories, ["category"]),
        )
    if found[:rules]:
        _print(console, "Tokens removed by rule, the worst first", _taken(found[:rules], ["rule", "category"]))
        _say_rest(console, found[rules:])
    losers = [taken for taken in found if taken.content][:worst]
    if losers:
        _title(console, "What the worst rules lost")
        for taken in losers:
            _print_losses(console, taken)
    kept = tally.kept[:worst]
    if kept:
        _print(console, "Commonest noise that stayed", _kept(kept))
    documents = [each for each in tally.worst if each.measure.limit - each.measure.after.f1 > 1e-6]
    if documents:
        _title(console, "Worst documents")
        for evaluation in documents:
            _print_document(console, evaluation)


def _groups(summaries: Mapping[str, Summary]) -> Table:
    table = _table(["group"], ["documents", "P", "R", "F1", "limit", "gap closed", "noise removed", "content lost"])
    for group, found in summaries.items():
        before, after, gap = found.before, found.after, found.gap_closed
        table.add_row(
            Text(shown(group)),
            f"{found.documents:,}",
            f"{before.precision:.4f} → {after.precision:.4f}",
            f"{before.recall:.4f} → {after.recall:.4f}",
            f"{before.f1:.4f} → {after.f1:.4f}",
            f"{found.limit:.4f}",
            "" if gap is None else f"{gap:.1%}",
            f"{found.noise_removed:.1%}",
            f"{found.content_lost:.3%}",
        )
    return table


def _taken(taken: Iterable[Taken], names: Sequence[str]) -> Table:
    table = _table(names, ["noise", "content", "optional", "precision", "documents"])
    for each in taken:
        table.add_row(
            *(Text(shown(getattr(each, name))) for name in names),
            f"{each.noise:,}",
            Text(f"{each.content:,}", _LOST if each.content else ""),
            f"{each.optional:,}",
            "" if each.precision is None else f"{each.precision:.1%}",
            f"{each.documents:,}",
        )
    return table


def _say_rest(console: Console, rest: Sequence[Taken]) -> None:
    if rest:
        noise, content = sum(each.noise for each in rest), sum(each.content for each in rest)
        console.print(
            f"and {len(rest):,} more, with {noise:,} tokens of noise and {content:,} of content (--rules N)\n"
        )


def _print_losses(console: Console, taken: Taken) -> None:
    total = f"{_tokens(taken.content)} in all"
    console.print(Text(shown(taken.rule), "bold").append(f"  {total}", "not bold"))
    for loss in taken.losses:
        console.print(Text(f"  {shown(loss.document)}  {_tokens(loss.tokens)}: ").append(_clipped(loss.text), _LOST))
    console.print()


def _kept(kept: Iterable[Kept]) -> Table:
    table = _table([], ["documents", "tokens"])
    table.add_column("for example", no_wrap=True)
    for each in kept:
        table.add_row(f"{each.documents:,}", f"{each.tokens:,}", Text(_clipped(each.text), _STAYED))
    return table


def _print_document(console: Console, evaluation: Evaluation) -> None:
    measure = evaluation.measure
    title = Text(shown(evaluation.name), "bold")
    title.append(f"  F1 {measure.before.f1:.4f} → {measure.after.f1:.4f} of {measure.limit:.4f}", "not bold")
    title.append(f"  {shown(evaluation.group)}" if evaluation.group else "", "not bold")
    console.print(title)
    losses = sorted((each for each in evaluation.removals if each.content), key=lambda each: -each.content)
    for loss in losses[:_TEXTS]:
        _print_text(console, f"lost {_tokens(loss.content)} by {loss.rule}", loss.lost, _LOST)
    _print_rest(console, "lost", [each.content for each in losses[_TEXTS:]])
    stretches = sorted(evaluation.kept, key=lambda each: -each.tokens)
    for stretch in stretches[:_TEXTS]:
        _print_text(console, f"kept {_tokens(stretch.tokens)} of noise", stretch.text, _STAYED)
    _print_rest(console, "kept", [each.tokens for each in stretches[_TEXTS:]])
    console.print()


def _print_text(console: Console, label: str, text: str, style: str) -> None:
    console.print(Text(f"  {label}: ").append(_clipped(text), style))


def _print_rest(console: Console, word: str, tokens: Sequence[int]) -> None:
    if tokens:
        console.print(f"  and {word} {_tokens(sum(tokens))} in {len(tokens):,} more")


def _tokens(count: int) -> str:
    return f"{count:,} token{'s' * (count != 1)}"


def _clipped(text: str) -> str:
    text = shown(" ".join(text.split()))
    return text if len(text) <= _CLIPPED else text[: _CLIPPED - 1] + "…"


def _table(names: Iterable[str], numbers: Iterable[str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=True)
    for number in numbers:
        table.add_column(number, justify="right", no_wrap=True)
    return table


def _print(console: Console, title: str, table: Table) -> None:
    _title(console, title)
    console.print(table)


def _title(console: Console, title: str) -> None:
    console.print(Text(title, "bold"))
