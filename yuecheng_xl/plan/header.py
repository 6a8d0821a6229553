"""What a column is, told from the words of its header: period × (actual, plan, forecast, target, growth …).

A header of one to three lines is read as the words of all its lines together, in any order. A column of
which a part is not understood is no column of the table: the words that were not understood are named.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.period import Period, parse_part
from yuecheng_xl.typed.status import Status, status_of_note
from yuecheng_xl.typed.text import normalise, split_note_marks
from yuecheng_xl.typed.unit import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

# The header as the shipped master writes it, then its synonyms.
HEADERS: dict[str, tuple[str, ...]] = {
    "category": (
        "类别", "指标类别", "分类", "领域", "类", "指标领域", "指标分类", "维度", "板块", "大类", "方面",
        "一级指标",
    ),
    "number": ("序号", "编号", "指标序号", "指标编号", "No.", "No", "代码", "指标代码", "编码"),
    "name": ("指标", "名称", "指标名称单位", "二级指标", "三级指标", "四级指标"),
    "unit": ("单位", "计量单位", "指标单位", "计算单位", "量纲"),
    "completion": ("完成中期目标情况", "中期目标完成情况", "完成中期目标", "中期完成情况"),
    "attribute": (
        "指标属性", "属性", "指标性质", "指标类型", "规划属性", "约束性/预期性", "预期性/约束性",
        "性质",
    ),
    "direction": ("方向", "指标方向", "正逆向", "指标趋向"),
    "measure": ("数据类型", "指标数据类型"),
    "department": ("责任单位", "责任主体"),
    "planned_growth": ("规划年均增速", "规划年均增长", "规划年均增长率"),
    "data_note": ("数据说明", "说明", "备注"),
    "definition_change": ("口径变化", "统计口径变化", "口径调整"),
    "external_cause": ("客观因素", "客观原因"),
    "forecast": ("部门预判", "部门预测", "预判"),
    "proposal": ("部门建议",),
    "proposal_content": ("建议内容", "部门建议内容"),
    "proposal_reason": ("建议理由", "调整理由"),
    "highlight": ("工作亮点", "工作成效", "主要做法"),
    "lag_reason": ("落后原因", "滞后原因", "未完成原因"),
    "next_steps": ("下一步举措", "下步举措", "下一步措施", "下一步工作举措"),
    "verdict": ("人工认定", "人工认定结果"),
    "recommendation": ("调整建议",),
    "chart": ("配图", "是否配图"),
}  # fmt: skip
WEAK_NAMES = frozenset(map(normalise, ("项目", "目标任务", "工作任务", "任务名称")))
"""Headers of the name's column where there is no other: they may also head projects or targets."""
WEAK_NAME = "item"
"""What such a column is called before that is known."""
NAME_LEVELS = tuple(map(normalise, ("二级指标", "三级指标", "四级指标")))
"""Headers of names below another one's, the deepest last: the deepest is the indicator's."""

_NAMES = re.compile(
    r"(?:规划|主要|核心|发展|监测|评价|评估|考核|具体|统计|约束性|预期性){0,3}指标(?:名称|名|项目?|内容)?(?:[及和]单位)?"
)
_DEPARTMENTS = re.compile(
    r"(?:主要|统计|数据|指标|第一){0,3}(?:责任|牵头|主管|负责|落实|填报|报送|提供){1,2}"
    r"(?:单位|部门|科室|处室|股室|站所|机构)"
)
_FIELDS = {normalise(synonym): name for name, synonyms in HEADERS.items() for synonym in synonyms}
_BESIDE = {
    normalise(word): what
    for what, words in {
        "数据来源": ("数据来源", "资料来源", "数据提供部门", "来源", "统计部门"),
        "完成率": ("进度", "中期进度", "任务完成度"),
        "评价文字": (
            "是否达标", "达标情况", "进度评价", "评估结论", "评估结果", "进展评价", "实施情况",
            "是否达到预期进度", "是否达到序时进度", "目标实现情况", "中期评估结果", "预计完成情况",
            "能否如期完成", "自评结果", "进展情况", "目标完成情况", "是否完成",
        ),
        "说明文字": (
            "未完成原因", "原因分析", "存在问题", "指标解释", "是否调整", "指标说明", "口径说明",
            "统计口径", "计算方法",
        ),
    }.items()
    for word in words
}  # fmt: skip
"""Headers of columns that no verdict is made of, and what such a column holds."""


