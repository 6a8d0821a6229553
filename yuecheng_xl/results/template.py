"""The template workbooks: where they are, and the sheets in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.errors import TemplateError
from yuecheng_xl.grid.load import load
from yuecheng_xl.messages import catalogue
from yuecheng_xl.resources import templates_folder

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

FILE = "评估结果.xlsx"


class Templates:
    """One template workbook, loaded once for a job."""

    def __init__(self, folder: Path | None = None, file: str = FILE) -> None:
        """Load a template from a folder, by default the shipped one.

        Raises:
            InputFileError: the template is missing or damaged.

        """
        path = (folder or templates_folder()) / file
        self._book = load(path)
        self._name = path.name

    @property
    def titles(self) -> list[str]:
        """The sheets' titles in their order."""
        return list(self._book.sheetnames)

    def sheet(self, title: str) -> Worksheet:
        """Return the template of one result sheet.

        Raises:
            TemplateError: there is none.

        """
        if title not in self._book.sheetnames:
            raise TemplateError(catalogue.TEMPLATE_MISSING.at(self._name, sheet=title))
        return self._book[title]
