"""The merged master: a copy of the master with the answers taken, and where each of them came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.collection.confirming import TITLE, YES
from yuecheng_xl.collection.model import Decision, Fate, FileFinding
from yuecheng_xl.disk import files
from yuecheng_xl.findings import catalogue
from yuecheng_xl.forms.layout import GROWTHS, VALUES
from yuecheng_xl.grid.places import letters
from yuecheng_xl.sheets.formulas import mark_stale
from yuecheng_xl.sheets.opening import damages, open_workbook
from yuecheng_xl.sheets.placement import free_title
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.tables.placeholders import plan_scope
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.plan.model import Table
    from yuecheng_xl.sheets.editing import Edited
    from yuecheng_xl.sheets.template import Template
    from yuecheng_xl.typed.values import Record, Value

_WRITTEN = (Fate.NEW, Fate.UPDATED, Fate.REVISED)


def write_master(
    folder: Path, plan: Plan, figures: Sequence[Decision], roster: Roster, templates: Template
) -> tuple[str, tuple[Decision, ...], list[FileFinding]]:
    """Write a copy of the master with the answers taken, and where they came from.

    Returns:
        The copy's name in the folder (.xlsm for a master with macros); the figures with their fates,
        NO_PLACE where the master had no cell for one after all; and what filling found.

    Raises:
        InputFileError: the master cannot be read any more.
        OutputError: the copy cannot be written, or the master is of a kind that must not be.
        TemplateError: the template cannot be used.

    """
    source = plan.source
    assert source is not None  # noqa: S101 - it was read from a workbook
    contents: dict[str, dict[int, dict[int, Value]]] = {table.sheet: {} for table in plan.tables}
    for figure in figures:
        table = _table(figure, plan, roster)
        place = _place(figure, table, roster) if figure.fate in _WRITTEN else None
        if place is not None:
            contents[table.sheet].setdefault(place[0], {})[place[1]] = figure.entry.printed
    book = open_workbook(source, or_old=True)
    name = merged_names(source)[book.has_macros]
    findings = []
    if book.is_converted:
        findings.append(FileFinding(catalogue.CONVERTED.at(source.name, file=name)))
    with damages(source):
        filled = {sheet: book.edit_cells(book.sheet(sheet), cells) for sheet, cells in contents.items()}
        count = mark_stale(book, {sheet: edited.changed for sheet, edited in filled.items()})
        if count:
            findings.append(FileFinding(catalogue.FORMULAS_RECALCULATED.at(source.name, count=count)))
        kept = []
        for figure in figures:
            table = _table(figure, plan, roster)
            edited = filled[table.sheet]
            finding = _not_filled(figure, table, edited, roster) if figure.fate in _WRITTEN else None
            if finding is not None:
                submission = figure.submission
                findings.append(FileFinding(finding, submission.file, submission.department))
            kept.append(figure if finding is None else figure._replace(fate=Fate.NO_PLACE))
        room = free_title(book, TITLE)
        findings += [FileFinding(room.finding)] if room.finding else []
        band = Band.of(_FIELDS, _sources(kept, roster))
        scope = plan_scope(roster.outline)
        Rendered(templates.sheet(TITLE), book, room.title, scope, [band]).put_in(room.place)
        content = book.save()
    files.put(content, folder / name)
    return name, tuple(kept), findings


def merged_names(source: Path) -> tuple[str, str]:
    """Return the merged master's name without macros, and with them."""
    return f"{source.stem}-汇总.xlsx", f"{source.stem}-汇总.xlsm"


def column_of(table: Table, key: Key) -> int | None:
    """Return the master's column for an answer, or None where it has none."""
    if key.period is None:
        return table.columns.get(key.kind)
    return {VALUES: table.figures, GROWTHS: table.growths}[key.kind].get(key.period)


def _table(figure: Decision, plan: Plan, roster: Roster) -> Table:
    """Return the table of a figure's indicator."""
    table = plan.table_of(roster.by_number[figure.entry.number])
    assert table is not None  # noqa: S101 - it was read from a workbook
    return table


def _place(figure: Decision, table: Table, roster: Roster) -> tuple[int, int] | None:
    column = column_of(table, figure.entry.key)
    return None if column is None else (roster.by_number[figure.entry.number].row, column)


def _not_filled(figure: Decision, table: Table, filled: Edited, roster: Roster) -> Finding | None:
    """Say why the master did not get an answer; None where it did."""
    entry, place = figure.entry, _place(figure, table, roster)
    name, what = roster.by_number[entry.number].name, str(entry.key)
    if place is None:
        return catalogue.NO_COLUMN.at(entry.where, what=what)
    if place in filled.covered:
        where = f"{table.sheet}!{letters(place[1])}{table.header_row}"
        return catalogue.COLUMN_NOT_WRITTEN.at(where, header=what)
    if place in filled.formulas:
        return catalogue.FORMULA_KEPT.at(entry.where, name=name, what=what, new=entry.printed.text)
    return None


def _sources(figures: Sequence[Decision], roster: Roster) -> Sequence[Record]:
    # What the master already said needs no source, and would hide what is new.
    listed = [figure for figure in figures if figure.fate is not Fate.SAME]
    nothing = dict.fromkeys(_FIELDS.split(), "") | {"指标": "没有新的数据"}
    return Lazy(listed, lambda figure: _record(figure, roster)) if listed else [nothing]


def _printed(figure: Decision, roster: Roster) -> tuple[Printed, Printed]:
    """Return what the master gets of an answer, and what it had."""
    answer = roster.known(figure.entry.number).answers.get(figure.entry.key)
    new = figure.entry.printed if figure.fate.is_taken else Printed()
    return new, answer.printed if answer else Printed()


_FIELDS = "序号 指标 项目 填入 填报内容 原数据 处理 确认 责任单位 报送单位 文件 工作表 单元格"


def _record(figure: Decision, roster: Roster) -> Record:
    entry = figure.entry
    indicator = roster.by_number[entry.number]
    new, old = _printed(figure, roster)
    return {
        "序号": entry.number,
        "指标": indicator.name,
        "项目": str(entry.key),
        "填入": new,
        "填报内容": entry.text,
        "原数据": old,
        "处理": figure.fate.value,
        "确认": YES if roster.is_confirmed(entry.number, entry.key, entry.text) else "",
        "责任单位": "、".join(roster.known(entry.number).owners),
        "报送单位": figure.submission.department,
        "文件": figure.submission.file,
        "工作表": entry.sheet,
        "单元格": entry.cell,
    }
