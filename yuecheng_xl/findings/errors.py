"""What stops a job, each class named after the cause that the user sees.

Every error carries a finding from the catalogue, so that the command line, the add-in and Python
callers show the same Chinese sentence of what, where and how to mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding


class YuechengError(Exception):
    """Base of all errors that this package raises on purpose."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class InputFileError(YuechengError):
    """The file cannot be read as a workbook: missing, damaged, encrypted, over-sized, another format."""


class InputContentError(YuechengError):
    """The workbook can be read, but does not hold what the job needs: no such sheet, no header."""


class OutputError(YuechengError):
    """The result cannot be written: no rights, open in Excel, something would be lost."""


class SetupError(YuechengError):
    """Something that the job needs is not installed, or does not answer."""


class TemplateError(YuechengError):
    """A workbook under templates/ cannot be used as it stands."""


class ExcelError(YuechengError):
    """The open workbook cannot be worked on: none is open, Excel is busy, it is protected."""


class NotUndoneError(ExcelError):
    """The open workbook is neither finished nor as it was: the copy from before is needed."""


class AddinError(YuechengError):
    """The Excel add-in cannot be built, installed or bundled: something it is made of is missing."""
