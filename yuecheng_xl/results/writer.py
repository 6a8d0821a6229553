"""Write the results: the two computed columns and the result sheets, nothing else of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
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
from yuecheng_xl.results.sheets import SHEETS, TABLE_1
from yuecheng_xl.results.sheets.page import Page
from yuecheng_xl.results.template import Templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.results.sheets import ResultSheet
    from yuecheng_xl.rules import Evaluation

_FORMATS = (".xlsx", ".xlsm")
_MAX_TITLE = 31


@dataclass(frozen=True, slots=True)
class Written:
    """Where the results are, the backup of a workbook written in place, and what writing found.

    ``findings`` are those of the evaluation and of the writing.
    """

    path: Path
    backup: Path | None
    findings: tuple[Finding, ...]


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
    findings = [*check_evaluation(evaluation), *_loss_findings(source, book, in_place=in_place)]
    findings += _fill_columns(book, evaluation)
    findings += _add_sheets(book, SHEETS, evaluation, loaded, findings)
    if not in_place:
        _show(book, SHEETS[0].TITLE)
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
    path = files.result_path(source_of(evaluation.plan), out, TABLE_1.TITLE)
    loaded = Templates(Path(templates) if templates else None)
    book = Workbook()
    book.remove(book.worksheets[0])
    findings = [*evaluation.findings]
    findings += _add_sheets(book, [TABLE_1], evaluation, loaded, findings)
    findings += files.save(book, path)
    return Written(path, None, tuple(findings))


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


def _fill_columns(book: Any, evaluation: Evaluation) -> list[Finding]:  # noqa: ANN401
    """Write the completion and recommendation columns, where the table has them."""
    table = evaluation.plan.table
    if table is None:
        return []
    sheet = book[table.sheet]
    findings = []
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
        if blocked:
            header = sheet.cell(table.header_row, column).value
            where = f"{table.sheet}!{get_column_letter(column)}{table.header_row}"
            findings.append(catalogue.COLUMN_NOT_WRITTEN.at(where, header=header))
    return findings


def _add_sheets(
    book: Any,  # noqa: ANN401
    sheets: Sequence[ResultSheet],
    evaluation: Evaluation,
    templates: Templates,
    findings: Sequence[Finding],
) -> list[Finding]:
    """Replace the sheets of the last run; a sheet that is not ours, or was edited, stays."""
    own: list[Finding] = []
    titles: dict[ResultSheet, str] = {}
    for result in sheets:
        title = result.TITLE
        if title in book.sheetnames:
            old = book[title]
            if not ownership.is_ours(old):
                title = _free_title(book, f"{result.TITLE}（评估结果）")
                if title in book.sheetnames:
                    del book[title]
                own.append(catalogue.SHEET_NOT_OURS.at(result.TITLE, sheet=result.TITLE, used=title))
            elif ownership.is_edited(old):
                kept = _free_title(book, f"{result.TITLE}（手工修改）")
                old.title = kept
                own.append(catalogue.SHEET_EDITED.at(kept, sheet=result.TITLE, used=kept))
            else:
                del book[title]
        titles[result] = title
    for result, title in titles.items():
        target = book.create_sheet(title)
        result.fill(Page(templates.sheet(result.TITLE), target, evaluation, [*findings, *own]))
        ownership.mark(target)
    return own


def _free_title(book: Any, wanted: str) -> str:  # noqa: ANN401
    """Return a title that no sheet has, or that a sheet of ours has and may lose."""
    title, count = wanted[:_MAX_TITLE], 1
    while title in book.sheetnames and not (
        ownership.is_ours(book[title]) and not ownership.is_edited(book[title])
    ):
        count += 1
        suffix = f"{count}"
        title = wanted[: _MAX_TITLE - len(suffix)] + suffix
    return title


def _show(book: Any, title: str) -> None:  # noqa: ANN401
    """Open the workbook on a sheet; one sheet selected, or Excel would edit several at once."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == title
    if title in book.sheetnames:
        book.active = book.sheetnames.index(title)
