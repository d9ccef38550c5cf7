"""Silhouettes: texts with nothing in them but words and blanks, in which the anchors of words are looked for.

Most places where the letters of an anchor stand lie inside of words. So the pass reads a silhouette of the text, in
which all that is no letter or digit is blank, and looks for anchors with the blanks around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .patterns import compiled
from .scanners import Scan, Scanner
from .sentences import UNSPACED, is_unspaced

# What words end at, beside ASCII marks: other marks, and letters of scripts that put no space between words. The
# question mark is among them because it stands for all other letters in what is left (`silhouette`).
_BLANK = compiled(rf"[^\w\x00-\x7f]|[{UNSPACED}]|\?")
_MARKS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
MARKS = _MARKS.decode()
_COMMON = frozenset("a an and as at by de el en for i il in is it la le o of on os the to y".split())
_BEYOND = compiled(r"[^\x00-\xff]")
_MANY = 24  # characters beyond Latin-1; to replace more of them one by one would be slow
_LETTER = "ª"  # of Latin-1
_BLANKED = bytes.maketrans(_MARKS.replace(b"?", b""), b" " * (len(_MARKS) - 1))


def _drawn(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    return " " if _BLANK.match(character) else "?"


_DRAWN = "".join(map(_drawn, map(chr, range(256)))).encode()  # each character of Latin-1 as its silhouette


class Silhouettes:
    """Finds ASCII anchors by their silhouettes, which hold the blanks at their edges."""

    def __init__(self, anchors: Sequence[tuple[int, str]], scanner: Scanner) -> None:
        readings: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)  # by their silhouettes
        literals = [anchor.removesuffix("*") for _, anchor in anchors]
        shapes = silhouette("".join(literals))[1:]  # all of them at once, to start quickly
        at = 0
        for (number, anchor), literal in zip(anchors, literals):
            is_word = literal.isalnum()
            opened = is_word or literal[0].isalnum()
            closed = len(literal) == len(anchor) and (is_word or literal[-1].isalnum())
            shape = f"{' ' * opened}{shapes[at : at + len(literal)]}{' ' * closed}"
            at += len(literal)
            # Of a word there is nothing to add to its silhouette; a blank may be any mark.
            readings[shape].append((number, 1 - opened, "" if is_word else literal))
        self._scan: Scan = scanner(list(readings)) if readings else lambda _: ()
        self._readings = list(map(tuple, readings.values()))  # the silhouettes themselves would take much room

    def find(self, lowered: str) -> dict[int, list[int]]:
        seen: defaultdict[int, list[int]] = defaultdict(list)
        for shape, start, _ in self._scan(silhouette(lowered)):
            seen[shape].append(start)
        found = {}
        for shape, starts in seen.items():
            for number, shift, literal in self._readings[shape]:
                if not literal:
                    found[number] = starts
                elif places := [start - shift for start in starts if lowered.startswith(literal, start - shift)]:
                    found[number] = places
        return found


def silhouette(lowered: str) -> str:
    """A blank, `lowered` with a blank for all that is no letter or digit of a word, and a blank.

    Letters and digits that are not ASCII are question marks.

    >>> silhouette("read more: café 東 “(c)” ok?")
    ' read more  caf?     c   ok  '
    """
    try:
        drawn = lowered.encode("latin-1")
    except UnicodeEncodeError:
        others = set(_BEYOND.findall(lowered))
        if len(others) > _MANY:
            return f" {_BLANK.sub(' ', lowered)} ".encode("ascii", "replace").translate(_BLANKED).decode()
        for other in others:
            lowered = lowered.replace(other, " " if _BLANK.match(other) else _LETTER)
        drawn = lowered.encode("latin-1")
    return f" {drawn.translate(_DRAWN).decode()} "


def is_symbol(anchor: str) -> bool:
    """Is it nothing but ASCII marks, or those and a letter or a word of the commonest?"""
    word = anchor.strip(MARKS)
    is_common = len(word) == 1 or word in _COMMON
    return anchor.isascii() and (not word or (is_common and word != anchor.removesuffix("*")))


def begins_well(lowered: str, start: int) -> bool:
    """Does no word go on over `start`?"""
    first = lowered[start]
    if start == 0 or not first.isalnum() or is_unspaced(first):
        return True
    before = lowered[start - 1]
    return not before.isalnum() or is_unspaced(before)


def ends_well(lowered: str, end: int) -> bool:
    """Does no word go on over `end`?"""
    last = lowered[end - 1]
    if end == len(lowered) or not last.isalnum() or is_unspaced(last):
        return True
    return not lowered[end].isalnum() or is_unspaced(lowered[end])
