"""What makes a sentence a prompt: the site's things named, asking, you and we, lures, shape and place, less reporting.

Each is a feature with a weight (`prompt_weights.json`, fitted by benchmarks/fit_prompts.py), the same for all
languages; the words come from the packs. A sentence is read with the words of the language that covers most of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cleantext.engine.anchors import Hit
from cleantext.engine.patterns import compiled
from cleantext.engine.sentences import UNSPACED

from .shape import asks, ends_sentence, word_count

KINDS = tuple("newsletter paywall consent appeal comments app social listen share shop tip related".split())
_OTHERS = ("ask", "lure", "report")
THINGS = tuple(f"prompt-{kind}" for kind in KINDS)  # the word lists of what a site has
_NO_THINGS = frozenset({*_OTHERS, "we", "you"})
_MANY = 3  # things
_CLASSES = {f"prompt-{kind}": kind for kind in (*KINDS, *_OTHERS)} | {"appeal-you": "you", "appeal-we": "we"}
LISTS = tuple(_CLASSES)  # all word lists that prompts are read with
_PERSONS = frozenset({"you", "we"})
_ASKING = frozenset({"ask", *_PERSONS})  # without a word of these classes, only an address speaks
_SPEAKS = ("asks-first", "we", "you", "located")
_WEIGHTS = Path(__file__).with_name("prompt_weights.json")
_TINY, _SHORT, _LONG = 6, 12, 20  # words
_MOST_REPORTS = 3
# Pairs of features of which the second needs the first.
_MORE_OF = (
    ("short", "tiny"),
    ("asks-first", "asks-twice"),
    ("things", "many-things"),
    ("lure", "lures"),
)  # one needs the other
_DOTTED = compiled(r"\.\w")
_LOCATED = compiled(r"[\w.-]@[\w-]+\.\w|(?<!\w)@\w{3}|(?:www\.|https?://)\w|(?<![\w.])[a-z][\w-]{2,}\.[a-z]{2,10}\b")
_FILE = compiled(
    r"\.(?:py|js|ts|rb|go|sh|md|txt|json|ya?ml|toml|css|html?|php|java|c|cpp|exe)\b|\(\)"
)  # "git add app.py"
_FILE_MARKS = (".", "(")  # what it begins with
_BREAK = compiled(r"[.!?:;,|>(\[«–—-] *(?:\w+ )?$|[。！？：、，]$")
_NEAR_BREAK = 24  # code points
_WORD = compiled(rf"[^\W\d_{UNSPACED}]{{4,}}|[{UNSPACED}]+")  # whose letters count
_NEAR = 16  # code points between the beginning of our and that of its thing
_FIRST_WORDS = 2  # that may stand before the first word of asking


class Reading(NamedTuple):
    """A sentence's features with their values, the kind of its weightiest thing, and the words found."""

    features: dict[str, float]
    kind: str
    language: str
    words: dict[str, list[str]]  # by class

    @property
    def speaks(self) -> bool:
        """Does it ask outright, say we or you, or give an address? A heading that names the same things does not."""
        return any(self.features[name] for name in _SPEAKS)


