"""Openings: no pattern matches where none of them stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Document
from cleantext.engine.openings import BETWEEN, opening
from cleantext.engine.patterns import compiled
from cleantext.engine.phrases import Phrase
from cleantext.packs import builtin_packs

PHRASES = [phrase for pack in builtin_packs() for phrase in pack.phrases if phrase.pattern]
PATTERNS = [
    r"(?i)\b(?:read|see) (?:more|also)",
    r"[^\n]{0,9}read more",
    r"(?:\d{1,2} ?of ?)?\d+ photos?",
    r"(?i:Σ|ſ|K|I)x?",
    r"(?:a|b){0,2}c|d(?=e)",
    r"(?i)[À-Þ][a-z]*?:",
    r"(?:(?:x|y)[^\n]z|w){2,3}",
    r"^(?m: *)(?P<mark>[*#])(?P=mark)",
    r"a*+b?(?>c|cd)e{0}f",
]


def check(pattern: str, text: str) -> int:
    """How many matches of `pattern` there are in `text`; each must begin with its opening, or hold it."""
    document, known, count = Document(text), opening(pattern), 0
    for match in compiled(pattern).finditer(document.folded):
        if match.end() == match.start():
            assert not known.texts
            continue
        count += 1
        matched = document.openable[match.start() : match.end()]
        assert known.stands_in(matched)
        if known.first:
            assert any(map(matched.startswith, known.texts))
            assert match.start() in known.starts(document.openable, 0, len(text))
    return count


def test_the_built_in_patterns_match_where_they_can_begin() -> None:
    matches = known = 0
    for phrase in PHRASES:
        known += bool(opening(phrase.pattern).texts)
        for example in (*phrase.rule.removes, *phrase.rule.keeps):
            for text in (example, example.upper(), example.lower()):
                matches += check(phrase.pattern, text.replace("[[", "").replace("]]", ""))
    assert matches > 5000  # else little has been tried
    assert known > 0.95 * len(PHRASES)  # else they save little


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=150, deadline=None)
@given(text=st.text("abcdefxyzwσςΣſsKkiİıIà:*# 12٣ofphREADreadmorsl\n", max_size=40))
def test_so_do_others(pattern: str, text: str) -> None:
    check(pattern, text)


def test_what_cannot_be_read_has_none() -> None:
    for pattern in (r"\p{Lu}\w+", r"\w+", r"(?:a)?", r"."):
        assert not opening(pattern).texts
        assert opening(pattern).stands_in("")


def test_a_phrase_remembers_its_own() -> None:
    from cleantext.packs import ready_packs

    for pack in ready_packs():
        for phrase in pack.phrases:
            assert isinstance(phrase, Phrase)
            assert phrase.opens is not None
            known = opening(phrase.pattern)
            texts, first = phrase.opens
            assert (frozenset(filter(None, texts.split(BETWEEN))), first) == (known.texts, known.first)
