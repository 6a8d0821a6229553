r"""What the Windows registry says of Excel, macros and WPS, as one flat table.

Keys are lower-case paths as in a .reg file, ``hkcu\software\...\name``; a key's default value has an
empty name. Elsewhere than on Windows the table is empty.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

Registry = Mapping[str, object]

OFFICE = r"software\microsoft\office"
OFFICE_POLICIES = r"software\policies\microsoft\office"
EXCEL = r"excel.application"
XLSX_CHOICE = r"software\microsoft\windows\currentversion\explorer\fileexts\.xlsx\userchoice"
DEFENDER_RULES = (
    r"software\policies\microsoft\windows defender\windows defender exploit guard\asr\rules",
    r"software\microsoft\windows defender\windows defender exploit guard\asr\rules",
)

if sys.platform == "win32":
    import winreg

    _ROOTS = {
        "hkcu": winreg.HKEY_CURRENT_USER,
        "hklm": winreg.HKEY_LOCAL_MACHINE,
        "hkcr": winreg.HKEY_CLASSES_ROOT,
    }

    def read() -> Registry:
        """Return the values that decide whether the add-in runs."""
        values: dict[str, object] = {}
        for root in ("hkcu", "hklm"):
            values |= _tree(root, OFFICE_POLICIES)
            for version in filter(re.compile(r"\d+\.0").fullmatch, _subkeys(root, OFFICE)):
                values |= _values(root, rf"{OFFICE}\{version}\common")
                for part in (r"common\security", r"excel\security", r"excel\resiliency"):
                    values |= _tree(root, rf"{OFFICE}\{version}\{part}")
        for rules in DEFENDER_RULES:
            values |= _values("hklm", rules)
        values |= _values("hkcu", XLSX_CHOICE)
        values |= _values("hkcr", rf"{EXCEL}\clsid")
        class_id = values.get(f"hkcr\\{EXCEL}\\clsid\\")
        values |= _values("hkcr", rf"clsid\{class_id}\localserver32")
        return values

    def _tree(root: str, path: str) -> dict[str, object]:
        values = _values(root, path)
        for name in _subkeys(root, path):
            values |= _tree(root, rf"{path}\{name}")
        return values

    def _values(root: str, path: str) -> dict[str, object]:
        found = {}
        try:
            with winreg.OpenKey(_ROOTS[root], path) as key:
                for index in range(winreg.QueryInfoKey(key)[1]):
                    name, value, kind = winreg.EnumValue(key, index)
                    if kind == winreg.REG_EXPAND_SZ:
                        value = winreg.ExpandEnvironmentStrings(value)
                    found[rf"{root}\{path}\{name}".lower()] = value
        except OSError:
            return {}  # there is no such key, or this user may not see it
        return found

    def _subkeys(root: str, path: str) -> list[str]:
        try:
            with winreg.OpenKey(_ROOTS[root], path) as key:
                return [winreg.EnumKey(key, index) for index in range(winreg.QueryInfoKey(key)[0])]
        except OSError:
            return []  # as above

else:

    def read() -> Registry:
        """Return nothing: there is no registry here."""
        return {}
