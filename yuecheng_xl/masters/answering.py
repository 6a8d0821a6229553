"""Answer doubts: a copy of a master that says which reading of a figure, a target or a word is meant.

An answer goes into the cell that the question is about, as a person would write it there, if the copy is
then read as the answer has it. Where no cell can say it, because a figure that looks wrong is right, it goes
into the sheet 存疑答复. The master itself is not changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk import files
from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import read_book
from yuecheng_xl.grid.cells import make_cell
from yuecheng_xl.grid.places import split_place
from yuecheng_xl.masters.rereading import target_text
from yuecheng_xl.plan.answers import HEADERS as ANSWER_HEADERS
from yuecheng_xl.plan.answers import SHEET
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.plan.reader import read_plan
from yuecheng_xl.plan.scaled import power_of
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.rules.questions import open_doubts, takes_text
from yuecheng_xl.rules.resolving import resolved
from yuecheng_xl.sheets.editing import edit_cells
from yuecheng_xl.sheets.formulas import mark_stale
from yuecheng_xl.sheets.opening import damages, open_workbook
from yuecheng_xl.sheets.plain import plain_sheet
from yuecheng_xl.typed.figure import digits
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Book, Grid
    from yuecheng_xl.plan import Doubt, Indicator, Observation, Plan, Reading, Target
    from yuecheng_xl.plan.model import Table
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.sheets.workbook import Workbook
    from yuecheng_xl.typed.period import Period
    from yuecheng_xl.typed.values import Value

SUFFIX = "已答复"
"""What the copy's name ends with."""

Cells = dict[tuple[str, int, int], "Value"]
"""What cells get, by sheet, row and column."""

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_WIDTHS = {1: 8.0, 2: 30.0, 3: 24.0, 4: 40.0, 5: 24.0}
_FIELDS = ("measure", "direction")


