"""Arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yuecheng_xl.messages import commands as words

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., Any]")
_FILE = click.Path(path_type=Path)

workbook = click.argument("workbook", type=_FILE, required=False, metavar=words.WORKBOOK)
folder = click.argument("folder", type=_FILE, metavar=words.INBOX)
master = click.option("--master", type=_FILE, metavar=words.FILE, help=words.MASTER_HELP)
out = click.option("-o", "--out", type=_FILE, metavar=words.FILE, help=words.OUT_HELP)
templates = click.option("--templates", type=_FILE, metavar=words.FOLDER, help=words.TEMPLATES_HELP)
report = click.option("--report", type=_FILE, metavar=words.FILE, help=words.REPORT_HELP)
as_json = click.option("--json", "as_json", is_flag=True, help=words.JSON_HELP)


def out_folder(help_text: str) -> Callable[[_Command], _Command]:
    """Return the option of the folder that the results go to."""
    return click.option("-o", "--out", type=_FILE, required=True, metavar=words.FOLDER, help=help_text)
