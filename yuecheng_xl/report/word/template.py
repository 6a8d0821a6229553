"""The template of the report: found, and opened as a document to fill."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import PackageNotFoundError

from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = "报告.docx"


def open_template(folder: str | Path | None = None) -> Document:
    """Open the template in a folder of templates, by default the shipped one.

    Raises:
        InputFileError: there is no template, or it is damaged.

    """
    path = (Path(folder) if folder else templates_folder()) / TEMPLATE
    if not path.is_file():
        raise InputFileError(catalogue.FILE_MISSING.at(file=path))
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as cause:
        # python-docx passes on what the zip file or the XML in it made it stumble over.
        detail = type(cause).__name__
        raise InputFileError(catalogue.REPORT_TEMPLATE_DAMAGED.at(path.name, detail=detail)) from cause
