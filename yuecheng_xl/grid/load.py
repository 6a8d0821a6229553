"""Load a workbook with openpyxl: the one place that knows how it complains."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from yuecheng_xl.grid.package import damaged, judge

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook


def load(path: Path, *, data_only: bool = False, rich_text: bool = False, keep_vba: bool = False) -> Workbook:
    """Judge a file, then load it.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    judge(path)
    with warnings.catch_warnings():
        # What openpyxl cannot keep, results/losses.py reports; the rest (missing default style, odd
        # dates) changes nothing that is read.
        warnings.simplefilter("ignore", UserWarning)
        try:
            # Opened here: openpyxl refuses good content under another extension, and leaves a damaged
            # file open.
            with path.open("rb") as file:
                return load_workbook(file, data_only=data_only, rich_text=rich_text, keep_vba=keep_vba)
        except Exception as cause:
            # openpyxl has no error class of its own: a damaged part surfaces as whatever broke first.
            raise damaged(path, cause) from cause
