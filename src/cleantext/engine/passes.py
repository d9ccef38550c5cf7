"""Passes: rules in order, from a text to a Result; and the guards that keep them from doing harm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .anchors import NOTHING, AnchorIndex
from .claims import Claim, Claims
from .document import Document
from .edits import Edit, apply, compose, edits_of
from .markup import Shown, whole
from .protect import Protection
from .rules import Finder, Rule

_PASSES = 8  # a text that still changes after so many is not residue but hostile, and is left alone
_CAP_FROM = 600  # code points: shorter texts may be nothing but residue
_CAP = 0.97  # share of a text's code points that may go where heuristics have a part in it


@dataclass(frozen=True)
class Result:
    """The original text, what was edited out of it, and what the guards stopped.

    >>> Result("As it was.", ()).text
    'As it was.'
    """

    original: str
    edits: tuple[Edit, ...]
    vetoes: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The cleaned text."""
        return apply(self.original, self.edits)

    @property
    def changed(self) -> bool:
        """Was anything removed?"""
        return bool(self.edits)


class Passes:
    """Runs finders over documents. What is cleaned once stays as it is when cleaned again."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        phrases: Finder,
        heuristics: Iterable[Finder],
        index: AnchorIndex = NOTHING,
        protection: Protection | None = None,
    ) -> None:
        self._rules = rules
        self._phrases = phrases
        self._heuristics = tuple(heuristics)
        self._index = index
        self._protection = protection or Protection()

    def clean(self, text: str) -> Result:
        """Passes over `text` until nothing is left to remove, so that cleaning again changes nothing."""
        edits: tuple[Edit, ...] = ()
        vetoes: tuple[str, ...] = ()
        rest = text
        for _ in range(_PASSES):
            found, veto = self._pass(rest)
            vetoes += veto
            if not found:
                return Result(text, edits, vetoes)
            edits = compose(edits, found)
            rest = apply(rest, found)
        return Result(text, (), (f"left alone: still changing after {_PASSES} passes",))

    def claims(self, text: str) -> Claims:
        """What one pass over `text` claims, guards aside."""
        document, shown = self._seen(text)
        return _in_text(self._all_claims(document)[1], shown, text)

    def near(self, text: str) -> list[Claim]:
        """What rules only just did not take in one pass over `text`, each with why it stayed."""
        document, shown = self._seen(text)
        missed: list[Claim] = []
        self._all_claims(document, missed)
        return [shown.placed(claim) for claim in missed] if shown else missed

    def alone(self, text: str) -> list[Claim]:
        """What each phrase rule would take of `text` if there were no other."""
        document, shown = self._seen(text)
        found = self._phrases(document, Claims()) if document.lines else ()
        claims = [claim for claim in found if claim.rule in self._rules and not claim.stayed]
        return [shown.placed(claim) for claim in claims] if shown else claims

    def _seen(self, text: str) -> tuple[Document, Shown | None]:
        """What finders read of `text`: what its markup shows, if it has any."""
        shown = Shown.of(text)
        return Document(shown.text if shown else text, self._index), shown

    def _pass(self, text: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
        document, shown = self._seen(text)
        phrases, claims = self._all_claims(document)
        if self._protection:
            phrases, claims = (self._protection.spared(document, some) for some in (phrases, claims))
        phrases, claims = (_in_text(some, shown, text) for some in (phrases, claims))
        if shown and self._protection:  # an address is not shown
            written = Document(text, self._index)
            phrases, claims = (self._protection.spared(written, some) for some in (phrases, claims))
        edits = edits_of(text, claims, self._rules)
        if len(text) > _CAP_FROM and len(claims) > len(phrases):
            share = sum(edit.end - edit.start for edit in edits) / len(text)
            if share > _CAP:
                veto = f"heuristics stopped: they would have removed {share:.0%} of the text"
                return edits_of(text, phrases, self._rules), (veto,)
        return edits, ()

    def _all_claims(self, document: Document, missed: list[Claim] | None = None) -> tuple[Claims, Claims]:
        """What phrases claim, and what they and the heuristics do. What they only just do not is added to `missed`."""
        missed = [] if missed is None else missed
        phrases = Claims()
        if document.lines:
            self._run(self._phrases, document, phrases, missed)
        claims = Claims(phrases)
        if document.lines:
            for heuristic in self._heuristics:
                self._run(heuristic, document, claims, missed)
        return phrases, claims

    def _run(self, finder: Finder, document: Document, claims: Claims, missed: list[Claim]) -> None:
        for claim in finder(document, claims):
            if claim.rule not in self._rules:
                continue
            if claim.stayed:
                missed.append(claim)
            else:
                claims.add(claim._replace(category=self._rules[claim.rule].category.value))


def _in_text(claims: Claims, shown: Shown | None, text: str) -> Claims:
    return whole(text, shown.in_text(claims) if shown else claims)
