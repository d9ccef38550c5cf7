"""Discourse: lines that go on what the text is doing, however short they are and wherever they stand.

An interview goes from question to answer, a play from speaker to speaker, a live blog from time to time, minutes from
one number to the next, and a letter ends with a name. Such lines look like labels and headlines one by one; it is what
comes back, and the sentences between, that says they are the text. Menus and lists of teasers have no such sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleantext.engine.document import Document, Line, lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Lexicon

from .shape import asks, ends_sentence, word_count

_SPEAKER = compiled(
    r"(?:\[?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\]? ?)?"
    r"([^\W\d_][\w'-]{0,15}(?: [^\W\d_][\w'.-]{0,15}){0,2}(?=[:：] ?\S)"
    r"|[A-ZÀ-ÞА-Я]{2,16}(?: [A-ZÀ-ÞА-Я]{2,16}){0,2}(?=\. ?\S))"
)
_CLOCK = compiled(r"-{1,2} ?[^\W\d_]|\[?\d{1,2}[:.h]\d\d\b(?![.:,]?\d)(?! ?-)")
_NUMBER = compiled(r"(?:[^\W\d_]{2,4} )?(\d{1,2})(?:[.)] |[:：]|(?= [A-ZÀ-Þ]))")
_ENTRY = compiled(
    r"[^\W\d_][^:.!?\n]{1,24}: (?=\D{0,40}\d).{1,40}$"  # Weight: 1.1 kg
    r"|(?:\d[\d.,/½¼¾]*|[½¼¾]) [^\W\d_A-ZÀ-Þ][^.!?:\n]{1,50}$"  # 150 g flour
    r"|(?:\d{1,3}\.? )?[^\W\d_][^.!?:\d\n]{2,30}(?: [+-]?\d{1,4}){3,12}$"  # 1 Rovers 30 19 5 62
    r"|[^\W\d_.][^,.\d\n]{1,20}(?<= )\d{1,3} [^\W\d_][^,.\d\n]{1,20}(?<= )\d{1,3}$"  # Dunmore 0 Skell 4
    r"|(?:[A-ZÀ-Þ][\w'-]*\.? ){1,3}[A-ZÀ-Þ][\w'-]+, [^\W\d_A-ZÀ-Þ][^.!?:\d\n]{2,40}$"  # Rosa Teal, gardener
)
_ENTRY_LONGEST = 90  # code points
_ROWS = 4  # entries, one below the other
_HEADING = 4  # words of the heading over them
_GREETING = 5  # words before the comma over a letter
_GREETED = 10  # words of the sentence below it
_MARKS = compiled("[„“”]")
_QUOTATION = 8  # sentences that it may go on for, in a text on one line
_QUOTED_LINES = 2
_SPEAKERS = 2  # who take turns
_TURNS = 2  # of each of them at least
_LINES = 4  # of turns, or of entries with the clock
_NEAR = 8  # lines from one turn, entry or question to the next
_MOSTLY = 0.5  # of such lines are sentences
_PAIRS = 3  # of questions and answers
_QUESTION = 30  # words of a question at most
_NUMBERS = 3  # headings, one after the other
_SENTENCE = 4  # words of a line that is one between headings
_AROUND = " ,.!。、，"  # of words that close a letter
_SIGNED = 3  # lines of name and office under the words that close a letter
_NAME = 6  # words of such a line


def discourse(document: Document, lines: Sequence[Line], lexicon: Lexicon) -> set[int]:
    """The indexes of those `lines` that take their turn in what the text is doing.

    `lines` are those of `document`, or, of a text on one line, its sentences, which tell less. Reads the word lists
    `sign-off` and `credit-label`.

    >>> text = "Q: You began early.\\nA: I did.\\nQ: Why?\\nA: For the bread.\\nBuy now\\nYours ever,\\nRosa Teal"
    >>> document = Document(text)
    >>> sorted(discourse(document, document.lines, {"sign-off": frozenset({"yours ever"})}))
    [0, 1, 2, 3, 5, 6]
    """
    found = _turns(lines, lexicon.get("credit-label", frozenset())) | _entries(lines) | _quoted(document, lines)
    if lines is document.lines:
        found |= (
            _answers(lines)
            | _numbered(lines)
            | _listed(lines)
            | _greetings(lines)
            | _signed(lines, lexicon.get("sign-off", frozenset()))
        )
    return found


def _turns(lines: Sequence[Line], labels: frozenset[str]) -> set[int]:
    """Lines that begin with who speaks, where some take turns; of the `labels` none does."""
    speakers = {
        at: match[1]
        for at, line in enumerate(lines)
        if (match := _SPEAKER.match(line.text)) and lower(match[1]) not in labels
    }
    found: set[int] = set()
    for chain in _chains(list(speakers)):
        times = Counter(speakers[at] for at in chain)
        taken = [at for at in chain if times[speakers[at]] >= _TURNS]
        if len({speakers[at] for at in taken}) >= _SPEAKERS and _are_sentences([lines[at] for at in taken]):
            found.update(taken)
    return found


def _entries(lines: Sequence[Line]) -> set[int]:
    """Lines that begin with the time of day or a dash, if most are sentences: in a list of news they are headlines."""
    timed = [at for at, line in enumerate(lines) if _CLOCK.match(line.text) and word_count(line.text) > _SENTENCE]
    chains = (chain for chain in _chains(timed) if _are_sentences([lines[at] for at in chain]))
    return {at for chain in chains for at in chain}


def _chains(found: Sequence[int]) -> Iterator[list[int]]:
    """The indexes `found`, those that are near one another together."""
    chain: list[int] = []
    for at in found:
        if chain and at - chain[-1] > _NEAR:
            yield chain
            chain = []
        chain.append(at)
    if chain:
        yield chain


def _are_sentences(lines: Sequence[Line]) -> bool:
    ending = sum(_ends(line.text) for line in lines)
    return len(lines) >= _LINES and ending > _MOSTLY * len(lines)


def _ends(text: str) -> bool:
    """Does it end as a sentence does that does not break off?"""
    return ends_sentence(text) and not text.endswith(("...", "…"))


def _answers(lines: Sequence[Line]) -> set[int]:
    """Questions with an answer below each, and the answers."""
    asked = [asks(line.text) and word_count(line.text) <= _QUESTION for line in lines]
    found = [at for at, other in enumerate(lines[1:]) if asked[at] and not asked[at + 1] and _ends(other.text)]
    chains = (chain for chain in _chains(found) if len(chain) >= _PAIRS)
    return {index for chain in chains for at in chain for index in (at, at + 1)}


def _listed(lines: Sequence[Line]) -> set[int]:
    """Entries of a list of data one below the other (amounts, scores, who did what), the heading over them, and the
    sentence below that says what is done with them."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        if len(line.text) > _ENTRY_LONGEST or not _ENTRY.match(line.text):
            if len(run) >= _ROWS and _ends(line.text) and word_count(line.text) > _SENTENCE:
                found.add(at)
            run = []
            continue
        run.append(at)
        if len(run) >= _ROWS:
            found.update(run)
            over = run[0] - 1
            if over >= 0 and word_count(lines[over].text) <= _HEADING:
                found.add(over)
    return found


