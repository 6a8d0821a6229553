"""``addin install``: the add-in, for the user who runs this."""

from __future__ import annotations

import click

from yuecheng_xl.addin.installation import profile, registry
from yuecheng_xl.addin.installation.install import install
from yuecheng_xl.addin.installation.status import Installation, check_installation
from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import complain, print_json
from yuecheng_xl.findings.record import finding_record


@as_command("为当前用户安装加载项：放入 Excel 的启动文件夹，写入设置，预编译程序。安装前请关闭 Excel。")
@options.as_json
def command(*, as_json: bool) -> None:
    """Install the add-in, and say what will keep it from running."""
    user = profile.current()
    if not as_json:
        complain("正在安装，第一次要预编译程序，可能需要一两分钟……")  # now, and no part of the answer
    files = install(user)
    checks = check_installation(Installation(user, registry.read()))
    findings = [finding for check in checks for finding in check.findings]
    if as_json:
        print_json({"installed": list(map(str, files)), "findings": list(map(finding_record, findings))})
        return
    click.echo("加载项已安装，重新打开 Excel 后可以看到“规划评估”选项卡。")
    for path in files:
        click.echo(f"  {path}")
    for finding in findings:
        click.echo(str(finding))
