"""The sentences of the report: a paragraph for every indicator, and the adjustments one by one.

A paragraph says, in this order: the figures period by period with their growth, the average against
the planned growth, how far the way to the target is gone, the verdict, and what is to be expected.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Action, Direction, Measure
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.rules.growth import is_linear
from yuecheng_xl.rules.methods import forecast
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.recommendation import proposed_target
from yuecheng_xl.rules.target import CEILINGS, direction
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status, says_abolished
from yuecheng_xl.typed.unit import is_percent
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.numbers import number, percent, signed
from yuecheng_xl.words.numerals import chinese, years
from yuecheng_xl.words.verdicts import MET, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Observation, Plan, Target
    from yuecheng_xl.report.facts import Average, Facts, Figure
    from yuecheng_xl.rules.outcome import Point
    from yuecheng_xl.rules.recommendation import Adjustment

_FAR = Fraction(3, 2)
"""Growth of this many times the planned one is 远高于."""

_ESTIMATES = {Status.ESTIMATED: "预计", Status.FORECAST: "预测", Status.PROVISIONAL: "初步统计"}
_MORE, _LESS = {Bound.ABOVE: "高于", Bound.AT_LEAST: "不低于"}, {Bound.BELOW: "低于", Bound.AT_MOST: "不高于"}
_PLAIN_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
_LIKENESS = re.compile(r"[（(]与((?:19|20)\d\d)年(?:实际)?(?:持平|相同|一致)[）)]")
_ENDINGS = re.compile(r"[。；，,;\s]+$")


def paragraph(facts: Facts) -> str:
    """Write an indicator's paragraph, without its number and name."""
    item = facts.item
    opening = [_note(facts.note)] if facts.note else []
    match item.outcome.method:
        case Method.NOT_COLLECTED:
            body = [*_series(facts), _not_collected(facts)]
        case Method.QUALITATIVE:
            body = _qualitative(facts)
        case Method.NO_FIGURE:
            body = [*_series(facts), "该指标缺少可用于评估的数据，暂无法评价"]
        case _:
            body = [*_series(facts), *_verdict(facts), *_prospect(facts)]
    if item.completion != item.outcome.completion:
        body.append(f"经人工认定，评估结果为“{item.completion}”")
    return "".join(f"{_ENDINGS.sub('', sentence)}。" for sentence in (*opening, *body) if sentence)


def _note(text: str) -> str:
    """Word what 数据说明 says of the whole indicator."""
    return f"该指标{text}" if re.match("采用|按|使用|以|由|为", text) else f"数据说明：{text}"


# Figures, period by period.


def _series(facts: Facts) -> list[str]:
    """Write the years with their growth, then their average, then the part of a year that follows them."""
    figures = list(facts.figures)
    if figures and all(_is_without(item, Status.NOT_COLLECTED) for item in figures):
        together = "、".join(str(item.period) for item in figures)
        return [f"{together}{'均' if len(figures) > 1 else ''}未统计"]
    parts = [item for item in figures if not item.period.is_year]
    whole = [item for item in figures if item.period.is_year]
    mean = _mean(facts)
    newest = _compared_with_plan(facts)
    first, second = _clauses(whole, facts), _clauses(parts, facts)
    if whole and not parts:
        return [f"{'；'.join(filter(None, [first, mean]))}{newest if not mean else ''}"]
    if mean:
        return [f"{first}；{mean}", f"{second}{newest}"]
    return [f"{_clauses(figures, facts)}{newest}{_gained(facts)}"]


def _clauses(figures: Sequence[Figure], facts: Facts) -> str:
    """Join the periods; neighbours without a figure share what is said of them."""
    clauses: list[tuple[str, str]] = []
    for figure in figures:
        clause = _clause(figure, facts)
        period = str(figure.period)
        said = clause.removeprefix(period)
        shared = figure.observation is not None and figure.observation.value is None and figure.growth is None
        if shared and clauses and clauses[-1][1] == said:
            clauses[-1] = (f"{clauses[-1][0]}、{period}", said)
        else:
            clauses.append((period, said))
    return "；".join(f"{periods}{said}" for periods, said in clauses)


def _is_without(figure: Figure, status: Status) -> bool:
    return figure.observation is not None and figure.observation.status is status


