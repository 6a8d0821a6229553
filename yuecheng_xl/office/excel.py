"""Excel through xlwings, as ``program.py`` asks for it.

``api`` reaches behind xlwings, to Excel's own objects: only where xlwings has no call, for a reason given.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError
from yuecheng_xl.office.typing_in import typed
from yuecheng_xl.process.startup import lean_xlwings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import xlwings as xw

_FOLDER_PICKER = 4  # msoFileDialogFolderPicker
_CHOSEN = -1
_ATTEMPTS = 20_000
_CALL_REJECTED = -2147418111  # RPC_E_CALL_REJECTED: Excel takes no calls, a cell is being edited
_IGNORED = -2146777998  # VBA_E_IGNORE: the same, said while a property is set


def calling_excel() -> Excel:
    """Return the Excel whose button was clicked, else the one in front.

    Not ``Book.caller()``, which fails on a workbook with ``=`` in its name: what counts is the workbook
    that the user sees.

    Raises:
        ExcelError: no Excel is running, or none can be reached on this machine.

    """
    if sys.platform == "darwin":
        raise _no_excel("只能用于 Windows 上的 Excel")  # no SaveCopyAs there
    try:
        lean_xlwings()
        import xlwings as xw  # noqa: PLC0415 - lean, and only where there may be an Excel

        _limit_retries()
        apps = list(xw.apps)
    except ImportError as cause:
        raise _no_excel("没有安装加载项所需的组件，安装命令是 pip install yuecheng-xl[addin]") from cause
    except xw.XlwingsError as cause:
        raise _no_excel("本机没有 Excel，或缺少连接 Excel 的组件") from cause
    if not apps:
        raise _no_excel("没有正在运行的 Excel")
    window = next((argument[7:] for argument in sys.argv if argument.startswith("--hwnd=")), None)
    return Excel(next((app for app in apps if str(app.hwnd) == window), apps[0]))


class Excel:
    """A running Excel."""

    name = "Excel"

    def __init__(self, app: xw.App) -> None:
        """Take the application as xlwings has it."""
        self._app = app

    def workbook_in_front(self) -> ExcelWorkbook | None:
        """Return the workbook that the user sees; None where none is open."""
        book = self._app.books.active
        try:
            _ = book.name
        except AttributeError:  # xlwings wraps Excel's Nothing
            return None
        return ExcelWorkbook(book)

    def open(self, path: Path) -> None:
        """Open a workbook for the user."""
        self._app.books.open(path)

    def show_status(self, text: str | None) -> None:
        """Show a text in the status bar; None gives the bar back to Excel."""
        self._app.status_bar = False if text is None else text

    def say(self, text: str, *, title: str, failed: bool) -> None:
        """Show a message box and wait until it is closed."""
        self._app.alert(text, title, mode="critical" if failed else "info")

    def ask_folder(self, title: str) -> Path | None:
        """Have the user choose a folder, or None: xlwings has no dialogs but the message box."""
        dialog = self._app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = title
        return Path(str(dialog.SelectedItems.Item(1))) if dialog.Show() == _CHOSEN else None

    def hush(self) -> Callable[[], None]:
        """Stop flickering, questions and event macros; return what puts the settings back."""
        app = self._app
        before = app.screen_updating, app.display_alerts, app.enable_events
        app.screen_updating = app.display_alerts = app.enable_events = False

        def put_back() -> None:
            app.screen_updating, app.display_alerts, app.enable_events = before

        return put_back

    def is_busy(self, error: BaseException) -> bool:
        """Tell whether Excel took no calls: COM has numbers where xlwings has no error class."""
        excepinfo = getattr(error, "excepinfo", None) or ()
        codes = {getattr(error, "hresult", None), *excepinfo[5:6]}
        return bool(codes & {_CALL_REJECTED, _IGNORED}) or type(error).__name__ == "ExcelBusyError"

    def takes_no_sheets(self, error: BaseException) -> bool:  # noqa: ARG002 - nothing in it would say so
        """Tell that it does: Excel copies into every workbook but an old one, which is known beforehand."""
        return False


class ExcelWorkbook:
    """A workbook open in Excel."""

    def __init__(self, book: xw.Book) -> None:
        """Take the workbook as xlwings has it."""
        self._book = book

    @property
    def name(self) -> str:
        """The file's name; for a workbook that was never saved, its title."""
        return str(self._book.name)

    @property
    def full_name(self) -> str:
        """The path with the name: ``Book.fullname`` guesses OneDrive's local path, or raises an error."""
        return str(self._book.api.FullName)

    @property
    def titles(self) -> list[str]:
        """The sheets' titles, from left to right."""
        return list(self._book.sheet_names)

    @property
    def is_structure_protected(self) -> bool:
        """Whether sheets may not be added or removed: xlwings knows nothing of protection."""
        return bool(self._book.api.ProtectStructure)

    @property
    def is_shared(self) -> bool:
        """Whether several people edit the workbook at once: xlwings knows nothing of it."""
        return bool(self._book.api.MultiUserEditing)

    @property
    def copy_suffix(self) -> str:
        """The suffix of its copies: its own, as Excel saves no copy in another format."""
        return Path(self.name).suffix or ".xlsx"

    def save_copy(self, path: Path) -> None:
        """Save a copy as the workbook is now: ``Book.save(path)`` would turn the open one into the copy."""
        self._book.api.SaveCopyAs(str(path))

    def sheet(self, title: str) -> ExcelSheet:
        """Return a sheet."""
        return ExcelSheet(self._book.sheets[title])

    @contextmanager
    def beside(self, path: Path) -> Iterator[ExcelSource]:
        """Open a workbook to copy sheets of it into this one, and close it afterwards."""
        source = self._book.app.books.open(path, update_links=False, read_only=True, add_to_mru=False)
        try:
            yield ExcelSource(source, self._book)
        finally:
            source.close()


