"""Make a folder for PCs without internet or Python, Windows or Linux, from downloaded files."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.addin.installation.portable import parts, put, read_python, unpack_python
from yuecheng_xl.addin.installation.wheels import needed
from yuecheng_xl.disk.shipped import master_workbook, templates_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import AddinError, OutputError

if TYPE_CHECKING:
    from yuecheng_xl.addin.installation.wheels import Target, Wheel

_SCRIPT = 0o755


@dataclass(frozen=True, slots=True)
class Bundle:
    """The folder made, the Python in it, and the packages by name and version.

    ``has_page``: whether it can open the page in the browser, for which it has an icon then.
    """

    folder: Path
    python: str
    packages: tuple[str, ...]
    is_windows: bool
    has_page: bool


def bundle(python: Path, wheels: Path, out: Path) -> Bundle:
    """Make the folder ``out`` from an archive of a Python and a folder of wheels, with this program's.

    On Linux the folder is for the page in the browser and WPS. On Windows, where Excel's add-in comes first,
    it may lack the page.

    Raises:
        AddinError: the ``packaging`` library is missing, or a wheel that is needed.
        InputFileError: the archive or a wheel is missing, damaged, or something else.
        OutputError: the folder exists, or cannot be written.

    """
    if out.exists():
        raise OutputError(catalogue.BUNDLE_EXISTS.at(str(out)))
    target = read_python(python)
    chosen, has_page = _chosen(wheels, target)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".~", dir=out.parent) as temporary:
            folder = Path(temporary) / out.name
            home = folder / "python"
            packages = unpack_python(python, target, home)
            for wheel in chosen:
                _install(wheel.file, home, packages)
            _add_icons(folder, target, has_page=has_page)
            # The workbook to begin with, where a clerk looks for it.
            shutil.copytree(master_workbook().parent, folder, dirs_exist_ok=True)
            folder.rename(out)
    except OSError as cause:
        detail = cause.strerror or type(cause).__name__
        raise OutputError(catalogue.CANNOT_WRITE.at(str(out), file=out, detail=detail)) from cause
    names = tuple(f"{wheel.name} {wheel.version}" for wheel in chosen)
    return Bundle(out, target.named, names, target.is_windows, has_page)


def _chosen(wheels: Path, target: Target) -> tuple[list[Wheel], bool]:
    """Return the wheels, and whether those of the page are among them."""
    if not target.is_windows:
        return needed(wheels, target, "web"), True
    try:
        return needed(wheels, target, "addin,web"), True
    except AddinError:
        return needed(wheels, target, "addin"), False  # if these are missing, too, it says which


def _add_icons(folder: Path, target: Target, *, has_page: bool) -> None:
    """Add what is to be double-clicked, and the page of text beside it."""
    shipped = templates_folder() / "addin" / ("bundle" if target.is_windows else "bundle-linux")
    page = "规划评估.cmd" if target.is_windows else "规划评估.sh"
    for source in shipped.iterdir():
        if source.name == page and not has_page:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(shutil.copy(source, folder))
        if made.suffix == ".sh":
            made.chmod(_SCRIPT)


def _install(wheel: Path, home: Path, packages: Path) -> None:
    """Unpack a wheel without its command files, which hold the path of one PC's Python."""
    for part, data in parts(wheel):
        folder, _, rest = str(part).partition("/")
        if folder.endswith(".data"):
            kind, _, rest = rest.partition("/")
            if kind in ("purelib", "platlib"):
                put(packages / rest, data)
            elif kind == "data":
                put(home / rest, data)
        else:
            put(packages / part, data)
