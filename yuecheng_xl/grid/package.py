"""Judge a file by its content before any of it is unpacked."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections import deque
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

from yuecheng_xl.errors import InputFileError
from yuecheng_xl.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yuecheng_xl.findings import Kind

_PIECE, _SMALL_PIECE = 1 << 20, 1 << 12
UNPACKED_LIMIT = 200 * 1024 * 1024
"""Bytes that a workbook may unpack to. Ratios trip falsely on styles.xml, so bytes are capped."""


class Format(Enum):
    """A kind of workbook; the value is the name that staff know it by. WPS's .et is one of these inside."""

    XLSX = " .xlsx "
    XLSB = " .xlsb "
    ODS = " OpenDocument（.ods）"
    XLS = "旧版 .xls "


@dataclass(frozen=True, slots=True)
class Package:
    """What a workbook file is, its bytes, and the parts that were read to tell: all but pictures."""

    format: Format
    content: bytes
    parts: Mapping[str, bytes]


_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHER_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}
_MOST_PARTS = 10_000
_DOCTYPE_MARKS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
# What zipfile raises for a package that is damaged, or has a part encrypted on its own (RuntimeError).
_UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)
_BINARY_PARTS = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff")


def judge(path: Path) -> None:
    """Raise :class:`InputFileError` unless the file is a sound, harmless .xlsx or .xlsm workbook."""
    kind = inspect(path).format
    if kind is not Format.XLSX:
        raise _error(path, catalogue.OTHER_FORMAT, format=kind.value)


def inspect(path: Path, limit: int = UNPACKED_LIMIT) -> Package:
    """Look into a file and tell its format by its content: offices rename .xls to .xlsx and the reverse.

    Args:
        path: the file.
        limit: bytes that it may unpack to.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    if path.name.startswith("~$"):
        raise _error(path, catalogue.LOCK_FILE)
    try:
        if path.is_dir():
            raise _error(path, catalogue.IS_FOLDER)
        if path.exists() and not path.is_file():
            raise _error(path, catalogue.NOT_A_WORKBOOK)  # a pipe or a device, which reading would wait for
        with path.open("rb") as file:
            head = file.read(8)
            for magic, name in _OTHER_ARCHIVES.items():
                if head.startswith(magic):
                    raise _error(path, catalogue.OTHER_ARCHIVE, format=name)
            if head != _OLE_MAGIC and not head.startswith(b"PK"):
                raise _error(path, catalogue.NOT_A_WORKBOOK)  # before a film is read into memory
            size = path.stat().st_size
            if size > limit:
                raise oversized(path, size, limit)
            content = head + file.read()
        if head == _OLE_MAGIC:
            return Package(_identify_ole(path), content, {})
        if content.count(b"PK\x01\x02") > _MOST_PARTS or not zipfile.is_zipfile(BytesIO(content)):
            raise _error(path, catalogue.DAMAGED, detail="压缩包不完整")
        with zipfile.ZipFile(BytesIO(content)) as package:
            kind, parts = _read_package(path, package, limit)
        return Package(kind, content, parts)
    except (FileNotFoundError, NotADirectoryError):
        raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
    except PermissionError:
        raise _error(path, catalogue.NO_READ_RIGHT) from None
    except OSError as cause:
        if cause.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
        raise damaged(path, cause) from cause
    except _UNPACKING as cause:
        raise damaged(path, cause) from cause


def unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's bytes, no more than it declares; ``ZipFile.read`` unpacks a liar's whole content first.

    Raises:
        zipfile.BadZipFile: its content is not what it declares.

    """
    # How much is unpacked at once can be bounded for these two only; else it is how much is read at once.
    is_bounded = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    size = _PIECE if is_bounded else _SMALL_PIECE
    with package.open(info) as member:
        while piece := member.read(size):
            yield piece


def damaged(path: Path, cause: Exception) -> InputFileError:
    """Return the error for a file whose inside contradicts its outside."""
    return _error(path, catalogue.DAMAGED, detail=type(cause).__name__)


def oversized(path: Path, size: int, limit: int) -> InputFileError:
    """Return the error for a file that would unpack to ``size`` bytes."""
    return _error(path, catalogue.OVERSIZED, size=size >> 20, limit=limit >> 20)


def _read_package(path: Path, package: zipfile.ZipFile, limit: int) -> tuple[Format, dict[str, bytes]]:
    infos = package.infolist()
    size = sum(info.file_size for info in infos)
    if size > limit:
        raise oversized(path, size, limit)
    if len({info.filename.casefold() for info in infos}) < len(infos):
        raise _error(path, catalogue.DAMAGED, detail="部件重名")  # each program would read another one
    kind = _format({info.filename for info in infos})
    if kind is Format.ODS and b"spreadsheet" not in package.read("mimetype"):
        kind = None  # a text or a presentation
    if kind is None:
        raise _error(path, catalogue.NOT_A_WORKBOOK)
    parts = {}
    for info in infos:
        if kind is Format.XLSB or not info.filename.lower().endswith(_BINARY_PARTS):
            content = b"".join(unpacked(package, info))
            # Escaped text cannot contain the bare mark; UTF-16 parts are searched in both byte orders.
            if any(mark in content for mark in _DOCTYPE_MARKS):
                raise _error(path, catalogue.DOCTYPE, part=info.filename)
            parts[info.filename] = content
        elif info.compress_type != zipfile.ZIP_STORED:
            deque(unpacked(package, info), maxlen=0)  # no picture unpacks to more than it declares
    return kind, parts


def _format(names: set[str]) -> Format | None:
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "[Content_Types].xml" in names and any(name.endswith("workbook.bin") for name in names):
        return Format.XLSB
    if "content.xml" in names:
        return Format.ODS
    # A workbook may call its main part otherwise; openpyxl finds it by the content types.
    return Format.XLSX if "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names) else None


def _identify_ole(path: Path) -> Format:
    """Tell an encrypted workbook, an old .xls and another program's file: all are OLE compound files."""
    import olefile  # only a file of this kind pays for it

    try:
        with olefile.OleFileIO(path) as compound:
            if compound.exists("EncryptedPackage"):
                raise _error(path, catalogue.ENCRYPTED)
            if compound.exists("Workbook") or compound.exists("Book"):
                return Format.XLS
    except (OSError, LookupError, ValueError) as cause:
        raise damaged(path, cause) from cause
    raise _error(path, catalogue.NOT_A_WORKBOOK)


def _error(path: Path, kind: Kind, **fields: object) -> InputFileError:
    return InputFileError(kind.at(path.name, **fields))
