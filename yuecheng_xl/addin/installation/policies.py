"""What in the registry keeps the add-in from running. Each check takes the registry and yields findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.addin import FILE
from yuecheng_xl.addin.installation.registry import DEFENDER_RULES, EXCEL, XLSX_CHOICE
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yuecheng_xl.addin.installation.registry import Registry
    from yuecheng_xl.findings import Finding

# Of any Office version, set by the user or by a policy, for the user or the PC.
_OFFICE = r"hk(?:cu|lm)\\software\\(?:policies\\)?microsoft\\office\\\d+\.0\\"
_ALL_MACROS, _NO_MACROS = 1, (3, 4)  # VBAWarnings; 2, the default, asks
_NO_CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_BLOCK = 1


def macros(registry: Registry) -> Iterator[Finding]:
    """Macros switched off or limited."""
    for key in _set(registry, r"(?:common|excel\\security)\\vbaoff", 1):
        yield catalogue.MACROS_OFF.at(key=key)
    for key in _set(registry, r"excel\\security\\vbawarnings", *_NO_MACROS):
        yield catalogue.MACROS_LIMITED.at(key=key)


def trusted_location(registry: Registry, folder: Path) -> Iterator[Finding]:
    """Excel's start folder not trusted."""
    if not any(_set(registry, r"excel\\security\\vbawarnings", _ALL_MACROS)):
        off = r"excel\\security\\trusted locations\\alllocationsdisabled"
        no_own = r"(?:common|excel)\\security\\trusted locations\\allow user locations"
        for key in [*_set(registry, off, 1), *_set(registry, no_own, 0)]:
            yield catalogue.TRUST_OFF.at(key=key)
    places = [
        str(value)
        for key, value in registry.items()
        if re.fullmatch(_OFFICE + r"excel\\security\\trusted locations\\[^\\]+\\path", key)
    ]
    if places and not any(_plain(str(folder)).startswith(_plain(place)) for place in places):
        yield catalogue.NOT_TRUSTED.at(str(folder))


def addins(registry: Registry) -> Iterator[Finding]:
    """Add-ins forbidden, all or the unsigned, or this one disabled after a crash."""
    for key in _set(registry, r"excel\\security\\(?:disablealladdins|requireaddinsig)", 1):
        yield catalogue.ADDINS_LIMITED.at(key=key)
    for key, value in registry.items():
        if (
            re.fullmatch(_OFFICE + r"excel\\resiliency\\disableditems\\.*", key)
            and isinstance(value, bytes)
            and FILE in value.decode("utf-16-le", errors="ignore").lower()
        ):
            yield catalogue.DISABLED_BY_EXCEL.at()


def child_processes(registry: Registry) -> Iterator[Finding]:
    """Office kept from starting other programs."""
    actions = [registry.get(rf"hklm\{rules}\{_NO_CHILD_PROCESSES}") for rules in DEFENDER_RULES]
    if _BLOCK in map(_number, actions):
        yield catalogue.CHILD_PROCESSES_BLOCKED.at()


def excel(registry: Registry) -> Iterator[Finding]:
    """Another program in Excel's place."""
    class_id = str(registry.get(rf"hkcr\{EXCEL}\clsid" + "\\", ""))
    command = str(registry.get(rf"hkcr\clsid\{class_id.lower()}\localserver32" + "\\", ""))
    program = re.search(r'[^\\"]+\.exe', command, re.IGNORECASE)
    if program is None:
        yield catalogue.EXCEL_ABSENT.at()
    elif program[0].lower() != "excel.exe":
        yield catalogue.NOT_EXCEL.at(program=program[0])
    choice = str(registry.get(rf"hkcu\{XLSX_CHOICE}\progid", ""))
    if choice and "excel" not in choice.lower():
        yield catalogue.OPENS_ELSEWHERE.at(program=choice)


def _set(registry: Registry, name: str, *values: int) -> Iterator[str]:
    """Yield the keys below Office that have one of the values."""
    pattern = re.compile(_OFFICE + name)
    for key, value in registry.items():
        if pattern.fullmatch(key) and _number(value) in values:
            yield key


def _number(value: object) -> int | None:
    # Policies write some numbers as text.
    text = str(value)
    return int(text) if text.isdecimal() else None


def _plain(path: str) -> str:
    return path.replace("/", "\\").rstrip("\\").lower() + "\\"
