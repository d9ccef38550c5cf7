"""The commands, as one Click group: `clean`, which is meant where no command is named, and the others."""

from __future__ import annotations

import click
from click_default_group import DefaultGroup  # type: ignore[import-untyped]

from .clean import clean
from .evaluate import evaluate
from .explain import explain
from .report import report
from .restore import restore
from .rule_statistics import rule_statistics
from .rules import rules

rules.add_command(rule_statistics)

_SPELLINGS = {"--diff=side": "--diff-side", "--diff=unified": "--diff"}


class _Commands(DefaultGroup):  # type: ignore[misc]  # comes without types
    """A group without options of its own: whatever is not a command's name is the default command's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # DefaultGroup lets Click take a "--" away, and a file name like "-x" behind it would pass for an option.
        if args and args[0] not in self.commands:
            args = [self.default_cmd_name, *args]
        # A flag of Click's takes no value, and an option that may take one would take the file behind it.
        behind = args.index("--") if "--" in args else len(args)
        args = [_SPELLINGS.get(arg, arg) if at < behind else arg for at, arg in enumerate(args)]
        return super().parse_args(ctx, args)  # type: ignore[no-any-return]


commands = _Commands(
    "cleantext",
    [clean, evaluate, explain, report, restore, rules],
    default="clean",
    default_if_no_args=True,
    add_help_option=False,  # --help is that of the default command
)
