"""Line words: the wording of a line as names that a fitted score weighs: its words, its pairs of words, its ends."""

from __future__ import annotations

from itertools import pairwise

from cleantext.engine.document import lower
from cleantext.engine.patterns import compiled

_WORD = compiled(r"[^\W_]+(?:'[^\W_]+)?")
_MOST = 80  # words of a line that are looked at


def wording(text: str) -> list[str]:
    """The names of what `text` (folded) is worded with. Every number is "#".

    >>> wording("Read 3 more")
    ['first=read', 'last=more', 'opening=read #', 'pair=# more', 'pair=read #', 'word=#', 'word=more', 'word=read']
    """
    words = ["#" if word.isdigit() else word for word in _WORD.findall(lower(text))[:_MOST]]
    if not words:
        return []
    found = {f"word={word}" for word in words}
    found.update(f"pair={one} {other}" for one, other in pairwise(words))
    found |= {f"first={words[0]}", f"last={words[-1]}", f"opening={' '.join(words[:2])}"}
    return sorted(found)
