"""`python -m cleantext`, and the door of the `cleantext` script."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs the command line on `sys.argv` and returns its exit code."""
    try:
        from .cli.main import main as run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # even before there is a command line to catch it
        return 130


if __name__ == "__main__":
    sys.exit(main())
