"""Markup: what a reader sees of a text with Markdown in it, and where that stands in the text.

Extractors give links and emphasis as Markdown. Rules know sentences, so they read what Markdown shows of it:
"**[Read more](https://…)**" is "Read more" to them. What they claim there is then found in the text, with the marks
around it where nothing is left between these: half a link never stays. Images, and marks at the start of a line
(headings, lists, quotations), are shown as they are written: there are rules that know them. The text itself is never
changed but by removals, so that what looks like markup and is none, as in code, loses nothing by it.

The forms are those of CommonMark 0.31 (2.4 escapes, 4.3 underlined headings, 6.2 emphasis, 6.3 links, 6.4 images). The
words of a link may be broken into lines and, other than there, into paragraphs: extractors write teasers so, with a
picture over them. A picture before words on a line goes with these.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from .claims import Claim, Claims
from .patterns import compiled

TARGET = (  # of a link: an address, as against the "(x)" behind a "[i]" in code, and perhaps a title
    r"\((?:<?(?=[^\s()]*[/#.:@])(?:[^\s()]|\([^\s()]{0,200}\)){1,2000}>?|data:[^\s()]+)"
    r"(?:[ \n](?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\)"
)
_LABEL = r"\[[^\[\]\n]{1,80}\]"  # of a reference to an address that stands elsewhere
IMAGE = rf"!\[(?:[^\[\]\n\\]|\\[^\n]|\[[^\[\]\n]{{0,200}}\]){{0,500}}\](?:{TARGET}|{_LABEL})"
_OF_IMAGE = r"(?<=[)\]]\])\([^\s()]{1,2000}\)"  # any target will do for one: "[![Badge](badge.svg)](LICENSE)"
_WORDS = rf"(?! ?\])(?:[^\[\]\\]|\\[^\r]|\\\r\n|\[[^\[\]\n]{{0,200}}\](?!\()|{IMAGE}){{1,1000}}"
_IMAGE = compiled(IMAGE)
_LINK = compiled(rf"(?<![\\!])(\[){_WORDS}(\](?:{TARGET}|{_OF_IMAGE}))")
_REFERENCE = compiled(rf"(?<![\\!\]])(\[){_WORDS}(\]{_LABEL})(?![(\[:])")
_DEFINITION = compiled(rf"(?m)^[ \t]{{0,3}}({_LABEL}):[ \t]*\S")
_PICTURE = rf"(?:{IMAGE}|\[{IMAGE} ?\]\([^\s()]{{1,2000}}\))[ \t]*"
_BESIDE = compiled(
    rf"(?m)^[ \t]*(?:(?:[-*+>]|#{{1,6}})[ \t]+)?\[?((?:{_PICTURE}){{1,9}})(?=[^\s|,·•\\!\[\]]|\[(?!!| ?\]))[^\r\n]*"
)
_UNDERLINED = compiled(
    r"(?:\A|(?<=\n\n)|(?<=\n\r\n))([^\s|>#-][^\r\n]{0,200}?)[ \t]*(\r?\n(?:={3,}|-{3,})[ \t]*)(?=[\r\n]|\Z)"
)
_MARK = compiled(r"\\[!#()*+.>\[\]_`{|}~-]|\*+|_+|(?:\r?\n|\r(?!\n))[ \t]*[\r\n]")
_MOST = 3  # marks in a row that are emphasis


class Markup(NamedTuple):
    """What stands before and behind some words and is not shown, as bounds in the text."""

    opening: tuple[int, int]
    closing: tuple[int, int]  # with nothing between them, of an escape


class Shown:
    """A text as Markdown shows it.

    >>> text = "One. **[Read more](https://mill.example/)** Two."
    >>> shown = Shown.of(text)
    >>> shown.text
    'One. Read more Two.'
    >>> [text[claim.start : claim.end] for claim in shown.in_text(Claims([Claim(5, 14, "x/a")]))]
    ['**[Read more](https://mill.example/)**']
    >>> [text[claim.start : claim.end] for claim in shown.in_text(Claims([Claim(5, 9, "x/a")]))]
    ['Read']
    """

    def __init__(self, original: str, markups: Sequence[Markup]) -> None:
        self._original = original
        self._markups = markups
        marks = sorted({mark for markup in markups for mark in markup if mark[0] < mark[1]})
        borders = [0, *(border for mark in marks for border in mark), len(original)]
        pieces = list(zip(borders[::2], borders[1::2]))
        self.text = "".join([original[start:end] for start, end in pieces])
        self._marks = marks
        self._origins = [start for start, _ in pieces]
        self._starts = [0, *accumulate(end - start for start, end in pieces[:-1])]

    @classmethod
    def of(cls, text: str) -> Shown | None:
        """The text as it is shown; None for one without markup, which is shown as it is."""
        markups = list(_markups(text))
        return cls(text, markups) if markups else None

    def in_text(self, claims: Claims) -> Claims:
        """`claims` on what is shown as claims on the text, each with the marks around it that would enclose nothing."""
        gone = {mark for markup in self._markups if self._is_emptied(markup, claims) for mark in markup}
        gone &= {*self._marks}  # not the nothing behind an escape
        before = {markup.opening[1]: markup.opening[0] for markup in self._markups if markup.opening in gone}
        behind = {markup.closing[0]: markup.closing[1] for markup in self._markups if markup.closing in gone}
        found = Claims()
        for claim in claims:
            start, end = self._grown(*self._bounds(claim), before, behind)
            kept = [mark for mark in self._within(start, end) if mark not in gone]
            borders = [start, *(border for mark in kept for border in mark), end]
            for first, last in zip(borders[::2], borders[1::2]):
                found.add(claim._replace(start=first, end=last))
        return found

    def placed(self, claim: Claim) -> Claim:
        """One claim on what is shown, as it lies in the text."""
        start, end = self._bounds(claim)
        return claim._replace(start=start, end=end)

    def _bounds(self, claim: Claim) -> tuple[int, int]:
        return self._origin(claim.start), self._origin(claim.end - 1) + 1

    def _origin(self, at: int) -> int:
        piece = bisect_right(self._starts, at) - 1
        return self._origins[piece] + at - self._starts[piece]

    def _is_emptied(self, markup: Markup, claims: Claims) -> bool:
        start, end = (self._seen(at) for at in (markup.opening[1], markup.closing[0]))
        return claims.touches(start, end) and not any(
            self.text[first:last].strip() for first, last in claims.free(start, end)
        )

    def _seen(self, at: int) -> int:
        """Where what stands at `at` of the text is shown, or what is shown next."""
        piece = bisect_right(self._origins, at) - 1
        behind = self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)
        return min(self._starts[piece] + at - self._origins[piece], behind)

    def _grown(self, start: int, end: int, before: dict[int, int], behind: dict[int, int]) -> tuple[int, int]:
        """The bounds with the marks that go beside them, behind spaces perhaps."""
        text, left, right = self._original, start, end
        while left in before or text[left - 1 : left] == " ":
            left = before.get(left, left - 1)
            start = left if text[left] != " " else start
        while right in behind or text[right : right + 1] == " ":
            right = behind.get(right, right + 1)
            end = right if text[right - 1] != " " else end
        return start, end

    def _within(self, start: int, end: int) -> list[tuple[int, int]]:
        return self._marks[bisect_left(self._marks, (start, 0)) : bisect_left(self._marks, (end, 0))]


def whole(text: str, claims: Claims) -> Claims:
    """`claims` without what they take of images of `text` that would stay in part.

    >>> [*whole("![The mill](/a.jpg) burned", Claims([Claim(1, 11, "x/a")]))]
    []
    """
    if "![" not in text or not len(claims):
        return claims
    images = [image.span() for image in _IMAGE.finditer(text)]
    halved = [image for image in images if claims.touches(*image) and not claims.covers(*image)]
    if not halved:
        return claims
    kept, spared = Claims(), Claims(Claim(start, end, "") for start, end in halved)
    for claim in claims:
        for start, end in spared.free(claim.start, claim.end):
            kept.add(claim._replace(start=start, end=end))
    return kept


def _markups(text: str) -> Iterator[Markup]:
    """The markup of a text: links and images first, then what stands outside of their addresses."""
    closed: list[tuple[int, int]] = []  # addresses and images, in which nothing is markup
    if "](" in text or "][" in text:
        beside = [(match.span(1), match.end()) for match in _BESIDE.finditer(text)] if "![" in text else []
        yield from (Markup(span, (end, end)) for span, end in beside)
        pictures = Claims(Claim(*span, "") for span, _ in beside)
        for link in _links(text):
            closed.append(link.span(2))
            if not pictures.touches(link.start(), link.start() + 1):
                yield Markup(link.span(1), link.span(2))
        closed += [image.span() for image in _IMAGE.finditer(text)]
    if "---" in text or "===" in text:
        for heading in _UNDERLINED.finditer(text):
            yield Markup((heading.start(1),) * 2, heading.span(2))
    if "*" in text or "_" in text or "\\" in text:
        yield from _emphasis(text, sorted(closed))


def _links(text: str) -> Iterator[re.Match[str]]:
    """Links with an address, and those with a reference to one that is there."""
    yield from _LINK.finditer(text)
    defined = {match[1].lower() for match in _DEFINITION.finditer(text)} if "]:" in text else ()
    if defined:
        yield from (link for link in _REFERENCE.finditer(text) if link[2][1:].lower() in defined)


def _emphasis(text: str, closed: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    """Escapes, and pairs of equal runs of marks in a paragraph, the inner ones before the outer ones."""
    opened: dict[str, int] = {}  # by the run, where it starts; those that a closed pair encloses are gone
    for match in _MARK.finditer(text):
        run, (start, end) = match[0], match.span()
        if run[-1] in "\r\n":
            opened.clear()
            continue
        at = bisect_right(closed, (start, len(text))) - 1
        if at >= 0 and start < closed[at][1]:
            continue
        if run[0] == "\\":
            yield Markup((start, start + 1), (end, end))
        elif len(run) <= _MOST:
            before, after = text[start - 1 : start], text[end : end + 1]
            if run in opened and not before.isspace() and not after.isalnum():
                first = opened[run]
                opened = {other: other_at for other, other_at in opened.items() if other_at < first}
                yield Markup((first, first + len(run)), (start, end))
            elif after and not after.isspace() and not before.isalnum():
                opened[run] = start
