"""Cleaner: which rules apply, made ready once, used on any number of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache

from . import windows
from .anchors import AnchorIndex
from .claims import Claim, Claims
from .errors import CleantextError
from .lexicon import MergedLists
from .pack import Pack, anchor_table, did_you_mean, in_order
from .passes import Passes, Result
from .phrases import PhraseFinder
from .protect import Protection
from .rules import Category, Finder, Level, Lexicon, Rule


@dataclass(frozen=True, kw_only=True)
class Cleaner:
    """Removes residue from texts.

    `level` is light, standard or deep. `lang` names the languages whose built-in packs are used; without it all are,
    and those of no language always. `only` names the categories to remove, `keep` those to leave in. `select` and
    `ignore` do the same for rules, by id or with wildcards ("en/*"). `packs` are further packs (`load_pack`), beside
    the built-in ones, and `instead` edited copies of those, in their places. `protect` are phrases, and
    `protect_patterns` regular expressions, that are never removed: see `engine.protect`. Raises CleantextError for a
    level, language, category or rule that does not exist.

    >>> cleaner = Cleaner(keep=["caption"])
    >>> cleaner.clean("A page without residue.").text
    'A page without residue.'
    """

    level: str = "standard"
    lang: Iterable[str] = ()
    only: Iterable[str] = ()
    keep: Iterable[str] = ()
    select: Iterable[str] = ()
    ignore: Iterable[str] = ()
    packs: Iterable[Pack] = ()
    instead: Iterable[Pack] = ()
    protect: Iterable[str] = ()
    protect_patterns: Iterable[str] = ()

    def __post_init__(self) -> None:
        for name in ("lang", "only", "keep", "select", "ignore", "packs", "instead", "protect", "protect_patterns"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        try:
            Level.named(self.level)
        except ValueError as error:
            raise CleantextError(str(error)) from None
        for name in (*self.only, *self.keep):
            if name not in list(Category):
                raise CleantextError(f"no category {name!r}{did_you_mean(name, Category)}")
        languages = {pack.language for pack in self._all_packs} - {""} if self.lang else set()
        for language in self.lang:
            if language not in languages:
                raise CleantextError(f"no language {language!r}{did_you_mean(language, languages)}")
        _ = self.protection  # refuses what is no pattern
        if self.packs or self.instead:
            _ = self._all_packs  # refuses two packs of one name now, not at the first text
        for wanted in (*self.select, *self.ignore):
            if not any(fnmatchcase(rule, wanted) for rule in self.rules):
                close = did_you_mean(wanted, self.rules) if len(wanted) > 2 else ""
                raise CleantextError(f"no rule {wanted!r}{close if 'did you mean' in close else ''}")

    def clean(self, text: str) -> Result:
        """The text with its residue removed, and how. Offsets are code points of `text`.

        >>> Cleaner().clean("One paragraph.").edits
        ()
        """
        if len(text) <= windows.SIZE:
            return self._passes.clean(text)
        return windows.joined(self.stream([text]))

    def stream(self, pieces: Iterable[str]) -> Iterator[Result]:
        """The results for a text of any length that comes in pieces, window by window, in bounded memory.

        Rules that need a page as a whole are not applied to a text of more than 512 Ki code points. The originals, one
        after the other, are the text. Where it was cut in pieces makes no difference.

        >>> [result.text for result in Cleaner().stream(["One para", "graph."])]
        ['One paragraph.']
        """
        return windows.windows(pieces, self._passes.clean, self._clean_part, windows.SIZE)

    def _clean_part(self, text: str) -> Result:
        return self._off_page.clean(text)

    def stream_lines(self, pieces: Iterable[str]) -> Iterator[Result]:
        """The results for a text that comes in pieces, each line as soon as it is complete and as a text of its own.

        Rules that need a page as a whole are not applied.

        >>> next(Cleaner().stream_lines(["One line.\\nHalf "])).text
        'One line.\\n'
        """
        return windows.lines(pieces, self._off_page.clean, windows.SIZE)

    def claims(self, text: str) -> Claims:
        """What the rules take for residue in one pass over `text`, before it is tidied into edits.

        >>> len(Cleaner().claims("One paragraph."))
        0
        """
        return self._passes.claims(text)

    def near(self, text: str) -> list[Claim]:
        """What the rules only just did not take in one pass over `text`, each with why it stayed.

        >>> [near.stayed for near in Cleaner().near("Sign up for our newsletter, he said.")]
        ['an exception: “he”']
        """
        return self._passes.near(text)

    def alone(self, text: str) -> list[Claim]:
        """What each phrase rule would take of `text` if there were no other; spans may overlap.

        >>> sorted({claim.rule for claim in Cleaner().alone("Photo: Reuters. Read more: The mill burned")})
        ['en/related-link-sentence']
        """
        return self._passes.alone(text)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """All rules by id, without their examples, whether these settings apply them or not."""
        return self._rules_of(self._all_packs)

    def _rules_of(self, packs: Iterable[Pack]) -> dict[str, Rule]:
        return {rule.id: rule for pack in (*packs, self._heuristics) for rule in pack.rules}

    @cached_property
    def active(self) -> frozenset[str]:
        """The ids of the rules that these settings apply."""
        level = Level.named(self.level)
        rules = self._rules_of(self._packs_in_use).values()
        return frozenset(rule.id for rule in rules if rule.level <= level and self._wanted(rule))

    def _wanted(self, rule: Rule) -> bool:
        if (self.only and rule.category not in self.only) or rule.category in self.keep:
            return False
        if self.select and not any(fnmatchcase(rule.id, wanted) for wanted in self.select):
            return False
        return not any(fnmatchcase(rule.id, unwanted) for unwanted in self.ignore)

    @cached_property
    def _all_packs(self) -> tuple[Pack, ...]:
        from cleantext.packs import ready_packs

        own = {pack.name: pack for pack in _each_of_a_name(self.instead)}
        builtin = [own.pop(pack.name, pack) for pack in ready_packs()]
        for name in own:
            raise CleantextError(f"no built-in pack {name!r}{did_you_mean(name, [pack.name for pack in builtin])}")
        return _each_of_a_name((*builtin, *self.packs))

    @cached_property
    def _packs_in_use(self) -> tuple[Pack, ...]:
        """All packs, without those of languages that are not wanted. Who gives packs of their own wants them."""
        return tuple(
            pack
            for pack in self._all_packs
            if not self.lang or not pack.language or pack.language in self.lang or pack in self.packs
        )

    @cached_property
    def _heuristics(self) -> Pack:
        from cleantext.heuristics import ready_rules

        return ready_rules()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The word lists of the packs in use, merged by name; those of one language also under `NAME@LANGUAGE`."""
        return _lexicon(self._packs_in_use)

    @cached_property
    def _passes(self) -> Passes:
        rules = {name: self.rules[name] for name in self.active}
        phrases, heuristics, index = _finders(self._packs_in_use, self.active)
        return Passes(rules, phrases, heuristics, index, self.protection)

    @cached_property
    def _off_page(self) -> Passes:
        """The same without the rules that need a page as a whole; made only for who meets something else."""
        from cleantext.heuristics import NEED_PAGE

        return replace(self, ignore=(*self.ignore, *NEED_PAGE))._passes

    @cached_property
    def protection(self) -> Protection:
        """What is never removed."""
        return Protection(self.protect, self.protect_patterns)


