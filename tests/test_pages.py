"""Whole pages: what goes in, and what must come out, byte for byte."""

from pathlib import Path

import pytest

from cleantext import clean

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "fixtures" / "pages").glob("*.in.txt"))
EXAMPLES = ROOT.parent / "shared" / "examples"  # present where the project is developed, not where it is used
# Headings, headlines and the headers of comments have no full stop: on one line nobody could tell where they end.
LINES_MATTER = {"river-bridge.in", "mill-blog.in", "tide-release.in", "salt-works.in"}
# Nor where headlines, captions and labels end; but nothing of the text goes.
PIECES = [
    *("ferry-crossing", "clock-tower", "stamp-court", "de-schlachthof", "fr-lenteur", "es-novelista", "pl-mlyn"),
    *("sv-fjallbutik", "ru-dacha", "zh-youdiyuan"),
]
LINES_MATTER |= {f"{name}.in" for name in PIECES}
PAIRS = [(path, path.with_name(path.name.replace(".in.", ".out."))) for path in PAGES]
if EXAMPLES.is_dir():
    PAIRS.append((EXAMPLES / "independent.txt", EXAMPLES / "independent.expected.txt"))

# Other outlets, agencies and captions: what decides must not be a name.
OTHER_NAMES = {
    "The Harbour Post": "The Daily Lantern",
    "The Independent": "The Evening Chronicle",
    "AFP via Getty Images": "EPA/Shutterstock",
    "AFP/Getty": "PA Wire",
    "( Reuters )": "( Anadolu Agency )",
    "( AP )": "( dpa )",
    "( White House )": "( Ministry of Works )",
    "( Islands Government )": "( Lotte Brandt )",
    "gallery First Minister Edda Lund (R) walks": "gallery A crowd of pensioners waits",
    "gallery Donald Trump views gifts": "gallery Children wave small flags and admire gifts",
}


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def flattened(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=PAIRS, ids=lambda pair: pair[0].stem)
def page(request: pytest.FixtureRequest) -> tuple[str, str]:
    return read(request.param[0]), read(request.param[1])


@pytest.fixture(params=[pair for pair in PAIRS if pair[0].stem not in LINES_MATTER], ids=lambda pair: pair[0].stem)
def story(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A page whose residue can be told from its text without line breaks."""
    return read(request.param[0]), read(request.param[1])


def test_a_page_is_cleaned(page: tuple[str, str]) -> None:
    text, expected = page
    assert clean(text) == expected


def test_a_page_on_one_line_is_cleaned(story: tuple[str, str]) -> None:
    text, expected = story
    assert clean(flattened(text)) == flattened(expected)


def test_a_page_on_one_line_keeps_its_text_where_lines_were_what_told_residue(tmp_path: Path) -> None:
    pages = ROOT / "fixtures" / "pages"
    text = flattened(read(pages / "river-bridge.in.txt"))
    for sentence in (
        "Engineers found a second crack",
        "who leads the repairs",
        "The bridge at Wexcombe will stay closed",
    ):
        assert sentence in clean(text)


@pytest.mark.parametrize("name", PIECES)
def test_a_page_on_one_line_keeps_every_paragraph(name: str) -> None:
    pages = ROOT / "fixtures" / "pages"
    left = clean(flattened(read(pages / f"{name}.in.txt")))
    lost = [line for line in read(pages / f"{name}.out.txt").splitlines() if flattened(line) not in left]
    assert lost == []


def test_a_page_with_one_line_break_between_paragraphs_is_cleaned(page: tuple[str, str]) -> None:
    text, expected = page
    assert clean(text.replace("\n\n", "\n")) == expected.replace("\n\n", "\n")


def test_a_page_with_other_line_endings_is_cleaned(page: tuple[str, str]) -> None:
    text, expected = page
    assert clean(text.replace("\n", "\r\n")) == expected.replace("\n", "\r\n")


def test_a_page_of_another_outlet_is_cleaned(story: tuple[str, str]) -> None:
    text, expected = story
    for name, other in OTHER_NAMES.items():
        text = text.replace(name, other)
    assert clean(text) == expected
    assert clean(flattened(text)) == flattened(expected)


def test_cleaning_again_changes_nothing(page: tuple[str, str]) -> None:
    _, expected = page
    assert clean(expected) == expected


@pytest.mark.parametrize("in_lines", [True, False])
def test_a_text_that_stands_on_its_page_twice_is_left_once(*, in_lines: bool) -> None:
    text = read(ROOT / "fixtures" / "prose" / "obituary-reporter.txt").strip()
    text = text if in_lines else flattened(text)
    left = clean(f"{text}\n{text}" if in_lines else f"{text} {text}")
    words = len(text.split())
    assert left.startswith(text)
    assert len(left.split()) < 1.1 * words
