"""Credits: who took or owns a picture. Finds them at the end of a line and in brackets; captions build on it."""

from __future__ import annotations

from re import IGNORECASE
from typing import NamedTuple

from cleantext.engine.anchors import AnchorIndex, Hit
from cleantext.engine.document import lower
from cleantext.engine.patterns import compiled
from cleantext.engine.rules import Lexicon
from cleantext.engine.sentences import is_unspaced

from .shape import is_name_like, tokens

BRACKETED = compiled(r"[(\[][^()\[\]\n]{2,100}[)\]]")
TAIL = 120  # code points at the end of a line in which a credit without brackets is looked for
_ABBREVIATION = 4  # letters
# Possessive: a full stop may end one name or stand in it, and there are thousands of ways to share out "A.A.A.A.".
_NAMES_BEFORE = compiled(r"(?:(?:^|[ .])[^\W\d_a-z][\w'.-]{0,30}+){1,4}$")
_NAMES_REACH = 128  # code points: the most that _NAMES_BEFORE can match
RIGHTS = compiled(r"©|\(c\) ")
_RIGHTS_OF_YEAR = compiled(r"(?:©|\([cC]\)) ?(?:19|20)\d\d")
_VIA = compiled(r"/ ?(?:\w{2,12} )?via $", IGNORECASE)  # "Jane Doe/Pool via AFP"
_VIA_REACH = 24  # code points
_SENTENCE = compiled(r"[.!?] +\w+ +\w+ +\w")
_MOST_NAMES = 9  # tokens a credit may have beside agencies and labels
_NAME = r"[^\W\d_a-z][\w'.-]{0,20}"
# "Marc Roy/CBC", "Ann Lowe/Elm Post", "ANN LOWE | THE HERALD-LEADER": a person's name, and a house that is no person's.
_HOUSES = (
    "News|Post|Press|Times|Herald|Tribune|TV|Images|Pictures|Ledger|Gazette|Chronicle|Courier|Journal|Dispatch|Observer"
    "|Star|Mail|Magazine|Media|Agency|Archive|Museum|Argus|Sentinel|Standard|Nation|Leader|Examiner|Record|Bulletin"
    "|Echo|Express|Register|Telegraph|Inquirer|Enquirer|Globe|Guardian|Citizen|Independent|Advertiser|Beacon"
)
_HOUSE = rf"(?:[A-Z]{{2,6}}|(?:{_NAME}[ -]){{0,3}}(?:{_HOUSES}|{_HOUSES.upper()}))"
_NAME_AND_HOUSE = compiled(rf"(?!The ){_NAME}(?: {_NAME}){{1,3}} ?[/|] ?{_HOUSE}")
_SIGNED = compiled(rf"(?<=[.!?)\"'] )(?!The ){_NAME}(?: {_NAME}){{1,2}} ?[/|] ?{_HOUSE}$")  # behind a caption
# Set in square brackets, a comma may stand for the slash: "[Ann Lowe, Daily Post]".
_NAME_COMMA_HOUSE = compiled(rf"\[ ?{_NAME}(?: {_NAME}){{1,2}}, (?:{_NAME}[ -]){{0,3}}(?:{_HOUSES}) ?\]")
_ADDRESS = compiled(r"(?:www\.)?[a-z\d-]{2,30}(?:\.co)?\.(?:com|org|net|tv|news|[a-z]{2})(?:\.[a-z]{2})?")
_BETWEEN = frozenset(
    "via for by of and the from with de von van der den du la le el al da do dos di del della für"
    " et und y e en i para pour".split()
)


