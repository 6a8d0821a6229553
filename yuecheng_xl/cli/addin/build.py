"""``addin build``: the add-in's file, made from text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.addin.package.build import build_addin
from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "由 templates/addin 中的文本和 xlwings 自带的宏制作加载项文件，在任何系统上每次得到的文件都完全相同。"
)
@options.out_file("加载项文件，默认写在当前文件夹。")
@options.as_json
def command(out: Path | None, *, as_json: bool) -> None:
    """Write the add-in to a file."""
    path = build_addin(out).absolute()
    if as_json:
        print_json({"file": str(path)})
    else:
        click.echo(f"加载项已写入：{path}")
