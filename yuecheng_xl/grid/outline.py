"""What the main part of an .xlsx says of its sheets, before any of them is read."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from yuecheng_xl.grid.package import MAIN
from yuecheng_xl.process.memo import kept

if TYPE_CHECKING:
    from collections.abc import Mapping

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN_PART = re.compile(rb'PartName="/([^"]+)"\s+ContentType="[^"]*\.main\+xml"')
_USUAL = "xl/workbook.xml"
ON = ("1", "true")
"""What attributes say that are on."""
_CHART = "chartsheet"


class Listed(NamedTuple):
    """A sheet as the workbook lists it; ``names`` are the texts of the names defined for it alone."""

    title: str
    part: str
    is_hidden: bool
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outline:
    """The main part, the sheets that hold cells, in their order, and the parts that these share."""

    part: str
    sheets: tuple[Listed, ...]
    texts: str
    styles: str
    is_from_1904: bool
    is_to_be_computed: bool


def outline(parts: Mapping[str, bytes]) -> Outline:
    """Read the main part of a package that has been inspected.

    Raises:
        LookupError: a part is missing.
        ValueError: the package names several main parts, or two relations have one id: each program would
            read another part.
        xml.etree.ElementTree.ParseError: a part is no XML.

    """
    main = _main_part(parts)
    folder, base = posixpath.split(main)
    return _outline(parts[main], parts[posixpath.join(folder, "_rels", f"{base}.rels")], main)


def _main_part(parts: Mapping[str, bytes]) -> str:
    named = _named_main(parts.get("_rels/.rels", b""), parts.get("[Content_Types].xml", b""))
    found = [name for name in named if name in parts]
    if len(found) > 1:
        raise ValueError("several main parts")
    return found[0] if found else _USUAL


@kept(64, 1 << 20)
def _named_main(relations: bytes, types: bytes) -> frozenset[str]:
    """Return what the package calls its main part in either of the two places, in small letters.

    Where one of them is missing or broken, the other one says it, or the usual name does.
    """
    try:
        related = _relations(relations, "")
    except (ValueError, ElementTree.ParseError):
        related = {}
    targets = [target for kind, target in related.values() if kind == "officeDocument"]
    declared = [name.decode() for name in _MAIN_PART.findall(types)]
    return frozenset(name.casefold() for name in (*targets, *declared))


@kept(64, 1 << 20)  # the forms of a batch are alike in this
def _outline(workbook: bytes, relations: bytes, main: str) -> Outline:
    folder = posixpath.dirname(main)
    related = _relations(relations, folder)
    root = ElementTree.fromstring(workbook)  # noqa: S314 - inspected: no DOCTYPE
    names: dict[int, dict[str, str]] = {}
    for item in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        if (owner := item.get("localSheetId", "")).isdecimal():
            names.setdefault(int(owner), {})[item.get("name", "")] = item.text or ""
    sheets = []
    for place, sheet in enumerate(root.iterfind(f"{MAIN}sheets/{MAIN}sheet")):
        relation = sheet.get(_RELATION_ID)
        if not relation:
            continue  # some programs leave macros' sheets so
        kind, part = related[relation]
        if kind != _CHART:
            is_hidden = sheet.get("state", "visible") != "visible"
            sheets.append(Listed(sheet.get("name", ""), part, is_hidden, names.get(place, {})))
    shared = dict(related.values())
    properties, calculation = root.find(f"{MAIN}workbookPr"), root.find(f"{MAIN}calcPr")
    return Outline(
        main,
        tuple(sheets),
        shared.get("sharedStrings", posixpath.join(folder, "sharedStrings.xml")),
        shared.get("styles", posixpath.join(folder, "styles.xml")),
        properties is not None and properties.get("date1904") in ON,
        calculation is not None and calculation.get("fullCalcOnLoad") in ON,
    )


def _relations(content: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """Return the kind (the last word of the type) and the part of each relation by its id.

    Raises:
        ValueError: two have one id: each program would follow another one.

    """
    found: dict[str, tuple[str, str]] = {}
    for item in ElementTree.fromstring(content):  # noqa: S314 - inspected: no DOCTYPE
        if item.get("TargetMode") != "External":
            target = posixpath.join("/", folder, item.get("Target", "").replace("\\", "/"))
            kind, part = item.get("Type", "").rpartition("/")[2], posixpath.normpath(target).lstrip("/")
            if found.setdefault(item.get("Id", ""), (kind, part)) != (kind, part):
                raise ValueError("two relations of one id")
    return found
