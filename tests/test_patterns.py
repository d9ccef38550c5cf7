"""What patterns compile to is kept, matches the same, and is never believed when it does not fit."""

import marshal
import re
from array import array
from pathlib import Path

import pytest

from cleantext.engine import cache, patterns
from cleantext.packs import ready_packs

SOURCE = r"(?i)read (?P<what>more|on)[:!]? ?(\w+)"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own; and nothing compiled yet."""
    monkeypatch.setenv("CLEANTEXT_CACHE", str(tmp_path))
    _start_anew()
    yield tmp_path
    _start_anew()


def _start_anew() -> None:
    patterns._new.clear()
    patterns._kept.cache_clear()
    patterns.compiled.cache_clear()


def test_what_is_kept_matches_as_what_re_compiles() -> None:
    sources = [phrase.pattern for pack in ready_packs() for phrase in pack.phrases if phrase.pattern][::40]
    texts = [phrase.rule.why for pack in ready_packs() for phrase in pack.phrases]
    sources.append(SOURCE)
    for source in sources:
        patterns.compiled(source)
    patterns.keep_compiled()
    _start_anew()
    for source in sources:
        again = patterns.compiled(source)
        assert not patterns._new
        if isinstance(again, re.Pattern):
            assert (again.pattern, again.flags, again.groups, again.groupindex) == (
                source,
                (plain := re.compile(source)).flags,
                plain.groups,
                plain.groupindex,
            )
            assert [again.findall(text) for text in texts] == [plain.findall(text) for text in texts]


def test_flags_are_part_of_the_name() -> None:
    assert patterns.compiled("a", re.IGNORECASE).match("A")
    assert not patterns.compiled("a").match("A")
    patterns.keep_compiled()
    _start_anew()
    assert patterns.compiled("a", re.IGNORECASE).match("A")
    assert not patterns.compiled("a").match("A")
    assert not patterns._new


@pytest.mark.parametrize("damage", [b"", b"\xff" * 400], ids=["empty", "other"])
def test_code_that_is_none_is_compiled_anew(damage: bytes) -> None:
    patterns.compiled(SOURCE)
    ((name, good),) = patterns._new.items()
    source, given, (flags, _, groups, named) = marshal.loads(good)
    for code in (damage, patterns.compress(damage)):
        bad = marshal.dumps((source, given, (flags, code, groups, named)))
        cache.keep("patterns", patterns._KEY, array("I", [name]).tobytes(), [bad])
        _start_anew()
        assert patterns.compiled(SOURCE).fullmatch("READ MORE: mills")
        assert patterns._new


def test_code_that_is_damaged_on_the_disk_is_compiled_anew(own_folder: Path) -> None:
    for source in (SOURCE, "a"):
        patterns.compiled(source)
    patterns.keep_compiled()
    (path,) = own_folder.iterdir()
    data = path.read_bytes()
    path.write_bytes(data[:-3] + b"\xff\xff\xff")
    _start_anew()
    assert patterns.compiled(SOURCE).fullmatch("READ MORE: mills")
    assert not patterns._new
    assert patterns.compiled("a").fullmatch("a")
    assert patterns._new


def test_few_new_ones_among_many_are_not_worth_writing(own_folder: Path) -> None:
    for number in range(100):
        patterns.compiled(f"a{number}")
    patterns.keep_compiled()
    (path,) = own_folder.iterdir()
    before = path.read_bytes()
    patterns.compiled("b")
    patterns.keep_compiled()
    assert path.read_bytes() == before
    for number in range(10):
        patterns.compiled(f"b{number}")
    patterns.keep_compiled()
    assert path.read_bytes() != before


def test_a_wrong_pattern_is_refused_as_re_does() -> None:
    with pytest.raises(re.error):
        patterns.compiled("(")


def test_without_pythons_private_way_patterns_are_compiled_as_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_KEY", b"")
    assert patterns.compiled(SOURCE).fullmatch("read on fire")
    patterns.keep_compiled()
    assert not patterns._new
