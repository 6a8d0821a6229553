"""Write the results: the two computed columns and the result sheets, nothing else of the workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from yuecheng_xl import ownership
from yuecheng_xl.checks.workbook import check_evaluation
from yuecheng_xl.errors import InputFileError, OutputError
from yuecheng_xl.grid.load import load
from yuecheng_xl.messages import catalogue
from yuecheng_xl.results import files
from yuecheng_xl.results.losses import formula_count, lost_on_save
from yuecheng_xl.results.render import put
from yuecheng_xl.results.room import make_room
from yuecheng_xl.results.sheets import FINDINGS, SHEETS, TABLE_1
from yuecheng_xl.results.sheets.page import Page
from yuecheng_xl.results.template import Templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.results.sheets import ResultSheet
    from yuecheng_xl.rules import Evaluation

_FORMATS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Written:
    """Where the results are, the backup of a workbook written in place, and what writing found.

    ``findings`` are those of the evaluation and of the writing.
    """

    path: Path
    backup: Path | None
    findings: tuple[Finding, ...]


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
    replaced: list[str] = field(default_factory=list)
    """Titles of the last run's sheets, which give way."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Our sheets that somebody edited: the title, and that under which they are kept."""
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
        out: the result file; by default ``<name>-评估结果.xlsx`` in the working folder.
        in_place: write into the plan's own workbook instead, after a backup.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        OutputError: the file cannot be written, or ``in_place`` would lose something of it.
        TemplateError: a template cannot be used.

    """
    source = source_of(evaluation.plan)
    if in_place and source.suffix.lower() not in _FORMATS:
        raise OutputError(catalogue.IN_PLACE_FORMAT.at(source.name))
    path = source if in_place else files.result_path(source, out, "评估结果")
    loaded = Templates(Path(templates) if templates else None)
    with_macros = in_place and source.suffix.lower() == ".xlsm"
    book = load(source, rich_text=True, keep_vba=with_macros)
    changes = Changes([*check_evaluation(evaluation), *_loss_findings(source, book, in_place=in_place)])
    _fill_columns(book, evaluation, changes)
    _add_sheets(book, SHEETS, evaluation, loaded, changes)
    if not in_place:
        _show(book, SHEETS[0].TITLE)
    findings = changes.findings
    backup = files.back_up(source) if in_place else None
    if backup:
        findings.append(catalogue.BACKED_UP.at(source.name, file=backup.name))
    findings += files.save(book, path, over=in_place)
    return Written(path, backup, tuple(findings))


def write_table1(
    evaluation: Evaluation, out: str | Path | None = None, *, templates: str | Path | None = None
) -> Written:
    """Write Table 1 alone, by default to ``<name>-表1.xlsx`` in the working folder.

    Raises:
        OutputError: the file cannot be written.
        TemplateError: the template cannot be used.

    """
    return _write_alone(TABLE_1, evaluation, evaluation.findings, out, templates)


def write_findings(
    evaluation: Evaluation, out: str | Path | None = None, *, templates: str | Path | None = None
) -> Written:
    """Write 问题清单 alone, by default to ``<name>-问题清单.xlsx`` in the working folder.

    Raises:
        OutputError: the file cannot be written.
        TemplateError: the template cannot be used.

    """
    return _write_alone(FINDINGS, evaluation, check_evaluation(evaluation), out, templates)


def _write_alone(
    sheet: ResultSheet,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    out: str | Path | None,
    templates: str | Path | None,
) -> Written:
    path = files.result_path(source_of(evaluation.plan), out, sheet.TITLE)
    loaded = Templates(Path(templates) if templates else None)
    book = files.empty_book()
    changes = Changes(findings)
    _add_sheets(book, [sheet], evaluation, loaded, changes)
    return Written(path, None, (*changes.findings, *files.save(book, path)))


def write_sheets(
    evaluation: Evaluation,
    out: Path,
    *,
    only_table1: bool = False,
    templates: str | Path | None = None,
) -> Changes:
    """Write the result sheets alone, as they would stand in the plan's workbook, to be copied into it.

    The plan's workbook is the copy of one that is open in Excel, with the add-in doing there what the
    returned changes say. Nothing of it gets lost, so there are no findings about that.

    Raises:
        OutputError: the file cannot be written.
        TemplateError: the template cannot be used.

    """
    loaded = Templates(Path(templates) if templates else None)
    # Their workbook has the theme and the styles of the one that they go to, so that both look alike.
    book = load(source_of(evaluation.plan), rich_text=True)
    changes = Changes(check_evaluation(evaluation))
    if not only_table1:
        _fill_columns(book, evaluation, changes)
    _add_sheets(book, [TABLE_1] if only_table1 else SHEETS, evaluation, loaded, changes)
    changes.onlookers = _onlookers(book, changes)
    for sheet in book.sheetnames:
        if sheet not in changes.made:
            del book[sheet]
    book.defined_names.clear()  # they point to sheets that are gone
    _show(book, next(iter(changes.made)))
    files.save(book, out)
    return changes


def source_of(plan: Plan) -> Path:
    """Return the workbook that a plan was read from."""
    if plan.source is None:
        raise InputFileError(catalogue.FILE_MISSING.at(file=plan.name))
    return plan.source


def _loss_findings(source: Path, book: Any, *, in_place: bool) -> list[Finding]:  # noqa: ANN401
    losses = "、".join(lost_on_save(source))
    if losses and in_place:
        raise OutputError(catalogue.WOULD_BE_LOST.at(source.name, losses=losses))
    findings = [catalogue.LOST_IN_COPY.at(source.name, losses=losses)] if losses else []
    formulas = formula_count(source)
    if formulas:
        # Without cached values a reader without Excel would see nothing: have Excel compute on opening.
        book.calculation.fullCalcOnLoad = True
        findings.append(catalogue.FORMULAS_RECALCULATED.at(source.name, count=formulas))
    if source.suffix.lower() == ".xlsm" and not in_place:
        findings.append(catalogue.NO_MACROS.at(source.name))
    return findings


def _fill_columns(book: Any, evaluation: Evaluation, changes: Changes) -> None:  # noqa: ANN401
    """Write the completion and recommendation columns, where the table has them."""
    table = evaluation.plan.table
    if table is None:
        return
    sheet = book[table.sheet]
    for name in ("completion", "recommendation"):
        column = table.columns.get(name)
        if column is None:
            continue
        blocked = False
        for item in evaluation.assessments:
            cell = sheet.cell(item.indicator.row, column)
            if isinstance(cell, MergedCell):
                blocked = True
                continue
            put(cell, item.completion if name == "completion" else item.recommendation_text)
            changes.filled.append((cell.row, cell.column, str(cell.value or "")))
        if blocked:
            header = sheet.cell(table.header_row, column).value
            where = f"{table.sheet}!{get_column_letter(column)}{table.header_row}"
            changes.noticed.append(catalogue.COLUMN_NOT_WRITTEN.at(where, header=header))


def _add_sheets(
    book: Any,  # noqa: ANN401
    sheets: Sequence[ResultSheet],
    evaluation: Evaluation,
    templates: Templates,
    changes: Changes,
) -> None:
    """Replace the sheets of the last run; a sheet that is not ours, or was edited, stays."""
    titles: dict[ResultSheet, str] = {}
    for result in sheets:
        room = make_room(book, result.TITLE)
        if room.replaced:
            changes.replaced.append(room.replaced)
        if room.renamed:
            changes.renamed.append((room.title, room.renamed))
        if room.finding is not None:
            changes.noticed.append(room.finding)
        titles[result] = room.title
    for result, title in titles.items():
        target = book.create_sheet(title)
        result.fill(Page(templates.sheet(result.TITLE), target, evaluation, changes.findings))
        ownership.mark(target)
        changes.made[title] = ownership.proof(target)


def _onlookers(book: Any, changes: Changes) -> list[tuple[str, str]]:  # noqa: ANN401
    """Find the formulas that look at a sheet that gives way: in Excel they would go with it."""
    gone = [*changes.replaced, *(title for title, _ in changes.renamed)]
    before = {since: title for title, since in changes.renamed}
    return [
        (before.get(sheet.title, sheet.title), cell.coordinate)
        for sheet in book.worksheets
        if sheet.title not in changes.made
        for cell in sheet._cells.values()
        if cell.data_type == "f" and any(title in str(cell.value) for title in gone)
    ]


def _show(book: Any, title: str) -> None:  # noqa: ANN401
    """Open the workbook on a sheet; one sheet selected, or Excel would edit several at once."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == title
    if title in book.sheetnames:
        book.active = book.sheetnames.index(title)
