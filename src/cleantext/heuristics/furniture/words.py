"""Line words: the wording of a line as names that a fitted score weighs: its words, its pairs of words, its ends."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleantext.engine.document import lower
from cleantext.engine.patterns import compiled

from .weights import WORDS, Weighed, weights_of

_WORD = compiled(r"[^\W_]+(?:'[^\W_]+)?")
_MOST = 80  # words of a line that are looked at


def wording(text: str) -> list[str]:
    """The names of what `text` (folded) is worded with. Every number is "#".

    >>> wording("Read 3 more")
    ['first=read', 'last=more', 'opening=read #', 'pair=# more', 'pair=read #', 'word=#', 'word=more', 'word=read']
    """
    words = _words(text)
    if not words:
        return []
    found = {f"word={word}" for word in words}
    found.update(f"pair={one} {other}" for one, other in pairwise(words))
    found |= {f"first={words[0]}", f"last={words[-1]}", f"opening={' '.join(words[:2])}"}
    return sorted(found)


def weighed(text: str) -> list[Weighed]:
    """Those of the names in `wording(text)` that have a weight, in their order: in another, floats differ in their sum.

    >>> [name for name, _ in weighed("Read 3 more")]
    ['first=read', 'last=more', 'pair=# more', 'pair=read #', 'word=#', 'word=more', 'word=read']
    """
    words = _words(text)
    if not words:
        return []
    known = _known()
    found = [known.word[word] for word in set(words) if word in known.word]
    found += [known.pair[pair] for pair in set(pairwise(words)) if pair in known.pair]
    ends = (known.first, words[0]), (known.last, words[-1]), (known.opening, " ".join(words[:2]))
    found += [names[part] for names, part in ends if part in names]
    return sorted(found)


def _words(text: str) -> list[str]:
    return ["#" if word.isdigit() else word for word in _WORD.findall(lower(text))[:_MOST]]


class _Known(NamedTuple):
    """The names that have a weight, by what they are names of."""

    word: dict[str, Weighed]
    pair: dict[tuple[str, ...], Weighed]
    first: dict[str, Weighed]
    last: dict[str, Weighed]
    opening: dict[str, Weighed]


@cache
def _known() -> _Known:
    """To look words up by themselves saves making a name for each."""
    known = _Known({}, {}, {}, {}, {})
    for name, weight in weights_of(WORDS).items():
        what, part = name.split("=", 1)
        if what == "pair":
            known.pair[tuple(part.split(" "))] = name, weight
        else:
            getattr(known, what)[part] = name, weight
    return known
