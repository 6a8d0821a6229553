"""file → grid → plan, in one call, and back to the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid import read_book
from yuecheng_xl.plan.reader import read_plan

if TYPE_CHECKING:
    from yuecheng_xl.plan import Plan


def read_workbook(path: str | Path | None = None) -> Plan:
    """Read the plan of a master workbook, by default the shipped one.

    The file is only read. What is wrong or was inferred stands in the plan's ``findings``.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.
        InputContentError: there is no indicator table in it, or the plan's years cannot be told.

    """
    return read_plan(read_book(Path(path) if path is not None else master_workbook()))


def source_of(plan: Plan) -> Path:
    """Return the workbook that a plan was read from.

    Raises:
        InputFileError: it was made in memory.

    """
    if plan.source is None:
        raise InputFileError(catalogue.FILE_MISSING.at(file=plan.name))
    return plan.source
