"""The Pythons that need no installation: python.org's for Windows, python-build-standalone's for Linux."""

from __future__ import annotations

import re
import struct
import tarfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from yuecheng_xl.addin.installation.wheels import Target
from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

# The machine in the head of python.exe, and of a program for Linux: the names of platform and machine.
_WINDOWS = {0x8664: ("win_amd64", "AMD64"), 0x014C: ("win32", "x86"), 0xAA64: ("win_arm64", "ARM64")}
_LINUX = {0x3E: "x86_64", 0xB7: "aarch64", 0x102: "loongarch64"}
_ON_WINDOWS = "Lib/site-packages"
_PROGRAM = re.compile(r"python/bin/python(\d)\.(\d{1,2})")
_HEAD = 20
"""Bytes of a program that say what machine it is for."""


def read_python(archive: Path) -> Target:
    """Tell what Python an archive holds.

    Raises:
        InputFileError: it is missing, damaged, or something else.

    """
    if not archive.exists():
        raise InputFileError(catalogue.FILE_MISSING.at(archive.name, file=archive))
    try:
        return _of_linux(archive) if tarfile.is_tarfile(archive) else _of_windows(archive)
    except (ArchiveError, tarfile.TarError, OSError, EOFError) as cause:
        raise _unusable(archive, str(cause)) from cause


def unpack_python(archive: Path, python: Target, home: Path) -> Path:
    """Unpack it into a folder; return that of its packages, nothing of the PC's own on its path.

    Raises:
        InputFileError: the archive is damaged.

    """
    if python.is_windows:
        for part, data in parts(archive):
            put(home / part, data)
        # The whole path of this Python. "import site" has the .pth files read, by which pywin32 finds its
        # libraries.
        path = [f"python{python.tag}.zip", ".", _ON_WINDOWS.replace("/", "\\"), "import site"]
        (home / f"python{python.tag}._pth").write_text("\n".join(path) + "\n", encoding="utf-8")
        return home / _ON_WINDOWS
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(home.parent, filter="data")
    except (tarfile.TarError, OSError, EOFError) as cause:
        raise _unusable(archive, str(cause)) from cause
    return home / "lib" / f"python{python.named}" / "site-packages"


def parts(archive: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files of a zip; none can lie outside the folder into which it is unpacked.

    Raises:
        InputFileError: it is damaged, or one would.

    """
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


def put(path: Path, data: bytes) -> None:
    """Write a file, and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _of_windows(archive: Path) -> Target:
    with archive.open("rb") as file:
        package = Archive(file)
        matches = [re.fullmatch(r"python(\d)(\d+)\._pth", name) for name in package.names]
        match = next(filter(None, matches), None)
        if match is None or "python.exe" not in package.names:
            raise _unusable(archive, "python.exe, ._pth")
        program = package.read("python.exe")
    try:
        (header,) = struct.unpack_from("<I", program, 0x3C)
        platform, machine = _WINDOWS[struct.unpack_from("<H", program, header + 4)[0]]
    except (struct.error, KeyError) as cause:
        raise _unusable(archive, "python.exe") from cause
    return Target((int(match[1]), int(match[2])), platform, machine)


def _of_linux(archive: Path) -> Target:
    with tarfile.open(archive) as packed:
        for entry in packed:
            match = _PROGRAM.fullmatch(entry.name)
            file = packed.extractfile(entry) if match and entry.isfile() else None
            if match is None or file is None:
                continue
            head = file.read(_HEAD)
            machine = _LINUX.get(int.from_bytes(head[18:20], "little")) if head[:4] == b"\x7fELF" else None
            if machine is not None:
                return Target((int(match[1]), int(match[2])), f"linux_{machine}", machine)
    raise _unusable(archive, "python/bin/python3")


def _unusable(archive: Path, detail: str) -> InputFileError:
    return InputFileError(catalogue.NOT_EMBEDDABLE.at(archive.name, detail=detail))
