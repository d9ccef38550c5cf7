"""Protection: what is protected stays, sentences stay whole, and the other promises hold with it."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, CleantextError
from cleantext.engine.protect import Protection
from cleantext.engine.sentences import is_unspaced
from cleantext.report.unified import runs
from test_promises import LEVELS, TEXTS, examples, is_subsequence, restored, solid

APPEAL = "Support our journalism from £2 a month."

# what is protected, before, after
CASES = [
    ("nothing", [], f"A mill. {APPEAL} It burned.", "A mill. It burned."),
    ("a-sentence-is-stopped", ["from £2"], f"A mill. {APPEAL} It burned.", f"A mill. {APPEAL} It burned."),
    ("any-case-and-space", ["FROM  £2"], f"A mill. {APPEAL} It burned.", f"A mill. {APPEAL} It burned."),
    ("word-edges", ["from £2 a mon"], f"A mill. {APPEAL} It burned.", "A mill. It burned."),
    ("elsewhere", ["burned"], f"A mill. {APPEAL} It burned.", "A mill. It burned."),
    (
        "a-stretch-loses-a-sentence",
        ["independent reporting"],
        f"A mill.\n\n{APPEAL} Please donate to support our independent reporting today. {APPEAL}\n\nIt burned.",
        "A mill.\n\nPlease donate to support our independent reporting today.\n\nIt burned.",
    ),
    (
        "across-two-sentences",
        ["month. Please"],
        f"A mill.\n\n{APPEAL} Please donate to support our independent reporting today. {APPEAL}\n\nIt burned.",
        f"A mill.\n\n{APPEAL} Please donate to support our independent reporting today.\n\nIt burned.",
    ),
    ("curly-quotes", ["don't"], "A mill.\n\nDon’t miss our newsletter: sign up now.", None),
]


@pytest.mark.parametrize(("phrases", "before", "after"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_stays(phrases: list[str], before: str, after: str | None) -> None:
    assert Cleaner(protect=phrases).clean(before).text == (before if after is None else after)


def test_a_pattern() -> None:
    text = f"A mill. {APPEAL} It burned."
    assert Cleaner(protect_patterns=[r"£\d"]).clean(text).text == text
    assert Cleaner(protect_patterns=[r"£\d{3}"]).clean(text).text != text
    assert Cleaner(protect_patterns=[r"\p{Sc}\d"]).clean(text).text == text


@pytest.mark.parametrize(("phrases", "patterns"), [((), ("(",)), ((), ("\\p{Nope}",)), ((" ",), ())])
def test_what_protects_nothing_is_refused(phrases: tuple[str, ...], patterns: tuple[str, ...]) -> None:
    with pytest.raises(CleantextError, match="protect"):
        Cleaner(protect=phrases, protect_patterns=patterns)


def test_many_claims_and_many_places_take_linear_time() -> None:
    def calls(count: int) -> int:
        """How many functions are called: the clock would say as much of what else the machine does."""
        text = f"{APPEAL}\n\nThe mill burned.\n\n{APPEAL[:-1]} and the mill.\n\n" * count
        counted = 0

        def count_call(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event.endswith("call")

        before = sys.getprofile()
        sys.setprofile(count_call)
        try:
            cleaner.clean(text)
        finally:
            sys.setprofile(before)
        return counted

    cleaner = Cleaner(protect=["mill"], select=["en/*"])
    calls(400)  # by now all is made ready
    assert calls(800) < 4.5 * calls(200)


WORDS = st.deferred(lambda: st.sampled_from(sorted({word for text in examples() for word in text.split()})))
PHRASES = st.lists(
    st.one_of(WORDS, st.tuples(WORDS, WORDS).map(" ".join), st.text(min_size=1, max_size=3).filter(str.strip)),
    min_size=1,
    max_size=4,
)
PATTERNS = st.lists(st.sampled_from([r"\d+", r"[^\W\d_]{9,}", r"\S+@\S+", r"(?s)\. .", r"\n\n\S", r"©"]), max_size=2)


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=80, deadline=None)
@example(text="###\n\n###", phrases=["!"], patterns=[r"\n\n\S"])
@given(text=TEXTS, phrases=PHRASES, patterns=PATTERNS)
def test_the_promises_hold(level: str, text: str, phrases: list[str], patterns: list[str]) -> None:
    cleaner = Cleaner(level=level, protect=phrases, protect_patterns=patterns)
    result = cleaner.clean(text)

    # What is protected stays.
    places = Protection(phrases, patterns).places(text)
    assert not [
        (place, edit) for place in places for edit in result.edits if edit.start < place.end and place.start < edit.end
    ]
    # Deletion only, accounted for, and cleaning again changes nothing.
    assert is_subsequence(solid(result.text), solid(text))
    assert restored(result) == text
    assert cleaner.clean(result.text).text == result.text
    # What is protected in the cleaned text is at least what was.
    left = Counter(place.by for place in Protection(phrases, patterns).places(result.text))
    if not patterns:
        assert all(left[by] >= count for by, count in Counter(place.by for place in places).items())


@settings(max_examples=80, deadline=None)
@given(text=TEXTS, phrases=PHRASES)
def test_words_are_not_glued(text: str, phrases: list[str]) -> None:
    result = Cleaner(level="deep", protect=phrases).clean(text)
    for run in runs(result.edits):
        start, end = run[0].start, run[-1].end
        if start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum():
            spaced = not is_unspaced(text[start - 1]) and not is_unspaced(text[end])
            assert not spaced or (text[start - 1].islower() and not text[end].islower())
