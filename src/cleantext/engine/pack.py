"""Pack: rules and word lists as data, and what a well-formed one is. Reads TOML text, not files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from .anchor_table import AnchorTable
from .document import fold, lower
from .errors import CleantextError
from .matching import REACH
from .patterns import compiled
from .phrases import At, Phrase, Scope
from .rules import Category, Level, Rule

_NAME = compiled(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REPEATS = compiled(r"[?*+{]")
_PACK_KEYS = {"pack", "rule", "words"}
_HEAD_KEYS = {"name", "language", "summary"}
_RULE_KEYS = {"id", "category", "level", "why", "removes", "keeps"}
_PHRASE_KEYS = {"anchors", "pattern", "unless", "scope", "at", "longest"}
_LONGEST = {Scope.PARAGRAPH: 1200}  # code points; of the other scopes 320


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A named set of phrase rules and word lists. Two packs are the same only if they are one object.

    `phrases` are the wordings of its `rules`, in the same order, or none: then a heuristic decides for them.
    """

    name: str
    language: str = ""
    summary: str = ""
    rules: tuple[Rule, ...] = ()
    phrases: Sequence[Phrase] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def in_order(packs: Iterable[Pack]) -> Sequence[Phrase]:
    """All phrases of `packs` as they are tried: first those that remove just their match."""
    phrases = [phrase for pack in packs for phrase in pack.phrases]
    return (
        *(phrase for phrase in phrases if phrase.scope is Scope.MATCH),
        *(phrase for phrase in phrases if phrase.scope is not Scope.MATCH),
    )


def anchor_table(phrases: Iterable[Phrase], lists: Mapping[str, Iterable[str]] | None = None) -> AnchorTable:
    """The anchors of phrases in order, who wait for them, and the words of word lists."""
    return AnchorTable.of((phrase.anchors for phrase in phrases), lists)


def parse_pack(toml: str, source: str, *, heuristics: bool = False) -> Pack:
    """The pack written in `toml`; `source` names it in errors. With `heuristics`, its rules have no wording.

    Raises CleantextError for TOML that does not parse, unknown keys, and rules that are not well formed.

    >>> pack = parse_pack('''
    ... [pack]
    ... name = "mine"
    ... [[rule]]
    ... id = "follow-the-goose"
    ... category = "promo"
    ... level = "light"
    ... why = "The site's own slogan."
    ... anchors = ["follow the goose"]
    ... removes = ["Follow the Goose for daily news."]
    ... keeps = ["They let the goose lead them."]
    ... ''', "mine.toml")
    >>> pack.rules[0].id
    'mine/follow-the-goose'
    """
    import tomllib  # a page is cleaned without it: the built-in packs are remembered

    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise CleantextError(f"{source}: not TOML: {error}") from None
    _refuse_unknown(data, _PACK_KEYS, source)
    _refuse_other_shapes(data, source)
    head = data.get("pack", {})
    _refuse_unknown(head, _HEAD_KEYS, f"{source}: [pack]")
    name = head.get("name", "")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise CleantextError(f"{source}: [pack] needs a name of small letters, digits and hyphens")
    language = head.get("language", "")
    entries = data.get("rule", [])
    phrases, rules = [], []
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        where = f"{source}: rule {entry.get('id', number)!r}"
        rule = _rule(entry, name, language, where, heuristics=heuristics)
        if rule.id in seen:
            raise CleantextError(f"{where}: that id is taken")
        seen.add(rule.id)
        rules.append(rule)
        if not heuristics:
            phrases.append(_phrase(entry, rule, where))
    words = {key: frozenset(lower(fold(word)) for word in listed) for key, listed in data.get("words", {}).items()}
    return Pack(name, language, head.get("summary", ""), tuple(rules), tuple(phrases), words)


def _refuse_other_shapes(data: dict[str, Any], source: str) -> None:
    for key in ("pack", "words"):
        if not isinstance(data.get(key, {}), dict):
            raise CleantextError(f"{source}: {key} is a table: [{key}]")
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(entry, dict) for entry in rules):
        raise CleantextError(f"{source}: rules are written [[rule]], each in double brackets")
    for name, listed in data.get("words", {}).items():
        good = isinstance(listed, list) and all(isinstance(word, str) and word.strip(" *\n") for word in listed)
        if not good or any("\0" in word for word in listed):
            raise CleantextError(f"{source}: [words] {name!r} is a list of words")


