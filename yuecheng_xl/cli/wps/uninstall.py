"""``wps uninstall``: take the add-in out again."""

from __future__ import annotations

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.wps import place
from yuecheng_xl.wps.install import uninstall


@as_command("为当前用户卸载 WPS 加载项。别的加载项不受影响。")
@options.as_json
def command(*, as_json: bool) -> None:
    """Remove the add-in."""
    removed = uninstall(place.addins_folder())
    if as_json:
        print_json({"removed": [str(path) for path in removed]})
    elif removed:
        click.echo("加载项已卸载，已删除或改写：")
        for path in removed:
            click.echo(f"  {path}")
    else:
        click.echo("没有安装加载项，不需要卸载。")