def _clause(figure: Figure, facts: Facts) -> str:
    """Write one period: 2021年为1191.5亿元，可比价增长8.8%."""
    indicator, observation = facts.indicator, figure.observation
    parts = []
    remark = figure.remark
    if observation is not None and observation.value is not None:
        text = f"{figure.period}{value(observation, indicator)}"
        if indicator.measure is Measure.GROWTH_RATE and is_percent(indicator.unit or "%"):
            text = f"{figure.period}{_rate(Fraction(observation.value))}"
        if remark.startswith("为"):
            text += f"（{remark.removeprefix('为')}）"
            remark = ""
        parts.append(text)
    elif (
        observation is not None
        and observation.status not in (Status.MISSING, Status.UNREADABLE)
        and not remark
    ):
        parts.append(f"{figure.period}{_without_value(observation)}")
    if remark:
        parts.append(remark if parts else f"{figure.period}{remark}")
    if figure.growth is not None:
        already_estimated = observation is not None and observation.status in _ESTIMATES
        grown = _growth(figure.growth, _against(figure, facts), estimated=not already_estimated)
        parts.append(grown if parts else f"{figure.period}{grown}")
    elif figure.change is not None:
        parts.append(f"比上年{change(figure.change, indicator)}")
    return "，".join(parts)


def _against(figure: Figure, facts: Facts) -> str:
    if facts.constant_prices:
        return "可比价"
    yearly_stock = figure.period.is_year and facts.indicator.measure is not Measure.FLOW
    return "比上年" if yearly_stock else "同比"


def _without_value(observation: Observation) -> str:
    """Word a period that has no figure: 数据尚未发布, or the words reported."""
    if observation.status is Status.UNPUBLISHED and len(observation.text) <= 4:
        return "数据尚未发布"
    if observation.status is Status.NOT_COLLECTED and len(observation.text) <= 4:
        return "未统计"
    return observation.text


def value(observation: Observation, indicator: Indicator) -> str:
    """Word a period's figure with its unit: 为1271亿元, 预计为83000元, 列第77位."""
    assert observation.value is not None  # noqa: S101 - callers ask for figures only
    shown = observation.text if _PLAIN_NUMBER.match(observation.text) else number(observation.value, 4)
    figure = bounded(shown, indicator, observation.bound)
    verb = "列" if indicator.measure is Measure.RANK and observation.bound is Bound.NONE else "为"
    verb = "" if observation.bound in (*_MORE, *_LESS) else verb
    text = f"{_ESTIMATES.get(observation.status, '')}{verb}{figure}"
    if observation.note and observation.status not in _ESTIMATES:
        text += f"（{observation.note}）"
    return text


def bounded(shown: str, indicator: Indicator, bound: Bound) -> str:
    """Put number, unit and bound together: 1500亿元以上, 低于28微克, 第50位, 5%左右."""
    rank = indicator.measure is Measure.RANK
    text = f"第{shown}位" if rank else f"{shown}{indicator.unit}"
    match bound:
        case Bound.AT_LEAST:
            return f"{text}以上"
        case Bound.AT_MOST:
            return f"{text}以内"
        case Bound.ABOVE:
            return f"高于{text}"
        case Bound.BELOW:
            return f"低于{text}"
        case Bound.ABOUT:
            return f"{text}左右"
        case _:
            return text


def target(indicator: Indicator) -> str:
    """Word a target with its unit: 1500亿元以上, 高于65%, 年均增长7%, 累计4500套."""
    wanted: Target = indicator.target
    if wanted.value is None:
        return wanted.text
    shown = number(wanted.value, 4)
    if wanted.yearly or indicator.measure is Measure.GROWTH_RATE:
        about = "左右" if wanted.bound is Bound.ABOUT else ""
        return f"年均{_rate(Fraction(wanted.value))}{about}{'以上' if wanted.bound is Bound.AT_LEAST else ''}"
    text = bounded(shown, indicator, wanted.bound)
    return f"累计{text}" if wanted.cumulated or indicator.measure is Measure.CUMULATIVE else text


