"""What writing does to a plan's workbook: two columns are filled in, result sheets replace the last run's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid.places import letters
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.results.sheets import SHEETS, sheets_of
from yuecheng_xl.results.slot import Slot
from yuecheng_xl.sheets.placement import free_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan.model import Table
    from yuecheng_xl.results.sheets import ResultSheet
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.sheets.editing import Edited
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.sheets.template import Template
    from yuecheng_xl.sheets.workbook import Workbook
    from yuecheng_xl.typed.values import Value


@dataclass(slots=True)
class Changes:
    """What writing does to a workbook, so that a click can do the same to the open one."""

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


def fill_columns(book: Workbook, evaluation: Evaluation, changes: Changes) -> list[tuple[Table, Edited]]:
    """Write the completion and recommendation columns, where the tables have them."""
    plan = evaluation.plan
    contents: dict[str, dict[int, dict[int, Value]]] = defaultdict(lambda: defaultdict(dict))
    for item in evaluation.assessments:
        table = plan.table_of(item.indicator)
        for column, name in _computed_columns(table).items():
            assert table is not None  # noqa: S101 - it has the column
            contents[table.sheet][item.indicator.row][column] = _computed(item, name)
    filled = []
    for table in plan.tables:
        if table.sheet not in contents:
            continue  # another of its sheet's tables was first
        edited = book.edit_cells(book.sheet(table.sheet), contents.pop(table.sheet), over_formulas=True)
        filled.append((table, edited))
        names = {column: name for one in plan.tables for column, name in _computed_columns(one).items()}
        for column in sorted({column for _, column in edited.covered}):
            where = f"{table.sheet}!{letters(column)}{table.header_row}"
            changes.noticed.append(catalogue.COLUMN_NOT_WRITTEN.at(where, header=HEADERS[names[column]][0]))
    return filled


def computed_cells(
    evaluation: Evaluation, filled: Sequence[tuple[Table, Edited]]
) -> list[tuple[int, int, str]]:
    """Return what stands in the computed columns of the main table's sheet now, column by column."""
    plan = evaluation.plan
    if not filled or plan.table is None or filled[0][0].sheet != plan.table.sheet:
        return []
    covered = filled[0][1].covered
    cells = []
    for item in evaluation.assessments:
        table = plan.table_of(item.indicator)
        if table is not None and table.sheet == plan.table.sheet:
            cells += [
                (item.indicator.row, column, _computed(item, name))
                for column, name in _computed_columns(table).items()
                if (item.indicator.row, column) not in covered
            ]
    return sorted(cells, key=lambda cell: cell[1])


def _computed_columns(table: Table | None) -> dict[int, str]:
    """Return the fields that are computed by their columns."""
    columns = table.columns if table else {}
    return {columns[name]: name for name in ("completion", "recommendation") if name in columns}


def _computed(item: Assessment, field_name: str) -> str:
    return item.completion if field_name == "completion" else item.recommendation.text


def add_sheets(
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
        title, place = make_room(book, result.TITLE, behind, changes)
        slot = Slot(templates.sheet(result.TITLE), book, title, place, evaluation, changes.findings)
        made.append(result.fill(slot))
        behind = book.titles.index(title) + 1
    return made


def clear_others(book: Workbook, evaluation: Evaluation, changes: Changes) -> None:
    """Take out the sheets of the last run that this kind of evaluation has not."""
    for sheet in SHEETS:
        if sheet not in sheets_of(evaluation.plan) and sheet.TITLE in book.titles:
            make_room(book, sheet.TITLE, None, changes)


def make_room(book: Workbook, wanted: str, behind: int | None, changes: Changes) -> tuple[str, int | None]:
    """Free a title; return it, and where its sheet goes: where the last run's stood, else behind ours."""
    room = free_title(book, wanted)
    if room.replaced:
        changes.replaced.append(room.replaced)
    if room.renamed:
        changes.renamed.append((room.title, room.renamed))
    if room.finding is not None:
        changes.noticed.append(room.finding)
    return room.title, behind if room.place is None else room.place
