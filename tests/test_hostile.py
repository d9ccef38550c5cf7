"""Time on hostile text, as a multiple of what ordinary text of the same size takes in the same run."""

import time
from functools import cache
from pathlib import Path

import pytest

from cleantext import Cleaner
from cleantext.engine.document import lower
from cleantext.heuristics import contents
from cleantext.packs import builtin_packs

SIZE = 20_000  # code points
MOST = 20  # times the time of ordinary text
FIXTURES = Path(__file__).parent.parent / "fixtures"
ANCHORS = sorted(
    {anchor.removesuffix("*") for pack in builtin_packs() for phrase in pack.phrases for anchor in phrase.anchors}
)
UNITS = {
    "one line": "The old mill burned down on a windy night in March, and nobody slept. ",
    "brackets": "(",
    "closed brackets": "[)",
    "full stops": "a.",
    "sentences": "A. ",
    "anchors": " ".join(ANCHORS) + " ",
    "lines of anchors": "\n".join(ANCHORS) + "\n",
    "nested quotes": "“‘\"'",
    "nothing wide": "\u200b",
    "words of nothing wide": "a\u200bb ",
    "rights": "© A ",
    "credits": "Photo: Jane Doe ",
    "links": "Read more: ",
    "appeals": "Please support us. ",
    "bullets": "• ",
    "dashes": "-",
    "line breaks": "\n",
    "short lines": "A\n",
    "counts": "1 of 2 ",
    "brackets and quotes": '(["',
    "links in Markdown": "[Read more](https://mill.example/) ",
    "links in links": "[[a](/b) ",
    "images without an end": "[![a](/b",
    "images beside words": "* [![a](/b)](c) d\n",
    "links of paragraphs": "[\n\na\n\n](/b)",
    "underlined headings": "a\n---\n\n",
    "emphasis": "*a* ",
    "emphasis without an end": "**a _b ",
    "escapes": "\\*",
}


@cache
def cleaner() -> Cleaner:
    return Cleaner(level="deep")


def filled(unit: str, size: int = SIZE) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def seconds(text: str) -> float:
    """The better of two: whatever else the machine does comes on top."""
    times = []
    for _ in range(2):
        start = time.process_time()
        cleaner().clean(text)
        times.append(time.process_time() - start)
    return min(times)


@cache
def ordinary() -> float:
    prose = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "prose").glob("*.txt"))]
    assert prose
    return seconds(filled("\n\n".join(prose)))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_hostile_text_takes_no_more_than_some_times_as_long(unit: str) -> None:
    cleaner().clean(filled(unit, 2 * len(unit)))  # patterns are compiled when first needed
    assert seconds(filled(unit)) <= MOST * ordinary()


def test_time_grows_as_the_text_does() -> None:
    for unit in ("© A ", "Read more: ", "Photo: Jane Doe "):
        assert seconds(filled(unit, 2 * SIZE)) <= 3 * seconds(filled(unit))


def test_a_label_does_not_have_its_whole_line_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counting(text: str) -> str:
        read.append(len(text))
        return lower(text)

    monkeypatch.setattr(contents, "lower", counting)
    text = "In this article: " * 1_000
    cleaner().clean(text)
    assert sum(read) <= len(text)
