"""What stands around a phrase and says that it is of the text: a speaker behind it, a section below it, an abstract
above it.

A rule sees no more than what it would take. People ask, warn and invite in what they say, also where no marks stand
around it (for those, see `quotations`); a label may be a heading; and the key words under an abstract belong to it as
its title does.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from .document import Document, Line
from .patterns import compiled
from .rules import Category, Lexicon, Rule
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
_TOLD = SPOKEN | {
    Category.SHARE,
    Category.AD,
    Category.EMBED,
    Category.META,
}  # what may be said without marks
_MAY_HEAD = frozenset({Category.RELATED, Category.BIO})  # labels that a guide has for headings, too: "Read more"
_HEADING = 30  # code points of a heading
_NAME = compiled(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w|[@/]")  # of somebody, or an address
_SECTIONS = 12  # lines around a heading in which another stands
_STEM = 4  # code points by which a word comes again: "Read more", "readers"
_LABEL = compiled(r"\W{0,4}([^\W\d_](?:[\w '-]{0,30}[^\W_])?) {0,2}(?:[:：.—-]|$)")  # up to a colon or the like
# What stands behind a comma or the like up to the next one, with the dash that Russian puts before who speaks.
_CLAUSE = compiled(r"([,،?!…])(?= |-)(?: ?-)? ?([^\W_][^,،?!…:;.\"\n]{1,60})")
_ENDS = "?!…"  # of those, what may end a sentence
_WORD = compiled(r"(?:[^\W\d_]|[\u0900-\u0963\u0980-\u0dff])+")  # vowel signs of India are no letters
_SUBJECT = 6  # words of a clause among which the verb of its subject is: "the sign on the gate said"
_ANSWER = 40  # code points behind a question in which the words stand that answer it
_ABOVE = 6  # lines above key words in which their abstract begins


class Context:
    """Tells whether what a phrase rule would take is of the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._speakers = Speakers(lexicon)
        self._sections = Sections(lexicon)
        self._abstracts = Abstracts(lexicon)

    def spares(self, rule: Rule, document: Document, bounds: tuple[int, int], said: tuple[int, int]) -> str:
        """Why [start, end) stays, by what stands around it; empty if nothing there says so.

        `said` are the bounds of what the rule's pattern matched, up to the end of its sentence.
        """
        index = document.line_index(bounds[0])
        if rule.category in _TOLD and self._speakers.speak(rule.language, document.folded, *said):
            return "somebody is said to say it"
        is_link = rule.category is Category.RELATED  # its title may ask
        if not is_link and self._speakers.answer(rule.language, document.folded, bounds, said):
            return "the text answers the question"
        if bounds == document.lines[index][:2] and self._sections.heads(document, index, rule.category):
            return "heads a section of the text"
        return "key words of an abstract" if self._abstracts.has_key_words(document, index) else ""


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

    def answer(self, language: str, folded: str, bounds: tuple[int, int], said: tuple[int, int]) -> bool:
        """Does the text go on, behind a question in `said`, with words that tell of it, by the word list `answer`?

        >>> speakers = Speakers({"answer@en": frozenset({"that question"})})
        >>> text = "Already a member? That question opened every talk. Already a member? Log in."
        >>> [speakers.answer("en", text, (at, at + 18), (at, at + 17)) for at in (0, 51)]
        [True, False]
        """
        listed = self._lexicon.get(f"answer@{language}" if language else "answer", frozenset())
        mark = folded.find("?", said[0], max(said[1], bounds[1])) if listed else -1
        if mark < 0:
            return False
        words = _WORD.findall(folded[mark + 1 : mark + 1 + _ANSWER].partition("\n")[0].lower())
        return any(" ".join(words[:count]) in listed for count in (2, 3) if len(words) >= count)


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
        if category not in _MAY_HEAD or not _is_heading(lines, index):
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
