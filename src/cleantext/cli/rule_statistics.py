"""`cleantext rules stats`: what each rule did, by the side files of runs."""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

import click

from .pager import paged
from .streams import talk, write

if TYPE_CHECKING:
    from cleantext.engine.cleaner import Cleaner
    from cleantext.engine.rules import Rule

_TEXTS = 200_000  # removed texts whose overlaps are remembered: the same ones come again and again
_OTHER_RULES = "made with other rules than there are here (--pack?): nothing on overlaps, and on what never fired"


@click.command("stats")
@click.argument("files", metavar="EDITS...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with all sources and overlaps.")
@click.option("--pack", "packs", metavar="FILE", multiple=True, help="The further rules that were used.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="[default: auto]")
@click.option("--no-pager", is_flag=True, help="Do not page long output.")
def rule_statistics(files: tuple[str, ...], as_json: bool, packs: tuple[str, ...], color: str, no_pager: bool) -> None:
    """What each rule removed, by the side files of `cleantext --edits`: documents, characters, in which sources; which
    rules never fired; and which removals another rule would have made as well.

    A side file says who removed a text, not who else would have. So each removed text is given to all phrase rules by
    itself, without the text around it; and that only if the rules are still the ones that were used.
    """
    from pathlib import Path

    from cleantext.batch.recording import cleaner_like
    from cleantext.formats.sidefile import Head
    from cleantext.formats.sidefile_lines import read
    from cleantext.packs import load_pack
    from cleantext.report.console import make_console
    from cleantext.report.rule_table import print_rule_counts
    from cleantext.report.rule_tally import RuleTally, as_data

    loaded = [load_pack(path) for path in packs]
    used: Cleaner | None = None  # for the file in hand

    @lru_cache(maxsize=_TEXTS)
    def others(text: str) -> frozenset[str]:
        words = text.strip()
        found = used.alone(words) if used else ()
        return frozenset(claim.rule for claim in found if not (words[: claim.start] + words[claim.end :]).strip())

    tally = RuleTally(others)
    rules: dict[str, Rule] = {}
    for file in files:
        for entry in read(Path(file)):
            if isinstance(entry, Head):
                others.cache_clear()
                used = cleaner_like(entry, loaded)
                if used:
                    rules.update(used.rules)
                    tally.active |= used.active
                else:
                    talk(f"cleantext: warning: {file}: {_OTHER_RULES}")
            tally.add(entry)
    console = make_console(color, sys.stdout)
    with paged(wanted=not no_pager):
        if as_json:
            write((json.dumps(as_data(tally, rules.values()), indent=2, ensure_ascii=False) + "\n").encode())
        else:
            print_rule_counts(tally, rules.values(), console)