def _growth(observation: Observation, against: str, *, estimated: bool = True) -> str:
    """Word a stated growth: 可比价增长8.8%, 同比下降7.3%, 预计同比增长高于7%."""
    assert observation.value is not None  # noqa: S101 - callers ask for figures only
    verb = "增长" if observation.value >= 0 else "下降"
    size = f"{number(abs(observation.value), 2)}%"
    if observation.value == 0 and observation.bound is Bound.NONE:
        return f"{'与上年' if against == '比上年' else against}持平"
    more = {**_MORE, **_LESS}.get(observation.bound, "")
    about = "左右" if observation.bound is Bound.ABOUT else ""
    guess = _ESTIMATES.get(observation.status, "") if estimated else ""
    return f"{guess}{against}{verb}{more}{size}{about}"


def _rate(growth: Fraction) -> str:
    """Word a growth rate in percent: 增长6.25%, 下降3%, 零增长."""
    if growth == 0:
        return "零增长"
    return f"{'增长' if growth > 0 else '下降'}{signed(abs(growth))}%"


def change(difference: Fraction, indicator: Indicator) -> str:
    """Word a change in the unit that it is counted in: 提高0.7个百分点, 前移14位, 增加0.88个."""
    size = signed(abs(difference), 2 if abs(difference) >= Fraction(1, 10) else 4)
    if difference == 0:
        return "持平"
    if indicator.measure is Measure.FLOW:
        return f"{'增长' if difference > 0 else '下降'}{size}%"
    if indicator.measure is Measure.RANK:
        forward = (difference < 0) == (direction(indicator) is Direction.LOWER)
        return f"{'前移' if forward else '后移'}{size}位"
    if is_percent(indicator.unit):
        return f"{'提高' if difference > 0 else '降低'}{size}个百分点"
    if is_linear(indicator):  # a quotient: its unit says nothing of a difference
        return f"{'提高' if difference > 0 else '降低'}{size}"
    lower = direction(indicator) is Direction.LOWER
    verb = ("上升" if lower else "增加") if difference > 0 else ("下降" if lower else "减少")
    return f"{verb}{size}{indicator.unit}"


# Averages and comparisons.


def _mean(facts: Facts) -> str:
    """Word average growth against the planned one; a single year is no average."""
    mean = facts.average
    if mean is None or mean.count < 2 or facts.item.outcome.method is Method.GROWTH:
        return ""
    how = facts.plan.settings.averaging
    # 年均增长 alone means the geometric mean to a statistician.
    said = f"（{how.value}）" if how is Averaging.ARITHMETIC else ""
    text = f"{_span(mean)}年均{_rate(mean.value)}{said}"
    return text if facts.planned is None else f"{text}，{_against_plan(mean.value, facts.planned)}"


def _span(mean: Average) -> str:
    if mean.from_start:
        return f"前{years(mean.count)}"
    return f"{mean.first}—{mean.last}年" if mean.count > 1 else f"{mean.first}年"


def _against_plan(growth: Fraction, planned: Fraction) -> str:
    wanted = f"规划目标（年均{_rate(planned)}）"
    if growth == planned:
        return f"与{wanted}持平"
    if growth < 0 and planned < 0:
        return f"降幅{'大于' if growth < planned else '小于'}{wanted}"
    if growth < planned:
        return f"低于{wanted}"
    return f"{'远' if growth >= planned * _FAR and planned > 0 else ''}高于{wanted}"


def _compared_with_plan(facts: Facts) -> str:
    """Word the newest growth against the planned one, in percentage points: ，高于规划目标5.8个百分点."""
    ahead, newest = facts.ahead_of_plan, facts.newest
    if ahead is None or newest is None or newest.growth is None or facts.planned is None:
        return ""
    bound = newest.growth.bound
    if bound is not Bound.NONE:
        above = bound in _MORE and ahead >= 0
        return f"，{_against_plan(Fraction(newest.growth.value or 0), facts.planned)}" if above else ""
    if ahead == 0:
        return "，与规划年均增速持平"
    if facts.planned < 0:
        if (newest.growth.value or 0) >= 0:
            return f"，没有达到规划年均{_rate(facts.planned)}的要求"
        return f"，降幅比规划年均降幅{'大' if ahead < 0 else '小'}{signed(abs(ahead))}个百分点"
    points = f"规划年均增速{signed(abs(ahead))}个百分点"
    if ahead < 0:
        return f"，低于{points}"
    behind = facts.item.completion == UNMET
    return f"，{'仅' if behind else ''}高于{points}"


