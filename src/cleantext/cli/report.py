"""`cleantext report`: side files as one HTML page, to see what was removed from a corpus and to judge it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .streams import talk, write

_EPILOG = """\b
Examples:
  cleantext --edits edits.jsonl -o clean/ raw/
  cleantext report edits.jsonl -o report.html
  cleantext report --texts /data/raw --samples 50 a.jsonl b.jsonl -o report.html
"""


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("edits", metavar="EDITS...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("-o", "--output", metavar="FILE", required=True, help="The page to write. '-' is standard output.")
@click.option(
    "--texts",
    metavar="PATH",
    multiple=True,
    help="Look for the texts there first: a folder or file, original or cleaned. [default: where they were cleaned]",
)
@click.option(
    "--samples", metavar="N", type=click.IntRange(min=0), default=20, help="Removals drawn of each rule. [default: 20]"
)
@click.option("--seed", metavar="N", type=int, default=0, help="Another number draws others. [default: 0]")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def report(**flags: Any) -> int:
    """Make a page of what was removed: charts, the commonest texts, samples to judge, and documents.

    EDITS are side files that cleaning wrote with --edits. The page is one file that fetches nothing. Right and wrong
    can be marked in it and downloaded, as labelled texts for `cleantext evaluate` and as `keeps` for a pack. Where a
    document's text is still to be found, original or cleaned, it is shown with its removals in place.
    """
    from cleantext.engine.errors import CleantextError
    from cleantext.formats.files import replace_file
    from cleantext.report.corpus.gather import gather
    from cleantext.report.corpus.page import build

    output = flags["output"]
    if output != "-" and Path(output).resolve() in {Path(path).resolve() for path in flags["edits"]}:
        raise CleantextError(f"{output}: is a side file to be read")
    texts = [Path(path) for path in flags["texts"]]
    for path in texts:
        if not path.exists():
            raise CleantextError(f"{path}: there is no such file or folder")
    gathering, errors = gather(map(Path, flags["edits"]), flags["samples"], flags["seed"])
    for error in errors:
        talk(f"cleantext: {error}")
    if not gathering.files:
        return 2
    page = build(gathering, texts)
    if output == "-":
        write(page)
    else:
        try:
            replace_file(Path(output), [page])
        except OSError as error:
            raise CleantextError(f"{output}: {error.strerror or error}") from None
        if not flags["quiet"]:
            talk(f"cleantext: {output}: {gathering.edits:,} removals in {gathering.changed:,} documents")
    return 2 if errors else 0
