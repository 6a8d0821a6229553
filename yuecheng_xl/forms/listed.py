"""Which cells a form has for the lists 重点任务 and 重大项目: as for indicators, what is known is locked.

A form's columns have the headers of the master's list, and its cells what stands there: so units are the
same, and whoever reads a form reads it as the master.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.forms.layout import VALUES, Answer, Key, Row, is_settled
from yuecheng_xl.plan import projects, tasks
from yuecheng_xl.plan.dates import read_date
from yuecheng_xl.plan.lists import ListRow, header_of
from yuecheng_xl.plan.observation import Observation
from yuecheng_xl.plan.observation_reader import printed
from yuecheng_xl.plan.project import UNIT, Stage
from yuecheng_xl.plan.projects import MoneyColumn, figure_in, money_in
from yuecheng_xl.typed.departments import named_in
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.unit import factor

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from fractions import Fraction

    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.plan.lists import Grammar, ListTable
    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.plan.project import Project


class Content(Enum):
    """What a column of a list holds, and so how what a department fills in is read."""

    LABEL = auto()
    """What tells the row, and what the plan asks of it: nobody's answer."""
    WORDS = auto()
    STATE = auto()
    DATE = auto()
    COUNT = auto()
    MONEY = auto()
    FIGURE = auto()


DATES = frozenset(
    Key(projects.HEADERS[f"{event}_{kind}"][0])
    for event in ("start", "finish")
    for kind in ("planned", "actual")
)
"""The dates of projects: one that is known and changes is a revision."""

SO_FAR = Key(projects.HEADERS["cumulated"][0])
"""The sum that grows from one collecting to the next."""

PLANNED, COMPLETED, CUMULATED = "计划投资", "完成投资", "累计完成投资"
_AT_REST = (Stage.RESERVE, Stage.PREPARED, Stage.STOPPED, Stage.REMOVED)
_FIFTEEN = Context(prec=15)
_BY_PERIOD = {"planned": PLANNED, "completed": COMPLETED, "cumulated": CUMULATED}

_TASK: dict[str, Content] = {
    "number": Content.LABEL,
    "field": Content.LABEL,
    "name": Content.LABEL,
    "content": Content.LABEL,
    "goal": Content.LABEL,
    "unit": Content.LABEL,
    "target": Content.LABEL,
    "base": Content.LABEL,
    VALUES: Content.FIGURE,
    "deadline": Content.LABEL,
    "lead": Content.LABEL,
    "department": Content.LABEL,
    "state": Content.STATE,
    "account": Content.WORDS,
    "problems": Content.WORDS,
    "causes": Content.WORDS,
    "next_steps": Content.WORDS,
}
_PROJECT: dict[str, Content] = {
    "number": Content.LABEL,
    "name": Content.LABEL,
    "kind": Content.LABEL,
    "nature": Content.LABEL,
    "count": Content.COUNT,
    "started_count": Content.COUNT,
    "finished_count": Content.COUNT,
    "unit": Content.LABEL,
    "total": Content.MONEY,
    "planned": Content.MONEY,
    PLANNED: Content.MONEY,
    COMPLETED: Content.MONEY,
    "cumulated": Content.MONEY,
    CUMULATED: Content.MONEY,
    "stage": Content.STATE,
    "start_planned": Content.DATE,
    "start_actual": Content.DATE,
    "finish_planned": Content.DATE,
    "finish_actual": Content.DATE,
    "department": Content.LABEL,
    "place": Content.LABEL,
    "account": Content.WORDS,
    "problems": Content.WORDS,
    "coordination": Content.WORDS,
}


class Amounted(NamedTuple):
    """An amount that the master has: in 亿元, or a number of projects."""

    value: Decimal
    status: Status


class Column(NamedTuple):
    """A column of a list: what it answers, how the list's grammar calls it, and what the template does."""

    key: Key
    of: Hashable
    place: str
    content: Content
    header: str
    number: int
    """Of the column in the master."""
    unit: str = ""
    """Of money where no cell says another."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list.

    ``owners`` are who answers for it; ``helpers`` are named beside them, and may add to it. ``figures`` are
    what the master has: of a task's goal in its unit, of projects in 亿元. ``total`` is a project's, too.
    """

    row: Row
    where: str
    number: str
    name: str
    owners: tuple[str, ...]
    helpers: tuple[str, ...]
    answers: Mapping[Key, Answer]
    figures: Mapping[Key, Observation | Amounted]
    unfilled: tuple[Key, ...]
    goal: Indicator | None = None
    total: Decimal | None = None
    is_many: bool = False

    @property
    def label(self) -> str:
        """The row as lists name it beside indicators: 重点任务：3 建设科创平台."""
        return f"{self.row.sheet}：{' '.join(part for part in (self.number, self.name) if part)}"


