"""Options that commands share: which rules apply, to which texts, and where settings come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _listed(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--only ad,nav --only bio` is three. Nothing between the commas is a slip, an empty shell variable perhaps."""
    parts = [part.strip() for value in values for part in value.split(",")]
    if not all(parts):
        raise click.BadParameter("names nothing")
    return tuple(parts)


def listed_option(name: str, metavar: str, says: str) -> Callable[[_Function], _Function]:
    """An option that may be given more than once, and with commas."""
    return click.option(name, metavar=metavar, multiple=True, callback=_listed, help=says)


_CLEANING = (
    click.option(
        "--level", type=click.Choice(["light", "standard", "deep"]), help="How much evidence a removal needs."
    ),
    listed_option("--lang", "CODE,...", "Use these languages' packs only."),
    listed_option("--only", "CAT,...", "Remove these categories only."),
    listed_option("--keep", "CAT,...", "Leave these categories in."),
    listed_option("--select", "RULE,...", "Apply these rules only: en/*."),
    listed_option("--ignore", "RULE,...", "Do not apply these rules."),
    click.option("--pack", metavar="FILE", multiple=True, help="Further rules, from a TOML file."),
    click.option(
        "--protect", metavar="PHRASE", multiple=True, help="Never remove this, in any case; its sentence stays."
    ),
    click.option("--protect-pattern", metavar="REGEX", multiple=True, help="Never remove what this matches."),
)
_READING = (
    click.option("--jsonl", is_flag=True, help="JSON lines: one document a line."),
    click.option("--field", metavar="NAME", help="With --jsonl: the field with the document. [default: text]"),
    click.option("--encoding", metavar="NAME", help="Of input and output. [default: utf-8]"),
    click.option(
        "--include", metavar="GLOB", multiple=True, help="In folders: take these. [default: *.txt *.md *.text]"
    ),
    click.option("--exclude", metavar="GLOB", multiple=True, help="In folders: pass these over."),
    click.option("--stdin-filename", metavar="NAME", default="stdin", help="What to call standard input."),
)
_CONFIGURING = (
    click.option(
        "--config", metavar="FILE", help="Settings. [default: nearest cleantext.toml or pyproject.toml upward]"
    ),
    click.option("--isolated", is_flag=True, help="Use no config file."),
)


def cleaning(command: _Function) -> _Function:
    """Adds the options that say which rules apply."""
    for option in reversed(_CLEANING):
        command = option(command)
    return command


def reading(command: _Function) -> _Function:
    """Adds the options that say which texts there are and how they are written."""
    for option in reversed(_READING):
        command = option(command)
    return command


def configuring(command: _Function) -> _Function:
    """Adds the options that say where settings come from."""
    for option in reversed(_CONFIGURING):
        command = option(command)
    return command
