"""Text files: bytes to text and back, so that what stays keeps its bytes: BOM, line ends, encoding. Guesses nothing."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cleantext.engine.errors import CleantextError

BOMS = (
    (codecs.BOM_UTF8, "utf-8", ("utf-8", "utf-8-sig")),
    (codecs.BOM_UTF32_LE, "utf-32-le", ("utf-32", "utf-32-le")),
    (codecs.BOM_UTF32_BE, "utf-32-be", ("utf-32", "utf-32-be")),
    (codecs.BOM_UTF16_LE, "utf-16-le", ("utf-16", "utf-16-le")),
    (codecs.BOM_UTF16_BE, "utf-16-be", ("utf-16", "utf-16-be")),
)
# Python's codecs of these names write a BOM of their own: without one in the source, none must be added.
_WITHOUT_BOM = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}

_HTML_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(r"</(?:p|div|span|a|li|ul|td|tr|h[1-6]|script|style|section|article)>", re.I)
_HTML_SEEN = 4000  # code points of a text that are looked at
_HTML_TAGS = 5  # closing tags in them that make it plain


class Encoding(NamedTuple):
    """How a text was written: the exact codec, and the byte order mark before it."""

    codec: str
    bom: bytes = b""

    @property
    def may_hold_nul(self) -> bool:
        """Are NUL bytes ordinary in this encoding?"""
        return self.codec.startswith(("utf-16", "utf-32"))


class BinaryError(CleantextError):
    """Not a text: an error for a file that was named, a reason to pass over one that was only found."""


def encoding_of(data: bytes, encoding: str) -> Encoding:
    """The codec that `encoding` means for these bytes. CleantextError if there is none of that name.

    >>> encoding_of(b"\\xff\\xfeA\\x00", "utf-16")
    Encoding(codec='utf-16-le', bom=b'\\xff\\xfe')
    """
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, UnicodeError, ValueError):
        raise CleantextError(f"no text encoding {encoding!r}") from None
    for bom, exact, names in BOMS:
        if codec in names and data.startswith(bom):
            return Encoding(exact, bom)
    return Encoding(_WITHOUT_BOM.get(codec, codec))


def readings(data: bytes, encoding: str) -> tuple[Encoding, ...]:
    """The codecs that `data` may have been written in: with the byte order mark that it begins with, or with none.

    A text that begins with U+FEFF looks as if it had one: once what stood before it is gone, the bytes do not tell.

    >>> readings(b"\\xef\\xbb\\xbfA", "utf-8")
    (Encoding(codec='utf-8', bom=b'\\xef\\xbb\\xbf'), Encoding(codec='utf-8', bom=b''))
    """
    likely = encoding_of(data, encoding)
    return (likely, encoding_of(b"", encoding)) if likely.bom else (likely,)


def decode(data: bytes, encoding: Encoding, name: str) -> str:
    """The text in `data`, which begins with `encoding.bom`. `name` is what errors call it.

    >>> decode(b"caf\\xe9", Encoding("utf-8"), "menu.txt")
    Traceback (most recent call last):
        ...
    cleantext.engine.errors.CleantextError: menu.txt: not utf-8 at byte 3 (--encoding names another)
    """
    nul = -1 if encoding.may_hold_nul else data.find(b"\0")
    if nul >= 0:
        raise binary(data, nul, name)
    skip = len(encoding.bom)
    try:
        return data[skip:].decode(encoding.codec)
    except UnicodeDecodeError as error:
        raise undecodable(error.start + skip, encoding, name) from None
    except UnicodeError as error:  # a few codecs do not say where
        raise CleantextError(f"{name}: not {encoding.codec}: {error}") from None


def undecodable(at: int, encoding: Encoding, name: str) -> CleantextError:
    """What is said of a text that is not in its encoding at byte `at`."""
    return CleantextError(f"{name}: not {encoding.codec} at byte {at} (--encoding names another)")


def binary(head: bytes, nul: int, name: str) -> BinaryError:
    """What is said of something that begins with `head` and has a NUL at byte `nul`."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return BinaryError(f"{name}: looks like UTF-16 (try --encoding utf-16)")
    return BinaryError(f"{name}: binary, not text: NUL at byte {nul}")


def encode(text: str, encoding: Encoding, name: str) -> bytes:
    """The bytes of `text`: the inverse of `decode`."""
    try:
        return encoding.bom + text.encode(encoding.codec)
    except UnicodeError as error:
        raise CleantextError(f"{name}: cannot be written as {encoding.codec}: {error}") from None


def looks_like_html(text: str) -> bool:
    """Is this plainly a web page, not a text extracted from one?

    >>> looks_like_html("<!DOCTYPE html><html>"), looks_like_html("The <p> tag opens a paragraph.")
    (True, False)
    """
    seen = text[:_HTML_SEEN]
    if _HTML_HEAD.match(seen):
        return True
    return seen.lstrip().startswith("<") and len(_HTML_TAG.findall(seen)) >= _HTML_TAGS
