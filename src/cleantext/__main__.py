"""`python -m cleantext`, and the door of the `cleantext` script."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # without importing typing
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line on `sys.argv` and leaves with its exit code.

    Leaves without taking the interpreter down piece by piece, as mypy does: to free thousands of rules one by one takes
    as long as to clean a page. Everything is written and closed by then.
    """
    try:
        from .cli.main import main as run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # even before there is a command line to catch it
        code = 130
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    main()
