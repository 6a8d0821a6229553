"""Load a workbook with openpyxl: the one place that knows how it complains."""

from __future__ import annotations

import posixpath
import re
import warnings
import zipfile
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from yuecheng_xl.disk.archive import Archive
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.package import damaged, judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

_REFERRED = re.compile(rb"""\b(?:Target|PartName)\s*=\s*["']([^"'<>]+)["']""")


def load(
    path: Path,
    *,
    content: bytes | None = None,
    read_only: bool = False,
    data_only: bool = False,
    rich_text: bool = False,
    keep_vba: bool = False,
) -> Workbook:
    """Judge a file, then load it.

    Args:
        path: the file.
        content: bytes to load in its stead, made from what it holds once it was judged.
        read_only: leave the sheets' cells unread.
        data_only: load values, not formulas.
        rich_text: keep the formats within texts.
        keep_vba: keep macros, as bytes.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    if content is None:
        judge(path)
    with complaints(path):
        # As bytes: openpyxl refuses good content under another extension, and leaves a damaged file open.
        stream = BytesIO(_as_referred(path.read_bytes() if content is None else content))
        book = load_workbook(
            stream, read_only=read_only, data_only=data_only, rich_text=rich_text, keep_vba=keep_vba
        )
        if not read_only:
            _mend_dates(book)
        return book


def _as_referred(content: bytes) -> bytes:
    """Return a package whose parts are named as others refer to them, which openpyxl takes to the letter.

    The format compares names in any case, and some programs write zip entries with back slashes.
    """
    archive = Archive(content)
    parts = {info.filename.replace("\\", "/"): info for info in archive.infos}
    wanted = {name.casefold(): name for name in ("[Content_Types].xml", "_rels/.rels")}
    for name, info in parts.items():
        if name.casefold() in wanted or name.casefold().endswith(".rels"):
            folder = name.rpartition("_rels/")[0]
            for found in _REFERRED.finditer(archive.read(info)):
                target = posixpath.join("/", folder, found[1].decode(errors="replace"))
                target = posixpath.normpath(target).lstrip("/")
                wanted.setdefault(target.casefold(), target)
    names = {name: wanted.get(name.casefold(), name) for name in parts}
    if all(info.filename == names[name] for name, info in parts.items()):
        return content
    renamed = BytesIO()
    with zipfile.ZipFile(renamed, "w") as package:
        for name, info in parts.items():
            package.writestr(names[name], archive.read(info))
    return renamed.getvalue()


def _mend_dates(book: Any) -> None:  # noqa: ANN401 - openpyxl's workbook
    """Make empty cells of those that openpyxl takes for dates without one: it could not write them."""
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.data_type == "d" and cell.value is None:
                cell.data_type = "n"


@contextmanager
def complaints(path: Path) -> Iterator[None]:
    """Turn what openpyxl raises for a file into our error.

    Raises:
        InputFileError: the file is damaged.

    """
    with warnings.catch_warnings():
        # openpyxl warns of what it cannot keep, such as a missing default style: none of it is read here.
        warnings.simplefilter("ignore", UserWarning)
        try:
            yield
        except InputFileError:
            raise
        except Exception as cause:
            # openpyxl has no error class of its own: a damaged part surfaces as whatever broke first.
            raise damaged(path, cause) from cause
