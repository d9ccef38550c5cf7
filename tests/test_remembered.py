"""Parsed packs are remembered, and never believed when they do not fit."""

import sys
from pathlib import Path

import pytest

from cleantext import packs
from cleantext.engine.anchor_table import AnchorTable
from cleantext.engine.cache import cache_folder
from cleantext.engine.lexicon import MergedLists
from cleantext.engine.pack import Pack, anchor_table, in_order, parse_pack
from cleantext.heuristics import looked_for
from cleantext.packs import _ready, builtin_packs, ready_packs, ready_phrases, ready_table
from cleantext.packs.remembered import plain_data, remembered, sources_key

TOML = """
[pack]
name = "t"
[words]
agency = ["elm press"]
[[rule]]
id = "a"
category = "ad"
level = "light"
why = "A test."
anchors = ["buy this"]
removes = ["Buy this!"]
keeps = ["Do not."]
"""


@pytest.fixture
def parses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the TOML was parsed, in a cache folder of its own."""
    monkeypatch.setenv("CLEANTEXT_CACHE", str(tmp_path))
    return []


def load(toml: str, parses: list[str]) -> tuple[Pack, ...]:
    def parse() -> tuple[Pack, ...]:
        parses.append(toml)
        return (parse_pack(toml, "t.toml"),)

    return remembered("t", sources_key({"t.toml": toml.encode()}), parse).packs


def plain(found: tuple[Pack, ...]) -> list[object]:
    return [plain_data(pack) for pack in found]


def test_the_second_time_nothing_is_parsed(parses: list[str]) -> None:
    first, again = load(TOML, parses), load(TOML, parses)
    assert len(parses) == 1
    assert plain(first) == plain(again)


def test_another_text_is_parsed_anew(parses: list[str]) -> None:
    load(TOML, parses)
    assert load(TOML.replace("buy this", "buy that"), parses)[0].phrases[0].anchors == ("buy that",)
    assert len(parses) == 2


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[:-1], lambda data: data[:40] + b"\xff" * 20])
def test_a_damaged_cache_is_written_anew(damage, parses: list[str], tmp_path: Path) -> None:
    expected = plain(load(TOML, parses))
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert plain(load(TOML, parses)) == expected
    assert plain(load(TOML, parses)) == expected
    assert len(parses) == 2


def test_the_files_are_read_only_if_one_is_not_as_it_was(parses: list[str], tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "t.toml").write_text(TOML)
    monkeypatch.setattr(packs, "_HERE", folder)
    read: list[int] = []
    monkeypatch.setattr(packs, "_sources", lambda: read.append(1) or {"t.toml": (folder / "t.toml").read_bytes()})
    key_now = packs._key.__wrapped__
    first = key_now()
    assert key_now() == first == sources_key({"t.toml": TOML.encode()})
    assert len(read) == 1
    (folder / "t.toml").write_text(TOML.replace("buy this", "buy that"))
    assert key_now() == sources_key({"t.toml": TOML.replace("buy this", "buy that").encode()})
    assert len(read) == 2
    (kept,) = tmp_path.glob("sources.*")
    kept.write_bytes(b"rubbish")
    assert key_now() != first
    assert len(read) == 3
    before = key_now()
    monkeypatch.setattr(sys.modules[remembered.__module__], "_SHAPE", b"laid out in another way")
    assert key_now() != before
    assert len(read) == 4


def test_a_cache_that_cannot_be_written_is_done_without(parses: list[str], tmp_path: Path, monkeypatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setenv("CLEANTEXT_CACHE", str(blocked))
    assert plain(load(TOML, parses)) == plain(load(TOML, parses))
    assert len(parses) == 2


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLEANTEXT_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert cache_folder() is None


def test_the_built_in_packs_survive_it(parses: list[str]) -> None:
    ordered = [phrase.rule.id for phrase in in_order(builtin_packs())]
    for _ in ("made", "found"):
        _ready.cache_clear()
        assert plain(ready_packs()) == plain(builtin_packs())
        assert [phrase.rule.id for phrase in ready_phrases()] == ordered


def test_the_table_of_anchors_is_what_would_be_made(parses: list[str]) -> None:
    names = looked_for()
    lexicon = MergedLists(builtin_packs())
    lists = {listed: lexicon[listed] for listed in lexicon.by_language(names)}
    expected = anchor_table(in_order(builtin_packs()), lists).plain
    first, again = ready_table.__wrapped__(names), ready_table.__wrapped__(names)
    assert AnchorTable(expected).plain == first.plain == again.plain
