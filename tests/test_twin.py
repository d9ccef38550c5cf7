"""Without the automaton's library, the same edits."""

from pathlib import Path

import pytest

from cleantext import Cleaner
from cleantext.engine import anchors
from cleantext.engine.scanners import fastest_scanner, trie_scanner
from cleantext.packs import builtin_packs

FIXTURES = Path(__file__).parent.parent / "fixtures"


def test_the_standard_library_alone_makes_the_same_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.rglob("*.txt"))]
    examples = [text for pack in builtin_packs() for rule in pack.rules for text in rule.removes[:1]]
    texts += ["\n\n".join(examples[at : at + 10]) for at in range(0, len(examples), 10)]
    assert fastest_scanner() is not trie_scanner  # else the two are one
    cleaner = Cleaner(level="deep")
    fast = [cleaner.clean(text).edits for text in texts]
    monkeypatch.setattr(anchors, "fastest_scanner", lambda: trie_scanner)
    cleaner = Cleaner(level="deep")
    assert [cleaner.clean(text).edits for text in texts] == fast
    assert sum(map(len, fast)) > 500
