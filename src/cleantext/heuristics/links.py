"""Links: headlines of other texts amid a text, under a label for them that a rule has taken ("Related", "More:").

Without its label such a list reads as if it were of the text. Where the list ends is plain where a sentence follows;
but the line just over that sentence may be the heading of its section, which in some languages are as long as
headlines: it stays, unless a bullet stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .discourse import discourse
from .shape import asks, ends_sentence, word_count, words_of_prose

_RELATED = "related"  # the category of the labels
_LABEL = 6  # words of a label, at most
_INTRODUCTION = 14  # the same with a colon at its end
_LEAST_TEXT = 60  # words of prose before it: above that stand the headline of the text and what goes with it
_MOST = 24  # lines under a label; more are a catalogue, which is the text
_TITLE = range(5, 21)  # words of a headline
_LISTED = range(3, 21)  # the same behind a bullet
_BULLET = compiled(r"[*+•·○▪‣»>-] ?\w|[*+•·○▪‣»>-] [\"'(]")


def build(lexicon: Lexicon) -> Finder:
    """Claims the lines under labels that are claimed as related, up to the next sentence."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        if not any(claim.category == _RELATED for claim in claims):
            return  # as in most texts
        lines, before = document.lines, 0
        own: set[int] | None = None
        for at, line in enumerate(lines):
            if ends_sentence(line.text):
                before += words_of_prose([line.text])
            elif before >= _LEAST_TEXT and _is_label(lines, at, claims):
                if own is None:
                    own = discourse(document, lines, lexicon)
                listed = _listed(lines, at + 1, claims, own)
                if listed:
                    evidence = f"under “{line.text}”"
                    for other in listed:
                        yield Claim(other.start, other.end, "links/listed", evidence)

    return find


def _is_label(lines: Sequence[Line], at: int, claims: Claims) -> bool:
    """Is it taken as a label, and not as the button of a headline above it that stays?"""
    line = lines[at]
    most = _INTRODUCTION if line.text.endswith(":") else _LABEL
    if word_count(line.text) > most or ":" in line.text[:-1] or not claims.covers(line.start, line.end):
        return False
    if claims.within(line.start, line.end)[0].category != _RELATED:
        return False
    above = lines[at - 1]
    return claims.touches(above.start, above.end) or ends_sentence(above.text)


def _listed(lines: Sequence[Line], first: int, claims: Claims, own: set[int]) -> list[Line]:
    """The lines of the list that begins there, without those that are taken already; `own` are those of the text."""
    found: list[Line] = []
    stopped = False
    for at, line in enumerate(lines[first:], first):
        if claims.covers(line.start, line.end):
            if claims.within(line.start, line.end)[0].category == _RELATED:
                break  # the next label, or a button
            continue
        if claims.touches(line.start, line.end) or _is_sentence(line.text) or at in own:
            stopped = True
            break
        found.append(line)
        if len(found) > _MOST:
            return []
    if stopped and found and not _BULLET.match(found[-1].text):
        found.pop()
    headlines = sum(_is_headline(line.text) for line in found)
    return found if 2 * headlines >= len(found) else []


def _is_sentence(text: str) -> bool:
    if word_count(text) >= _TITLE.stop or text[-1] in ":：":  # what that announces follows
        return True
    return ends_sentence(text) and not asks(text) and text.rstrip("\"')")[-1:] != "!"


def _is_headline(text: str) -> bool:
    """Has it words enough for a headline? Behind a bullet, a few will do."""
    size = word_count(text)
    return size in _LISTED if _BULLET.match(text) else size in _TITLE and not text[0].islower()