def _gained(facts: Facts) -> str:
    """Word the change since the base year where no growth is stated: ，比2020年累计提高9个百分点."""
    base, current = facts.item.outcome.base, facts.item.outcome.current
    if facts.gain is None or base is None or current is None or facts.average is not None:
        return ""
    newest = facts.newest
    if newest is None or (newest.change is not None and base.period.year == current.period.year - 1):
        return ""
    if newest.observation is not current.observation:
        return ""
    if facts.gain == 0:
        return f"，与{base.period}持平"
    return f"，比{base.period}累计{change(facts.gain, facts.indicator)}"


# The verdict.


def schedule(plan: Plan) -> str:
    """Name what the schedule asks for at the cut-off date: half of the way at half-time, else its share."""
    end = Fraction(plan.cutoff.year - 1) + Fraction(plan.cutoff.month, 12)
    return "“时间过半、任务过半”要求" if plan.elapsed(end) == Fraction(1, 2) else "时序进度要求"


def _verdict(facts: Facts) -> list[str]:
    item = facts.item
    outcome = item.outcome
    if item.completion not in (MET, UNMET):
        return []
    asked = schedule(facts.plan)
    met = outcome.completion == MET
    match outcome.method:
        case Method.FORECAST:
            judged = "达到" if met else "未达到"
            return [f"经责任单位预判，{judged}{asked}"]
        case Method.GROWTH:
            return [_growth_verdict(facts, asked, met=met)]
        case Method.HOLD | Method.TARGET_REACHED:
            return [_reached(facts, asked, met=met)]
        case _:
            return [_progress(facts, asked, met=met)]


def _reached(facts: Facts, asked: str, *, met: bool) -> str:
    current = facts.item.outcome.current
    goal = target(facts.indicator)
    if not met:
        return f"没有守住规划目标（{goal}），未达到{asked}"
    if current is not None and current.rolling is not None:
        return f"按{_basis(current, facts.indicator)}测算，已经达到规划目标（{goal}），完成{asked}"
    if direction(facts.indicator) is Direction.LOWER and facts.indicator.measure is not Measure.RANK:
        return f"已经控制在规划目标（{goal}）范围以内"
    return f"已经提前达到规划目标（{goal}）"


def _basis(current: Point, indicator: Indicator) -> str:
    """Name the figure that progress is measured with: flows within a year count as twelve months."""
    if current.rolling is None:
        return f"{current.period}{_ESTIMATES.get(current.observation.status, '')}数据"
    return f"近12个月数（{number(current.value)}{indicator.unit}）"


def _progress(facts: Facts, asked: str, *, met: bool) -> str:
    outcome = facts.item.outcome
    progress, elapsed, current = outcome.progress, outcome.elapsed, outcome.current
    if progress is None or elapsed is None or current is None:
        return f"{'达到' if met else '未达到'}{asked}"
    goal = target(facts.indicator)
    judged = f"{'达到' if met else '落后于'}{asked}"
    if outcome.method is Method.CUMULATIVE:
        verb = "为" if is_percent(facts.indicator.unit) else ""
        basis = f"累计{verb}{signed(current.value)}{facts.indicator.unit}"
        if facts.indicator.target.bound in CEILINGS:
            used = f"已用去规划控制数（{goal}）的{percent(progress)}"
            return f"{basis}，{used}，{_pace(progress, elapsed)}，{'符合' if met else '超出'}{asked}"
    else:
        basis = f"按{_basis(current, facts.indicator)}测算"
    if progress < 0:
        start = f"{outcome.base.period}" if outcome.base else "基期"
        return f"与规划目标（{goal}）的差距比{start}有所扩大，{judged}"
    pace = _pace(progress, elapsed)
    done = "没有进展" if progress == 0 else f"完成规划目标（{goal}）任务的{percent(progress)}，{pace}"
    return f"{_concession(facts, met=met)}{basis}，{done}，{judged}"


def _pace(progress: Fraction, elapsed: Fraction) -> str:
    when = f"时间进度（{percent(elapsed)}）"
    if progress == elapsed:
        return f"与{when}持平"
    return f"{'快' if progress > elapsed else '慢'}于{when}"


