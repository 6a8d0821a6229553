"""The command line. Each command is a module of this folder; help and messages are Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with its code; see ``app``."""
    # Here and not above: the add-in uses startup.py of this folder without the command line's libraries.
    from yuecheng_xl.cli.app import main as run

    run(arguments)


__all__ = ["main"]
