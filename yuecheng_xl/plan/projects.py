"""重大项目: investment projects, one a row, or a row that stands for many with their number and sums."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.dates import read_date
from yuecheng_xl.plan.lists import Grammar, Header, ListRow, ListTable, find_list, is_total, without_number
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT
from yuecheng_xl.plan.project import UNIT, Amount, Nature, Project, Stage, is_rest, says_whole
from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.figure import Bound, exact, from_number, read_figure
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.status import Status, status_of_note, status_of_words
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import factor

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.grid import Book, Cell
    from yuecheng_xl.typed.moment import Moment

SHEET = "重大项目"
HEADERS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "序号", "项目编号", "项目序号", "项目代码"),
    "name": ("项目名称", "项目", "名称", "重大项目", "建设项目", "重点项目", "工程名称", "项目名"),
    "kind": ("类别", "项目类别", "项目类型", "类型", "分类", "行业", "所属行业", "行业类别", "投资类别"),
    "field": ("领域", "所属领域", "重点领域"),
    "nature": ("建设性质", "性质", "项目性质"),
    "count": ("项目个数", "个数", "项目数", "项目数量", "数量"),
    "started_count": ("开工个数", "已开工个数", "开工项目数", "已开工项目数", "开工数"),
    "finished_count": ("竣工个数", "已竣工个数", "竣工项目数", "已竣工项目数", "竣工数"),
    "unit": ("单位", "计量单位", "金额单位"),
    "total": ("总投资", "项目总投资", "计划总投资", "总投资额", "概算总投资", "投资总额", "估算总投资"),
    "planned": (
        "规划期计划投资",
        "规划期投资",
        "规划期内计划投资",
        "规划期内投资",
        "五年计划投资",
        "期内计划投资",
        "规划期计划投资额",
    ),
    "cumulated": (
        "累计完成投资",
        "累计完成",
        "累计投资",
        "累计完成投资额",
        "累计已完成投资",
        "已完成投资",
        "开工以来累计完成投资",
        "规划期累计完成投资",
        "实际完成投资",
        "完成投资",
    ),
    "stage": ("阶段", "项目阶段", "建设阶段", "进展阶段", "项目状态", "状态", "目前阶段", "当前阶段"),
    "start_planned": ("计划开工", "计划开工时间", "计划开工日期", "拟开工时间", "计划开工年月"),
    "start_actual": ("实际开工", "实际开工时间", "实际开工日期", "开工时间", "开工日期", "实际开工年月"),
    "finish_planned": (
        "计划竣工",
        "计划竣工时间",
        "计划竣工日期",
        "计划完工时间",
        "拟竣工时间",
        "计划完工",
        "计划建成时间",
    ),
    "finish_actual": (
        "实际竣工",
        "实际竣工时间",
        "实际竣工日期",
        "竣工时间",
        "竣工日期",
        "实际完工时间",
        "实际完工",
        "实际建成时间",
    ),
    "department": ("责任单位", "责任部门", "牵头单位", "主管部门", "牵头部门", "实施单位", "主体责任单位"),
    "place": ("属地", "所在地", "建设地点", "所属镇街", "镇街", "属地镇街", "所在镇街", "所属街道", "地点"),
    "account": ("形象进度", "目前形象进度", "进展情况", "项目进展", "工程进度", "建设进度", "进展"),
    "problems": ("存在问题", "问题", "存在的问题", "主要问题", "存在困难"),
    "coordination": (
        "需协调事项",
        "需要协调事项",
        "需协调解决事项",
        "需协调问题",
        "需要协调解决的事项",
        "需协调解决的事项",
        "需要协调解决事项",
        "需要协调解决的问题",
        "需要协调的事项",
        "需协调的事项",
        "需协调解决的问题",
        "协调事项",
    ),
}
"""The header as the shipped master writes it, then its synonyms."""
_FIELDS = {synonym: name for name, synonyms in HEADERS.items() for synonym in synonyms}
_PLANNED = re.compile(r"^(?:年度)?(?:计划|安排|下达|拟)(?:完成)?(?:投资)?(?:额|数|任务)?$|^投资计划$")
_COMPLETED = re.compile(
    r"^(?:已|实际)?完成(?:投资)?(?:额|数|情况)?$|^实际(?:投资)?(?:额|数)?$|^(?:实际)?投资完成(?:额|数|情况)?$"
)
_CUMULATED = re.compile(r"^(?:[末底止前]|为止)*(?:已?累计)(?:已?完成)?(?:投资)?(?:额|数)?$")
_TO_ITS_END = re.compile(r"[末底]$")
_AS_OF = re.compile(r"^(?:截至|截止|至|到)(?:目前|当前)?")
_PLAN_PERIOD = re.compile(r"^(?:“?十[一二三四五六七八九]五”?|规划)(?:时期|期间|期)?(?:内)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERAL = re.compile(r"^[一二三四五六七八九十]{1,3}$")
_MORE = re.compile(r"(?<=[\d万亿元个])[多余](?=$|[个项亿万元])")
_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (Stage.REMOVED, re.compile("^(?:已|拟|建议)?(?:调出|退库|取消|移出|终止|不再实施)")),
    (Stage.STOPPED, re.compile("^(?:已|暂)?(?:停缓建|停建|缓建|停工|暂停|暂缓)")),
    (
        Stage.PREPARED,
        re.compile("^(?:正在)?(?:做|开展)?(?:项目)?前期|^(?:尚)?未开工|^(?:拟|待|计划)开工|^(?:拟建|谋划)"),
    ),
    (Stage.RESERVE, re.compile("^(?:项目)?储备|^谋划储备")),
    (Stage.FINISHED, re.compile("^(?:已|全部|全面)?(?:竣工|完工|建成|投产|投用|完成)")),
    (Stage.UNDER_WAY, re.compile("^(?:续建)?在建|^(?:正在|加快)?(?:建设|施工)中?$|^续建$")),
    (Stage.STARTED, re.compile("^(?:已|新)?(?:开工|动工)")),
)  # fmt: skip
_WORD = 6
"""Characters that a word for a stage has at most."""
_NATURES = (
    (Nature.CONTINUED, re.compile("续建|结转")),
    (Nature.RESERVE, re.compile("储备|预备|前期")),
    (Nature.NEW, re.compile("新建|新开工|扩建|改建|迁建|技改|改扩建")),
)


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of money by period: ``what`` is planned, completed or cumulated."""

    what: str
    period: Period


