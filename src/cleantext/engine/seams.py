"""Seams: where a sentence begins inside what the splitter takes for one, because what stands before it has no stop.

Where a page comes on one line, a button or a label is glued to the sentence behind it: "Follow us on Twitter The mayor
said that nobody was hurt." A rule for the former must not take the latter. What gives the seam away is a capital where
the midst of a sentence has none: on a word that opens sentences, or on a noun or name with a verb behind it. A seam
that is missed costs what it always did, one seen where there is none leaves the tail of some residue. Scripts without
capitals have no seams. What is said gives it away, too: a quotation that ends with a stop or a comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .patterns import compiled
from .rules import Lexicon
from .sentences import STOPS

_NOUNS_LARGE = frozenset({"de"})  # languages in which nouns have capitals, and headlines no more than those
_TOKEN = compiled(r"\S+")
_WORD = compiled(r"[^\W\d_][^\W\d_A-Z]*(?:['-][^\W\d_][^\W\d_A-Z]*)*")  # no WhatsApp
_NUMBER = compiled(r"\d{1,2}\.")  # of the heading behind a headline
_LABELS = frozenset(":>|→)")  # at the end of what announces the words behind it
_LABEL = compiled(r"(?: [^\W\d_]{1,12}){0,2} ?[:|→](?= )")  # right behind an anchor, or the rest of its words
_SAID = compiled(r'"[^\W\d_a-z](?:[^"\n]{3,300}[.!?…,]"|[^" \n]* [^" \n]+ [^"\n]{3,300}",)')  # "I saw it," she said.
_MARKS = "\"'()[],.*"
_SYMBOLS = "\u2190"  # arrows, pictures and the like begin here
_LONGEST = 40  # code points of a word
_BESIDE = 1  # code points between what is matched and the word behind it
_NAME = 3  # words of a name at most
_FEWEST = 4  # words of a sentence that begins with a name
_HEADLINE = 7  # words; what is longer, ends with a stop and has a capital in its midst may be a headline and more
_ACRONYM = 5  # letters of one at most: behind a longer word in capitals, one that has but the first begins something


class SmallWords(NamedTuple):
    """The small words of a language: those that may open a sentence, and those of them that end none.

    Words that have a capital in the midst of a sentence, too, are none: the German "Sie", the Danish "De".
    """

    open: frozenset[str] = frozenset()
    go_on: frozenset[str] = frozenset()
    nouns_large: bool = False  # the language writes any noun with a capital

    @classmethod
    def of(cls, lexicon: Lexicon, language: str) -> SmallWords:
        """For the word lists `sentence-word` and `sentence-opener` of that language."""
        go_on = lexicon.get(f"sentence-word@{language}", frozenset())
        return cls(go_on | lexicon.get(f"sentence-opener@{language}", frozenset()), go_on, language in _NOUNS_LARGE)


AMID = 400  # code points of a line in which something is glued to residue more often than not


class Taken(NamedTuple):
    """What a rule would take: where its anchor and what it matched end, and the sentence. `is_amid`: much else stands
    on the same line, so that something is likely to be glued to it."""

    anchor: int
    match: int
    end: int
    is_amid: bool = False


def seam(folded: str, taken: Taken, words: SmallWords) -> int:
    """Where a sentence of its own begins in what would go up to the end of what is `taken`; that end if none does.

    A pattern may reach beyond the seam. `words` are those of its language.

    >>> text = "Follow us on Twitter @mill The mayor said that nobody was hurt."
    >>> text[: seam(text, Taken(20, 20, len(text)), SmallWords(frozenset({"the"})))]
    'Follow us on Twitter @mill '
    """
    anchor, match, end, is_amid = taken
    tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(folded, anchor, end)]
    if not words.open or len(tokens) < 2:
        return end
    label = _LABEL.match(folded, anchor, match + _BESIDE) if is_amid else None
    if label:
        match = label.end() + _BESIDE  # what a pattern takes of a headline says nothing of it
    elif is_amid and match >= end - 1 and folded[end - 1] in STOPS:
        match = anchor  # nor does one that takes all there is
    announces = folded[match - _BESIDE - 1 : match].rstrip()[-1:] in _LABELS
    before = "" if tokens[0][0] == anchor else folded[max(0, anchor - _LONGEST) : anchor]
    before = (before.split() or [""])[-1]
    may_go_on = False
    for at, (start, token) in enumerate(tokens[:-1]):
        behind, before = before, token
        is_beside = match <= start <= match + _BESIDE
        if not _may_begin(token) or not _may_end(behind, words) or (is_beside and announces):
            continue
        may_go_on = True
        if token[0] == '"':
            if _SAID.match(folded, start):
                return start
            continue
        rest = _sentence([text for _, text in tokens[at : at + _FEWEST]])
        runs_on = is_beside or behind[0].islower()
        opens = _opens(rest, words, runs_on=runs_on or not behind[0].isalpha() or words.nouns_large)
        names = runs_on and (is_beside or not words.nouns_large) and _is_subject(rest, words)
        changes = is_amid and (is_beside or (behind.isupper() and len(behind) > _ACRONYM)) and _is_other(rest)
        if opens or (start >= match and names) or changes:
            return start
    if announces and _NUMBER.fullmatch(tokens[-1][1]):
        return tokens[-1][0]
    # No headline ends with a stop: something is glued to this one.
    is_more = label and may_go_on and len(tokens) > _HEADLINE and folded[end - 1] == "."
    return match if is_more else end


def _may_begin(token: str) -> bool:
    return token[0].isupper() or token[0] in "¿¡" or (token[0] == '"' and token[1:2].isupper())


def _sentence(tokens: Sequence[str]) -> Sequence[str]:
    """The first `tokens`, up to a stop."""
    return tokens[: next((at for at, token in enumerate(tokens, 1) if token[-1] in STOPS), len(tokens))]


def _opens(tokens: Sequence[str], words: SmallWords, *, runs_on: bool) -> bool:
    """Does the first of `tokens` open a sentence by itself? `runs_on`: no headline of capitals stands before it."""
    word = tokens[0].rstrip(",")
    if tokens[0][0] in "¿¡":
        return word[1:2].isupper()
    if len(tokens) < 2 or not _is_small(word, words) or not _is_capitalised(word):
        return False
    if tokens[1][0].islower():
        return runs_on or tokens[1].lower() not in words.open
    return runs_on and len(tokens) >= _FEWEST  # else a name: The Guardian


def _is_other(tokens: Sequence[str]) -> bool:
    """Is it a word with a capital before one without that `tokens` begin with, and no short sentence?"""
    return len(tokens) == _FEWEST and _is_capitalised(tokens[0]) and tokens[1][0].islower()


def _is_small(word: str, words: SmallWords) -> bool:
    """Is it a small word, or one with a noun behind its apostrophe: "L'escalier"?"""
    article, mark, noun = word.lower().partition("'")
    return word.lower() in words.open or (
        article + mark in words.open and word[len(article) + 1 :][:1] == noun[:1] != ""
    )


def _is_subject(tokens: Sequence[str], words: SmallWords) -> bool:
    """Is it a noun or a name that `tokens` begin with, and a verb behind it, as far as can be told?"""
    if len(tokens) < _FEWEST or not _is_capitalised(tokens[0]):
        return False
    for token in tokens[1 : _NAME + 1]:
        if not token[0].isupper():
            return token[0].islower() and token.lower() not in words.go_on
        if not token[-1].isalnum():
            return False
    return False


def _is_capitalised(word: str) -> bool:
    return word != "I" and (len(word) == 1 or not word.isupper()) and bool(_WORD.fullmatch(word))


def _may_end(token: str, words: SmallWords) -> bool:
    """May a sentence without a stop end with `token`?"""
    if not token or not (token[-1].isalnum() or token[-1] in ")]_*" or token[-1] > _SYMBOLS):
        return False
    return token.strip(_MARKS).lower() not in words.go_on