@dataclass(frozen=True, slots=True)
class ListForm:
    """One of the master's lists as a form has it: its sheet in the master, its columns, its rows."""

    sheet: str
    title: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Listed, ...] = ()

    @property
    def grammar(self) -> Grammar:
        """How the list's columns are told."""
        return _GRAMMARS[self.sheet]

    def column(self, key: Key) -> Column | None:
        """Return the column of an answer."""
        return next((column for column in self.columns if column.key == key), None)


_GRAMMARS = {tasks.SHEET: tasks.GRAMMAR, projects.SHEET: projects.GRAMMAR}
_FIELDS = {tasks.SHEET: _TASK, projects.SHEET: _PROJECT}
_HEADERS = {tasks.SHEET: tasks.HEADERS, projects.SHEET: projects.HEADERS}


def places(sheet: str) -> list[str]:
    """Return what a template may show of a list, in the words of its placeholders."""
    return [_place(sheet, field) for field in _FIELDS[sheet]]


def list_forms(plan: Plan) -> dict[str, ListForm]:
    """Return the plan's lists as forms have them; none of a master without them."""
    makers: dict[str, Callable[[ListForm, ListTable], tuple[Listed, ...]]] = {
        tasks.SHEET: lambda form, table: tuple(_task(item, form, table) for item in plan.tasks),
        projects.SHEET: lambda form, table: tuple(_project(item, form, table) for item in plan.projects),
    }
    found = {}
    for sheet, table in plan.lists.items():
        form = ListForm(sheet, table.grid.sheet, table.header_row, tuple(_columns(sheet, table, plan)))
        if rows := makers[sheet](form, table):
            found[sheet] = replace(form, rows=rows)
    return found


def _place(sheet: str, field: str) -> str:
    """Return a field's placeholder: 任务编号 is no 项目编号, and neither the department's {责任单位}."""
    headers, kind = _HEADERS[sheet].get(field), sheet[-2:]
    name = headers[0] if headers else f"各期{field}"
    return name if name.startswith(kind) else f"{kind}{name}"


def _columns(sheet: str, table: ListTable, plan: Plan) -> Iterator[Column]:
    """Yield the columns that the master has, in the form's order: what is done, up to the cut-off date."""
    cutoff = plan.settings.cutoff
    for field, content in _FIELDS[sheet].items():
        place, headers = _place(sheet, field), _HEADERS[sheet].get(field, ("",))
        for of, number in sorted(table.columns.items(), key=lambda item: item[1]):
            if of == field:
                key = Key(headers[0])
            elif isinstance(of, Period) and field == VALUES:
                key = Key(VALUES, of)
            elif isinstance(of, MoneyColumn) and field == _BY_PERIOD[of.what]:
                key = Key(field, of.period)
            else:
                continue
            if content is Content.COUNT and not any(item.is_many for item in plan.projects):
                continue
            is_late = cutoff is not None and key.period is not None and key.period.last_day > cutoff
            if not is_late or field == PLANNED:
                header = _header(sheet, table, of, number, key)
                unit = table.units.get(number) or table.caption or UNIT
                yield Column(key, of, place, content, header, number, unit)


def _header(sheet: str, table: ListTable, of: Hashable, number: int, key: Key) -> str:
    """Return a header as the master has it, in one line; in our own words where that would not be told."""
    grammar, unit = _GRAMMARS[sheet], table.units.get(number) or table.caption
    lines = table.header(number)
    joined = ("".join(lines[start:]) for start in range(len(lines) - 1, -1, -1))
    header = next((said for said in joined if grammar.key(header_of(said)) == of), str(key))
    is_money = isinstance(of, MoneyColumn) or of in ("total", "planned", "cumulated")
    has_unit = any(factor(remark, UNIT) is not None for remark in header_of(header).remarks)
    return header if has_unit or not is_money or "unit" in table.columns else f"{header}（{unit or UNIT}）"


