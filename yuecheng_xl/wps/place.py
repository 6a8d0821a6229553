"""Where WPS keeps a user's add-ins, and the list of them that all add-ins share."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.disk.addin_file import write_file
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError
from yuecheng_xl.version import __version__
from yuecheng_xl.wps import FOLDER, NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = "publish.xml"
_ENTRY = {
    "name": NAME,
    "type": "et",
    "url": FOLDER,
    "version": __version__,
    "enable": "enable_dev",
    "install": "null",
    "customDomain": "",
}


def addins_folder() -> Path:
    """Return the folder of the user's own add-ins; it may not exist yet."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
            / "kingsoft"
            / "wps"
            / "jsaddons"
        )
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "Kingsoft" / "wps" / "jsaddons"


def installed(folder: Path) -> Iterator[Path]:
    """Yield the folders of this add-in, of every version, that are there."""
    for path in folder.glob(f"{NAME}_*"):
        if path.is_dir():
            yield path


def listed(folder: Path) -> dict[str, str] | None:
    """Return what the list says of this add-in; None where it is not listed.

    Raises:
        OutputError: the list cannot be read.

    """
    return next((dict(item.attrib) for item in _read(folder) if item.get("name") == NAME), None)


def enlist(folder: Path) -> None:
    """Put the add-in into the list, in the place of an older one; others' entries stay.

    Raises:
        OutputError: the list cannot be read, or not written.

    """
    root = _without_own(folder)
    ElementTree.SubElement(root, "jsplugin", _ENTRY)
    _write(folder, root)


def strike(folder: Path) -> bool:
    """Take the add-in out of the list; tell whether it was there.

    Raises:
        OutputError: the list cannot be read, or not written.

    """
    if listed(folder) is None:
        return False
    _write(folder, _without_own(folder))
    return True


def _without_own(folder: Path) -> ElementTree.Element:
    root = _read(folder)
    for item in list(root):
        if item.get("name") == NAME:
            root.remove(item)
    return root


def _read(folder: Path) -> ElementTree.Element:
    path = folder / LIST
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ElementTree.Element("jsplugins")
    except OSError as cause:
        raise _unusable(path, cause.strerror or type(cause).__name__) from cause
    try:
        if b"<!DOCTYPE" in content:
            raise ValueError("DOCTYPE")
        return ElementTree.fromstring(content)  # noqa: S314 - no DOCTYPE
    except (ElementTree.ParseError, ValueError) as cause:
        raise _unusable(path, str(cause)) from cause


def _write(folder: Path, root: ElementTree.Element) -> None:
    content = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    write_file(folder / LIST, content, catalogue.WPS_NOT_WRITTEN)


def _unusable(path: Path, detail: str) -> OutputError:
    return OutputError(catalogue.WPS_LIST_UNREADABLE.at(LIST, file=path, detail=detail))
