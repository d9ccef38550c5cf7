"""Explanation: every removal of a document with its reason, what stood beside it, and what only just stayed. Data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cleantext.engine.edits import Edit
from cleantext.engine.errors import CleantextError
from cleantext.engine.near import Near
from cleantext.engine.passes import Result
from cleantext.engine.rules import Rule

from .hunks import content_of
from .unified import Lines

KEPT, EDGE = "kept", "edge"  # what stands beside a removal: text that stayed, or nothing at all


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result, the rules by id, and what only just stayed: None if nobody asked."""

    name: str
    line: int
    result: Result
    rules: Mapping[str, Rule]
    near: Sequence[Near] | None = None

    @property
    def title(self) -> str:
        """What to call the document."""
        return f"{self.name}:{self.line}" if self.line else self.name


def beside(result: Result, index: int) -> tuple[str, str]:
    """What stands on the lines before and behind edit number `index`: the category that was removed, KEPT or EDGE.

    >>> edits = (Edit(0, 3, "x/ad", "ad", "light"), Edit(3, 7, "x/nav", "nav", "light"))
    >>> beside(Result("AD\\nTop\\nOne.", edits), 1)
    ('ad', 'kept')
    """
    text, edits = result.original, result.edits
    edit = edits[index]
    previous = edits[index - 1] if index else None
    following = edits[index + 1] if index + 1 < len(edits) else None
    before = previous.category if previous else EDGE
    behind = following.category if following else EDGE
    return (
        KEPT if text[previous.end if previous else 0 : edit.start].strip() else before,
        KEPT if text[edit.end : following.start if following else len(text)].strip() else behind,
    )


def as_data(explanation: Explanation) -> dict[str, Any]:
    """The explanation for a program: see docs/explain.md."""
    result = explanation.result
    lines = Lines(result.original)
    near = None if explanation.near is None else [_near(explanation, lines, each) for each in explanation.near]
    return {
        "file": explanation.name,
        **({"line": explanation.line} if explanation.line else {}),
        "length": len(result.original),
        "output_length": len(result.text),
        "removals": [_removal(explanation, lines, index, edit) for index, edit in enumerate(result.edits)],
        **({} if near is None else {"near": near}),
        "vetoes": list(result.vetoes),
    }


def at(explanation: Explanation, place: tuple[int, int | None]) -> Explanation:
    """As much of it as says something of what stands at `place`: see `span_at`.

    >>> explanation = Explanation("a.txt", 0, Result("One. AD", (Edit(4, 7, "x/ad", "ad", "light"),)), {})
    >>> len(at(explanation, (1, 2)).result.edits), len(at(explanation, (1, None)).result.edits)
    (0, 1)
    """
    result = explanation.result
    start, end = span_at(result.original, place)
    edits = tuple(edit for edit in result.edits if edit.start < end and start < edit.end)
    near = tuple(near for near in explanation.near or () if near.start < end and start < near.end)
    return replace(explanation, result=replace(result, edits=edits), near=near)


def span_at(text: str, place: tuple[int, int | None]) -> tuple[int, int]:
    """Where the line and, unless that is None, the column of `place` stand. Both count from 1, in code points.

    CleantextError if there is no such place.

    >>> span_at("One.\\nTwo.", (2, None)), span_at("One.\\nTwo.", (2, 1))
    ((5, 9), (5, 6))
    """
    line, column = place
    lines = Lines(text)
    if not 1 <= line <= len(lines.texts):
        raise CleantextError(f"there is no line {line}: the text has {len(lines.texts)}")
    start, content = content_of(lines, line - 1)
    if column is None:
        return start, start + len(content)
    if not 1 <= column <= len(content):
        raise CleantextError(f"there is no column {column} in line {line}: it has {len(content)}")
    return start + column - 1, start + column


def _removal(explanation: Explanation, lines: Lines, index: int, edit: Edit) -> dict[str, Any]:
    before, behind = beside(explanation.result, index)
    return {
        **_place(lines, edit.start, edit.end),
        "rule": edit.rule,
        "category": edit.category,
        "level": edit.level,
        "why": explanation.rules[edit.rule].why,
        "evidence": edit.evidence,
        "before": before,
        "behind": behind,
    }


def _near(explanation: Explanation, lines: Lines, near: Near) -> dict[str, Any]:
    rule = explanation.rules[near.rule]
    return {
        **_place(lines, near.start, near.end),
        "rule": near.rule,
        "category": rule.category.value,
        "level": rule.level.name.lower(),
        "why": rule.why,
        "evidence": near.evidence,
        "stayed": near.stayed,
    }


def _place(lines: Lines, start: int, end: int) -> dict[str, Any]:
    line = lines.index(start)
    return {
        "start": start,
        "end": end,
        "at": f"{line + 1}:{start - lines.starts[line] + 1}",
        "text": lines.text[start:end],
    }
