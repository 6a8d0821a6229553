"""The entry point: the list of commands, the language of the help, how a failure is told."""

from __future__ import annotations

import gettext
import io
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from yuecheng_xl.cli.commands import Commands
from yuecheng_xl.cli.output import EXIT_FAILED, Answer, complain, let_go_of_streams, prepare_streams
from yuecheng_xl.disk import log
from yuecheng_xl.findings.errors import YuechengError
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl
from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding

# click asks gettext for its own words; the language is ours to say, whatever the machine's is.
os.environ["LANGUAGE"] = "zh_CN"
gettext.bindtextdomain("messages", str(Path(__file__).resolve().parent.parent / "locale"))

COMMANDS = {
    "new": "从自己的表格或从零制作指标总表。",
    "evaluate": "评估指标总表，生成全部结果表。",
    "table1": "只生成表1。",
    "distribute": "按责任单位生成报送表。",
    "collect": "汇总各单位报送的工作簿。",
    "check": "检查工作簿，或按工作簿核对报告正文。",
    "report": "起草评估报告（Word）。",
    "serve": "在浏览器中打开页面：拖入文件，查看和下载结果。",
    "attach": "对 Excel 中打开的工作簿做同样的工作（宏被禁用时使用）。",
    "wps": "制作、安装、检查和卸载 WPS 加载项。",
    "addin": "制作、安装、检查和卸载 Excel 加载项。",
}
"""The commands by name, each a module of this folder, with the line that the help has for it."""

app = click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")(
    Commands(
        "yuecheng_xl.cli",
        COMMANDS,
        name="yuecheng-xl",
        help="五年规划中期评估：读取指标总表，测算完成中期目标情况和调整建议，生成可打印的结果表。",
        epilog="用“yuecheng-xl 命令 --help”查看各命令的用法。",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
)
"""All commands."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with its code; failures are told in Chinese, never by a traceback."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    sys.unraisablehook = _log_unraisable
    lean_openpyxl()
    collect_garbage_rarely()
    answer = Answer()
    with answer.held_back():
        code = _run(arguments, answer)
    if not answer.tell():
        code = EXIT_FAILED
    let_go_of_streams()
    sys.exit(code)


def _run(arguments: Sequence[str], answer: Answer) -> int:
    """Run a command; return its exit code."""
    as_json = "--json" in arguments
    try:
        # Out of click's own hands an exit code comes back as a value.
        code = app.main(arguments, prog_name="yuecheng-xl", standalone_mode=False, obj=answer)
    except SystemExit as end:
        code = end.code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        complain(shown.getvalue().removesuffix("\n"))
        return EXIT_FAILED
    except (click.Abort, KeyboardInterrupt):
        complain("已中断，没有写入结果。")
        return EXIT_FAILED
    except YuechengError as error:
        return _failed(error.finding, answer, as_json=as_json)
    except BaseException:  # noqa: BLE001 - the outermost boundary: a clerk must never see a traceback
        return _failed(log.unexpected(), answer, as_json=as_json)
    return code if isinstance(code, int) else 0


def _failed(finding: Finding, answer: Answer, *, as_json: bool) -> int:
    """Tell why a command could not be done."""
    answer.record = {"error": finding_record(finding)} if as_json else None
    complain(str(finding))
    return EXIT_FAILED


def _log_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """Log an error of an object that is thrown away: openpyxl's half-written sheets after a failed save."""
    log.write("".join(traceback.format_exception(unraisable.exc_value)))
