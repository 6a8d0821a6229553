"""Template workbooks: ordinary sheets that staff edit in Excel, read as what the engine fills in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from yuecheng_xl.disk.archive import ArchiveError
from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.grid.model import Area
from yuecheng_xl.grid.package import damaged, judge
from yuecheng_xl.grid.places import split_place
from yuecheng_xl.sheets.markup import MAIN, MarkupError
from yuecheng_xl.sheets.package import Package
from yuecheng_xl.sheets.styles import EMPTY, Styles
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.typed.values import Value

RESULTS = "评估结果.xlsx"

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_M = f"{{{MAIN}}}"
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 9.14, 15.0


def names_in(content: object) -> list[str]:
    """Return the placeholders that a cell's content holds."""
    return PLACEHOLDER.findall(content) if isinstance(content, str) else []


class TemplateCell(NamedTuple):
    """A cell of a template: its format (None: no format), what it holds, and its placeholders."""

    style: int | None
    content: Value
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet of a template.

    ``head`` and ``foot`` are the elements of the part before and after its rows, in the schema's order.
    """

    title: str
    part: str
    book: Template
    head: tuple[ElementTree.Element, ...]
    foot: tuple[ElementTree.Element, ...]
    cells: dict[tuple[int, int], TemplateCell]
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    last_row: int = 1
    last_column: int = 1
    default_height: float = _DEFAULT_HEIGHT
    print_titles: tuple[int, int] | None = None

    def width(self, column: int) -> float:
        """Return a column's width in characters."""
        return self.widths.get(column) or _DEFAULT_WIDTH

    def element(self, name: str) -> ElementTree.Element | None:
        """Return the first element of the part of a name."""
        return next((item for item in (*self.head, *self.foot) if item.tag == _M + name), None)

    def cell(self, row: int, column: int) -> TemplateCell:
        """Return a cell; one that the part leaves out is empty."""
        return self.cells.get((row, column), _EMPTY)


_EMPTY = TemplateCell(None, None, ())


class Template:
    """One template workbook, read once for a job."""

    def __init__(self, folder: Path | None = None, file: str = RESULTS) -> None:
        """Read a template from a folder, by default the shipped one.

        Raises:
            InputFileError: the template is missing or damaged.

        """
        path = (folder or templates_folder()) / file
        package = judge(path)
        self.name = path.name
        self._sheets: dict[str, TemplateSheet] = {}
        try:
            self.package = Package(package.content)
            self.book = Workbook(self.package)
            styles = self.package.related(self.book.part, "styles")
            self.styles = Styles(self.package.xml(styles) if styles else EMPTY)
            self._texts = self.book.shared_texts
        except (ArchiveError, MarkupError, ElementTree.ParseError, LookupError, ValueError) as cause:
            raise damaged(path, cause) from cause
        self._path = path

    @property
    def titles(self) -> list[str]:
        """The sheets' titles in their order."""
        return [sheet.title for sheet in self.book.sheets]

    def sheet(self, title: str) -> TemplateSheet:
        """Return one sheet.

        Raises:
            TemplateError: there is none of that title.
            InputFileError: it is damaged.

        """
        if title not in self.titles:
            raise TemplateError(catalogue.TEMPLATE_MISSING.at(self.name, sheet=title))
        if title not in self._sheets:
            try:
                self._sheets[title] = self._read(title)
            except (ArchiveError, ElementTree.ParseError, LookupError, ValueError) as cause:
                raise damaged(self._path, cause) from cause
        return self._sheets[title]

    def _read(self, title: str) -> TemplateSheet:
        part = self.book.sheet(title).part
        root = ElementTree.fromstring(self.package.xml(part))  # noqa: S314 - judged: no DOCTYPE
        own = [child for child in root if child.tag.startswith(_M)]
        place = next(number for number, child in enumerate(own) if child.tag == f"{_M}sheetData")
        head, data, foot = own[:place], own[place], own[place + 1 :]
        cells, heights, hidden = self._rows(data)
        widths, hidden_columns = _columns(next((item for item in head if item.tag == f"{_M}cols"), None))
        merged = tuple(
            Area.of(item.get("ref", "")) for child in foot if child.tag == f"{_M}mergeCells" for item in child
        )
        rows, columns = [row for row, _ in cells], [column for _, column in cells]
        formats = next((item for item in head if item.tag == f"{_M}sheetFormatPr"), None)
        return TemplateSheet(
            title,
            part,
            self,
            tuple(head),
            tuple(foot),
            cells,
            heights,
            frozenset(hidden),
            widths,
            frozenset(hidden_columns),
            merged,
            max([1, *rows, *(area.bottom for area in merged)]),
            max([1, *columns, *(area.right for area in merged)]),
            float((formats.get("defaultRowHeight") if formats is not None else None) or _DEFAULT_HEIGHT),
            self.book.print_titles(title),
        )

    def _rows(
        self, data: ElementTree.Element
    ) -> tuple[dict[tuple[int, int], TemplateCell], dict[int, float], set[int]]:
        cells: dict[tuple[int, int], TemplateCell] = {}
        heights, hidden, number = {}, set[int](), 0
        for row in data:
            number = int(row.get("r", number + 1))
            if row.get("ht"):
                heights[number] = float(row.get("ht", "0"))
            if row.get("hidden") in ("1", "true"):
                hidden.add(number)
            column = 0
            for item in row:
                column = split_place(item.get("r", ""))[1] if item.get("r") else column + 1
                content = self._content(item)
                style = int(item.get("s", "0"))
                if content is not None or style:
                    cells[number, column] = TemplateCell(style or None, content, tuple(names_in(content)))
        return cells, heights, hidden

    def _content(self, item: ElementTree.Element) -> Value:
        """Return what a cell holds; a formula becomes the text that it is."""
        formula = item.find(f"{_M}f")
        if formula is not None:
            return f"={formula.text or ''}"
        value, kind = item.findtext(f"{_M}v"), item.get("t", "n")
        if kind == "inlineStr":
            return "".join(text.text or "" for text in item.iterfind(f"{_M}is//{_M}t"))
        if value is None:
            return None
        if kind == "s":
            return self._texts[int(value)]
        if kind in ("str", "e"):
            return value
        return bool(int(value)) if kind == "b" else _number(value)


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() and "e" not in text.lower() and "." not in text else value


def _columns(listed: ElementTree.Element | None) -> tuple[dict[int, float], set[int]]:
    widths, hidden = {}, set[int]()
    for item in listed if listed is not None else ():
        for column in range(int(item.get("min", "1")), min(int(item.get("max", "1")), 1024) + 1):
            if item.get("width"):
                widths[column] = float(item.get("width", "0"))
            if item.get("hidden") in ("1", "true"):
                hidden.add(column)
    return widths, hidden
