"""Run: pairs evaluated one after the other, or by workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleantext.engine.cleaner import Cleaner
from cleantext.engine.errors import CleantextError

from .evaluation import Evaluation, evaluate
from .pairs import Pair

_MANY = 32  # pairs from which workers, which take some tenths of a second to start, are worth it
_MOST = 60  # workers: Windows allows no more
_CHUNK = 4  # pairs handed to a worker at once


def workers_for(pairs: Sequence[Pair], jobs: int | None) -> int:
    """How many workers to use: `jobs` if it is given, else one, or one for each core if there are many pairs."""
    if jobs is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        jobs = cores if len(pairs) >= _MANY else 1
    return max(1, min(jobs, len(pairs), _MOST))


def evaluations(pairs: Sequence[Pair], cleaner: Cleaner, workers: int = 1) -> Iterator[Evaluation]:
    """The evaluation of each pair, in order."""
    if workers > 1:
        yield from _in_workers(pairs, cleaner, workers)
        return
    for pair in pairs:
        yield evaluate(pair, cleaner)


def _in_workers(pairs: Sequence[Pair], cleaner: Cleaner, workers: int) -> Iterator[Evaluation]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Sent as it was set up: what a cleaner makes ready for itself need not survive the way to another process.
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(replace(cleaner),))
    try:
        yield from pool.map(_work, pairs, chunksize=_CHUNK)
    except BrokenProcessPool:
        raise CleantextError("a worker process died (out of memory?); -j 1 works without them") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_cleaner: Cleaner


def _start(cleaner: Cleaner) -> None:
    global _cleaner  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, signal.SIG_DFL)
    _cleaner = cleaner


def _work(pair: Pair) -> Evaluation:
    return evaluate(pair, _cleaner)
