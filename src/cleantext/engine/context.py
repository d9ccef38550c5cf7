"""What stands around a phrase and says that it is of the text: a quotation begun before it, a speaker behind it, a
section below it, an abstract above it.

A rule sees no more than what it would take. Within a long quotation people ask, warn and invite, and so they do where
no marks stand around what they say; a label may be a heading; and the key words under an abstract belong to it as its
title does.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from .document import Document, Line
from .patterns import compiled
from .rules import Category, Lexicon
from .sentences import STOPS

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
TOLD = SPOKEN | {Category.SHARE, Category.AD, Category.EMBED, Category.META}  # what may be said with no marks around it
MAY_HEAD = frozenset({Category.RELATED, Category.BIO})  # labels that a guide has for headings, too: "Read more"
_HEADING = 30  # code points of a heading
_NAME = compiled(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w|[@/]")  # of somebody, or an address
_SECTIONS = 12  # lines around a heading in which another stands
_STEM = 4  # code points by which a word comes again: "Read more", "readers"
_REACH = 1200  # code points to either side in which a quotation begins and ends
# Behind a comma, a mark before a space closes: "Please give," it said.
_OPENS = compiled(r'(?:(?:^|(?<=[\s(\[:—-]))"\s?|(?<=,)")(?=[\w¡¿\'(\[.…])')
_CLOSES = compiled(r"[.,!?…]’(?![^\W_])")  # an apostrophe stands elsewhere
_MAY_CLOSE = compiled(r"’(?![^\W_])")  # but for that of "the readers’ hall"
_LABEL = compiled(r"\W{0,4}([^\W\d_](?:[\w '-]{0,30}[^\W_])?) {0,2}(?:[:：.—-]|$)")  # up to a colon or the like
# What stands behind a comma or the like up to the next one, with the dash that Russian puts before who speaks.
_CLAUSE = compiled(r"([,،?!…])(?= |-)(?: ?-)? ?([^\W_][^,،?!…:;.\"\n]{1,60})")
_ENDS = "?!…"  # of those, what may end a sentence
_WORD = compiled(r"[^\W\d_]+")
_SUBJECT = 6  # words of a clause among which the verb of its subject is: "the sign on the gate said"
_UNSPACED = {"「": "」", "『": "』"}
_ABOVE = 3  # lines above key words in which their abstract begins


def in_quotation(document: Document, line: Line, start: int, end: int) -> bool:
    """Does the sentence [start, end) stand in a quotation that it or an earlier one of its line began and a later ends?

    >>> text = 'She said: "Do come. Subscribe to our newsletter. It is free." Nobody did.'
    >>> document = Document(text)
    >>> in_quotation(document, document.lines[0], 20, 48), in_quotation(document, document.lines[0], 62, 73)
    (True, False)
    """
    folded = document.folded
    start += len(folded[start:end]) - len(folded[start:end].lstrip())
    before, behind = max(line.start, start - _REACH), min(line.end, end + _REACH)
    for opens, closes in _UNSPACED.items():
        if folded.rfind(opens, before, start) > folded.rfind(closes, before, start):
            last = folded.find(closes, end - 1, behind)
            return last >= 0 and not 0 <= folded.find(opens, end, behind) < last
    at = folded.rfind('"', before, start + 1)
    if at < 0:
        return _in_single_marks(document.text, (before, start), (end, behind))
    if not _OPENS.match(folded, at) or (at == start and '"' in folded[start + 1 : end - 1]):
        return False
    last = folded.find('"', end - 1, behind)
    if last < 0:
        return behind == line.end and folded.find('"', at + 1, behind) < 0 and _opens_below(document, line)
    is_french = document.text[at] == "«" and document.text[last] == "»"
    return last == end - 1 or is_french or not _OPENS.match(folded, last)


def _in_single_marks(text: str, above: tuple[int, int], below: tuple[int, int]) -> bool:
    """Does a quotation between ‘ and ’ begin in `above`, or right behind it, and end in `below`, or right before it?"""
    before, start = above
    at = text.rfind("‘", before, start + 1)
    if at < 0 or _MAY_CLOSE.search(text, at, start):
        return False
    last = _CLOSES.search(text, below[0] - 2, below[1])
    return last is not None and text.find("‘", below[0], last.start()) < 0


def _opens_below(document: Document, line: Line) -> bool:
    """Does the next line open with a mark, too, as speech of several paragraphs does?"""
    index = document.line_index(line.start) + 1
    return index < len(document.lines) and _OPENS.match(document.folded, document.lines[index].start) is not None


class Speakers:
    """Tells whether somebody is said to speak, by the word list `narration`, where no quotation marks show it.

    >>> speakers = Speakers({"narration@en": frozenset({"said", "my uncle"})})
    >>> text = "Follow us, the sign on the gate said. She said so, too. Share this, as my uncle does."
    >>> [speakers.speak("en", text, start, end) for start, end in ((0, 37), (38, 55), (56, 85))]
    [True, False, True]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def speak(self, language: str, folded: str, start: int, end: int) -> bool:
        """Does a clause in [start, end), but the first, begin with somebody who speaks, in that language or, if it is
        empty, in any?"""
        listed = self._lexicon.get(f"narration@{language}" if language else "narration", frozenset())
        for clause in _CLAUSE.finditer(folded, start, end) if listed else ():
            if clause[1] in _ENDS and not clause[2][0].islower():
                continue  # a sentence of its own
            words = _WORD.findall(clause[2].lower())[:_SUBJECT]
            if any(word in listed for word in words) or any(map(listed.__contains__, map(" ".join, pairwise(words)))):
                return True
        return False


class Sections:
    """Tells the headings of a text from labels that say the same ("Read more") and have a box or a link below them.

    >>> sections = Sections({"appeal-you": frozenset({"you"})})
    >>> read = "Nobody reads enough. Read in the bath, on the tram and in the queue for the bath."
    >>> sleep = "Keep a notebook by the bed, and do not trust a word that it says in the morning."
    >>> document = Document(f"Write\\n\\n{sleep}\\n\\nRead more\\n\\n{read}\\n\\nSleep\\n\\n{sleep}")
    >>> sections.heads(document, 2, Category.RELATED), sections.heads(document, 4, Category.RELATED)
    (True, False)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._you: Container[str] = lexicon.get("appeal-you", frozenset())

    def heads(self, document: Document, index: int, category: Category) -> bool:
        """Does line `index`, a label of that category, stand among other headings, over a section that belongs to it?

        A link's goes on about the same, a bio's tells you what to do and names nobody.
        """
        lines = document.lines
        if category not in MAY_HEAD or not _is_heading(lines, index):
            return False
        section = lines[index + 1].text
        words = _WORD.findall(section.lower())
        if category is Category.BIO:
            belongs = any(word in self._you for word in words) and not _NAME.search(section)
        else:
            stems = {word[:_STEM] for word in _WORD.findall(lines[index].text.lower()) if len(word) >= _STEM}
            belongs = any(word[:_STEM] in stems for word in words)
        if not belongs or not any(_is_heading(lines, at) for at in range(max(0, index - _SECTIONS), index)):
            return False
        return any(_is_heading(lines, at) for at in range(index + 1, min(len(lines), index + _SECTIONS)))


def _is_heading(lines: Sequence[Line], index: int) -> bool:
    """Is this a short line with no stop, and a sentence below it?"""
    text = lines[index].text
    if len(text) > _HEADING or text[-1] in STOPS or not text[0].isalpha() or index + 1 == len(lines):
        return False
    below = lines[index + 1].text
    return len(below) > 2 * _HEADING and below[-1] in STOPS


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
