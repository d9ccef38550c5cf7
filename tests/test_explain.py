"""Explain: every removed character has a rule and a reason, and what only just stayed says why."""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from cleantext import Cleaner
from cleantext.engine.near import NearMisses
from cleantext.engine.pack import parse_pack
from cleantext.report.annotated import draw_explanation, draw_place
from cleantext.report.console import make_console
from cleantext.report.explained import Explanation, as_data, at
from test_promises import LEVELS, TEXTS, cleaner

APPEAL = "Support our journalism from £2 a month."
PAGES = sorted((Path(__file__).parent.parent / "fixtures").rglob("*.txt"))


@cache
def near(level: str) -> NearMisses:
    return NearMisses(cleaner(level))


def explained(text: str, used: Cleaner) -> Explanation:
    result = used.clean(text)
    return Explanation("a.txt", 0, result, used.rules, NearMisses(used).of(result))


def drawn(explanation: Explanation, color: str = "never") -> str:
    screen = StringIO()
    draw_explanation(explanation, make_console(color, screen))
    return screen.getvalue()


def all_is_accounted_for(text: str, explanation: Explanation) -> None:
    data = as_data(explanation)
    gone = [position for each in data["removals"] for position in range(each["start"], each["end"])]
    left = [position for position in range(len(text)) if position not in set(gone)]
    assert "".join(text[position] for position in left) == explanation.result.text
    assert len(gone) == len(set(gone))
    for each in data["removals"]:
        assert each["text"] == text[each["start"] : each["end"]]
        assert explanation.rules[each["rule"]].why == each["why"] != ""
        assert each["evidence"]


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_every_removed_character_has_a_rule_and_a_reason(level: str, text: str) -> None:
    result = cleaner(level).clean(text)
    explanation = Explanation("a.txt", 0, result, cleaner(level).rules, near(level).of(result))
    all_is_accounted_for(text, explanation)
    for each in explanation.near or ():
        assert each.stayed
        # What stayed has something in it that is still there.
        assert any(
            character.strip() and not any(edit.start <= each.start + index < edit.end for edit in result.edits)
            for index, character in enumerate(text[each.start : each.end])
        )
    drawn(explanation)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_on_pages(path: Path, level: str) -> None:
    text = path.read_text(encoding="utf-8")
    result = cleaner(level).clean(text)
    explanation = Explanation("a.txt", 0, result, cleaner(level).rules)
    all_is_accounted_for(text, explanation)
    shown = drawn(explanation)
    for edit in result.edits:
        assert edit.rule in shown
        for word in text[edit.start : edit.end].split():
            assert len(word) > 20 or word in shown


FIXED = f"A mill.\n\n{APPEAL}\n\nBack to top\n\nIt burned down in May, and nobody knew why it had."

MINE = parse_pack(
    """
    [pack]
    name = "mine"
    [[rule]]
    id = "goose"
    category = "promo"
    level = "light"
    anchors = ["follow the goose"]
    at = "sentence"
    longest = 60
    unless = "said"
    why = "The slogan of the site."
    removes = ["Follow the Goose for daily news."]
    keeps = ["They let the goose lead them."]
    """,
    "mine.toml",
)
GOOSE = {"packs": [MINE], "select": ["mine/*"]}

# settings, text, what stayed (None: whatever), why
NEAR = [
    ("protected", {"protect": ["from £2"]}, FIXED, APPEAL, "protected: “from £2”"),
    ("pattern", {"protect_patterns": [r"£\d"]}, FIXED, APPEAL, "protected: “£\\d”"),
    ("kept", {"keep": ["appeal"]}, FIXED, APPEAL, "the category appeal is kept"),
    ("only", {"only": ["ad", "nav"]}, FIXED, APPEAL, "only ad, nav is removed"),
    (
        "ignored",
        {"ignore": ["en/support-*", "prompts/*"]},
        FIXED,
        APPEAL,
        "the rule is not applied: ignored, or not selected",
    ),
    ("lang", {"lang": ["de"]}, f"A mill.\n\n{APPEAL}", APPEAL, "only the packs of de are used"),
    ("level", {"level": "light"}, "A mill.\n\nPhoto: Peter Marsh", "Photo: Peter Marsh", "goes at level standard"),
    ("exception", GOOSE, "A mill. Follow the Goose, he said.", "Follow the Goose, he said.", "an exception: “said”"),
    ("begins", GOOSE, "They follow the goose.", "They follow the goose.", "does not begin the sentence"),
    (
        "too-long",
        GOOSE,
        f"Follow the Goose and {'read of the mill and ' * 4}sleep.",
        None,
        "too long: 111 characters, and at most 60 may go",
    ),
    (
        "points",
        {},
        "Our small team works hard to bring you stories that nobody covers. Your contribution keeps us going.",
        None,
        "points: 6.0 would do",
    ),
]


@pytest.mark.parametrize(("chosen", "text", "span", "why"), [row[1:] for row in NEAR], ids=[row[0] for row in NEAR])
def test_what_only_just_stayed(chosen: dict[str, Any], text: str, span: str | None, why: str) -> None:
    found = explained(text, Cleaner(**chosen)).near or ()
    assert any(each.stayed.endswith(why) for each in found), found
    (each,) = (each for each in found if each.stayed.endswith(why))
    assert span is None or text[each.start : each.end].strip() == span


def test_a_veto_is_a_reason() -> None:
    text = "\n".join(["Photo: Peter Marsh"] * 60)
    used = Cleaner(select=["captions/*"])
    explanation = explained(text, used)
    assert explanation.result.vetoes and not explanation.result.edits
    assert {each.stayed for each in explanation.near or ()} == set(explanation.result.vetoes)
    assert explanation.result.vetoes[0] in drawn(explanation)


def test_why_here() -> None:
    explanation = explained(FIXED, Cleaner(keep=["nav"]))
    assert [edit.category for edit in at(explanation, (3, None)).result.edits] == ["appeal"]
    assert [each.stayed for each in at(explanation, (5, 3)).near or ()] == ["the category nav is kept"]
    for place, said in [((3, None), "removed"), ((3, 5), "removed"), ((1, None), "kept"), ((2, None), "blank")]:
        screen = StringIO()
        draw_place(explanation, place, make_console("never", screen))
        assert screen.getvalue().split("\n")[0].endswith(f"  {said}")


def test_the_text_cannot_drive_the_terminal() -> None:
    text = f"\x1b[2JA mill [bold]burned[/bold].\n\n{APPEAL[:-1]} \x1b]0;x\x07."
    shown = drawn(explained(text, Cleaner()), "always")
    assert "\x1b[2J" not in shown
    assert "\x1b]0;" not in shown
    assert "[bold]" in shown


def test_the_page_on_it_names_every_key() -> None:
    page = (Path(__file__).parent.parent / "docs" / "explain.md").read_text(encoding="utf-8")
    document, removal = (
        set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", table, re.MULTILINE))))
        for table in page.split("| key")[1:]
    )
    data = as_data(explained(FIXED, Cleaner(keep=["nav"])))
    assert document == {*data, "line"}
    assert removal == data["removals"][0].keys()
    assert data["near"][0].keys() == removal - {"before", "behind"} | {"stayed"}
