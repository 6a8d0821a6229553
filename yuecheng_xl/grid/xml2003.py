"""Read the XML workbooks of Excel 2003, which some systems save as .xls."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.cells import drop_covered, make_cell, whole
from yuecheng_xl.grid.model import Area, Book, Grid, within
from yuecheng_xl.grid.package import MOST_SHEETS, Much, damaged, too_much

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.grid.model import Cell

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_S = f"{{{_NAMESPACE}}}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_BEGINNING = 4096
_MOST_CELLS, _MOST_PLACE = 300_000, 20_000
_PERCENT, _GENERAL = "0.00%", "General"
_FORMATS = {"Percent": _PERCENT, "Fixed": "0.00", "Standard": "#,##0.00", "Short Date": "yyyy-mm-dd"}


def is_workbook(content: bytes) -> bool:
    """Tell a workbook of this kind by its beginning."""
    return _NAMESPACE.encode() in content[:_BEGINNING]


def read_workbook_xml(path: Path, content: bytes) -> Book:
    """Read the sheets.

    Raises:
        InputFileError: it is damaged or harmful, or has more cells than anybody fills in.

    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise InputFileError(catalogue.DOCTYPE.at(path.name, part=path.name))
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without entities
        sheets = root.findall(f"{_S}Worksheet")
        if len(sheets) > MOST_SHEETS:
            raise too_much(path, Much.SHEETS)
        reader = _Reader(path, _formats(root))
        return Book(path, tuple(reader.sheet(sheet) for sheet in sheets))
    except (ElementTree.ParseError, ValueError, LookupError) as cause:
        raise damaged(path, cause) from cause


def _formats(root: ElementTree.Element) -> dict[str, str]:
    """Return number formats by style."""
    found = {}
    for style in root.iterfind(f"{_S}Styles/{_S}Style"):
        code = style.find(f"{_S}NumberFormat")
        if code is not None:
            text = code.get(f"{_S}Format", _GENERAL)
            found[style.get(f"{_S}ID", "")] = _FORMATS.get(text, text)
    return found


class _Reader:
    def __init__(self, path: Path, formats: dict[str, str]) -> None:
        self._path, self._formats, self._count = path, formats, 0

    def sheet(self, sheet: ElementTree.Element) -> Grid:
        cells: dict[tuple[int, int], Cell] = {}
        areas: list[Area] = []
        row = 0
        for line in sheet.iterfind(f"{_S}Table/{_S}Row"):
            row = self._place(line, row)
            is_hidden = line.get(f"{_S}Hidden") == "1"
            column = 0
            for item in line.iterfind(f"{_S}Cell"):
                column = self._place(item, column)
                across, down = (int(item.get(f"{_S}Merge{side}", "0")) for side in ("Across", "Down"))
                self._take((min(across, _MOST_PLACE) + 1) * (min(down, _MOST_PLACE) + 1))
                if across > 0 or down > 0:
                    areas.append(Area(row, column, row + down, column + across))
                cell = None if is_hidden else self._cell(item, row, column)
                if cell is not None:
                    cells[row, column] = cell
                column += across
        merged = within(areas, cells)
        drop_covered(cells, merged)
        hidden = any(item.text in ("SheetHidden", "SheetVeryHidden") for item in sheet.iter(_VISIBLE))
        return Grid(sheet.get(f"{_S}Name", "Sheet"), cells, merged, hidden)

    def _place(self, item: ElementTree.Element, before: int) -> int:
        place = int(item.get(f"{_S}Index", before + 1))
        if not before < place <= _MOST_PLACE:
            raise too_much(self._path, Much.CELLS)
        return place

    def _take(self, count: int) -> None:
        self._count += count
        if self._count > _MOST_CELLS:
            raise too_much(self._path, Much.CELLS)

    def _cell(self, item: ElementTree.Element, row: int, column: int) -> Cell | None:
        data = item.find(f"{_S}Data")
        if data is None:
            return None
        text = "".join(data.itertext())
        value: Any = text
        match data.get(f"{_S}Type", "String"):
            case "Number":
                value = whole(float(text))
            case "Boolean":
                value = text == "1"
            case "DateTime":
                value = datetime.fromisoformat(text)
            case _:
                pass
        code = self._formats.get(item.get(f"{_S}StyleID", ""), _GENERAL)
        return make_cell(row, column, value, code)
