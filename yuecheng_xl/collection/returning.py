"""退回: a faulty submission as it was sent, faulty cells coloured, the first sheet telling what to mend."""

from __future__ import annotations

import re
import shutil
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from yuecheng_xl import ownership
from yuecheng_xl.errors import OutputError, TemplateError
from yuecheng_xl.findings import Severity
from yuecheng_xl.grid.load import load
from yuecheng_xl.results import files
from yuecheng_xl.results.layout import fit_row_heights
from yuecheng_xl.results.losses import lost_on_save
from yuecheng_xl.results.render import Band, put, render
from yuecheng_xl.results.rows import fit
from yuecheng_xl.results.sheets import findings as finding_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from yuecheng_xl.collection.model import Submission
    from yuecheng_xl.collection.names import Names
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Book
    from yuecheng_xl.results.render import Value
    from yuecheng_xl.results.template import Templates

TITLE = "退回说明"
_PLACE = re.compile(r"^(.*)!([A-Z]{1,3}\d{1,7})$", re.DOTALL)
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 140
_AUTHOR, _SAID = "退回说明", "【退回】"


def write_returned(
    submission: Submission,
    source: Path | None,
    book: Book | None,
    names: Names,
    folder: Path,
    templates: Templates,
    scope: dict[str, Value],
) -> str:
    """Write what goes back to the department; return its path below the output folder.

    A workbook that can be annotated without a loss goes back as one file. Else the file as it was sent
    stands beside the annotated one, or beside the explanation alone.

    Args:
        submission: with its findings.
        source: the file as it was sent; None where it cannot be had.
        book: its sheets; None where it cannot be read.
        names: of the files to write.
        folder: the output folder.
        templates: the workbook with the sheet 退回说明.
        scope: the plan's placeholders.

    Raises:
        OutputError: a file cannot be written.

    """
    colours = _colour(templates)
    for make in _ways(source, book):
        try:
            annotated, complete = make()
            _clean(annotated)
            originals = _annotate(annotated, submission.findings, colours)
            _explain(annotated, submission, templates, scope, originals)
            files.save(annotated, folder / names.returned)
        except (OutputError, TemplateError):
            raise
        except Exception:
            # openpyxl has no error class of its own, and of a damaged workbook it loads what it cannot write.
            if make is _bare:
                raise
            continue
        if not complete and source is not None:
            _copy(source, folder / names.original)
        break
    return names.returned


def _copy(source: Path, target: Path) -> None:
    """Copy a file, however large; one that cannot be read has no copy, and the explanation says why."""
    try:
        if not source.is_file():
            return  # a pipe would never end
        original = source.open("rb")
    except OSError:
        return
    with original:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as copied:
                shutil.copyfileobj(original, copied)
        except OSError as cause:
            raise files.cannot_write(target, cause) from cause


def _ways(source: Path | None, book: Book | None) -> list[Callable[[], tuple[Any, bool]]]:
    """Return the ways to a workbook to annotate, the fullest first; each tells if it holds all that came."""
    ways: list[Callable[[], tuple[Any, bool]]] = []
    if book is not None and source is not None:
        if source.suffix.lower() in (".xlsx", ".xlsm"):
            ways.append(partial(_loaded, source))
        ways.append(partial(_copied, book))
    return [*ways, _bare]


def _bare() -> tuple[Any, bool]:
    return files.empty_book(), False


def _loaded(source: Path) -> tuple[Any, bool]:
    loaded = load(source, rich_text=True)  # raises where another format stands under this name
    loaded.calculation.fullCalcOnLoad = True
    return loaded, source.suffix.lower() == ".xlsx" and not lost_on_save(source)


