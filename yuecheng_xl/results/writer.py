"""Write the results to a file: the two computed columns and the result sheets, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.disk.written import Written
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.findings.errors import OutputError
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.results.changes import Changes, add_sheets, clear_others, fill_columns
from yuecheng_xl.results.sheets import FINDINGS, TABLE_1, sheets_of
from yuecheng_xl.rules import Evaluation
from yuecheng_xl.sheets.formulas import mark_stale
from yuecheng_xl.sheets.opening import damages, open_workbook, saved
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.results.sheets import ResultSheet

_SUFFIX = "评估结果"  # of the result file's name


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
        OutputError: the file cannot be written, the workbook is of a kind that must not be, or somebody
            has it open.
        TemplateError: a template cannot be used.
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    source = source_of(evaluation.plan)
    lock = files.lock_beside(source)
    if in_place and lock is not None:
        raise OutputError(catalogue.OPEN_ELSEWHERE.at(source.name, lock=lock.name))
    loaded = Template(Path(templates) if templates else None)
    book = open_workbook(source, or_old=True)
    if in_place and (book.is_converted or source.suffix.lower() not in files.WORKBOOKS):
        raise OutputError(catalogue.IN_PLACE_FORMAT.at(source.name))
    suffix = ".xlsm" if book.has_macros else ".xlsx"
    path = source if in_place else files.result_path(source, out, _SUFFIX, suffix)
    changes = Changes(evaluation.findings)
    if lock is not None:
        changes.noticed.append(catalogue.UNSAVED_ELSEWHERE.at(source.name, lock=lock.name))
    if book.is_converted:
        changes.noticed.append(catalogue.CONVERTED.at(source.name, file=path.name))
    table = evaluation.plan.table
    with damages(source):
        filled = fill_columns(book, evaluation, changes)
        if not in_place and out is not None and Path(out).suffix.lower() in set(files.WORKBOOKS) - {suffix}:
            changes.noticed.append(catalogue.KEEPS_MACROS.at(source.name, file=path.name))
        count = mark_stale(book, {filled_table.sheet: edited.changed for filled_table, edited in filled})
        if count:
            changes.noticed.append(catalogue.FORMULAS_RECALCULATED.at(source.name, count=count))
        sheets = add_sheets(book, sheets_of(evaluation.plan), evaluation, loaded, changes)
        clear_others(book, evaluation, changes)
        if not in_place:
            book.show(sheets[0].title, mine=book.sheet(table.sheet) if table else None)
        content = book.save()
    findings = changes.findings
    backup = files.back_up(source) if in_place else None
    if backup:
        findings.append(catalogue.BACKED_UP.at(source.name, file=backup.name))
    if in_place:
        files.put_back(content, path)
    else:
        findings += files.put(content, path)
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
    add_sheets(book, [sheet], evaluation, loaded, changes)
    content = saved(book, path)
    return Written(path, None, (*changes.findings, *files.put(content, path)))
