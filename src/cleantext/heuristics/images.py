"""Images: pictures that a text in Markdown names and does not show, with their captions, and links without a word.

"![The mill at dawn](https://…/mill.jpg)" by itself on a line is no writing; within a sentence it stays. So it does in a
text without any residue, which may be somebody's own. The words in its brackets are often those of the caption, which
then stands under it once more.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.engine.claims import Claim, Claims
from cleantext.engine.document import Document
from cleantext.engine.markup import IMAGE, TARGET
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Finder, Lexicon

from .shape import word_count

_IMAGES = compiled(rf"(?:[-*+|>] ?)?(?:(?:{IMAGE}|\[ ?\]{TARGET})[ |,·•\\]{{0,9}}){{1,60}}")
_NAME = compiled(r"!\[([^\[\]]+)\]")
_FEWEST = 3  # words of a name that tells a caption from a title
_UNDER = 2  # line breaks before a caption, at most


def build(lexicon: Lexicon) -> Finder:  # noqa: ARG001
    """Claims lines of images, and captions under them that say what these are called."""

    def find(document: Document, claims: Claims) -> Iterator[Claim]:
        if not len(claims) or "](" not in document.folded:
            return
        names: set[str] = set()  # of the images right above
        for line in document.lines:
            if "](" in line.text and _IMAGES.fullmatch(line.text):
                names = {match[1] for match in _NAME.finditer(line.text)}
                yield Claim(line.start, line.end, "images/line", "an image by itself" if names else "a link of no word")
            else:
                if line.text in names and word_count(line.text) >= _FEWEST and line.breaks <= _UNDER:
                    yield Claim(line.start, line.end, "images/line", "what the image above is called")
                names = set()

    return find
