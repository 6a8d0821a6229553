"""``serve``: the page in the browser, from this PC."""

from __future__ import annotations

import click

from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import complain
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import SetupError


@as_command(
    "在浏览器中打开“规划评估”页面：拖入指标总表、报送表或报告，查看结果并下载。\n\n"
    "服务只在本机运行，不连接网络，不改动原文件；关闭页面后自动结束。已在运行时，只打开页面。"
)
@click.option("--no-open", is_flag=True, help="不打开浏览器，只显示地址。")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="默认使用空闲端口。")
@click.option("--idle", type=click.FloatRange(min=1), metavar="秒数", help="页面关闭多久后结束，默认120秒。")
def command(*, no_open: bool, port: int, idle: float | None) -> None:
    """Serve the page."""
    try:
        from yuecheng_xl.service.serving import IDLE, serve  # noqa: PLC0415 - an extra that may be missing
    except ModuleNotFoundError as cause:
        raise SetupError(catalogue.NO_WEB.at(module=cause.name)) from cause
    try:
        serve(complain, opens=not no_open, idle=idle or IDLE, port=port)
    except OSError as cause:
        raise SetupError(catalogue.CANNOT_SERVE.at(detail=cause.strerror or str(cause))) from cause