def _concession(facts: Facts, *, met: bool) -> str:
    """Word that the verdict stands although the newest growth is below the planned one."""
    ahead, mean, planned = facts.ahead_of_plan, facts.average, facts.planned
    if ahead is None or ahead >= 0 or not met or direction(facts.indicator) is Direction.LOWER:
        return ""
    if mean is not None and planned is not None and planned > 0 and mean.value >= planned * _FAR:
        return "但因前期增长远超预期，"
    return "虽低于规划年均增速，但总体上看，"


def _growth_verdict(facts: Facts, asked: str, *, met: bool) -> str:
    current = facts.item.outcome.current
    mean = "" if current is None else f"平均{_rate(current.value)}，"
    return f"{mean}{'达到' if met else '低于'}规划目标（{target(facts.indicator)}），{'完成' if met else '未达到'}{asked}"


# What is to be expected, and what is recommended.


def _prospect(facts: Facts) -> list[str]:
    item = facts.item
    if item.completion not in (MET, UNMET):
        return []
    if item.recommendation.adjustment is not None:
        return [_to_be_changed(facts)]
    if item.completion == UNMET:
        return _behind(facts)
    if item.outcome.target_reached:
        rolling = item.outcome.current is not None and item.outcome.current.rolling is not None
        return [f"{_plan_word(facts)}目标预计能够提前实现"] if rolling else []
    return _on_schedule(facts)


def _plan_word(facts: Facts) -> str:
    """Return the plan's own name for itself where it quotes one (“十四五”), for 目标 to follow."""
    quoted = re.search("“[^”]{2,6}”", facts.plan.short_name or facts.plan.name)
    return f"{quoted[0]}规划" if quoted else "规划"


def _to_be_changed(facts: Facts) -> str:
    proposal = facts.item.recommendation.action
    if proposal is not Action.ADJUST:
        return f"建议{proposal.value[:2]}该指标"
    causes = [
        "统计口径或测算方式变化" if facts.indicator.definition_change else "",
        "客观因素影响" if facts.indicator.external_cause else "",
    ]
    return f"考虑到{'和'.join(filter(None, causes))}，按期完成规划目标难度较大，建议对规划目标作相应调整"


def _on_schedule(facts: Facts) -> list[str]:
    outlook, plan = facts.item.outlook, facts.plan
    said = forecast.reading(facts.indicator.forecast) if facts.indicator.forecast else None
    goal = f"{_plan_word(facts)}目标"
    keep = f"建议{goal}不作调整"
    expected = outlook.expected_year
    if expected is not None and expected <= plan.target_year:
        when = "按期" if expected == plan.target_year else f"提前{years(plan.target_year - expected)}"
        sentence = f"后阶段若保持{_today(facts)}，预计能够{when}实现{goal}"
        return [sentence if said == MET else f"{sentence}，{keep}"]
    needed = _required(facts)
    if said == MET and facts.item.outcome.method is not Method.FORECAST:
        return [f"{needed}，责任单位预判{goal}能够实现" if needed else f"责任单位预判{goal}能够实现"]
    return [f"{needed}，{keep}" if needed else keep]


def _today(facts: Facts) -> str:
    outlook = facts.item.outlook
    if outlook.pace is None or is_linear(facts.indicator):
        return "目前进度"
    one_year = facts.average is not None and facts.average.count == 1
    if outlook.pace == outlook.achieved and not one_year:
        return "目前平均增速" if outlook.pace > 0 else "目前平均降幅"
    return "当前增速" if outlook.pace > 0 else "当前降幅"


def _required(facts: Facts) -> str:
    """Word what each year left must bring: 到2025年实现目标，后期年均需增长10.34%."""
    outlook, indicator = facts.item.outlook, facts.indicator
    current = facts.item.outcome.current
    if not outlook.required:
        return ""
    if outlook.unit == "%":
        needed = _rate(outlook.required)
    elif indicator.measure is Measure.RANK and current is not None and indicator.target.value is not None:
        way = Fraction(indicator.target.value) - current.value
        return f"到{facts.plan.target_year}年实现规划目标，后期共需{change(way, indicator)}"
    elif indicator.measure is Measure.CUMULATIVE:
        amount = f"{signed(outlook.required)}{outlook.unit}"
        if indicator.target.bound in CEILINGS:
            return f"到{facts.plan.target_year}年守住规划目标，后期年均须控制在{amount}以内"
        needed = f"完成{amount}"
    else:
        needed = change(outlook.required, indicator)
    return f"到{facts.plan.target_year}年实现规划目标，后期年均需{needed}"


