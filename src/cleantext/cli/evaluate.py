"""`cleantext evaluate`: how near cleaning comes to what should remain, which rules cost text, and what noise stays."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from .options import cleaning, configuring, listed_option
from .streams import talk, write
from .usage import UsageError

if TYPE_CHECKING:
    from cleantext.engine.cleaner import Cleaner
    from cleantext.evaluate.pairs import Fields, Pair
    from cleantext.evaluate.tally import Tally

    from .settings import Settings

_EPILOG = """\b
Examples:
  cleantext evaluate pairs.jsonl
  cleantext evaluate --by lang --level deep --worst 20 pairs.jsonl.gz
  cleantext evaluate --by file,site --pack mine.toml --json a.jsonl b.jsonl > figures.json
"""


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--text-field", metavar="NAME", help="The field with the text to clean. [default: text]")
@click.option("--gold-field", metavar="NAME", default="gold", show_default=True, help="What should remain of it.")
@click.option(
    "--optional-field",
    metavar="NAME",
    default="optional",
    show_default=True,
    help="What may stay or go, such as titles: a text or a list of texts. Records need not have it.",
)
@listed_option("--by", "FIELD,...", "Group by these fields; also 'file', and 'site', the host of 'url'.")
@cleaning
@click.option("--worst", metavar="N", type=click.IntRange(min=0), default=10, help="Documents listed. [default: 10]")
@click.option("--rules", metavar="N", type=click.IntRange(min=0), default=40, help="Rules in the table. [default: 40]")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, with all rules.")
@click.option("--encoding", metavar="NAME", help="Of the files. [default: utf-8]")
@click.option(
    "-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Workers. [default: by number of documents]"
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="[default: auto]")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@configuring
def evaluate(**flags: Any) -> int:
    """Clean texts of which it is known what should remain, and say how near cleaning comes.

    FILE holds JSON lines, compressed with gzip or not; '-' is standard input. A token is a word or number. Precision,
    recall and F1 are of the tokens that remain against those of the gold text, before and after cleaning, as means over
    documents; the limit is the F1 of perfect deletion. Tables say how near the texts come per group (several files are
    groups), what each category and rule removed, what was lost, and what noise stayed.
    """
    from cleantext.evaluate.run import workers_for  # first: without rapidfuzz there is nothing to do
    from cleantext.evaluate.tally import Tally

    from .settings import cleaner_of

    settings = _settings(flags)
    cleaner = cleaner_of(settings)
    if not cleaner.active and not flags["quiet"]:
        talk("cleantext: warning: no rule is left to apply")
    pairs, failed = _pairs(flags["files"], _fields(flags, settings))
    if not pairs:
        if not failed:  # else it is told already
            talk(f"cleantext: no labelled texts in {', '.join(flags['files'])}")
        return 2
    tally = Tally(flags["worst"])
    _fill(tally, pairs, cleaner, workers_for(pairs, settings.jobs), flags)
    write(_report(tally, flags).encode("utf-8", "backslashreplace"))
    return 2 if failed else 0


def _settings(flags: Mapping[str, Any]) -> Settings:
    from cleantext.formats.text import encoding_of

    from .settings import config_path, read_config, settle

    path = config_path(flags)
    settings = settle(read_config(path) if path else {}, {**flags, "field": flags["text_field"]})
    encoding_of(b"", settings.encoding)  # refused once, not for every line
    return settings


def _fields(flags: Mapping[str, Any], settings: Settings) -> Fields:
    from cleantext.evaluate.pairs import Fields

    return Fields(
        text=settings.field,
        gold=flags["gold_field"],
        optional=flags["optional_field"],
        by=flags["by"] or (("file",) if len(flags["files"]) > 1 else ()),
        encoding=settings.encoding,
    )


def _pairs(files: Sequence[str], fields: Fields) -> tuple[list[Pair], int]:
    """All pairs, and how much could not be read: that is told at once."""
    from cleantext.evaluate.pairs import STDIN, Pair, read_pairs

    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read only once")
    found: list[Pair] = []
    failed = 0
    for file in files:
        for pair in read_pairs(file, fields):
            if isinstance(pair, Pair):
                found.append(pair)
            else:
                talk(f"cleantext: {pair}")
                failed += 1
    return found, failed


def _fill(tally: Tally, pairs: Sequence[Pair], cleaner: Cleaner, workers: int, flags: Mapping[str, Any]) -> None:
    from cleantext.evaluate.run import evaluations

    from .destination import is_terminal
    from .progress import progress

    shown = not flags["quiet"] and is_terminal(sys.stderr)
    with progress(len(pairs), color=flags["color"], shown=shown) as step:
        for evaluation in evaluations(pairs, cleaner, workers):
            tally.add(evaluation)
            step()


def _report(tally: Tally, flags: Mapping[str, Any]) -> str:
    if flags["as_json"]:
        from cleantext.report.evaluation_data import evaluation_json

        return evaluation_json(tally, worst=flags["worst"]) + "\n"
    from io import StringIO

    from cleantext.report.console import wants_color
    from cleantext.report.evaluation import print_evaluation

    drawn = StringIO()  # not to standard output itself, whose encoding may lack what a text holds
    color = "always" if sys.stdout is not None and wants_color(flags["color"], sys.stdout) else "never"
    print_evaluation(tally, color, drawn, worst=flags["worst"], rules=flags["rules"])
    return "".join(f"{line.rstrip()}\n" for line in drawn.getvalue().split("\n")[:-1])
