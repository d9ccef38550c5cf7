"""The quality benchmark: figures that fell are told, and floors are not lowered unless somebody says so."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAIRS = ROOT / "fixtures" / "labelled" / "pairs.jsonl"


@pytest.fixture
def quality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import quality

    monkeypatch.setattr(quality, "FLOORS", tmp_path / "floors.json")
    return quality


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus" / "dev").mkdir(parents=True)
    (tmp_path / "corpus" / "dev" / "hand.jsonl.gz").write_bytes(gzip.compress(PAIRS.read_bytes()))
    return tmp_path / "corpus"


def run(quality: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["quality.py", *map(str, arguments)])
    return quality.main()


def change(quality: ModuleType, row: str, figure: str, by: float) -> None:
    floors = json.loads(quality.FLOORS.read_text())
    floors["rows"][row][figure] += by
    quality.FLOORS.write_text(json.dumps(floors))


def test_floors(
    quality: ModuleType, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(quality, monkeypatch, corpus, "--pin", "--by", "lang") == 0
    said = capsys.readouterr().out
    # The same pages also flat, and the gold texts; `blocks` holds two languages, `dump` one.
    assert [line.split("  ")[0] for line in said.split("\n\n")[0].split("\n")] == [
        f"hand/{row}"
        for row in (
            "blocks light",
            "blocks standard",
            "dump light",
            "dump standard",
            "flat light",
            "flat standard",
            "gold light",
            "gold standard",
        )
    ]
    assert "\nhand/blocks standard, by lang:\nde  " in said
    assert "dump standard, by lang" not in said
    floors = json.loads(quality.FLOORS.read_text())
    assert floors["rows"]["hand/gold standard"] == {"f1": 1.0, "lost": 0.0}
    assert run(quality, monkeypatch, corpus, "--check") == 0

    change(quality, "hand/blocks standard", "f1", 0.0004)  # within the slack of a check, but not to be pinned
    assert run(quality, monkeypatch, corpus, "--check") == 0
    assert run(quality, monkeypatch, corpus, "--pin") == 1
    change(quality, "hand/blocks standard", "f1", 0.01)
    capsys.readouterr()
    assert run(quality, monkeypatch, corpus) == 0
    assert run(quality, monkeypatch, corpus, "--check") == 1
    assert capsys.readouterr().err.count("fallen: hand/blocks standard: F1 ") == 2
    kept = quality.FLOORS.read_text()
    assert run(quality, monkeypatch, corpus, "--pin") == 1
    assert quality.FLOORS.read_text() == kept
    assert run(quality, monkeypatch, corpus, "--pin", "--lower") == 0
    assert json.loads(quality.FLOORS.read_text()) == floors


def test_a_row_that_is_gone_has_fallen(quality: ModuleType) -> None:
    assert quality.fallen({}, {"hand/gold light": {"f1": 1.0, "lost": 0.0}}, 0.1) == [
        "hand/gold light: not measured any more"
    ]


def test_floors_of_another_corpus_are_neither_checked_nor_replaced(
    quality: ModuleType, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quality.FLOORS.write_text('{"corpus": "another", "rows": {"a/b light": {"f1": 1.0, "lost": 0.0}}}')
    assert run(quality, monkeypatch, corpus, "--check") == 0
    assert run(quality, monkeypatch, corpus, "--pin") == 1
    assert json.loads(quality.FLOORS.read_text())["corpus"] == "another"
    assert "of another corpus" in capsys.readouterr().err
