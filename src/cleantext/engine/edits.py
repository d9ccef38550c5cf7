"""Edit: one removal. From claims to edits that leave the white space tidy, from edits to text, and back again.

All offsets are code points of the original text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .claims import Claim
from .rules import Rule
from .sentences import is_unspaced

_OPENING, _CLOSING = "([{«“*_", ")]}»”*_"  # what no white space stands behind, or before
_BREAKS = "\n\r\u2028\u2029\x0b\x0c\x85"


@dataclass(frozen=True, slots=True)
class Edit:
    """original[start:end] gives way to `replacement`; a removal replaces with nothing."""

    start: int
    end: int
    rule: str
    category: str
    level: str
    replacement: str = ""
    evidence: str = ""


def edits_of(text: str, claims: Iterable[Claim], rules: Mapping[str, Rule]) -> tuple[Edit, ...]:
    """The edits that carry out `claims` (disjoint, in order): what they claim and the white space that it leaves over.

    Between what stays on the left and on the right one of the two white-space runs remains, the one with more line
    breaks; none behind an opening bracket, mark of emphasis or quotation mark, or before a closing one. A group of
    claims whose removal would join two words is dropped.

    >>> from .rules import Category, Level
    >>> rules = {"x/a": Rule("x/a", Category.AD, Level.LIGHT, "An example.")}
    >>> [(edit.start, edit.end) for edit in edits_of("One.\\n\\nAD\\n\\nTwo.", [Claim(6, 8, "x/a")], rules)]
    [(6, 10)]
    """
    edits: list[Edit] = []
    for group in _groups(text, claims):
        start, end = _with_white_space(text, group[0].start, group[-1].end)
        if start == group[0].start and end == group[-1].end and _joins_words(text, start, end):
            continue
        # White space between two claims of a group goes with the one before it.
        borders = [start, *(claim.start for claim in group[1:]), end]
        for claim, (left, right) in zip(group, pairwise(borders)):
            rule = rules[claim.rule]
            edits.append(
                Edit(left, right, rule.id, rule.category.value, rule.level.name.lower(), evidence=claim.evidence)
            )
    return tuple(edits)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with its edits (disjoint, in order) carried out.

    >>> apply("one AD two", [Edit(3, 6, "x/a", "ad", "light")])
    'one two'
    """
    if not edits:
        return text
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += text[position : edit.start], edit.replacement
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def compose(first: Sequence[Edit], then: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list of removals on the original for two, the second of which was made on the first one's output.

    A removal that reaches over a place where something is gone already becomes one edit on each side of it.

    >>> first, then = [Edit(3, 6, "x/a", "ad", "light")], [Edit(1, 5, "x/b", "nav", "deep")]
    >>> [(edit.start, edit.end, edit.rule) for edit in compose(first, then)]
    [(1, 3, 'x/b'), (3, 6, 'x/a'), (6, 8, 'x/b')]
    """
    merged: list[Edit] = []
    gone, index = 0, 0  # code points removed by first[:index]
    for edit in then:
        start, end = edit.start, edit.end
        while index < len(first) and first[index].start - gone <= start:
            merged.append(first[index])
            gone += first[index].end - first[index].start
            index += 1
        while start < end:
            border = min(end, first[index].start - gone) if index < len(first) else end
            merged.append(replace(edit, start=start + gone, end=border + gone))
            start = border
            while start < end and index < len(first) and first[index].start - gone <= start:
                merged.append(first[index])
                gone += first[index].end - first[index].start
                index += 1
    return (*merged, *first[index:])


def _groups(text: str, claims: Iterable[Claim]) -> list[list[Claim]]:
    """Claims with nothing but white space between them belong together; each is trimmed of white space first."""
    groups: list[list[Claim]] = []
    for claim in claims:
        claimed = text[claim.start : claim.end]
        start = claim.end - len(claimed.lstrip())
        end = claim.start + len(claimed.rstrip())
        if start >= end:
            continue
        trimmed = claim._replace(start=start, end=end)
        if groups and not text[groups[-1][-1].end : start].strip():
            groups[-1].append(trimmed)
        else:
            groups.append([trimmed])
    return groups


def _with_white_space(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) and the white space around it that should go with it."""
    left, right = start, end
    while left > 0 and text[left - 1].isspace():
        left -= 1
    while right < len(text) and text[right].isspace():
        right += 1
    before, behind = _breaks(text, left, start), _breaks(text, end, right)
    if left == 0:
        return left, _line_start(text, end, right) if behind else right
    if right == len(text):
        return left, _line_end(text, end, right)
    if right == end and not before and text[end] in _CLOSING:
        return left, end
    if left == start and not behind and text[start - 1] in _OPENING:
        return start, right
    if before >= behind and left < start:
        # The indent of a line goes or stays with the line.
        return (_line_start(text, left, start), _line_start(text, end, right)) if behind else (start, right)
    return left, _line_end(text, end, right) if behind else end


def _breaks(text: str, start: int, end: int) -> int:
    space = text[start:end]
    return sum(map(space.count, _BREAKS)) - space.count("\r\n")


def _line_start(text: str, start: int, end: int) -> int:
    """Behind the last line break in the white space text[start:end]; `start` if there is none."""
    while end > start and text[end - 1] not in _BREAKS:
        end -= 1
    return end


def _line_end(text: str, start: int, end: int) -> int:
    """Before the first line break in the white space text[start:end]; `start` if there is none."""
    return next((at for at in range(start, end) if text[at] in _BREAKS), start)


def _joins_words(text: str, start: int, end: int) -> bool:
    """Would the word before `start` run into the one after `end`? A new capital shows that they stood apart."""
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return True  # two halves, each of another escape in JSON, would become one character
    if not (before.isalnum() and after.isalnum()) or is_unspaced(before) or is_unspaced(after):
        return False
    return not (before.islower() and not after.islower())
