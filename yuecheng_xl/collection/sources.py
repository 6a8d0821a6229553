"""The input files: those of a folder and its sub-folders, and those inside zip archives."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.errors import InputFileError
from yuecheng_xl.grid.package import UNPACKED_LIMIT
from yuecheng_xl.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 3
"""Archives inside archives that are opened; people send one or two deep."""

_MOST_MEMBERS = 20_000
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")
_UNPACKING = (
    OSError,
    LookupError,
    RuntimeError,
    EOFError,
    NotImplementedError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_ILLEGAL = re.compile(r'[<>:"|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. ``members`` leads through archives to it; ``error`` says why it cannot be opened."""

    label: str
    path: Path
    members: tuple[str, ...] = ()
    error: InputFileError | None = None

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """Give the file's path for as long as it is read; a member of an archive is unpacked meanwhile.

        Raises:
            InputFileError: the file cannot be unpacked.

        """
        if self.error is not None:
            raise self.error
        if not self.members:
            yield self.path
            return
        with tempfile.TemporaryDirectory(prefix="yuecheng-xl-") as folder:
            path = self.path
            for depth, member in enumerate(self.members):
                content = _read_member(path, member)
                path = Path(folder) / str(depth) / Path(safe_label(self.label)).name
                path.parent.mkdir()
                path.write_bytes(content)
            yield path


def find_sources(folder: Path, leave_out: Path | None = None) -> list[Source]:
    """Return the input files of a folder in the order of their names; files that systems keep are no input.

    Args:
        folder: the folder of submissions.
        leave_out: a folder below it that is not looked into: the results.

    Raises:
        InputFileError: the folder is missing.

    """
    if not folder.is_dir():
        raise InputFileError(catalogue.FOLDER_MISSING.at(file=folder.absolute()))
    left_out = leave_out.resolve() if leave_out else None
    found: list[Source] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and Path(root, name).resolve() != left_out
        )
        for name in names:
            path = Path(root, name)
            if not _is_system_file(name):
                found += _with_members(Source(path.relative_to(folder).as_posix(), path))
    return sorted(found, key=lambda source: source.label)


def safe_label(label: str) -> str:
    """Return a label whose parts are file names that Windows takes, and that leads nowhere else."""
    parts = [_ILLEGAL.sub("_", part).rstrip(" .") for part in re.split(r"[/\\]+", label)]
    return "/".join(part for part in parts if part) or "_"


def _is_system_file(name: str) -> bool:
    return name.casefold() in _SYSTEM_FILES or name.startswith("._")


def _with_members(source: Source) -> list[Source]:
    """Return the file, or where it is an archive of files, those."""
    if source.label.lower().endswith(_WORKBOOKS):
        return [source]  # whatever is inside, it was meant as one
    try:
        with source.opened() as path:
            if not _is_archive(path):
                return [source]
            if len(source.members) >= _DEEPEST:
                return [_failed(source, InputFileError(catalogue.ARCHIVE_TOO_DEEP.at(source.label)))]
            with zipfile.ZipFile(path) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
    except InputFileError as error:
        return [_failed(source, error)]
    except _UNPACKING as cause:
        return [_failed(source, _archive_damaged(source.label, cause))]
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > 10 * UNPACKED_LIMIT:
        return [_failed(source, InputFileError(catalogue.ARCHIVE_OVERSIZED.at(source.label)))]
    found = []
    for info in infos:
        name = _name(info)
        if _is_system_file(name.rpartition("/")[2]) or name.startswith("__MACOSX/"):
            continue
        label = f"{source.label}/{safe_label(name)}"
        found += _with_members(Source(label, source.path, (*source.members, info.filename)))
    return found


def _is_archive(path: Path) -> bool:
    """Tell an archive of files from a workbook or document, which are zip packages, too."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
            with zipfile.ZipFile(file) as package:
                names = set(package.namelist())
    except _UNPACKING:
        return False  # reading it as a workbook says what is wrong
    is_document = "[Content_Types].xml" in names or "mimetype" in names or "content.xml" in names
    return not is_document and not any(name.startswith("xl/") for name in names)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: Chinese Windows writes GBK and does not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _read_member(path: Path, member: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(member)
            if info.file_size > UNPACKED_LIMIT:
                raise InputFileError(
                    catalogue.OVERSIZED.at(member, size=info.file_size >> 20, limit=UNPACKED_LIMIT >> 20)
                )
            if info.flag_bits & 0x1:
                raise InputFileError(catalogue.ARCHIVE_ENCRYPTED.at(member))
            return archive.read(info)
    except _UNPACKING as cause:
        raise _archive_damaged(member, cause) from cause


def _archive_damaged(label: str, cause: Exception) -> InputFileError:
    return InputFileError(catalogue.DAMAGED.at(label, detail=type(cause).__name__))


def _failed(source: Source, error: InputFileError) -> Source:
    return Source(source.label, source.path, source.members, error)
