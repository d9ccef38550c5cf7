"""What each rule did, counted over side files: documents, characters, by source, and who else would have done it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from cleantext.engine.rules import Rule
from cleantext.formats.sidefile import Closing, DocumentEdits, Head, Removal, source_of

Others = Callable[[str], frozenset[str]]  # a removed text -> the rules that would take all its words by themselves


@dataclass
class RuleCount:
    """What one rule did. `sources` counts documents, `others` the edits that another rule would have made as well."""

    category: str
    level: str
    documents: int = 0
    edits: int = 0
    characters: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    last: tuple[str, str, int] = ("", "", -1)  # the document counted last: a long one comes in parts


class RuleTally:
    """Counts side files, entry by entry.

    >>> tally = RuleTally(lambda text: frozenset({"x/ad", "x/spot"}))
    >>> edit = Removal(0, 2, "AD", "x/ad", "ad", "light")
    >>> tally.add(DocumentEdits("raw", "a.txt", 0, "", "", 2, 0, (edit, edit)))
    >>> (tally.rules["x/ad"].documents, tally.rules["x/ad"].edits, tally.rules["x/ad"].others)
    (1, 2, Counter({'x/spot': 2}))
    """

    def __init__(self, others: Others) -> None:
        self.rules: dict[str, RuleCount] = {}
        self.sources: Counter[str] = Counter()  # documents, changed or not
        self.documents = self.changed = self.length = self.removed = 0
        self.active: set[str] = set()  # the rules that were applied in any of the files
        self._others = others

    def add(self, entry: Head | DocumentEdits | Closing) -> None:
        """Counts one entry of a side file."""
        if isinstance(entry, Closing):
            self.sources.update(entry.sources)
            self.documents += entry.documents
            self.changed += entry.changed
            self.length += entry.length
            self.removed += entry.removed
        elif isinstance(entry, DocumentEdits):
            self._count(entry)

    def never(self, rules: Iterable[Rule]) -> list[Rule]:
        """Those of `rules` that were applied and removed nothing."""
        return [rule for rule in rules if rule.id in self.active and rule.id not in self.rules]

    def share(self, rule: str, source: str) -> float:
        """The share of a source's documents from which a rule removed something."""
        return self.rules[rule].sources[source] / max(1, self.sources[source])

    def _count(self, document: DocumentEdits) -> None:
        by_rule: defaultdict[str, list[Removal]] = defaultdict(list)
        for removal in document.removals:
            by_rule[removal.rule].append(removal)
        source = source_of(document.folder, document.file, document.line)
        for rule, removals in by_rule.items():
            count = self.rules.setdefault(rule, RuleCount(removals[0].category, removals[0].level))
            if count.last != (document.folder, document.file, document.line):
                count.last = (document.folder, document.file, document.line)
                count.documents += 1
                count.sources[source] += 1
            count.edits += len(removals)
            count.characters += sum(len(removal.removed) for removal in removals)
            for removal in removals:
                count.others.update(self._others(removal.removed) - {rule})


def as_data(tally: RuleTally, rules: Iterable[Rule]) -> dict[str, Any]:
    """The counts for a program: see docs/edits.md."""
    heaviest = sorted(tally.rules, key=lambda rule: (-tally.rules[rule].characters, rule))
    return {
        "documents": tally.documents,
        "changed": tally.changed,
        "length": tally.length,
        "removed": tally.removed,
        "sources": dict(sorted(tally.sources.items())),
        "rules": [
            {
                "rule": rule,
                "category": tally.rules[rule].category,
                "level": tally.rules[rule].level,
                "documents": tally.rules[rule].documents,
                "edits": tally.rules[rule].edits,
                "characters": tally.rules[rule].characters,
                "sources": {
                    source: {"documents": count, "share": round(tally.share(rule, source), 4)}
                    for source, count in sorted(tally.rules[rule].sources.items())
                },
                "others": dict(tally.rules[rule].others.most_common()),
            }
            for rule in heaviest
        ],
        "never": sorted(rule.id for rule in tally.never(rules)),
    }
