"""The result sheets alone, for a click to copy into the workbook that is open."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.results.changes import Changes, clear_others, computed_cells, fill_columns, make_room
from yuecheng_xl.results.sheets import TABLE_1, sheets_of
from yuecheng_xl.results.slot import Slot
from yuecheng_xl.sheets.formulas import onlookers
from yuecheng_xl.sheets.opening import open_workbook, saved
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.results.sheets import ResultSheet
    from yuecheng_xl.rules import Evaluation


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
        filled = fill_columns(old, evaluation, changes)
        changes.filled = computed_cells(evaluation, filled)
        for table, _ in filled:
            if evaluation.plan.table and table.sheet != evaluation.plan.table.sheet:
                changes.noticed.append(catalogue.SHEET_NOT_FILLED.at(table.sheet))
    # Their workbook has the theme and the styles of the one that they go to, so that both look alike.
    book = Workbook.empty(old)
    chosen: Sequence[ResultSheet] = [TABLE_1] if only_table1 else sheets_of(evaluation.plan)
    sheets, behind = [], None
    for result in chosen:
        title, place = make_room(old, result.TITLE, behind, changes)
        old.add_sheet(title, b"", place)
        behind = old.titles.index(title) + 1
        slot = Slot(loaded.sheet(result.TITLE), book, title, None, evaluation, changes.findings)
        sheets.append(result.fill(slot))
    if not only_table1:
        clear_others(old, evaluation, changes)
    gone = [*changes.replaced, *(title for title, _ in changes.renamed)]
    before = {since: title for title, since in changes.renamed}
    changes.onlookers = [(before.get(item.sheet, item.sheet), item.place) for item in onlookers(old, gone)]
    content = saved(book, source)
    changes.made = {sheet.title: sheet.proof for sheet in sheets}
    order = ["", *old.titles]
    changes.places = {title: behind for behind, title in pairwise(order) if title in changes.made}
    files.put(content, out)
    return changes
