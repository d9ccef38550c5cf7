"""A progress bar for batches that take long enough to wonder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

_PATIENCE = 1.0  # seconds


@contextmanager
def progress(total: int, *, color: str, shown: bool) -> Iterator[Callable[[], None]]:
    """Gives a function to call after each of `total` sources; a bar appears on standard error after a second."""
    if not shown or total < 2 or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    with ExitStack() as stack:
        started = time.monotonic()
        done = 0
        advance: Callable[[int], None] | None = None

        def step() -> None:
            nonlocal done, advance
            done += 1
            if advance is None and time.monotonic() - started > _PATIENCE:
                advance = _bar(total, color, stack)
            if advance:
                advance(done)

        yield step


def _bar(total: int, color: str, stack: ExitStack) -> Callable[[int], None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from cleantext.report.console import wants_color

    # While it stands Rich stands in for sys.stderr, so that what is said meanwhile appears above the bar.
    bar = stack.enter_context(
        Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, force_terminal=True, no_color=not wants_color(color, sys.stderr)),
            transient=True,
            redirect_stdout=False,
        )
    )
    task = bar.add_task("", total=total)
    return lambda done: bar.update(task, completed=done)
