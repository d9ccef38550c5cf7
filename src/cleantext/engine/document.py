"""Document: one text and its layout as offsets into it. Nothing is copied away, nothing is changed.

Every offset is in code points of the original text. Rules never read the original directly: they read
`Document.folded`, a copy of the same length in which the many ways of writing a quote, a dash, a space
or a line break are one, so that offsets in it are offsets in the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, pairwise
from typing import NamedTuple

from .anchors import NOTHING, AnchorIndex, Hit
from .patterns import compiled
from .sentences import STOPS, sentence_ends

# Same length on both sides, one character for one: an offset in the folded text is one in the original.
_COMMON_FOLDS = (("’‘`", "'"), ("“”", '"'), ("–—", "-"), ("\u00a0", " "))  # most texts hold no others
_RARE_FOLDS = (
    ("‚‛ʼ´＇", "'"),
    ("„‟«»″＂", '"'),
    ("‐‑‒―−", "-"),
    ("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b", " "),
    ("\u2028\u2029\x85\x0b\x0c", "\n"),
)
_CONTROLS = [(control, "\n") for control in "\x0b\x0c"]
_COMMON = [(character, target) for characters, target in _COMMON_FOLDS for character in characters]
_RARE = [(character, target) for characters, target in _RARE_FOLDS for character in characters]
_RARE_LATIN = [(character, target) for character, target in _RARE if character <= "\xff"]
# U+0130 is the only character whose lower case is longer; the others equal an ASCII letter when case is ignored.
_CASE_TRAPS = (("İ", "i"), ("ı", "i"), ("ſ", "s"), ("\u212a", "k"))
_MARKS = compiled(r"[\W_]*")
# What may end a sentence, and the marks behind it.
_STOP = compiled(rf"(?:[{re.escape(''.join(sorted(STOPS)))}]|(?<=[^\W_])\])[\W_]*")
_OTHER_DIGIT = compiled(r"[^\D0-9]")

_LIST_MARKER = compiled(r"(?:[-*+•·○▪‣»>|#]|\d{1,3}[.)])(?:[ \t]|$)")
_WRAP_LONGEST = 100  # code points; prose wrapped by hand or by a mailer is no wider
_WRAP_FEWEST = 5  # soft breaks a text must have before it counts as wrapped


class Line(NamedTuple):
    """A line that is not blank; in hard-wrapped text, a whole wrapped paragraph.

    `start` and `end` bound its content without the white space around it, in code points of the original.
    `text` is that content, folded. `breaks` counts the line breaks before it (2 or more: a blank line).
    """

    start: int
    end: int
    text: str
    breaks: int


_line = partial(tuple.__new__, Line)  # thrice as quick as Line itself


class Document:
    """One text with its lines and sentences.

    >>> document = Document("A mill.\\n\\nIt “burned”. Nobody was hurt.")
    >>> [line.text for line in document.lines]
    ['A mill.', 'It "burned". Nobody was hurt.']
    >>> document.sentence_at(12, 13)
    (9, 21)
    """

    def __init__(self, text: str, index: AnchorIndex = NOTHING) -> None:
        self.text = text
        self.folded, raw_lines = _folded(text)  # as rules read it, of the same length: see the module's docstring
        self.lowered = lower(self.folded)  # of the same length: what anchors are looked up in
        self.lines = _lines(raw_lines)  # those that are not blank, in order
        self._line_starts = [line.start for line in self.lines]
        self._index = index
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._starts: dict[int, list[int]] = {}

    @cached_property
    def openable(self) -> str:
        """`lowered` with ASCII digits for all others, of the same length: what openings are looked up in."""
        return self.lowered if self.lowered.isascii() else _OTHER_DIGIT.sub("0", self.lowered)

    @cached_property
    def found(self) -> Mapping[int, list[int]]:
        """Where the anchors of the index that came with the text start, by their numbers there."""
        return self._index.find(self.lowered)

    @cached_property
    def _listed(self) -> dict[str, list[int]]:
        return self._index.by_list(self.found)

    def hits(self, *names: str) -> list[Hit]:
        """The hits of lists of that index, in order, each once. KeyError if it has none of such a name."""
        found, numbers = self.found, {number for name in names for number in self._listed[name]}
        return self._index.as_hits({number: found[number] for number in numbers}) if numbers else []

    def line_index(self, position: int) -> int:
        """Index in `lines` of the line that holds or last precedes `position`; -1 before the first."""
        return bisect_right(self._line_starts, position) - 1

    def paragraph_at(self, index: int) -> tuple[int, int]:
        """Bounds of the run of lines around line `index` that no blank line interrupts."""
        first = last = index
        while first > 0 and self.lines[first].breaks < 2:
            first -= 1
        while last + 1 < len(self.lines) and self.lines[last + 1].breaks < 2:
            last += 1
        return self.lines[first].start, self.lines[last].end

    def sentences(self, line: Line) -> list[tuple[int, int]]:
        """Bounds of the sentences of one line, without the white space between them."""
        if line.start in self._sentences:
            return self._sentences[line.start]
        bounds, start = [], line.start
        for end in sentence_ends(self.text, line.start, line.end):  # unfolded: » is no "
            stop = end
            while stop > start and self.folded[stop - 1].isspace():
                stop -= 1
            if stop > start:
                bounds.append((start, stop))
            start = end
        self._sentences[line.start] = bounds
        return bounds

    def starts(self, line: Line) -> list[int]:
        """Where in a line a sentence may start, before or behind the space and the bullets there; not all of them do.

        >>> document = Document("A mill. - It stood at 3.30")
        >>> document.starts(document.lines[0])
        [0, 7, 8, 9, 10, 24]
        """
        if line.start not in self._starts:
            found = range(line.start, _MARKS.match(self.folded, line.start, line.end).end() + 1)  # type: ignore[union-attr]
            behind = [range(m.start() + 1, m.end() + 1) for m in _STOP.finditer(self.folded, found[-1], line.end)]
            self._starts[line.start] = [*found, *chain.from_iterable(behind)]
        return self._starts[line.start]

    def sentence_at(self, start: int, end: int) -> tuple[int, int]:
        """Bounds of the sentence, or run of sentences, of one line that holds [start, end)."""
        line = self.lines[self.line_index(start)]
        bounds = self.sentences(line)
        first = bisect_right(bounds, start, key=lambda bound: bound[1])
        behind = bisect_left(bounds, end, key=lambda bound: bound[0])
        return (bounds[first][0], bounds[behind - 1][1]) if first < behind else (start, end)


def _folded(text: str) -> tuple[str, list[str]]:
    """The text folded, with a space for each line break that only wraps a paragraph; and the lines of that."""
    text = fold(text)
    lines = text.split("\n")
    soft = _soft_breaks(lines)
    if not soft:
        return text, lines
    characters = list(text)
    for position in soft:
        characters[position] = " "
    text = "".join(characters)
    return text, text.split("\n")


def _lines(raw_lines: list[str]) -> tuple[Line, ...]:
    found = []
    start = breaks = 0
    for raw in raw_lines:
        if raw and (content := raw.strip()):
            inner = start if len(content) == len(raw) else start + raw.find(content[0])
            found.append(_line((inner, inner + len(content), content, breaks)))
            breaks = 0
        start += len(raw) + 1
        breaks += 1
    return tuple(found)


def lower(text: str) -> str:
    """Lower case of the same length, with the four letters that equal ASCII ones folded into them.

    >>> lower("İSTANBUL’DA")
    'istanbul’da'
    """
    if not text.isascii():
        for trap, letter in _CASE_TRAPS:
            if trap in text:
                text = text.replace(trap, letter)
    return text.lower()


def fold(text: str) -> str:
    """One way of writing quotes, dashes, spaces and line breaks; the length stays.

    >>> fold("“Don’t” – he said")
    '"Don\\'t" - he said'
    """
    if not text.isascii():
        for character, target in _COMMON:
            text = text.replace(character, target)
        for character, target in _rare(text):
            text = text.replace(character, target)
    if "\t" in text:
        text = text.replace("\t", " ")
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    for control, target in _CONTROLS:
        text = text.replace(control, target)
    return text


def _rare(text: str) -> Sequence[tuple[str, str]]:
    """The rarer folds that `text` may need. To try them all would cost most texts more than the rest of folding."""
    if text.isascii():
        return ()
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return _RARE
    return _RARE_LATIN


def _soft_breaks(lines: list[str]) -> list[int]:
    """Offsets of the line breaks that only wrap a paragraph; empty unless the whole text is wrapped.

    A break wraps when the next word would not have fitted on its line. Text whose adjacent lines mostly break
    for that reason is hard-wrapped; lists, verse and one-paragraph-a-line text break elsewhere.
    """
    if len(lines) == 1 or len(lines[0]) > 4 * _WRAP_LONGEST:
        return []
    width = max(map(len, lines))
    if width > _WRAP_LONGEST:
        return []
    soft, hard, position = [], 0, -1
    for line, following in pairwise(lines):
        position += len(line) + 1
        here, there = line.rstrip(), following.strip()
        if not here or not there:
            continue
        fits = len(here) + 1 + len(there.split(" ", 1)[0]) <= width - 2
        if fits or _LIST_MARKER.match(there):
            hard += 1
        else:
            soft.append(position)
    return soft if len(soft) >= _WRAP_FEWEST and len(soft) >= 4 * hard else []
