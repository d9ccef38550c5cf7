"""Settings: defaults, then the nearest config file, then flags; and nothing that is not a setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext.cli.settings import NAMES, Settings, find_config, read_config, settle
from cleantext.engine.errors import CleantextError


def test_flags_over_config_over_defaults() -> None:
    config = {"level": "deep", "keep": ("bio", "caption"), "jobs": 3}
    flags = {"level": "light", "keep": (), "jobs": None, "only": ("ad",), "diff": True}
    assert settle(config, flags) == Settings(level="light", keep=("bio", "caption"), jobs=3, only=("ad",))
    assert settle({}, {}) == Settings()


def test_what_is_protected_adds_up() -> None:
    config = {"protect": ("a",), "keep": ("bio",)}
    flags = {"protect": ("b",), "protect_pattern": ("c",), "keep": ("ad",)}
    assert settle(config, flags) == Settings(protect=("a", "b"), protect_pattern=("c",), keep=("ad",))


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "cleantext.toml").write_text("")
    assert find_config(inner) == tmp_path / "cleantext.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'cleantext-user'")
    assert find_config(inner) == tmp_path / "cleantext.toml"  # that one says nothing to us
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.cleantext]")
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"
    (tmp_path / "a" / ".cleantext.toml").write_text("")
    assert find_config(inner) == tmp_path / "a" / ".cleantext.toml"
    (tmp_path / "a" / "cleantext.toml").write_text("")
    assert find_config(inner) == tmp_path / "a" / "cleantext.toml"


def test_somebody_elses_mistake_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other")
    assert find_config(tmp_path) != tmp_path / "pyproject.toml"


def test_every_setting_can_be_configured(tmp_path: Path) -> None:
    path = tmp_path / "cleantext.toml"
    path.write_text(
        """
        level = "deep"
        lang = ["en"]
        only = ["ad"]
        keep = ["bio"]
        select = ["en/*"]
        ignore = ["de/x"]
        pack = ["packs/mine.toml"]
        include = ["*.csv"]
        exclude = ["old/"]
        encoding = "latin-1"
        field = "body"
        jobs = 2
        [protect]
        phrases = ["Mill Gazette"]
        patterns = ["§ ?[0-9]+"]
        """
    )
    config = read_config(path)
    assert set(config) == set(NAMES)
    assert (config["protect"], config["protect_pattern"]) == (("Mill Gazette",), ("§ ?[0-9]+",))
    assert config["pack"] == (str(tmp_path / "packs" / "mine.toml"),)
    assert config["only"] == ("ad",)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("levle = 'deep'", "unknown key 'levle' (did you mean level?)"),
        ("diff = true", "unknown key 'diff' (one of: "),
        ("level = 3", "level is a text"),
        ("level = ''", "level is a text"),
        ("keep = 'bio'", "keep is a list of texts"),
        ("keep = [1]", "keep is a list of texts"),
        ("jobs = 0", "jobs is a number from 1"),
        ("jobs = true", "jobs is a number from 1"),
        ("jobs = '2'", "jobs is a number from 1"),
        ("level =", "not TOML: "),
        ("protect = ['x']", "protect is a table with phrases and patterns"),
        ("protect_pattern = ['x']", "unknown key 'protect_pattern' (did you mean protect?)"),
        ("[protect]\nphrase = ['x']", "[protect]: unknown key 'phrase' (did you mean phrases?)"),
        ("[protect]\nphrases = 'x'", "protect.phrases is a list of texts"),
    ],
)
def test_what_is_no_setting_is_refused(toml: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "cleantext.toml"
    path.write_text(toml)
    with pytest.raises(CleantextError) as error:
        read_config(path)
    assert str(error.value).startswith(f"{path}: {said}")
    assert "\n" not in str(error.value)


def test_a_config_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "cleantext.toml"
    path.write_bytes(b"level = '\xff'")
    with pytest.raises(CleantextError, match="not UTF-8 at byte 9"):
        read_config(path)


@pytest.mark.parametrize("toml", ["[tool]\nname = 'cleantext'", "[tool]\ncleantext = 1"])
def test_a_pyproject_that_is_asked_for_needs_the_table(toml: str, tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(toml)
    with pytest.raises(CleantextError, match=r"\[?tool\.cleantext"):
        read_config(path)
