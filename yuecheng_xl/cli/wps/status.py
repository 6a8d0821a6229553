"""``wps status``: what keeps the add-in from running."""

from __future__ import annotations

import platform

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.service import whereabouts
from yuecheng_xl.version import __version__
from yuecheng_xl.wps import place
from yuecheng_xl.wps.status import check


@as_command("检查 WPS 加载项能否使用：文件、登记、信任和本机服务。WPS 的版本和界面要在 WPS 里看。")
@options.as_json
def command(*, as_json: bool) -> None:
    """Check the installation."""
    folder, running = place.addins_folder(), whereabouts.read()
    findings = list(check(folder, runs=running is not None and running.is_alive))
    about = {"version": __version__, "architecture": platform.machine(), "folder": str(folder)}
    if as_json:
        print_json({**about, "findings": [*map(finding_record, findings)]})
        return
    click.echo(f"版本{__version__}，处理器{platform.machine()}，加载项文件夹：{folder}")
    for finding in findings:
        click.echo(str(finding))
    if not findings:
        click.echo("没有发现问题。选项卡仍不出现的，请关闭所有 WPS 窗口再打开。")
