"""The template of the report: found, and opened as a document to fill."""

from __future__ import annotations

import zipfile
from collections import deque
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import OpcError

from yuecheng_xl.disk.archive import Archive, ArchiveError
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
        content = path.read_bytes()
    except OSError as cause:
        raise InputFileError(catalogue.NO_READ_RIGHT.at(path.name)) from cause
    try:
        package = Archive(content)
        for info in package.infos:
            deque(package.stream(info), maxlen=0)
        return docx.Document(BytesIO(content))
    except (ArchiveError, OpcError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as cause:
        # python-docx passes on what the zip file or the XML in it made it stumble over.
        raise damaged(cause) from cause


def damaged(cause: Exception) -> InputFileError:
    """Return the error for a template in which something cannot be read."""
    return InputFileError(catalogue.REPORT_TEMPLATE_DAMAGED.at(TEMPLATE, detail=type(cause).__name__))
