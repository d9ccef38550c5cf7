"""Prompt bounds: how much of what the splitter takes for one sentence is the prompt, where much is on one line.

There a prompt without a stop has the end of what stands before it glued to it, and the sentence behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.seams import AMID, SmallWords, Taken, seam

_BEFORE = 60  # code points before the first word of a prompt that may well be something else
_TOKEN_START = compiled(r"[^\s]*\Z")


def bounds(
    document: Document, line: Line, sentence: tuple[int, int], found: Sequence[str], words: SmallWords
) -> tuple[int, int]:
    """Where the prompt in that `sentence` of that `line` begins and ends, whose words are those `found` in it.

    >>> text = "Hotel Elm 4 Barn 3 Quay 2 Mill 1 Kiln 0 Dale 9 Moor 8 Lane 7 Sign up for our letter " + "A mill. " * 40
    >>> document = Document(text)
    >>> start, end = bounds(document, document.lines[0], (0, 93), ["sign up", "letter"], SmallWords(frozenset({"a"})))
    >>> text[start:end]
    'Sign up for our letter'
    """
    start, end = sentence
    if line.end - line.start < AMID or sentence == line[:2]:
        return sentence
    lowered = document.lowered
    places = [(lowered.find(word, start, end), lowered.rfind(word, start, end) + len(word)) for word in found]
    places = [(first, last) for first, last in places if first >= 0]
    if not places:
        return sentence
    first, last = min(places)[0], max(behind for _, behind in places)
    first_end = first + min(len(word) for word in found if lowered.startswith(word, first))
    token = first - len(_TOKEN_START.search(document.folded, start, first)[0])  # type: ignore[index]
    if token - start > _BEFORE and document.folded[token].isupper():
        start = token
    end = seam(document.folded, Taken(first_end, last, end, is_amid=True), words)
    return start, start + len(document.folded[start:end].rstrip())
