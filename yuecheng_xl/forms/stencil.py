"""The form template, compiled once for a plan, so that a form costs a millisecond instead of thirty.

The template is rendered for the plan's periods. Then its package is kept as bytes, cut at the two prototype
rows of the form's table: the upper one is formatted for cells to fill, the lower one for
cells that are known. A form is that package with a row for each indicator in their place.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.forms import identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, WORDS, Answer, Key, growth_periods, value_periods
from yuecheng_xl.forms.listed import places
from yuecheng_xl.grid.formats import GENERAL
from yuecheng_xl.grid.places import letters
from yuecheng_xl.plan import projects, tasks
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.sheets.cells import cell as cell_markup
from yuecheng_xl.sheets.cells import fit
from yuecheng_xl.sheets.layout import PIXELS_PER_UNIT, height_of
from yuecheng_xl.sheets.markup import escaped
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook
from yuecheng_xl.tables.placeholders import plan_scope
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from yuecheng_xl.forms.listed import ListForm
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.sheets.template import TemplateSheet
    from yuecheng_xl.typed.values import Value

FILE, SHEET = "报送表.xlsx", "填报表"
_LISTS = (tasks.SHEET, projects.SHEET)
"""Sheets that a form has where it has rows for them."""

FormRow = Mapping[Key, Answer]
"""What stands in a row of a form, by the column that it answers or tells."""

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
    """A column of a form's table: its letter, its two styles, and what a row's height follows from."""

    letter: str
    open_style: int
    known_style: int
    pixels: float
    font_size: float


_NOTHING = Answer(Printed(), is_open=True)


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet of a form with a row for each indicator, task or project.

    ``head`` and ``tail`` are what stands in its part before and after the rows.
    """

    part: str
    head: str
    tail: str
    first_row: int
    least_height: float
    columns: Mapping[Key, _Column]

    def filled(self, rows: Sequence[FormRow], texts: Mapping[str, str], formats: _Formats) -> str:
        """Return the part with its rows."""
        last = self.first_row + max(len(rows), 1) - 1
        table = [self._row(self.first_row + place, row, formats) for place, row in enumerate(rows)]
        tail = _move_down(self.tail, self.first_row + 1, last - self.first_row - 1)
        return "".join([_substitute(self.head, texts), *table, _substitute(tail, texts)])

    def _row(self, row: int, contents: FormRow, formats: _Formats) -> str:
        cells, height = [], self.least_height
        for key, column in self.columns.items():
            answer = contents.get(key, _NOTHING)
            style = column.open_style if answer.is_open else column.known_style
            value = _plain(answer.printed)
            cells.append(cell_markup(f"{column.letter}{row}", style, value, formats))
            if isinstance(value, str) and value:
                height = max(height, height_of(value, column.pixels, column.font_size))
        return f'<row r="{row}" ht="{height:.1f}" customHeight="1">{"".join(cells)}</row>'


@dataclass(frozen=True, slots=True)
class Stencil:
    """A form with some of the sheets, all but its rows and its department.

    ``package`` holds the parts that all such forms have alike, packed once; ``parts`` are those that name the
    department, at the first of the ``marks``: the others are the form's version and its indicators' numbers.
    """

    package: bytes
    parts: Mapping[str, str]
    marks: tuple[str, ...]
    tables: Mapping[str, _Table]
    formats: _Formats

    def fill(
        self, who: identity.Identity, rows: Mapping[str, Sequence[FormRow]], saved: datetime | None
    ) -> bytes:
        """Return the form of a department as the bytes of an .xlsx file."""
        numbers = "、".join(map(str, who.numbers))
        texts = dict(zip(self.marks, (who.department, who.version, numbers), strict=True))
        parts = {name: _substitute(content, texts) for name, content in self.parts.items()}
        if saved is not None:
            when = f"{saved.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            stamp = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
            parts[_CORE] = _MODIFIED.sub(stamp, parts[_CORE])
        parts |= {
            table.part: table.filled(rows.get(sheet, ()), texts, self.formats)
            for sheet, table in self.tables.items()
        }
        return _with_parts(self.package, parts)


@dataclass(frozen=True, slots=True)
class Stencils:
    """The forms of one plan: a stencil for each choice of its sheets, as departments have them."""

    by_sheets: Mapping[frozenset[str], Stencil]

    def fill(
        self,
        who: identity.Identity,
        rows: Mapping[str, Sequence[FormRow]],
        saved: datetime | None = None,
    ) -> bytes:
        """Return the form of a department as the bytes of an .xlsx file.

        Args:
            who: the department, and the form's version.
            rows: by sheet what stands in its rows' cells; a list without any is left out.
            saved: when a department saved what stands there, where it is known.

        """
        return self.by_sheets[sheets_of(rows)].fill(who, rows, saved)


