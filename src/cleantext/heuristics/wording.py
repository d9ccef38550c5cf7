"""Wording: lines that are worded as residue is, in whatever words, where no rule knows them.

What a line must have for it depends on how long it is (a heading of a few words may say anything), and on how many
lines the text has: of many, one is more likely to look like residue by chance, most of all in a text of which nothing
else is residue. Nor does a line go that goes on what the text is doing, that begins with speech, gives an address, or
is no words but a row or code; and where much of a text is worded so, that is what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, log

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon
from cleantext.engine.sentences import count_unspaced

from .furniture.page import of_the_text
from .shape import word_count, words_of_prose
from .wording_points import may_speak, read

_LEAST = ((15, 1.0), (9, 1.6), (4, 2.3))  # points that a line of so many words or more must have
_LONGEST = 40  # words
_FEW = 3  # lines of a text in which that is enough
_FOR_MORE = 0.35  # points more for each time that there are e times as many
_FOR_CLEAN = 2.5  # points more where no other rule claims anything
_FOR_ROWS = 1.0  # points more in scripts without spaces, where a few characters recur in anything
_LEAST_TEXT = 60  # words of prose in a longer text: a poem, a log or a table is none
_NO_WORDS = compiled(r"[{}<>=\\`\t_*]|[;,]$|\w\(|//|^[|@$#%.-]|\w@\w")  # code, rows, addresses
_MOST = 0.3  # share of the words of a longer text
_NEARLY = 0.5  # points below what it takes at which a line is worth a word when somebody asks why it stayed


def build(lexicon: Lexicon) -> Finder:
    """Claims lines of which nothing is claimed, by their wording alone."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        lines = document.lines
        is_long = len(lines) > _FEW
        more = _FOR_MORE * log(max(1.0, len(lines) / _FEW)) + _FOR_CLEAN * (is_long and not len(claims))
        found: dict[int, Claim] = {}
        for at, line in enumerate(lines):
            least = _least(word_count(line.text))
            if least == inf or not _is_worded(line, claims) or not may_speak(document.lowered[line.start : line.end]):
                continue
            least += more + _FOR_ROWS * (count_unspaced(line.text) > 0)
            reading = read(line.text)
            if reading.category and reading.points > least - _NEARLY:
                stayed = "" if reading.points > least else f"{reading.points:.1f} points: {least:.1f} would do"
                told = f"{reading.points:.1f} points: {reading.told}"
                found[at] = Claim(line.start, line.end, f"wording/{reading.category}", told, stayed=stayed)
        if found and (not is_long or _is_page(document, lines, found)):
            kept = of_the_text(document, lines, lexicon)
            yield from (claim for at, claim in found.items() if at not in kept)

    return find


def _is_worded(line: Line, claims: Claims) -> bool:
    """Is it words, no speech, and nobody's yet?"""
    return line.text[0] != '"' and not claims.touches(line.start, line.end) and not _NO_WORDS.search(line.text)


def _least(words: int) -> float:
    """The points that a line of so many words must have."""
    return next((points for size, points in _LEAST if words >= size), inf) if words <= _LONGEST else inf


def _is_page(document: Document, lines: Sequence[Line], found: Mapping[int, Claim]) -> bool:
    """Is it a text with prose, little of which is worded so? Else that may be what the text is about."""
    gone = sum(word_count(lines[at].text) for at, claim in found.items() if not claim.stayed)
    return gone <= _MOST * word_count(document.folded) and words_of_prose(line.text for line in lines) >= _LEAST_TEXT