class Role(Enum):
    """What a column holds."""

    FIELD = auto()
    """Words or a name: ``Header.field`` says which."""
    FIGURE = auto()
    GROWTH = auto()
    """Growth against the year before; without a period where the header does not say whose."""
    TARGET = auto()
    """A target: the plan's, or a year's where the year is not the plan's last."""
    YEARLY_TARGET = auto()
    """A year's own plan (年度计划); without a period where the header does not say which year's."""
    BASE = auto()
    """The base year's figure, where the header does not name the year."""
    PLANNED_SUM = auto()
    """What the plan period is to bring together (五年累计)."""
    BESIDE = auto()
    """Understood, and not the indicator's figures: ``Header.reason`` says what it is."""
    OPEN = auto()
    """Understood, but it may mean more than one thing: ``Header.reason`` says what is not told."""
    UNKNOWN = auto()
    """``Header.unknown`` are the words that were not understood."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a column is; ``unit`` and ``status`` are those that its header says of all its cells."""

    role: Role
    field: str = ""
    period: Period | None = None
    status: Status = Status.NORMAL
    status_word: str = ""
    unit: str = ""
    is_bare: bool = False
    """A year and nothing else: the target, where it is the plan's last."""
    is_plans: bool = False
    """A target that the header itself calls the plan's."""
    cumulated: bool = False
    unknown: tuple[str, ...] = ()
    reason: str = ""
    is_data: bool = False
    """True where it speaks of a period, a target or a figure, so that it may be missed."""


class _Is(Enum):
    """What a word of a header says."""

    TARGET = auto()
    PLAN = auto()
    OF_PLAN = auto()
    PLANS_END = auto()
    ACTUAL = auto()
    FORECAST = auto()
    PROVISIONAL = auto()
    GROWTH = auto()
    COMPARED = auto()
    PRICES = auto()
    DIFFERENCE = auto()
    SINCE_BASE = auto()
    MEAN = auto()
    TOGETHER = auto()
    SHARE = auto()
    BASE = auto()
    SAME = auto()
    LAST_YEAR = auto()
    THIS_YEAR = auto()
    THIS_PART = auto()
    SO_FAR = auto()
    WHOLE_YEAR = auto()
    FIVE_YEARS = auto()
    OTHER_AREA = auto()
    OWN_AREA = auto()
    CHANGED = auto()
    FROM_ABOVE = auto()
    ON_THE_WAY = auto()
    FAR = auto()
    AS_OF = auto()
    UNTIL = auto()
    INDICATOR = auto()
    PERCENT = auto()
    NOTHING = auto()