class Credits(NamedTuple):
    """Knows credits by the agencies and labels of the packs in use."""

    agencies: AnchorIndex
    labels: AnchorIndex
    wholes: AnchorIndex  # credits that name nobody: "photo by the author"
    words: frozenset[str]
    reports: frozenset[str]  # "said", "according to": no names, which only a script with capitals shows by itself

    @classmethod
    def of(cls, lexicon: Lexicon) -> Credits:
        """For the word lists `agency`, `credit-label`, `credit-whole`, `credit-source` and `prompt-report`."""
        agencies, labels = lexicon.get("agency", frozenset()), lexicon.get("credit-label", frozenset())
        wholes, sources = lexicon.get("credit-whole", frozenset()), lexicon.get("credit-source", frozenset())
        words = {token for phrase in agencies | labels | sources for token in phrase.split()}
        reports = lexicon.get("prompt-report", frozenset())
        indexes = (AnchorIndex(agencies), AnchorIndex(labels), AnchorIndex(wholes))
        return cls(*indexes, frozenset(words), reports)

    def _agency_hits(self, text: str) -> list[Hit]:
        """The agencies that `text` names. A short one in mixed case is another abbreviation: "ePA" is not EPA."""
        return [
            hit
            for hit in self.agencies.hits(lower(text))
            if hit.end - hit.start > _ABBREVIATION
            or text[hit.start : hit.end].isupper()
            or text[hit.start : hit.end].islower()
        ]

    def is_credit(self, text: str) -> bool:
        """Is `text` nothing but names, agencies and labels, with at least one of the latter two?

        >>> credits = Credits.of({"agency": frozenset({"afp"}), "credit-label": frozenset({"photo"})})
        >>> credits.is_credit("Jane Doe/AFP"), credits.is_credit("AFP reported on Monday")
        (True, False)
        >>> credits = Credits.of({"agency": frozenset({"afp"}), "prompt-report": frozenset({"وفق"})})
        >>> credits.is_credit("سامي الكردي/AFP"), credits.is_credit("وفق وكالة AFP")
        (True, False)
        """
        return self._only_names(text) and bool(
            self._agency_hits(text) or self._label_hits(lower(text)) or _NAME_AND_HOUSE.fullmatch(text)
        )

    def bracketed(self, text: str, before: str) -> bool:
        """Is `text`, brackets included, a credit in brackets, and not short for the words `before` it?"""
        inner = text[1:-1].strip()
        if self.whole(inner) == 0 or _NAME_COMMA_HOUSE.fullmatch(text):
            return True
        if not self.is_credit(inner):
            return False
        initials = "".join(word[0] for word in tokens(before[-TAIL:])[-len(inner) :])
        return lower(initials) != lower(inner)

    def is_named(self, text: str) -> bool:
        """Does `text` name an agency, or a house, or carry a label that says more than ©, which ends articles too?

        Behind a © with its year, an agency says whose the article is.
        """
        if _RIGHTS_OF_YEAR.match(text):
            return False
        inner = text.strip("()[] ")
        named = self._agency_hits(text) or self.labels.hits(lower(text)) or self.whole(inner) >= 0
        return bool(named or _NAME_COMMA_HOUSE.fullmatch(text) or _NAME_AND_HOUSE.fullmatch(inner))

    def whole(self, text: str) -> int:
        """Where a credit that names nobody begins, if it ends `text`; -1 if none does.

        >>> credits = Credits.of({"credit-whole": frozenset({"photo by the author"})})
        >>> credits.whole("The harbour. Photo by the author."), credits.whole("I have a photo by the author")
        (13, -1)
        """
        offset = max(0, len(text) - TAIL)
        for hit in self.wholes.hits(lower(text[offset:])):
            start = offset + hit.start
            if not text[offset + hit.end :].strip(" .") and _is_set_apart(text, start):
                return start
        return -1

    def tail(self, text: str) -> int:
        """Where in the line `text` the credit that ends it begins; -1 if none does.

        A label or © followed by names only; or an agency beside a slash, © or bar, with names only around it.

        >>> credits = Credits.of({"agency": frozenset({"afp"}), "credit-label": frozenset({"photo"})})
        >>> line = "The harbour at dawn. Photo: Jane Doe"
        >>> line[credits.tail(line):]
        'Photo: Jane Doe'
        """
        if (start := _signed(text)) >= 0:
            return start
        bracket = max(text.rfind("("), text.rfind("["))
        if text.endswith((")", "]")) and bracket >= 0 and self.bracketed(text[bracket:], text[:bracket]):
            return bracket
        if (start := self.whole(text)) >= 0:
            return start
        offset = max(0, len(text) - TAIL)
        lowered = lower(text[offset:])
        for start, after in self._label_hits(lowered):
            rest = text[offset + after :]
            names = tokens(rest)
            if not names or not self._only_names(rest):
                continue
            if offset + start and not _stands_off(text, offset + start):
                continue
            if text[offset + start].islower() and not _set_off(text, offset + start):
                continue  # "The show has photographs by Jill Amos."
            if len(names) > 1 or _begins_afresh(text, offset + start):
                return offset + start
        for hit in self._agency_hits(text[offset:]):
            start = self._slashed_start(text, offset + hit.start, offset + hit.end)
            if start >= 0:
                return start
        return -1

    def _label_hits(self, lowered: str) -> list[tuple[int, int]]:
        found = [(hit.start, hit.end) for hit in self.labels.hits(lowered) if is_label(lowered, hit)]
        found += [(match.start(), match.end()) for match in RIGHTS.finditer(lowered)]
        return sorted(found)

    def _slashed_start(self, text: str, start: int, end: int) -> int:
        """Where a credit such as "Jane Doe/AFP via Getty Images" around an agency begins, if it runs to the end."""
        if not self._only_names(text[end:]):
            return -1
        if not beside(text, start, end):
            return -1
        via = _VIA.search(text, max(0, start - _VIA_REACH), start)
        start = via.start() + 1 if via else start
        head = text[:start].rstrip(" /|©")
        names = _NAMES_BEFORE.search(head, max(0, len(head) - _NAMES_REACH))
        if text[start - 1 : start] == "/" and not self._may_be_name(head):
            return -1
        if text[:start].rstrip()[-1:] in {"/", "|"} and names and self._only_names(names[0]):
            return names.start() + len(names[0]) - len(names[0].lstrip(" ."))
        return start

    def _may_be_name(self, head: str) -> bool:
        """Does a name, or a word of credits, end what stands before a slash? One of a path or of a pair does not."""
        *before, last = tokens(head[-TAIL:]) or [""]
        if not last or lower(last) in self.words:
            return True
        goes_on = before and before[-1].islower() and head.removesuffix(last).rstrip()[-1:].isalnum()
        return is_name_like(last) and not goes_on

    def _only_names(self, text: str) -> bool:
        others = 0
        for token in tokens(text):
            lowered = lower(token)
            if lowered in self.words or lowered in _BETWEEN or _ADDRESS.fullmatch(lowered):
                continue
            if not is_name_like(token) or (lowered in self.reports and _has_no_capitals(token)):
                return False
            others += 1
            if others > _MOST_NAMES:
                return False
        return not _SENTENCE.search(text)


