"""The pager: long output on a terminal goes through `less`, as with git; never in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .destination import is_terminal

_LESS = "FRX"  # leave at once what fits on a screen, let colours through, leave the text on the screen


@contextmanager
def paged(*, wanted: bool = True) -> Iterator[None]:
    """What is written to standard output meanwhile goes to the pager, if that is a terminal and there is a pager.

    Who reads enough of it and quits has done nothing wrong. Colours and width are to be settled before: within,
    standard output is no terminal.
    """
    command = pager() if wanted and is_terminal(sys.stdout) else ""
    if not command:
        yield
        return
    import subprocess  # few runs page

    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)
    assert process.stdin
    sys.stdout.flush()
    screen, terminal = sys.stdout.fileno(), os.dup(sys.stdout.fileno())
    os.dup2(process.stdin.fileno(), screen)
    process.stdin.close()
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the reader has seen enough; the latter is how Rich tells of it
        pass
    finally:
        # What could not be written any more goes nowhere; then the pager sees the end and the terminal is itself again.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, screen)
        os.close(nowhere)
        with suppress(OSError):
            sys.stdout.flush()
        os.dup2(terminal, screen)
        os.close(terminal)
        while True:
            try:
                process.wait()
                break
            except KeyboardInterrupt:  # meant for the pager, which gets it too
                continue


def pager() -> str:
    """The command to page with: what PAGER says, else `less` if that is there. Empty for none, as for `cat`."""
    from shutil import which

    chosen = os.environ.get("PAGER")
    if chosen is None:
        chosen = "less" if which("less") and os.environ.get("TERM") != "dumb" else ""
    return "" if chosen.strip() == "cat" else chosen.strip()