def read_projects(book: Book, base_year: int) -> tuple[tuple[Project, ...], ListTable | None, list[Finding]]:
    """Read the sheet 重大项目, or one of a like name with such a header; nothing where there is none."""
    table = find_list(book, GRAMMAR)
    if table is None or not table.columns:
        return (), None, table.findings if table else []
    if "stage" not in table.columns and "account" in table.columns and _tells_stages(table):
        table.read_as("account", "stage")  # 项目进展 may head either
    reader = _Reader(table, base_year)
    reader.read()
    return tuple(reader.projects), table, [*table.findings, *reader.findings]


def _tells_stages(table: ListTable) -> bool:
    """Tell whether most of what stands below 进展 are words for stages and no accounts."""
    texts = list(table.texts("account"))
    return 2 * sum(_is_stage(text) for text in texts) > len(texts)


def _is_stage(text: str) -> bool:
    return len(text) <= _WORD and stage_of(text) is not None


@kept(2048)
def _recognise(header: Header) -> Hashable | None:
    text = _PLAN_PERIOD.sub("规划期", header.text, count=1) if "投资" in header.text else header.text
    text = text.removeprefix("其中:")
    if text in _FIELDS:
        return _FIELDS[text]
    bare = _AS_OF.sub("", text)
    if bare != text and bare in _FIELDS:
        return _FIELDS[bare]  # 截至目前累计完成投资
    parsed = parse_period(bare)
    if parsed is None and (found := _YEAR.search(bare)) and found.start() > 0:
        words, rest = bare[: found.start()], parse_period(bare[found.start() :])
        parsed = (rest[0], words) if rest and not rest[1] else None  # 计划投资2021年
    if parsed is None:
        return None
    period, words = parsed
    if _PLANNED.match(words):
        return MoneyColumn("planned", period)
    # 2023年上半年累计完成投资 is that half year's; 截至2023年6月完成投资 is all of it so far.
    so_far = (
        bare != text or period.months == 1 or _TO_ITS_END.search(bare[: len(bare) - len(words)]) is not None
    )
    if _CUMULATED.match(words):
        return MoneyColumn("cumulated" if so_far else "completed", period)
    if _COMPLETED.match(words):
        return MoneyColumn("cumulated" if bare != text else "completed", period)
    return None