def _copied(book: Book) -> tuple[Any, bool]:
    copied = files.empty_book()
    for grid in book.grids:
        sheet: Any = copied.create_sheet(INVALID_TITLE_REGEX.sub("_", fit(grid.sheet)))
        for (row, column), cell in grid.cells.items():
            value = cell.value if cell.value is not None else cell.text
            put(sheet.cell(row, column), value)  # type: ignore[arg-type]
            sheet.cell(row, column).number_format = fit(cell.number_format)
        for area in grid.merged:
            sheet.merge_cells(
                start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right
            )
        if grid.hidden:
            sheet.sheet_state = "hidden"
    return copied, False


def _colour(templates: Templates) -> dict[Severity, Any]:
    """Return the fill of faulty cells by severity, from the explanation's legend."""
    fills = {}
    for row in templates.sheet(TITLE).iter_rows():
        for cell in row:
            for severity in Severity:
                if cell.value == f"{{{severity.value}色}}":
                    fills[severity] = copy(cell.fill)
    return fills


def _annotate(
    workbook: Any,  # noqa: ANN401
    findings: Sequence[Finding],
    fills: dict[Severity, Any],
) -> dict[str, Any]:
    """Colour and annotate faulty cells; return their own formats by place."""
    originals: dict[str, Any] = {}
    for finding in sorted(findings, key=lambda item: item.severity.rank, reverse=True):
        place = _PLACE.match(finding.where)
        if not place or place[1] not in workbook.sheetnames:
            continue
        sheet = workbook[place[1]]
        cell = sheet[place[2]]
        if isinstance(cell, MergedCell):
            column, row = coordinate_from_string(place[2])
            index = column_index_from_string(column)
            area = next(area for area in sheet.merged_cells.ranges if (row, index) in area.cells)
            cell = sheet.cell(area.min_row, area.min_col)
        said = fit(f"{_SAID}{finding.message}。{finding.remedy}。")
        before = f"{cell.comment.text}\n" if cell.comment else ""
        originals.setdefault(f"{sheet.title}!{cell.coordinate}", copy(cell._style))
        if finding.severity in fills:
            cell.fill = copy(fills[finding.severity])
        cell.comment = Comment(before + said, _AUTHOR, height=_COMMENT_HEIGHT, width=_COMMENT_WIDTH)
    return originals


def _clean(workbook: Any) -> None:  # noqa: ANN401
    """Take off what an earlier return put on: cells that were mended must not stay marked."""
    for explanation in [sheet for sheet in workbook.worksheets if ownership.is_marked(sheet)]:
        for row in explanation.iter_rows():
            place = _PLACE.match(str(row[-1].value))
            if place and place[1] in workbook.sheetnames:
                workbook[place[1]][place[2]]._style = copy(row[-1]._style)
        del workbook[explanation.title]
    for sheet in workbook.worksheets:
        for cell in sheet._cells.values():
            if cell.comment is not None and _SAID in cell.comment.text:
                own = cell.comment.text.partition(_SAID)[0].strip()
                cell.comment = Comment(own, cell.comment.author) if own else None


def _explain(
    workbook: Any,  # noqa: ANN401
    submission: Submission,
    templates: Templates,
    scope: dict[str, Value],
    originals: dict[str, Any],
) -> None:
    title, count = TITLE, 1
    while title in workbook.sheetnames:
        count += 1
        title = f"{TITLE}（{count}）"
    sheet = workbook.create_sheet(title, 0)
    values: dict[str, Value] = {**scope, "报送单位": submission.department, "文件": submission.file}
    values |= {f"{severity.value}色": severity.value for severity in Severity}
    rows = Band.of(finding_list.FIELDS, finding_list.records(submission.findings))
    render(templates.sheet(TITLE), sheet, values, [rows])
    fit_row_heights(sheet, 1, sheet.max_row)
    # The cells' own formats, for the next return to give back, in a hidden column.
    column = sheet.max_column + 1
    for row, (where, style) in enumerate(originals.items(), 1):
        kept: Any = sheet.cell(row, column, where)
        kept._style = style
    sheet.column_dimensions[get_column_letter(column)].hidden = True
    ownership.mark(sheet)
    workbook.active = 0
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
