"""Teasers: headlines of other texts below the text, with the sentences, names and dates under them.

A headline with a sentence below it may be a heading with its paragraph too. Teasers are known by what stands over them
("Related stories"), by sentences that break off, or by the date under each headline; and by where they stand: behind
the last long paragraph. Where only some headlines have a sentence below them, that sentence may be how the text ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.lexicon import words_of
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .discourse import discourse
from .shape import asks, ends_sentence, word_count

_LONG = 45  # words of a paragraph that is no teaser, if it does not break off
_PLAIN = 15  # words of a sentence that follows another without a headline between: running text
_LEAST_TEXT = 60  # words of prose before teasers
_FEWEST = 3  # headlines under a label
_MOST = 90  # lines under a label; more are a catalogue, which is the text
_MOSTLY = 0.6  # of the sentences below a text on a furnished page, that each have a headline of their own
_FEW = 2  # of the sentences that break off, or dates, without a label
_SHARE = 3  # times the words of a run that the text before must have, where no other residue stands below it
_SMALL = 240  # words of a text for which a run need not be measured
_TITLE = range(3, 23)  # words of a headline
_BREAKS = 9  # words of a sentence that breaks off, at least
_LABEL = 6  # words of a label over teasers, at most
_TWICE = range(5, _TITLE.stop)  # words of a headline that stands twice in one line: longer, it is a text
_COLUMNS = "   "  # between the cells of a table's row
_BROKEN = compiled(r"(?:\.\.\.|…)[\])]?$")
_YEAR = compiled(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d\d")


class Words(NamedTuple):
    """The words over and under teasers, in the packs in use."""

    labels: frozenset[str]
    stamps: frozenset[str]  # months, "ago", "min read"

    @classmethod
    def of(cls, lexicon: Lexicon) -> Words:
        """For the word lists `related-label`, `month`, `time-ago`, `day-word` and `reading-time`."""

        listed = partial(words_of, lexicon)
        return cls(listed("related-label"), listed("month", "time-ago", "day-word", "reading-time"))


class Piece(NamedTuple):
    """A line below the text, and what it may be among teasers."""

    line: Line
    kind: str  # label, claimed, title, deck (a sentence or more), stamp, text (surely), other
    words: int
    broken: bool


def build(lexicon: Lexicon) -> Finder:
    """Claims teasers below the text, and headlines that stand twice in one line."""
    words = Words.of(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        for line in document.lines:
            if _is_doubled(line.text) and "\t" not in document.text[line.start : line.end]:
                yield Claim(line.start, line.end, "teasers/doubled", "the same headline twice in one line")
        before, first = _behind_text(document, claims)
        if before < _LEAST_TEXT or first == len(document.lines):
            return
        pieces = [_piece(line, claims, words) for line in document.lines[first:]]
        if not _may_be_teasers(pieces):  # as of most texts: what takes its turn in them need not be known
            return
        own = discourse(document, document.lines, lexicon)
        pieces = [_as_text(piece) if at in own else piece for at, piece in enumerate(pieces, first)]
        furnished = sum(piece.kind == "claimed" for piece in pieces) >= _FEWEST
        for label, run, size in _runs(pieces):
            if furnished or _SHARE * size <= max(before, _SMALL):
                yield from _judged(label, _to_table(run), furnished=furnished)

    return find


def _is_doubled(text: str) -> bool:
    half = len(text) // 2
    if len(text) < 4 * _TWICE.start or len(text) % 2 == 0 or text[half] != " " or text[:half] != text[half + 1 :]:
        return False
    parts = text[:half].split()
    return len(parts) in _TWICE and any(part[0].islower() for part in parts)


def _behind_text(document: Document, claims: Claims) -> tuple[int, int]:
    """Words of prose, and the index of the first line behind the last long paragraph or pair of plain ones."""
    counted, behind = 0, 0
    plain = False
    for at, line in enumerate(document.lines):
        if len(line.text) < 3 * _PLAIN or not ends_sentence(line.text) or _BROKEN.search(line.text):
            plain = False
            continue
        size = word_count(line.text)
        if size < _PLAIN or claims.touches(line.start, line.end):
            plain = False
            continue
        if size >= _LONG or plain:
            behind = at + 1
        counted, plain = counted + size, True
    return counted, behind


def _piece(line: Line, claims: Claims, words: Words) -> Piece:
    size = word_count(line.text)
    broken = _BROKEN.search(line.text) is not None and size >= _BREAKS
    within = claims.within(line.start, line.end)
    if within and claims.covers(line.start, line.end):
        label = within[0].category == "related" and size <= _LABEL
        return Piece(line, "label" if label else "claimed", size, False)
    return Piece(line, _kind(line.text, size, words, broken=broken), size, broken)


def _kind(text: str, size: int, words: Words, *, broken: bool) -> str:
    bare = lower(text).strip(" :.-|»>#*[]")
    if size <= _LABEL and bare in words.labels:
        return "label"
    if text[-1] in ":：":  # what it announces follows: no headline of another text
        return "text"
    if broken or (ends_sentence(text) and size >= _TITLE.start and not _is_question(text)):
        return "deck"
    if _COLUMNS in text:
        return "other"
    if size <= 2 * _LABEL and _is_stamp(bare, words):
        return "stamp"
    return "title" if size in _TITLE and not text[0].islower() else "other"


def _may_be_teasers(pieces: Sequence[Piece]) -> bool:
    """Can there be enough of them for `_judged`, whichever are the text's own?"""
    kinds = [piece.kind for piece in pieces]
    return ("label" in kinds and kinds.count("title") >= _FEWEST) or sum(piece.broken for piece in pieces) >= _FEW


