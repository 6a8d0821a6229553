"""The input files: those of a folder and its sub-folders, and those inside zip archives."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import traceback
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from yuecheng_xl.collection.mail import MailError, attachments
from yuecheng_xl.collection.output import is_output
from yuecheng_xl.disk import log
from yuecheng_xl.disk.archive import Archive, ArchiveError, Reason
from yuecheng_xl.disk.beside import is_beside
from yuecheng_xl.disk.files import pour
from yuecheng_xl.disk.folder import CLAIM
from yuecheng_xl.disk.names import LONGEST, ODD, cut, safe_name
from yuecheng_xl.disk.regular import is_link, leads_on, open_regular
from yuecheng_xl.disk.scratch import cannot_unpack
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError, YuechengError
from yuecheng_xl.grid.package import UNPACKED_LIMIT, damaged, is_lock_file, oversized
from yuecheng_xl.grid.strange import kind_of_archive
from yuecheng_xl.process.apart import ApartError, NotStartedError, apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO
    from zipfile import ZipInfo

_DEEPEST = 3
"""Archives inside archives that are opened; people send one or two deep."""

_ZIP = b"PK\x03\x04"
_MOST_MEMBERS = 20_000
_MOST_BYTES = 10 * UNPACKED_LIMIT
"""What an archive may hold, with all archives inside it."""

_ORDINARY, _MOST_COPIED = 1 << 20, 2 << 30
"""Bytes of a file that goes back whatever else does, and of all larger ones together."""

_SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")
_SLASHES = re.compile(r"[/\\]+")
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
    size: int = 0

    @contextmanager
    def opened(self, scratch: Path) -> Iterator[Path]:
        """Give the file's path for as long as it is read; a member of an archive is unpacked meanwhile.

        Args:
            scratch: the folder below which it is unpacked. It goes with the run: what a process that was
                ended did not remove goes, too.

        Raises:
            InputFileError: the file cannot be unpacked.
            OutputError: there is no room to unpack it.

        """
        if self.error is not None:
            raise self.error
        if not self.members:
            yield self.path
            return
        try:
            folder = Path(tempfile.mkdtemp(dir=scratch))
        except OSError as cause:
            raise cannot_unpack(scratch, cause) from cause
        try:
            path = self.path
            for depth, member in enumerate(self.members):
                target = folder / str(depth) / PurePosixPath(safe_label(self.label)).name
                _unpack(path, member, target)
                path = target
            yield path
        finally:
            shutil.rmtree(folder, ignore_errors=True)


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


def find_sources(folder: Path, scratch: Path, leave_out: Path | None = None) -> list[Source]:
    """Return the input files of a folder in the order of their names; files that systems keep are no input.

    Args:
        folder: the folder of submissions.
        scratch: where archives inside archives are unpacked.
        leave_out: a folder below it that is not looked into: the results.

    Raises:
        OutputError: there is no room to unpack an archive.

    """
    left_out = leave_out.resolve() if leave_out else None
    found: list[Source] = []
    for root, folders, names in os.walk(folder):
        below = [Path(root, name) for name in sorted(folders) if not name.startswith(".")]
        below = [path for path in below if path.resolve() != left_out and not is_output(path)]
        links = [path for path in below if is_link(path)]  # lead back here or anywhere; not passed over
        folders[:] = [path.name for path in below if path not in links]
        for path in [*links, *(Path(root, name) for name in names if not _is_nobodys(name))]:
            source = _source(path, _label(path.relative_to(folder)))
            found += _with_members(source, scratch) if source.error is None else [source]
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
    parts = [safe_name(part) for part in _SLASHES.split(label)]
    return "/".join([part for part in parts if part][-_MOST_FOLDERS:]) or "_"


def too_large_to_return(sources: Sequence[Source]) -> set[str]:
    """Return the labels of the files of which no copy goes back: a batch must not fill the disk."""
    found, left = set(), _MOST_COPIED
    for source in sorted(sources, key=lambda source: source.size):
        if source.size > _ORDINARY:
            left -= source.size
        if source.size > UNPACKED_LIMIT or left < 0:
            found.add(source.label)
    return found


def _source(path: Path, label: str) -> Source:
    """Return a file of the folder, with the reason where it is not even to be opened."""
    kind = None
    try:
        state = path.lstat()
    except OSError:
        return Source(label, path)  # reading it says what is wrong
    if leads_on(state):
        kind = catalogue.IS_LINK
    elif not stat.S_ISREG(state.st_mode):
        kind = catalogue.NOT_REGULAR
    elif is_lock_file(path.name):
        kind = catalogue.LOCK_FILE
    error = None if kind is None else InputFileError(kind.at(path.name))
    return Source(label, path, error=error, size=state.st_size)


def _is_nobodys(name: str) -> bool:
    """Tell whether nobody sent a file: a system or we ourselves keep it there."""
    return _is_system_file(name) or name == CLAIM or is_beside(name)


def _is_system_file(name: str) -> bool:
    return name.casefold() in _SYSTEM_FILES or name.startswith("._")


def _with_members(source: Source, scratch: Path) -> list[Source]:
    """Return the file, or where it is an archive of files, those."""
    try:
        return _inside(source, scratch, _Allowance())
    except _ArchiveTooLargeError:
        return [_failed(source, InputFileError(catalogue.ARCHIVE_OVERSIZED.at(source.label)))]
    except (YuechengError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - one archive must not stop a batch; the log keeps the cause
        said = log.write(f"{source.label}\n{traceback.format_exc()}")
        return [_failed(source, InputFileError(catalogue.FILE_FAILED.at(log=said)))]


def _inside(source: Source, scratch: Path, allowance: _Allowance) -> list[Source]:
    if source.label.lower().endswith(_WORKBOOKS):
        return [source]  # whatever is inside, it was meant as a workbook
    if source.label.lower().endswith(".eml"):
        return _attached(source, scratch, allowance)
    try:
        with source.opened(scratch) as path, open_regular(path, follow=False) as file:
            archive = _archive_of_files(file, source.label)
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
        if name.endswith("/") or _is_system_file(name.rpartition("/")[2]) or name.startswith("__MACOSX/"):
            continue
        label = f"{source.label}/{safe_label(name)}"
        member = Source(label, source.path, (*source.members, info), size=info.file_size)
        found += _inside(member, scratch, allowance) if info.header_offset in nested else [member]
    return found


def _attached(source: Source, scratch: Path, allowance: _Allowance) -> list[Source]:
    """Return a mail's attachments, or the mail where it has none: reading it says what helps."""
    try:
        with source.opened(scratch) as path:
            folder = Path(tempfile.mkdtemp(dir=scratch))  # goes with the run
            try:
                found = apart(attachments, path, folder)
            except NotStartedError:
                found = attachments(path, folder)
    except InputFileError as error:
        return [_failed(source, error)]
    except (ApartError, MailError):
        return [_failed(source, InputFileError(catalogue.TOO_COSTLY.at(source.label)))]
    except OSError as cause:
        return [_failed(source, damaged(Path(source.label), cause))]
    allowance.files -= len(found)
    if allowance.files < 0:
        raise _ArchiveTooLargeError
    members = [
        Source(f"{source.label}/{safe_label(name)}", path, size=path.stat().st_size) for name, path in found
    ]
    return [one for member in members for one in _inside(member, scratch, allowance)] or [source]


def _archive_of_files(file: IO[bytes], label: str) -> Archive | None:
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
    is_document = is_document or kind_of_archive(Path(label), names) is not None
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
    """Unpack a member that the archive's directory says is at a place.

    Raises:
        InputFileError: it cannot be read.
        OutputError: it cannot be written.

    """
    if info.file_size > UNPACKED_LIMIT:
        raise oversized(target, info.file_size, UNPACKED_LIMIT)
    try:
        with open_regular(path, follow=False) as file:
            pour(_archive(file, info).stream(info), target, partial(cannot_unpack, target.parent))
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
    return replace(source, error=error)
