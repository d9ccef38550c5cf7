"""cleantext: strips residue (appeals, captions, related links, ...) from text already extracted from web pages.

>>> import cleantext
>>> cleantext.clean("The mill burned down.\\n\\nNobody was hurt.")
'The mill burned down.\\n\\nNobody was hurt.'
"""

from __future__ import annotations

# Type checkers take the name for true. To import typing, or functools, takes as long as to answer --version.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .engine.cleaner import Cleaner
    from .engine.document import Document
    from .engine.edits import Edit
    from .engine.errors import CleantextError
    from .engine.pack import Pack
    from .engine.passes import Result
    from .engine.rules import Rule
    from .packs import load_pack

__version__ = "0.1.0"
__all__ = ["Cleaner", "CleantextError", "Document", "Edit", "Pack", "Result", "Rule", "clean", "load_pack"]

# Public words are imported when they are used: `cleantext --version` needs none of them.
_HOMES = {
    "Cleaner": ".engine.cleaner",
    "CleantextError": ".engine.errors",
    "Document": ".engine.document",
    "Edit": ".engine.edits",
    "Pack": ".engine.pack",
    "Result": ".engine.passes",
    "Rule": ".engine.rules",
    "load_pack": ".packs",
}


def clean(text: str) -> str:
    """`text` without residue, at level standard with the built-in packs.

    For settings, and to see what was removed, use `Cleaner`.

    >>> clean("Nothing to remove here.")
    'Nothing to remove here.'
    """
    if not _standard:
        from .engine.cleaner import Cleaner

        _standard.append(Cleaner())
    return _standard[0].clean(text).text


_standard: list[Cleaner] = []  # the one cleaner of `clean`, made when it is first wanted


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name], __name__), name)