def _rule(entry: dict[str, Any], pack: str, language: str, where: str, *, heuristics: bool) -> Rule:
    _refuse_unknown(entry, _RULE_KEYS if heuristics else _RULE_KEYS | _PHRASE_KEYS, where)
    name = _string(entry, "id", where)
    if not all(_NAME.fullmatch(part) for part in name.split("/")):
        raise CleantextError(f"{where}: an id is small letters, digits and hyphens")
    try:
        category = Category(_string(entry, "category", where))
    except ValueError:
        _refuse(where, "category", entry["category"], list(Category))
    try:
        level = Level.named(_string(entry, "level", where))
    except ValueError as error:
        raise CleantextError(f"{where}: {error}") from None
    why = _string(entry, "why", where)
    removes, keeps = _strings(entry, "removes", where), _strings(entry, "keeps", where)
    for key, examples in (("removes", removes), ("keeps", keeps)):
        if not examples:
            raise CleantextError(f"{where}: needs at least one example in {key!r}")
    full_id = name if heuristics else f"{pack}/{name}"
    return Rule(full_id, category, level, why, removes, keeps, language)


def _phrase(entry: dict[str, Any], rule: Rule, where: str) -> Phrase:
    anchors = tuple(lower(fold(anchor)) for anchor in _strings(entry, "anchors", where))
    if not anchors:
        raise CleantextError(f"{where}: needs anchors, the literal words to look for")
    for anchor in anchors:
        if not _is_anchor(anchor):
            raise CleantextError(f"{where}: anchor {anchor!r} is not 2 to {REACH} characters of one line")
    pattern, unless = (_pattern(entry, key, where) for key in ("pattern", "unless"))
    scope = _choice(entry, "scope", Scope, Scope.SENTENCE, where)
    longest = entry.get("longest", _LONGEST.get(scope, 320))
    if not isinstance(longest, int) or longest < 1:
        raise CleantextError(f"{where}: longest is a number of characters")
    at = _choice(entry, "at", At, At.ANYWHERE, where)
    return Phrase(rule, anchors, pattern, unless, scope, at, longest)


def _pattern(entry: dict[str, Any], key: str, where: str) -> str:
    """A regular expression on one line, however many it is written on; empty if the rule has none."""
    if key not in entry:
        return ""
    source = _string(entry, key, where)
    if "\n" in source and not source.lstrip().startswith("(?x"):
        parts = list(map(str.strip, source.splitlines()))
        if wrong := next((part for part in parts if _REPEATS.match(part)), None):
            raise CleantextError(
                f"{where}: {key}: a line begins with {wrong[:1]!r}: the space before it is indentation"
            )
        source = "".join(parts)
    try:
        compiled(source)
    except Exception as error:  # re.error or regex.error
        raise CleantextError(f"{where}: {key}: {error}") from None
    return source


def _is_anchor(anchor: str) -> bool:
    literal = anchor.removesuffix("*")
    if len(literal) == 1:  # a symbol such as © is rare enough, a letter is not
        return not literal.isascii() and not literal.isalnum() and not literal.isspace()
    return 2 <= len(literal) <= REACH and {"\n", "\0"}.isdisjoint(literal) and anchor == anchor.strip()


def _choice(entry: dict[str, Any], key: str, choices: Any, default: Any, where: str) -> Any:
    try:
        return choices(entry.get(key, default))
    except ValueError:
        _refuse(where, key, entry[key], list(choices))


def _string(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CleantextError(f"{where}: needs {key!r}")
    return value


def _strings(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise CleantextError(f"{where}: {key!r} is a list of texts")
    return tuple(value)


def _refuse(where: str, key: str, value: object, choices: Iterable[str]) -> NoReturn:
    raise CleantextError(f"{where}: no {key} {value!r}{did_you_mean(str(value), choices)}")


def _refuse_unknown(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise CleantextError(f"{where}: unknown key {key!r}{did_you_mean(key, known)}")


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The end of an error message: the closest of `choices`, or all of them if none is close.

    >>> did_you_mean("captoin", ["caption", "credit"])
    ' (did you mean caption?)'
    """
    from difflib import get_close_matches

    choices = sorted(choices)
    close = get_close_matches(word, choices, n=1)
    return f" (did you mean {close[0]}?)" if close else f" (one of: {', '.join(choices)})"
