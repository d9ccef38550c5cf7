"""The removed spans as JSON lines: what was taken out, where it stood, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cleantext.engine.passes import Result

# JSON escapes the controls below U+0020 itself. These could drive a terminal or break a line just as well.
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def removed_lines(file: str, line: int, result: Result, before: int = 0) -> Iterator[str]:
    """One JSON object, with its line break, for each edit of a document: in `line` of `file` if that is not 0.

    Of a document that comes in parts, `before` is the number of code points in those before this one.

    `start` and `end` are code points of the original (in a file: behind the byte order mark, if it has one).

    >>> from cleantext import Edit
    >>> list(removed_lines("a.txt", 0, Result("AD One.", (Edit(0, 3, "x/ad", "ad", "light"),))))
    ['{"file": "a.txt", "start": 0, "end": 3, "rule": "x/ad", "category": "ad", "level": "light", "text": "AD "}\\n']
    """
    for edit in result.edits:
        record = {
            "file": file,
            **({"line": line} if line else {}),
            "start": before + edit.start,
            "end": before + edit.end,
            "rule": edit.rule,
            "category": edit.category,
            "level": edit.level,
            "text": result.original[edit.start : edit.end],
        }
        dumped = json.dumps(record, ensure_ascii=False)
        yield _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped) + "\n"
