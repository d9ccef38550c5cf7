"""rules stats: what is counted is what the side files say, and overlaps are what rules do with a removed text alone."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli.main import main

APPEAL = "Support our journalism from £2 a month."
PACK = """
[pack]
name = "mine"
[[rule]]
id = "goose"
category = "promo"
level = "light"
anchors = ["follow the goose"]
why = "The slogan of the site."
removes = ["Follow the Goose for daily news."]
keeps = ["They let the goose lead them."]
[[rule]]
id = "daily"
category = "newsletter"
level = "light"
anchors = ["daily news"]
pattern = '(?i)goose for daily news'
why = "The same slogan, from its end."
removes = ["A goose for daily news is here!"]
keeps = ["They let the goose lead them."]
[[rule]]
id = "gander"
category = "nav"
level = "deep"
anchors = ["back to the gander"]
why = "A link of the site."
removes = ["Back to the gander."]
keeps = ["They let the gander lead them."]
"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(12):
        path = tmp_path / "raw" / f"d{number % 3}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = ["A mill."]
        if number % 2:
            lines += ["Follow the Goose for daily news."] * 2
        if number % 3 == 0:
            lines.append(APPEAL)
        path.write_bytes("\n\n".join([*lines, "It burned."]).encode())
    (tmp_path / "mine.toml").write_text(PACK, encoding="utf-8")
    return tmp_path


def figures(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[dict[str, Any], str]:
    assert main(["rules", "stats", "--json", *arguments]) == 0
    out, err = capsysbinary.readouterr()
    return json.loads(out), err.decode()


def test_the_counts_are_those_of_the_run(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    chosen = ["--only", "appeal,promo,newsletter", "--pack", "mine.toml"]
    assert main([*chosen, "-q", "--check", "--edits", "edits.jsonl", "raw"]) == 1
    capsysbinary.readouterr()
    found, err = figures(capsysbinary, "--pack", "mine.toml", "edits.jsonl")
    assert err == ""
    assert (found["documents"], found["changed"]) == (12, 8)
    assert found["sources"] == {"raw/d0": 4, "raw/d1": 4, "raw/d2": 4}
    by_rule = {each["rule"]: each for each in found["rules"]}
    goose, appeal = by_rule["mine/goose"], by_rule["en/support-our-journalism"]
    assert (goose["documents"], goose["edits"], goose["category"], goose["level"]) == (6, 12, "promo", "light")
    assert goose["characters"] == 12 * len("Follow the Goose for daily news.\n\n")
    assert goose["sources"] == {f"raw/d{number}": {"documents": 2, "share": 0.5} for number in range(3)}
    assert appeal["sources"] == {"raw/d0": {"documents": 4, "share": 1.0}}
    assert sum(each["characters"] for each in by_rule.values()) == found["removed"]
    # The other slogan would have gone with each of them; the deep rule was not applied, so it did not fail to fire.
    assert goose["others"] == {"mine/daily": 12}
    assert "mine/daily" in found["never"]
    assert "mine/gander" not in found["never"]
    assert "mine/goose" not in found["never"]


def test_several_files_add_up(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for level in ("light", "deep"):
        assert main(["-q", "--check", "--level", level, "--edits", f"{level}.jsonl", "raw"]) == 1
    capsysbinary.readouterr()
    light, deep = (figures(capsysbinary, name)[0] for name in ("light.jsonl", "deep.jsonl"))
    both, _ = figures(capsysbinary, "light.jsonl", "deep.jsonl")
    for key in ("documents", "changed", "length", "removed"):
        assert both[key] == light[key] + deep[key]
    assert Counter(both["sources"]) == Counter(light["sources"]) + Counter(deep["sources"])
    assert len(both["never"]) > len(light["never"])


def test_other_rules_say_nothing_on_overlaps(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--pack", "mine.toml", "-q", "--check", "--edits", "edits.jsonl", "raw"]) == 1
    capsysbinary.readouterr()
    found, err = figures(capsysbinary, "edits.jsonl")
    assert err.startswith("cleantext: warning: edits.jsonl: made with other rules")
    assert found["never"] == []
    assert not any(each["others"] for each in found["rules"])
    assert any(each["rule"] == "mine/goose" for each in found["rules"])


def test_the_table(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["--pack", "mine.toml", "-q", "--check", "--edits", "edits.jsonl", "raw"]) == 1
    capsysbinary.readouterr()
    assert main(["rules", "stats", "--pack", "mine.toml", "edits.jsonl"]) == 0
    lines = capsysbinary.readouterr().out.decode().split("\n")
    (row,) = (line for line in lines if "mine/goose" in line and "promo" in line)
    assert row.split()[:6] == ["promo", "mine/goose", "6", "50.0%", "12", "408"]
    assert "raw/d0 50%, raw/d1 50%, raw/d2 50%" in row
    assert any("mine/goose" in line and "mine/daily 100.0%" in line for line in lines)
    assert any(line.startswith("mine: 1 of 2 rules never fired: daily") for line in lines)


def test_what_is_no_side_file(corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules", "stats", "mine.toml"]) == 2
    assert capsysbinary.readouterr() == (
        b"",
        b"cleantext: mine.toml:1: not a side file of cleantext --edits: not JSON\n",
    )