def sheets_of(rows: Mapping[str, Sequence[FormRow]]) -> frozenset[str]:
    """Return the sheets of a form that have rows; without any, the one for indicators is shown."""
    return frozenset(sheet for sheet, found in rows.items() if found) or frozenset({SHEET})


def indicator_row(indicator: Indicator, answers: Mapping[Key, Answer]) -> FormRow:
    """Return what stands in the row of an indicator."""
    labels = (indicator.number, indicator.name, indicator.unit, indicator.target.printed)
    told = (item if isinstance(item, Printed) else _label(item) for item in labels)
    row = {Key(label): Answer(item, is_open=False) for label, item in zip(_LABELS, told, strict=True)}
    return {**row, **answers}


def _label(value: str | int) -> Printed:
    return Printed(str(value), value if isinstance(value, int) else None)


def _plain(content: Printed) -> Printed | str:
    """Return a value as a cell can hold it: a printed text becomes a text."""
    return fit(content.text) if content.number is None else content


class _Shape(NamedTuple):
    """How a sheet of the template is repeated: its prototype rows' fields, and what its columns stand for.

    ``name`` is the field without which there is no table.
    """

    name: str
    fields: tuple[str, ...]
    rows: Band
    columns: tuple[Band, ...]
    keys: Mapping[str, list[Key]]
    """By field what its columns answer or tell, in their order."""


def compile_stencils(
    plan: Plan,
    lists: Mapping[str, ListForm],
    templates: Path | None = None,
    choices: Iterable[frozenset[str]] | None = None,
) -> Stencils:
    """Render the form template for a plan.

    Args:
        plan: whose periods, names and dates the form shows.
        lists: its lists of tasks and projects.
        templates: folder of the template workbooks, by default the shipped one.
        choices: the sheets with rows that forms will have together; by default whatever may stand together.

    Raises:
        InputFileError: the template is missing or damaged.
        TemplateError: the template cannot be used.

    """
    source = Template(templates, FILE)
    shapes = {SHEET: _indicators(plan)} | {sheet: _listed(form) for sheet, form in lists.items()}
    for title in (*shapes, identity.SHEET):
        if title not in source.titles:
            sheets = "、".join((*shapes, identity.SHEET))
            raise TemplateError(catalogue.TEMPLATE_MISSING.at(FILE, sheet=sheets))
    for title, shape in shapes.items():
        if not _has_two_prototypes(source.sheet(title), shape.fields):
            raise TemplateError(catalogue.FORM_ROWS.at(f"{FILE} {title}"))
    scope = plan_scope(plan)
    scope |= {name: scope[name] or _TO_BE_TOLD for name in ("联系人", "报送截止日期")}
    headers = (column.header for form in lists.values() for column in form.columns)
    marks = _marks([*scope.values(), *headers])
    scope |= dict(zip(_PER_FORM, marks, strict=True))
    scope |= {identity.PLAN: identity.identity(plan, "", ()).plan}
    codes = _codes(plan, lists)
    stencils = {}
    for choice in set(choices) if choices is not None else _subsets(shapes):
        stencils[choice] = _compiled(source, shapes, choice, scope, marks, codes)
    return Stencils(stencils)


def _subsets(titles: Iterable[str]) -> list[frozenset[str]]:
    found = list(titles)
    sizes = range(1, len(found) + 1)
    return [frozenset(chosen) for size in sizes for chosen in itertools.combinations(found, size)]


def _compiled(
    source: Template,
    shapes: Mapping[str, _Shape],
    choice: frozenset[str],
    scope: dict[str, Value],
    marks: tuple[str, ...],
    codes: Sequence[str],
) -> Stencil:
    """Return the stencil of forms with rows on some sheets; without indicators, their sheet is hidden."""
    book = Workbook.empty(source.book)
    sheets: dict[str, Rendered] = {}
    for title in source.titles:
        shape = shapes.get(title)
        if title in _LISTS and title not in choice:
            continue
        rows, columns = ([shape.rows], shape.columns) if shape else ([], ())
        sheets[title] = Rendered(source.sheet(title), book, title, scope, rows, columns, is_result=False)
    for title, rendered in sheets.items():
        rendered.put_in(hidden=title == SHEET and SHEET not in choice)
    book.show(next(title for title in sheets if title in choice))
    tables = {title: (sheets[title], shape) for title, shape in shapes.items() if title in sheets}
    return _cut(book, tables, marks, codes)


