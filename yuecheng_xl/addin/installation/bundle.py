"""Make a folder for Windows PCs without internet or Python, from downloaded files."""

from __future__ import annotations

import re
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from yuecheng_xl.addin.installation.wheels import Target, needed
from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.disk.shipped import master_workbook, templates_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATHS = "Lib/site-packages"
# The machine in the head of python.exe: the names of platform and machine.
_PLATFORMS = {0x8664: ("win_amd64", "AMD64"), 0x014C: ("win32", "x86"), 0xAA64: ("win_arm64", "ARM64")}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The folder made, the Python in it, and the packages by name and version."""

    folder: Path
    python: str
    packages: tuple[str, ...]


def bundle(python: Path, wheels: Path, out: Path) -> Bundle:
    """Make the folder ``out`` from an embeddable Python's zip and a folder of wheels, with this program's.

    Raises:
        AddinError: the ``packaging`` library is missing, or a wheel that Windows needs.
        InputFileError: the zip or a wheel is missing, damaged, or something else.
        OutputError: the folder exists, or cannot be written.

    """
    if out.exists():
        raise OutputError(catalogue.BUNDLE_EXISTS.at(str(out)))
    embedded = _read_python(python)
    chosen = needed(wheels, embedded)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".~", dir=out.parent) as temporary:
            folder = Path(temporary) / out.name
            home = folder / "python"
            _unpack(python, home)
            # The whole path of this Python: nothing of the PC's own is ever on it. "import site" has the
            # .pth files read, by which pywin32 finds its libraries.
            path = [f"python{embedded.tag}.zip", ".", _PATHS.replace("/", "\\"), "import site"]
            (home / f"python{embedded.tag}._pth").write_text("\n".join(path) + "\n", encoding="utf-8")
            for wheel in chosen:
                _install(wheel.file, home)
            shutil.copytree(templates_folder() / "addin" / "bundle", folder, dirs_exist_ok=True)
            # The workbook to begin with, where a clerk looks for it.
            shutil.copytree(master_workbook().parent, folder, dirs_exist_ok=True)
            folder.rename(out)
    except OSError as cause:
        detail = cause.strerror or type(cause).__name__
        raise OutputError(catalogue.CANNOT_WRITE.at(str(out), file=out, detail=detail)) from cause
    return Bundle(out, embedded.named, tuple(f"{wheel.name} {wheel.version}" for wheel in chosen))


def _read_python(archive: Path) -> Target:
    if not archive.exists():
        raise InputFileError(catalogue.FILE_MISSING.at(archive.name, file=archive))
    try:
        with archive.open("rb") as file:
            package = Archive(file)
            matches = [re.fullmatch(r"python(\d)(\d+)\._pth", name) for name in package.names]
            match = next(filter(None, matches), None)
            if match is None or "python.exe" not in package.names:
                raise InputFileError(catalogue.NOT_EMBEDDABLE.at(archive.name, detail="python.exe, ._pth"))
            program = package.read("python.exe")
    except (ArchiveError, OSError) as cause:
        raise InputFileError(catalogue.NOT_EMBEDDABLE.at(archive.name, detail=str(cause))) from cause
    try:
        (header,) = struct.unpack_from("<I", program, 0x3C)
        platform, machine = _PLATFORMS[struct.unpack_from("<H", program, header + 4)[0]]
    except (struct.error, KeyError) as cause:
        raise InputFileError(catalogue.NOT_EMBEDDABLE.at(archive.name, detail="python.exe")) from cause
    return Target((int(match[1]), int(match[2])), platform, machine)


def _install(wheel: Path, home: Path) -> None:
    """Unpack a wheel without its command files, which hold the path of one PC's Python."""
    for part, data in _parts(wheel):
        folder, _, rest = str(part).partition("/")
        if folder.endswith(".data"):
            kind, _, rest = rest.partition("/")
            if kind in ("purelib", "platlib"):
                _put(home / _PATHS / rest, data)
            elif kind == "data":
                _put(home / rest, data)
        else:
            _put(home / _PATHS / part, data)


def _unpack(archive: Path, folder: Path) -> None:
    for part, data in _parts(archive):
        _put(folder / part, data)


def _parts(archive: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files of an archive; none can lie outside the folder into which it is unpacked."""
    try:
        with archive.open("rb") as file:
            package = Archive(file)
            for entry in package.infos:
                part = PurePosixPath(entry.filename.replace("\\", "/"))
                if part.is_absolute() or ".." in part.parts or ":" in entry.filename:
                    raise InputFileError(catalogue.WHEEL_DAMAGED.at(archive.name, detail=entry.filename))
                if not entry.is_dir():
                    yield part, package.read(entry)
    except ArchiveError as cause:
        raise InputFileError(catalogue.WHEEL_DAMAGED.at(archive.name, detail=str(cause))) from cause


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
