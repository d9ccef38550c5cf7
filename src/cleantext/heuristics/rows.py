"""Rows: lines that string together the words of share buttons or of a menu, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence

_LONGEST = 200  # code points
_FEWEST = 3  # items
_WORD = compiled(r"[^\s|·•/»›>,:;&+-]+")
_LONGEST_ITEM = 4  # words


def build(lexicon: Lexicon) -> Finder:
    """Claims lines all of whose items are words of share rows (`share`) or of menus and footers (`nav`).

    A share row names at least one `platform`.
    """
    share = lexicon.get("share", frozenset())
    platforms = lexicon.get("platform", frozenset())
    nav = lexicon.get("nav", frozenset()) | share
    first_words = {item.split(" ", 1)[0] for item in nav}

    def find(document: Document, claims: Claims) -> Iterator[Claim]:  # noqa: ARG001
        for line in document.lines:
            text = line.text
            if text[-1] in ".," or len(text) > _LONGEST or ends_sentence(text):
                continue
            lowered = document.lowered[line.start : line.end]
            first = _WORD.search(lowered)
            if not first or (first[0] not in first_words and first[0].isalpha()):
                continue
            words = [word for word in _WORD.findall(lowered) if any(map(str.isalnum, word))]
            if len(words) < _FEWEST:
                continue
            if _items(words, share) >= _FEWEST - 1 and not platforms.isdisjoint(words):
                yield Claim(line.start, line.end, "rows/share", "nothing but the words of share buttons")
            elif _items(words, nav) >= _FEWEST:
                yield Claim(line.start, line.end, "rows/menu", "nothing but the words of a menu")

    return find


def _items(words: list[str], known: frozenset[str]) -> int:
    """How many items of `known`, longest first, `words` consist of; 0 if anything else is among them."""
    at = count = 0
    while at < len(words):
        for length in range(min(_LONGEST_ITEM, len(words) - at), 0, -1):
            if " ".join(words[at : at + length]) in known:
                break
        else:
            if not words[at].isdigit():  # counts beside the buttons
                return 0
            length = 1
            count -= 1
        at += length
        count += 1
    return count
