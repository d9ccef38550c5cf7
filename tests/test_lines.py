"""Single lines, language by language: no trap is touched, and no less residue goes than on the day of the floors.

`python benchmarks/lines.py LANGUAGE --missed` says what stays; `--pin` makes today's shares the floors.
"""

import json
from pathlib import Path

import pytest
from lines import FLOORS, entries, languages, recall, touched

FOUND = languages()


@pytest.mark.parametrize("path", FOUND.values(), ids=FOUND)
def test_no_trap_is_touched(path: Path) -> None:
    assert list(touched(entries(path))) == []


@pytest.mark.parametrize("name", FOUND)
def test_recall_does_not_fall(name: str) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert name in floors, "pin its floor: python benchmarks/lines.py --pin"
    floor = floors[name]
    shares = recall(entries(FOUND[name]))
    assert shares.alone >= floor["alone"]
    assert shares.between >= floor["between"]


def test_every_list_has_lines_and_traps() -> None:
    for path in FOUND.values():
        traps = {entry.is_trap for entry in entries(path)}
        assert traps == {True, False}, path


def test_a_list_says_what_goes_and_what_stays(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(
        '[[line]]\ncategory = "ad"\ntext = "It rained. [[Advertisement]]"\n'
        '[[line]]\ncategory = "keep"\ntext = "Rain."\n',
        encoding="utf-8",
    )
    assert [(entry.text, entry.rest, entry.is_trap) for entry in entries(path)] == [
        ("It rained. Advertisement", "It rained. ", False),
        ("Rain.", "Rain.", True),
    ]
