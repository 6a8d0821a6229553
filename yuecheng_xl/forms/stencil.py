"""The form template, compiled once for a plan, so that a form costs a millisecond instead of thirty.

The template is rendered with openpyxl for the plan's periods. Then its package is kept as bytes, cut at
the two prototype rows of the form's table: the upper one is formatted for cells to fill, the lower one for
cells that are known. A form is that package with a row for each indicator in their place.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from yuecheng_xl.errors import TemplateError
from yuecheng_xl.forms import identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, WORDS, Key, growth_periods, value_periods
from yuecheng_xl.messages import catalogue
from yuecheng_xl.messages import forms as wording
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.results import files
from yuecheng_xl.results import rows as xml
from yuecheng_xl.results.layout import column_pixels, height_of
from yuecheng_xl.results.render import Band, render
from yuecheng_xl.results.scope import plan_scope
from yuecheng_xl.results.template import Templates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from yuecheng_xl.forms.layout import Answer
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.plan.model import Printed
    from yuecheng_xl.results.render import Rendered

FILE, SHEET = "报送表.xlsx", "填报表"
_LABELS = ("序号", "指标", "指标单位", "目标")
_PER_FORM = (identity.DEPARTMENT, identity.VERSION, identity.NUMBERS)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the form's table: its letter, its two styles, and what a row's height follows from."""

    letter: str
    open_style: int
    known_style: int
    pixels: float
    font_size: float


@dataclass(frozen=True, slots=True)
class Stencil:
    """A form for any department of one plan, all but its rows and its department.

    ``package`` holds the parts that all forms have alike, packed once; ``parts`` are those that name the
    department.
    """

    package: bytes
    parts: Mapping[str, str]
    table_part: str
    head: str
    tail: str
    first_row: int
    least_height: float
    columns: Mapping[Key | str, _Column]
    styles: Mapping[tuple[int, str], int]

    def fill(
        self,
        who: identity.Identity,
        rows: Sequence[tuple[Indicator, Mapping[Key, Answer]]],
    ) -> bytes:
        """Return the form of a department as the bytes of an .xlsx file."""
        numbers = "、".join(map(str, who.numbers))
        texts = dict(zip(_PER_FORM, (who.department, who.version, numbers), strict=True))
        last = self.first_row + max(len(rows), 1) - 1
        table = [self._row(self.first_row + place, *row) for place, row in enumerate(rows)]
        tail = xml.move_down(self.tail, self.first_row + 1, last - self.first_row - 1)
        sheet = "".join([_substitute(self.head, texts), *table, _substitute(tail, texts)])
        parts = {name: _substitute(content, texts) for name, content in self.parts.items()}
        return _with_parts(self.package, parts | {self.table_part: sheet})

    def _row(self, row: int, indicator: Indicator, answers: Mapping[Key, Answer]) -> str:
        labels = (indicator.number, indicator.name, indicator.unit, indicator.target.printed)
        contents: dict[Key | str, tuple[Any, bool]] = {
            name: (value, False) for name, value in zip(_LABELS, labels, strict=True)
        }
        contents |= {key: (answer.printed, answer.is_open) for key, answer in answers.items()}
        cells, height = [], self.least_height
        for key, column in self.columns.items():
            content, is_open = contents.get(key, (None, True))
            style = column.open_style if is_open else column.known_style
            text, cell = self._cell(f"{column.letter}{row}", style, content)
            cells.append(cell)
            if text:
                height = max(height, height_of(text, column.pixels, column.font_size))
        return f'<row r="{row}" ht="{height:.1f}" customHeight="1">{"".join(cells)}</row>'

    def _cell(self, place: str, style: int, content: Printed | str | int | None) -> tuple[str, str]:
        """Return the text that may wrap, and the cell's XML. Inline texts are never taken for formulas."""
        if isinstance(content, int):
            return "", xml.number_cell(place, style, content)
        if content is None or isinstance(content, str):
            text = xml.fit(content or "")
        elif content.number is not None:
            style = self.styles.get((style, content.number_format), style)
            return "", xml.number_cell(place, style, content.number)
        else:
            text = xml.fit(content.text)
        return text, xml.text_cell(place, style, text) if text else xml.empty_cell(place, style)