_LEXICON: dict[_Is, str] = {
    _Is.TARGET: "目标 目标值 目标数 预期目标 要求",
    _Is.PLAN: "计划 计划数 计划值 年度计划 任务 任务数 计划完成 计划完成数 计划完成值 目标任务 工作目标 "
    "年初计划 年初目标 年初安排 年初预算 预算 预算数 安排 安排数",
    _Is.OF_PLAN: "规划 规划期 规划期末 五年规划 规划末",
    _Is.PLANS_END: "期末 终期 末期",
    _Is.ACTUAL: "实际 实际值 实际数 实绩 完成 完成值 完成数 实现 实现值 达到 年报 决算 执行 "
    "最终核实 核实 实际完成 实际达到 实现数 完成量 最终核实数 年报数 决算数 执行数",
    _Is.FORECAST: "预计 预测 预估 估计 暂估 预计数 预计值 预测值 预测数 预估值 预计完成 预计达到 预计实现",
    _Is.PROVISIONAL: "快报 快报数 初步 初步数 初步核算 初步核算数 初核 初核数 暂定 暂定数 初步统计",
    _Is.GROWTH: "增速 增长率 增长 增长速度 增幅 增长幅度 同比 同比± ± +/- 同比升降 同比变化 年增长 年增速",
    _Is.COMPARED: "比上年 较上年 比去年 较去年 比上年同期 较上年同期 比去年同期 较去年同期 与上年同期比 "
    "与上年相比 与去年相比 比同期",
    _Is.PRICES: "可比价 可比 名义 按可比价 不变价",
    _Is.DIFFERENCE: "增减 增减量 增量 增加 减少 增加量 增减额",
    _Is.SINCE_BASE: "较基期 比基期 较基年 比基年 较基数 比基数 与基期相比 较期初 比期初",
    _Is.MEAN: "年均 平均 年平均",
    _Is.TOGETHER: "累计 累计数 累计值 合计",
    _Is.SHARE: "完成率 完成进度 目标完成率 完成目标进度 任务完成度 完成比例 完成百分比 完成度 时序进度 占 "
    "序时进度 时间进度 进度 达成率 实现率 完成程度 为预算 为目标 为计划",
    _Is.BASE: "基期 基期值 基期数 基数 基数值 基准 基准值 基准数 现状 现状值 现状数 基年 基年值",
    _Is.SAME: "上年同期 去年同期 同期 上年同期数 同期数 去年同期数",
    _Is.LAST_YEAR: "上年 去年 上年度 上一年",
    _Is.THIS_YEAR: "本年 本年度 当年 今年 当年度",
    _Is.THIS_PART: "本期 当期 当季 本季 本月 当月 报告期 本季度 当季度 期内 本期末 月度 季度",
    _Is.SO_FAR: "前两年 前二年 前三年 前四年 两年 三年 四年 前几年 以来 已完成 已实现 至今 目前 当前",
    _Is.WHOLE_YEAR: "年度 全年",
    _Is.FIVE_YEARS: "五年 5年 时期 期间",
    _Is.OTHER_AREA: "全国 全省 国家 省级 市级 省 市 全省平均 全国平均 周边 省均 市均 国均 全省均值 全市均值",
    _Is.OWN_AREA: "全区 全县 全市 全州 全旗 全域 本区 本县 本市 本地 我区 我县 我市",
    _Is.CHANGED: "调整后 调整前 原 原定 建议 建议调整 拟调整 修订后 修订 奋斗 力争 保底 挑战 调整 修改后",
    _Is.FROM_ABOVE: "上级 下达 上级下达 省下达 市下达",
    _Is.ON_THE_WAY: "中期 时序 序时 节点 阶段 阶段性 分解",
    _Is.FAR: "远景 远期 长远",
    _Is.AS_OF: "末 底 年末 年底 月末 月底 季末 止",
    _Is.UNTIL: "截至 截止 到 至",
    _Is.INDICATOR: "指标 指标值 主要指标",
    _Is.PERCENT: "% 率 ‰",
    _Is.NOTHING: "数 值 数据 数值 情况 的 主要 统计 统计数 水平 发展 经济社会发展 年 月 度 评估 "
    "监测 各 分年度 历年 年份 或 比例 现价 当年价 、 / , ， - — – ~ : ; 。 . * ( ) “ ” \" ' ‘ ’ 「 」 〔 〕 "
    "[ ] 【 】 < > 《 》",
}
_WORDS = {word: kind for kind, words in _LEXICON.items() for word in words.split()}
_LONGEST_WORD = max(map(len, _WORDS))
_LONGEST = 120
"""Characters of a header: what is longer is a sentence."""

_BRACKETED = re.compile(r"[(\[〔【]([^()\[\]〔〕【】]*)[)\]〕】]")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_SPAN = re.compile(r"((?:19|20)\d\d)年?[-—–~至到]((?:19|20)\d\d)年?")
_REFERRED = re.compile(r"[比较与]((?:19|20)\d\d)年?(?:末|底)?(?:相比)?")
_MONTH = re.compile(r"[./-](0?[1-9]|1[0-2])(?:[./-](\d{1,2}))?(?!\d)(?:月|日)?")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
_PLAN = re.compile(r"(二?十[一二三四五六七八九]?)五”?")
_CHINESE = {character: value for value, character in enumerate("一二三四五六七八九", start=1)}
_UNIT_WORDS = ("年", "月", "天", "次", "分", "位", "名", "项", "度", "岁", "年度", "%", "‰")
"""Units that are other words where they do not stand in brackets."""


