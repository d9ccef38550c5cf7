"""Quotations: what somebody says, between marks that stand outside of what a rule would take.

Within a long quotation people ask, warn and invite, and a rule sees no more than one of their sentences.
"""

from __future__ import annotations

from .document import Document, Line
from .patterns import compiled

_REACH = 1200  # code points to either side in which a quotation begins and ends
# Behind a comma, a mark before a space closes: "Please give," it said.
_OPENS = compiled(r'(?:(?:^|(?<=[\s(\[:—-]))"\s?|(?<=,)")(?=[\w¡¿\'(\[.…])')
_CLOSES = compiled(r"[.,!?…]’(?![^\W_])")  # an apostrophe stands elsewhere
_MAY_CLOSE = compiled(r"’(?![^\W_])")  # but for that of "the readers’ hall"
_UNSPACED = {"「": "」", "『": "』"}


def in_quotation(document: Document, line: Line, start: int, end: int) -> bool:
    """Does the sentence [start, end) stand in a quotation that it or an earlier one of its line began and a later ends?

    >>> text = 'She said: "Do come. Subscribe to our newsletter. It is free." Nobody did.'
    >>> document = Document(text)
    >>> in_quotation(document, document.lines[0], 20, 48), in_quotation(document, document.lines[0], 62, 73)
    (True, False)
    """
    folded = document.folded
    start += len(folded[start:end]) - len(folded[start:end].lstrip())
    before, behind = max(line.start, start - _REACH), min(line.end, end + _REACH)
    for opens, closes in _UNSPACED.items():
        if folded.rfind(opens, before, start) > folded.rfind(closes, before, start):
            last = folded.find(closes, end - 1, behind)
            return last >= 0 and not 0 <= folded.find(opens, end, behind) < last
    at = folded.rfind('"', before, start + 1)
    if at < 0:
        return _in_single_marks(document.text, (before, start), (end, behind))
    if not _OPENS.match(folded, at) or (at == start and '"' in folded[start + 1 : end - 1]):
        return False
    last = folded.find('"', end - 1, behind)
    if last < 0:
        return behind == line.end and folded.find('"', at + 1, behind) < 0 and _opens_below(document, line)
    is_french = document.text[at] == "«" and document.text[last] == "»"
    return last == end - 1 or is_french or not _OPENS.match(folded, last)


def _in_single_marks(text: str, above: tuple[int, int], below: tuple[int, int]) -> bool:
    """Does a quotation between ‘ and ’ begin in `above`, or right behind it, and end in `below`, or right before it?"""
    before, start = above
    at = text.rfind("‘", before, start + 1)
    if at < 0 or _MAY_CLOSE.search(text, at, start):
        return False
    last = _CLOSES.search(text, below[0] - 2, below[1])
    return last is not None and text.find("‘", below[0], last.start()) < 0


def _opens_below(document: Document, line: Line) -> bool:
    """Does the next line open with a mark, too, as speech of several paragraphs does?"""
    index = document.line_index(line.start) + 1
    return index < len(document.lines) and _OPENS.match(document.folded, document.lines[index].start) is not None
