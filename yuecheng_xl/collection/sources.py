"""The input files: those of a folder and its sub-folders, and those inside zip archives."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from yuecheng_xl.collection.output import is_output
from yuecheng_xl.disk.archive import Archive, ArchiveError, Reason
from yuecheng_xl.disk.beside import is_beside
from yuecheng_xl.disk.folder import CLAIM
from yuecheng_xl.disk.names import LONGEST, ODD, cut, safe_name
from yuecheng_xl.disk.regular import is_link, open_regular
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.package import UNPACKED_LIMIT, damaged, oversized

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO
    from zipfile import ZipInfo

_DEEPEST = 3
"""Archives inside archives that are opened; people send one or two deep."""

_ZIP = b"PK\x03\x04"
_MOST_MEMBERS = 20_000
_MOST_BYTES = 10 * UNPACKED_LIMIT
"""What an archive may hold, with all archives inside it."""

_SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")
_UNWRITABLE = re.compile(f"[{ODD}]")
_MOST_FOLDERS = 12


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. ``members`` leads through archives to it; ``error`` says why it cannot be opened.

    A member is its entry in the archive's directory: names may stand there twice, and reading the directory
    anew for each of ten thousand members would take minutes.
    """

    label: str
    path: Path
    members: tuple[ZipInfo, ...] = ()
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
                target = Path(folder) / str(depth) / PurePosixPath(safe_label(self.label)).name
                target.parent.mkdir()
                _unpack(path, member, target)
                path = target
            yield path


@dataclass(slots=True)
class _Allowance:
    """What is left of an archive's files and bytes while its insides are listed."""

    files: int = _MOST_MEMBERS
    size: int = _MOST_BYTES

    def take(self, archive: Archive) -> None:
        self.files -= len(archive.infos)
        self.size -= archive.size
        if self.files < 0 or self.size < 0:
            raise _ArchiveTooLargeError


class _ArchiveTooLargeError(Exception):
    pass


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
        below = [Path(root, name) for name in sorted(folders) if not name.startswith(".")]
        below = [path for path in below if path.resolve() != left_out and not is_output(path)]
        folders[:] = [path.name for path in below if not is_link(path)]
        links = [
            path for path in below if is_link(path)
        ]  # lead back here or anywhere, but are not passed over
        for path in [*links, *(Path(root, name) for name in names if not _is_nobodys(name))]:
            source = Source(_label(path.relative_to(folder)), path, error=_why_closed(path))
            found += _with_members(source) if source.error is None else [source]
    found.sort(key=lambda source: (source.label, str(source.path)))
    return _with_own_labels(found)


def _label(path: Path) -> str:
    """Return a path as outputs can say it. What is no text may be GBK, from a Chinese Windows."""
    label = path.as_posix()
    try:
        label.encode()
    except UnicodeEncodeError:
        with suppress(UnicodeError):
            label = os.fsencode(label).decode("gb18030")
    return _UNWRITABLE.sub("_", label)


def _with_own_labels(sources: list[Source]) -> list[Source]:
    """Give files whose labels have become the same a number each: a label stands for one file."""
    taken = {source.label for source in sources}
    seen: Counter[str] = Counter()
    found = []
    for source in sources:
        label = source.label
        while seen[source.label] and label in taken:
            path = PurePosixPath(source.label)
            seen[source.label] += 1
            stem = cut(path.stem, LONGEST - 40)
            label = str(path.with_name(f"{stem}（{seen[source.label]}）{path.suffix}"))
        seen[source.label] += not seen[source.label]
        taken.add(label)
        found.append(source if label == source.label else replace(source, label=label))
    return found


def safe_label(label: str) -> str:
    """Return a label whose parts are file names that Windows takes, and that leads nowhere else."""
    parts = [safe_name(part) for part in re.split(r"[/\\]+", label)]
    return "/".join([part for part in parts if part][-_MOST_FOLDERS:]) or "_"


def _why_closed(path: Path) -> InputFileError | None:
    """Return why a file of the folder is not even opened, if it is not."""
    try:
        state = path.lstat()
        if is_link(path):
            return InputFileError(catalogue.IS_LINK.at(path.name))
    except OSError:
        return None  # reading it says what is wrong
    if not stat.S_ISREG(state.st_mode):
        return InputFileError(catalogue.NOT_REGULAR.at(path.name))
    if path.name.startswith(".~lock.") and path.name.endswith("#"):  # as LibreOffice names what "~$" is
        return InputFileError(catalogue.LOCK_FILE.at(path.name))
    return None


