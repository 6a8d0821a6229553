"""Lock a file as long as it stays open: the system lets go of what a killed process had locked."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from yuecheng_xl.disk.regular import is_link, open_regular

if TYPE_CHECKING:
    from pathlib import Path

_TRIES = 20


class LockedError(OSError):
    """Another run has it locked."""


class NoLocksError(OSError):
    """The file system has no locks, as those of some network shares."""


def open_locked(path: Path, *, mode: int) -> IO[bytes]:
    """Open a file of our own, which is made where it is missing, and lock it until it is closed.

    What it holds is kept. A link in its place is removed, never followed.

    Args:
        path: the file.
        mode: who may read and write it where it is made.

    Raises:
        LockedError: another has it locked.
        NoLocksError: it cannot be locked here.
        OSError: it cannot be made.

    """
    for _ in range(_TRIES):
        file = _opened(path, mode)
        try:
            _lock(file.fileno())
            if _is_at(file, path):
                return file
        except OSError:
            file.close()
            raise
        file.close()  # who had it locked has just removed it or moved it away
    raise LockedError(None, "changes hands", str(path))


def remove(file: IO[bytes], path: Path) -> None:
    """Remove a locked file and let go of it; moved away from its path, it stays. It may be closed already.

    Raises:
        OSError: no rights; on Windows also where another run has just opened it.

    """
    try:
        # As long as it is locked: after that it may be the next run's.
        if sys.platform != "win32" and _is_at(file, path):
            path.unlink()
    finally:
        file.close()
    if sys.platform == "win32":  # which removes no open file, be it open here or there
        path.unlink(missing_ok=True)


def _is_at(file: IO[bytes], path: Path) -> bool:
    if sys.platform == "win32":
        return True  # as long as it is open, it cannot be moved
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def _opened(path: Path, mode: int) -> IO[bytes]:
    with suppress(FileNotFoundError):
        if is_link(path):
            path.unlink()
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))
    try:
        return open_regular(path, follow=False, write=True)
    except PermissionError:
        return open_regular(path, follow=False)  # another user's: most systems lock it all the same


def _lock(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows alone has it

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - Windows has none

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as cause:
        raise LockedError(*cause.args) from cause
    except OSError as cause:
        raise NoLocksError(*cause.args) from cause