def plan_end(count: int) -> int:
    """Return the last year of the so-many-th five-year plan: 十四五 ends with 2025, each five years on."""
    return 1955 + 5 * count


class _Lexed:
    """The words of a header, by what they say."""

    def __init__(self) -> None:
        self.kinds: set[_Is] = set()
        self.years: set[int] = set()
        self.parts: set[tuple[int, int]] = set()
        self.spans: set[tuple[int, int]] = set()
        self.plans: set[int] = set()
        self.referred: set[int] = set()
        self.units: list[str] = []
        self.unknown: list[str] = []
        self.status_word = ""
        self.is_bracketed = False

    def line(self, text: str) -> None:
        """Take in a line: its words, and what stands in brackets."""
        if is_unit(text) and text not in _UNIT_WORDS:
            self.units.append(text)
            return
        self.is_bracketed = _BRACKETED.fullmatch(text) is not None
        for inner in _BRACKETED.findall(text):
            unit = inner.removeprefix("单位:").removeprefix("单位")
            if is_unit(unit):
                self.units.append(unit)
            else:
                self.words(inner)
        self.words(_BRACKETED.sub("", text))

    def words(self, text: str) -> None:
        """Take in words, the longest that is known at each place."""
        place, unknown = 0, ""
        while place < len(text):
            end = self._time(text, place) or self._word(text, place)
            if end:
                if unknown:
                    self.unknown.append(unknown)
                place, unknown = end, ""
            else:
                end = place + 1
                while text[place].isdecimal() and end < len(text) and text[end].isdecimal():
                    end += 1  # a number is one word
                unknown += text[place:end]
                place = end
        if unknown:
            self.unknown.append(unknown)

    def _time(self, text: str, place: int) -> int:
        """Take in a year, a part of one or a plan's name; return where it ends, 0 where there is none."""
        if match := _REFERRED.match(text, place):
            self.referred.add(int(match[1]))
            return match.end()
        if match := _SPAN.match(text, place):
            self.spans.add((int(match[1]), int(match[2])))
            return match.end()
        if match := _YEAR.match(text, place):
            self.years.add(int(match[1]))
            month = _MONTH.match(text, match.end())
            if month is None:
                return match.end()
            if month[0] == ".1":  # a number 2023.10 is shown so, too
                self.unknown.append(match[0] + month[0])
                return month.end()
            return self._month(int(match[1]), int(month[1]), month[2]) and month.end()
        if match := _DAY.match(text, place):
            return self._month(max(self.years, default=2000), int(match[1]), match[2]) and match.end()
        if match := _PLAN.match(text, place):
            tens, _, ones = match[1].partition("十")
            self.plans.add((2 if tens else 1) * 10 + _CHINESE.get(ones, 0))
            return match.end()
        if part := parse_part(text[place:]):
            first, last, length = part
            if text[place] in "全年末底":
                return 0  # no part
            self.parts.add((first, last))
            if text[place : place + length][-1] in "末底":
                self.kinds.add(_Is.AS_OF)
            return place + length
        return 0

    def _month(self, year: int, month: int, day: str | None) -> bool:
        """Take in a month, or its last day, which says what is reached until then."""
        if day is not None and not (1 <= month <= 12 and int(day) == monthrange(year, month)[1]):
            return False
        self.parts.add((month, month))
        if day is not None:
            self.kinds.add(_Is.AS_OF)
        return True

    def _word(self, text: str, place: int) -> int:
        for end in range(min(len(text), place + _LONGEST_WORD), place, -1):
            kind = _WORDS.get(text[place:end])
            if kind is not None:
                self.kinds.add(kind)
                if kind in (_Is.FORECAST, _Is.PROVISIONAL):
                    self.status_word = self.status_word or text[place:end].rstrip("数值")
                return end
        return 0

    def period(self) -> Period | None:
        """Return the period that year and part make together; None where the year is not told."""
        if len(self.years) != 1:
            return None
        (year,) = self.years
        if not self.parts:
            return Period.whole(year)
        ((first, last),) = self.parts
        # 6月末, 二季度末, 6月累计: what is reached since the year's first day.
        if self.kinds & {_Is.AS_OF, _Is.UNTIL, _Is.TOGETHER}:
            first = 1
        return Period.of(year, first, last)


