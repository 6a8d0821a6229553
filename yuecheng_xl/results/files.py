"""Put a finished workbook in its place: in one step, and never over something that would be lost."""

from __future__ import annotations

import io
import os
import shutil
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from openpyxl import Workbook

from yuecheng_xl.disk import beside
from yuecheng_xl.errors import OutputError
from yuecheng_xl.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import IO

    from yuecheng_xl.findings import Finding

PRODUCT = "yuecheng-xl"
"""What the file property "last modified by" says of a workbook that nobody touched since we wrote it."""

if TYPE_CHECKING:
    Rewrite = Callable[[bytes], Iterable[bytes]]
    """From a sheet's part as openpyxl wrote it to what it becomes, in pieces."""

_MODIFIED_BY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


class _Buffer(io.BytesIO):
    """Never closed: openpyxl leaves its package open where writing fails, and closing it writes once more."""

    def close(self) -> None:
        """Stay open."""


def empty_book() -> Workbook:
    """Return a workbook without a sheet, to be given ours."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def save(
    book: Any,  # noqa: ANN401 - openpyxl's workbook
    path: Path,
    *,
    over: bool = False,
    rewritten: Mapping[str, Rewrite] | None = None,
) -> list[Finding]:
    """Put a workbook in its place, marked as ours; see ``place``.

    Args:
        book: the workbook.
        path: its place.
        over: see ``put``.
        rewritten: for sheets by their titles, what their parts become on the way.

    Raises:
        OutputError: no rights, no room, or the file is open in Excel.

    """
    book.properties.lastModifiedBy = PRODUCT
    if not rewritten:
        return place(book.save, path, over=over)

    def write(stream: IO[bytes]) -> None:
        saved = io.BytesIO()
        book.save(saved)
        parts = {book[title].path.lstrip("/"): rewrite for title, rewrite in rewritten.items()}
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                with new.open(name, "w") as part:
                    for piece in parts.get(name, _same)(old.read(name)):
                        part.write(piece)

    return place(write, path, over=over)


def _same(content: bytes) -> tuple[bytes]:
    return (content,)


def place(write: Callable[[IO[bytes]], None], path: Path, *, over: bool = False) -> list[Finding]:
    """Put a document in its place as :func:`put` does; ``write`` writes it to a stream.

    Raises:
        OutputError: no rights, no room, or the file is open in Excel.

    """
    # To memory first: openpyxl leaves its zip file open where the disk fails it half-way.
    buffer = _Buffer()
    try:
        write(buffer)
    except _disk_errors() as cause:  # openpyxl keeps sheets in temporary files meanwhile
        raise cannot_write(path, cause) from cause
    return put(buffer.getvalue(), path, over=over)


def put(content: bytes, path: Path, *, over: bool = False) -> list[Finding]:
    """Write a file beside its place and move it over in one step.

    What already stands there is kept under another name, with a finding, unless it is our own result
    that nobody touched or the caller has backed it up (``over``).

    Raises:
        OutputError: no rights, no room, or the file is open in Excel.

    """
    try:
        with beside(path, content, suffix=path.suffix, mode=0o666 & ~_umask()) as temporary:
            findings = [] if over else _make_room(path)
            temporary.replace(path)
    except OSError as cause:
        raise cannot_write(path, cause) from cause
    return findings


def write(content: bytes, path: Path) -> None:
    """Write a file into a folder that nobody looks into yet.

    Raises:
        OutputError: no rights or no room.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as cause:
        raise cannot_write(path, cause) from cause


def cannot_write(path: Path, cause: Exception) -> OutputError:
    """Return the error for a file that cannot be written; on Windows, mostly one that Excel holds open."""
    detail = getattr(cause, "strerror", None) or type(cause).__name__
    return OutputError(catalogue.CANNOT_WRITE.at(path.name, file=path, detail=detail))


def result_path(source: Path, out: str | Path | None, what: str, suffix: str = ".xlsx") -> Path:
    """Return where a result goes: by default ``<name>-<what>`` in the working folder.

    Raises:
        OutputError: that is the input file itself.

    """
    path = Path(out) if out is not None else Path.cwd() / f"{source.stem}-{what}{suffix}"
    if path.is_dir():
        path = path / f"{source.stem}-{what}{suffix}"
    if path.suffix.lower() != suffix:
        path = path.with_name(path.name + suffix)
    if path.exists() and path.samefile(source):
        raise OutputError(catalogue.OUTPUT_IS_INPUT.at(path.name))
    return path


def _disk_errors() -> tuple[type[Exception], ...]:
    """Return what a full disk raises: lxml, through which openpyxl writes where there is one, has its own."""
    etree = sys.modules.get("lxml.etree")
    return (OSError,) if etree is None else (OSError, etree.SerialisationError)


def _make_room(path: Path) -> list[Finding]:
    if not path.exists() or _is_untouched_result(path):
        return []
    kept = stamped(path)
    path.rename(kept)
    return [catalogue.OUTPUT_KEPT.at(path.name, file=path.name, used=kept.name)]


def back_up(path: Path) -> Path:
    """Copy a workbook beside itself before it is written to; return the copy.

    Raises:
        OutputError: the copy cannot be written.

    """
    kept = stamped(path)
    try:
        shutil.copy2(path, kept)
    except OSError as cause:
        raise cannot_write(kept, cause) from cause
    return kept


def stamped(path: Path) -> Path:
    """Return a free name beside a file that says that it is a backup and of when."""
    base = f"{path.stem}-备份-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    kept, count = path.with_name(base + path.suffix), 1
    while kept.exists():
        count += 1
        kept = path.with_name(f"{base}-{count}{path.suffix}")
    return kept


def _is_untouched_result(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            root = ElementTree.fromstring(package.read("docProps/core.xml"))  # noqa: S314 - names one text
    except (OSError, zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return False
    return root.findtext(_MODIFIED_BY) == PRODUCT


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
