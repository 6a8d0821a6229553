"""Open regular files only: reading a pipe or a device would never end, and a link leads anywhere."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from io import BufferedRandom, BufferedReader, FileIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_JUNCTION = 0xA0000003
"""The tag of a Windows folder that stands for another; a file kept in a cloud has another tag and is one."""


class NotRegularError(OSError):
    """It is no regular file: a pipe, a device or a socket, or a link where links are not followed."""


def open_regular(path: Path, *, follow: bool = True, write: bool = False) -> BufferedReader | BufferedRandom:
    """Open a regular file, without waiting for anything else that may stand in its place.

    Args:
        path: the file.
        follow: whether it may be a link to one.
        write: whether it is written to, too; what it holds is kept.

    Raises:
        NotRegularError: it is none.
        IsADirectoryError: it is a folder.
        OSError: it cannot be opened.

    """
    # Looked at before it is opened, which sets off some devices, and after, as it may have been replaced.
    _check(path, path.stat(follow_symlinks=follow))

    def opener(name: str, flags: int) -> int:
        flags |= getattr(os, "O_NONBLOCK", 0)
        if not follow:
            flags |= getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(name, flags)
        try:
            _check(path, os.fstat(handle))
        except OSError:
            os.close(handle)
            raise
        return handle

    if write:
        return BufferedRandom(FileIO(path, "r+b", opener=opener))
    return BufferedReader(FileIO(path, "rb", opener=opener))


def expect_regular(path: Path) -> None:
    """Expect a regular file, a link or nothing at a place that is to be written over.

    Raises:
        NotRegularError: it is a pipe, a device or a socket.
        IsADirectoryError: it is a folder.
        OSError: it cannot be looked at.

    """
    with suppress(FileNotFoundError):
        state = path.lstat()
        if not stat.S_ISLNK(state.st_mode):
            _check(path, state)


def is_link(path: Path) -> bool:
    """Tell whether a path itself is a link, or on Windows a folder that stands for another (junction).

    Raises:
        OSError: it cannot be looked at.

    """
    return leads_on(path.lstat())


def leads_on(state: os.stat_result) -> bool:
    """Tell the same of what ``lstat`` said of a path."""
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION


def _check(path: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(None, "is a folder", str(path))
    if not stat.S_ISREG(state.st_mode):
        raise NotRegularError(None, "不是普通文件", str(path))
