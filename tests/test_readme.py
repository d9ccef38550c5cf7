"""The README tells the truth: its examples run, its page is cleaned as it shows, its tables name what exists."""

import doctest
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
    from cleantext.cli.clean import clean as command

    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    named = set(
        re.findall(r"(?<![\w-])(--[a-z][a-z-]+|-[a-z])(?![\w-])", " ".join(re.findall(r"`(cleantext [^`]+)`", README)))
    )
    assert named - known - {"--help"} == set()


def test_the_levels_and_categories_it_names_are_all_there_are() -> None:
    assert set(re.findall(r"^\| `(\w+)`(?: \(default\))? \|", README, re.MULTILINE)) == {
        level.name.lower() for level in Level
    }
    categories = (ROOT / "docs" / "categories.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", categories, re.MULTILINE)) == set(Category)


def test_the_pack_in_the_documentation_loads() -> None:
    pack = blocks("toml", (ROOT / "docs" / "packs.md").read_text(encoding="utf-8"))[0]
    assert parse_pack(pack, "docs/packs.md").phrases[0].rule.id == "mine/weekly-letter"
