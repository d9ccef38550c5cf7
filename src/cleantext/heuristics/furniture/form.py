"""Form: how a line is written, whatever it says: how it begins and ends, its capitals, how often it stands there."""

from __future__ import annotations

from cleantext.heuristics.shape import ends_sentence

from .outline import Outline

FORM = (
    *("ending", "beginning", "capitals", "title", "stops", "times", "in-core"),
    *("marker", "digits", "commas", "quotes", "letters"),
)  # the names of the numbers
_SMALL_WORD = 4  # letters of a word that titles write small
_ENDINGS = ("ellipsis", "question", "sentence", "colon", "arrow", "bracket", "comma", "digit", "none")
_BEGINNINGS = ("digit", "small", "capital", "quote", "symbol")


def forms(outline: Outline) -> list[tuple[float, ...]]:
    """For each line how it is written, in numbers, and where it stands: as in `FORM`; nothing of a claimed one."""
    return [
        ()
        if sketch.kind == "claimed"
        else (
            float(_ENDINGS.index(ending(sketch.text))),
            float(_BEGINNINGS.index(beginning(sketch.text))),
            sketch.capitals,
            float(_title(sketch.text)),
            float(sketch.text.count(".")),
            float(outline.times[sketch.text]),
            float((at >= outline.first) + (at >= outline.behind)),
            float(sketch.marker),
            sketch.digits,
            float(sketch.text.count(",") + sketch.text.count("、")),
            float(sketch.text.count('"')),
            float(len(sketch.text)),
        )
        for at, sketch in enumerate(outline.drawn)
    ]


def _title(text: str) -> int:
    """How many words it opens with that are written as in a title: with capitals, but for short ones between."""
    count = 0
    for word in text.split():
        first = word.lstrip("\"'(")[:1]
        if not (first.isupper() or first.isdigit() or (count and len(word) <= _SMALL_WORD)):
            break
        count += 1
        if word[-1] in ".?!:":
            break
    return count


def ending(text: str) -> str:
    """What the line ends with, one of `_ENDINGS`."""
    if text.rstrip("\"')] ").endswith(("...", "…")):
        return "ellipsis"
    if ends_sentence(text):
        return "question" if text.rstrip("\"') ")[-1:] in {"?", "？"} else "sentence"
    last = text[-1]
    if last in ":：":
        return "colon"
    if last in "»›>→|":
        return "arrow"
    return "bracket" if last in ")]" else "comma" if last in ",;" else "digit" if last.isdigit() else "none"


def beginning(text: str) -> str:
    """What the line begins with, one of `_BEGINNINGS`."""
    first = text[0]
    if first.isdigit():
        return "digit"
    if first.isalpha():
        return "small" if first.islower() else "capital"
    return "quote" if first in "\"'" else "symbol"
