"""Say what is wrong with an installation, check by check, each finding with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.addin import NAME
from yuecheng_xl.addin.installation import interpreter, policies, settings
from yuecheng_xl.addin.package.build import addin_bytes
from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid.workbook import titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yuecheng_xl.addin.installation.profile import Profile
    from yuecheng_xl.addin.installation.registry import Registry
    from yuecheng_xl.findings import Finding


@dataclass(frozen=True)
class Installation:
    """What is looked at: a user's folders, and the registry (empty where there is none)."""

    profile: Profile
    registry: Registry

    @cached_property
    def settings(self) -> dict[str, str]:
        """The settings as they stand."""
        return settings.read(self.profile)

    @property
    def interpreter(self) -> Path:
        """The Python that the settings name, else the one that would be installed."""
        told = self.settings.get("INTERPRETER_WIN")
        return self.profile.expanded(told) if told else self.profile.interpreter


@dataclass(frozen=True, slots=True)
class Check:
    """One check by name, and what it found."""

    name: str
    findings: tuple[Finding, ...]


def check_installation(installation: Installation, workbook: Path | None = None) -> list[Check]:
    """Run every check that has something to look at.

    Raises:
        InputFileError: the workbook cannot be read.

    """
    checks = [*_FILE_CHECKS, *(_REGISTRY_CHECKS if installation.registry else ())]
    done = [Check(name, tuple(check(installation))) for name, check in checks]
    if workbook is not None:
        done.append(Check("工作簿中的设置", tuple(check_workbook(workbook))))
    return done


def check_workbook(path: Path) -> Iterator[Finding]:
    """Look in a workbook and beside it for what xlwings reads before the user's settings.

    Raises:
        InputFileError: the file cannot be read as a workbook.

    """
    for sheet in titles(path):
        if sheet.lower() == f"{NAME}.conf":
            yield catalogue.SHEET_OVERRIDES.at(path.name, sheet=sheet)
        if sheet.endswith(".py"):
            yield catalogue.SHEET_NEEDS_LICENSE.at(path.name, sheet=sheet)
    beside = path.absolute().with_name(f"{NAME}.conf")
    if beside.exists():
        yield catalogue.FILE_OVERRIDES.at(str(beside))


def _addin(installation: Installation) -> Iterator[Finding]:
    path = installation.profile.addin
    if not path.exists():
        yield catalogue.ADDIN_ABSENT.at(str(path))
    elif path.read_bytes() != addin_bytes():
        yield catalogue.ADDIN_OUTDATED.at(str(path))


def _blocked(installation: Installation) -> Iterator[Finding]:
    path = installation.profile.addin
    # Where a file came from stands in a second stream of it, which opens as a file of this name.
    if path.exists() and Path(f"{path}:Zone.Identifier").exists():
        yield catalogue.FILE_BLOCKED.at(str(path))


def _settings(installation: Installation) -> Iterator[Finding]:
    where = str(installation.profile.settings)
    if not installation.settings:
        yield catalogue.ADDIN_ABSENT.at(where)
        return
    for key, wanted in settings.wanted(installation.profile).items():
        value = installation.settings.get(key, "")
        # Another Python, or another copy of this program, is as good, if it works.
        right = value.lower() == wanted.lower() if key in settings.FIXED else bool(value)
        if not right:
            yield catalogue.SETTING_WRONG.at(where, key=key, value=value, wanted=wanted)


def _python(installation: Installation) -> Iterator[Finding]:
    path = installation.interpreter
    if not path.exists():
        yield catalogue.NO_INTERPRETER.at(str(path))
        return
    python_path = str(installation.profile.expanded(installation.settings.get("PYTHONPATH", "")))
    answer = interpreter.ask(path, python_path)
    if answer.failure:
        yield catalogue.PYTHON_FAILS.at(str(path), detail=answer.failure)
        return
    if "WindowsApps" in Path(answer.home).parts:
        yield catalogue.STORE_PYTHON.at(str(path))
    if answer.missing:
        yield catalogue.PACKAGES_MISSING.at(str(path), names="；".join(answer.missing))
    elif not answer.compiled:
        yield catalogue.NOT_COMPILED.at()


def _onedrive(installation: Installation) -> Iterator[Finding]:
    for path in (installation.profile.addin, installation.interpreter):
        if any(path.is_relative_to(folder) for folder in installation.profile.onedrive):
            yield catalogue.IN_ONEDRIVE.at(str(path))


_Named = tuple[str, "Callable[[Installation], Iterator[Finding]]"]

_FILE_CHECKS: tuple[_Named, ...] = (
    ("加载项文件", _addin),
    ("“来自互联网”标记", _blocked),
    ("加载项设置", _settings),
    ("Python 和程序包", _python),
    ("OneDrive 路径", _onedrive),
)

_REGISTRY_CHECKS: tuple[_Named, ...] = (
    ("Excel 与 WPS", lambda seen: policies.excel(seen.registry)),
    ("宏策略", lambda seen: policies.macros(seen.registry)),
    ("受信任位置", lambda seen: policies.trusted_location(seen.registry, seen.profile.xlstart)),
    ("加载项限制", lambda seen: policies.addins(seen.registry)),
    ("安全策略", lambda seen: policies.child_processes(seen.registry)),
)
