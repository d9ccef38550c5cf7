"""Images: pictures that a text in Markdown names and does not show, with their captions, and links without a word.

"![The mill at dawn](https://…/mill.jpg)" by itself on a line is no writing; within a sentence it stays. So it does in a
text without any residue, which may be somebody's own. The words in its brackets are often those of the caption, which
then stands under it once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document, Line
from cleantext.engine.markup import IMAGE, TARGET
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import word_count

_IMAGES = compiled(rf"(?:[-*+>] ?)?(?:(?:{IMAGE}|\[ ?\]{TARGET})[ |,·•\\]{{0,9}}){{1,60}}")
_NAME = compiled(r"!\[([^\[\]]+)\]")
_FENCES = ("```", "'''", "~~~")  # around code; the second is the first as folded
_RULED = frozenset("|:- ")  # what the line under the head of a table is made of
_FEWEST = 3  # words of a name that tells a caption from a title
_UNDER = 2  # line breaks before a caption, at most


def build(lexicon: Lexicon) -> Finder:  # noqa: ARG001
    """Claims lines of images, and captions under them that say what these are called."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        if not len(claims) or ("](" not in document.folded and "![" not in document.folded):
            return
        names: set[str] = set()  # of the images right above
        is_code = False
        for at, line in enumerate(document.lines):
            if line.text.startswith(_FENCES):
                is_code = not is_code
            if (
                ("](" in line.text or "![" in line.text)
                and not is_code
                and _IMAGES.fullmatch(line.text)
                and not _is_head(document.lines, at)
            ):
                names = {match[1] for match in _NAME.finditer(line.text)}
                yield Claim(line.start, line.end, "images/line", "an image by itself" if names else "a link of no word")
            else:
                if line.text in names and word_count(line.text) >= _FEWEST and line.breaks <= _UNDER:
                    yield Claim(line.start, line.end, "images/line", "what the image above is called")
                names = set()

    return find


def _is_head(lines: Sequence[Line], at: int) -> bool:
    """Is it the head of a table?"""
    under = lines[at + 1].text if at + 1 < len(lines) else ""
    return "|" in under and _RULED.issuperset(under)
