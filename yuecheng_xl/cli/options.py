"""Arguments and options that several commands share, and the words for what they take."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., Any]")

_NO_PATH = (errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL)
"""What a system says to a text that leads nowhere, whatever there is."""


class _Path(click.Path):
    """A path that may be one: an empty text, as of a variable that is not set, is not the working folder."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:  # noqa: ANN401 - click's
        """Return the path; whether anything is there is not asked here."""
        if not os.fspath(value):
            self.fail("路径是空的。", param, ctx)
        try:
            os.lstat(value)
        except ValueError:
            self.fail("路径中有不能用的字符。", param, ctx)
        except OSError as error:
            if error.errno in _NO_PATH:
                self.fail(f"路径不能用（{error.strerror}）。", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path)
FILE, FOLDER = "文件", "文件夹"

workbook = click.argument("workbook", type=PATH, required=False, metavar="[工作簿]")
templates = click.option(
    "--templates", type=PATH, metavar=FOLDER, help="模板所在的文件夹，默认使用随附的模板。"
)
previous = click.option(
    "--previous",
    type=PATH,
    metavar=FILE,
    help="上一次评估（如上一年、中期评估）的工作簿，与它的结论比较，列出重大项目的新入库、新开工、竣工和调出。",
)
as_json = click.option("--json", "as_json", is_flag=True, help="在标准输出以 JSON 格式输出结果，供程序读取。")


def out_file(help_text: str = "结果文件，默认写在当前文件夹。") -> Callable[[_Command], _Command]:
    """Return the option of the file that the result goes to."""
    return click.option("-o", "--out", type=PATH, metavar=FILE, help=help_text)


def out_folder(help_text: str) -> Callable[[_Command], _Command]:
    """Return the option of the folder that the results go to."""
    return click.option("-o", "--out", type=PATH, required=True, metavar=FOLDER, help=help_text)
