"""``addin bundle``: a folder for PCs without internet or Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.addin.installation.bundle import bundle
from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "用管理员下载的 Python 和程序包制作免安装文件夹，复制到没有联网、没有 Python 的电脑上即可使用。\n\n"
    "Windows 用 python.org 的嵌入式 Python，Linux（麒麟、统信）用 python-build-standalone 的 Python。"
    "程序包文件夹中要有本程序和它所需的全部 .whl 文件，缺少的会逐个列出。"
)
@click.option(
    "--python",
    type=options.PATH,
    required=True,
    metavar=options.FILE,
    help="文件名含“embed”的 zip（Windows），或含“install_only”的 tar.gz（Linux）。",
)
@click.option(
    "--wheels", type=options.PATH, required=True, metavar=options.FOLDER, help="存放 .whl 文件的文件夹。"
)
@options.out_folder("要制作的文件夹，不能已经存在。")
@options.as_json
def command(python: Path, wheels: Path, out: Path, *, as_json: bool) -> None:
    """Make the folder and say what is in it."""
    made = bundle(python, wheels, out)
    folder = made.folder.absolute()
    if as_json:
        print_json({"folder": str(folder), "python": made.python, "packages": list(made.packages)})
        return
    click.echo(f"免安装文件夹已写入：{folder}")
    click.echo(f"其中有 Python {made.python} 和 {len(made.packages)} 个程序包：{'、'.join(made.packages)}。")
    if not made.has_page:
        click.echo("没有 starlette、uvicorn 等程序包，所以没有浏览器页面的图标；补下载后重做就有。")
    click.echo(f"请整个复制到使用的电脑上，双击其中的“安装.{'cmd' if made.is_windows else 'sh'}”。")
