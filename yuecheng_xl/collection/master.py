"""The merged master: a copy of the master with the answers taken, and where each of them came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.collection.confirming import TITLE, YES
from yuecheng_xl.collection.model import Decision, Fate, FileFinding
from yuecheng_xl.disk import files
from yuecheng_xl.findings import catalogue
from yuecheng_xl.forms.layout import GROWTHS, VALUES, Row
from yuecheng_xl.grid.places import letters
from yuecheng_xl.sheets.formulas import mark_stale
from yuecheng_xl.sheets.opening import damages, open_workbook
from yuecheng_xl.sheets.placement import free_title
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.tables.placeholders import plan_scope
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
    contents |= {form.title: {} for form in roster.lists.values()}
    for figure in figures:
        place = _place(figure, plan, roster) if figure.fate in _WRITTEN else None
        if place is not None:
            contents[place.sheet].setdefault(place.row, {})[place.column] = figure.entry.printed
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
            finding = _not_filled(figure, plan, filled, roster) if figure.fate in _WRITTEN else None
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


class _Place(NamedTuple):
    """A cell of the master, and the row of its header."""

    sheet: str
    row: int
    column: int
    header_row: int


def _place(figure: Decision, plan: Plan, roster: Roster) -> _Place | None:
    """Return the master's cell for an answer, or None where it has none."""
    subject, key = figure.entry.number, figure.entry.key
    if isinstance(subject, Row):
        form = roster.lists[subject.sheet]
        listed = form.column(key)
        place = None if listed is None else (form.title, subject.number, listed.number, form.header_row)
    else:
        indicator = roster.by_number[subject]
        table = plan.table_of(indicator)
        assert table is not None  # noqa: S101 - it was read from a workbook
        column = column_of(table, key)
        place = None if column is None else (table.sheet, indicator.row, column, table.header_row)
    return None if place is None else _Place(*place)


def _not_filled(figure: Decision, plan: Plan, filled: Mapping[str, Edited], roster: Roster) -> Finding | None:
    """Say why the master did not get an answer; None where it did."""
    entry, place = figure.entry, _place(figure, plan, roster)
    name, what = roster.name(entry.number), str(entry.key)
    if place is None:
        return catalogue.NO_COLUMN.at(entry.where, what=what)
    edited, cell = filled[place.sheet], (place.row, place.column)
    if cell in edited.covered:
        where = f"{place.sheet}!{letters(place.column)}{place.header_row}"
        return catalogue.COLUMN_NOT_WRITTEN.at(where, header=what)
    if cell in edited.formulas:
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
    number = entry.number
    new, old = _printed(figure, roster)
    return {
        "序号": roster.rows[number].number if isinstance(number, Row) else number,
        "指标": roster.label(number),
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
