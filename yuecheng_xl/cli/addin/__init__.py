"""``addin``: build, install, uninstall, check and bundle the Excel add-in, each a module of this folder."""

from yuecheng_xl.cli.commands import Commands

COMMANDS = {
    "build": "由文本制作加载项文件（.xlam）。",
    "bundle": "制作免安装文件夹，用于没有联网、没有 Python 的电脑。",
    "install": "为当前用户安装加载项。",
    "status": "检查加载项能否使用，说明怎样处理。",
    "uninstall": "卸载加载项。",
}
"""The commands by name, with the line that the help has for each."""

command = Commands(
    __name__,
    COMMANDS,
    help=(
        "制作、安装、检查和卸载 Excel 加载项。\n\n"
        "加载项在 Excel 功能区增加“规划评估”选项卡，结果与命令行相同。"
        "安装只写入用户自己的文件夹，不需要管理员权限。"
    ),
)
