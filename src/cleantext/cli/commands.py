"""The commands, as one Click group: `clean`, which is meant where no command is named, and the others."""

from __future__ import annotations

from importlib import import_module

import click
from click_default_group import DefaultGroup  # type: ignore[import-untyped]

from .clean import clean
from .names import OTHERS

_SPELLINGS = {"--diff=side": "--diff-side", "--diff=unified": "--diff"}


class _Commands(DefaultGroup):  # type: ignore[misc]  # comes without types
    """A group without options of its own: whatever is not a command's name is the default command's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # DefaultGroup lets Click take a "--" away, and a file name like "-x" behind it would pass for an option.
        if args and args[0] not in self.list_commands(ctx):
            args = [self.default_cmd_name, *args]
        # A flag of Click's takes no value, and an option that may take one would take the file behind it.
        behind = args.index("--") if "--" in args else len(args)
        args = [_SPELLINGS.get(arg, arg) if at < behind else arg for at, arg in enumerate(args)]
        return super().parse_args(ctx, args)  # type: ignore[no-any-return]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [clean.name or "", *OTHERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OTHERS and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f".{cmd_name}", __package__), cmd_name))
        return super().get_command(ctx, cmd_name)  # type: ignore[no-any-return]


commands = _Commands(
    "cleantext",
    [clean],
    default="clean",
    default_if_no_args=True,
    add_help_option=False,  # --help is that of the default command
)
