"""Rows: lines that string together the words of share buttons, of a menu or of a player, or the tags of the text."""

from __future__ import annotations

from collections.abc import Iterator
from re import IGNORECASE

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import ends_sentence

_LONGEST = 200  # code points
_FEWEST = 3  # items
_WORD = compiled(r"[^\s|·•/»›>,:;&+-]+")
_COUNT = compiled(r"[(\[]?\d{1,9}(?:[.,]\d{1,3})?[km]?[)\]]?")  # beside a button or an item of a menu
_LONGEST_ITEM = 4  # words
_BETWEEN_TAGS = " , "  # nobody writes so: links one after another, with commas in between, are read so
_MOST_TAGS = 40
_HASHTAGS = compiled(r"#[^\W\d_][\w-]{1,30}(?:[ ,]{1,2}#[^\W_][\w-]{1,30}){1,20}\.?")
_CODE = compiled(r"#(?:include|define|undef|if|ifdef|ifndef|else|elif|endif|import|pragma|[0-9a-f]{3,8})\b", IGNORECASE)
_IN_TAGS = compiled(r"[^\W\d_][\w '&/#-]{0,40}")
_LISTING = compiled(r"(?:and|or|und|oder|et|ou|y|e|o|en|of|och|eller|og|i|lub|ve|veya|и|или)\b", IGNORECASE)


def build(lexicon: Lexicon) -> Finder:
    """Claims lines all of whose items are words of share rows (`share`) or of menus and footers (`nav`), or tags.

    A share row names at least one `platform`. So are rows of `player-control`.
    """
    share = lexicon.get("share", frozenset())
    platforms = lexicon.get("platform", frozenset())
    nav = lexicon.get("nav", frozenset()) | share
    player = lexicon.get("player-control", frozenset())
    first_words = {item.split(" ", 1)[0] for item in nav | player}

    def find(document: Document, claims: Claims) -> Iterator[Claim]:  # noqa: ARG001
        for line in document.lines:
            text = line.text
            if text[0] == "#" and _HASHTAGS.fullmatch(text) and not _CODE.search(text):
                yield Claim(line.start, line.end, "rows/tags", "nothing but hashtags")
                continue
            if text[-1] in ".," or len(text) > _LONGEST or ends_sentence(text):
                continue
            if _BETWEEN_TAGS in text and _are_tags(text.split(_BETWEEN_TAGS)):
                yield Claim(line.start, line.end, "rows/tags", "short names with commas set apart")
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
            elif _items(words, player) >= _FEWEST:
                yield Claim(line.start, line.end, "rows/player", "nothing but the buttons of a player")

    return find


def _are_tags(items: list[str]) -> bool:
    """Are there enough of them, all short, and none that ends a list as sentences do?"""
    return _FEWEST <= len(items) <= _MOST_TAGS and all(
        _IN_TAGS.fullmatch(item) and len(item.split()) <= _LONGEST_ITEM and not _LISTING.match(item) for item in items
    )


def _items(words: list[str], known: frozenset[str]) -> int:
    """How many items of `known`, longest first, `words` consist of; 0 if anything else is among them."""
    at = count = 0
    while at < len(words):
        for length in range(min(_LONGEST_ITEM, len(words) - at), 0, -1):
            if " ".join(words[at : at + length]) in known:
                break
        else:
            if not _COUNT.fullmatch(words[at]):
                return 0
            length = 1
            count -= 1
        at += length
        count += 1
    return count
