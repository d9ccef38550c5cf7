"""The promises, on texts nobody chose: residue and prose of the packs' own examples, mixed, cut and glued at random."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, Result
from cleantext.engine.edits import apply
from cleantext.engine.rules import Level
from cleantext.heuristics import heuristic_rules
from cleantext.packs import builtin_packs

LEVELS = [level.name.lower() for level in Level]


@cache
def cleaner(level: str) -> Cleaner:
    return Cleaner(level=level)


@cache
def examples() -> list[str]:
    """What the rules remove and what they keep: the likeliest texts to break a promise."""
    packs = [*builtin_packs(), heuristic_rules()]
    rules = [rule for pack in packs for rule in pack.rules]
    texts = {text for rule in rules for text in (*rule.removes, *rule.keeps)}
    return sorted(text.replace("[[", "").replace("]]", "") for text in texts)


GAPS = st.sampled_from(["", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\t", "\u00a0", " \n \n"])
MARKUP = (
    "**{}**",
    "*{}*",
    "__{}",
    "{}_",
    "[{}](https://mill.example/a_b)",
    "**[{}](/a)",
    "![{}](/a.png)",
    "\\*{}*",
    "# {}",
)
PIECES = st.one_of(
    st.deferred(lambda: st.sampled_from(examples())),
    st.deferred(lambda: st.tuples(st.sampled_from(MARKUP), st.sampled_from(examples()))).map(
        lambda pair: pair[0].format(pair[1])
    ),
    st.deferred(lambda: st.sampled_from(examples())).flatmap(
        lambda text: st.integers(0, len(text)).map(lambda cut: text[cut:])
    ),
    st.text(max_size=40),
    st.just("The mill burned down on Monday, and nobody in the village could say why it had."),
)
TEXTS = st.lists(st.tuples(PIECES, GAPS), max_size=8).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def solid(text: str) -> str:
    return "".join(text.split())


def restored(result: Result) -> str:
    """The original, from the output and what each edit removed."""
    text, shift = result.text, 0
    for edit in result.edits:
        text = text[: edit.start] + result.original[edit.start : edit.end] + text[edit.start :]
        shift += edit.end - edit.start
    return text


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_the_promises(level: str, text: str) -> None:
    result = cleaner(level).clean(text)
    rules = cleaner(level).rules

    # Deletion only, and white space only next to a removal.
    assert is_subsequence(solid(result.text), solid(text))
    assert all(edit.replacement == "" for edit in result.edits)
    # No residue, no change.
    assert result.edits or result.text == text
    # Idempotent.
    assert cleaner(level).clean(result.text).text == result.text
    # Accounted for: disjoint, in order, each by a rule that applies; the original comes back.
    position = 0
    for edit in result.edits:
        assert position <= edit.start < edit.end <= len(text)
        assert edit.rule in cleaner(level).active
        assert edit.category == rules[edit.rule].category
        position = edit.end
    assert apply(text, result.edits) == result.text
    assert restored(result) == text


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(TEXTS, min_size=2, max_size=4))
def test_pure_a_document_does_not_know_its_neighbours(texts: list[str]) -> None:
    forwards = [cleaner("deep").clean(text) for text in texts]
    backwards = [Cleaner(level="deep").clean(text) for text in reversed(texts)]
    assert forwards == backwards[::-1]


@settings(max_examples=50, deadline=None)
@given(text=TEXTS)
def test_each_level_removes_what_the_one_before_it_does(text: str) -> None:
    active = [cleaner(level).active for level in LEVELS]
    assert active[0] <= active[1] <= active[2]