class ExcelSheet:
    """A sheet of a workbook open in Excel."""

    def __init__(self, sheet: xw.Sheet) -> None:
        """Take the sheet as xlwings has it."""
        self._sheet = sheet

    @property
    def name(self) -> str:
        """The sheet's title."""
        return str(self._sheet.name)

    @name.setter
    def name(self, title: str) -> None:
        self._sheet.name = title

    @property
    def position(self) -> int:
        """The sheet's place among all, counted from 1."""
        return int(self._sheet.index)

    @property
    def is_protected(self) -> bool:
        """Whether locked cells may not be written: xlwings knows nothing of protection."""
        return bool(self._sheet.api.ProtectContents)

    def values(self, area: str) -> list[object]:
        """Return the values of a cell or of a part of a column, from top to bottom."""
        return list(self._sheet.range(area).options(ndim=1).value)

    def formulas(self, area: str) -> list[str]:
        """Return the formulas; the value as text where a cell has none."""
        formulas = self._sheet.range(area).formula  # a text, or rows of one text each
        return [formulas] if isinstance(formulas, str) else [row[0] for row in formulas]

    def write_texts(self, top: str, texts: Sequence[str]) -> None:
        """Write texts from a cell downwards; each stays a text, whatever it looks like."""
        self._sheet.range(top).value = [[typed(text)] for text in texts]

    def write_formula(self, place: str, formula: str) -> None:
        """Enter into a cell what was read as its formula."""
        self._sheet.range(place).formula = formula

    def activate(self) -> None:
        """Show the sheet."""
        self._sheet.activate()

    def delete(self) -> None:
        """Remove the sheet."""
        self._sheet.delete()


class ExcelSource:
    """A workbook open beside the user's, whose sheets are copied into that one."""

    def __init__(self, source: xw.Book, target: xw.Book) -> None:
        """Take both workbooks as xlwings has them."""
        self._source, self._target = source, target

    def copy(self, title: str, *, before: str | None = None, after: str | None = None) -> str:
        """Copy a sheet before or after a sheet of the user's workbook; return the title that it has there."""
        sheets = self._target.sheets
        copied = self._source.sheets[title].copy(
            before=None if before is None else sheets[before],
            after=None if after is None else sheets[after],
        )
        return str(copied.name)


def _no_excel(detail: str) -> ExcelError:
    return ExcelError(catalogue.NO_EXCEL.at(detail=detail))


def _limit_retries() -> None:
    """Have a busy Excel raise an error: xlwings asks again without end, and nobody would be told why."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]  # a setting with no public name
