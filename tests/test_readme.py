"""The README tells the truth: its examples run, its page is cleaned as it shows, its tables name what exists."""

import doctest
import json
import re
from pathlib import Path

from cleantext import clean
from cleantext.engine.pack import parse_pack
from cleantext.engine.rules import Category, Level

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str, text: str = README) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_page_it_shows_is_the_fixture_and_comes_out_as_it_shows() -> None:
    before, after = blocks("text")
    pages = ROOT / "fixtures" / "pages"
    assert before == (pages / "river-bridge.in.txt").read_text(encoding="utf-8")
    assert clean(before) == after


def test_its_python_runs() -> None:
    (example,) = blocks("python")
    parsed = doctest.DocTestParser().get_doctest(example, {}, "README", "README.md", 0)
    assert doctest.DocTestRunner(verbose=False).run(parsed).failed == 0


def test_the_options_it_names_exist() -> None:
    import click

    from cleantext.cli.commands import commands

    context = click.Context(commands)
    named = [re.split(r"\\?\|", each)[0].split() for each in re.findall(r"`(cleantext [^`]+)`", README)]
    assert any(words[1] == "evaluate" for words in named)
    for _, *words in named:
        command = commands.get_command(context, words[0] if words[0] in commands.list_commands(context) else "clean")
        assert command
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        options = {word for word in words if re.fullmatch(r"--[a-z][a-z-]+|-[a-z]", word)}
        assert options - known - {"--help"} == set()


def test_the_page_on_evaluating_names_options_that_exist_and_a_pair_that_loads() -> None:
    from cleantext.cli.evaluate import evaluate
    from cleantext.evaluate.pairs import Fields, pair_of

    page = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")
    known = {option for parameter in evaluate.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", page)) <= known
    (line,) = blocks("json", page)
    assert pair_of(json.loads(line), "docs/evaluate.md", "", Fields(by=("lang",))).group == "en"


def test_the_page_on_the_report_names_all_options_there_are() -> None:
    from cleantext.cli.report import report

    table = (ROOT / "docs" / "report.md").read_text(encoding="utf-8").split("## What is in it")[0]
    options = {option for parameter in report.params for option in parameter.opts if option.startswith("--")}
    assert options - {"--quiet", "--help"} == set(re.findall(r"(?<=`)--[a-z]+(?=`)", table)) - {"--edits"}


def test_the_levels_and_categories_it_names_are_all_there_are() -> None:
    assert set(re.findall(r"^\| `(\w+)`(?: \(default\))? \|", README, re.MULTILINE)) == {
        level.name.lower() for level in Level
    }
    categories = (ROOT / "docs" / "categories.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", categories, re.MULTILINE)) == set(Category)


def test_the_pack_in_the_documentation_loads() -> None:
    pack = blocks("toml", (ROOT / "docs" / "packs.md").read_text(encoding="utf-8"))[0]
    assert parse_pack(pack, "docs/packs.md").phrases[0].rule.id == "mine/weekly-letter"
