"""A user's own folders, as Windows lays them out: where Excel and xlwings look for the add-in's files."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from yuecheng_xl.addin import FILE, NAME
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import AddinError

_HOME = "%USERPROFILE%"


@dataclass(frozen=True, slots=True)
class Profile:
    """The folders of one user, and the Python that clicks run."""

    home: Path
    appdata: Path
    interpreter: Path
    code_page: str
    """The encoding in which VBA reads text files."""
    onedrive: tuple[Path, ...] = ()

    @property
    def xlstart(self) -> Path:
        """The folder whose workbooks Excel opens when it starts, and trusts."""
        return self.appdata / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        """The add-in's place."""
        return self.xlstart / FILE

    @property
    def settings(self) -> Path:
        """The file in which xlwings' VBA looks for the settings of this add-in."""
        return self.home / f".{NAME}" / f"{NAME}.conf"

    def portable(self, path: Path) -> str:
        """Write a path as xlwings expands it: below the home without the user's name, often Chinese."""
        if path.is_relative_to(self.home):
            return "\\".join([_HOME, *path.relative_to(self.home).parts])
        return str(path)

    def expanded(self, text: str) -> Path:
        """Return the path that such a text stands for."""
        return Path(text.replace(_HOME, str(self.home)).replace("\\", "/"))


def current() -> Profile:
    """Return the profile of the user who runs this program.

    Raises:
        AddinError: there are no folders of Windows' kind.

    """
    appdata, home = os.environ.get("APPDATA"), os.environ.get("USERPROFILE")
    if not appdata or not home:
        raise AddinError(catalogue.NO_PROFILE.at())
    clouds = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    return Profile(
        home=Path(home),
        appdata=Path(appdata),
        interpreter=Path(sys.executable),
        code_page="mbcs" if sys.platform == "win32" else "gbk",
        onedrive=tuple(Path(os.environ[name]) for name in clouds if os.environ.get(name)),
    )
