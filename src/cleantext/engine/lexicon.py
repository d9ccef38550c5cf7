"""The word lists of all packs in use as one lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .pack import Pack


def words_of(lexicon: Mapping[str, frozenset[str]], *names: str) -> frozenset[str]:
    """The words of all these lists together; of a list that `lexicon` does not have, none.

    >>> sorted(words_of({"role": frozenset({"editor"}), "month": frozenset({"may"})}, "role", "month", "weekday"))
    ['editor', 'may']
    """
    return frozenset().union(*(lexicon.get(name, frozenset()) for name in names))


class MergedLists(Mapping[str, frozenset[str]]):
    """The word lists of packs by name, merged when asked for; those of one language also as `NAME@LANGUAGE`.

    >>> lists = MergedLists([Pack("a", "de", words={"role": {"chefin"}}), Pack("b", "en", words={"role": {"editor"}})])
    >>> sorted(lists["role"]), lists["role@de"]
    (['chefin', 'editor'], frozenset({'chefin'}))
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._in: defaultdict[str, list[tuple[Pack, str]]] = defaultdict(list)  # by name: packs, and the name there
        for pack in packs:
            for name in pack.words:
                self._in[name].append((pack, name))
                self._in[f"{name}@{pack.language}"].append((pack, name))
        self._known: dict[str, frozenset[str]] = {}

    def __getitem__(self, name: str) -> frozenset[str]:
        if name not in self._known:
            if name not in self._in:
                raise KeyError(name)
            self._known[name] = frozenset().union(*(pack.words[there] for pack, there in self._in[name]))
        return self._known[name]

    def by_language(self, names: Iterable[str]) -> list[str]:
        """The names of those of these names that each language has for itself; no language counts as one."""
        wanted = frozenset(names)
        return [name for name in self._in if "@" in name and name.partition("@")[0] in wanted]

    def __iter__(self) -> Iterator[str]:
        return iter(self._in)

    def __len__(self) -> int:
        return len(self._in)
