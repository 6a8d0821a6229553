"""Write a file beside its place, to be moved over in one step."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from yuecheng_xl.disk.lock import NoLocksError, open_locked, remove
from yuecheng_xl.disk.regular import expect_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

_A_DAY = 24 * 60 * 60
_NAME = re.compile(r"\.~[0-9a-f]{12}\.[a-z]{1,5}", re.IGNORECASE)


@contextmanager
def beside(path: Path, content: bytes, *, suffix: str, mode: int) -> Iterator[Path]:
    """Give a file with the content in the folder of ``path``, which is made; what is not moved away goes.

    Its name follows from the one of ``path``: what a killed run left is written over by the next.

    Raises:
        LockedError: another run writes the same file.
        NotRegularError: something else than a file has that name, which the file would replace.
        OSError: no rights or no room; on Windows also where Excel holds the file of that name open.

    """
    expect_regular(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    file, temporary = _opened(path, suffix)
    try:
        file.write(content)
        file.flush()
        temporary.chmod(mode)
        if sys.platform == "win32":
            file.close()  # there, no open file is moved
        yield temporary
    finally:
        remove(file, temporary)


def is_beside(name: str) -> bool:
    """Tell whether a file's name is that of one written beside its place: a killed run left it."""
    return _NAME.fullmatch(name) is not None


def clean(folder: Path) -> None:
    """Remove the files of that kind whose runs are gone: they have let go of their lock.

    On Windows a finished one is unlocked until it is moved: those of today stay.
    """
    for path in folder.glob(".~*"):
        with suppress(OSError):
            is_old = sys.platform != "win32" or time.time() - path.lstat().st_mtime > _A_DAY
            if is_beside(path.name) and is_old:
                remove(open_locked(path, mode=0o600), path)


def _opened(path: Path, suffix: str) -> tuple[IO[bytes], Path]:
    digest = hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    temporary = path.with_name(f".~{digest}{suffix}")
    try:
        while True:
            file = open_locked(temporary, mode=0o600)
            state = os.fstat(file.fileno())
            if file.writable() and state.st_size == 0 and state.st_nlink == 1:
                return file, temporary
            remove(file, temporary)  # left by a killed run
    except NoLocksError:
        temporary.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(prefix=".~", suffix=suffix, dir=path.parent)
        return os.fdopen(handle, "wb"), Path(name)
