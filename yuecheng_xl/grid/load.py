"""Load a workbook with openpyxl: the one place that knows how it complains."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from yuecheng_xl.errors import InputFileError
from yuecheng_xl.grid.package import damaged, judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook


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
        stream = BytesIO(path.read_bytes() if content is None else content)
        book = load_workbook(
            stream, read_only=read_only, data_only=data_only, rich_text=rich_text, keep_vba=keep_vba
        )
        if not read_only:
            _mend_dates(book)
        return book


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
        # What openpyxl cannot keep, results/losses.py reports; the rest (missing default style, odd
        # dates) changes nothing that is read.
        warnings.simplefilter("ignore", UserWarning)
        try:
            yield
        except InputFileError:
            raise
        except Exception as cause:
            # openpyxl has no error class of its own: a damaged part surfaces as whatever broke first.
            raise damaged(path, cause) from cause
