"""The form template, compiled once for a plan, so that a form costs a millisecond instead of thirty.

The template is rendered for the plan's periods. Then its package is kept as bytes, cut at the two prototype
rows of the form's table: the upper one is formatted for cells to fill, the lower one for
cells that are known. A form is that package with a row for each indicator in their place.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.forms import identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, WORDS, Key, growth_periods, value_periods
from yuecheng_xl.grid.formats import GENERAL
from yuecheng_xl.grid.places import letters
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.sheets.cells import cell as cell_markup
from yuecheng_xl.sheets.cells import fit
from yuecheng_xl.sheets.layout import PIXELS_PER_UNIT, height_of
from yuecheng_xl.sheets.markup import escaped
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook
from yuecheng_xl.tables.placeholders import plan_scope
from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from yuecheng_xl.forms.layout import Answer
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.sheets.styles import Styles
    from yuecheng_xl.sheets.template import TemplateSheet
    from yuecheng_xl.typed.printed import Printed

FILE, SHEET = "报送表.xlsx", "填报表"
_LABELS = ("序号", "指标", "指标单位", "目标")
_PER_FORM = (identity.DEPARTMENT, identity.VERSION, identity.NUMBERS)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TO_BE_TOLD = "另行通知"
"""What a form says where 规划信息 names no contact or deadline."""

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(r"<modified\b[^<]*</modified>")
_DIGITS = re.compile(r"\d+")
_TAG = re.compile("<[^<>]*>")
_REFERENCE = re.compile(r'(?<=sqref=")[A-Z\d: ]+(?=")|(?<=ref=")[A-Z\d: ]+(?=")|(?<= r=")[A-Z]*\d+(?=")')


@dataclass(frozen=True, slots=True)
class _Formats:
    """Formats made beforehand, by the format that each derives from."""

    numbers: Mapping[tuple[int, str], int]
    texts: Mapping[int, int]

    def with_number_format(self, style: int, code: str) -> int:
        return self.numbers.get((style, code), style)

    def as_text(self, style: int) -> int:
        return self.texts.get(style, style)


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
    department, at the first of the ``marks``: the others are the form's version and its indicators' numbers.
    """

    package: bytes
    parts: Mapping[str, str]
    marks: tuple[str, ...]
    table_part: str
    head: str
    tail: str
    first_row: int
    least_height: float
    columns: Mapping[Key | str, _Column]
    formats: _Formats

    def fill(
        self,
        who: identity.Identity,
        rows: Sequence[tuple[Indicator, Mapping[Key, Answer]]],
        saved: datetime | None = None,
    ) -> bytes:
        """Return the form of a department as the bytes of an .xlsx file.

        Args:
            who: the department, and the form's version.
            rows: the indicators with what stands in their cells.
            saved: when a department saved what stands there, where it is known.

        """
        numbers = "、".join(map(str, who.numbers))
        texts = dict(zip(self.marks, (who.department, who.version, numbers), strict=True))
        last = self.first_row + max(len(rows), 1) - 1
        table = [self._row(self.first_row + place, *row) for place, row in enumerate(rows)]
        tail = _move_down(self.tail, self.first_row + 1, last - self.first_row - 1)
        sheet = "".join([_substitute(self.head, texts), *table, _substitute(tail, texts)])
        parts = {name: _substitute(content, texts) for name, content in self.parts.items()}
        if saved is not None:
            when = f"{saved.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            stamp = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
            parts[_CORE] = _MODIFIED.sub(stamp, parts[_CORE])
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
            value = _plain(content)
            cells.append(cell_markup(f"{column.letter}{row}", style, value, self.formats))
            if isinstance(value, str) and value:
                height = max(height, height_of(value, column.pixels, column.font_size))
        return f'<row r="{row}" ht="{height:.1f}" customHeight="1">{"".join(cells)}</row>'


def _plain(content: Printed | str | int | None) -> Printed | str | int | None:
    """Return a value as a cell can hold it: a printed text becomes a text."""
    if content is None or isinstance(content, int):
        return content
    if isinstance(content, str):
        return fit(content)
    return fit(content.text) if content.number is None else content


def compile_stencil(plan: Plan, templates: Path | None = None) -> Stencil:
    """Render the form template for a plan.

    Args:
        plan: whose periods, names and dates the form shows.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        InputFileError: the template is missing or damaged.
        TemplateError: the template cannot be used.

    """
    source = Template(templates, FILE)
    for title in (SHEET, identity.SHEET):
        if title not in source.titles:
            raise TemplateError(catalogue.TEMPLATE_MISSING.at(FILE, sheet=f"{SHEET}、{identity.SHEET}"))
    values = [str(period) for period in value_periods(plan)]
    growths = [str(period) for period in growth_periods(plan)]
    fields = [*_LABELS, VALUES, GROWTHS, *(HEADERS[field][0] for field in WORDS)]
    if not _has_two_prototypes(source.sheet(SHEET), fields):
        raise TemplateError(catalogue.FORM_ROWS.at(f"{FILE} {SHEET}"))
    rows = [Band.of(" ".join(fields), [{**dict.fromkeys(fields), VALUES: values, GROWTHS: growths}])]
    columns = [
        Band.of("时期 数据", [{"时期": text} for text in values]),
        Band.of("增速时期 增速", [{"增速时期": text} for text in growths]),
    ]
    scope = plan_scope(plan)
    scope |= {name: scope[name] or _TO_BE_TOLD for name in ("联系人", "报送截止日期")}
    marks = _marks(scope.values())
    scope |= dict(zip(_PER_FORM, marks, strict=True))
    scope |= {identity.PLAN: identity.identity(plan, "", ()).plan}
    book = Workbook.empty(source.book)
    sheets = {
        title: Rendered(source.sheet(title), book, title, scope, rows, columns, is_result=False)
        for title in source.titles
    }
    for rendered in sheets.values():
        rendered.put_in()
    return _cut(book, sheets[SHEET], plan, marks)


