"""What stands around a phrase and says that it is of the text: a quotation begun before it, an abstract above it.

A rule sees no more than what it would take. Within a long quotation people ask, warn and invite; and the key words
under an abstract belong to it as its title does.
"""

from __future__ import annotations

from collections.abc import Container

from .document import Document, Line
from .patterns import compiled
from .rules import Category, Lexicon

# What speaks to somebody, and may be said by one person to another. Other residue gets into quotations as it is.
SPOKEN = frozenset(
    {
        Category.APPEAL,
        Category.NEWSLETTER,
        Category.PROMO,
        Category.PAYWALL,
        Category.CONSENT,
        Category.COMMENTS,
        Category.LEGAL,
    }
)
_REACH = 1200  # code points to either side in which a quotation begins and ends
_OPENS = compiled(r'(?:^|(?<=[\s(\[:,—-]))"\s?(?=[\w¡¿\'(\[.…])')
_LABEL = compiled(r"\W{0,4}([^\W\d_](?:[\w '-]{0,30}[^\W_])?) {0,2}(?:[:：.—-]|$)")  # up to a colon or the like
_UNSPACED = {"「": "」", "『": "』"}
_ABOVE = 3  # lines above key words in which their abstract begins


def in_quotation(document: Document, line: Line, start: int, end: int) -> bool:
    """Does the sentence [start, end) stand in a quotation that an earlier sentence of its line began and a later ends?

    >>> text = 'She said: "Do come. Subscribe to our newsletter. It is free." Nobody did.'
    >>> document = Document(text)
    >>> in_quotation(document, document.lines[0], 20, 48), in_quotation(document, document.lines[0], 62, 73)
    (True, False)
    """
    if start == line.start:
        return False
    folded = document.folded
    before, behind = max(line.start, start - _REACH), min(line.end, end + _REACH)
    for opens, closes in _UNSPACED.items():
        if folded.rfind(opens, before, start) > folded.rfind(closes, before, start):
            last = folded.find(closes, end - 1, behind)
            return last >= 0 and not 0 <= folded.find(opens, end, behind) < last
    at = folded.rfind('"', before, start)
    if at < 0 or not _OPENS.match(folded, at):
        return False
    last = folded.find('"', end - 1, behind)
    if last < 0:
        return False
    is_french = document.text[at] == "«" and document.text[last] == "»"
    return last == end - 1 or is_french or not _OPENS.match(folded, last)


class Abstracts:
    """Tells key words under an abstract, by the word lists `abstract-label` and `key-words-label`, from tags."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._abstract: Container[str] = lexicon.get("abstract-label", frozenset())
        self._key_words: Container[str] = lexicon.get("key-words-label", frozenset())

    def has_key_words(self, document: Document, index: int) -> bool:
        """Are these the key words of an abstract that begins in one of the lines above?"""
        if _label(document, index) not in self._key_words:
            return False
        return any(_label(document, above) in self._abstract for above in range(max(0, index - _ABOVE), index))


def _label(document: Document, index: int) -> str:
    """The words that a line begins with, up to a colon or the like."""
    line = document.lines[index]
    found = _LABEL.match(document.lowered, line.start, line.end)
    return found[1] if found else ""
