"""Near misses: spans that only just stayed, and what would have removed them.

Found by cleaning the same text again with one thing changed: without protection, without the choice of categories and
rules, at a higher level; and by asking the rules what they only just did not take. There is no second way of cleaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from .claims import Claim, Claims
from .cleaner import Cleaner
from .passes import Result
from .rules import Level, Rule


class Near(NamedTuple):
    """original[start:end] stayed, by `rule` and what it went by (`evidence`), for the reason `stayed`."""

    start: int
    end: int
    rule: str
    stayed: str
    evidence: str = ""


class NearMisses:
    """Finds what `cleaner` only just left in a text. Made ready once, used on any number of results.

    >>> cleaner = Cleaner()
    >>> found = NearMisses(cleaner).of(cleaner.clean("One mill. Sign up for our newsletter, he said."))
    >>> [(near.rule, near.stayed) for near in found]
    [('en/sign-up-for-our-newsletter', 'an exception: “he”')]
    """

    def __init__(self, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        level = Level.named(cleaner.level)
        self._higher = {each.name.lower(): replace(cleaner, level=each.name.lower()) for each in Level if each > level}
        self._unprotected = replace(cleaner, protect=(), protect_patterns=()) if cleaner.protection else None
        settled = cleaner.lang or cleaner.only or cleaner.keep or cleaner.select or cleaner.ignore
        self._unsettled = replace(cleaner, lang=(), only=(), keep=(), select=(), ignore=()) if settled else None

    def of(self, result: Result) -> tuple[Near, ...]:
        """What was only just left in the text of `result`, in order. Spans may overlap, not for the same reason."""
        text = result.original
        gone = Claims(Claim(edit.start, edit.end, edit.rule) for edit in result.edits)
        seen = Claims(gone)  # and what is explained already: the first reason is the nearest
        found: list[Near] = []
        for missed in (self._protected(text), self._guarded(result), self._kept(text), self._at_higher(text)):
            found += _fresh(text, missed, gone, seen)
        found += _fresh(text, self._cleaner.near(text), gone, seen)
        return tuple(sorted(found))

    def _protected(self, text: str) -> Iterator[Claim]:
        places = self._cleaner.protection.places(text)
        if not places or not self._unprotected:
            return
        for claim in _removed(self._unprotected, text):
            held = dict.fromkeys(place.by for place in places if place.start <= claim.end and claim.start <= place.end)
            if held:
                yield claim._replace(stayed=f"protected: {', '.join(f'“{by}”' for by in held)}")

    def _guarded(self, result: Result) -> Iterator[Claim]:
        """What was claimed, but a guard stood before it."""
        stayed = next(iter(result.vetoes), "words would have been joined")
        return (claim._replace(stayed=stayed) for claim in self._cleaner.claims(result.original))

    def _kept(self, text: str) -> Iterator[Claim]:
        if self._unsettled:
            for claim in _removed(self._unsettled, text):
                yield claim._replace(stayed=self._unwanted(self._cleaner.rules[claim.rule]))

    def _unwanted(self, rule: Rule) -> str:
        cleaner = self._cleaner
        if rule.category in tuple(cleaner.keep):
            return f"the category {rule.category} is kept"
        if cleaner.only and rule.category not in tuple(cleaner.only):
            return f"only {', '.join(cleaner.only)} is removed"
        if rule.id in cleaner.active:
            return "other rules that it goes by are not applied"
        if cleaner.lang and rule.language not in ("", *cleaner.lang):
            return f"only the packs of {', '.join(cleaner.lang)} are used"
        return "the rule is not applied: ignored, or not selected"

    def _at_higher(self, text: str) -> Iterator[Claim]:
        for level, cleaner in self._higher.items():
            for claim in _removed(cleaner, text):
                yield claim._replace(stayed=f"goes at level {level}")


def _fresh(text: str, missed: Iterable[Claim], gone: Claims, seen: Claims) -> list[Near]:
    """Those of `missed` that hold words which are neither gone nor explained; they are added to `seen`."""
    found, claims = [], []
    for claim in missed:
        rest = [(start, end) for start, end in gone.free(claim.start, claim.end) if text[start:end].strip()]
        if any(not seen.covers(start, end) for start, end in rest):
            found.append(Near(rest[0][0], rest[-1][1], claim.rule, claim.stayed, claim.evidence))
            claims.append(claim)
    for claim in claims:
        seen.add(claim)
    return found


def _removed(cleaner: Cleaner, text: str) -> Iterator[Claim]:
    return (Claim(edit.start, edit.end, edit.rule, edit.evidence) for edit in cleaner.clean(text).edits)