def _task(item: Task, form: ListForm, table: ListTable) -> Listed:
    row = ListRow(table, item.row)
    figures: dict[Key, Observation | Amounted] = {}
    if item.goal is not None:
        observed = (*item.goal.after_cutoff, *item.goal.observations)
        figures |= {Key(VALUES, one.period): one for one in observed}
    answers = {}
    for column in form.columns:
        shown = Printed(item.field) if column.of == "field" else printed(row.cell(column.of))
        is_open = column.content in (Content.STATE, Content.WORDS)
        if column.content is Content.FIGURE:
            known = figures.get(column.key)
            is_open = item.goal is not None and not (isinstance(known, Observation) and is_settled(known))
        answers[column.key] = Answer(shown, is_open)
    lead, others = named_in(item.lead), named_in(item.department)
    return Listed(
        row=Row(form.sheet, item.row),
        where=item.where(),
        number=item.number,
        name=item.name,
        owners=lead or others,
        helpers=tuple(name for name in others if name not in (lead or others)),
        answers=answers,
        figures=figures,
        # Of a goal, the figures say how it stands.
        unfilled=_empty(
            form,
            answers,
            ("account",) if item.goal is not None else ("state", "account"),
            [key for key in answers if key.kind == VALUES],
        ),
        goal=item.goal,
    )


def _project(item: Project, form: ListForm, table: ListTable) -> Listed:
    row = ListRow(table, item.row)
    figures: dict[Key, Observation | Amounted] = {}
    answers = {}
    for column in form.columns:
        amount = _amount(row, column)
        if amount is not None:
            figures[column.key] = amount
        match column.content:
            case Content.MONEY:
                is_known = amount is not None and amount.status is Status.NORMAL
                is_open = not is_known or column.key.kind == CUMULATED
            case Content.COUNT:
                is_open = item.is_many
            case Content.DATE:
                moment, _ = read_date(row, str(column.of), item.name, "")
                is_open = moment is None or not moment.is_dated
            case _:
                is_open = column.content is not Content.LABEL
        answers[column.key] = Answer(printed(row.cell(column.of)), is_open)
    is_under_way = not item.is_many and item.stage not in _AT_REST
    asked = ("stage", "cumulated") if is_under_way else () if item.is_many else ("stage",)
    done = sorted(key for key in answers if key.kind == COMPLETED) if is_under_way else []
    return Listed(
        row=Row(form.sheet, item.row),
        where=item.where(),
        number=item.number,
        name=item.label,
        owners=named_in(item.department),
        helpers=(),
        answers=answers,
        figures=figures,
        unfilled=_empty(form, answers, asked, done[-1:]),
        total=None if item.total is None else in_decimal(item.total.value),
        is_many=item.is_many,
    )


def _amount(row: ListRow, column: Column) -> Amounted | None:
    """Return what the master has of money, or of a number of projects."""
    cell = row.cell(column.of)
    if cell is None or column.content not in (Content.MONEY, Content.COUNT):
        return None
    if column.content is Content.COUNT:
        figure = figure_in(cell)
        return None if figure is None else Amounted(figure[0], figure[3])
    money = money_in(row, column.of)
    if money is None:
        return None
    return Amounted(in_decimal(money.value), status_with(money.bound, money.status))


def status_with(bound: Bound, status: Status) -> Status:
    """Return an amount's status: 约2400 is an estimate."""
    return Status.ESTIMATED if bound is Bound.ABOUT and status is Status.NORMAL else status


def in_decimal(value: Fraction) -> Decimal:
    """Return an amount as a decimal, of which fifteen digits count."""
    return _FIFTEEN.divide(Decimal(value.numerator), Decimal(value.denominator))


def _empty(
    form: ListForm, answers: Mapping[Key, Answer], fields: Iterable[str], more: Iterable[Key]
) -> tuple[Key, ...]:
    """Return which answers are missing of those that somebody should give."""
    asked = [*(Key(_HEADERS[form.sheet][field][0]) for field in fields), *more]
    return tuple(
        key for key in asked if key in answers and answers[key].is_open and not answers[key].printed.text
    )
