"""Captions: what stands under a picture, known by the credit that ends it or the gallery marker that opens it."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line, lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .credits import BRACKETED, RIGHTS, Credits, beside, is_label, may_join
from .shape import ends_sentence, word_count

_LONGEST = 420  # code points of a caption with its credit
_MOST_WORDS = 75
_MOST_SENTENCES = 3
_LONGEST_NOTE = 44
_NOTE = compiled(r"[(\[] ?([^()\[\]\n]{5,40}?) ?[)\]]\.?$")
# What a note on the kind of a picture names, "(archive photo)", and one on who stands where, "(left)", does not.
_PICTURE = compiled("foto|photo|bild|beeld|imag|kuva|zdj|фото|сним|φωτ|kép|ảnh|写真|图片|사진")
# Japanese agencies sign the last sentence of a text as they do a caption, which says that it is one.
_SIGNED, _TAKEN = compiled(r"[ぁ-ん]。 ?(?:\([cC]\)|©)? ?$"), compiled("撮影|写真|画像|資料|提供")
# What begins with a question and answers it at length is a text, even with a credit behind it.
_ANSWERED, _MOST_TO_ANSWER = compiled(r"[^.!?。！？؟]*[?？؟] ?[^\W\d_]"), 28  # words
# Rows of a table name houses and credits too: a firm and its sales, a price per credit.
_TABLE = compiled(r"^\||\|[^|]*\|[^|]*\||\| ?[$€£¥₹]? ?\d|[$€£¥₹] ?\d[^|]*\|")


def build(lexicon: Lexicon) -> Finder:
    """Claims gallery markers with their captions, captions that end in a credit, and credits that stand alone."""
    known = Credits.of(lexicon)
    notes = frozenset(filter(_PICTURE.search, lexicon.get("caption-label", frozenset())))

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        for hit in document.hits("gallery-marker"):
            line = document.lines[document.line_index(hit.start)]
            end = _caption_end(document, line, hit.end, known)
            yield Claim(hit.start, end, "captions/marked", f"“{hit.text}”")
        named = _lines_with_names(document)
        bracketed = "(" in document.folded or "[" in document.folded
        joined = may_join(document.folded)
        for at, line in enumerate(document.lines):
            text = line.text
            if "|" in text and _TABLE.search(text):
                continue
            if at in named or text[-1] in ")]" or (joined and len(text) <= _LONGEST and may_join(text)):
                yield from _by_tail(document, line, known)
                yield from _by_note(document, line, notes)
            if bracketed and ("(" in text or "[" in text):
                yield from _by_brackets(document, claims, line, known)

    return find


def _lines_with_names(document: Document) -> set[int]:
    """The lines with an agency or a label written as in a credit, or a sign of rights: no others end in a credit."""
    starts = [hit.start for hit in document.hits("credit-label") if is_label(document.lowered, hit)]
    starts += [hit.start for hit in document.hits("agency") if beside(document.folded, hit.start, hit.end)]
    starts += [hit.start for hit in document.hits("credit-whole")]
    if "©" in document.folded or "(c) " in document.lowered:
        starts += [match.start() for match in RIGHTS.finditer(document.lowered)]
    return {document.line_index(start) for start in starts}


def _caption_end(document: Document, line: Line, after: int, known: Credits) -> int:
    """Where the caption behind a gallery marker ends: with its bracketed credit, with its line, or not known."""
    reach = min(line.end, after + _LONGEST)
    for match in BRACKETED.finditer(document.folded, after, reach):
        if _stands_apart(document.folded, match.end(), line.end) and (
            known.bracketed(match[0], "") or match[0][1] == " " or match.end() == line.end
        ):
            return match.end()
    if reach == line.end and len(document.sentences(line)) <= _MOST_SENTENCES:
        return line.end
    return after


def _by_tail(document: Document, line: Line, known: Credits) -> Iterator[Claim]:
    """The credits that end a line, with the caption that they belong to if that is what is left."""
    end = len(line.text)
    while True:
        base = max(0, end - _LONGEST)  # a credit is near the end; a line may be a megabyte
        tail = base + known.tail(line.text[base:end])
        if tail < base:
            return
        credit, caption = line.text[tail:end], line.text[base:tail].rstrip()
        evidence, behind, end = f"ends in a credit: {credit}", end, base + len(caption)
        if not base and not caption.strip(" -|/"):
            yield Claim(line.start, line.end, "captions/credit-line", evidence)
            return
        if _is_caption(document, line, tail) and (known.is_named(credit) or not ends_sentence(caption)):
            yield Claim(line.start, line.end, "captions/credited", evidence)
            return
        yield Claim(line.start + tail, line.start + behind, "captions/trailing-credit", evidence)


def _by_note(document: Document, line: Line, notes: frozenset[str]) -> Iterator[Claim]:
    """A line that ends in a note on the kind of its picture: "(archive photo)"."""
    note = _NOTE.search(line.text[-_LONGEST_NOTE:])
    if note and lower(note[1]) in notes and _is_caption(document, line, len(line.text) - len(note[0])):
        yield Claim(line.start, line.end, "captions/credited", f"ends in a note on its picture: {note[0]}")


def _is_caption(document: Document, line: Line, tail: int) -> bool:
    if len(line.text) > _LONGEST or word_count(line.text) > _MOST_WORDS:
        return False
    if _SIGNED.search(line.text[:tail]) and not _TAKEN.search(line.text):
        return False
    if _ANSWERED.match(line.text, 0, tail) and word_count(line.text) > _MOST_TO_ANSWER:
        return False
    sentences = [bound for bound in document.sentences(line) if bound[0] < line.start + tail]
    return len(sentences) <= _MOST_SENTENCES


def _by_brackets(document: Document, claims: Claims, line: Line, known: Credits) -> Iterator[Claim]:
    """Captions inside a longer line: from the start of the sentence to a credit in brackets that text follows."""
    for match in BRACKETED.finditer(document.folded, line.start, line.end):
        if match.end() == line.end or not _stands_apart(document.folded, match.end(), line.end):
            continue
        before = document.folded[max(line.start, match.start() - _LONGEST) : match.start()]
        if not known.bracketed(match[0], before):
            continue
        start = document.sentence_at(match.start(), match.end())[0]
        near = claims.within(max(start, match.start() - _LONGEST), match.start())
        start = max(start, near[-1].end) if near else start
        caption = document.folded[start : match.start()].rstrip()
        whole = (
            caption and not ends_sentence(caption) and len(caption) <= _LONGEST and word_count(caption) <= _MOST_WORDS
        )
        rule = "captions/credited" if whole else "captions/trailing-credit"
        yield Claim(start if whole else match.start(), match.end(), rule, f"credit in brackets: {match[0]}")


def _stands_apart(text: str, position: int, line_end: int) -> bool:
    """Does something new begin at `position`: the end of the line, or white space and no small letter?"""
    if position >= line_end:
        return True
    rest = text[position : position + 3]
    return (
        rest[0] == " "
        and bool(rest.strip())
        and not rest.strip()[0].islower()
        and rest.strip()[0].isalnum() | (rest.strip()[0] in "\"'")
    )