def _as_text(piece: Piece) -> Piece:
    """The piece as a line of the text, unless that is known not to be one."""
    return piece if piece.kind in {"label", "claimed"} else piece._replace(kind="text", broken=False)


def _is_question(text: str) -> bool:
    return (asks(text) or text.rstrip("\"')")[-1:] == "!") and len(text.split()) in _TITLE


def _is_stamp(text: str, words: Words) -> bool:
    if not any(map(str.isdigit, text)):
        return False
    return _YEAR.search(text) is not None or not words.stamps.isdisjoint(text.replace(",", " ").split())


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[Piece | None, list[Piece], int]]:
    """The pieces behind each label, and those before the first, up to the next or to where the text goes on.

    And the words up to the next label.
    """
    label: Piece | None = None
    run: list[Piece] = []
    words, is_text = 0, False
    for piece in pieces:
        if piece.kind == "label":
            yield label, run, words
            label, run, words, is_text = piece, [], 0, False
            continue
        words += piece.words
        if piece.kind == "text" or (label is not None and _is_set_apart(run, piece)):
            is_text = True
        if not is_text:
            run.append(piece)
    yield label, run, words


def _is_set_apart(run: Sequence[Piece], piece: Piece) -> bool:
    """Is there a blank line before the piece, and none between the headlines before it and their label?"""
    is_block = len(run) >= _FEWEST and all(each.kind == "title" and each.line.breaks == 1 for each in run)
    return is_block and piece.line.breaks > 1


def _to_table(run: list[Piece]) -> list[Piece]:
    """The run up to where lines of a word or a number follow one another: a table."""
    short = numbers = 0
    for at, piece in enumerate(run):
        short = short + 1 if piece.kind == "other" else 0
        numbers = numbers + any(map(str.isdigit, piece.line.text)) if short else 0
        if short > _FEWEST and numbers > 1:
            return run[: at + 1 - short]
    return run


def _judged(label: Piece | None, run: list[Piece], *, furnished: bool) -> Iterator[Claim]:
    lines = [piece for piece in run if piece.kind != "claimed"]
    titles = [piece for piece in lines if piece.kind == "title"]
    decks = [(above, piece) for above, piece in pairwise([None, *lines]) if piece is not None and piece.kind == "deck"]
    under = [piece for above, piece in decks if above is not None and above.kind in {"title", "stamp", "other"}]
    broken = sum(piece.broken for piece in under)
    asked = sum(_is_question(piece.line.text) for piece in titles)
    if decks and _FEW * asked > len(titles):
        return  # questions and answers
    if label is not None and len(titles) >= _FEWEST and len(run) <= _MOST:
        evidence, rule = f"“{label.line.text}” and {len(titles)} headlines", "teasers/labelled"
    elif broken >= _FEW and len(titles) >= broken:
        evidence, rule = f"{len(titles)} headlines, {broken} sentences broken off", "teasers/broken"
    else:
        return
    regular = len(under) == len(decks) and len(decks) >= _FEW and 2 * len(decks) >= len(titles)
    # Some sentences of a page below its text belong to no headline: they alone stay.
    own = {piece.line.start for piece in under} if len(under) >= max(_FEWEST, _MOSTLY * len(decks)) else set()
    for piece, below in zip(lines, [*lines[1:], None]):
        if furnished or regular or not _goes_on(piece, below):
            if piece.kind != "deck" or regular or piece.broken or piece.line.start in own:
                yield Claim(piece.line.start, piece.line.end, rule, evidence)
        else:
            return  # it may be how the text ends, and more of it follow


def _goes_on(piece: Piece, below: Piece | None) -> bool:
    """May the text go on here, with a sentence or with the heading over one?"""
    return any(each is not None and each.kind == "deck" and not each.broken for each in (piece, below))
