"""``addin uninstall``: the add-in of the user who runs this, removed."""

from __future__ import annotations

import click

from yuecheng_xl.addin.installation import profile
from yuecheng_xl.addin.installation.install import uninstall
from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.office import backups


@as_command("删除安装时写入的加载项和设置。卸载前请关闭 Excel。")
@options.as_json
def command(*, as_json: bool) -> None:
    """Remove the add-in, and say where the user's own data stay."""
    removed = uninstall(profile.current())
    copies = backups.home() if backups.home().exists() else None
    if as_json:
        print_json({"removed": list(map(str, removed)), "copies": str(copies) if copies else None})
        return
    click.echo("加载项已卸载，已删除：" if removed else "没有安装加载项，不需要卸载。")
    for path in removed:
        click.echo(f"  {path}")
    if copies is not None:
        click.echo(f"评估前的工作簿副本保留在 {copies}，不需要时可以删除。")
