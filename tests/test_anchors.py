"""Both ways of finding anchors give the hits that there are."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.engine.anchor_table import AnchorTable
from cleantext.engine.anchors import AnchorIndex, Hit
from cleantext.engine.document import Document
from cleantext.engine.scanners import aho_corasick_scanner, trie_scanner
from cleantext.engine.sentences import is_unspaced
from cleantext.packs import builtin_packs

ANCHORS = sorted({anchor for pack in builtin_packs() for phrase in pack.phrases for anchor in phrase.anchors})
FAST, PLAIN = AnchorIndex(ANCHORS, scanner=aho_corasick_scanner), AnchorIndex(ANCHORS, scanner=trie_scanner)
EARLY = AnchorIndex(ANCHORS)
PIECES = st.one_of(
    st.sampled_from(ANCHORS), st.text(max_size=5), st.sampled_from([" ", ".", "\n", "?", "_", "a", "İ", "ß", "é", "続"])
)


def letters_meet(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum() and not is_unspaced(before) and not is_unspaced(after)


def one_by_one(anchors: Iterable[str], lowered: str) -> list[Hit]:
    """What an anchor index is to find, in the slowest way."""
    hits = []
    for anchor in set(anchors):
        literal = anchor.removesuffix("*")
        for start in range(len(lowered)):
            end = start + len(literal)
            if not lowered.startswith(literal, start):
                continue
            if start and letters_meet(lowered[start - 1], lowered[start]):
                continue
            if anchor == literal and end < len(lowered) and letters_meet(lowered[end - 1], lowered[end]):
                continue
            hits.append(Hit(start, end, anchor))
    return sorted(hits)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_automaton_and_the_standard_library_agree(text: str) -> None:
    lowered = Document(text).lowered
    assert FAST.hits(lowered) == PLAIN.hits(lowered)
    assert EARLY.as_hits(EARLY._table.find(lowered)) == PLAIN.hits(lowered)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.text("ab -?é続", min_size=1, max_size=4), max_size=6),
    st.sampled_from(["", "*"]),
    st.text("ab -?é続_\n", max_size=20),
)
def test_they_find_what_there_is(literals: list[str], star: str, text: str) -> None:
    anchors = [literal + star for literal in literals if literal == literal.strip()]
    expected = one_by_one(anchors, text)
    assert AnchorIndex(anchors, scanner=aho_corasick_scanner).hits(text) == expected
    assert AnchorIndex(anchors, scanner=trie_scanner).hits(text) == expected
    assert AnchorIndex(anchors).hits(text) == expected


def test_half_a_surrogate_pair_is_passed_over() -> None:
    for scanner in (aho_corasick_scanner, trie_scanner):
        index = AnchorIndex(["read more", "続き"], scanner=scanner)
        assert [hit.text for hit in index.hits("\ud800 read more 続き\udfff")] == ["read more", "続き"]


def test_the_automaton_takes_over_from_the_table() -> None:
    index = AnchorIndex(["read more", "more*", "/the*", "続き"])
    text = "Nobody read more of it/there, 続き. " * 1_000
    assert len(index.hits(text)) == len(index.hits(text)) == 4_000


def test_a_table_is_the_same_when_it_is_read_again() -> None:
    table = AnchorTable.of([["read more", "follow us"], [], ["follow us"]], {"all": ANCHORS})
    again = AnchorTable(table.plain)
    assert list(again.anchors) == list(table.anchors)
    (number,) = (found for found in again.find("follow us") if again.anchor(found) == "follow us")
    assert list(again.waiting(number)) == list(table.waiting(number)) == [0, 2]