def _signed(text: str) -> int:
    """Where a person's name and a house, which are the line or stand behind its last stop, begin; -1 if none do."""
    if not may_join(text):
        return -1
    if len(text) <= TAIL and _NAME_AND_HOUSE.fullmatch(text):
        return 0
    signed = _SIGNED.search(text, max(0, len(text) - TAIL))
    return signed.start() if signed else -1


def may_join(text: str) -> bool:
    """Does a mark that joins a person's name to a house stand in it?"""
    return "/" in text or "|" in text


def _has_no_capitals(token: str) -> bool:
    """Is `token` of a script that has none, but puts spaces between words?"""
    return token[0].lower() == token[0].upper() and not is_unspaced(token[0])


def is_label(lowered: str, hit: Hit) -> bool:
    """Is a label set off by a colon, or of more than one word?"""
    return " " in hit.text or lowered[hit.end : hit.end + 3].lstrip()[:1] == ":"


def beside(text: str, start: int, end: int) -> bool:
    """Does a mark that joins an agency to a name stand beside text[start:end]?"""
    marks = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    if any(mark in marks for mark in "/|©"):
        return True
    return _VIA.search(text, max(0, start - _VIA_REACH), start) is not None


def _stands_off(text: str, position: int) -> bool:
    """Is what stands at `position` a word of its own? A label may be glued to the stop of the caption before it."""
    before, first = text[position - 1], text[position]
    return before.isspace() or first == "©" or (before in ".!?…" and first.isupper())


def _set_off(text: str, position: int) -> bool:
    """Does more than a comma part what stands at `position` from the words before it?"""
    before = text[:position].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] == ",")


def _is_set_apart(text: str, position: int) -> bool:
    """Does a stop, a bar or nothing stand before `position`, and no small letter behind a stop?"""
    before = text[:position].rstrip()[-1:]
    return not before or before in "|(/" or (before in ".!?…。\"')-" and not text[position].islower())


def _begins_afresh(text: str, position: int) -> bool:
    """Does a mark, or nothing, stand before `position`? A label in the middle of a sentence is a word of it."""
    before = text[:position].rstrip()
    return not before or not before[-1].isalnum()
