"""The one door: `main(argv)` runs a command and says with a number how it went.

Click parses and that is all: left to itself it gives Ctrl-C and a closed pipe the exit code 1, which is --check's.
What there is nothing to parse in is run without it: Click takes three times as long as Python to load.
"""

from __future__ import annotations

import gc
import os
import sys

from cleantext import TYPE_CHECKING, __version__

from .streams import abandon, finish, talk, write

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


def main(argv: Sequence[str]) -> int:
    """Runs `cleantext` with these arguments. Returns 0, 1 (--check: would change), 2 (failed), 130 or 141."""
    gc.set_threshold(100_000)  # thousands of rules are made at once and live until the end
    try:
        code = _run(list(argv))
        finish()
        _keep_for_next_time()
        return code
    except KeyboardInterrupt as stop:
        try:
            finish()  # what is cleaned is done; a second Ctrl-C ends the wait for a reader who does not read
        except (OSError, ValueError):
            pass
        finally:
            abandon()
        return 128 + stop.args[0] if stop.args else INTERRUPTED
    except BrokenPipeError:
        abandon()
        return PIPE_CLOSED
    except OSError as error:
        abandon()
        talk(f"cleantext: {error.filename or 'standard output'}: {error.strerror or error}")
        return FAILED
    except Exception:  # a bug, whose exit code must not be --check's "would change"
        import traceback

        for line in traceback.format_exc().split("\n"):
            talk(line)
        return FAILED
    finally:
        _unheed_signals()


def _keep_for_next_time() -> None:
    if "cleantext.engine.patterns" in sys.modules:
        from cleantext.engine.patterns import keep_compiled

        keep_compiled()


def _heed_signals() -> None:
    import signal

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) is signal.SIG_DFL:  # else drafts would lie about, and workers wait for ever
            signal.signal(number, _stop)


def _unheed_signals() -> None:
    """Who calls `main` from Python goes on: processes that are forked then must end at a SIGTERM, as any would."""
    if signal := sys.modules.get("signal"):
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            if signal.getsignal(number) is _stop:
                signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _frame: object) -> None:
    raise KeyboardInterrupt(number)


def _run(argv: list[str]) -> int:
    if argv == ["--version"]:  # asked by every tool that calls us
        write(f"cleantext {__version__}\n".encode())
        return 0

    _heed_signals()
    if "_CLEANTEXT_COMPLETE" in os.environ:
        from .commands import commands

        commands.main(prog_name="cleantext")  # completes for the shell, and exits
    from cleantext.engine.errors import CleantextError

    from .plain import flags_of, is_plain
    from .usage import UsageError

    try:
        if is_plain(argv):
            from .session import clean_paths

            return clean_paths(flags_of(argv))
        return _parsed(argv)
    except UsageError as error:
        _refuse(str(error))
    except CleantextError as error:
        talk(f"cleantext: {error}")
    except SystemExit:  # how Rich tells of a closed pipe
        raise BrokenPipeError from None
    return FAILED


def _parsed(argv: list[str]) -> int:
    """Lets Click parse the arguments and call the command that they name."""
    import click

    from .commands import commands

    try:
        with commands.make_context("cleantext", argv) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stderr)
    except click.UsageError as error:
        _refuse(error.format_message())
    return FAILED


def _refuse(reason: str) -> None:
    talk(f"cleantext: {reason}")
    talk("Try 'cleantext --help'.")
