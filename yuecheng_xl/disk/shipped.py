"""The files that ship with the product: the master workbook and the templates."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    # Installed, they stand inside the package; in a checkout, beside it, where staff look for them.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates_folder() -> Path:
    """Return the folder of the template workbooks."""
    return _folder("templates")


def master_workbook() -> Path:
    """Return the shipped master workbook (指标总表)."""
    return _folder("workbook") / "指标总表.xlsx"
