"""What xlwings has no public call for. Nothing else here reaches behind it; each call gives its reason."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

_FOLDER_PICKER = 4  # msoFileDialogFolderPicker
_CHOSEN = -1
_ATTEMPTS = 20_000
_CALL_REJECTED = -2147418111  # RPC_E_CALL_REJECTED: Excel takes no calls, a cell is being edited
_IGNORED = -2146777998  # VBA_E_IGNORE: the same, said while a property is set


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