def read_header(lines: Iterable[str]) -> Header:
    """Tell what a column is from its header's lines, the upper first."""
    plain = [normalise(split_note_marks(line)[0]).rstrip("*:") for line in lines]
    return _read("\n".join(dict.fromkeys(filter(None, plain))))


@kept(2048)
def _read(text: str) -> Header:
    if len(text) > _LONGEST:
        return Header(Role.UNKNOWN, unknown=(text,))
    lines = text.split("\n")
    for candidate in ("".join(lines), "".join(reversed(lines)), _BRACKETED.sub("", "".join(lines))):
        if (field := _field(candidate)) is not None:
            return Header(Role.FIELD, field, is_plans=field == "planned_growth")
        if candidate in _BESIDE:
            return Header(Role.BESIDE, reason=_BESIDE[candidate])
        if candidate in WEAK_NAMES:
            return Header(Role.FIELD, WEAK_NAME)
    words = _Lexed()
    for line in lines:
        words.line(line)
    below = _BRACKETED.sub("", lines[-1])
    if len(lines) > 1 and not _speaks_of_figures(words) and (_field(below) or below in _BESIDE):
        return _read(lines[-1])  # the line above groups columns in words
    return _decide(words, lines)


def _field(text: str) -> str | None:
    """Return the field of a header in words, or of one that says it twice: 单位/计量单位."""
    if text in _FIELDS:
        return _FIELDS[text]
    if _NAMES.fullmatch(text):
        return "name"
    if _DEPARTMENTS.fullmatch(text):
        return "department"
    parts = text.split("/", 3)
    fields = {_field(part) for part in parts} if len(parts) > 1 else set()
    return fields.pop() if len(fields) == 1 else None


def _speaks_of_figures(words: _Lexed) -> bool:
    return bool(
        words.years
        or words.parts
        or words.plans
        or words.kinds & {_Is.TARGET, _Is.PLAN, _Is.GROWTH, _Is.FORECAST, _Is.BASE, _Is.TOGETHER}
    )


def _decide(words: _Lexed, lines: list[str]) -> Header:
    kinds = words.kinds
    is_data = _speaks_of_figures(words)
    if words.unknown or not kinds | words.years | words.parts | words.plans | words.spans:
        unknown = tuple(words.unknown) or tuple(lines)
        return Header(Role.UNKNOWN, unknown=unknown, is_data=is_data)
    if len(words.years) > 1 or len(words.parts) > 1 or len(set(words.units)) > 1:
        return Header(Role.OPEN, reason="表头里的年份、时期或单位不止一个", is_data=True)
    for read in (_beside, _growth, _planned, _target, _figure):
        header = read(words)
        if header is not None:
            return header
    return Header(Role.UNKNOWN, unknown=tuple(lines), is_data=is_data)


def _beside(words: _Lexed) -> Header | None:
    """Read what is understood and no figure of the indicator: a share done, another place's, last year's."""
    kinds = words.kinds
    if kinds >= {_Is.OWN_AREA, _Is.MEAN} or (_Is.OTHER_AREA in kinds and _Is.FROM_ABOVE not in kinds):
        return Header(Role.BESIDE, reason="其他地区的对照数")
    if _Is.SHARE in kinds or (kinds >= {_Is.ACTUAL, _Is.PERCENT} and kinds & _AHEAD):
        return Header(Role.BESIDE, reason="完成率")
    if _Is.SAME in kinds:
        return Header(Role.BESIDE, reason="上年同期数")
    if kinds & {_Is.LAST_YEAR, _Is.THIS_PART} or (_Is.THIS_YEAR in kinds and not kinds & _AHEAD):
        return Header(Role.OPEN, reason="没有写明是哪一年、哪一期", is_data=True)
    if _Is.FAR in kinds:
        return Header(Role.BESIDE, reason="远景目标")
    return None


