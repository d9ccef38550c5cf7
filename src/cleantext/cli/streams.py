"""Streams: data to standard output as bytes, talk to standard error as lines that cannot drive a terminal."""

from __future__ import annotations

import errno
import os
import sys

_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def write(data: bytes) -> None:
    """Writes to standard output, past every layer that could change a byte. OSError as it comes."""
    if sys.stdout is None:
        raise OSError("is closed")
    rest = memoryview(data)
    while rest:  # with PYTHONUNBUFFERED nothing is between us and the system, which may take less than it is given
        written = sys.stdout.buffer.write(rest)
        if written is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        rest = rest[written:]


def finish() -> None:
    """Sends out what standard output still holds. OSError as it comes."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Lets Python forget what it could not write: it would try again at exit, and complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        return  # no standard output, or none that is a file


def talk(message: str) -> None:
    """One line to a person. Nothing in it (a file's name, say) reaches the terminal as a control sequence."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(visible(message) + "\n")
    except OSError:
        return  # nobody listens, or there is no room for what is said


def visible(text: str) -> str:
    r"""`text` with control characters spelled out.

    >>> visible("a\x1b[2Jb.txt")
    'a\\x1b[2Jb.txt'
    """
    import re  # here, because --version has nothing to say

    return re.sub(_CONTROL, lambda match: match[0].encode("unicode_escape").decode("ascii"), text)
