"""Which wheels a Python on Windows or Linux needs: this program's own and all that it requires there.

``pip download`` evaluates markers for the machine on which it runs: on Linux it silently leaves out
pywin32. So what is needed is worked out here, for the Python that will use it.
"""

from __future__ import annotations

import email
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import AddinError, InputFileError

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

    from packaging.requirements import Requirement
    from packaging.version import Version

_PRODUCT = "yuecheng-xl"
_GLIBC = {"x86_64": range(5, 29), "aarch64": range(17, 29), "loongarch64": range(36, 39)}
"""Minor versions of the C library 2 that wheels for a machine may ask for: Kylin and UOS have 2.28."""

_OLD_NAMES = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}


@dataclass(frozen=True, slots=True)
class Target:
    """A Python on a PC: its version, pip's name of its platform, its own name of the machine."""

    version: tuple[int, int]
    platform: str
    machine: str

    @property
    def is_windows(self) -> bool:
        """True for Windows, where the office program is driven by an add-in of Excel."""
        return self.platform.startswith("win")

    @property
    def platforms(self) -> list[str]:
        """What wheels for it may name as their platform, the newest first."""
        if self.is_windows:
            return [self.platform]
        minors = reversed(_GLIBC[self.machine])
        names = [name for minor in minors for name in (f"manylinux_2_{minor}", _OLD_NAMES.get(minor)) if name]
        return [f"{name}_{self.machine}" for name in (*names, "linux")]

    @property
    def tag(self) -> str:
        """The version as file names have it."""
        return "".join(map(str, self.version))

    @property
    def named(self) -> str:
        """The version as people write it."""
        return ".".join(map(str, self.version))


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel and what it requires, on any machine."""

    file: Path
    name: str
    version: Version
    requires: tuple[Requirement, ...]


def needed(folder: Path, python: Target, extras: str) -> list[Wheel]:
    """Return the wheels to install, by name, out of a folder that may hold others, too.

    Args:
        folder: of the wheels.
        python: the Python that will use them.
        extras: of this program, as ``addin,web``.

    Raises:
        AddinError: the ``packaging`` library is missing, or a wheel that is needed.
        InputFileError: a file is no wheel, or a damaged one.

    """
    try:
        from packaging.requirements import Requirement  # noqa: PLC0415 - packaging comes with the extra "addin" alone
        from packaging.utils import canonicalize_name  # noqa: PLC0415 - packaging comes with the extra "addin" alone
    except ImportError as cause:
        raise AddinError(catalogue.EXTRA_MISSING.at(package="packaging")) from cause

    wheels = _suited(folder, python)
    chosen: dict[str, Wheel] = {}
    asked: set[tuple[str, str]] = set()
    missing: set[str] = set()
    waiting = [Requirement(f"{_PRODUCT}[{extras}]")]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        fitting = [wheel for wheel in wheels.get(name, ()) if wanted.specifier.contains(wheel.version)]
        if not fitting or chosen.get(name, fitting[0]) not in fitting:
            missing.add(f"{wanted.name}{wanted.specifier}")
            continue
        wheel = chosen.setdefault(name, max(fitting, key=lambda wheel: wheel.version))
        for extra in {"", *wanted.extras} - {extra for known, extra in asked if known == name}:
            asked.add((name, extra))
            environment = {**_environment(python), "extra": extra}
            waiting += [
                required
                for required in wheel.requires
                if required.marker is None or required.marker.evaluate(environment)
            ]
    if missing:
        names = "、".join(sorted(missing))
        finding = catalogue.WHEELS_MISSING.at(
            str(folder), python=python.named, platform=python.platform, names=names
        )
        raise AddinError(finding)
    return [chosen[name] for name in sorted(chosen)]


def _environment(python: Target) -> dict[str, str]:
    """Return what the markers of requirements ask about a machine."""
    return {
        "implementation_name": "cpython",
        "os_name": "nt" if python.is_windows else "posix",
        "platform_machine": python.machine,
        "platform_python_implementation": "CPython",
        "platform_system": "Windows" if python.is_windows else "Linux",
        "python_full_version": f"{python.named}.0",
        "python_version": python.named,
        "sys_platform": "win32" if python.is_windows else "linux",
    }


def _suited(folder: Path, python: Target) -> dict[str, list[Wheel]]:
    """Return the wheels that this Python can use, by name."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - packaging comes with the extra "addin" alone
    from packaging.specifiers import SpecifierSet  # noqa: PLC0415 - packaging comes with the extra "addin" alone
    from packaging.tags import compatible_tags, cpython_tags  # noqa: PLC0415 - packaging comes with the extra "addin" alone
    from packaging.utils import InvalidWheelFilename, parse_wheel_filename  # noqa: PLC0415 - packaging comes with the extra "addin" alone

    platforms = python.platforms
    tags = {
        *cpython_tags(python.version, platforms=platforms),
        *compatible_tags(python.version, interpreter=f"cp{python.tag}", platforms=platforms),
    }
    found: dict[str, list[Wheel]] = {}
    for file in sorted(folder.glob("*.whl")):
        try:
            name, version, _, wheel_tags = parse_wheel_filename(file.name)
        except InvalidWheelFilename as cause:
            raise InputFileError(catalogue.WHEEL_DAMAGED.at(file.name, detail=str(cause))) from cause
        metadata = _metadata(file)
        # The zip tells the minor version only; a fresh download is late among its releases.
        supported = SpecifierSet(metadata.get("Requires-Python", "")).contains(f"{python.named}.99")
        if supported and wheel_tags & tags:
            requires = tuple(map(Requirement, metadata.get_all("Requires-Dist") or ()))
            found.setdefault(name, []).append(Wheel(file, name, version, requires))
    return found


def _metadata(wheel: Path) -> Message:
    try:
        with wheel.open("rb") as file:
            package = Archive(file)
            (metadata,) = (name for name in package.names if name.endswith(".dist-info/METADATA"))
            return email.message_from_bytes(package.read(metadata))
    except (ArchiveError, ValueError, OSError) as cause:
        raise InputFileError(catalogue.WHEEL_DAMAGED.at(wheel.name, detail=str(cause))) from cause