@cache
def _senses(lists: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The languages in which a word of these lists (`Hit.lists`) means something to prompts, each with its class."""
    named = [listed.split("@") for listed in lists]
    return tuple((language, _CLASSES[name]) for name, language in named if name in _CLASSES)


def persons(hits: Iterable[Hit]) -> Counter[str]:
    """How many of them are words for you or we, by language."""
    found: Counter[str] = Counter()
    for lists, times in Counter(hit.lists for hit in hits).items():
        for language in {language for language, kind in _senses(lists) if kind in _PERSONS}:
            found[language] += times
    return found


@cache
def _kinds(lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(kind for _, kind in _senses(lists))


def outlooks(hits: Sequence[Hit], known: Mapping[str, float], least: float) -> Iterator[tuple[str, float]]:
    """Each language in which one of the words names a thing of a site, with the most points that a sentence can get in
    it that has no other words, and of which this much is known beside.

    None if no sentence can speak for a site with these words, or get `least` with them, were they all of one language.
    """
    kinds = frozenset[str]().union(*[_kinds(hit.lists) for hit in hits])
    if kinds <= _NO_THINGS or (kinds.isdisjoint(_ASKING) and known.get("located") == 0):
        return
    names, weights = tuple(known), _weights()
    settled = weights[""] + sum([weights.get(name, 0.0) * value for name, value in known.items() if value])
    if settled + _open(names, kinds & _NO_THINGS, min(len(hits), _MANY)) < least:
        return
    said: defaultdict[str, list[str]] = defaultdict(list)
    for hit in hits:
        for language, kind in _senses(hit.lists):
            said[language].append(kind)
    for language, its_kinds in said.items():
        things = len(its_kinds) - sum(map(_NO_THINGS.__contains__, its_kinds))
        if things:
            yield language, settled + _open(names, _NO_THINGS.intersection(its_kinds), min(things, _MANY))


def read(sentence: str, lowered: str, hits: Iterable[Hit]) -> Reading | None:
    """What `sentence` (folded; and in lower case) says with these words; nothing if it names no thing of a site.

    >>> hits = [Hit(0, 7, "sign up", ("prompt-ask@en",)), Hit(12, 15, "our", ("appeal-we@en",)),
    ...     Hit(16, 22, "letter", ("prompt-newsletter@en",))]
    >>> reading = read("Sign up for our letter", "sign up for our letter", hits)
    >>> reading.kind, reading.words
    ('newsletter', {'ask': ['sign up'], 'we': ['our'], 'newsletter': ['letter']})
    >>> read("Sign up for our club", "sign up for our club", hits[:2]) is None
    True
    """
    language, found = _found(lowered, [hit for hit in hits if not _is_abbreviation(sentence, hit)])
    things = sorted(hit for kind in KINDS for hit in found.get(kind, ()))
    if not things:
        return None
    kind = max(KINDS, key=lambda kind: _length(found.get(kind, ())))
    words = {name: list(dict.fromkeys(hit.text for hit in hits)) for name, hits in found.items()}
    return Reading(_features(sentence, lowered, found, things), kind, language, words)


def _is_abbreviation(sentence: str, hit: Hit) -> bool:
    """Is it a word for you or we in capitals beside small letters: the US, and not EMAIL ME?"""
    written = sentence[hit.start : hit.end]
    if len(written) < 2 or not written.isupper() or _kinds(hit.lists).isdisjoint(_PERSONS):  # "I" is both
        return False
    beside = sentence[: hit.start].split()[-1:] + sentence[hit.end :].split()[:1]
    return not any(word.isupper() for word in beside)


def _found(lowered: str, words: Iterable[Hit]) -> tuple[str, dict[str, list[Hit]]]:
    """The language whose words cover most of a sentence, and those words by class, the longest of nested ones."""
    found: defaultdict[str, defaultdict[str, list[Hit]]] = defaultdict(lambda: defaultdict(list))
    for hit in sorted(words, key=lambda hit: (hit.start, -hit.end)):
        if lowered[hit.end : hit.end + 1] in _FILE_MARKS and _FILE.match(lowered, hit.end):
            continue
        for language, name in _senses(hit.lists):
            hits = found[language][name]
            if not hits or hit.start >= hits[-1].end:
                hits.append(hit)
    if not found:
        return "", {}
    spoken = max(sorted(found), key=lambda language: _length(sorted(chain.from_iterable(found[language].values()))))
    return spoken, dict(found[spoken])


def points(features: Mapping[str, float]) -> float:
    """The weighted sum of a sentence's features."""
    weights = _weights()
    return weights[""] + sum(weights.get(name, 0.0) * value for name, value in features.items())


@lru_cache(maxsize=4096)
def _open(known: tuple[str, ...], kinds: frozenset[str], things: int) -> float:
    """The most points that a sentence can get for features other than those `known`, with words of such `kinds` and so
    many for things.

    >>> _open(("located",), frozenset(), 1) < _open((), frozenset(), 1) < _open((), frozenset({"we"}), 2)
    True
    """
    closed = {"", *known, *_without(kinds, things)}
    open_ = {name: weight for name, weight in _weights().items() if name not in closed}
    for name, more in _MORE_OF:
        if name in open_ and more in open_:
            open_[name] = max(open_[name], open_[name] + open_.pop(more))
    return sum(weight for weight in open_.values() if weight > 0)


def _without(kinds: frozenset[str], things: int) -> Iterator[str]:
    """The features that a sentence cannot have in which only such words stand."""
    if kinds.isdisjoint(_ASKING):
        yield "button"
    if "ask" not in kinds:
        yield from ("asks-first", "asks-twice")
    if "we" not in kinds:
        yield from ("we", "ours")
    if "you" not in kinds:
        yield from ("you", "yours")
    if not kinds >= _PERSONS:
        yield "we-and-you"
    if "lure" not in kinds:
        yield from ("lure", "lures")
    yield from ("things", "many-things")[max(0, things - 1) :]


def gives_address(lowered: str) -> bool:
    """Does an address stand in it: of mail, of a site, of an account?"""
    marked = "@" in lowered or "/" in lowered or _DOTTED.search(lowered) is not None  # as all addresses are
    return marked and _LOCATED.search(lowered) is not None


@cache
def _weights() -> dict[str, float]:
    return dict(json.loads(_WEIGHTS.read_bytes()))


def _features(sentence: str, lowered: str, found: Mapping[str, list[Hit]], things: list[Hit]) -> dict[str, float]:
    """The features of the sentence by itself; those of its place are the finder's."""
    asks, lures, reports = (found.get(name, []) for name in _OTHERS)
    first = sum(_opens_clause(lowered, hit.start) for hit in asks)
    we, you = bool(found.get("we")), bool(found.get("you"))
    shape = shape_features(sentence)
    covering = sorted(hit for name, hits in found.items() if name != "report" for hit in hits)
    enticed = _apart(sorted(lures))
    return {
        "covered": _covered(sentence, lowered, covering),
        "asks-first": float(first > 0),
        "asks-twice": float(first > 1),
        "we": float(we),
        "you": float(you),
        "we-and-you": float(we and you),
        "ours": float(_near(found.get("we", ()), things)),
        "yours": float(_near(found.get("you", ()), things)),
        "things": float(_apart(things) > 1),
        "many-things": float(_apart(things) >= _MANY),
        "phrase": float(any(" " in hit.text for hit in things)),
        "lure": float(enticed > 0),
        "lures": float(enticed > 2),
        "reports": float(min(_MOST_REPORTS, _apart(sorted(reports)))),
        "quoted": float(_quotes(sentence)),
        "button": float(shape["short"] and (first > 0 or we or you) and not ends_sentence(sentence)),
        **shape,
    }


def shape_features(sentence: str) -> dict[str, float]:
    """The features of a sentence (folded) that need no words known."""
    words, last = word_count(sentence), sentence.rstrip(" )]\"'")[-1:]
    return {
        "located": float(gives_address(sentence)),
        "question": float(asks(sentence)),
        "cry": float(last in {"!", "！"}),
        "tiny": float(words <= _TINY),
        "short": float(words <= _SHORT),
        "long": float(words > _LONG),
    }


def _quotes(sentence: str) -> bool:
    """Is some of the sentence speech: more than a word between quotation marks, or a mark without its other?"""
    parts = sentence.split('"')
    return len(parts) % 2 == 0 or any(" " in part.strip() for part in parts[1::2])


def _opens_clause(lowered: str, start: int) -> bool:
    """Does the word at `start` open the sentence or a clause, but for little before it (please, now, or)?"""
    before = lowered[max(0, start - _NEAR_BREAK) : start]
    if start < _NEAR_BREAK and len(before.split()) <= _FIRST_WORDS:
        return True
    return _BREAK.search(before) is not None


def _covered(sentence: str, lowered: str, hits: list[Hit]) -> float:
    """The share of a sentence's letters that `hits`, in order, hold; names, numbers and small words do not count."""
    held = _length(hits)
    others, at = 0, 0
    for match in _WORD.finditer(lowered):
        while at < len(hits) and hits[at].end <= match.start():
            at += 1
        if at < len(hits) and hits[at].start < match.end():
            continue
        if not (sentence[match.start()].isupper() and match.start() > 0):
            others += match.end() - match.start()
    return held / (held + others) if held else 0.0


def _near(words: Iterable[Hit], things: list[Hit]) -> bool:
    """Does one of `words` stand right before one of `things`, or begin it: our letter, our Sunday letter?"""
    return any(0 <= thing.start - word.start <= _NEAR for word in words for thing in things)


def _length(hits: Iterable[Hit]) -> int:
    """The code points that `hits`, in order, cover."""
    total = end = 0
    for hit in hits:
        total += max(0, hit.end - max(hit.start, end))
        end = max(end, hit.end)
    return total


def _apart(hits: Iterable[Hit]) -> int:
    """How many of `hits`, in order, there are, one lying in another counted once."""
    count = end = 0
    for hit in hits:
        if hit.start >= end:
            count += 1
            end = hit.end
    return count