GRAMMAR = Grammar(SHEET, ("重大项目", "重点项目", "重大工程"), "name", 3, _recognise)


class _Money(NamedTuple):
    """A column of money: ``scale`` brings a number into 亿元, None where the row has to tell its unit."""

    key: Hashable
    letter: str
    scale: Fraction | None


class _Places(Mapping[str, str]):
    """The addresses of a row's cells by field, made when asked for: few are, of ten thousand rows."""

    __slots__ = ("_letters", "_row")

    def __init__(self, letters: Mapping[str, str], row: int) -> None:
        self._letters, self._row = letters, row

    def __getitem__(self, field: str) -> str:
        return f"{self._letters[field]}{self._row}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._letters)

    def __len__(self) -> int:
        return len(self._letters)


class _Reader:
    """Reads all rows; what is wrong is gathered."""

    def __init__(self, table: ListTable, base_year: int) -> None:
        self.table, self.base_year = table, base_year
        self.projects: list[Project] = []
        self.findings: list[Finding] = []
        self.kind = ""
        self.unit_asked = False
        columns = [key for key in table.columns if isinstance(key, MoneyColumn)]
        self.by_period = {
            what: sorted((key for key in columns if key.what == what), key=lambda key: key.period)
            for what in ("planned", "completed", "cumulated")
        }
        self.fields = [name for name in HEADERS if name in table.columns]
        self.letters = {
            key: table.where(1, key).removesuffix("1") for key in (*self.fields, *columns, "name")
        }
        self.places = {name: self.letters[name] for name in (*self.fields, "name")}
        periods = [key for listed in self.by_period.values() for key in listed]
        own = [key for key in ("total", "planned", "cumulated") if key in table.columns]
        self.money = [_Money(key, self.letters[key], self._scale(key)) for key in (*own, *periods)]

    def read(self) -> None:
        """Read row by row."""
        numbers: dict[str, int] = {}
        for row in self.table.rows():
            project = self._row(row)
            if project is None:
                continue
            if project.number and project.number in numbers and not project.is_many:
                first = self.table.where(numbers[project.number], "name")
                self._report(catalogue.LIST_NUMBER_TWICE, row, "number", number=project.number, first=first)
            if project.number:
                numbers.setdefault(project.number, row.number)
            self.projects.append(project)

    def _report(self, kind: Kind, row: ListRow, key: Hashable, **fields: object) -> None:
        self.findings.append(kind.at(row.where(key), **fields))

    def _row(self, row: ListRow) -> Project | None:
        if found := row.heading():
            self.kind = without_number(found)
            return None
        name, kind = row.text("name"), row.text("kind")
        if normalise(name) in HEADERS["name"] and normalise(row.text("total")) in HEADERS["total"]:
            return None  # the header once more, on a page of its own
        count = self._count(row, "count")
        if kind and row.own("kind"):
            self.kind = kind
        amounts = self._amounts(row)
        is_sum = is_total(name) or is_total(row.text("number"))
        if not name and not count:
            if amounts and not is_sum:
                self._report(catalogue.LIST_ROW_NAMELESS, row, "name", sheet=SHEET)
            return None
        if count is None and (is_sum or without_number(name) != name or _NUMERAL.match(row.text("number"))):
            self.kind = self.kind if is_sum else without_number(name)
            return None  # sums of what stands below, or of everything
        if not kind and not (is_sum or says_whole(name)):
            kind = self.kind
        label = name or kind
        if count is None and is_rest(name):
            self._report(catalogue.REST_WITHOUT_COUNT, row, "name", name=name)
        self.findings += row.broken(label, {key: HEADERS[key][0] for key in ("kind", "department", "stage")})
        return self._project(row, label, kind, count, amounts)

    def _project(
        self,
        row: ListRow,
        label: str,
        kind: str,
        count: Amount | None,
        amounts: dict[Hashable, Amount],
    ) -> Project:
        cumulated, until, before = self._cumulated(amounts)
        date_of = partial(self._moment, row, label)
        return Project(
            row=row.number,
            number=normalise(row.text("number")).rstrip(".、"),
            name=row.text("name") or ("合计" if count is not None and not kind else ""),
            kind=kind,
            field=row.text("field"),
            nature=self._nature(row, label),
            count=count,
            started_count=self._count(row, "started_count"),
            finished_count=self._count(row, "finished_count"),
            total=amounts.get("total"),
            planned=amounts.get("planned"),
            planned_by=self._periods(amounts, "planned"),
            completed_by=self._periods(amounts, "completed"),
            cumulated=cumulated,
            cumulated_until=until,
            before=before,
            stage=self._stage(row, label, many=count is not None),
            start_planned=date_of("start_planned"),
            start_actual=date_of("start_actual"),
            finish_planned=date_of("finish_planned"),
            finish_actual=date_of("finish_actual"),
            department=row.text("department"),
            place=row.text("place"),
            account=row.text("account"),
            problems=row.text("problems"),
            coordination=row.text("coordination"),
            places=_Places(self.places, row.number),
        )

    def _amounts(self, row: ListRow) -> dict[Hashable, Amount]:
        found: dict[Hashable, Amount] = {}
        for key, letter, scale in self.money:
            cell = row.cell(key)
            if cell is None:
                continue
            plain = cell.value if cell.kind is CellKind.NUMBER and scale is not None else None
            # A number below a header with its unit, as most are, needs no further look.
            if scale is not None and isinstance(plain, int | float) and plain >= 0:
                value = exact(from_number(plain))
                scaled = value if scale == 1 else value * scale
                found[key] = Amount(scaled, cell.text.strip(), f"{letter}{row.number}")
            elif (amount := self._amount(row, key, cell)) is not None:
                found[key] = amount
        return found

    def _scale(self, key: Hashable) -> Fraction | None:
        unit = self.table.units.get(self.table.columns[key])
        scale = factor(unit or self.table.caption, UNIT) if unit or "unit" not in self.fields else None
        return exact(scale) if scale is not None and (unit or self.table.caption) else None

    def _periods(self, amounts: dict[Hashable, Amount], what: str) -> dict[Period, Amount]:
        return {key.period: amounts[key] for key in self.by_period[what] if key in amounts}

    def _cumulated(self, amounts: dict[Hashable, Amount]) -> tuple[Amount | None, date | None, Amount | None]:
        """Return the newest sum so far with its date, and what was done before the plan."""
        columns = [key for key in self.by_period["cumulated"] if key in amounts]
        before = next((amounts[key] for key in reversed(columns) if key.period.year <= self.base_year), None)
        dated = [key for key in columns if key.period.year > self.base_year]
        if dated:
            return amounts[dated[-1]], dated[-1].period.last_day, before
        return amounts.get("cumulated"), None, before

    def _amount(self, row: ListRow, key: Hashable, cell: Cell) -> Amount | None:
        label = row.text("name") or row.text("kind") or f"第{row.number}行"
        what = HEADERS[key][0] if isinstance(key, str) else self._what(key)
        if cell.kind in WITHOUT_TEXT:
            self._report(WITHOUT_TEXT[cell.kind], row, key, name=label, what=what, text=cell.text)
            return None
        money = money_in(row, key)
        if money is None:
            if figure_in(cell) is not None or status_of_words(cell.text) is None:
                self._report(catalogue.AMOUNT_UNREADABLE, row, key, name=label, what=what, text=cell.text)
            return None
        if money.value < 0:
            self._report(catalogue.AMOUNT_NEGATIVE, row, key, name=label, what=what, text=cell.text)
            return None
        if not money.unit and not self.unit_asked:
            self.unit_asked = True
            self.findings.append(catalogue.MONEY_UNIT_MISSING.at(row.where(key), unit=UNIT))
        if money.status in (Status.ESTIMATED, Status.FORECAST) and what not in ("总投资", "规划期计划投资"):
            self._report(catalogue.AMOUNT_FORESEEN, row, key, name=label, what=what, text=cell.text)
        return Amount(money.value, cell.text.strip(), row.where(key), money.bound)

    def _what(self, key: Hashable) -> str:
        assert isinstance(key, MoneyColumn)  # noqa: S101 - words have a field's name
        words = {"planned": "计划投资", "completed": "完成投资", "cumulated": "累计完成投资"}
        return f"{key.period}{words[key.what]}"

    def _count(self, row: ListRow, key: str) -> Amount | None:
        cell = row.cell(key)
        if cell is None or not row.own(key):
            return None
        figure = figure_in(cell)
        if figure is None or figure[1] not in ("", "个", "项") or figure[0] < 0:
            if status_of_words(cell.text) is None:
                label = row.text("name") or row.text("kind")
                self._report(
                    catalogue.AMOUNT_UNREADABLE, row, key, name=label, what=HEADERS[key][0], text=cell.text
                )
            return None
        value, _, bound, _ = figure
        if key == "count" and value <= 1 and row.text("name"):
            return None  # one project, by its name
        return Amount(exact(value), cell.text.strip(), row.where(key), bound)

    def _stage(self, row: ListRow, label: str, *, many: bool) -> Stage | None:
        text = row.text("stage")
        if not text:
            # Who writes 停工 into the account alone is not under way.
            account = row.text("account")
            stage = stage_of(account) if _is_stage(account) else None
            return stage if stage in (Stage.STOPPED, Stage.REMOVED) else None
        stage = stage_of(text)
        if stage is None and not many:
            allowed = "、".join(item.value for item in Stage)
            self._report(
                catalogue.LIST_WORD_UNKNOWN, row, "stage", name=label, what="阶段", text=text, allowed=allowed
            )
        return stage

    def _nature(self, row: ListRow, label: str) -> Nature | None:
        text = normalise(row.text("nature"))
        if not text:
            return None
        nature = next((nature for nature, pattern in _NATURES if pattern.search(text)), None)
        if nature is None:
            allowed = "、".join(item.value for item in Nature)
            self._report(
                catalogue.LIST_WORD_UNKNOWN,
                row,
                "nature",
                name=label,
                what="建设性质",
                text=text,
                allowed=allowed,
            )
        return nature

    def _moment(self, row: ListRow, label: str, key: str) -> Moment | None:
        moment, found = read_date(row, key, label, HEADERS[key][0])
        self.findings += found
        return moment


