"""`cleantext clean`: what can be asked for. Only declarations; what is done is imported when it is."""

from __future__ import annotations

from typing import Any

import click

from cleantext import __version__

from .options import cleaning, configuring, reading

_EPILOG = """\b
Examples:
  cleantext article.txt > clean.txt
  cleantext --diff article.txt
  cleantext -i --backup .orig corpus/
  cleantext --jsonl --field body -o clean.jsonl docs.jsonl
  cleantext --edits edits.jsonl -i corpus/          (see: cleantext restore --help)
  cleantext explain article.txt          (see: cleantext explain --help)
  cleantext rules list          (see: cleantext rules --help)
  cleantext evaluate pairs.jsonl          (see: cleantext evaluate --help)

\b
Exit codes:
  0 done    1 with --check: something would change    2 something failed
  130 interrupted    141 the reader closed the pipe
"""


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(readable=False))
@click.option("-o", "--output", metavar="FILE|DIR", help="Write there; a folder is mirrored. '-' is standard output.")
@click.option("-i", "--in-place", is_flag=True, help="Replace the files. Those without residue are not touched.")
@click.option("--backup", metavar="SUFFIX", help="With -i: keep the old file, with this suffix.")
@click.option("--diff", is_flag=True, help="Show what would be removed; --diff=side: on a wide terminal, side by side.")
@click.option("--diff-side", is_flag=True, hidden=True)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if something would change.")
@click.option("--removed", is_flag=True, help="Print what is taken out instead of what stays: a JSON object an edit.")
@click.option("--edits", metavar="FILE", help="Also write a side file of all edits, for `cleantext restore`.")
@cleaning
@reading
@click.option(
    "--line-buffered",
    is_flag=True,
    help="Clean each line by itself and write it at once: for streams. What only the page as a whole shows (repeats, "
    "furniture, bylines, bios, comments, appeals over several lines) stays.",
)
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Workers. [default: by number of files]")
@click.option("--stats", is_flag=True, help="A table of what was removed, on standard error.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="[default: auto]")
@click.option("--no-pager", is_flag=True, help="On a terminal: do not page a long diff.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what became of each file.")
@configuring
@click.version_option(__version__, prog_name="cleantext", message="%(prog)s %(version)s")
def clean(**flags: Any) -> int:
    """Remove residue (appeals, captions, related links, prompts, bios, menus) from text that an extractor took out of
    a web page. The writing stays as it is, byte for byte.

    PATH is a file, a folder or '-', standard input. `cleantext PATH` is the same as `cleantext clean PATH`. One file is
    written to standard output; for more, say where to (-o, -i) or what to look at (--diff, --check, --removed).
    """
    from .session import clean_paths

    return clean_paths(flags)
