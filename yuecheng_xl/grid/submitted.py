"""Read whatever a department sends: any format, judged by content, the quickest way that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.grid.package import Format, inspect
from yuecheng_xl.grid.quick import read_quickly
from yuecheng_xl.grid.reader import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.grid.model import Book
    from yuecheng_xl.grid.package import Package

_LIMIT = 64 * 1024 * 1024
"""Bytes that a submission may unpack to: a form is a few kilobytes, a batch has thousands of them."""


def read_submitted(path: Path) -> tuple[Package, Book]:
    """Read all sheets of a workbook in .xlsx, .xlsm, .xlsb, .xls, .ods or WPS's .et.

    Returns:
        The package as it was inspected, and the sheets.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    package = inspect(path, _LIMIT)
    match package.format:
        case Format.XLSX:
            return package, read_quickly(path, package) or read_book(path)
        case Format.XLS:
            from yuecheng_xl.grid.biff import read_xls  # few send it; who does pays for the import

            return package, read_xls(path, package.content)
        case _:
            from yuecheng_xl.grid.foreign import read_foreign

            return package, read_foreign(path, package)
