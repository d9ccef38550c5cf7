"""The shape of a piece of text: small measures that need no language. All of them read folded text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleantext.engine.patterns import compiled
from cleantext.engine.sentences import count_unspaced, is_greek, is_unspaced

_ENDS = frozenset(".!?…。！？؟।॥۔\u037e")
_ASKS = frozenset("?？؟\u037e")
_BEHIND_MARKS = "\"')]}）」』】》 "
_PROSE = 12  # words from which a line that ends a sentence is prose
FEW_LINES = 3  # of a document that may be nothing but residue
_LEAST_TEXT = 60  # words of prose in a longer one
_LONGEST_NAME = 8  # characters, in scripts that put no space between words
_TOKEN = compiled(r"[^\W_]+(?:['.&-][^\W_]+)*")


def ends_sentence(text: str) -> bool:
    """Does `text` end as a sentence does, quotes and brackets closed behind it?

    >>> ends_sentence('He said: "It is done."'), ends_sentence("Five ways to cook rice")
    (True, False)
    """
    if text[-1:] in _ENDS:
        return True
    stripped = text.rstrip(_BEHIND_MARKS)
    return bool(stripped) and stripped[-1] in _ENDS


def asks(text: str) -> bool:
    """Does `text` end as a question does, in Greek too?

    >>> asks("Who was it?"), asks("Ποιος ήταν;"), asks("It was he;")
    (True, True, False)
    """
    stripped = text.rstrip(_BEHIND_MARKS)
    return stripped[-1:] in _ASKS or (stripped.endswith(";") and is_greek(stripped, len(stripped) - 1))


def may_ask(text: str) -> bool:
    """May a sentence in `text` be a question? A quick look."""
    return "?" in text or ";" in text or (not text.isascii() and not _ASKS.isdisjoint(text))


def tokens(text: str) -> list[str]:
    """The words of `text`, numbers included, without punctuation around them.

    >>> tokens("O'Brien (AFP/Getty) in the U.S., 2024")
    ["O'Brien", 'AFP', 'Getty', 'in', 'the', 'U.S', '2024']
    """
    return _TOKEN.findall(text)


def word_count(text: str) -> int:
    """Words separated by white space; in scripts without spaces, two characters count as a word."""
    if text.isascii():
        return len(text.split())
    return len(text.split()) + count_unspaced(text) // 2


def words_of_prose(texts: Iterable[str]) -> int:
    """How many words stand in those of `texts`, lines of a document, that are sentences of some length.

    >>> words_of_prose(["A heading", "It is done.", "The mill by the river burned down on a windy night in March."])
    13
    """
    sizes = (word_count(text) for text in texts if ends_sentence(text))
    return sum(size for size in sizes if size >= _PROSE)


def is_page(texts: Sequence[str]) -> bool:
    """Are `texts`, the lines of a document, a line or two by themselves, or a text with prose in it? A poem, a log or a
    table asks nobody.

    >>> is_page(["Read more"]), is_page(["1 Mill", "2 Barn", "3 Forge", "4 Kiln"])
    (True, False)
    """
    return len(texts) <= FEW_LINES or words_of_prose(texts) >= _LEAST_TEXT


def is_name_like(token: str) -> bool:
    """Is `token` written as names are: with a capital, or, in a script that has none, short?

    >>> is_name_like("Reuters"), is_name_like("reported"), is_name_like("山田太郎")
    (True, False, True)
    """
    return not token[0].islower() and (len(token) <= _LONGEST_NAME or not is_unspaced(token[0]))
