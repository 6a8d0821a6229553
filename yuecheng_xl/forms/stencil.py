"""The form template, compiled once for a plan, so that a form costs a millisecond instead of thirty.

The template is rendered with openpyxl for the plan's periods. Then its package is kept as bytes, cut at
the two prototype rows of the form's table: the upper one is formatted for cells to fill, the lower one for
cells that are known. A form is that package with a row for each indicator in their place.
"""

from __future__ import annotations

import re
import zipfile
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from yuecheng_xl.errors import TemplateError
from yuecheng_xl.forms import identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, WORDS, Key, growth_periods, value_periods
from yuecheng_xl.messages import catalogue
from yuecheng_xl.messages import forms as wording
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.results import files
from yuecheng_xl.results.layout import column_pixels, line_height, text_lines
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
_GENERAL = "General"
_REFERENCE = re.compile(r'(?<= r=")[A-Z]*\d+(?=")|(?<=ref=")[A-Z\d: ]+(?=")')
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML forbids."""


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
    """A form for any department of one plan, all but its rows and its department."""

    parts: Mapping[str, bytes]
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
        tail = _move_down(self.tail, self.first_row + 1, last)
        sheet = "".join([_substitute(self.head, texts), *table, _substitute(tail, texts)])
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in self.parts.items():
                if name == self.table_part:
                    filled = sheet.encode()
                elif name.startswith("xl/worksheets/"):
                    filled = _substitute(content.decode(), texts).encode()
                else:
                    filled = content
                package.writestr(zipfile.ZipInfo(name, _EPOCH), filled, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

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
            lines = text_lines(text, column.pixels, column.font_size) if text else 0
            height = max(height, lines * line_height(column.font_size) + 4)
        return f'<row r="{row}" ht="{height:.1f}" customHeight="1">{"".join(cells)}</row>'

    def _cell(self, place: str, style: int, content: Printed | str | int | None) -> tuple[str, str]:
        """Return the text that may wrap, and the cell's XML. Inline texts are never taken for formulas."""
        if isinstance(content, int):
            return "", f'<c r="{place}" s="{style}"><v>{content}</v></c>'
        if content is None or isinstance(content, str):
            text = content or ""
        elif content.number is not None:
            style = self.styles.get((style, content.number_format), style)
            return "", f'<c r="{place}" s="{style}"><v>{content.number!r}</v></c>'
        else:
            text = content.text
        if not text:
            return "", f'<c r="{place}" s="{style}"/>'
        inline = _escaped(text)
        return text, (
            f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{inline}</t></is></c>'
        )


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
    styles = _styles_with_formats(sheet, [*placed.values()], sorted(formats - {_GENERAL}))
    height = sheet.row_dimensions[first].height or 15.0
    buffer = BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: _in_plain_text(package.read(name)) for name in package.namelist()}
    part = f"xl/worksheets/sheet{book.sheetnames.index(SHEET) + 1}.xml"
    text = parts[part].decode()
    rows = re.search(rf'<row r="{first}".*?</row>\s*<row r="{first + 1}".*?</row>', text, re.DOTALL)
    if rows is None:
        raise TemplateError(catalogue.FORM_ROWS.at(f"{FILE} {SHEET}"))
    head = re.sub(r"<dimension [^>]*/>", "", text[: rows.start()])
    return Stencil(parts, part, head, text[rows.end() :], first, height, placed, styles)


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


def _styles_with_formats(
    sheet: Worksheet, columns: Sequence[_Column], formats: Sequence[str]
) -> dict[tuple[int, str], int]:
    """Add each style once more with each number format: known figures look as in the master."""
    scratch: Any = copy(sheet.cell(1, 1))
    found: dict[tuple[int, str], int] = {}
    cells: list[Any] = [cell for row in sheet.iter_rows() for cell in row]
    by_id = {cell.style_id: cell._style for cell in cells}
    for style in sorted({style for column in columns for style in (column.open_style, column.known_style)}):
        for code in formats:
            scratch._style = copy(by_id[style])
            scratch.number_format = code
            found[style, code] = scratch.style_id
    return found


def _move_down(tail: str, second: int, last: int) -> str:
    """Let references that end in the second prototype row end in the last row, what is below follow."""

    def moved(row: re.Match[str]) -> str:
        number = int(row[0])
        return str(number + last - second) if number >= second else row[0]

    return _REFERENCE.sub(lambda places: re.sub(r"\d+", moved, places[0]), tail)


def _substitute(content: str, texts: Mapping[str, str]) -> str:
    for name, text in texts.items():
        content = content.replace(f"{{{name}}}", _escaped(text))
    return content


def _escaped(text: str) -> str:
    return escape(_UNFIT.sub("", text))