def _is_nobodys(name: str) -> bool:
    """Tell whether nobody sent a file: a system or we ourselves keep it there."""
    return _is_system_file(name) or name == CLAIM or is_beside(name)


def _is_system_file(name: str) -> bool:
    return name.casefold() in _SYSTEM_FILES or name.startswith("._")


def _with_members(source: Source) -> list[Source]:
    """Return the file, or where it is an archive of files, those."""
    try:
        return _inside(source, _Allowance())
    except _ArchiveTooLargeError:
        return [_failed(source, InputFileError(catalogue.ARCHIVE_OVERSIZED.at(source.label)))]


def _inside(source: Source, allowance: _Allowance) -> list[Source]:
    if source.label.lower().endswith(_WORKBOOKS):
        return [source]  # whatever is inside, it was meant as a workbook
    try:
        with source.opened() as path, open_regular(path, follow=False) as file:
            archive = _archive_of_files(file)
            if archive is None:
                return [source]
            if len(source.members) >= _DEEPEST:
                return [_failed(source, InputFileError(catalogue.ARCHIVE_TOO_DEEP.at(source.label)))]
            allowance.take(archive)
            nested = {info.header_offset for info in archive.infos if _begins_as_zip(archive, info)}
    except InputFileError as error:
        return [_failed(source, error)]
    except OSError as cause:
        if not source.members:
            return [source]  # reading it as a workbook says what is wrong
        return [_failed(source, damaged(Path(source.label), cause))]
    found = []
    for info in archive.infos:
        name = _name(info)
        if info.is_dir() or _is_system_file(name.rpartition("/")[2]) or name.startswith("__MACOSX/"):
            continue
        label = f"{source.label}/{safe_label(name)}"
        member = Source(label, source.path, (*source.members, info))
        found += _inside(member, allowance) if info.header_offset in nested else [member]
    return found


def _archive_of_files(file: IO[bytes]) -> Archive | None:
    """Return the archive; None where it is none, or a workbook or document, which are zip packages, too."""
    if file.read(len(_ZIP)) != _ZIP:
        return None
    try:
        archive = _archive(file)
    except ArchiveError as error:
        if error.reason is Reason.TOO_MANY:
            raise _ArchiveTooLargeError from error
        return None  # reading it as a workbook says what is wrong
    names = {name.replace("\\", "/") for name in archive.names}
    is_document = "[Content_Types].xml" in names or "mimetype" in names or "content.xml" in names
    return None if is_document or any(name.startswith("xl/") for name in names) else archive


def _archive(file: IO[bytes], *infos: ZipInfo) -> Archive:
    # Some programs write a member's name as GBK in one place and as UTF-8 in the other.
    return Archive(file, infos=infos or None, most=_MOST_MEMBERS, same_names=False)


def _begins_as_zip(archive: Archive, info: ZipInfo) -> bool:
    try:
        return next(archive.stream(info, len(_ZIP)), b"") == _ZIP
    except (ArchiveError, OSError):
        return False  # unpacking all of it says what is wrong


def _name(info: ZipInfo) -> str:
    """Return a member's name: Chinese Windows writes GBK and does not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _unpack(path: Path, info: ZipInfo, target: Path) -> None:
    """Unpack a member that the archive's directory says is at a place."""
    if info.file_size > UNPACKED_LIMIT:
        raise oversized(target, info.file_size, UNPACKED_LIMIT)
    try:
        with open_regular(path, follow=False) as file, target.open("wb") as unpacked:
            for content in _archive(file, info).stream(info):
                unpacked.write(content)
    except ArchiveError as cause:
        match cause.reason:
            case Reason.ENCRYPTED:
                finding = catalogue.ARCHIVE_ENCRYPTED.at(target.name)
            case Reason.METHOD:
                finding = catalogue.OTHER_ARCHIVE.at(target.name, format="以特殊方法压缩的 ZIP")
            case _:
                raise damaged(target, cause) from cause
        raise InputFileError(finding) from cause
    except OSError as cause:
        raise damaged(target, cause) from cause


def _failed(source: Source, error: InputFileError) -> Source:
    return Source(source.label, source.path, source.members, error)