@kept(1024)
def stage_of(text: str) -> Stage | None:
    """Read a stage in words: 已开工, 正在施工, 前期工作, 停工."""
    plain = normalise(text)
    return next((stage for stage, pattern in _STAGES if pattern.match(plain)), None)


class Money(NamedTuple):
    """An amount of a cell in 亿元, and the unit that it was filled in with; empty where none was told."""

    value: Fraction
    unit: str
    bound: Bound
    status: Status


def money_in(row: ListRow, key: Hashable, usual: str = UNIT) -> Money | None:
    """Read a cell of money; None where it holds none. Where nothing tells the unit, it is the usual one."""
    cell = row.cell(key)
    figure = figure_in(cell) if cell is not None else None
    if figure is None:
        return None
    value, typed, bound, status = figure
    unit = typed or money_unit(row, key)
    scale = factor(unit or usual, UNIT)
    return None if scale is None else Money(exact(value) * exact(scale), unit, bound, status)


def money_unit(row: ListRow, key: Hashable) -> str:
    """Return the unit that a column, a row or the whole list has; empty where nothing tells it."""
    table = row.table
    return table.units.get(table.columns[key]) or normalise(row.text("unit")) or table.caption


def figure_in(cell: Cell) -> tuple[Decimal, str, Bound, Status] | None:
    """Return a cell's figure, the unit typed with it, its bound and its status: 200多, 约2400亿元."""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        return from_number(cell.value), "", Bound.NONE, Status.NORMAL
    if cell.kind is not CellKind.TEXT:
        return None
    plain = normalise(cell.text)
    bare = _MORE.sub("", plain)
    figure = read_figure(bare, cell.raised)
    if figure is None or figure.yearly:
        return None
    bound = Bound.ABOVE if bare != plain and figure.bound is Bound.NONE else figure.bound
    status = status_of_note(figure.note)
    return figure.value, figure.unit, bound, status
