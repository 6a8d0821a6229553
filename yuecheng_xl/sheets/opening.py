"""Open a workbook to edit its package, and get its bytes back; what is wrong with it is told as ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from yuecheng_xl.disk.archive import ArchiveError
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError
from yuecheng_xl.grid import read_book
from yuecheng_xl.grid.package import Format, damaged, judge
from yuecheng_xl.sheets.package import Package
from yuecheng_xl.sheets.workbook import Forbidden, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {
    Forbidden.SIGNED: catalogue.SIGNED,
    Forbidden.SHARED: catalogue.SHARED_WITH_REVISIONS,
}


def open_workbook(path: Path, *, to_be_written: bool = True, or_old: bool = False) -> Workbook:
    """Judge a workbook and open it.

    Args:
        path: the file.
        to_be_written: refuse a workbook that must not be changed.
        or_old: take an old .xls or .et, too, as a new workbook of what it says.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.
        OutputError: it is digitally signed, or shared with its revisions.

    """
    package = judge(path, or_old=or_old)
    if package.format is Format.XLS:
        from yuecheng_xl.sheets.conversion import converted  # noqa: PLC0415 - brings openpyxl along

        return converted(read_book(path))
    with damages(path):
        book = Workbook(Package(package.content))
        forbidden = book.forbidden
        if to_be_written and forbidden is None:
            book.drop_calculation_chain()
    if to_be_written and forbidden is not None:
        raise OutputError(_KINDS[forbidden].at(path.name))
    return book


def saved(book: Workbook, source: Path) -> bytes:
    """Return a workbook's bytes.

    Raises:
        InputFileError: the file that it was read from is damaged.
        TemplateError: a template cannot be used.

    """
    with damages(source):
        return book.save()


@contextmanager
def damages(path: Path) -> Iterator[None]:
    """Turn what the engine raises for a file into our error.

    Raises:
        InputFileError: the file is damaged.

    """
    try:
        yield
    except (ArchiveError, LookupError, ValueError) as cause:  # MarkupError is a ValueError, too
        raise damaged(path, cause) from cause
