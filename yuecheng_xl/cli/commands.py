"""A command, and a group of commands that imports a command's module when it is called."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING, Any

import click

from yuecheng_xl.process.startup import import_lean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OPTIONS = "[选项]"


def as_command(help_text: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function the command of its module; its name stands in the list of the group."""
    return click.command(help=help_text, options_metavar=_OPTIONS)


class Commands(click.Group):
    """A group of commands, each a module of one package with a click command called ``command``.

    The list of commands has the short helps, too: the group's help imports no command's module.
    """

    def __init__(
        self,
        package: str,
        listing: Mapping[str, str],
        **attributes: Any,  # noqa: ANN401 - click's
    ) -> None:
        """Take the package, its commands with their short helps in the order of the help, and click's own."""
        super().__init__(options_metavar=_OPTIONS, subcommand_metavar="命令 [参数]...", **attributes)
        self._package, self._listing = package, listing

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands' names in the order of the help."""
        return list(self._listing)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command, or return None where there is no such command."""
        if cmd_name not in self._listing:
            return None
        command = import_lean(f"{self._package}.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - each module has one
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands into the help."""
        with formatter.section(gettext("Commands")):
            formatter.write_dl(list(self._listing.items()))
