"""Excel through xlwings: the application that was clicked, and what xlwings has no public call for."""

# Nothing else here reaches behind xlwings; each call gives its reason.

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError
from yuecheng_xl.process.startup import lean_xlwings

if TYPE_CHECKING:
    import xlwings as xw

_NO_XLWINGS = "没有安装加载项所需的组件，安装命令是 pip install yuecheng-xl[addin]"
_FOLDER_PICKER = 4  # msoFileDialogFolderPicker
_CHOSEN = -1
_ATTEMPTS = 20_000
_CALL_REJECTED = -2147418111  # RPC_E_CALL_REJECTED: Excel takes no calls, a cell is being edited
_IGNORED = -2146777998  # VBA_E_IGNORE: the same, said while a property is set


def calling_app() -> xw.App:
    """Return the Excel whose button was clicked, else the one in front.

    Not ``Book.caller()``, which fails on a workbook with ``=`` in its name: what counts is the workbook
    that the user sees.

    Raises:
        ExcelError: no Excel is running, or none can be reached on this machine.

    """
    if sys.platform == "darwin":
        raise ExcelError(catalogue.NO_EXCEL.at(detail="只能用于 Windows 上的 Excel"))  # no SaveCopyAs there
    try:
        lean_xlwings()
        import xlwings as xw

        limit_retries()
        apps = list(xw.apps)
    except ImportError as cause:
        raise ExcelError(
            catalogue.NO_EXCEL.at(
                detail="没有安装加载项所需的组件，安装命令是 pip install yuecheng-xl[addin]"
            )
        ) from cause
    except xw.XlwingsError as cause:
        raise ExcelError(catalogue.NO_EXCEL.at(detail="本机没有 Excel，或缺少连接 Excel 的组件")) from cause
    if not apps:
        raise ExcelError(catalogue.NO_EXCEL.at(detail="没有正在运行的 Excel"))
    window = next((argument[7:] for argument in sys.argv if argument.startswith("--hwnd=")), None)
    return next((app for app in apps if str(app.hwnd) == window), apps[0])


def limit_retries() -> None:
    """Have a busy Excel raise an error: xlwings asks again without end, and nobody would be told why."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]  # a setting with no public name


def is_busy(error: BaseException) -> bool:
    """Tell whether Excel took no calls: COM has numbers where xlwings has no error class."""
    excepinfo = getattr(error, "excepinfo", None) or ()
    codes = {getattr(error, "hresult", None), *excepinfo[5:6]}
    return bool(codes & {_CALL_REJECTED, _IGNORED}) or type(error).__name__ == "ExcelBusyError"


def save_copy(book: xw.Book, path: Path) -> None:
    """Save a copy as the workbook is now: ``Book.save(path)`` would turn the open one into the copy."""
    book.api.SaveCopyAs(str(path))


def full_name(book: xw.Book) -> str:
    """Return path and name: ``Book.fullname`` guesses the local path of OneDrive's, or raises an error."""
    return str(book.api.FullName)


def is_structure_protected(book: xw.Book) -> bool:
    """Tell whether sheets may not be added: xlwings knows nothing of protection."""
    return bool(book.api.ProtectStructure)


def is_shared(book: xw.Book) -> bool:
    """Tell whether several people edit the workbook at once (共享工作簿): xlwings knows nothing of it."""
    return bool(book.api.MultiUserEditing)


def is_protected(sheet: xw.Sheet) -> bool:
    """Tell whether locked cells may not be written: xlwings knows nothing of protection."""
    return bool(sheet.api.ProtectContents)


def ask_folder(app: xw.App, title: str) -> Path | None:
    """Have the user choose a folder, or None: xlwings has no dialogs but the message box."""
    dialog = app.api.FileDialog(_FOLDER_PICKER)
    dialog.Title = title
    return Path(str(dialog.SelectedItems.Item(1))) if dialog.Show() == _CHOSEN else None
