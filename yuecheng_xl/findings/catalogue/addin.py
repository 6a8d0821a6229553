"""Findings F10: building, installing and bundling the add-in."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

EXTRA_MISSING = Kind(
    code="F1001",
    severity=ERROR,
    title="缺少制作加载项的程序包",
    message="没有安装 {package}，不能制作加载项",
    remedy='请在本项目的文件夹中运行 pip install ".[addin]" 后重做',
)

XLWINGS_UNKNOWN = Kind(
    code="F1002",
    severity=ERROR,
    title="xlwings 的版本不合适",
    message="xlwings {version} 自带的加载项与本程序要求的不同",
    remedy="请改装 xlwings 0.37 的最新版后重做",
)

NO_INTERPRETER = Kind(
    code="F1003",
    severity=ERROR,
    title="找不到 Python",
    message="设置文件所指的 Python 不存在，可能已被移动或卸载",
    remedy="请重新双击“安装.cmd”，或运行 addin install 命令",
)

NO_PROFILE = Kind(
    code="F1004",
    severity=ERROR,
    title="不是 Windows",
    message="找不到 Excel 的用户文件夹（没有 APPDATA），加载项只能用于 Windows 上的 Excel",
    remedy="请在 Windows 上重做；其他系统请用 yuecheng-xl evaluate 等命令",
)

ADDIN_NOT_WRITTEN = Kind(
    code="F1005",
    severity=ERROR,
    title="无法写入加载项",
    message="无法写入“{file}”（{detail}）",
    remedy="请关闭所有 Excel 窗口后重做",
)

ADDIN_NOT_REMOVED = Kind(
    code="F1006",
    severity=ERROR,
    title="无法删除加载项",
    message="无法删除“{file}”（{detail}）",
    remedy="请关闭所有 Excel 窗口后重做",
)

PATH_UNREADABLE = Kind(
    code="F1007",
    severity=ERROR,
    title="路径中有读不出来的字",
    message="程序所在路径中的“{path}”不在系统的字符集内，Excel 的宏读不出来",
    remedy="请把程序移到只含字母和数字的文件夹，再安装一次",
)

NOT_COMPILED = Kind(
    code="F1008",
    severity=WARNING,
    title="没有预编译",
    message="程序没有预编译，每次点击按钮要多等几秒",
    remedy="请核对程序文件夹的写入权限，再安装一次；仍不行时双击“检查.cmd”查看原因",
)

ADDIN_ABSENT = Kind(
    code="F1009",
    severity=ERROR,
    title="没有安装",
    message="没有这个文件，加载项没有安装或不完整",
    remedy="请双击“安装.cmd”，或运行 addin install 命令，然后重新打开 Excel",
)

ADDIN_OUTDATED = Kind(
    code="F1010",
    severity=WARNING,
    title="版本不一致",
    message="加载项与本程序的版本不一致",
    remedy="请关闭 Excel，重新双击“安装.cmd”，或运行 addin install 命令",
)

SETTING_WRONG = Kind(
    code="F1011",
    severity=ERROR,
    title="设置不对",
    message="设置“{key}”是“{value}”，应为“{wanted}”",
    remedy="请重新双击“安装.cmd”，或运行 addin install 命令",
)

PYTHON_FAILS = Kind(
    code="F1012",
    severity=ERROR,
    title="Python 不能启动",
    message="Python 不能启动（{detail}）",
    remedy="请重新安装 Python，或改用免安装的文件夹",
)

PACKAGES_MISSING = Kind(
    code="F1013",
    severity=ERROR,
    title="缺少程序包",
    message="Python 缺少程序包或程序包不能用（{names}）",
    remedy='请在本项目的文件夹中运行 pip install ".[addin]"，或改用免安装的文件夹',
)

STORE_PYTHON = Kind(
    code="F1014",
    severity=ERROR,
    title="微软应用商店的 Python",
    message="所用的是微软应用商店的 Python，它写入的文件 Excel 看不到",
    remedy="请改装 python.org 的 Python，或改用免安装的文件夹，再安装一次",
)

FILE_BLOCKED = Kind(
    code="F1015",
    severity=ERROR,
    title="文件被锁定",
    message="文件带有“来自互联网”的标记，Excel 会禁止其中的宏",
    remedy="请右击该文件，在“属性”中勾选“解除锁定”，再重新打开 Excel",
)

MACROS_OFF = Kind(
    code="F1016",
    severity=ERROR,
    title="宏被关闭",
    message="本机的策略关闭了 Office 的宏（{key}）",
    remedy="请联系管理员；在此之前，打开工作簿，用命令 attach 做同样的事，见使用手册",
)

MACROS_LIMITED = Kind(
    code="F1017",
    severity=WARNING,
    title="宏受限制",
    message="本机的策略限制宏（{key}），加载项在受信任位置，一般不受影响",
    remedy="如看不到“规划评估”选项卡，请联系管理员",
)

TRUST_OFF = Kind(
    code="F1018",
    severity=ERROR,
    title="受信任位置被停用",
    message="受信任位置被停用（{key}），加载项的宏不能运行",
    remedy="请在“文件—选项—信任中心—信任中心设置—受信任位置”中启用，不能修改时请联系管理员",
)

NOT_TRUSTED = Kind(
    code="F1019",
    severity=WARNING,
    title="不在受信任位置",
    message="加载项所在的文件夹不在 Excel 的受信任位置中",
    remedy="请在“文件—选项—信任中心—信任中心设置—受信任位置”中添加该文件夹",
)

ADDINS_LIMITED = Kind(
    code="F1020",
    severity=ERROR,
    title="禁止加载项",
    message="Excel 设为禁止没有签名的加载项（{key}）",
    remedy="请在“文件—选项—信任中心—信任中心设置—加载项”中取消，不能修改时请联系管理员",
)

CHILD_PROCESSES_BLOCKED = Kind(
    code="F1021",
    severity=ERROR,
    title="不许启动其他程序",
    message="本机的安全策略不让 Office 启动其他程序，点击按钮后 Python 不能运行",
    remedy="请联系管理员排除 Excel；在此之前请用 yuecheng-xl evaluate 等命令",
)

DISABLED_BY_EXCEL = Kind(
    code="F1022",
    severity=ERROR,
    title="被 Excel 停用",
    message="Excel 上次异常退出后停用了加载项",
    remedy="请在“文件—选项—加载项”中把“管理”选为“禁用项目”，点“转到”，选中后点“启用”",
)

NOT_EXCEL = Kind(
    code="F1023",
    severity=ERROR,
    title="Excel 被代替",
    message="本机的 Excel 由“{program}”代替（如 WPS），加载项不能用",
    remedy="请修复安装 Microsoft Office，或在 WPS 的“配置工具”中取消兼容设置；只有 WPS 时请用 yuecheng-xl evaluate 等命令",
)

EXCEL_ABSENT = Kind(
    code="F1024",
    severity=ERROR,
    title="没有 Excel",
    message="本机没有安装 Excel",
    remedy="请安装 Microsoft Excel，或用 yuecheng-xl evaluate 等命令",
)

OPENS_ELSEWHERE = Kind(
    code="F1025",
    severity=WARNING,
    title="双击用别的软件打开",
    message="双击工作簿用“{program}”打开，不是 Excel，看不到“规划评估”选项卡",
    remedy="请先打开 Excel，再从“文件—打开”中选工作簿；或右击工作簿，把默认的打开方式改为 Excel",
)

IN_ONEDRIVE = Kind(
    code="F1026",
    severity=WARNING,
    title="在 OneDrive 中",
    message="文件在 OneDrive 文件夹中，没有联网时可能读不到",
    remedy="请移到本机的其他文件夹，再安装一次",
)

SHEET_OVERRIDES = Kind(
    code="F1027",
    severity=ERROR,
    title="工作表改变设置",
    message="工作簿中的“{sheet}”工作表会改变加载项的设置",
    remedy="请删除该工作表，或修改它的名称",
)

SHEET_NEEDS_LICENSE = Kind(
    code="F1028",
    severity=ERROR,
    title="工作表名以 .py 结尾",
    message="工作簿中“{sheet}”工作表的名称像程序文件，xlwings 会当作程序，要求许可证",
    remedy="请修改该工作表的名称",
)

FILE_OVERRIDES = Kind(
    code="F1029",
    severity=ERROR,
    title="文件改变设置",
    message="工作簿所在文件夹中的这个文件会改变加载项的设置",
    remedy="请删除该文件，或修改它的名称",
)

NOT_EMBEDDABLE = Kind(
    code="F1030",
    severity=ERROR,
    title="不是可用的 Python",
    message="不是 Windows 的嵌入式 Python，也不是 Linux 的免安装 Python（{detail}）",
    remedy="请从 python.org 下载文件名含“embed”的 zip（Windows），或从 python-build-standalone 下载文件名含“install_only”的 tar.gz（Linux），不要解压或改动",
)

WHEELS_MISSING = Kind(
    code="F1031",
    severity=ERROR,
    title="程序包不全",
    message="缺少 Python {python}（{platform}）用的程序包：{names}",
    remedy="请按发布说明用 pip download 下载，放入该文件夹后重做",
)

WHEEL_DAMAGED = Kind(
    code="F1032",
    severity=ERROR,
    title="程序包损坏",
    message="程序包不完整或已损坏（{detail}）",
    remedy="请重新下载该文件",
)

BUNDLE_EXISTS = Kind(
    code="F1033",
    severity=ERROR,
    title="文件夹已存在",
    message="文件夹已存在，没有改动",
    remedy="请用 -o 指定新的文件夹，或先删除原来的",
)

WPS_NOT_WRITTEN = Kind(
    code="F1034",
    severity=ERROR,
    title="无法写入 WPS 加载项",
    message="无法写入“{file}”（{detail}）",
    remedy="请关闭所有 WPS 窗口后重做",
)

WPS_NOT_REMOVED = Kind(
    code="F1035",
    severity=ERROR,
    title="无法删除 WPS 加载项",
    message="无法删除“{file}”（{detail}）",
    remedy="请关闭所有 WPS 窗口后重做",
)

WPS_LIST_UNREADABLE = Kind(
    code="F1036",
    severity=ERROR,
    title="WPS 加载项清单读不了",
    message="WPS 的加载项清单“{file}”读不了（{detail}），没有改动",
    remedy="请把该文件改名留存，再安装一次；其他加载项可能要重新安装",
)

WPS_ABSENT = Kind(
    code="F1037",
    severity=ERROR,
    title="没有安装 WPS 加载项",
    message="没有安装 WPS 加载项，或没有登记",
    remedy="请运行 wps install 命令",
)

WPS_OUTDATED = Kind(
    code="F1038",
    severity=WARNING,
    title="WPS 加载项不是这一版",
    message="安装的 WPS 加载项与本程序的版本不同，或不完整",
    remedy="请运行 wps install 命令，再重新打开 WPS",
)

WPS_NOT_TRUSTED = Kind(
    code="F1039",
    severity=ERROR,
    title="WPS 没有允许加载项",
    message="WPS 记录为不允许运行本加载项",
    remedy="请在 WPS“开发工具—加载项”中允许“规划评估”，再重新打开 WPS",
)

SERVICE_NOT_RUNNING = Kind(
    code="F1040",
    severity=WARNING,
    title="服务没有运行",
    message="“规划评估”服务没有运行，点按钮时会提示",
    remedy="请运行 serve 命令，或双击“规划评估”图标",
)

SERVICE_OLDER = Kind(
    code="F1041",
    severity=WARNING,
    title="服务早于加载项",
    message="服务是在安装加载项之前打开的，加载项找不到它",
    remedy="请关闭“规划评估”页面，等服务结束后再打开",
)
