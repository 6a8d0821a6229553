"""Read a workbook the quickest way that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.outline import outline
from yuecheng_xl.grid.package import Format, damaged, judge
from yuecheng_xl.grid.quick import read_quickly
from yuecheng_xl.process.imports import hidden, not_for_openpyxl

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.grid.model import Book
    from yuecheng_xl.grid.package import Package

_FEW_CELLS = 10_000
"""Cells of a sheet of a master that are read quickly: a few hundred indicators."""


def read_book(path: Path) -> Book:
    """Read all sheets of a master workbook, .xlsx or an old .xls or .et, but those that this product made.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    package = judge(path, only_read=True, or_old=True)
    try:
        if package.format is Format.XLS:
            from yuecheng_xl.grid.biff import read_xls  # noqa: PLC0415 - few have one; who does pays for the import

            book = read_xls(path, package.content)
        else:
            book = read_quickly(path, package, _FEW_CELLS) or _read_carefully(path, package)
    except MemoryError:
        raise InputFileError(catalogue.TOO_COSTLY.at(path.name)) from None
    if not book.formats_known:  # a tenth that is ten percent would be evaluated as a tenth
        raise InputFileError(catalogue.DAMAGED.at(path.name, detail="读不出数字格式"))
    return book


def read_package(path: Path, package: Package) -> Book:
    """Read the sheets of an .xlsx that was inspected; see :func:`read_book`.

    Raises:
        InputFileError: the file is damaged.

    """
    return read_quickly(path, package) or _read_carefully(path, package)


def _read_carefully(path: Path, package: Package) -> Book:
    with hidden(*not_for_openpyxl):
        from yuecheng_xl.grid.reader import read_carefully  # noqa: PLC0415 - openpyxl takes long to import
    return read_carefully(path, package)


def titles(path: Path) -> list[str]:
    """Return the titles of a workbook's sheets.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    package = judge(path, only_read=True)
    try:
        return [sheet.title for sheet in outline(package.parts).sheets]
    except (LookupError, ValueError, ElementTree.ParseError) as cause:
        raise damaged(path, cause) from cause