def _behind(facts: Facts) -> list[str]:
    item, plan = facts.item, facts.plan
    outlook, indicator = item.outlook, facts.indicator
    goal = f"{_plan_word(facts)}目标"
    sentences = []
    needed = _required(facts)
    if needed:
        late = None if outlook.expected_year is None else outlook.expected_year - plan.target_year
        if late is None or late > plan.target_year - plan.base_year:
            needed += f"，按{_today(facts)}难以实现"
        elif late > 0:
            needed += f"，而按{_today(facts)}推算，要晚{years(late)}才能实现"
        sentences.append(needed)
    if indicator.forecast and item.outcome.method is not Method.FORECAST:
        said = forecast.reading(indicator.forecast)
        judged = {MET: f"{goal}能够实现", UNMET: f"完成{goal}有难度"}.get(said or "")
        sentences.append(f"责任单位预判{judged}" if judged else f"责任单位预判“{indicator.forecast}”")
    who = f"（责任单位：{indicator.department}）" if indicator.department else ""
    risk = "密切跟踪、及早预警，" if item.recommendation.high_risk else ""
    sentences.append(f"下阶段要加大工作力度，{risk}力争实现{goal}{who}，建议规划目标不作调整")
    return sentences


# Without a number to judge by.


def _qualitative(facts: Facts) -> list[str]:
    """Repeat what was reported; where every period says the same, say it once."""
    indicator = facts.indicator
    told = [
        item
        for item in facts.figures
        if item.observation is not None
        and item.observation.value is None
        and item.observation.text
        and item.observation.status is Status.NORMAL
    ]
    completion = facts.item.completion
    remarks = "，".join(f"{item.period}{item.remark}" for item in facts.figures if item.remark)
    texts = {item.observation.text for item in told if item.observation is not None}
    if len(texts) == 1 and len(told) > 1:
        said = f"{'、'.join(str(item.period) for item in told)}均{_state(texts.pop())}"
        if remarks:
            said = f"均{_state(completion)}"
    else:
        said = "；".join(
            f"{item.period}{_state(item.observation.text)}" for item in told if item.observation is not None
        )
    first = "，".join(filter(None, [remarks, said]))
    if completion == NOT_ASSESSED:
        return [first, f"规划目标为“{indicator.target.text}”，没有填报完成情况，暂无法评价"]
    return [first, f"规划目标为“{indicator.target.text}”，建议不作调整"]


def _state(text: str) -> str:
    """Let a reported text follow a period: 完成省市下达指标, but 为“优”."""
    return text if re.match("完成|达到|实现|已|未|超|优于|符合|保持|基本", text) else f"为“{text}”"


def _not_collected(facts: Facts) -> str:
    indicator, adjustment = facts.indicator, facts.item.recommendation.adjustment
    cause = _cause_of_change(indicator.definition_change)
    advice = _change_of(adjustment, facts.plan, indicator) if adjustment else ""
    return "，".join(filter(None, [cause, "完成情况无法评价", advice]))


# The adjustments one by one.


def adjustment(facts: Facts) -> str:
    """Write why an indicator is changed and how, without its number and name."""
    indicator, item = facts.indicator, facts.item
    change_ = item.recommendation.adjustment
    assert change_ is not None  # noqa: S101 - callers pass what is changed
    causes = [_cause_of_change(indicator.definition_change), _cause_from_outside(indicator.external_cause)]
    reasons = "，同时".join(filter(None, causes))
    opening = f"{reasons}，完成情况无法评价" if item.completion == NOT_ASSESSED else reasons
    if item.completion == UNMET:
        opening = "，".join(filter(None, [opening, _against_actual(facts)]))
    sentences = [opening]
    if indicator.proposal_reason:
        sentences.append(f"责任单位提出：{indicator.proposal_reason}")
    sentences.append(_change_of(change_, facts.plan, indicator))
    return "".join(f"{_ENDINGS.sub('', text)}。" for text in sentences if text)


def _cause_of_change(text: str) -> str:
    """Word a changed definition: 考核体系变化：2022年起… → 由于考核体系变化，2022年起…."""
    if not text:
        return ""
    label, colon, rest = text.partition("：")
    if says_abolished(text) and colon:
        return f"该指标已{label}，{rest}"
    return f"由于{label}，{rest}" if colon and rest else f"由于{text}"


