"""``wps``: build, install, uninstall and check the add-in of WPS, each a module of this folder."""

from yuecheng_xl.cli.commands import Commands

COMMANDS = {
    "build": "由文本制作加载项文件夹。",
    "install": "为当前用户安装加载项。",
    "status": "检查加载项能否使用，说明怎样处理。",
    "uninstall": "卸载加载项。",
}
"""The commands by name, with the line that the help has for each."""

command = Commands(
    __name__,
    COMMANDS,
    help=(
        "制作、安装、检查和卸载 WPS 表格的加载项。\n\n"
        "加载项在 WPS 表格的功能区增加“规划评估”选项卡，由本机的服务（yuecheng-xl serve）做各项工作，"
        "结果与命令行相同。安装只写入用户自己的文件夹，不需要管理员权限。"
    ),
)