class Answer(NamedTuple):
    """What a person says of one doubt of an indicator: a reading's word, or what the cell should hold."""

    number: int
    what: str
    choices: str
    word: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The copy, and which answers it has in their cells, and which in the sheet 存疑答复."""

    path: Path
    filled: tuple[Answer, ...]
    noted: tuple[Answer, ...]
    findings: tuple[Finding, ...]


def answer_doubts(evaluation: Evaluation, answers: Sequence[Answer], folder: Path) -> Answered:
    """Write a copy of the master with these answers into a folder.

    An answer to a question that the master does not ask any more is passed over.

    Raises:
        InputFileError: the master cannot be read any more.
        OutputError: the copy cannot be written, or the master is of a kind that must not be.

    """
    source = source_of(evaluation.plan)
    book, workbook = read_book(source), open_workbook(source, or_old=True)
    rows = {item.number: item for item in evaluation.plan.indicators}
    asked = {
        (item.indicator.number, doubt.what, doubt.choices): _Question(rows[item.indicator.number], doubt)
        for item in evaluation.assessments
        for doubt in open_doubts(item)
    }
    given = {
        answer: question
        for answer in answers
        if (question := asked.get(answer[:3])) is not None
        and (answer.typed or question.reading(answer.word) is not None)
    }
    with damages(source):
        cells = _Filling(book, workbook, evaluation.plan, given)
        cells.run()
        noted = [answer for answer in given if answer not in cells.filled and not answer.typed]
        edited = {
            title: workbook.edit_cells(workbook.sheet(title), contents)
            for title, contents in _by_sheet(cells.all()).items()
        }
        findings = list(cells.refused)
        count = mark_stale(workbook, {title: done.changed for title, done in edited.items()})
        if count:
            findings.append(catalogue.FORMULAS_RECALCULATED.at(source.name, count=count))
        if noted:
            _note(workbook, book.grid(SHEET), [(given[answer], answer.word) for answer in noted])
        content = workbook.save()
    stem = source.stem.removesuffix(f"-{SUFFIX}")
    path = folder / f"{stem}-{SUFFIX}{'.xlsm' if workbook.has_macros else '.xlsx'}"
    findings += files.put(content, path)
    return Answered(path, tuple(cells.filled), tuple(noted), tuple(findings))


class _Question(NamedTuple):
    indicator: Indicator
    doubt: Doubt

    def reading(self, word: str) -> Reading | None:
        return next((reading for reading in self.doubt.readings if reading.word == word), None)


class _Filling:
    """Finds what cells say the answers: candidates are tried until the copy is read as it was answered."""

    def __init__(self, book: Book, workbook: Workbook, plan: Plan, given: Mapping[Answer, _Question]) -> None:
        self._book, self._workbook, self._plan, self._given = book, workbook, plan, given
        self._columns: dict[tuple[str, int, str], int] = {}
        self.filled: dict[Answer, Cells] = {}
        self.refused: list[Finding] = []

    def all(self) -> Cells:
        """Return what all cells get."""
        return {place: value for cells in self.filled.values() for place, value in cells.items()}

    def run(self) -> None:
        """Fill what can be filled."""
        for answer, question in self._given.items():
            if answer.typed:
                self._type(answer, question)
        waiting = {
            answer: self._candidates(question, reading)
            for answer, question in self._given.items()
            if not answer.typed and (reading := question.reading(answer.word)) is not None
        }
        while waiting:
            trial = {answer: cells for answer, left in waiting.items() if (cells := next(left, None))}
            trial = {answer: cells for answer, cells in trial.items() if not self._kept(cells)}
            waiting = {answer: left for answer, left in waiting.items() if answer in trial}
            if not trial:
                return
            together = self.all() | {place: one for cells in trial.values() for place, one in cells.items()}
            plan = read_plan(_with(self._book, together))
            for answer, cells in trial.items():
                if self._is_said(plan, self._given[answer], answer.word):
                    self.filled[answer] = cells
                    del waiting[answer]

    def _type(self, answer: Answer, question: _Question) -> None:
        where = takes_text(question.doubt, question.indicator)
        if not where:
            return
        cells: Cells = {_cell_of(question.doubt): _as_typed(answer.typed)}
        if self._kept(cells):
            name, what = question.indicator.name, question.doubt.what
            self.refused.append(
                catalogue.ANSWER_NOT_WRITTEN.at(where, name=name, what=what, new=answer.typed)
            )
            return
        self.filled[answer] = cells

    def _kept(self, cells: Cells) -> bool:
        """Tell whether one of the cells has a formula, which stays, or lies beneath a merged area."""
        for title, contents in _by_sheet(cells).items():
            part = self._workbook.package.xml(self._workbook.sheet(title).part)
            _, edited = edit_cells(part, contents, self._workbook.styles, self._workbook.shared_texts)
            if edited.formulas or edited.covered:
                return True
        return False

    def _candidates(self, question: _Question, reading: Reading) -> Iterator[Cells]:
        """Yield what the cells of a question may get so that they say a reading, the best first."""
        indicator = question.indicator
        table = self._plan.table_of(indicator)
        assert table is not None  # noqa: S101 - it was read from a workbook
        if "target" in reading.fields:
            yield from self._targets(question, reading)
            return
        cells: Cells = {}
        for name in _FIELDS:
            if name in reading.fields:
                cells |= self._of_field(table, indicator, name, reading.fields[name].value)
        known = {item.period: item for item in indicator.observations}
        cells |= _figures(table, indicator, known, table.figures, reading.figures)
        cells |= _figures(table, indicator, indicator.growths, table.growths, reading.growths)
        yield cells

    def _of_field(self, table: Table, indicator: Indicator, name: str, word: str) -> Cells:
        """Say a word in its column; where the table has none, in a new one at the right."""
        if name in table.columns:
            return {(table.sheet, indicator.row, table.columns[name]): word}
        place = (table.sheet, table.header_row, name)
        if place not in self._columns:
            grid = self._book.grid(table.sheet.strip())
            assert grid is not None  # noqa: S101 - the table was read there
            taken = [*(column for _, column in grid.cells), *(area.right for area in grid.merged)]
            others = [column for (sheet, *_), column in self._columns.items() if sheet == table.sheet]
            self._columns[place] = max([*taken, *others]) + 1
        column = self._columns[place]
        return {
            (table.sheet, table.header_row, column): HEADERS[name][0],
            (table.sheet, indicator.row, column): word,
        }

    def _targets(self, question: _Question, reading: Reading) -> Iterator[Cells]:
        target: Target = reading.fields["target"]
        was = question.indicator.target
        if was.where != question.doubt.where:
            return
        place = _cell_of(question.doubt)
        texts = [reading.word, reading.word.removeprefix("目标")]
        if was.value is not None and target.value is not None:
            texts.insert(0, was.text.replace(digits(was.value), digits(target.value)))
        for text in dict.fromkeys(texts):
            if text != was.text:
                yield {place: _as_typed(text)}
        meant = target_text(target)
        if meant is not None:
            yield {place: meant}

    def _is_said(self, plan: Plan, question: _Question, word: str) -> bool:
        """Tell whether a plan says of a question's row what a reading has, and doubts it no more."""
        was, doubt = question
        reading = question.reading(word)
        now = next((one for one in plan.indicators if (one.column, one.row) == (was.column, was.row)), None)
        if reading is None or now is None:
            return False
        if any(_ask_the_same(doubt, other) for other in now.doubts):
            return False
        meant = reading.of(was)
        if any(getattr(now, name) != reading.fields[name] for name in _FIELDS if name in reading.fields):
            return False
        if doubt.is_of_target and not _aim_at_the_same(now, plan, meant, self._plan):
            return False
        return all(
            _same(now.observation(period), meant.observation(period)) for period in reading.figures
        ) and all(_same(now.growths.get(period), meant.growths.get(period)) for period in reading.growths)