def compile_stencil(plan: Plan, templates: Path | None = None) -> Stencil:
    """Render the form template for a plan.

    Args:
        plan: whose periods, names and dates the form shows.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        InputFileError: the template is missing or damaged.
        TemplateError: the template cannot be used.

    """
    source = Templates(templates, FILE)
    book = files.empty_book()
    book.properties.lastModifiedBy = book.properties.creator = files.PRODUCT
    values = [str(period) for period in value_periods(plan)]
    growths = [str(period) for period in growth_periods(plan)]
    fields = [*_LABELS, VALUES, GROWTHS, *(HEADERS[field][0] for field in WORDS)]
    rows = [Band.of(" ".join(fields), [{**dict.fromkeys(fields), VALUES: values, GROWTHS: growths}])]
    columns = [
        Band.of("时期 数据", [{"时期": text} for text in values]),
        Band.of("增速时期 增速", [{"增速时期": text} for text in growths]),
    ]
    scope = plan_scope(plan)
    scope |= {name: scope[name] or wording.TO_BE_TOLD for name in ("联系人", "报送截止日期")}
    scope |= {name: f"{{{name}}}" for name in _PER_FORM}
    scope |= {identity.PLAN: identity.identity(plan, "", ()).plan}
    rendered: Rendered | None = None
    for title in source.titles:
        result = render(source.sheet(title), book.create_sheet(title), scope, rows, columns)
        rendered = result if title == SHEET else rendered
    if rendered is None or identity.SHEET not in book.sheetnames:
        raise TemplateError(catalogue.TEMPLATE_MISSING.at(FILE, sheet=f"{SHEET}、{identity.SHEET}"))
    if not _has_two_prototypes(source.sheet(SHEET), fields):
        raise TemplateError(catalogue.FORM_ROWS.at(f"{FILE} {SHEET}"))
    return _cut(book, rendered, plan)


def _has_two_prototypes(template: Worksheet, fields: Sequence[str]) -> bool:
    places = {f"{{{name}}}" for name in fields}
    cells = enumerate(template.iter_rows(values_only=True), 1)
    rows = [number for number, values in cells if not places.isdisjoint(values)]
    return len(rows) == 2 and rows[1] == rows[0] + 1


def _cut(book: Workbook, rendered: Rendered, plan: Plan) -> Stencil:
    sheet = book[SHEET]
    first, _ = rendered.cell("指标")
    placed = _columns(sheet, rendered, first, plan)
    formats = {one.target.printed.number_format for one in plan.indicators}
    formats |= {
        item.printed.number_format
        for one in plan.indicators
        for item in (*one.observations, *one.growths.values())
    }
    used = [style for column in placed.values() for style in (column.open_style, column.known_style)]
    styles = xml.with_formats(sheet, used, formats)
    height = sheet.row_dimensions[first].height or 15.0
    buffer = BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: _in_plain_text(package.read(name)).decode() for name in package.namelist()}
    part = f"xl/worksheets/sheet{book.sheetnames.index(SHEET) + 1}.xml"
    around = xml.cut(parts[part], first, 2)
    if around is None:
        raise TemplateError(catalogue.FORM_ROWS.at(f"{FILE} {SHEET}"))
    own = {name: text for name, text in parts.items() if name != part and _names_department(text)}
    others = {name: text for name, text in parts.items() if name != part and name not in own}
    return Stencil(_with_parts(b"", others), own, part, *around, first, height, placed, styles)


def _names_department(part: str) -> bool:
    return any(f"{{{name}}}" in part for name in _PER_FORM)


def _with_parts(package: bytes, parts: Mapping[str, str]) -> bytes:
    """Add parts to a package, the same bytes each time."""
    buffer = BytesIO(package)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as added:
        for name, text in parts.items():
            added.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _in_plain_text(part: bytes) -> bytes:
    """Write characters as themselves: openpyxl, where it has lxml, numbers those that are not ASCII."""
    return re.sub(rb"&#(\d{3,7});", lambda match: chr(int(match[1])).encode(), part)


def _columns(sheet: Worksheet, rendered: Rendered, first: int, plan: Plan) -> dict[Key | str, _Column]:
    """Return the form's columns from left to right, by what stands in them."""
    places: dict[Key | str, int] = {}
    bands: dict[str, list[Key | str]] = {
        **{label: [label] for label in _LABELS},
        VALUES: [Key(VALUES, period) for period in value_periods(plan)],
        GROWTHS: [Key(GROWTHS, period) for period in growth_periods(plan)],
        **{HEADERS[field][0]: [Key(field)] for field in WORDS},
    }
    for name, keys in bands.items():
        if name in rendered.cells:
            start = rendered.cells[name][1]
            places |= {key: start + offset for offset, key in enumerate(keys)}
    found: dict[Key | str, _Column] = {}
    for key, number in sorted(places.items(), key=lambda item: item[1]):
        upper: Any = sheet.cell(first, number)
        lower: Any = sheet.cell(first + 1, number)
        size = float(upper.font.sz or 11)
        pixels = column_pixels(sheet, number)
        found[key] = _Column(get_column_letter(number), upper.style_id, lower.style_id, pixels, size)
    return found


def _substitute(content: str, texts: Mapping[str, str]) -> str:
    for name, text in texts.items():
        content = content.replace(f"{{{name}}}", xml.escaped(xml.fit(text)))
    return content
