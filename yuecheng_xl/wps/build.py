"""Make the add-in's folder from the text in templates/wps, and its ribbon from that of Excel's add-in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.disk.addin_file import write_file
from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.wps import FOLDER, NAME

if TYPE_CHECKING:
    from pathlib import Path

_EXCEL = "http://schemas.microsoft.com/office/2009/07/customui"
_WPS = "http://schemas.microsoft.com/office/2006/01/customui"
_OWN_BUTTONS = "own_buttons.xml"
"""The buttons that Excel's ribbon has not; no file of the add-in itself."""


def build(out: Path) -> Path:
    """Write the add-in's folder below ``out``; return it.

    Raises:
        OutputError: a file cannot be written.

    """
    folder = out / FOLDER
    for name, content in files().items():
        write_file(folder / name, content, catalogue.WPS_NOT_WRITTEN)
    return folder


def files() -> dict[str, bytes]:
    """Return the add-in's files by their paths, the same bytes each time."""
    source = templates_folder() / "wps"
    found = {
        path.relative_to(source).as_posix(): path.read_text(encoding="utf-8").encode()
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }
    del found[_OWN_BUTTONS]
    found["manifest.xml"] = found["manifest.xml"].replace(b"{name}", NAME.encode())
    return found | {"ribbon.xml": ribbon().encode()}


def ribbon() -> str:
    """Return the ribbon as WPS reads it: the older namespace, no declaration, pictures of our own."""
    excel = (templates_folder() / "addin" / "customUI14.xml").read_text(encoding="utf-8")
    ElementTree.register_namespace("", _WPS)
    root = ElementTree.fromstring(excel.replace(_EXCEL, _WPS))  # noqa: S314 - shipped
    own = (templates_folder() / "wps" / _OWN_BUTTONS).read_text(encoding="utf-8")
    next(root.iter(f"{{{_WPS}}}tab")).append(ElementTree.fromstring(own))  # noqa: S314 - shipped
    for button in root.iter(f"{{{_WPS}}}button"):
        button.attrib.pop("imageMso", None)
        button.attrib |= {"onAction": "OnAction", "getImage": "GetImage"}
    return ElementTree.tostring(root, encoding="unicode")
