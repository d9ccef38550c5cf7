"""Globs: a small dialect for picking files below a folder, the same on every system and Python.

`*` is any run of characters but `/`, `?` one of them, `**` any run of folders. A glob without `/` is tried on the name
of the file or folder, one with `/` on the whole path below the folder. Case counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|.", re.DOTALL)
_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def any_of(globs: Iterable[str]) -> Callable[[str], bool]:
    """Does a path (relative, with `/`) match one of `globs`?

    >>> is_text = any_of(["*.txt", "notes/**/draft-?.md"])
    >>> [is_text(path) for path in ("a.txt", "b/a.txt", "notes/draft-1.md", "notes/x/y/draft-1.md", "draft-1.md")]
    [True, True, True, True, False]
    """
    globs = [glob.removeprefix("./").rstrip("/") for glob in globs]
    names = _compiled(glob for glob in globs if "/" not in glob)
    paths = _compiled(glob.removeprefix("/") for glob in globs if "/" in glob)
    return lambda path: bool(names.fullmatch(path.rsplit("/", 1)[-1]) or paths.fullmatch(path))


def _compiled(globs: Iterable[str]) -> re.Pattern[str]:
    branches = ["".join(_MEANING.get(token, re.escape(token)) for token in _TOKEN.findall(glob)) for glob in globs]
    return re.compile("|".join(branches) or "(?!)", re.DOTALL)
