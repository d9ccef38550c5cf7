"""Both ways of finding anchors give the same hits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.engine.anchors import AnchorIndex, aho_corasick_scanner, trie_scanner
from cleantext.engine.document import Document
from cleantext.packs import builtin_packs

ANCHORS = sorted({anchor for pack in builtin_packs() for phrase in pack.phrases for anchor in phrase.anchors})
FAST, PLAIN = AnchorIndex(ANCHORS, aho_corasick_scanner), AnchorIndex(ANCHORS, trie_scanner)
PIECES = st.one_of(
    st.sampled_from(ANCHORS), st.text(max_size=5), st.sampled_from([" ", ".", "\n", "a", "İ", "ß", "続"])
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_automaton_and_the_standard_library_agree(text: str) -> None:
    lowered = Document(text).lowered
    assert list(FAST.hits(lowered)) == list(PLAIN.hits(lowered))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab ", min_size=1, max_size=4), max_size=6), st.text("ab c", max_size=20))
def test_they_agree_on_anchors_that_overlap(anchors: list[str], text: str) -> None:
    given_anchors = [anchor for anchor in anchors if anchor == anchor.strip()]
    fast, plain = AnchorIndex(given_anchors, aho_corasick_scanner), AnchorIndex(given_anchors, trie_scanner)
    assert list(fast.hits(text)) == list(plain.hits(text))
