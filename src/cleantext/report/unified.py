"""The plain diff for a pipe: what `patch -p1` and `git apply` need to turn the original into the cleaned text.

Nothing is compared. The edits say which lines change, so time and memory are linear in the text. A line ends at
"\\n" and nowhere else: "\\r", U+2028 and control characters are part of their line and come out as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cleantext.engine.edits import Edit
from cleantext.engine.passes import Result

_CONTEXT = 3  # lines around a change, as patch expects
_NO_NEWLINE = "\n\\ No newline at end of file\n"
_NAME_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def unified_diff(name: str, result: Result) -> Iterator[str]:
    """The unified diff of `result`, line by line; nothing if the text stays as it is.

    The file is called a/NAME and b/NAME, as by git: `patch -p1` and `git apply` find it from the folder that NAME
    is relative to, a bare `patch` in the file's own. Who removed what stands after the second @@.

    >>> edit = Edit(9, 12, "en/ad-marker", "ad", "light")
    >>> print("".join(unified_diff("mill.txt", Result("One.\\nTwo. AD\\n", (edit,)))), end="")
    --- a/mill.txt
    +++ b/mill.txt
    @@ -1,2 +1,2 @@ en/ad-marker
     One.
    -Two. AD
    +Two.
    """
    lines = Lines(result.original)
    shift = 0  # how many lines the new text is ahead of the old one
    for index, hunk in enumerate(_hunks(_changes(lines, result.edits))):
        if index == 0:
            yield f"--- {_quoted('a', name)}\n"
            yield f"+++ {_quoted('b', name)}\n"
        start = max(hunk[0].start - _CONTEXT, 0)
        end = min(hunk[-1].end + _CONTEXT, len(lines.texts))
        grown = sum(len(change.texts) - (change.end - change.start) for change in hunk)
        rules = dict.fromkeys(rule for change in hunk for rule in change.rules)
        old, new = _range(start, end), _range(start + shift, end + shift + grown)
        yield f"@@ -{old} +{new} @@ {', '.join(rules)}\n"
        shift += grown
        for change in hunk:
            yield from _signed(" ", lines.texts[start : change.start])
            yield from _signed("-", lines.texts[change.start : change.end])
            yield from _signed("+", change.texts)
            start = change.end
        yield from _signed(" ", lines.texts[start:end])


class Lines:
    r"""The lines of a text with their line breaks, and where they start, in code points.

    >>> Lines("a\r\nb").texts
    ['a\r\n', 'b']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.texts = _split(text)
        self.starts = list(accumulate(map(len, self.texts), initial=0))  # and, last, the length of the text

    def index(self, position: int) -> int:
        """The line that holds `position`; the end of the text is on its last line unless that one is complete."""
        if position == len(self.text) and self.texts and not self.texts[-1].endswith("\n"):
            return len(self.texts) - 1
        return bisect_right(self.starts, position) - 1


def runs(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """`edits` in groups with nothing between them: only the outer borders of a group touch text that stays."""
    group: list[Edit] = []
    for edit in edits:
        if group and edit.start > group[-1].end:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines [start, end) of the original give way to `texts`."""

    start: int
    end: int
    texts: list[str]
    rules: tuple[str, ...]


def _changes(lines: Lines, edits: Sequence[Edit]) -> Iterator[_Change]:
    for start, end, block in _blocks(lines, edits):
        rules = tuple(edit.rule for edit in block)
        done, texts = start, list[str]()
        for origin, text in _new_lines(lines, start, end, block):
            # A new line that starts where an old one did, and says the same, is that line. Looking closer finds
            # nothing more: only the first and the last line of an edit can survive it.
            at = lines.index(origin)
            if done <= at < end and lines.texts[at] == text:
                if done < at or texts:
                    yield _Change(done, at, texts, rules)
                done, texts = at + 1, []
            else:
                texts.append(text)
        if done < end or texts:
            yield _Change(done, end, texts, rules)


def _blocks(lines: Lines, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """The lines that edits touch, in blocks: whole lines before the edits, whole lines after them."""
    start = end = 0
    block: list[Edit] = []
    for run in runs(edits):
        first, last = _touched(lines, run)
        if block and first >= end:
            yield start, end, block
            block = []
        if not block:
            start, end = first, last
        end = max(end, last)
        block += run
    if block:
        yield start, end, block


def _touched(lines: Lines, run: list[Edit]) -> tuple[int, int]:
    start, end = run[0].start, run[-1].end
    first, last = lines.index(start), lines.index(end)
    added = "".join(edit.replacement for edit in run)
    whole = lines.starts[first] == start and lines.starts[last] == end and (not added or added.endswith("\n"))
    # Unless whole lines go, what follows the run joins its line.
    return first, last if whole else min(last + 1, len(lines.texts))


def _new_lines(lines: Lines, start: int, end: int, block: list[Edit]) -> Iterator[tuple[int, str]]:
    """The lines of a block as they become, each with the position in the original that it starts from."""
    pieces: list[tuple[int, str]] = []
    position = lines.starts[start]
    for edit in block:
        pieces += (position, lines.text[position : edit.start]), (edit.start, edit.replacement)
        position = edit.end
    pieces.append((position, lines.text[position : lines.starts[end]]))
    line: list[str] = []
    origin = 0
    for position, piece in pieces:
        passed = 0
        for part in _split(piece):
            if not line:
                origin = position + passed
            line.append(part)
            passed += len(part)
            if part.endswith("\n"):
                yield origin, "".join(line)
                line = []
    if line:
        yield origin, "".join(line)


def _hunks(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Changes whose context meets go together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, end: int) -> str:
    # An empty range is named by the line before it.
    if end - start == 1:
        return f"{end}"
    return f"{start + 1 if end > start else start},{end - start}"


def _signed(sign: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield sign + text if text.endswith("\n") else sign + text + _NO_NEWLINE


def _split(text: str) -> list[str]:
    parts = text.split("\n")
    last = parts.pop()
    texts = [part + "\n" for part in parts]
    return [*texts, last] if last else texts


def _quoted(side: str, name: str) -> str:
    """A file name as git writes it: in quotes if it needs escapes; a tab after it tells where one with spaces ends.

    >>> _quoted("a", "/tmp/two words.txt")
    'a/tmp/two words.txt\\t'
    >>> _quoted("b", 'say "x".txt')
    '"b/say \\\\"x\\\\".txt"'
    """
    path = f"{side}/{name.removeprefix('./').lstrip('/')}"
    quoted = "".join(map(_escaped, path))
    if quoted != path or path.endswith(" "):
        return f'"{quoted}"'
    return f"{path}\t" if " " in path else path


def _escaped(character: str) -> str:
    if character in _NAME_ESCAPES:
        return _NAME_ESCAPES[character]
    return f"\\{ord(character):03o}" if character < " " or character == "\x7f" else character
