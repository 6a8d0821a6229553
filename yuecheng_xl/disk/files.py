"""Put a finished workbook in its place: in one step, and never over something that would be lost."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.disk.beside import beside
from yuecheng_xl.disk.lock import LockedError
from yuecheng_xl.disk.names import free_name
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yuecheng_xl.findings import Finding

PRODUCT = "yuecheng-xl"
"""What the file property "last modified by" says of a document that nobody touched since we wrote it."""

WORKBOOKS = (".xlsx", ".xlsm")
"""Extensions of the workbooks that are written."""

_OURS_ALONE = 0o600
"""Of a file until it has the rights of the one that it is a copy of, or replaces."""

_MODIFIED_BY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


def put(content: bytes, path: Path, *, over_ours: bool = True) -> list[Finding]:
    """Write a file beside its place and move it over in one step.

    What already stands there is kept under another name, with a finding, unless it is our own result
    that nobody touched, and such a one may go (``over_ours``).

    Raises:
        OutputError: no rights, no room, the file is open in Excel, or another run writes it.

    """
    with _written(path, content, path, 0o666 & ~_umask()) as temporary:
        findings = _make_room(path, over_ours=over_ours)
        temporary.replace(path)
    return findings


def put_back(content: bytes, path: Path) -> None:
    """Put new content into a workbook that is backed up. A link to it stays, and so does who may read it.

    Raises:
        OutputError: no rights, no room, the file is open in Excel, or another run writes it.

    """
    target = _followed(path)
    with _written(target, content, path, _OURS_ALONE) as temporary:
        _keep_rights(target, temporary)
        temporary.replace(target)


@contextmanager
def _written(place: Path, content: bytes, path: Path, mode: int) -> Iterator[Path]:
    """Give a file with the content beside its place; errors name the path that the user knows."""
    try:
        with beside(place, content, suffix=place.suffix, mode=mode) as temporary:
            yield temporary
    except LockedError as cause:
        raise OutputError(catalogue.BUSY.at(path.name, file=path)) from cause
    except OSError as cause:
        raise cannot_write(path, cause) from cause


def _keep_rights(old: Path, new: Path) -> None:
    """Give a file the owner, the mode and the further rights of the one that it is to replace."""
    if sys.platform == "win32":
        return  # rights are the folder's there
    state = old.stat()
    for owner in ((state.st_uid, -1), (-1, state.st_gid)):
        with suppress(PermissionError):  # most may not give files away
            os.chown(new, *owner)
    shutil.copystat(old, new)
    os.utime(new)


def write(content: bytes, path: Path) -> None:
    """Write a file into a folder that no reader uses yet.

    Raises:
        OutputError: no rights or no room.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as cause:
        raise cannot_write(path, cause) from cause


def pour(pieces: Iterable[bytes], path: Path, failed: Callable[[OSError], OutputError]) -> None:
    """Write a file piece by piece into a folder that no reader uses yet; what is half-written goes.

    What getting a piece raises is passed on.

    Raises:
        OutputError: what ``failed`` says of the error where the file cannot be written.

    """
    with _told(failed):
        path.parent.mkdir(parents=True, exist_ok=True)
        # No buffer, which would be written at a time when nobody can tell writing from reading.
        file = path.open("wb", buffering=0)
    try:
        for piece in pieces:
            rest = memoryview(piece)
            with _told(failed):
                while rest:
                    rest = rest[file.write(rest) :]
        with _told(failed):
            file.close()
    except BaseException:
        with suppress(OSError):
            file.close()
        path.unlink(missing_ok=True)
        raise


@contextmanager
def _told(failed: Callable[[OSError], OutputError]) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        raise failed(cause) from cause


def cannot_write(path: Path, cause: Exception) -> OutputError:
    """Return the error for a file that cannot be written; on Windows, mostly one that Excel holds open."""
    detail = getattr(cause, "strerror", None) or type(cause).__name__
    return OutputError(catalogue.CANNOT_WRITE.at(path.name, file=path, detail=detail))


def result_path(source: Path | None, out: str | Path | None, what: str, suffix: str = ".xlsx") -> Path:
    """Return where a result goes: by default ``<name>-<what>`` in the working folder.

    Raises:
        OutputError: that is the input file itself, or no path.

    """
    name = f"{source.stem}-{what}{suffix}" if source else f"{what}{suffix}"
    path = Path(out) if out is not None else Path.cwd() / name
    try:
        if path.is_dir():
            path = path / name
        if path.suffix.lower() in WORKBOOKS and suffix in WORKBOOKS:
            path = path.with_suffix(suffix)
        elif path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        is_input = source is not None and path.exists() and path.samefile(source)
    except OSError as cause:  # a name too long, a link to itself
        raise cannot_write(path, cause) from cause
    if is_input:
        raise OutputError(catalogue.OUTPUT_IS_INPUT.at(path.name))
    return path


def _make_room(path: Path, *, over_ours: bool) -> list[Finding]:
    if not path.exists() or (over_ours and _is_untouched_result(path)):
        return []
    kept = stamped(path)
    path.rename(kept)
    return [catalogue.OUTPUT_KEPT.at(path.name, file=path.name, used=kept.name)]


def back_up(path: Path) -> Path:
    """Copy a workbook beside itself before it is written to; return the copy, which is whole or not there.

    Raises:
        OutputError: the copy cannot be written.

    """
    kept = stamped(path)
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise cannot_write(kept, cause) from cause
    while True:
        with _written(kept, content, kept, _OURS_ALONE) as temporary:
            shutil.copystat(path, temporary)
            if not kept.exists():  # another run's, of the same second
                temporary.replace(kept)
                return kept
        kept = stamped(path)


def lock_beside(path: Path) -> Path | None:
    """Return the file by which an office program says that somebody has a workbook open, if there is one."""
    for place in dict.fromkeys((path, _followed(path))):
        # Excel's and WPS's, LibreOffice's.
        for name in (f"~${place.name}", f".~lock.{place.name}#"):
            if os.path.lexists(place.with_name(name)):
                return place.with_name(name)
    return None


def _followed(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


def stamped(path: Path) -> Path:
    """Return a free name beside a file that says "backup" and the time."""
    base = f"{path.stem}-备份-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    name = free_name(base, lambda name: path.with_name(name).exists(), suffix=path.suffix, numbered="{}-{}")
    return path.with_name(name)


def _is_untouched_result(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            root = ElementTree.fromstring(Archive(file).read("docProps/core.xml"))  # noqa: S314 - names one text
    except (OSError, ArchiveError, KeyError, ElementTree.ParseError):
        return False
    return root.findtext(_MODIFIED_BY) == PRODUCT


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
