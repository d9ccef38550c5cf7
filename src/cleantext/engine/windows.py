"""Windows: a text of any length, cleaned stretch by stretch in bounded memory.

A window ends behind a paragraph and is cleaned with the end of the cleaned text before it in view, in which nothing is
changed any more. It is done when nothing in it changes and it still ends where a window of that text ends: so cleaning
the output again comes by the same windows, and changes nothing in them. What stands behind a window is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple
from zlib import crc32

from .edits import Edit, apply, compose
from .passes import Result
from .patterns import compiled

SIZE = 1 << 19  # code points; a text that is no longer is one window, and a window is never longer than two of these
_CONTEXT = 32  # the part of SIZE that is shown again before the next window
_LINE = 100  # code points; a longer line is no wrapped one but a paragraph
_LANDMARKS = 64  # paragraphs of which one is a landmark
_MARK = 64  # code points at the end of a paragraph that make it one
_MOST = 8  # times SIZE that a window may hold of the original, where nearly all of it goes
_TRIES = 8  # times a window is looked at again for the sake of less than a 64th of SIZE

_BREAKS = r"\n\r\x0b\x0c\x85\u2028\u2029"
_BREAK = compiled(f"[{_BREAKS}]")
_LINE_GAP = compiled(rf"(?<=\S)[^\S{_BREAKS}]*+[{_BREAKS}]\s*+")
_BLANK_LINE = compiled(rf"(?>\r\n|[{_BREAKS}])[^\S{_BREAKS}]*+[{_BREAKS}]")
_SPACE = compiled(r"(?<=\S)\s")


Clean = Callable[[str], Result]


class Stretch(NamedTuple):
    """A stretch of the original, the edits on it so far, and what it says with them."""

    original: str
    edits: tuple[Edit, ...]
    text: str

    def plus(self, other: Stretch) -> Stretch:
        """This stretch and the one behind it."""
        shifted = _shifted(other.edits, len(self.original))
        return Stretch(self.original + other.original, self.edits + shifted, self.text + other.text)

    def edited(self, edits: tuple[Edit, ...]) -> Stretch:
        """With further edits, on its text."""
        return Stretch(self.original, compose(self.edits, edits), apply(self.text, edits))

    def split(self, at: int) -> tuple[Stretch, Stretch]:
        """The stretches before and behind position `at` of the text; what was removed there is before it."""
        cut = at
        count = 0
        for edit in self.edits:
            if edit.start > cut:
                break
            cut += edit.end - edit.start
            count += 1
        behind = _shifted(self.edits[count:], -cut)
        return (
            Stretch(self.original[:cut], self.edits[:count], self.text[:at]),
            Stretch(self.original[cut:], behind, self.text[at:]),
        )


def windows(pieces: Iterable[str], clean: Clean, clean_part: Clean, size: int) -> Iterator[Result]:
    """The results for a text that comes in `pieces`, window by window; they do not depend on where it is cut in pieces.

    A text of no more than `size` code points is for `clean`, the windows of a longer one are for `clean_part`. The
    originals one after the other are the text. Offsets are code points of a result's own original.

    >>> text = "One paragraph." + 20 * "\\n\\nAnother one, which is a little longer."
    >>> results = list(windows(text, *[lambda window: Result(window, ())] * 2, size=400))
    >>> [len(result.original) for result in results], "".join(result.original for result in results) == text
    ([534, 280], True)
    """
    waiting = _slices(pieces, size)
    held = Stretch("", (), "")
    before = sound = ""  # what is in view before the window; the text of a window that is known to stay as it is
    tries, vetoes, is_first, last = 0, tuple[str, ...](), True, clean_part
    while True:
        at = -1
        for length in (size * 5 // 4, 2 * size):  # the latter is always enough, the former nearly always
            if at < 0:
                held, ended = _filled(held, waiting, length)
                at = border(held.text, size, is_all=ended)
        window, rest = held.split(at)
        held = rest
        # Where so much goes that no more than a page is left, it is as a page that it would be cleaned again.
        way = clean if is_first and ended and len(window.text) <= size else clean_part
        if window.text != sound or way is not last:
            result, last = way(before + window.text), way
            vetoes = result.vetoes
            # What begins in the text before is not for this window to remove: it is written already.
            edits = _shifted((edit for edit in result.edits if edit.start >= len(before)), -len(before))
            cleaned = window.edited(edits)
            if edits and tries < _TRIES and len(window.original) < _MOST * size:
                tries += len(window.text) - len(cleaned.text) < size // 64
                sound = cleaned.text if len(edits) == len(result.edits) else ""
                held = cleaned.plus(rest)
                continue
            window = cleaned
        before = _end_of(before + window.text, size // _CONTEXT)
        yield Result(window.original, window.edits, vetoes)
        if ended and not held.original:
            return
        sound, tries, is_first = "", 0, False


def lines(pieces: Iterable[str], clean: Clean, size: int) -> Iterator[Result]:
    """The results for a text that comes in `pieces`, line by line as soon as a line is complete.

    Each line is cleaned as a text of its own. One of which nothing is left goes with its line break and with the blank
    lines before it. A line of more than `size` code points is left alone.

    >>> def clean(line):
    ...     return Result(line, (Edit(0, 2, "x/ad", "ad", "light"),) if line == "AD" else ())
    >>> [result.text for result in lines(["One.\\n\\nA", "D\\nTwo.\\n"], clean, SIZE)]
    ['One.\\n', '', 'Two.\\n']
    """
    gap = ""
    for line, is_whole in _lines(pieces, size):
        content = line.rstrip("\r\n")
        if not is_whole:
            yield Result(gap + line, ())
            gap = ""
        elif not content.strip() and len(gap) < size:
            gap += line
        else:
            yield _with_surroundings(gap, clean(content), line[len(content) :])
            gap = ""
    if gap:
        yield Result(gap, ())


def joined(results: Iterable[Result]) -> Result:
    """The results for consecutive stretches of a text as the result for all of it."""
    originals, edits, vetoes, length = list[str](), list[Edit](), list[str](), 0
    for result in results:
        originals.append(result.original)
        edits += _shifted(result.edits, length)
        vetoes += result.vetoes
        length += len(result.original)
    return Result("".join(originals), tuple(edits), tuple(vetoes))


def border(text: str, size: int, *, is_all: bool) -> int:
    """Where the first window ends of a text that is `text` or, without `is_all`, begins so; -1 for too little of it.

    Nothing behind that place has a say in it, or what is removed there could move it. Up to a quarter of `size` too
    far it is the end of a landmark: a paragraph chosen by its own last words, which therefore stays the window's end
    whatever is removed before it. Then the end of any paragraph, of a line, of a word; in the end, anything.
    """
    if len(text) <= size:
        return len(text) if is_all else -1
    for gap in _LINE_GAP.finditer(text, size + 1, 2 * size):  # a window is longer than what would be no window
        if gap.end() == len(text) and not is_all:
            return -1
        at = gap.start()
        quarters = (at - size) * 4 // size
        if quarters == 3:
            break
        if quarters == 2 or (_ends_paragraph(text, gap) and (quarters == 1 or _is_landmark(text, at))):
            return at
    if len(text) <= 2 * size and not is_all:
        return -1
    space = _SPACE.search(text, size * 7 // 4, 2 * size)
    return space.start() if space else min(len(text), 2 * size)


def _ends_paragraph(text: str, gap: re.Match[str]) -> bool:
    at = gap.start()
    return not _BREAK.search(text, max(0, at - _LINE), at) or bool(_BLANK_LINE.search(gap[0]))


def _is_landmark(text: str, at: int) -> bool:
    return crc32(text[max(0, at - _MARK) : at].encode("utf-8", "surrogatepass")) % _LANDMARKS == 0


def _end_of(text: str, length: int) -> str:
    """The last `length` code points of `text`, from the start of a line if there is one."""
    end = text[-length:] if length < len(text) else text
    return end[end.find("\n") + 1 :]


def _filled(held: Stretch, waiting: Iterator[str], length: int) -> tuple[Stretch, bool]:
    """`held` with as much behind it as makes its text longer than `length`; and whether there is no more."""
    read, missing = [], length - len(held.text)
    while missing >= 0:
        piece = next(waiting, None)
        if piece is None:
            break
        read.append(piece)
        missing -= len(piece)
    more = "".join(read)
    return (held.plus(Stretch(more, (), more)) if more else held), missing >= 0


def _slices(pieces: Iterable[str], size: int) -> Iterator[str]:
    for piece in pieces:
        for start in range(0, len(piece), size):
            yield piece[start : start + size]


def _lines(pieces: Iterable[str], size: int) -> Iterator[tuple[str, bool]]:
    """The lines of a text that comes in `pieces`, with their line breaks; too long a one in parts, which are not whole.

    A line ends at \\n: a \\r might be the first half of a line break, and a stream does not say what will follow.
    """
    held, length, is_long = list[str](), 0, False
    for piece in pieces:
        for part in _split(piece):
            held.append(part)
            length += len(part)
            is_long = is_long or length > size
            if part.endswith("\n") or is_long:
                yield "".join(held), not is_long
                held, length = [], 0
                is_long = is_long and not part.endswith("\n")
    if held:
        yield "".join(held), not is_long


def _split(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _with_surroundings(gap: str, result: Result, line_break: str) -> Result:
    """The result for a line with the blank lines before it and its line break, which go if nothing else is left."""
    original = gap + result.original + line_break
    edits = list(_shifted(result.edits, len(gap)))
    if edits and not result.text:
        edits[0] = replace(edits[0], start=0)
        edits[-1] = replace(edits[-1], end=len(original))
    return Result(original, tuple(edits), result.vetoes)


def _shifted(edits: Iterable[Edit], by: int) -> tuple[Edit, ...]:
    return tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in edits) if by else tuple(edits)
