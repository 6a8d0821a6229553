"""Write the results: the two computed columns and the result sheets, nothing else of the workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.disk.written import Written
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.findings.errors import OutputError
from yuecheng_xl.grid.places import letters
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.results.page import Page
from yuecheng_xl.results.sheets import FINDINGS, SHEETS, TABLE_1
from yuecheng_xl.rules import Evaluation
from yuecheng_xl.sheets.formulas import mark_stale, onlookers
from yuecheng_xl.sheets.opening import damages, open_workbook, saved
from yuecheng_xl.sheets.placement import free_title
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.results.sheets import ResultSheet
    from yuecheng_xl.rules import Assessment
    from yuecheng_xl.sheets.editing import Edited
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Value


@dataclass(slots=True)
class Changes:
    """What writing does to a workbook, so that it can be done to the same one open in Excel."""

    found: Sequence[Finding]
    """Those of the evaluation, and what was known before writing."""
    noticed: list[Finding] = field(default_factory=list)
    """Those of the writing."""
    filled: list[tuple[int, int, str]] = field(default_factory=list)
    """Cells of the computed columns: row, column, text."""
    made: dict[str, str] = field(default_factory=dict)
    """Titles of the result sheets, in their order, with the proof that they are ours."""
    places: dict[str, str] = field(default_factory=dict)
    """From left to right: for each of them the title of the sheet that it stands behind, empty for none."""
    replaced: list[str] = field(default_factory=list)
    """Titles of the last run's sheets, which give way."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Our sheets that somebody worked on: the title, and that under which they are kept."""
    onlookers: list[tuple[str, str]] = field(default_factory=list)
    """Cells (sheet as it was called, address) with a formula that looks at one of these."""

    @property
    def findings(self) -> list[Finding]:
        """All of them, those of the writing last."""
        return [*self.found, *self.noticed]


def write_results(
    evaluation: Evaluation,
    out: str | Path | None = None,
    *,
    in_place: bool = False,
    templates: str | Path | None = None,
) -> Written:
    """Write a copy of the plan's workbook with the computed columns filled in and the result sheets.

    Args:
        evaluation: of a plan that was read from a workbook.
        out: the result file; by default ``<name>-评估结果.xlsx`` in the working folder (``.xlsm`` for a
            workbook with macros).
        in_place: write into the plan's own workbook instead, after a backup.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        InputFileError: the workbook cannot be read any more.
        OutputError: the file cannot be written, or the workbook is of a kind that must not be.
        TemplateError: a template cannot be used.
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    source = source_of(evaluation.plan)
    if in_place and source.suffix.lower() not in files.WORKBOOKS:
        raise OutputError(catalogue.IN_PLACE_FORMAT.at(source.name))
    loaded = Template(Path(templates) if templates else None)
    book = open_workbook(source)
    suffix = ".xlsm" if book.has_macros else ".xlsx"
    path = source if in_place else files.result_path(source, out, "评估结果", suffix)
    changes = Changes(evaluation.findings)
    table = evaluation.plan.table
    with damages(source):
        edited = _fill_columns(book, evaluation, changes)
        if not in_place and out is not None and Path(out).suffix.lower() in set(files.WORKBOOKS) - {suffix}:
            changes.noticed.append(catalogue.KEEPS_MACROS.at(source.name, file=path.name))
        count = mark_stale(book, {table.sheet: edited.changed} if table and edited else {})
        if count:
            changes.noticed.append(catalogue.FORMULAS_RECALCULATED.at(source.name, count=count))
        sheets = _add_sheets(book, SHEETS, evaluation, loaded, changes)
        if not in_place:
            book.show(sheets[0].title, mine=book.sheet(table.sheet) if table else None)
        content = book.save()
    findings = changes.findings
    backup = files.back_up(source) if in_place else None
    if backup:
        findings.append(catalogue.BACKED_UP.at(source.name, file=backup.name))
    findings += files.put(content, path, over=in_place)
    return Written(path, backup, tuple(findings))


def write_table1(
    evaluation: Evaluation, out: str | Path | None = None, *, templates: str | Path | None = None
) -> Written:
    """Write Table 1 alone, by default to ``<name>-表1.xlsx`` in the working folder.

    Raises:
        OutputError: the file cannot be written.
        TemplateError: the template cannot be used.
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    return _write_alone(TABLE_1, evaluation, evaluation.findings, out, templates)


def write_findings(
    evaluation: Evaluation, out: str | Path | None = None, *, templates: str | Path | None = None
) -> Written:
    """Write 问题清单 alone, by default to ``<name>-问题清单.xlsx`` in the working folder.

    Raises:
        OutputError: the file cannot be written.
        TemplateError: the template cannot be used.

    """
    return _write_alone(FINDINGS, evaluation, evaluation.findings, out, templates)