def _cause_from_outside(text: str) -> str:
    """Word an external cause: 疫情 → 受疫情影响."""
    if not text:
        return ""
    plain = _ENDINGS.sub("", text)
    if plain.startswith(("受", "因", "由于")):
        return plain
    if re.search("[，。；]", plain):
        return f"由于{plain}"
    return f"受{plain}{'等因素' if '、' in plain else ''}{'' if plain.endswith('影响') else '影响'}"


def _against_actual(facts: Facts) -> str:
    """Word where the indicator stands: newest figure, target, progress."""
    outcome, indicator = facts.item.outcome, facts.indicator
    current, goal = outcome.current, target(indicator)
    if current is None:
        said = f"责任单位预判“{indicator.forecast}”" if indicator.forecast else "目前没有数据"
        return f"{said}，按期完成规划目标（{goal}）难度较大"
    shown = value(current.observation, indicator)
    gap = (
        "差距较大"
        if outcome.progress is None or outcome.progress < 0
        else f"完成任务的{percent(outcome.progress)}"
    )
    return f"{current.period}{shown}，{'与规划目标' if gap == '差距较大' else '对照规划目标'}（{goal}）{gap}"


def _change_of(change_: Adjustment, plan: Plan, indicator: Indicator) -> str:
    """Word the change as a sentence: 建议将2025年规划目标由50位调整为90位."""
    text = _without_false_likeness(change_.content, indicator)
    if text.startswith(("建议由", "建议从")):
        return f"建议将{plan.target_year}年规划目标{text.removeprefix('建议')}"
    if text.startswith("建议调整为"):
        return f"建议将{plan.target_year}年规划目标{text.removeprefix('建议')}"
    if text.startswith("建议替换为"):
        return f"建议将该指标{text.removeprefix('建议')}"
    if text == "建议取消":
        return "建议取消该指标"
    return text


def _without_false_likeness(text: str, indicator: Indicator) -> str:
    """Leave out （与2020年持平） where the proposed value is not that year's."""
    match = _LIKENESS.search(text)
    if match is None:
        return text
    known = indicator.observation(Period.whole(int(match[1])))
    proposed = proposed_target(indicator)
    if known is None or known.value is None or proposed is None or proposed == Fraction(known.value):
        return text
    return text.replace(match[0], "")


# Headings, captions and lead sentences.


def chart_title(indicator: Indicator, plan: Plan, periods: Sequence[int]) -> str:
    """Title a chart after the years that it shows: 2020—2023年一般公共预算收入增长情况."""
    first, last = min(periods, default=plan.base_year), max(periods, default=plan.base_year)
    span = f"{first}年" if first == last else f"{first}—{last}年"
    return f"{span}{indicator.name}增长情况"


def value_series(indicator: Indicator) -> str:
    """Name a chart's columns."""
    return f"{indicator.name}（{indicator.unit}）" if indicator.unit else indicator.name


GROWTH = "增速"
GROWTH_SERIES = "增速（%）"
WITHOUT_CATEGORY = "其他"
PLAN = "五年规划"
NOTHING_TO_SPREAD = "没有需要分解的指标"


def aspects(count: int) -> str:
    """Count the categories: 七个方面."""
    return f"{'两' if count == 2 else chinese(count)}个方面" if count else ""


def years_left(left: Sequence[int]) -> str:
    """Name the years that remain: 2023年、2024年和2025年."""
    return plain_list([f"{year}年" for year in left]) or "各年（规划期已满）"


def left_out(names: Sequence[str]) -> str:
    """Say which indicators the yearly table does not hold."""
    if not names:
        return ""
    return f"其余{len(names)}个指标已达到规划目标，或没有数值目标、停止统计、未统计，不作分解：{plain_list(names)}。"


def burden(behind: int, names: Sequence[str], share: Fraction) -> str:
    """Say where most of what is behind lies."""
    if not behind:
        return "目前没有落后于时序进度的指标。"
    text = f"{behind}个落后指标按类别和责任单位的分布见下列两表"
    if not names:
        return f"{text}。"
    carried = f"{plain_list(names)}{'合计' if len(names) > 1 else ''}占全部欠进度的{percent(share)}"
    return f"{text}，其中{carried}，是后期工作的重点。"
