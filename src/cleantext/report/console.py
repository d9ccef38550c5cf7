"""Colour or none: decided once, here, and handed to Rich instead of being left to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def wants_color(color: str, stream: TextIO) -> bool:
    """Is `stream` to be coloured? `color` is what --color says: auto, always or never.

    A flag beats NO_COLOR, NO_COLOR beats FORCE_COLOR, and that beats looking at the stream. An empty variable
    counts as unset, as https://no-color.org asks.
    """
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def make_console(color: str, file: TextIO) -> Console:
    """A Rich console on `file` that colours as `wants_color` says and takes text for text, not for markup."""
    from rich.console import Console

    colored = wants_color(color, file)
    console = Console(
        file=file,
        force_terminal=colored,  # Rich would ask the stream and the environment again, and answer differently
        color_system="standard" if colored else None,  # 16 colours: the theme of the terminal makes them readable
        no_color=not colored,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,  # a line that is too long is for the terminal to wrap, never for Rich to crop
    )
    console.width = console.width  # settled now: behind a pager there is no terminal to ask any more
    return console
