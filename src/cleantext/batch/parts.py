"""Parts: a long document comes part by part; who needs the text around a change waits for all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cleantext.engine.passes import Result
from cleantext.engine.windows import joined

from .work import Done


def of_whole_documents(show: Callable[[Done], None]) -> Callable[[Done], None]:
    """Shows each document once all its parts are there, as one. Those of one that broke off are never shown."""
    parts: list[Result] = []

    def see(done: Done) -> None:
        if not done.start:
            parts.clear()
        if done.result:
            parts.append(done.result)
        if done.is_last and parts:
            show(done if len(parts) == 1 else replace(done, result=joined(parts), start=0))
            parts.clear()

    return see