_AHEAD = {_Is.TARGET, _Is.PLAN}


def _growth(words: _Lexed) -> Header | None:
    kinds = words.kinds
    if words.referred and words.referred == {year - 1 for year in words.years}:
        kinds.add(_Is.COMPARED)  # 2022年比2021年
    elif words.referred or _Is.SINCE_BASE in kinds:
        return Header(Role.BESIDE, reason="与基期相比的变化")
    if _Is.COMPARED in kinds and (_Is.PERCENT in kinds or "%" in words.units):
        kinds.add(_Is.GROWTH)
    is_growth = _Is.GROWTH in kinds and "百分点" not in words.units
    if kinds & {_Is.DIFFERENCE, _Is.GROWTH, _Is.COMPARED, _Is.PRICES} and (
        not is_growth or _Is.DIFFERENCE in kinds
    ):
        return Header(Role.OPEN, reason="不能确定是增速还是增减的数量、百分点", is_data=True)
    if _Is.MEAN in kinds:
        if not kinds & {_Is.GROWTH, _Is.TOGETHER}:
            return Header(Role.OPEN, reason="不能确定是什么的平均", is_data=True)
        is_goal = bool(kinds & {_Is.TARGET, _Is.OF_PLAN})
        if kinds & {_Is.ACTUAL, _Is.SO_FAR, _Is.FORECAST, _Is.PROVISIONAL} or (words.years and not is_goal):
            return Header(Role.BESIDE, reason="几年平均的实绩")
        ends = _ends(words) or words.years or {end for _, end in words.spans}
        last = Period.whole(*ends) if len(ends) == 1 else None
        is_plans = bool(words.plans or kinds & _OF_THE_PLAN)
        return Header(Role.FIELD, "planned_growth", period=last, is_plans=is_plans, is_data=True)
    if not is_growth:
        return None
    if _Is.TOGETHER in kinds and not words.years:
        return Header(Role.OPEN, reason="不能确定是哪一段时间的增长", is_data=True)
    if kinds & {_Is.TARGET, _Is.PLAN, _Is.OF_PLAN}:
        if words.years:
            return Header(Role.BESIDE, reason="年度的增速目标")
        return Header(Role.OPEN, reason="不能确定是规划期年均增速还是某一年的增速目标", is_data=True)
    if words.spans or words.plans or kinds & {_Is.SO_FAR, _Is.FIVE_YEARS, _Is.BASE}:
        return Header(Role.BESIDE, reason="几年合计的变化")
    return _with_status(words, Role.GROWTH)


_OF_THE_PLAN = {_Is.TARGET, _Is.OF_PLAN, _Is.TOGETHER, _Is.FIVE_YEARS}


def _planned(words: _Lexed) -> Header | None:
    """Read a sum: what the plan period is to bring, or has brought."""
    kinds = words.kinds
    if _Is.TOGETHER not in kinds or _Is.TARGET in kinds:
        return None
    if words.years and words.period() is not None and _Is.PLAN not in kinds:
        if _Is.UNTIL in kinds or kinds & {_Is.SO_FAR}:
            return Header(Role.OPEN, reason="不能确定是当年累计还是规划期以来累计", is_data=True)
        return _with_status(words, Role.FIGURE)
    if words.years:
        return None
    if kinds & {_Is.ACTUAL, _Is.SO_FAR, _Is.FORECAST} or words.parts or words.spans:
        return Header(Role.BESIDE, reason="几年累计的实绩", is_data=True)
    if _Is.FIVE_YEARS in kinds or words.plans or words.is_bracketed:
        return Header(Role.PLANNED_SUM, is_plans=True, unit=_unit(words), is_data=True)
    return Header(Role.OPEN, reason="不能确定是目标还是已累计的实绩", is_data=True)