def _greetings(lines: Sequence[Line]) -> set[int]:
    """The words over a letter that the text begins with: short, with a comma behind them and a sentence below."""
    for at, (one, other) in enumerate(pairwise(lines)):
        is_sentence = _ends(other.text) and word_count(other.text) >= _GREETED
        if one.text[-1] in ",，" and word_count(one.text) <= _GREETING and is_sentence:
            return {at}
        if is_sentence:
            break
    return set()


def _numbered(lines: Sequence[Line]) -> set[int]:
    """Headings numbered one after the other, with sentences between most of them, and these sentences."""
    numbers = [
        (at, int(match[1]))
        for at, line in enumerate(lines)
        if (match := _NUMBER.match(line.text)) and line.text[-1] != ":"  # "3. Nell says:" heads a comment
    ]
    runs: list[list[int]] = []
    follows = 0
    for at, number in numbers:
        if runs and number == follows:
            runs[-1].append(at)
        elif not runs or number == 1:
            runs.append([at])
        else:
            continue
        follows = number + 1
    found: set[int] = set()
    for run in runs:
        if _has_sentences(run, lines):
            found.update(run)
            for one, other in pairwise(run):
                if other - one <= _NEAR:
                    found.update(at for at in range(one + 1, other) if _is_sentence(lines[at].text))
    return found


def _has_sentences(run: Sequence[int], lines: Sequence[Line]) -> bool:
    def between() -> Iterator[bool]:
        for one, other in pairwise(run):
            yield any(_is_sentence(line.text) for line in lines[one + 1 : other])

    return len(run) >= _NUMBERS and sum(between()) > _MOSTLY * (len(run) - 1)


def _is_sentence(text: str) -> bool:
    return _ends(text) and word_count(text) >= _SENTENCE


def _quoted(document: Document, lines: Sequence[Line]) -> set[int]:
    """Lines of a quotation that begins in one and ends in another."""
    low = "„" in document.text  # „so“ or „so”, else “so”
    most = _QUOTED_LINES if lines is document.lines else _QUOTATION
    found: set[int] = set()
    begun: int | None = None
    for at, line in enumerate(lines):
        for match in _MARKS.finditer(document.text, line.start, line.end):
            if match[0] == ("„" if low else "“"):
                begun = at
            else:
                if begun is not None and begun < at < begun + most:
                    found.update(range(begun, at + 1))
                begun = None
    return found


def _signed(lines: Sequence[Line], closings: frozenset[str]) -> set[int]:
    """The words that close a letter, the sentence over them, and name and office below them."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if len(line.text) > 40 or lower(line.text).strip(_AROUND) not in closings:
            continue
        found.update(range(at - 1 if at and _ends(lines[at - 1].text) else at, at + 1))
        for below in range(at + 1, min(at + 1 + _SIGNED, len(lines))):
            if word_count(lines[below].text) > _NAME:
                break
            found.add(below)
    return found
