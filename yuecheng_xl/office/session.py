"""The workbook that the user sees, and its office program, for the time of one job."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import log
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError, NotUndoneError, OutputError, YuechengError
from yuecheng_xl.office import backups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.office.backups import Backup
    from yuecheng_xl.office.program import Program

TITLE = "规划评估"
"""What messages and the status bar begin with."""


class Session:
    """The workbook of one job, and what the job needs of the program in which it is open."""

    def __init__(self, program: Program) -> None:
        """Take the workbook in front.

        Raises:
            ExcelError: no workbook is open.

        """
        book = program.workbook_in_front()
        if book is None:
            raise ExcelError(catalogue.NO_WORKBOOK.at(program=program.name))
        self.program = program
        self.book = book
        self.name = book.name

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Keep the program from flickering, asking, and running the workbook's event macros."""
        put_back = self.program.hush()
        try:
            yield
        finally:
            with _at_best():
                put_back()

    def progress(self, text: str) -> None:
        """Say in the status bar what is being done."""
        self.program.show_status(f"{TITLE}：{text}……")

    def rest(self) -> None:
        """Give the status bar back to the program."""
        with _at_best():
            self.program.show_status(None)

    def require_open_structure(self) -> None:
        """Fail early where no sheet may be added or removed.

        Raises:
            ExcelError: the workbook's structure is protected, or it is shared.

        """
        if self.book.is_structure_protected:
            raise ExcelError(catalogue.BOOK_PROTECTED.at(self.name))
        if self.book.is_shared:
            raise ExcelError(catalogue.BOOK_SHARED.at(self.name, program=self.program.name))

    @contextmanager
    def backed_up(self) -> Iterator[Backup]:
        """Save a copy of the workbook as it is now, unsaved edits included; drop it if the job fails.

        Raises:
            ExcelError: there is no room for it, or the program refuses.

        """
        try:
            backup = backups.begin(self.book.full_name, self._copy_name)
        except OSError as cause:
            raise self._not_saved(backups.home(), cause.strerror) from cause
        try:
            self._save_copy(backup.copy)
            yield backup
        except NotUndoneError:
            raise  # it names the copy
        except OSError as cause:
            backup.discard()
            raise self._not_saved(backup.copy.parent, cause.strerror) from cause
        except YuechengError as error:
            backup.discard()
            # What is wrong with the copy is wrong with the workbook.
            where = error.finding.where.replace(backup.copy.name, self.name)
            error.finding = replace(error.finding, where=where)
            raise
        except BaseException:
            backup.discard()
            raise

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """Save a copy under the workbook's own name for a job that only reads it; it is gone afterwards.

        Raises:
            ExcelError: there is no room for it, or the program refuses.

        """
        with tempfile.TemporaryDirectory(prefix="yuecheng-xl-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / self._copy_name
            self._save_copy(copy)
            yield copy

    @property
    def _copy_name(self) -> str:
        """The workbook's name as a copy has it; one that was never saved has no suffix of its own."""
        return f"{Path(self.name).stem}{self.book.copy_suffix}"

    def _save_copy(self, path: Path) -> None:
        try:
            self.book.save_copy(path)
        except Exception as cause:
            if self.program.is_busy(cause):
                raise
            raise self._not_saved(path.parent, None) from cause

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Name a file for the result sheets, which is gone afterwards.

        Raises:
            ExcelError: there is no room for it.

        """
        with tempfile.TemporaryDirectory(prefix="yuecheng-xl-", ignore_cleanup_errors=True) as folder:
            try:
                # A name of its own: Excel opens no two workbooks of one name.
                yield Path(folder) / f"{Path(folder).name}.xlsx"
            except OutputError as error:
                cause = error.__cause__
                raise self._not_saved(Path(folder), getattr(cause, "strerror", None)) from error

    def _not_saved(self, folder: Path, detail: str | None) -> ExcelError:
        said = detail or f"{self.program.name} 拒绝保存"
        return ExcelError(catalogue.COPY_NOT_SAVED.at(folder=folder, detail=said))

    def place(self, what: str) -> Path:
        """Return where a document about the workbook goes: beside its copies, where every user may write."""
        return backups.folder_of(self.book.full_name) / f"{Path(self.name).stem}-{what}"

    def ask_folder(self, title: str) -> Path | None:
        """Have the user choose a folder; None where they thought better of it."""
        return self.program.ask_folder(title)

    def turn_to(self, sheet: str) -> None:
        """Show a sheet of the workbook, if the program lets itself be brought to the front."""
        with _at_best():
            self.book.sheet(sheet).activate()

    def show(self, path: Path) -> None:
        """Open a job's result: a workbook in this program, anything else as the system opens it."""
        with _at_best():
            if path.suffix.lower() == ".xlsx":
                self.program.open(path)
            elif sys.platform == "win32":
                os.startfile(path)  # noqa: S606 - what this program made
            else:
                subprocess.run(["xdg-open", str(path)], check=False)  # noqa: S603, S607


@contextmanager
def _at_best() -> Iterator[None]:
    """Log an error of what comes after the job: it must not hide how the job ended."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever the program has against it
        log.write(traceback.format_exc())