def _write_alone(
    sheet: ResultSheet,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    out: str | Path | None,
    templates: str | Path | None,
) -> Written:
    path = files.result_path(source_of(evaluation.plan), out, sheet.TITLE)
    loaded = Template(Path(templates) if templates else None)
    book = Workbook.empty(loaded.book)
    changes = Changes(findings)
    _add_sheets(book, [sheet], evaluation, loaded, changes)
    content = saved(book, path)
    return Written(path, None, (*changes.findings, *files.put(content, path)))


def write_sheets(
    evaluation: Evaluation,
    out: Path,
    *,
    only_table1: bool = False,
    templates: str | Path | None = None,
) -> Changes:
    """Write the result sheets alone, as they would stand in the plan's workbook, to be copied into it.

    The plan's workbook is the copy of one that is open in Excel, with the add-in doing there what the
    returned changes say.

    Raises:
        InputFileError: the workbook cannot be read any more.
        OutputError: the file cannot be written.
        TemplateError: a template cannot be used.

    """
    loaded = Template(Path(templates) if templates else None)
    source = source_of(evaluation.plan)
    old = open_workbook(source, to_be_written=False)
    changes = Changes(evaluation.findings)
    if not only_table1:
        changes.filled = _filled(evaluation, _fill_columns(old, evaluation, changes))
    # Their workbook has the theme and the styles of the one that they go to, so that both look alike.
    book = Workbook.empty(old)
    chosen: Sequence[ResultSheet] = [TABLE_1] if only_table1 else SHEETS
    sheets, behind = [], None
    for result in chosen:
        title, place = _make_room(old, result.TITLE, behind, changes)
        old.add_sheet(title, b"", place)
        behind = old.titles.index(title) + 1
        page = Page(loaded.sheet(result.TITLE), book, title, None, evaluation, changes.findings)
        sheets.append(result.fill(page))
    gone = [*changes.replaced, *(title for title, _ in changes.renamed)]
    before = {since: title for title, since in changes.renamed}
    changes.onlookers = [(before.get(item.sheet, item.sheet), item.place) for item in onlookers(old, gone)]
    content = saved(book, source)
    changes.made = {sheet.title: sheet.proof for sheet in sheets}
    order = ["", *old.titles]
    changes.places = {title: behind for behind, title in pairwise(order) if title in changes.made}
    files.put(content, out)
    return changes


def _fill_columns(book: Workbook, evaluation: Evaluation, changes: Changes) -> Edited | None:
    """Write the completion and recommendation columns, where the table has them."""
    table = evaluation.plan.table
    columns = _computed_columns(evaluation.plan)
    if table is None or not columns:
        return None
    contents: dict[int, Mapping[int, Value]] = {
        item.indicator.row: {column: _computed(item, name) for column, name in columns.items()}
        for item in evaluation.assessments
    }
    edited = book.edit_cells(book.sheet(table.sheet), contents, over_formulas=True)
    for column in sorted({column for _, column in edited.covered}):
        where = f"{table.sheet}!{letters(column)}{table.header_row}"
        changes.noticed.append(catalogue.COLUMN_NOT_WRITTEN.at(where, header=HEADERS[columns[column]][0]))
    return edited


def _filled(evaluation: Evaluation, edited: Edited | None) -> list[tuple[int, int, str]]:
    """Return what stands in the computed columns now, column by column."""
    return [
        (item.indicator.row, column, _computed(item, name))
        for column, name in _computed_columns(evaluation.plan).items()
        for item in evaluation.assessments
        if edited is not None and (item.indicator.row, column) not in edited.covered
    ]


def _computed_columns(plan: Plan) -> dict[int, str]:
    """Return the fields that are computed by their columns."""
    columns = plan.table.columns if plan.table else {}
    return {columns[name]: name for name in ("completion", "recommendation") if name in columns}


def _computed(item: Assessment, field_name: str) -> str:
    return item.completion if field_name == "completion" else item.recommendation.text


def _add_sheets(
    book: Workbook,
    results: Sequence[ResultSheet],
    evaluation: Evaluation,
    templates: Template,
    changes: Changes,
) -> list[Rendered]:
    """Replace the sheets of the last run; a sheet that is not ours, or was worked on, stays."""
    made = []
    behind: int | None = None
    for result in results:
        title, place = _make_room(book, result.TITLE, behind, changes)
        page = Page(templates.sheet(result.TITLE), book, title, place, evaluation, changes.findings)
        made.append(result.fill(page))
        behind = book.titles.index(title) + 1
    return made


def _make_room(book: Workbook, wanted: str, behind: int | None, changes: Changes) -> tuple[str, int | None]:
    """Free a title; return it, and where its sheet goes: where the last run's stood, else behind ours."""
    room = free_title(book, wanted)
    if room.replaced:
        changes.replaced.append(room.replaced)
    if room.renamed:
        changes.renamed.append((room.title, room.renamed))
    if room.finding is not None:
        changes.noticed.append(room.finding)
    return room.title, behind if room.place is None else room.place
