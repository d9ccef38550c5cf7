"""The plainest call is understood without Click, and just as Click would understand it."""

from __future__ import annotations

import pytest

from cleantext.cli.clean import clean
from cleantext.cli.commands import commands
from cleantext.cli.names import COMMANDS
from cleantext.cli.plain import flags_of, is_plain

PLAIN = [[], ["-"], ["article.txt"], ["a.txt", "b.txt"], ["-", "a.txt"], [""], ["folder/", "rules"], ["a b\udcff"]]
OTHERS = [
    ["--diff", "a.txt"],
    ["a.txt", "-q"],
    ["--", "-x"],
    ["clean", "a.txt"],
    ["rules"],
    ["report", "a"],
    ["--help"],
]


@pytest.mark.parametrize("argv", PLAIN)
def test_nothing_but_paths_means_what_click_makes_of_it(argv: list[str]) -> None:
    assert is_plain(argv)
    with clean.make_context("clean", list(argv)) as context:
        assert flags_of(argv) == context.params


@pytest.mark.parametrize("argv", OTHERS)
def test_all_else_is_for_click(argv: list[str]) -> None:
    assert not is_plain(argv)


def test_the_names_of_the_commands_are_those_of_the_commands() -> None:
    with commands.make_context("cleantext", []) as context:
        assert set(commands.list_commands(context)) == COMMANDS
