"""`cleantext rules`: which rules there are, what one of them does and why, and whether they do as they say."""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import click

from .pager import paged
from .rule_statistics import rule_statistics
from .streams import talk, visible, write

if TYPE_CHECKING:
    from cleantext.engine.pack import Pack
    from cleantext.engine.phrases import Phrase
    from cleantext.engine.rules import Rule

_pack_option = click.option("--pack", "files", metavar="FILE", multiple=True, help="Further rules, from a TOML file.")
_json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def rules() -> None:
    """Look at the rules, and test them on their own examples."""


rules.add_command(rule_statistics)


@rules.command("list")
@_json_option
@_pack_option
@click.option("--no-pager", is_flag=True, help="Do not page long output.")
def list_rules(as_json: bool, files: tuple[str, ...], no_pager: bool) -> None:
    """One line for each rule: id, category, level, why."""
    found = [rule for rule, _ in _rules(_packs(files))]
    width = max((len(rule.id) for rule in found), default=0)
    with paged(wanted=not no_pager):
        if as_json:
            keys = ("id", "category", "level", "language", "why")
            _say(json.dumps([{key: _entry(rule, None)[key] for key in keys} for rule in found], indent=2))
            return
        for rule in found:
            _say(f"{rule.id:{width}}  {rule.category:10}  {rule.level.name.lower():8}  {visible(rule.why)}")


@rules.command("show")
@click.argument("id")
@_json_option
@_pack_option
def show_rule(id: str, as_json: bool, files: tuple[str, ...]) -> None:  # noqa: A002  # the words of the command line
    """All about one rule: what it looks for, examples of what it removes and what it keeps."""
    from cleantext.engine.errors import CleantextError
    from cleantext.engine.pack import did_you_mean

    found = {rule.id: (rule, phrase) for rule, phrase in _rules(_packs(files))}
    if id not in found:
        close = did_you_mean(id, found)
        raise CleantextError(f"no rule {id!r}{close if 'did you mean' in close else ''}")
    entry = _entry(*found[id])
    if as_json:
        _say(json.dumps(entry, indent=2, ensure_ascii=False))
        return
    for key, value in entry.items():
        lines = value if isinstance(value, list) else [str(value)]
        for index, line in enumerate(filter(None, lines)):
            _say(f"{key if index == 0 else '':9} {visible(line)}")


@rules.command("test")
@click.argument("packs", metavar="[PACK]...", nargs=-1)
def try_rules(packs: tuple[str, ...]) -> int:
    """Try rules on their own examples. PACK is a TOML file or the name of a built-in pack; by default, all of these."""
    from cleantext.engine.cleaner import Cleaner
    from cleantext.engine.selftest import selftest

    builtin = {pack.name: pack for pack in _packs(())}
    further = {name: _loaded(name, builtin) for name in packs if name not in builtin}
    tested = [builtin.get(name) or further[name] for name in packs] or list(builtin.values())
    failures = 0
    edited = [pack for pack in further.values() if pack.name in builtin]  # a copy of a built-in pack
    others = [pack for pack in further.values() if pack.name not in builtin]
    for failure in selftest(Cleaner(packs=others, instead=edited), tested):
        failures += 1
        _say(visible(f"{failure.rule}: {failure.problem}"))
        if failure.example:
            _say(f"    in: {visible(failure.example)}")
    count = sum(1 for _ in _rules(tested))
    talk(f"cleantext: {count:,} rule{'s' * (count != 1)}, {failures:,} failure{'s' * (failures != 1)}")
    return 2 if failures else 0


def _packs(files: tuple[str, ...]) -> list[Pack]:
    from cleantext.heuristics import heuristic_rules
    from cleantext.packs import builtin_packs, load_pack

    return [*builtin_packs(), *(load_pack(path) for path in files), heuristic_rules()]


def _loaded(path: str, builtin: dict[str, Pack]) -> Pack:
    from pathlib import Path

    from cleantext.engine.errors import CleantextError
    from cleantext.engine.pack import did_you_mean
    from cleantext.packs import load_pack

    if not path.endswith(".toml") and not Path(path).exists():
        raise CleantextError(f"no pack {path!r}{did_you_mean(path, builtin)}")
    return load_pack(path)


def _rules(packs: list[Pack]) -> list[tuple[Rule, Phrase | None]]:
    return [pair for pack in packs for pair in zip_longest(pack.rules, pack.phrases)]


def _entry(rule: Rule, phrase: Phrase | None) -> dict[str, Any]:
    """A rule as data, with the keys of the pack file."""
    wording = {}
    if phrase:
        wording = {
            "anchors": list(phrase.anchors),
            "pattern": phrase.pattern,
            "unless": phrase.unless,
            "scope": phrase.scope.value,
            "at": phrase.at.value,
            "longest": phrase.longest,
        }
    return {
        "id": rule.id,
        "category": rule.category.value,
        "level": rule.level.name.lower(),
        "language": rule.language,
        "why": rule.why,
        **wording,
        "removes": list(rule.removes),
        "keeps": list(rule.keeps),
    }


def _say(text: str) -> None:
    write((text + "\n").encode("utf-8", "backslashreplace"))
