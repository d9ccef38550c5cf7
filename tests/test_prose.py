"""Clean writing comes out as it went in, at every level that leaves raw dumps aside."""

from pathlib import Path

import pytest

from cleantext import Cleaner

PROSE = sorted((Path(__file__).parent.parent / "fixtures" / "prose").glob("*.txt"))

# On one line the short last sentences of some look like the end of a page; code, tables and settings have no sentences.
NEED_LINES = {
    *("email-thread-newsletter", "readme-bannerless"),
    *("code-footer-rules.py", "table-newsletter-signups.csv", "config-newsroom-site"),
}


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
@pytest.mark.parametrize("level", ["light", "standard"])
def test_clean_writing_is_untouched(path: Path, level: str) -> None:
    text = path.read_bytes().decode("utf-8")
    result = Cleaner(level=level).clean(text)
    assert [(edit.rule, text[edit.start : edit.end]) for edit in result.edits] == []
    assert result.text == text


@pytest.mark.parametrize("path", [path for path in PROSE if path.stem not in NEED_LINES], ids=lambda path: path.stem)
def test_clean_writing_on_one_line_is_untouched(path: Path) -> None:
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert [(edit.rule, text[edit.start : edit.end]) for edit in Cleaner().clean(text).edits] == []
