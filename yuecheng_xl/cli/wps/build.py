"""``wps build``: the add-in's folder, made from text."""

from __future__ import annotations

from pathlib import Path

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.wps.build import build


@as_command("由 templates/wps 中的文本制作加载项文件夹，在任何系统上每次得到的文件都完全相同。")
@click.option(
    "-o",
    "--out",
    type=options.PATH,
    default=".",
    metavar=options.FOLDER,
    help="写在哪个文件夹里，默认是当前文件夹。",
)
@options.as_json
def command(out: Path, *, as_json: bool) -> None:
    """Write the add-in's folder."""
    path = build(Path(out).absolute())
    if as_json:
        print_json({"folder": str(path)})
    else:
        click.echo(f"加载项已写入：{path}")
