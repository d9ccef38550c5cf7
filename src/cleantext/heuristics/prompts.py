"""Prompts: sentences in which the site speaks to its reader about itself, in whatever words.

Each sentence that names a thing of the site (newsletter, app, comments, cookies) gets points (`prompt_points`). Enough
of them are a prompt, unless its other words are those of a text (`wording_points`); in a short line, what stands beside
a prompt goes with it for fewer. The weightiest thing says which rule claims. Most sentences of most texts name no such
thing, and are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import chain

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.context import Speakers
from cleantext.engine.document import Document
from cleantext.engine.patterns import compiled
from cleantext.engine.quotations import in_quotation
from cleantext.engine.rules import Finder, Lexicon
from cleantext.engine.seams import SmallWords

from . import wording_points
from .prompt_bounds import bounds
from .prompt_pieces import ENOUGH, FEW, NOTHING, Piece, Spoken, enough_in, may_be_sure, needed, pieces_of, place_of
from .prompt_points import THINGS, gives_address
from .shape import asks, ends_sentence, is_page, may_ask, word_count

_ASKED = 1.9  # further points that a question needs which asks you, and says no we: people ask one another, too
_AS_TEXT = -1.0  # points by wording (`wording_points`) below which hardly a prompt lies, and most else
_HALF = -0.4  # points of a sentence that goes with a prompt beside it
_ANSWER = -1.6  # points of what the reader should do, right behind a question that is a prompt
_BEHIND = 2  # sentences behind such a question: a text has more to say
_BESIDE = 2  # code points between the two
_SHORT_LINE = 600  # code points of a line in which prompts draw in what stands beside them
_SHORT_QUESTION = 12  # words
_SHORT_BETWEEN = 14  # words of a sentence between two that go
_SHORT_CALL = 4  # words of a sentence that asks and lures and says no more: "Get it here."
_MOST = 0.5  # share of a document that prompts may take, unless it is but a line or two: a notice to readers is a text
_PICTURES = compiled(
    "[¿¡※\u2190-\u21ff\u2300-\u23ff\u25b6\u25ba\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff ]*"
)
# What a line asks for where other rules claim some of it, and in whose name the rest of it goes.
_BESIDE_CLAIM = {
    "appeal": "prompts/appeal",
    "newsletter": "prompts/newsletter",
    "promo": "prompts/social",
    "paywall": "prompts/paywall",
    "comments": "prompts/comments",
    "share": "prompts/share",
    "ad": "prompts/shop",
}
_ASKING = frozenset(_BESIDE_CLAIM)


def build(lexicon: Lexicon) -> Finder:
    """Claims sentences that speak for the site, and what stands beside them in a short line."""
    small_words, speakers = cache(partial(SmallWords.of, lexicon)), Speakers(lexicon)

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        asking = {document.line_index(claim.start) for claim in claims if claim.category in _ASKING}
        near = asking.union(document.line_index(hit.start) for hit in document.hits(*THINGS))
        if not near:
            return
        spoken = Spoken(document, speakers)
        found: list[Claim] = []
        for at in sorted(near):
            line = document.lines[at]
            if not _begins_with_word(line.text) or line.text[-1] == "," or claims.covers(line.start, line.end):
                continue  # a verse ends with a comma, a prompt does not
            if at in asking or (_may_ask(document, claims, at, spoken) and _asks(document, claims, at, spoken)):
                found += _in_line(document, claims, at, spoken, small_words)
        taken = sum(claim.end - claim.start for claim in found)
        is_part = len(document.folded) < FEW or taken < _MOST * len(document.folded)
        if is_part and found and is_page([line.text for line in document.lines]):
            yield from found

    return find


def _begins_with_word(text: str) -> bool:
    """Does it, but for arrows and pictures before it? Bullets, numbers and quotation marks are those of texts."""
    at = _PICTURES.match(text).end()  # type: ignore[union-attr]
    return text[at : at + 1].isalpha()


def _may_ask(document: Document, claims: Claims, at: int, spoken: Spoken) -> bool:
    """May a sentence of line `at` be a prompt, as far as can be told before its sentences are found and read?"""
    line = document.lines[at]
    text, hits = line.text, spoken.within(line.start, line.end)
    known = place_of(document, claims, at)
    for name, is_possible in (
        ("located", gives_address(document.lowered[line.start : line.end])),
        ("question", may_ask(text)),
        ("cry", "!" in text or "！" in text),
        ("button", claims.touches(line.start, line.end) or not ends_sentence(text)),
    ):
        if not is_possible:
            known[name] = 0.0
    return may_be_sure(hits, known, enough_in(document))


def _asks(document: Document, claims: Claims, at: int, spoken: Spoken) -> bool:
    """Is a sentence of line `at` a prompt by itself?"""
    enough = enough_in(document)
    return any(_is_sure(piece, enough) for piece in _pieces(document, claims, at, spoken, enough))


def _pieces(document: Document, claims: Claims, at: int, spoken: Spoken, least: float | None = None) -> Iterator[Piece]:
    """The `pieces_of` line `at`, but for those within a quotation; what somebody is said to say has no points."""
    line = document.lines[at]
    for piece in pieces_of(document, claims, at, spoken, least):
        if in_quotation(document, line, piece.start, piece.end):
            continue
        reading = piece.reading
        told = reading and spoken.speakers.speak(reading.language, document.folded, piece.start, piece.end)
        yield piece._replace(reading=None, points=NOTHING) if told else piece


def _in_line(
    document: Document, claims: Claims, at: int, spoken: Spoken, small_words: Callable[[str], SmallWords]
) -> Iterator[Claim]:
    line, pieces = document.lines[at], list(_pieces(document, claims, at, spoken))
    enough = enough_in(document)
    sure = [piece for piece in pieces if _is_sure(piece, enough) and not _is_worded_as_text(document, piece)]
    answer = None
    if sure and sure[-1] is not pieces[-1] and asks(document.folded[sure[-1].start : sure[-1].end]):
        answer = _answer(document, spoken, pieces[pieces.index(sure[-1]) + 1 :])
        if answer is None:
            sure.pop()  # a question that the text goes on to answer
        else:
            yield _claim(sure[-1])._replace(
                start=answer.start, end=answer.end, evidence="what to do, behind a question"
            )
    for piece in sure:
        assert piece.reading
        found = list(chain.from_iterable(piece.reading.words.values()))
        small = small_words(piece.reading.language)
        start, end = bounds(document, line, (piece.start, piece.end), found, small)
        yield _claim(piece)._replace(start=start, end=end)
    left = [piece for piece in pieces if piece not in sure and piece is not answer]
    if line.end - line.start > _SHORT_LINE or not left:
        return
    asking = [claim for claim in claims.within(line.start, line.end) if claim.category in _ASKING]
    taken = [*sure, answer] if answer else sure
    gone = [(piece.start, piece.end) for piece in taken] + [(claim.start, claim.end) for claim in asking]
    if not gone:
        return
    surest = max(sure, key=lambda piece: piece.points, default=None)
    rule = (
        f"prompts/{surest.reading.kind}"
        if surest and surest.reading
        else next((_BESIDE_CLAIM[c.category] for c in asking), "")
    )
    for piece in _drawn_in(document, spoken, left, gone):
        yield Claim(piece.start, piece.end, rule, "beside a prompt")


def _answer(document: Document, spoken: Spoken, behind: Sequence[Piece]) -> Piece | None:
    """What the reader should do ("Something wrong? Tell us"), if these sentences behind a question begin with it.

    They are few: a text has more to say.
    """
    if len(behind) > _BEHIND:
        return None
    piece = behind[0]
    text = document.folded[piece.start : piece.end]
    if not spoken.is_asking(piece.start) or word_count(text) > _SHORT_BETWEEN or '"' in text:
        return None
    if piece.reading is None:
        is_call = word_count(text) <= _SHORT_CALL and spoken.is_call(piece.start, piece.start + len(text.rstrip(" .!")))
        return piece if is_call else None
    is_order = piece.reading.speaks and "report" not in piece.reading.words and piece.points >= _ANSWER
    return piece if is_order else None


def _is_sure(piece: Piece, enough: float) -> bool:
    reading = piece.reading
    if not reading or not reading.speaks:
        return False
    had = reading.features
    private = had["question"] and had["you"] and had["asks-first"] and not (had["we"] or had["located"])
    return piece.points >= needed(reading.language, enough) + _ASKED * bool(private)


def _is_worded_as_text(document: Document, piece: Piece) -> bool:
    """Do its other words say that it is of a text, as those of a prompt seldom do?"""
    return wording_points.read(document.folded[piece.start : piece.end]).points < _AS_TEXT


def _drawn_in(document: Document, spoken: Spoken, pieces: list[Piece], gone: list[tuple[int, int]]) -> Iterator[Piece]:
    """What prompts draw in beside them: half a prompt, the short question that one answers, what two leave between, and
    a short call that names no thing."""
    for piece in (*pieces, *pieces[::-1]):
        before = any(0 <= piece.start - end <= _BESIDE for _, end in gone)
        behind = any(0 <= start - piece.end <= _BESIDE for start, _ in gone)
        if (piece.start, piece.end) in gone or not (before or behind):
            continue
        text = document.folded[piece.start : piece.end]
        question = behind and asks(text) and word_count(text) <= _SHORT_QUESTION
        words = piece.reading.words if piece.reading else {}
        speaks = piece.reading is not None and piece.points >= (_HALF if piece.reading.speaks else ENOUGH)
        between = before and behind and word_count(text) <= _SHORT_BETWEEN and '"' not in text
        call = word_count(text) <= _SHORT_CALL and spoken.is_call(piece.start, piece.start + len(text.rstrip(" .!")))
        if "report" not in words and (speaks or question or between or call):
            gone.append((piece.start, piece.end))
            yield piece


def _claim(piece: Piece) -> Claim:
    assert piece.reading
    named = {"ask": "asks", "lure": "lures", "report": "reports"}
    words = [f"{named.get(name, name)}: {', '.join(found)}" for name, found in piece.reading.words.items()]
    return Claim(
        piece.start, piece.end, f"prompts/{piece.reading.kind}", "; ".join([*words, f"{piece.points:.1f} points"])
    )
