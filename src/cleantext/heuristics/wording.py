"""Wording: lines that are worded as residue is, in whatever words, where no rule knows them.

What a line must have for it depends on how long it is (a heading of a few words may say anything), and on how many
lines the text has: of many, one is more likely to look like residue by chance, most of all in a text of which nothing
else is residue. Nor does a line go that goes on what the text is doing, that holds what somebody says, gives an
address, or is no words but a row or code; and where much of a text is worded so, that is what it is about.

Of a line that other rules have taken in part the rest goes, too, if the whole is worded so and the rest is not worded
as a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, log

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.context import Speakers
from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon
from cleantext.engine.sentences import count_unspaced

from .furniture.page import of_the_text
from .shape import FEW_LINES, ends_sentence, is_page, word_count
from .wording_points import may_speak, read

# Chosen by what benchmarks/fit_wording.py says of lines, traps and pages not seen: see docs/quality.md.
_LEAST = ((15, 1.7), (9, 2.8), (4, 3.7))  # points that a line of so many words or more must have
_LONGEST = 40  # words
# Points more in a text of more than `FEW_LINES`, and for each time that it has e times as many.
_FOR_LONG, _FOR_MORE = 1.0, 0.6
_FOR_CLEAN = 4.5  # points more there, where no other rule claims anything
_FOR_ROWS = 1.5  # points more in scripts without spaces, where a few characters recur in anything
# Code, rows, addresses; not the plural in "reader(s)", nor the star of a field that must be filled in.
_NO_WORDS = compiled(r"[{}<>=\\`\t_]|\*(?!\W*$)|[;,]$|[a-zA-Z_]\((?!\w{1,3}\))|//|^[|@$#%.-]|\w@\w")
_SPEECH = compiled(r"[:,：，] ?[\"「『]")  # what somebody says, and who
_FOR_TAKEN = 0.8  # points less for a line of which other rules take some
_OF_REST, _OF_SENTENCES = -0.5, 1.5  # points that the rest of it must have by itself, and if that ends a sentence
_GLUED = frozenset("agency byline caption credit date embed gallery meta player separator".split())  # categories
_MOST = 0.3  # share of the words of a longer text
_NEARLY = 1.0  # points below what it takes at which a line is worth a word when somebody asks why it stayed


def build(lexicon: Lexicon) -> Finder:
    """Claims lines by their wording alone, and what others leave of them."""
    speakers = Speakers(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        lines = document.lines
        is_long = len(lines) > FEW_LINES
        more = _FOR_LONG * is_long + _FOR_MORE * log(max(1.0, len(lines) / FEW_LINES))
        more += _FOR_CLEAN * (is_long and not len(claims))
        found: dict[int, Claim] = {}
        for at, line in enumerate(lines):
            least = _least(word_count(line.text))
            if least == inf or not _is_worded(line.text) or not may_speak(document.lowered[line.start : line.end]):
                continue
            taken = claims.within(line.start, line.end)
            if taken and not _is_rest(document, line, claims, taken):
                continue
            least += more + _FOR_ROWS * (count_unspaced(line.text) > 0) - _FOR_TAKEN * bool(taken)
            reading = read(line.text)
            if reading.category and reading.points > least - _NEARLY:
                stayed = "" if reading.points > least else f"{reading.points:.1f} points: {least:.1f} would do"
                told = f"{reading.points:.1f} points: {reading.told}"
                found[at] = Claim(line.start, line.end, f"wording/{reading.category}", told, stayed=stayed)
        if found and (not is_long or _is_part(document, found)) and is_page([line.text for line in lines]):
            kept = of_the_text(document, lines, lexicon)
            said = {at for at in found if speakers.speak("", document.folded, lines[at].start, lines[at].end)}
            yield from (claim for at, claim in found.items() if at not in kept | said)

    return find


def _is_worded(text: str) -> bool:
    """Is it words, and no speech?"""
    return text[0] != '"' and not _NO_WORDS.search(text) and not _SPEECH.search(text)


def _is_rest(document: Document, line: Line, claims: Claims, taken: Sequence[Claim]) -> bool:
    """May what others leave of a line be the rest of what they took? Captions and bylines are glued to texts, too."""
    if all(claim.category in _GLUED for claim in taken):
        return False
    rest = " ".join(document.folded[start:end].strip() for start, end in claims.free(line.start, line.end)).strip()
    return any(map(str.isalnum, rest)) and read(rest).points > (_OF_SENTENCES if ends_sentence(rest) else _OF_REST)


def _least(words: int) -> float:
    """The points that a line of so many words must have."""
    return next((points for size, points in _LEAST if words >= size), inf) if words <= _LONGEST else inf


def _is_part(document: Document, found: Mapping[int, Claim]) -> bool:
    """Is little of the text worded so? Else that may be what it is about."""
    gone = sum(word_count(document.lines[at].text) for at, claim in found.items() if not claim.stayed)
    return gone <= _MOST * word_count(document.folded)