def _by_sheet(cells: Cells) -> dict[str, dict[int, dict[int, Value]]]:
    found: dict[str, dict[int, dict[int, Value]]] = defaultdict(lambda: defaultdict(dict))
    for (sheet, row, column), value in cells.items():
        found[sheet][row][column] = value
    return found


def _ask_the_same(doubt: Doubt, other: Doubt) -> bool:
    return (
        doubt.what == other.what
        or (doubt.is_of_target and other.is_of_target)
        or not doubt.periods.isdisjoint(other.periods)
    )


def _aim_at_the_same(now: Indicator, plan: Plan, meant: Indicator, before: Plan) -> bool:
    one, other = resolved(now, plan)[0].target, resolved(meant, before)[0].target
    return _bare(one) == _bare(other)


def _bare(target: Target) -> tuple[object, ...]:
    amount = None if target.value is not None else target.amount
    due = target.said.due if target.said else None
    return target.value, target.bound, target.yearly, target.cumulated, target.readable, amount, due


def _same(one: Observation | None, other: Observation | None) -> bool:
    values = [None if item is None else item.value for item in (one, other)]
    if values[0] is None or one is None or other is None:
        return values[0] == values[1]
    return values[0] == values[1] and (one.status, one.cumulated) == (other.status, other.cumulated)


def _figures(
    table: Table,
    indicator: Indicator,
    known: Mapping[Period, Observation],
    columns: Mapping[Period, int],
    values: Mapping[Period, Decimal | None],
) -> Cells:
    """Return figures that differ from what stands there, or that are shown scaled."""
    cells: Cells = {}
    for period, value in values.items():
        was = known.get(period)
        if was is None or period not in columns:
            continue
        place = (table.sheet, indicator.row, columns[period])
        code = was.printed.number_format if was.printed.number is not None else "General"
        code = "General" if power_of(code) else code
        if value is None:
            cells[place] = None
        elif value != was.value or code != was.printed.number_format:
            cells[place] = Printed(digits(value), float(value), code)
    return cells


def _as_typed(text: str) -> Value:
    """Return what a program makes of what is typed into a cell: a number, or the text."""
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        return text
    return float(text) if "." in text else int(text)


def _cell_of(doubt: Doubt) -> tuple[str, int, int]:
    sheet, _, place = doubt.where.rpartition("!")
    return (sheet, *split_place(place)) if place else ("", 0, 0)


def _with(book: Book, cells: Cells) -> Book:
    """Return a workbook in which some cells hold something else."""
    grids = []
    for grid in book.grids:
        own = {place[1:]: value for place, value in cells.items() if place[0] == grid.sheet}
        grids.append(_changed(grid, own) if own else grid)
    return replace(book, grids=tuple(grids))


def _changed(grid: Grid, values: Mapping[tuple[int, int], Value]) -> Grid:
    held = dict(grid.cells)
    for (row, column), value in values.items():
        code = value.number_format if isinstance(value, Printed) else "General"
        plain = value.number if isinstance(value, Printed) else value
        cell = make_cell(row, column, plain, code)
        held.pop((row, column), None)
        if cell is not None:
            held[row, column] = cell
    return replace(grid, cells=held, by_row={})


def _note(workbook: Workbook, before: Grid | None, answered: Sequence[tuple[_Question, str]]) -> None:
    """Add rows to the sheet 存疑答复, or make it."""
    rows = [
        (
            question.indicator.number,
            question.indicator.name,
            question.doubt.what,
            question.doubt.choices,
            word,
        )
        for question, word in answered
    ]
    if before is None or not workbook.has(before.sheet):
        lines: list[tuple[Value, ...]] = [ANSWER_HEADERS, *rows]
        values = {
            (number, column): (value, "General")
            for number, row in enumerate(lines, 1)
            for column, value in enumerate(row, 1)
        }
        workbook.add_sheet(SHEET, plain_sheet(values, (), workbook.styles, _WIDTHS))
        return
    first = max(before.rows(), default=0) + 1
    contents: dict[int, dict[int, Value]] = {
        first + at: dict(enumerate(row, 1)) for at, row in enumerate(rows)
    }
    workbook.edit_cells(workbook.sheet(before.sheet), contents)
