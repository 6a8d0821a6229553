"""重点任务: the plan's key tasks, one a row, each with its goal as an indicator that the rules can judge."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.answers import SHEET as ANSWERS_SHEET
from yuecheng_xl.plan.answers import read_answers, settled
from yuecheng_xl.plan.dates import read_date
from yuecheng_xl.plan.inference import infer
from yuecheng_xl.plan.lists import Grammar, Header, ListRow, ListTable, find_list, is_total
from yuecheng_xl.plan.model import Direction, Doubt, Indicator, Measure, Reading, State, Task
from yuecheng_xl.plan.observation_reader import ObservationReader
from yuecheng_xl.plan.target import read_target
from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.figure import exact, read_figure
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import unit_in_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Book
    from yuecheng_xl.plan.catalogue import Catalogue
    from yuecheng_xl.plan.observation import Observation
    from yuecheng_xl.typed.moment import Moment

SHEET = "重点任务"


HEADERS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "序号", "任务编号", "任务序号"),
    "field": ("领域", "任务领域", "所属领域", "类别", "任务类别", "分类", "板块", "方面", "重点领域"),
    "name": ("任务", "任务名称", "重点任务", "主要任务", "任务事项", "工作任务", "重点工作", "任务内容"),
    "content": ("主要内容", "任务要求", "具体内容", "工作内容", "任务描述", "规划内容"),
    "goal": ("量化目标", "目标名称", "量化指标", "目标指标", "任务目标", "目标内容"),
    "unit": ("单位", "计量单位", "目标单位", "指标单位"),
    "target": ("目标值", "目标", "目标数", "量化目标值", "规划目标", "规划目标值"),
    "base": ("基期值", "基期", "基数", "基期数", "基础值", "期初值"),
    "measure": ("数据类型", "目标类型"),
    "direction": ("方向", "目标方向"),
    "deadline": ("完成时限", "时限", "完成时间", "完成期限", "计划完成时间", "办结时限"),
    "lead": ("牵头单位", "牵头部门", "牵头责任单位", "主要责任单位"),
    "department": ("责任单位", "责任部门", "配合单位", "实施单位", "参与单位"),
    "state": ("进展状态", "状态", "完成状态", "进度状态", "任务状态", "进展评价"),
    "account": ("完成情况", "进展情况", "实施情况", "推进情况", "进展", "主要进展", "工作进展"),
    "problems": ("存在问题", "问题", "主要问题", "存在的问题"),
    "causes": ("原因", "原因分析", "滞后原因", "主要原因"),
    "next_steps": (
        "下一步举措",
        "下一步",
        "下一步措施",
        "下步举措",
        "下一步工作",
        "下步措施",
        "下一步打算",
        "下步打算",
    ),
    "indicators": ("关联指标", "对应指标", "相关指标"),
    "projects": ("关联项目", "对应项目", "相关项目", "支撑项目"),
}
"""The header as the shipped master writes it, then its synonyms."""
_FIELDS = {synonym: name for name, synonyms in HEADERS.items() for synonym in synonyms}
_VALUE = re.compile(r"^(?:实际|实际值|实际数|完成值|完成数|完成量|完成|实绩|数据|数值|值|进展值|现状值?)?$")
_ACCOUNT = re.compile(r"^(?:完成情况|进展情况|实施情况|推进情况)$")
_TARGET = re.compile(r"^(?:规划)?目标值?数?$")
_WORDS = (
    "content",
    "lead",
    "department",
    "account",
    "problems",
    "causes",
    "next_steps",
    "indicators",
    "projects",
)
_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        State.DONE,
        re.compile(
            r"^(?:已|已经|全部|均已|提前|已提前|已全部|圆满)?(?:完成|办结|实现|达标|建成)(?:任务|目标|规划目标)?$|^100%$"
        ),
    ),
    (
        State.BEHIND,
        re.compile(
            r"^(?:进度|进展|略有|有所|明显|严重)*(?:滞后|落后|偏慢|缓慢)|^(?:未|没有?)(?:达到?|完成|按)(?:序时|时序|进度)?|^(?:慢|落后)于"
        ),
    ),
    (
        State.ON_SCHEDULE,
        re.compile(
            r"^(?:已)?(?:达到?|符合|按|快于|超|超过)(?:照)?(?:序时|时序|计划|预期|进度)(?:进度|要求|推进|实施)*$|^(?:正常|序时|有序|顺利)(?:推进|进行|实施)?$|^(?:进展|推进)(?:顺利|正常)$"
        ),
    ),
    (
        State.NOT_STARTED,
        re.compile(r"^(?:尚|暂|还)?(?:未|没有?)(?:启动|开工|开展|实施|开始)|^(?:待|拟)(?:启动|开工|开展)"),
    ),
    (State.TO_ADJUST, re.compile(r"^(?:建议|拟|需|需要|申请|提请)?(?:调整|取消|终止|变更)")),
)  # fmt: skip
_NO_DEADLINE = re.compile("长期|持续|常态|每年|年度|全程")
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_USUAL_YEARS = 5
_HEADS = ("名", "位")
"""Units of people, which of indicators are those of a rank."""
_RANKED = re.compile("排名|名次|位次|位列|进位")
_DIGIT = re.compile(r"\d")
_ADDS_UP = re.compile("^(?:新增|新建|新改建|完成|建成|实施|引进|培育|改造)")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_PERIOD = attrgetter("period")
_Word = TypeVar("_Word", Measure, Direction)


def read_tasks(
    book: Book, known: Catalogue, base_year: int, cutoff: date
) -> tuple[tuple[Task, ...], ListTable | None, list[Finding]]:
    """Read the sheet 重点任务, or one of a like name with such a header; nothing where there is none."""
    table = find_list(book, GRAMMAR)
    if table is None or not table.columns:
        return (), None, table.findings if table else []
    reader = _Reader(table, base_year, cutoff)
    tasks = list(reader.read())
    goals = [item.goal for item in tasks if item.goal is not None]

    def place(item: Indicator, name: str) -> str:
        return table.where(item.row, name)

    completed, found = infer(
        goals, lambda: known, table.grid.sheet, place, (base_year, base_year + _USUAL_YEARS)
    )
    filled = {item.row for item in goals if item.measure is not None}
    completed = [item if item.row in filled else _as_if_added_up(item) for item in completed]
    told = [_of_a_task(item, base_year, table.where(item.row, "measure")) for item in completed]
    answered, more = settled(told, read_answers(book.grid(ANSWERS_SHEET)))
    by_row = {item.row: item for item in answered}
    judged = tuple(replace(item, goal=by_row.get(item.row)) for item in tasks)
    return judged, table, [*table.findings, *reader.findings, *found, *more]


def _as_if_added_up(item: Indicator) -> Indicator:
    """Leave open what a goal counts whose name says that it adds up, where its figures look like levels.

    Of 新增企业 a half year's figure above the last year's may be the sum so far, or more than ever before.
    """
    adds_up = item.measure is Measure.STOCK and _ADDS_UP.search(item.name)
    return replace(item, measure=None) if adds_up else item


def _of_a_task(item: Indicator, base_year: int, where: str) -> Indicator:
    """Tell what a task's goal counts where neither its row nor the catalogue says it.

    Levels and yearly amounts that add up look alike; where the figures cannot tell, both readings are kept.
    """
    if item.measure is not None or item.target.value is None:
        return item
    later = item.series.since(base_year + 1)
    if item.series.at(Period.whole(base_year)) is not None and len(later) < 2:
        return replace(item, measure=Measure.STOCK)
    readings = (Measure.STOCK, Measure.CUMULATIVE)
    told = tuple(Reading(kind.value, {"measure": kind}) for kind in readings)
    doubt = Doubt("数据类型", "没有填，各期的数可能是现状，也可能要相加", where, "增加“数据类型”列填写", told)
    return replace(item, doubts=(*item.doubts, doubt))


@kept(2048)
def _recognise(header: Header) -> Hashable | None:
    if header.text in _FIELDS:
        return _FIELDS[header.text]
    parsed = parse_period(header.text)
    if parsed is None:
        return None
    period, words = parsed
    if _VALUE.match(words):
        return period
    if _ACCOUNT.match(words):
        return "account"
    return "target" if period.is_year and _TARGET.match(words) else None


GRAMMAR = Grammar(SHEET, ("重点任务", "主要任务", "任务清单"), "name", 3, _recognise)


class _Reader:
    """Reads all rows; what is wrong is gathered."""

    def __init__(self, table: ListTable, base_year: int, cutoff: date) -> None:
        self.table, self.base_year, self.cutoff = table, base_year, cutoff
        self.findings: list[Finding] = []
        self.periods = sorted(key for key in table.columns if isinstance(key, Period))
        named = [name for name in HEADERS if name in table.columns]
        self.letters: dict[Hashable, str] = {
            key: table.where(1, key).removesuffix("1") for key in (*named, *self.periods)
        }
        self.named = named

    def read(self) -> Iterator[Task]:
        """Yield the tasks row by row; a heading is the field of those below it."""
        heading = ""
        for row in self.table.rows():
            if found := row.heading():
                heading = found
                continue
            name = row.text("name")
            own_field = row.text("field") if row.own("field") else ""
            alone = not any(
                row.text(key) for key in ("account", "state", "goal", "target", "deadline", "lead")
            )
            if normalise(name) in HEADERS["name"] or is_total(name) or is_total(row.text("number")):
                continue
            heading = own_field or heading
            if not name:
                if not alone or (own_field and row.text("account")):
                    self.findings.append(catalogue.LIST_ROW_NAMELESS.at(row.where("name"), sheet=SHEET))
                continue
            yield self._task(row, name, row.text("field") or heading)

    def _task(self, row: ListRow, name: str, heading: str) -> Task:
        words = {key: row.text(key) for key in _WORDS}
        labels = {key: HEADERS[key][0] for key in ("state", *_WORDS)}
        self.findings += row.broken(name, dict(labels))
        goal = self._goal(row, name)
        return Task(
            row=row.number,
            number=normalise(row.text("number")).rstrip(".、"),
            field=heading,
            name=name,
            content=words["content"],
            goal=goal,
            unit=row.text("unit") or unit_in_name(row.text("goal"))[1] or (goal.unit if goal else ""),
            deadline=self._deadline(row, name),
            lead=words["lead"],
            department=words["department"],
            state=self._state(row, name),
            account=words["account"],
            problems=words["problems"],
            causes=words["causes"],
            next_steps=words["next_steps"],
            indicators=_listed(words["indicators"]),
            projects=_listed(words["projects"]),
            places={key: f"{self.letters[key]}{row.number}" for key in self.named},
        )

    def _goal(self, row: ListRow, task: str) -> Indicator | None:
        goal, unit = unit_in_name(row.text("goal"))
        unit = row.text("unit") or unit
        cell = row.cell("target")
        figures = [period for period in self.periods if row.own(period)]
        if cell is None or not row.text("target"):
            if (_DIGIT.search(goal) or figures) and not row.broken(task, {"target": ""}):
                self.findings.append(catalogue.GOAL_WITHOUT_TARGET.at(row.where("target"), name=task))
            self.findings += row.broken(task, {"target": HEADERS["target"][0]})
            return None
        if not unit:
            told = normalise(row.text("target"))
            if _DIGIT.search(told) and not _DIGIT.search(_YEAR.sub("", told)):
                self.findings.append(catalogue.GOAL_WITHOUT_TARGET.at(row.where("target"), name=task))
                return None  # words, perhaps with the year by which
            figure = read_figure(told)
            unit = figure.unit if figure is not None else ""
        name = goal or task
        if normalise(unit) in _HEADS and not _RANKED.search(name):
            unit = "人"
        place = (self.letters["target"], row.number)
        target, found = read_target(cell, name, unit, place, qualitative=False)
        self.findings += found
        if target.value is None:
            return None
        reader = ObservationReader(name, unit)
        observations = list(self._observations(row, reader))
        self.findings += reader.findings
        late = tuple(item for item in observations if item.period.last_day > self.cutoff)
        self.findings += [
            catalogue.AFTER_CUTOFF.at(item.where, name=name, what=f"{item.period}数据", cutoff=self.cutoff)
            for item in late
            if item.value is not None
        ]
        indicator = Indicator(
            number=int(number) if (number := normalise(row.text("number"))).isdecimal() else row.number,
            name=name,
            row=row.number,
            unit=unit,
            target=target,
            observations=tuple(sorted((item for item in observations if item not in late), key=_PERIOD)),
            after_cutoff=late,
            measure=self._word(row, "measure", Measure, name),
            direction_inferred=True,
            column=self.letters["name"],
        )
        direction = self._word(row, "direction", Direction, name) or _towards(indicator, self.base_year)
        return (
            indicator
            if direction is None
            else replace(indicator, direction=direction, direction_inferred=False)
        )

    def _observations(self, row: ListRow, reader: ObservationReader) -> Iterator[Observation]:
        base = Period.whole(self.base_year)
        if "base" in self.letters and base not in self.periods:
            yield reader.read(row.cell("base"), base, "基期值", self.letters["base"], row.number)
        for period in self.periods:
            cell = row.cell(period) if row.own(period) else None
            yield reader.read(cell, period, f"{period}数据", self.letters[period], row.number)

    def _word(self, row: ListRow, key: str, kind: type[_Word], name: str) -> _Word | None:
        text = normalise(row.text(key))
        if not text:
            return None
        word = next((item for item in kind if item.value == text), None)
        if word is None:
            allowed = "、".join(item.value for item in kind)
            self.findings.append(
                catalogue.LIST_WORD_UNKNOWN.at(
                    row.where(key), name=name, what=HEADERS[key][0], text=text, allowed=allowed
                )
            )
        return word

    def _deadline(self, row: ListRow, name: str) -> Moment | None:
        if _NO_DEADLINE.search(row.text("deadline")):
            return None
        moment, found = read_date(row, "deadline", name, HEADERS["deadline"][0])
        self.findings += found
        return moment if moment is not None and moment.is_dated else None

    def _state(self, row: ListRow, name: str) -> State | None:
        text = row.text("state")
        if not text:
            return None
        state = state_of(text)
        if state is None:
            allowed = "、".join(item.value for item in State)
            self.findings.append(
                catalogue.LIST_WORD_UNKNOWN.at(
                    row.where("state"), name=name, what="进展状态", text=text, allowed=allowed
                )
            )
        return state


@kept(1024)
def state_of(text: str) -> State | None:
    """Read a state in words: 按序时推进, 进度滞后, 尚未开工; None where it may mean more than one."""
    plain = normalise(text)
    return next((state for state, pattern in _STATES if pattern.match(plain)), None)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


def _towards(item: Indicator, base_year: int) -> Direction | None:
    """Tell a goal's direction by the way that leads to it: a task is there to move a figure.

    Without a base, only a first figure below the goal tells it: one above may have passed it already.
    """
    start = item.series.oldest
    if start is None:
        return None
    way = target_value(item) - start.value
    if way > 0:
        return Direction.HIGHER
    return Direction.LOWER if way < 0 and start.period == Period.whole(base_year) else None


def target_value(item: Indicator) -> Fraction:
    """Return a goal's value, exact."""
    assert item.target.value is not None  # noqa: S101 - goals are figures
    return exact(item.target.value)