def _indicators(plan: Plan) -> _Shape:
    values, growths = value_periods(plan), growth_periods(plan)
    fields = (*_LABELS, VALUES, GROWTHS, *(HEADERS[field][0] for field in WORDS))
    spread = {VALUES: [str(period) for period in values], GROWTHS: [str(period) for period in growths]}
    return _Shape(
        "指标",
        fields,
        Band.of(" ".join(fields), [{**dict.fromkeys(fields), **spread}]),
        (
            Band.of("时期 数据", [{"时期": str(period)} for period in values]),
            Band.of("增速时期 增速", [{"增速时期": str(period)} for period in growths]),
        ),
        {
            **{label: [Key(label)] for label in _LABELS},
            VALUES: [Key(VALUES, period) for period in values],
            GROWTHS: [Key(GROWTHS, period) for period in growths],
            **{HEADERS[field][0]: [Key(field)] for field in WORDS},
        },
    )


def _listed(form: ListForm) -> _Shape:
    """Return the shape of a list's sheet: a column for each that the master has, under its header."""
    fields = tuple(places(form.sheet))
    of = {field: [column for column in form.columns if column.place == field] for field in fields}
    spread = {field: [""] * len(columns) for field, columns in of.items()}
    return _Shape(
        next(column.place for column in form.columns if column.of == form.grammar.name),
        fields,
        Band.of(" ".join(fields), [spread]),
        tuple(
            Band.of(f"{field}表头 {field}", [{f"{field}表头": column.header} for column in columns])
            for field, columns in of.items()
        ),
        {field: [column.key for column in columns] for field, columns in of.items()},
    )


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


def _cut(
    book: Workbook,
    sheets: Mapping[str, tuple[Rendered, _Shape]],
    marks: tuple[str, ...],
    codes: Sequence[str],
) -> Stencil:
    placed = {title: _columns(rendered, shape) for title, (rendered, shape) in sheets.items()}
    columns = [column for found in placed.values() for column in found.values()]
    used = sorted({style for column in columns for style in (column.open_style, column.known_style)})
    numbers = {(style, code): book.styles.with_number_format(style, code) for style in used for code in codes}
    formats = _Formats(numbers, {style: book.styles.as_text(style) for style in used})
    with zipfile.ZipFile(BytesIO(book.save())) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    tables = {}
    for title, (rendered, shape) in sheets.items():
        first, _ = rendered.cell(shape.name)
        assert rendered.sheet is not None  # noqa: S101 - it was put in
        part = rendered.sheet.part
        height = rendered.template.heights.get(first, rendered.template.default_height)
        tables[title] = _Table(part, *_around(parts.pop(part), first), first, height, placed[title])
    own = {name: text for name, text in parts.items() if name == _CORE or any(mark in text for mark in marks)}
    others = {name: text for name, text in parts.items() if name not in own}
    return Stencil(_with_parts(b"", others), own, marks, tables, formats)


def _codes(plan: Plan, lists: Mapping[str, ListForm]) -> list[str]:
    """Return the number formats that the plan's figures bring."""
    codes = {one.target.printed.number_format for one in plan.indicators}
    codes |= {
        item.printed.number_format
        for one in plan.indicators
        for item in (*one.observations, *one.after_cutoff, *one.growths.values())
    }
    codes |= {
        answer.printed.number_format
        for form in lists.values()
        for row in form.rows
        for answer in row.answers.values()
    }
    return sorted(codes - {GENERAL})


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


def _columns(rendered: Rendered, shape: _Shape) -> dict[Key, _Column]:
    """Return the columns of a form's table from left to right, by what stands in them."""
    found: dict[Key, int] = {}
    for name, keys in shape.keys.items():
        if keys and rendered.shows(name):
            start = rendered.cell(name)[1]
            found |= {key: start + offset for offset, key in enumerate(keys)}
    first, _ = rendered.cell(shape.name)
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
        for key, number in sorted(found.items(), key=lambda item: item[1])
    }


def _substitute(content: str, texts: Mapping[str, str]) -> str:
    """Replace the marks, all at once: what replaces one may look like another."""
    marks = re.compile("|".join(map(re.escape, texts)))
    return marks.sub(lambda mark: escaped(fit(texts[mark[0]])), content)
