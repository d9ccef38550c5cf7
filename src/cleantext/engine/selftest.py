"""Self-test: every rule tried on its own examples. Used by pytest and by `cleantext rules test`.

In a `removes` example, [[double brackets]] mark what should go when something around it should stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from re import DOTALL
from re import _parser as re_parser  # type: ignore[attr-defined]  # the only source of a pattern's width
from typing import NamedTuple

from cleantext.heuristics import heuristic_rules

from .cleaner import Cleaner
from .document import Document
from .matching import REACH
from .pack import Pack
from .passes import Result
from .patterns import compiled
from .phrases import Phrase, Scope
from .rules import Level, Rule

_MARKED = compiled(r"\[\[(.+?)\]\]", DOTALL)
_BEFORE = "The old mill by the river burned down on a windy night in March, and nobody in the village slept.\n\n"
_AFTER = "\n\nBy the next morning the miller had found a barn, and the farmers brought their grain to it as before."
_TIMEOUT = 1.0  # seconds for a pattern on a hostile text as long as it can ever see: milliseconds are usual


class Failure(NamedTuple):
    """What is wrong with a rule, and the example that shows it."""

    rule: str
    problem: str
    example: str = ""


def selftest(cleaner: Cleaner, packs: Iterable[Pack]) -> Iterator[Failure]:
    """The failures of the rules of `packs`, which must be among those of `cleaner`.

    An example of what goes is tried with the rules of its own pack and the heuristics, where its own rule must catch
    most of it, and with all of the cleaner's rules, which must remove it to the letter; what stays must stay for all of
    them. The level is that of the rule (standard at least).
    """
    heuristics = heuristic_rules().rules
    for pack in packs:
        slow = [failure for phrase in pack.phrases for failure in _try_pattern(phrase)]
        yield from slow
        if any("slow" in failure.problem for failure in slow):
            continue  # its examples might never end
        own = replace(cleaner, select=[rule.id for rule in (*pack.rules, *heuristics)])
        alone, together = _by_level(own), _by_level(cleaner)
        for rule in pack.rules:
            level = max(rule.level, Level.STANDARD)
            yield from _try_removes(rule, alone[level], together[level])
            yield from _try_keeps(rule, together[level])
        for phrase in pack.phrases:
            if phrase.scope is not Scope.TO_END:
                yield from _try_in_prose(phrase.rule, together[max(phrase.rule.level, Level.STANDARD)])


def _by_level(cleaner: Cleaner) -> dict[Level, Cleaner]:
    return {level: replace(cleaner, level=level.name.lower()) for level in (Level.STANDARD, Level.DEEP)}


def _try_removes(rule: Rule, alone: Cleaner, together: Cleaner) -> Iterator[Failure]:
    for example in rule.removes:
        text, expected = _unmarked(example)
        result = alone.clean(text)
        if rule.id not in _rules(result):  # some heuristics speak only in the company of phrases
            result = together.clean(text)
        others = ", ".join(_rules(result))
        if rule.id not in _rules(result):
            yield Failure(rule.id, f"caught by {others} first" if others else "not removed", example)
        elif (left := together.clean(text).text).split() != expected.split():
            yield Failure(rule.id, f"leaves {left!r}, not {expected!r}", example)
        elif _main_rule(result) != rule.id:
            yield Failure(rule.id, f"mostly caught by {_main_rule(result)}", example)
        elif together.clean(expected).edits:
            yield Failure(rule.id, "changes again on a second pass", example)


def _try_keeps(rule: Rule, together: Cleaner) -> Iterator[Failure]:
    for example in rule.keeps:
        for edit in together.clean(example).edits:
            yield Failure(rule.id, f"{edit.rule} removes {example[edit.start : edit.end]!r}, to be kept", example)


def _try_in_prose(rule: Rule, cleaner: Cleaner) -> Iterator[Failure]:
    for example in rule.removes:
        text, expected = _unmarked(example)
        cleaned = cleaner.clean(_BEFORE + text + _AFTER).text
        if cleaned.split() != (_BEFORE + expected + _AFTER).split():
            yield Failure(rule.id, f"between two paragraphs leaves {cleaned!r}", example)


def _try_pattern(phrase: Phrase) -> Iterator[Failure]:
    rule = phrase.rule.id
    for source in filter(None, (phrase.pattern, phrase.unless)):
        if compiled(source).fullmatch("") is not None:
            yield Failure(rule, f"pattern can match nothing: {source}")
        if _is_slow(source, phrase.anchors, (*phrase.rule.removes, *phrase.rule.keeps)):
            yield Failure(rule, f"pattern is slow on hostile text: {source}")
    if phrase.pattern:
        if _width(phrase.pattern) > REACH:
            yield Failure(rule, f"pattern may reach further than {REACH} characters: {phrase.pattern}")
        for example in phrase.rule.removes:
            text, _ = _unmarked(example)
            if compiled(phrase.pattern).search(text) and not any(
                anchor.removesuffix("*") in Document(text).lowered for anchor in phrase.anchors
            ):
                yield Failure(rule, "its anchors hide a match", example)


def _unmarked(example: str) -> tuple[str, str]:
    """The text of a `removes` example, and what should be left of it."""
    if not _MARKED.search(example):
        return example, ""
    return _MARKED.sub(r"\1", example), _MARKED.sub("", example)


def _rules(result: Result) -> list[str]:
    return list(dict.fromkeys(edit.rule for edit in result.edits))


def _main_rule(result: Result) -> str:
    """The rule that removed most."""
    removed: Counter[str] = Counter()
    for edit in result.edits:
        removed[edit.rule] += edit.end - edit.start
    return removed.most_common(1)[0][0]


def _width(pattern: str) -> int:
    """The most code points `pattern` can match."""
    plain = re.sub(r"\\[pP]\{[^}]*\}|\\X", "x", pattern)
    try:
        return int(re_parser.parse(plain).getwidth()[1])
    except re.error:
        return 0  # what only `regex` can read is taken on trust


def _is_slow(pattern: str, anchors: Iterable[str], examples: Iterable[str]) -> bool:
    import regex

    tried = regex.compile(pattern)
    length = 2 * REACH
    for unit in (
        *(anchor.removesuffix("*") + " " for anchor in anchors),
        " ",
        "a",
        "a ",
        "A b ",
        "a.",
        "-",
        "1",
        "é",
        *examples,
    ):
        try:
            tried.search((unit * (length // len(unit) + 1))[:length] + "\x00", timeout=_TIMEOUT)
        except TimeoutError:
            return True
    return False
