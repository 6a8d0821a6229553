"""Put the add-in into the user's own folder, and take it out again; others' add-ins stay as they are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError
from yuecheng_xl.wps import FOLDER, place
from yuecheng_xl.wps.build import build

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def install(folder: Path) -> Path:
    """Install the add-in for one user, in the place of an older one; return its folder.

    Raises:
        OutputError: a file cannot be written, or the list of add-ins cannot be read.

    """
    place.listed(folder)  # a list that nobody can read is told before anything is written
    own = build(folder)
    place.enlist(folder)
    _remove(path for path in place.installed(folder) if path.name != FOLDER)
    return own


def uninstall(folder: Path) -> tuple[Path, ...]:
    """Remove what ``install`` wrote; return what was there.

    Raises:
        OutputError: a file cannot be removed, or the list of add-ins cannot be read.

    """
    was_listed = place.strike(folder)
    removed = _remove(place.installed(folder))
    return (*removed, folder / place.LIST) if was_listed else removed


def _remove(folders: Iterable[Path]) -> tuple[Path, ...]:
    removed = tuple(folders)
    for path in removed:
        try:
            shutil.rmtree(path)
        except OSError as cause:
            detail = cause.strerror or type(cause).__name__
            raise OutputError(catalogue.WPS_NOT_REMOVED.at(path.name, file=path, detail=detail)) from cause
    return removed
