"""Judge a file by its content before any of it is unpacked."""

from __future__ import annotations

import codecs
import errno
import os
import re
import zipfile
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

from yuecheng_xl.disk.archive import Archive, ArchiveError, Reason
from yuecheng_xl.disk.regular import NotRegularError, open_regular
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.places import column_number
from yuecheng_xl.grid.strange import kind_of_archive, kind_of_compound, kind_of_file, strange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yuecheng_xl.findings import Kind

UNPACKED_LIMIT = 200 * 1024 * 1024
"""Bytes that a workbook may unpack to. Ratios trip falsely on styles.xml, so bytes are capped."""


MOST_SHEETS = 1000
"""Sheets of a workbook: each costs time, whatever it holds, and a few bytes list one."""


class Format(Enum):
    """A kind of workbook; the value is the name that staff know it by. WPS's .et is one of these inside."""

    XLSX = " .xlsx "
    XLSB = " .xlsb "
    ODS = " OpenDocument（.ods）"
    XLS = "旧版 .xls "
    OTHER = "其他"


class Parts(Mapping[str, bytes]):
    """Parts by name, found whatever the case of its letters, as Excel finds them."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._names = {name.casefold(): name for name in parts}

    def __getitem__(self, name: str) -> bytes:
        return self._parts[self._names[name.casefold()]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


@dataclass(frozen=True, slots=True)
class Package:
    """What a workbook file is, its bytes, and the parts that were read to tell: all but pictures.

    The parts' names have slashes, also where the file has the back slashes of some programs. Those of strict
    Open XML say what they say by the usual names. The content of one that was locked with Excel's own
    password is what was below the encryption.
    """

    format: Format
    content: bytes
    parts: Parts
    is_strict: bool = False


_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHER_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}
_MERGED = re.compile(rb"<[\w.:-]*mergeCell\s([^<]*)")
_AREA = re.compile(rb"""\bref\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,9}):\$?([A-Za-z]{1,3})\$?(\d{1,9})["']""")
_MOST_MERGED_CELLS, _CELLS_AN_AREA = 500_000, 20
_DOCTYPE_MARKS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_UTF_16 = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""How a part in UTF-16 begins, with its mark or without."""

_WORKBOOK, _CONTENT_TYPES = "xl/workbook.xml", "[Content_Types].xml"
_MANIFEST, _ENCRYPTION, _WHOLE = "META-INF/manifest.xml", b"encryption-data", "encrypted-package"
"""Where an OpenDocument file says that its parts are encrypted, and what it holds where it is as a whole."""

_STRICT = b"http://purl.oclc.org/ooxml/"
"""Strict Open XML has other names for everything, which differ by a rule."""

_TAG = re.compile(rb"<[^<>]*")
_STRICT_NAME = re.compile(rb"""(?<=["'])http://purl\.oclc\.org/ooxml/(\w+)/""")

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = f"{{{NAMESPACE}}}"
_BINARY_PARTS = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff")


def judge(path: Path, *, only_read: bool = False, or_old: bool = False) -> Package:
    """Inspect a file that has to be an .xlsx or .xlsm.

    Args:
        path: the file.
        only_read: take what can be read and not written: strict Open XML.
        or_old: take an old .xls, or WPS's .et, too.

    Raises:
        InputFileError: the file is missing, of another format, damaged, encrypted, over-sized or harmful.

    """
    package = inspect(path)
    if or_old and package.format is Format.XLS:
        return package
    if package.format is not Format.XLSX:
        raise _error(path, catalogue.OTHER_FORMAT, format=package.format.value)
    if package.is_strict and not only_read:
        raise _error(path, catalogue.STRICT_FORMAT)
    return package


def is_old(path: Path) -> bool:
    """Tell whether a file is an old .xls, or WPS's .et, by its content.

    Raises:
        InputFileError: as :func:`inspect`.

    """
    return inspect(path).format is Format.XLS


def inspect(path: Path, limit: int = UNPACKED_LIMIT, *, follow: bool = True) -> Package:
    """Look into a file and tell its format by its content: offices rename .xls to .xlsx and the reverse.

    Args:
        path: the file.
        limit: bytes that it may unpack to.
        follow: whether it may be a link to the file.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    if is_lock_file(path.name):
        raise _error(path, catalogue.LOCK_FILE)
    try:
        with open_regular(path, follow=follow) as file:
            head = file.read(8)
            for magic, name in _OTHER_ARCHIVES.items():
                if head.startswith(magic):
                    raise _error(path, catalogue.OTHER_ARCHIVE, format=name)
            if head != _OLE_MAGIC and not head.startswith(b"PK"):
                raise strange(path, kind_of_file(path, head))  # before a film is read into memory
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                raise oversized(path, size, limit)
            content = head + file.read()
        if head == _OLE_MAGIC and _identify_ole(path, content) is None:
            content = _unlocked(path, content, limit)
        elif head == _OLE_MAGIC:
            return Package(Format.XLS, content, Parts({}))
        kind, parts = _read_package(path, Archive(content), limit)
        is_strict = any(_STRICT in Parts(parts).get(name, b"") for name in ("_rels/.rels", _WORKBOOK))
        parts = _usual(parts) if is_strict else parts
        return Package(kind, content, Parts(parts), is_strict)
    except NotRegularError:
        raise _error(path, catalogue.NOT_REGULAR) from None
    except IsADirectoryError:
        raise _error(path, catalogue.IS_FOLDER) from None
    except (FileNotFoundError, NotADirectoryError):
        raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
    except PermissionError:
        raise _error(path, catalogue.NO_READ_RIGHT) from None
    except OSError as cause:
        if cause.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise _error(path, catalogue.FILE_MISSING, file=path.absolute()) from None
        raise damaged(path, cause) from cause
    except MemoryError:
        raise _error(path, catalogue.TOO_COSTLY) from None
    except (ArchiveError, LookupError, ValueError) as cause:
        raise damaged(path, cause) from cause


def is_lock_file(name: str) -> bool:
    """Tell the names of what Excel (~$), WPS (.~) and LibreOffice (.~lock.…#) keep beside open workbooks."""
    return name.startswith(("~$", ".~"))


def damaged(path: Path, cause: Exception) -> InputFileError:
    """Return the error for a file that is not what its container says."""
    is_cut = isinstance(cause, ArchiveError) and cause.reason in (Reason.NO_ARCHIVE, Reason.TOO_MANY)
    return _error(path, catalogue.DAMAGED, detail="压缩包不完整" if is_cut else type(cause).__name__)


def oversized(path: Path, size: int, limit: int) -> InputFileError:
    """Return the error for a file that unpacks to ``size`` bytes."""
    return _error(path, catalogue.OVERSIZED, size=-(-size >> 20), limit=limit >> 20)


class Much(Enum):
    """What a file may have too much of to be read; the value is the word that staff see."""

    CELLS = "单元格"
    MERGED = "合并单元格"
    SHEETS = "工作表"
    FORMATS = "格式"
    MARKUP = "内部标记"


def too_much(path: Path, what: Much) -> InputFileError:
    """Return the error for a file of which a few kilobytes stand for more than a table has."""
    return _error(path, catalogue.TOO_MUCH, what=what.value)


def _read_package(path: Path, archive: Archive, limit: int) -> tuple[Format, dict[str, bytes]]:
    if archive.size > limit:
        raise oversized(path, archive.size, limit)
    infos = {info.filename.replace("\\", "/"): info for info in archive.infos}
    names = {name.casefold() for name in infos}
    if len(names) < len(archive.infos):
        raise _error(path, catalogue.DAMAGED, detail="部件重名")  # each program would read another one
    kind = _format(names)
    if kind is Format.ODS and b"spreadsheet" not in archive.read("mimetype"):
        kind = None  # a text or a presentation
    if kind is Format.ODS and (_WHOLE in names or _ENCRYPTION in archive.read(_MANIFEST)):
        raise _error(path, catalogue.ENCRYPTED)
    if kind is None:
        raise strange(path, kind_of_archive(path, names) or kind_of_file(path, b""))
    parts = {}
    for name, info in infos.items():
        if kind is Format.XLSB or not name.lower().endswith(_BINARY_PARTS):
            content = archive.read(info)
            # Escaped text cannot contain the bare mark; UTF-16 parts are searched in both byte orders.
            if any(map(content.__contains__, _DOCTYPE_MARKS)):
                raise _error(path, catalogue.DOCTYPE, part=name)
            if _merged_cells(content) > _MOST_MERGED_CELLS:
                raise too_much(path, Much.MERGED)
            parts[name] = content
        elif info.compress_type != zipfile.ZIP_STORED:
            deque(archive.stream(info), maxlen=0)  # no picture unpacks to more than it declares
    return kind, parts


def _usual(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a strict package with the names of the usual kind; texts stay as they are."""

    def renamed(tag: re.Match[bytes]) -> bytes:
        return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", tag[0])

    return {
        name: _TAG.sub(renamed, content) if _STRICT in content else content for name, content in parts.items()
    }


def _merged_cells(sheet: bytes) -> int:
    """Count the cells of a sheet's merged areas: readers go through them one by one. An area costs, too."""
    text = _readable(sheet)
    if b"mergeCell" not in text:
        return 0
    count = 0
    for tag in _MERGED.finditer(text):
        if b"&" in tag[1]:
            return _MOST_MERGED_CELLS + 1  # no program writes a reference so: it is hidden on purpose
        for area in _AREA.finditer(tag[1]):
            left, top, right, bottom = area.groups()
            width = abs(column_number(right.decode()) - column_number(left.decode())) + 1
            count += width * (abs(int(bottom) - int(top)) + 1) + _CELLS_AN_AREA
        if count > _MOST_MERGED_CELLS:
            break
    return count


def _readable(part: bytes) -> bytes:
    """Return a part as patterns find something in it: one in UTF-16 in UTF-8."""
    for start, code in _UTF_16:
        if part.startswith(start):
            return part.decode(code, "replace").encode()
    return part


def _format(names: set[str]) -> Format | None:
    """Tell the format by the parts' names in small letters."""
    if _WORKBOOK in names:
        return Format.XLSX
    has_types = _CONTENT_TYPES.casefold() in names
    if has_types and any(name.endswith("workbook.bin") for name in names):
        return Format.XLSB
    if "content.xml" in names or _WHOLE in names:
        return Format.ODS
    # A workbook may call its main part otherwise; openpyxl finds it by the content types.
    return Format.XLSX if has_types and any(name.startswith("xl/") for name in names) else None


def _unlocked(path: Path, content: bytes, limit: int) -> bytes:
    """Return the package below an encryption with Excel's own password."""
    from yuecheng_xl.grid.unlocking import LockedError, unlocked  # noqa: PLC0415 - only such a file pays for it

    try:
        plain = unlocked(content)
    except LockedError:
        raise _error(path, catalogue.ENCRYPTED) from None
    if len(plain) > limit:
        raise oversized(path, len(plain), limit)
    return plain


def _identify_ole(path: Path, content: bytes) -> Format | None:
    """Tell an encrypted package (None), an old .xls and another program's file: all are compound files."""
    import olefile  # noqa: PLC0415 - only a file of this kind pays for it

    try:
        with olefile.OleFileIO(BytesIO(content)) as compound:
            if compound.exists("EncryptedPackage"):
                return None
            if compound.exists("Workbook") or compound.exists("Book"):
                return Format.XLS
            streams = [entry[0] for entry in compound.listdir()]
    except (OSError, LookupError, ValueError) as cause:
        raise damaged(path, cause) from cause
    raise strange(path, kind_of_compound(path, streams))


def _error(path: Path, kind: Kind, **fields: object) -> InputFileError:
    return InputFileError(kind.at(path.name, **fields))