def _target(words: _Lexed) -> Header | None:
    kinds = words.kinds
    period = words.period()
    of_plan = bool(words.plans or kinds & {_Is.OF_PLAN, _Is.PLANS_END})
    if not kinds & _AHEAD and not (_Is.OF_PLAN in kinds and kinds <= _PLANS_ALONE):
        return None
    if kinds & {_Is.ACTUAL, _Is.FORECAST, _Is.BASE, _Is.PROVISIONAL}:
        return Header(Role.OPEN, reason="不能确定是目标还是完成的数", is_data=True)
    if kinds & {_Is.CHANGED, _Is.FROM_ABOVE}:
        return Header(Role.OPEN, reason="不能确定是不是本规划现行的目标", is_data=True)
    if words.parts or words.spans:
        return Header(Role.BESIDE, reason="年内的计划数")
    year = Period.whole(*words.years) if words.years else None
    on_the_way = kinds & {_Is.ON_THE_WAY, _Is.WHOLE_YEAR, _Is.PLAN, _Is.THIS_YEAR}
    if on_the_way and not (of_plan and _Is.TARGET in kinds):
        if year is None and _Is.ON_THE_WAY in kinds:
            return Header(Role.OPEN, reason="没有写明是哪一年的目标", is_data=True)
        return Header(Role.YEARLY_TARGET, period=year, unit=_unit(words), is_data=True)
    if len(words.plans) > 1 or (period is not None and words.plans and {period.year} != _ends(words)):
        return Header(Role.OPEN, reason="年份与规划期不一致", is_data=True)
    if words.plans:
        year = Period.whole(*_ends(words))
    return Header(
        Role.TARGET,
        period=year,
        unit=_unit(words),
        is_plans=of_plan or year is None,
        cumulated=_Is.TOGETHER in kinds,
        is_data=True,
    )


_PLANS_ALONE = {_Is.OF_PLAN, _Is.NOTHING, _Is.AS_OF, _Is.UNTIL, _Is.FIVE_YEARS}


_ENDS = {_Is.AS_OF, _Is.OF_PLAN, _Is.PLANS_END}


def _ends(words: _Lexed) -> set[int]:
    return {plan_end(count) for count in words.plans}


def _figure(words: _Lexed) -> Header | None:
    kinds = words.kinds
    if _Is.PERCENT in kinds or (_Is.INDICATOR in kinds and not kinds & _SAID):
        return Header(Role.OPEN, reason="不能确定是目标还是完成的数", is_data=True)
    if kinds & {_Is.CHANGED, _Is.FROM_ABOVE, _Is.SO_FAR, _Is.FIVE_YEARS, _Is.ON_THE_WAY} or words.spans:
        return Header(Role.OPEN, reason="不能确定是哪一期的什么数", is_data=True)
    if words.plans and not words.years and len(words.plans) == 1 and kinds & _ENDS:
        words.years = _ends(words)
    elif words.plans:
        return Header(Role.OPEN, reason="不能确定是规划期哪一年的什么数", is_data=True)
    if words.years:
        return _with_status(words, Role.FIGURE)
    if _Is.BASE in kinds:
        return _with_status(words, Role.BASE)
    if words.parts or kinds & {_Is.ACTUAL, _Is.FORECAST, _Is.PROVISIONAL, _Is.WHOLE_YEAR, _Is.AS_OF}:
        return Header(Role.OPEN, reason="没有写明年份", is_data=True)
    return None


_SAID = {_Is.ACTUAL, _Is.FORECAST, _Is.PROVISIONAL, _Is.BASE, _Is.TOGETHER, _Is.UNTIL}
"""Words that say that a figure is no target."""


def _with_status(words: _Lexed, role: Role) -> Header:
    status = status_of_note(words.status_word) if words.status_word else Status.NORMAL
    kinds = words.kinds
    is_bare = bool(words.years) and not words.parts and not kinds & _SAID
    return Header(
        role,
        period=words.period(),
        status=status,
        status_word=words.status_word,
        unit=_unit(words),
        is_bare=is_bare,
        is_data=True,
    )


def _unit(words: _Lexed) -> str:
    return words.units[0] if words.units else ""
