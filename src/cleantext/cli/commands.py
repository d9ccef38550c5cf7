"""The commands, as one Click group: `clean`, which is meant where no command is named, and the others."""

from __future__ import annotations

import click
from click_default_group import DefaultGroup  # type: ignore[import-untyped]

from .clean import clean
from .evaluate import evaluate
from .restore import restore
from .rules import rules


class _Commands(DefaultGroup):  # type: ignore[misc]  # comes without types
    """A group without options of its own: whatever is not a command's name is the default command's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # DefaultGroup lets Click take a "--" away, and a file name like "-x" behind it would pass for an option.
        if args and args[0] not in self.commands:
            args = [self.default_cmd_name, *args]
        return super().parse_args(ctx, args)  # type: ignore[no-any-return]


commands = _Commands(
    "cleantext",
    [clean, evaluate, restore, rules],
    default="clean",
    default_if_no_args=True,
    add_help_option=False,  # --help is that of the default command
)
