"""What happens on a click: the job of the button, and the boundary around all jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from yuecheng_xl.disk import log
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError
from yuecheng_xl.office.excel import calling_excel
from yuecheng_xl.office.jobs import BUTTONS, OF_WPS
from yuecheng_xl.office.session import TITLE, Session
from yuecheng_xl.process.startup import collect_garbage_rarely, import_lean, lean_openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.office.jobs import Done
    from yuecheng_xl.office.program import Program


def click(button: str) -> None:
    """Do what a button of Excel's ribbon is for, on the workbook in front; whatever happens, say it."""
    program: Program | None = None
    try:
        program = calling_excel()
        text, failed = run(button, program).text, False
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a clerk must never see a traceback
        text, failed = str(log.explain(error)), True
    if not text:
        return
    if program is None:
        log.write(text)  # no Excel, so nobody clicked: there is no one to tell
    else:
        program.say(text, title=TITLE, failed=failed)


def run(button: str, program: Program) -> Done:
    """Do what a button is for; the status bar is the program's own again afterwards.

    Raises:
        YuechengError: it could not be done; the workbook is as it was.

    """
    if button not in BUTTONS | OF_WPS:
        raise ExcelError(catalogue.NO_SUCH_JOB.at(job=button))
    collect_garbage_rarely()
    lean_openpyxl()
    try:
        session = Session(program)
        try:
            # A click starts a process: only the module of its own job is imported.
            room = "office.jobs" if button in BUTTONS else "office"
            do = cast("Callable[[Session], Done]", import_lean(f"yuecheng_xl.{room}.{button}").do)
            return do(session)
        finally:
            session.rest()
    except Exception as error:
        if program.is_busy(error):
            raise ExcelError(
                catalogue.PROGRAM_BUSY.at(program=program.name)
            ) from None  # nothing that the log should keep
        raise
