"""``wps install``: the add-in, for the current user."""

from __future__ import annotations

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.service import whereabouts
from yuecheng_xl.wps import link, place
from yuecheng_xl.wps.install import install


@as_command("为当前用户安装 WPS 加载项，覆盖旧版本。别的加载项不受影响。")
@options.as_json
def command(*, as_json: bool) -> None:
    """Install the add-in."""
    folder = install(place.addins_folder())
    running = whereabouts.read()
    if running is not None and running.is_alive:
        link.leave(running.port, running.token)
    if as_json:
        print_json({"installed": str(folder)})
        return
    click.echo(f"加载项已安装：{folder}")
    click.echo(
        "请关闭所有 WPS 窗口再打开，按提示允许加载项，然后再重新打开一次，功能区里就有“规划评估”。"
        "使用时先运行 yuecheng-xl serve。"
    )
