"""Judge a file by its content before any of it is unpacked."""

from __future__ import annotations

import errno
import lzma
import re
import struct
import zipfile
import zlib
from collections import deque
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string
from openpyxl.xml.constants import SHEET_MAIN_NS

from yuecheng_xl.errors import InputFileError
from yuecheng_xl.memo import kept
from yuecheng_xl.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yuecheng_xl.findings import Kind

BOUNDED_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MEMBER_HEAD = struct.Struct("<4s22xHH")
"""The head of a member: its mark, and the lengths of the name and of what else stands before its content."""

_MEMBER, _ENCRYPTED, _UTF_8 = b"PK\x03\x04", 0x1, 0x800
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
_MERGED = re.compile(
    rb"""mergeCell\s[^<>]*?ref\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,9}):\$?([A-Za-z]{1,3})\$?(\d{1,9})["']"""
)
_MOST_MERGED_CELLS, _CELLS_AN_AREA = 500_000, 20
_BYTES_A_CELL = 256
_DOCTYPE_MARKS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises for a package that is damaged, or has a part encrypted on its own (RuntimeError)."""
_WORKBOOK = "xl/workbook.xml"
_MAIN_PART = re.compile(rb'PartName="/([^"]+)"\s+ContentType="[^"]*\.main\+xml"')
MAIN = f"{{{SHEET_MAIN_NS}}}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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
            kind, parts = _read_package(path, package, content, limit)
        return Package(kind, content, parts)
    except (FileNotFoundError, NotADirectoryError):
        raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
    except PermissionError:
        raise _error(path, catalogue.NO_READ_RIGHT) from None
    except OSError as cause:
        if cause.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
        raise damaged(path, cause) from cause
    except UNPACKING_ERRORS as cause:
        raise damaged(path, cause) from cause


def unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, piece: int = 1 << 20) -> Iterator[bytes]:
    """Yield a member's bytes, no more than it declares: of one that lies, ``ZipFile.read`` unpacks all.

    Raises:
        zipfile.BadZipFile: its content is not what it declares.
        NotImplementedError: another method, of which a few bytes could unpack to a gigabyte at once.

    """
    if info.compress_type not in BOUNDED_METHODS:
        raise NotImplementedError(f"compression method {info.compress_type}")
    with package.open(info) as member:
        while content := member.read(piece):
            yield content


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet of an .xlsx by the sheet's title.

    Raises:
        LookupError: a part is missing.
        xml.etree.ElementTree.ParseError: a part is no XML.

    """
    name = _WORKBOOK
    if name not in parts:  # a workbook may call its main part otherwise
        found = _MAIN_PART.search(parts["[Content_Types].xml"])
        name = found[1].decode() if found else name
    folder, _, base = name.rpartition("/")
    return _sheet_parts(parts[name], parts[f"{folder}/_rels/{base}.rels"], folder)


@kept(64, 1 << 20)  # the forms of a batch are alike in this
def _sheet_parts(workbook: bytes, relations: bytes, folder: str) -> dict[str, str]:
    targets = {
        item.get("Id"): item.get("Target", "")
        for item in ElementTree.fromstring(relations)  # noqa: S314 - inspected: no DOCTYPE
    }
    found = {}
    for sheet in ElementTree.fromstring(workbook).iter(f"{MAIN}sheet"):  # noqa: S314 - inspected
        target = targets[sheet.get(_RELATION)]
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return found


def damaged(path: Path, cause: Exception) -> InputFileError:
    """Return the error for a file whose inside contradicts its outside."""
    return _error(path, catalogue.DAMAGED, detail=type(cause).__name__)


def oversized(path: Path, size: int, limit: int) -> InputFileError:
    """Return the error for a file that would unpack to ``size`` bytes."""
    return _error(path, catalogue.OVERSIZED, size=-(-size >> 20), limit=limit >> 20)


def _read_package(
    path: Path, package: zipfile.ZipFile, whole: bytes, limit: int
) -> tuple[Format, dict[str, bytes]]:
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
            content = _part(whole, info)
            # Escaped text cannot contain the bare mark; UTF-16 parts are searched in both byte orders.
            if any(mark in content for mark in _DOCTYPE_MARKS):
                raise _error(path, catalogue.DOCTYPE, part=info.filename)
            if (merged := _merged_cells(content)) > _MOST_MERGED_CELLS:
                raise oversized(path, merged * _BYTES_A_CELL, _MOST_MERGED_CELLS * _BYTES_A_CELL)
            parts[info.filename] = content
        elif info.compress_type != zipfile.ZIP_STORED:
            deque(unpacked(package, info), maxlen=0)  # no picture unpacks to more than it declares
    return kind, parts


def _part(whole: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes as :func:`unpacked` would, at a sixth of the time: a batch has many small ones.

    Raises:
        zipfile.BadZipFile: its content is not what the directory declares.
        NotImplementedError: another method.
        RuntimeError: it is encrypted on its own.

    """
    if info.compress_type not in BOUNDED_METHODS:
        raise NotImplementedError(f"compression method {info.compress_type}")
    if info.flag_bits & _ENCRYPTED:
        raise RuntimeError("encrypted")
    magic, name_length, extra_length = MEMBER_HEAD.unpack_from(whole, info.header_offset)
    name_at = info.header_offset + MEMBER_HEAD.size
    name = whole[name_at : name_at + name_length]
    begin = name_at + name_length + extra_length
    packed = whole[begin : begin + info.compress_size]
    stored = info.compress_type == zipfile.ZIP_STORED
    # One byte more than declared, to notice a member that lies.
    content = packed if stored else zlib.decompressobj(-15).decompress(packed, info.file_size + 1)
    declared = (info.orig_filename, info.file_size, info.CRC)
    decoded = name.decode("utf-8" if info.flag_bits & _UTF_8 else "cp437")
    if magic != _MEMBER or declared != (decoded, len(content), zlib.crc32(content)):
        raise zipfile.BadZipFile("the member is not what the directory declares")
    return content


def _merged_cells(sheet: bytes) -> int:
    """Count the cells of a sheet's merged areas: openpyxl makes them one by one. An area costs, too."""
    if b"mergeCell" not in sheet:
        return 0
    count = 0
    for area in _MERGED.finditer(sheet):
        left, top, right, bottom = area.groups()
        width = abs(column_index_from_string(right.decode()) - column_index_from_string(left.decode())) + 1
        count += width * (abs(int(bottom) - int(top)) + 1) + _CELLS_AN_AREA
        if count > _MOST_MERGED_CELLS:
            break
    return count


def _format(names: set[str]) -> Format | None:
    if _WORKBOOK in names:
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
