"""The merged master: a copy of the master with the answers taken, and where each of them came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from yuecheng_xl import ownership
from yuecheng_xl.collection.model import Fate, Figure, FileFinding
from yuecheng_xl.forms.layout import GROWTHS, VALUES
from yuecheng_xl.messages import catalogue
from yuecheng_xl.plan.model import Printed
from yuecheng_xl.results import files
from yuecheng_xl.results.losses import lost_on_save
from yuecheng_xl.results.refill import refill
from yuecheng_xl.results.roll import Roll
from yuecheng_xl.results.room import make_room
from yuecheng_xl.results.scope import plan_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.plan.model import Table
    from yuecheng_xl.results.refill import Refill
    from yuecheng_xl.results.render import Record
    from yuecheng_xl.results.template import Templates

TITLE = "数据来源"
_WRITTEN = (Fate.NEW, Fate.UPDATED, Fate.REVISED)


def write_master(
    path: Path, plan: Plan, figures: Sequence[Figure], roster: Roster, templates: Templates
) -> tuple[tuple[Figure, ...], list[FileFinding]]:
    """Write a copy of the master with the answers taken, and where they came from.

    Returns:
        The figures with their fates, NO_PLACE where the master had no cell for one after all; and what
        filling found.

    Raises:
        InputFileError: the master cannot be read any more.
        OutputError: the copy cannot be written.
        TemplateError: the template cannot be used.

    """
    source, table = plan.source, plan.table
    assert source is not None  # noqa: S101 - it was read from a workbook
    assert table is not None  # noqa: S101
    contents: dict[int, dict[int, Printed]] = {}
    for figure in figures:
        place = _place(figure, table, roster) if figure.fate in _WRITTEN else None
        if place is not None:
            contents.setdefault(place[0], {})[place[1]] = figure.entry.printed
    filled = refill(source, table.sheet, contents)
    filled.book.calculation.fullCalcOnLoad = True
    findings = []
    losses = "、".join(lost_on_save(source))
    if losses:
        findings.append(FileFinding(catalogue.LOST_IN_COPY.at(source.name, losses=losses)))
    kept = []
    for figure in figures:
        finding = _not_filled(figure, table, filled, roster) if figure.fate in _WRITTEN else None
        if finding is not None:
            findings.append(FileFinding(finding, figure.submission.file, figure.submission.department))
        kept.append(figure if finding is None else figure._replace(fate=Fate.NO_PLACE))
    room = make_room(filled.book, TITLE)
    findings += [FileFinding(room.finding)] if room.finding else []
    sources = _sources(filled.book.create_sheet(room.title), kept, roster, templates)
    files.save(filled.book, path, rewritten={table.sheet: filled.write, room.title: sources.write})
    return tuple(kept), findings


def column_of(table: Table, key: Key) -> int | None:
    """Return the master's column for an answer, or None where it has none."""
    if key.period is None:
        return table.columns.get(key.kind)
    return {VALUES: table.values, GROWTHS: table.growths}[key.kind].get(key.period)


def _place(figure: Figure, table: Table, roster: Roster) -> tuple[int, int] | None:
    column = column_of(table, figure.entry.key)
    return None if column is None else (roster.by_number[figure.entry.number].row, column)


def _not_filled(figure: Figure, table: Table, filled: Refill, roster: Roster) -> Finding | None:
    """Say why the master did not get an answer; None where it did."""
    entry, place = figure.entry, _place(figure, table, roster)
    name, what = roster.by_number[entry.number].name, str(entry.key)
    if place is None:
        return catalogue.NO_COLUMN.at(entry.where, what=what)
    if place in filled.covered:
        where = f"{table.sheet}!{get_column_letter(place[1])}{table.header_row}"
        return catalogue.COLUMN_NOT_WRITTEN.at(where, header=what)
    if place in filled.formulas:
        return catalogue.FORMULA_KEPT.at(entry.where, name=name, what=what, new=entry.printed.text)
    return None


def _sources(
    target: Any,  # noqa: ANN401 - openpyxl's worksheet
    figures: Sequence[Figure],
    roster: Roster,
    templates: Templates,
) -> Roll:
    # What the master already said needs no source, and would hide what is new.
    listed = [figure for figure in figures if figure.fate is not Fate.SAME]
    formats = {printed.number_format for figure in listed for printed in _printed(figure, roster)}

    def records() -> Iterator[Record]:
        for figure in listed:
            yield _record(figure, roster)
        if not listed:
            yield dict.fromkeys(_FIELDS.split(), "") | {"指标": "没有新的数据"}

    roll = Roll(templates.sheet(TITLE), target, plan_scope(roster.outline), _FIELDS, records, formats)
    ownership.mark(target, roll.values())
    return roll


def _printed(figure: Figure, roster: Roster) -> tuple[Printed, Printed]:
    """Return what the master gets of an answer, and what it had."""
    answer = roster.known(figure.entry.number).answers.get(figure.entry.key)
    new = figure.entry.printed if figure.fate.is_taken else Printed()
    return new, answer.printed if answer else Printed()


_FIELDS = "序号 指标 项目 填入 填报内容 原数据 处理 责任单位 报送单位 文件 工作表 单元格"


def _record(figure: Figure, roster: Roster) -> Record:
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
        "责任单位": "、".join(roster.known(entry.number).owners),
        "报送单位": figure.submission.department,
        "文件": figure.submission.file,
        "工作表": entry.sheet,
        "单元格": entry.cell,
    }
