"""A folder for what a run needs in passing, below the system's temporary one."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk.folder import CLAIM, Claim
from yuecheng_xl.disk.lock import open_locked, remove
from yuecheng_xl.disk.regular import is_link
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "yuecheng-xl-"


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder, which goes at the end; those that killed runs left go at the beginning.

    Raises:
        OutputError: there is no room or no right for one.

    """
    try:
        top = Path(tempfile.gettempdir())
    except FileNotFoundError as cause:
        raise OutputError(catalogue.NO_TEMPORARY_FOLDER.at()) from cause
    try:
        _clean(top)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=top))
    except OSError as cause:
        raise cannot_unpack(top, cause) from cause
    claim = Claim.lay(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        claim.release()


def cannot_unpack(folder: Path, cause: OSError) -> OutputError:
    """Return the error for a folder that takes nothing in passing: no fault of who sent a file."""
    detail = cause.strerror or type(cause).__name__
    return OutputError(catalogue.CANNOT_UNPACK.at(folder.name, file=folder, detail=detail))


def _clean(top: Path) -> None:
    """Remove the folders of this user whose runs are gone: they have let go of their lock."""
    for folder in top.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # in use, another user's, or without a lock: that of another kind of job
            mark = folder / CLAIM
            is_own = folder.lstat().st_uid == getattr(os, "getuid", int)()
            if is_own and not is_link(folder) and mark.is_file():
                file = open_locked(mark, mode=0o600)
                for item in folder.iterdir():
                    if item != mark:
                        shutil.rmtree(item) if item.is_dir() else item.unlink()
                remove(file, mark)
                folder.rmdir()