def _each_of_a_name(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    packs = tuple(packs)
    names = [pack.name for pack in packs]
    for name in names:
        if names.count(name) > 1:
            raise CleantextError(f"two packs are called {name!r}")
    return packs


@lru_cache(maxsize=4)
def _lexicon(packs: tuple[Pack, ...]) -> MergedLists:
    return MergedLists(packs)


@lru_cache(maxsize=4)  # cleaners that differ in what they protect, or are made anew for each file, share these
def _finders(packs: tuple[Pack, ...], active: frozenset[str]) -> tuple[PhraseFinder, tuple[Finder, ...], AnchorIndex]:
    """The finders of the active rules of `packs`, and the index that they look things up in."""
    from cleantext.heuristics import heuristics, looked_for
    from cleantext.packs import ready_packs, ready_phrases, ready_table

    lexicon, names = _lexicon(packs), looked_for()
    lists = lexicon.by_language(names)
    if set(packs) <= set(ready_packs()):  # a table of more than is asked for is there at once
        phrases, table = ready_phrases(), ready_table(names)
    else:
        phrases = in_order(packs)
        table = anchor_table(phrases, {listed: lexicon[listed] for listed in lists})
    index = AnchorIndex(table, [*lists, *names])  # of a name that no pack in use has a list of, there are no hits
    names_of_active = {*active, *(f"{rule.partition('/')[0]}/" for rule in active)}
    used = [heuristic for heuristic in heuristics() if heuristic.name in names_of_active]
    finder = PhraseFinder(phrases, index, active, lexicon)
    return finder, tuple(heuristic.build(lexicon) for heuristic in used), index
