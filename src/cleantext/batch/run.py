"""Run: many sources, one after the other or in worker processes, with the same outcomes in the same order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from cleantext.engine.errors import CleantextError

from .walk import Source
from .work import Done, Outcome, Task, clean_source

if TYPE_CHECKING:
    from concurrent.futures import Future

_MANY = 32  # sources from which workers, which take some tenths of a second to start, are worth it
_MOST = 60  # workers: Windows allows no more
_AHEAD = 4  # sources handed out for each worker, so that none waits and memory stays bounded


def workers_for(sources: Sequence[Source], jobs: int | None) -> int:
    """How many workers to use: `jobs` if it is given, else one, or one for each core if there are many sources."""
    if any(source.path is None for source in sources):
        return 1  # standard input is this process's own
    if jobs is None:
        jobs = _cores() if len(sources) >= _MANY else 1
    return max(1, min(jobs, len(sources), _MOST))


def run(
    sources: Sequence[Source], task: Task, see: Callable[[Done], None], *, workers: int = 1, views: bool = False
) -> Generator[Outcome, None, None]:
    """The outcome of each source, in order. `see` is shown the entries in the same order.

    With one worker `see` is shown all of them; with more, those with an error, a note or an account and, with `views`,
    those that were changed, without the bytes that were or could be written. Who stops asking must close the iterator:
    what workers are at is then finished, and shown.
    """
    if workers > 1:
        yield from _in_workers(sources, task, see, workers, views)
        return
    for source in sources:
        yield clean_source(source, task, see)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_workers(
    sources: Iterable[Source], task: Task, see: Callable[[Done], None], workers: int, views: bool
) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Sent as it was set up: what a cleaner makes ready for itself need not survive the way to another process.
    task = replace(task, cleaner=replace(task.cleaner))
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(task, views))
    waiting = iter(sources)
    handed_out: deque[Future[tuple[Outcome, deque[Done]]]] = deque()
    try:
        handed_out.extend(pool.submit(_work, source) for source in islice(waiting, workers * _AHEAD))
        while handed_out:
            outcome, seen = handed_out[0].result()
            _show(seen, see)
            handed_out.popleft()
            handed_out.extend(pool.submit(_work, source) for source in islice(waiting, 1))
            yield outcome
    except BrokenProcessPool:
        raise CleantextError("a worker process died (out of memory?); -j 1 works without them") from None
    except (KeyboardInterrupt, GeneratorExit):  # the latter if it is who asks for the outcomes that is interrupted
        pool.shutdown(wait=True, cancel_futures=True)
        for future in handed_out:  # what workers have finished meanwhile is written, so it must be shown
            if future.done() and not future.cancelled() and not future.exception():
                _show(future.result()[1], see)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _show(seen: deque[Done], see: Callable[[Done], None]) -> None:
    while seen:
        see(seen[0])
        seen.popleft()


_task: Task
_views: bool


def _start(task: Task, views: bool) -> None:
    import signal

    global _task, _views
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it lets workers finish a file
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, signal.SIG_DFL)
    _task, _views = task, views


def _work(source: Source) -> tuple[Outcome, deque[Done]]:
    seen: deque[Done] = deque()

    def see(done: Done) -> None:
        is_part = done.start > 0 or not done.is_last  # a diff shows the text around a change, too
        shown = _views and done.result is not None and (done.result.changed or is_part)
        if done.error or done.notes or done.account or shown:
            seen.append(replace(done, output=b"", result=done.result if shown else None))

    return clean_source(source, _task, see), seen
