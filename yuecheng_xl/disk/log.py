"""The log file: what staff never see, kept for whoever mends it."""

from __future__ import annotations

import os
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from yuecheng_xl.disk.own_folder import own_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import YuechengError
from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.findings import Finding

NAME, OLD_NAME = "yuecheng-xl.log", "yuecheng-xl.1.log"
MOST = 2_000_000
"""Bytes after which a new log is begun; the one before is kept."""
_LONGEST = 100_000
"""Characters of one entry: a message may hold a cell's whole text."""
_ONLY_OURS = 0o600
"""A traceback may hold figures that are not published yet."""


def unexpected() -> Finding:
    """Keep the traceback of the exception at hand in the log, and say where it is.

    No place for temporary files is told as such: whoever mends the program cannot mend that.
    """
    kept = write(traceback.format_exc())
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        return catalogue.NO_TEMPORARY_FOLDER.at()
    return catalogue.UNEXPECTED.at(log=kept)


def explain(error: Exception) -> Finding:
    """Return what to tell of the exception at hand; its traceback is logged where it has more to say."""
    if isinstance(error, YuechengError):
        if error.__cause__ is not None:
            write("".join(traceback.format_exception(error)))
        return error.finding
    return unexpected()


def write(text: str) -> str:
    """Write to the log file, and return in words what to send to whoever mends the program."""
    try:
        path = own_folder() / NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        _begin_anew(path)
        with open(path, "a", encoding="utf-8", errors="backslashreplace", opener=_open) as file:
            file.write(f"{datetime.now().astimezone().isoformat()} {__version__}\n{text[:_LONGEST]}\n")
    except (OSError, RuntimeError) as cause:
        return f"本提示和所做的操作（日志没有写成：{getattr(cause, 'strerror', None) or cause}）"
    return f"日志 {path} "


def _begin_anew(path: Path) -> None:
    with suppress(FileNotFoundError):
        if path.stat(follow_symlinks=False).st_size > MOST:
            with suppress(PermissionError):  # on Windows, while another process writes to it
                path.replace(path.with_name(OLD_NAME))


def _open(path: str, flags: int) -> int:
    """Open a file for this user alone, and none that a link leads to; Windows has no flag, and few links."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), _ONLY_OURS)
