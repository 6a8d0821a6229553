"""Judge a file by its content before any of it is unpacked."""

from __future__ import annotations

import errno
import zipfile
import zlib
from typing import TYPE_CHECKING

from yuecheng_xl.errors import InputFileError
from yuecheng_xl.messages import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.findings import Kind

UNPACKED_LIMIT = 200 * 1024 * 1024
"""Bytes that a workbook may unpack to. Ratios trip falsely on styles.xml, so bytes are capped."""

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_BINARY_PARTS = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff")


def judge(path: Path) -> None:
    """Raise :class:`InputFileError` unless the file is a sound, harmless .xlsx or .xlsm workbook.

    The extension is not looked at: offices rename .xls to .xlsx and the reverse.
    """
    if path.name.startswith("~$"):
        raise _error(path, catalogue.LOCK_FILE)
    try:
        if path.is_dir():
            raise _error(path, catalogue.IS_FOLDER)
        with path.open("rb") as file:
            head = file.read(8)
            if head == _OLE_MAGIC:
                raise _judge_ole(path)
            if not zipfile.is_zipfile(file):
                truncated = head.startswith(b"PK\x03\x04")
                raise (
                    _error(path, catalogue.DAMAGED, detail="压缩包不完整")
                    if truncated
                    else _error(path, catalogue.NOT_A_WORKBOOK)
                )
        with zipfile.ZipFile(path) as package:
            _judge_package(path, package)
    except (FileNotFoundError, NotADirectoryError):
        raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
    except PermissionError:
        raise _error(path, catalogue.NO_READ_RIGHT) from None
    except OSError as cause:
        if cause.errno == errno.ENAMETOOLONG:
            raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
        raise damaged(path, cause) from cause
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as cause:
        raise damaged(path, cause) from cause


def damaged(path: Path, cause: Exception) -> InputFileError:
    """Return the error for a file whose inside contradicts its outside."""
    return _error(path, catalogue.DAMAGED, detail=type(cause).__name__)


def _judge_package(path: Path, package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    size = sum(info.file_size for info in infos)
    if size > UNPACKED_LIMIT:
        raise _error(path, catalogue.OVERSIZED, size=size >> 20, limit=UNPACKED_LIMIT >> 20)
    names = {info.filename for info in infos}
    if "xl/workbook.xml" not in names:
        if "[Content_Types].xml" in names and any(name.endswith("workbook.bin") for name in names):
            raise _error(path, catalogue.OTHER_FORMAT, format=" .xlsb ")
        if "content.xml" in names:
            raise _error(path, catalogue.OTHER_FORMAT, format=" OpenDocument（.ods）")
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise _error(path, catalogue.NOT_A_WORKBOOK)
    for info in infos:
        if not info.filename.lower().endswith(_BINARY_PARTS):
            content = package.read(info)  # reads no more than the size declared above
            # Escaped text cannot contain the bare mark; UTF-16 parts are searched in both byte orders.
            if any("<!DOCTYPE".encode(code) in content for code in ("ascii", "utf-16-le", "utf-16-be")):
                raise _error(path, catalogue.DOCTYPE, part=info.filename)


def _judge_ole(path: Path) -> InputFileError:
    """Tell an encrypted workbook, an old .xls and another program's file: all are OLE compound files."""
    import olefile  # only a file that is refused pays for it

    try:
        with olefile.OleFileIO(path) as compound:
            if compound.exists("EncryptedPackage"):
                return _error(path, catalogue.ENCRYPTED)
            if compound.exists("Workbook") or compound.exists("Book"):
                return _error(path, catalogue.OTHER_FORMAT, format="旧版 .xls ")
    except (OSError, LookupError, ValueError) as cause:
        return damaged(path, cause)
    return _error(path, catalogue.NOT_A_WORKBOOK)


def _error(path: Path, kind: Kind, **fields: object) -> InputFileError:
    return InputFileError(kind.at(path.name, **fields))