def _marks(values: Iterable[object]) -> tuple[str, ...]:
    """Return what stands for the department, the version and the numbers until a form is filled.

    No value of the plan holds it, so that a plan whose name looks like a placeholder keeps its name.
    """
    texts = "\n".join(map(str, values))
    tried = (tuple(f"{{{name}{'~' * count}}}" for name in _PER_FORM) for count in itertools.count())
    return next(marks for marks in tried if not any(mark in texts for mark in marks))


def _has_two_prototypes(template: TemplateSheet, fields: Sequence[str]) -> bool:
    places = {f"{{{name}}}" for name in fields}
    rows = sorted({row for (row, _), cell in template.cells.items() if cell.content in places})
    return len(rows) == 2 and rows[1] == rows[0] + 1


def _cut(book: Workbook, rendered: Rendered, plan: Plan, marks: tuple[str, ...]) -> Stencil:
    first, _ = rendered.cell("指标")
    placed = _columns(rendered, plan)
    used = sorted({style for column in placed.values() for style in (column.open_style, column.known_style)})
    formats = _formats(book.styles, used, plan)
    height = rendered.template.heights.get(first, rendered.template.default_height)
    assert rendered.sheet is not None  # noqa: S101 - it was put in
    part = rendered.sheet.part
    with zipfile.ZipFile(BytesIO(book.save())) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    around = _around(parts[part], first)
    own = {
        name: text
        for name, text in parts.items()
        if name == _CORE or (name != part and any(mark in text for mark in marks))
    }
    others = {name: text for name, text in parts.items() if name != part and name not in own}
    return Stencil(_with_parts(b"", others), own, marks, part, *around, first, height, placed, formats)


def _formats(styles: Styles, used: Sequence[int], plan: Plan) -> _Formats:
    """Make the formats that the plan's figures bring, and those of texts that stay texts."""
    codes = {one.target.printed.number_format for one in plan.indicators}
    codes |= {
        item.printed.number_format
        for one in plan.indicators
        for item in (*one.observations, *one.after_cutoff, *one.growths.values())
    }
    numbers = {
        (style, code): styles.with_number_format(style, code)
        for style in used
        for code in sorted(codes - {GENERAL})
    }
    return _Formats(numbers, {style: styles.as_text(style) for style in used})


def _around(part: str, first: int) -> tuple[str, str]:
    """Return what stands before and after the two prototype rows."""
    start = part.index(f'<row r="{first}"')
    end = part.index("</row>", part.index(f'<row r="{first + 1}"')) + len("</row>")
    return part[:start], part[end:]


def _move_down(tail: str, second: int, by: int) -> str:
    """Extend references that end in the second prototype by ``by`` rows, and move what is below down."""

    def moved(row: re.Match[str]) -> str:
        number = int(row[0])
        return str(number + by) if number >= second else row[0]

    def moved_in(tag: re.Match[str]) -> str:
        return _REFERENCE.sub(lambda places: _DIGITS.sub(moved, places[0]), tag[0])

    return _TAG.sub(moved_in, tail)


def _with_parts(package: bytes, parts: Mapping[str, str]) -> bytes:
    """Add parts to a package, the same bytes each time."""
    buffer = BytesIO(package)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as added:
        for name, text in parts.items():
            added.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _columns(rendered: Rendered, plan: Plan) -> dict[Key | str, _Column]:
    """Return the form's columns from left to right, by what stands in them."""
    places: dict[Key | str, int] = {}
    bands: dict[str, list[Key | str]] = {
        **{label: [label] for label in _LABELS},
        VALUES: [Key(VALUES, period) for period in value_periods(plan)],
        GROWTHS: [Key(GROWTHS, period) for period in growth_periods(plan)],
        **{HEADERS[field][0]: [Key(field)] for field in WORDS},
    }
    for name, keys in bands.items():
        if keys and rendered.shows(name):
            start = rendered.cell(name)[1]
            places |= {key: start + offset for offset, key in enumerate(keys)}
    first, _ = rendered.cell("指标")
    upper, lower = ({item.column: item for item in rendered.prototypes(row)} for row in (first, first + 1))
    widths = rendered.widths
    return {
        key: _Column(
            letters(number),
            upper[number].style,
            lower[number].style,
            widths[number - 1] * PIXELS_PER_UNIT,
            upper[number].font_size,
        )
        for key, number in sorted(places.items(), key=lambda item: item[1])
    }


def _substitute(content: str, texts: Mapping[str, str]) -> str:
    """Replace the marks, all at once: what replaces one may look like another."""
    marks = re.compile("|".join(map(re.escape, texts)))
    return marks.sub(lambda mark: escaped(fit(texts[mark[0]])), content)
