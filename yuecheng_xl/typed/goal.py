"""The grammar of a typed target: a figure, or what is said of the base, of other years, of another row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.figure import Bound, Figure, plain_text, read_figure, without_notes
from yuecheng_xl.typed.numerals import in_digits
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.worded import Worded


class Sense(Enum):
    """What a target's figure is; the value is how findings call it."""

    LEVEL = "水平"
    PLUS = "比基期增减"
    PERCENT = "比基期增减百分之几"
    TIMES = "基期的倍数"
    BASE = "与基期相比"
    YEARLY_PLUS = "每年增减"
    YEARLY_SUM = "每年的数"
    ROW = "与另一指标的增速相比"


class Unclear(Enum):
    """Why a text that holds figures is no target; the value is how to write it."""

    SEVERAL = "一格只写一个目标，两个指标分写两行"
    OTHER_YEAR = "写规划目标年的目标，别的年份写在括号里，如“85（2030年90）”"


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as read from a text.

    ``figure`` holds value, bound, unit and notes; its value is signed: 下降18%以上 is at most −18. For
    :attr:`Sense.BASE` it is nought. ``upper`` ends a range that begins at the value. ``beside`` is the
    change in brackets beside a level, 47 [4]. ``other`` names the other row, ``even`` says that its growth is
    to be kept up with (同步). ``since`` is the year compared with, ``due`` one before the plan's end.
    ``signed``: a verb says that it rises or falls. ``place`` marks a rank, ``reaches`` a sum that is the
    stock at the end (累计达到1000). ``words``: the figures may be words as well (全覆盖). ``bracketed``: a
    number in round brackets and nothing else. ``rest``: what of the text was not used.
    """

    figure: Figure
    sense: Sense = Sense.LEVEL
    upper: Decimal | None = None
    beside: Decimal | None = None
    other: str = ""
    even: bool = False
    since: int | None = None
    due: int | None = None
    signed: bool = False
    place: bool = False
    reaches: bool = False
    words: bool = False
    bracketed: bool = False
    rest: str = ""


_HOPE = re.compile(r"^(?:力争|确保|争取|努力|预计|实现)+")
_HOPED = Worded(r"^(?:力争|争取|努力)", "力争", "争取", "努力")
_CLAUSES = re.compile(r"[、;。]|,(?=\D|20\d\d年)")
_OPEN, _CLOSE = r"[\[〔【]", r"[\]〕】]"
_BESIDE = Worded(
    rf"^(?P<level>[^\[〔【\]〕】]+){_OPEN}(?P<inside>[^\[〔【\]〕】]*){_CLOSE}$", "[", "〔", "【"
)
_WORD_FIRST = Worded(rf"^{_OPEN}(?P<word>(?:五年)?累计|五年){_CLOSE}(?=\d)", "[", "〔", "【")
_IN_BRACKETS = Worded(rf"^{_OPEN}(?P<inside>[^\[〔【\]〕】]*){_CLOSE}$", "[", "〔", "【")
_WHOLE_IN_ROUND = Worded(r"^\(([+-]?\d+(?:\.\d+)?)\)$", "(")
_OF_YEARS = Worded(r"^(?:五年|5年|规划期|期内)(?:累计|合计|总计|内)?$|累计", "年", "期", "累计")
_YEARLY_NOTE = Worded(r"^年均(?:增长|增速)?$", "年均")
_YEAR_NOTE = Worded(r"^(20\d\d)年?(?:末|底)?$", "20")
_YEAR_FIRST = Worded(
    r"^(?:到|至)?(?P<year>20\d\d)年(?:末|底)?(?P<early>提前)?(?::|达到?|实现|完成|为)?", "20"
)
_PERIOD_END = re.compile(r"^到?(?:规划)?期末(?:达到?|为)?")

_PLAN = r"[“\"']?十(?P<plan>[一二三四五六七八九])五[”\"']?"
_SINCE = (
    rf"(?:比|较|与|在)?(?:基期|基年|期初|(?P<year>20\d\d)年|{_PLAN}|(?P<before>上年|去年|上一年|上年同期))"
    r"(?:规划|时期)?(?:年?[末底])?(?:水平|实际|数)?(?:相比|基础上|的基础上)?,?"
)
_UP = "提高|提升|增加|增长|上升|扩大|净增|新增|增"
_DOWN = "下降|降低|减少|缩小|缩减|压减|削减|下调|降"
_CHANGE = Worded(
    rf"^(?P<since>{_SINCE})?(?P<each>年均|平均每年|每年|逐年|年)?"
    rf"(?P<all>(?:五年|5年|规划期内?|期内)?(?:累计|合计|共计?|总计)?)"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?P<to>到|至|为)?(?P<rest>.+)$",
    *_UP.split("|"),
    *_DOWN.split("|"),
)
_LEVEL_VERB = re.compile(
    r"^(?:达(?!到?或)到?|保持在|稳定在|维持在|控制到|降至|升至|增至|提至|进入|位居|居|排名?|位列)+"
)
_SUM = Worded(
    r"^(?P<all>(?:五年内?|5年内?|规划期内?|期内)(?:累计|合计|共计?|总计)?|累计|合计|共计|总计)"
    r"(?P<reach>达到|达)?(?:完成|建成|新建|改造|建设|实施)?(?P<rest>.+)$",
    "五年",
    "5年",
    "规划期",
    "期内",
    "累计",
    "合计",
    "共计",
    "总计",
)
_EACH = Worded(
    r"^(?P<word>年均|平均每年|每年|逐年)(?:完成|建成|新建|改造|建设|实施)?(?P<rest>.+)$",
    "年均",
    "每年",
    "逐年",
)
_DOUBLED = Worded(
    rf"^(?:五年|规划期|期内|基本)?(?:{_SINCE})?(?:基本|实现)?翻(?P<times>\d)?番(?P<suffix>以上|左右)?$", "番"
)
_HALVED = Worded(
    rf"^(?:{_SINCE})?(?:减半|(?:减少|降低|下降|压减)(?:一半|(?P<parts>\d)分之(?P<some>\d)))(?P<suffix>以上|左右)?$",
    "减半",
    "一半",
    "分之",
)
_TIMES_OF = Worded(
    rf"^(?:达到?|是|为|相当于|控制在|降至|降到|下降到|降低到|增至|增加到|提高到)?"
    rf"(?P<bound>超过|高于|不低于|不高于|不超过)?{_SINCE}的(?P<rest>.+)$",
    "的",
)
_BASE = [
    (Worded(pattern, *words.split()), bound)
    for pattern, words, bound in (
        (rf"^(?:{_SINCE})?(?:不降低|不下降|不减少|不低于基期|不退步|只增不减)$", "不 只", Bound.AT_LEAST),
        (rf"^(?:{_SINCE})?(?:零增长|不增加|不增长|不上升|只减不增|不高于基期)$", "不 零 只", Bound.AT_MOST),
        (rf"^(?:{_SINCE})?负增长$", "负增长", Bound.BELOW),
        (rf"^不[低少]于{_SINCE}$", "不", Bound.AT_LEAST),
        (rf"^(?:高于|超过|优于|好于){_SINCE}$", "高于 超过 优于 好于", Bound.ABOVE),
        (rf"^不(?:高于|超过){_SINCE}$", "不", Bound.AT_MOST),
        (rf"^低于{_SINCE}$", "低于", Bound.BELOW),
        (rf"^(?:保持|维持)?{_SINCE}(?:基本)?(?:持平|不变)$", "持平 不变", Bound.NONE),
    )
]
_FORWARD = Worded(
    r"^(?:[全同]?[省市国区县][内中]?)?(?:排名|位次|名次)?(?:进位|前移|靠前|进位争先|争先进位)$",
    "进位",
    "前移",
    "靠前",
    "争先",
)
_PLACES = Worded(
    r"^(?:排名|位次|名次)?(?P<way>前移|前进|进位|后移|(?:上升|提升|提高|下降)(?=\d{1,4}(?:位|名|个位次)))"
    r"(?P<places>\d{1,4})(?:位|名|个?位次)?$",
    "前移",
    "前进",
    "进位",
    "后移",
    "上升",
    "提升",
    "提高",
    "下降",
)
_RANK = Worded(
    r"^(?:排名?|位次|名次|位居|位列|进入|保持|达到|稳居|处于|在){0,3}(?:[全同]?[省市国区县]{1,2}[内中]?(?:排名?)?)?"
    r"(?:位居|位列|居|列|进入|在){0,2}"
    r"(?P<kind>前|第)(?P<place>\d{1,4})(?:位|名|强)?(?P<suffix>左右|以内|之内|内|以上|及以上|及以内)?$",
    "前",
    "第",
)
_RANGE = re.compile(
    r"^(?P<each>年均(?:增长|增速)?)?(?:保持在|稳定在|控制在|达到)?(?P<low>\d+(?:\.\d+)?)(?P<unit>[^\d~～—–至到.-]{0,12})"
    r"(?:-+|—+|–+|~|～|至|到)(?P<high>\d+(?:\.\d+)?)(?P<last>[^\d]{0,12}?)(?:之间|区间|左右)?$"
)
_SHARE = Worded(
    r"^(?:达到?|超过|不低于)?(?:(?P<parts>\d{1,3})分之(?P<some>\d{1,3}(?:\.\d+)?)|(?P<tenths>\d(?:\.\d)?)成"
    r"|(?P<half>一半|半数))(?P<suffix>以上|左右|以下|以内)?$",
    "分之",
    "成",
    "一半",
    "半数",
)
_MORE_THAN_HALF = Worded(r"^(?:过半|过半数|超过半数|超半数|超一半|超过一半)$", "半")
_EVERYWHERE = Worded(r"^(?:基本)?(?:实现)?全覆盖$", "全覆盖")
_ROW = Worded(
    r"^(?:年均)?(?:增速|增幅|增长)?(?P<sign>略?高于|快于|超过|大于|跑赢|不低于|不慢于|低于|慢于|与|和|同)"
    r"(?P<other>[^\d]{1,30}?)(?:的)?(?P<growth>年均增长|年均增速|增长速度|增长率|增长|增速|增幅|发展)"
    r"(?P<even>(?:保持|基本){0,2}(?:同步|一致|相当|持平))?(?:(?P<points>\d+(?:\.\d+)?)个百分点(?P<suffix>以上|左右)?)?$",
    "增长",
    "增速",
    "增幅",
    "发展",
)
_ABREAST = Worded(r"^(?:与|和|同)(?P<other>[^\d]{2,30}?)(?:保持|基本){0,2}同步(?:增长|提高|发展)?$", "同步")
_GROWTH_WORD = re.compile("增长|增速|增幅|发展")
_TOP_SHARE = Worded(r"^(?:进入|位居|保持)?前\d+(?:\.\d+)?%", "前")
_ELSEWHERE = re.compile(r"全[国省市区县]|[省市]平均|平均水平|上级|上年|去年|同期|预期|目标")
_CLASS = re.compile(r"第\d{1,3}(?:方阵|梯队|档|类|等级|批)|\d[A-Z]{1,5}级")
"""Classes are words, although they have a number."""
_HIGHER_PLACES, _LATER_PLACES = -1, 1
_SIDES = {
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.AT_MOST: Bound.AT_LEAST,
    Bound.ABOVE: Bound.BELOW,
    Bound.BELOW: Bound.ABOVE,
}
_BEFORE_EIGHT = 1955
"""The year in which a plan before the first would have ended: the thirteenth ended in 2020."""


def says_number(text: str) -> bool:
    """Tell whether a text holds digits that are more than the number of a class."""
    return any(character.isdecimal() for character in _CLASS.sub("", normalise(text)))


def opposite(bound: Bound) -> Bound:
    """Return what a bound becomes when its figure changes sign: a fall of at least 18 is at most −18."""
    return _SIDES.get(bound, bound)


@kept(1024)
def read_goal(text: str, raised: str = "", year: int | None = None) -> Goal | Unclear | None:
    """Read the text of a target.

    Args:
        text: as filled in.
        raised: superscript text that the cell showed beside it.
        year: the plan's target year.

    Returns:
        The goal; why figures are no target; None for words, and for what is not understood.

    """
    prepared = plain_text(text)
    if prepared is None:
        return None
    plain, marks = prepared
    if _CLASS.search(plain):
        return None
    if match := _WHOLE_IN_ROUND.match(plain):
        return Goal(Figure(Decimal(match[1]), marks=marks + raised), bracketed=True)
    clauses = [clause for clause in _CLAUSES.split(plain) if clause]
    goal = _of_clauses(clauses, year) if len(clauses) > 1 else _clause(plain, year)
    if not isinstance(goal, Goal):
        return goal
    # read_figure() tells stars and circles by itself.
    told = marks + raised
    figure = goal.figure if goal.figure.marks else replace(goal.figure, marks=told)
    return replace(goal, figure=figure)


def _of_clauses(clauses: list[str], year: int | None) -> Goal | Unclear | None:
    """Read a text of several clauses: the one of the target year, or the only one that says a figure."""
    # What is hoped for beside a target is no target: 90以上，力争95.
    firm = [clause for clause in clauses if not _HOPED.match(clause)] or clauses
    numbered = [clause for clause in firm if any(character.isdecimal() for character in clause)]
    read = [_clause(clause, year) for clause in numbered]
    goals = [goal for goal in read if isinstance(goal, Goal)]
    others = [clause for clause in clauses if clause not in numbered]
    if len(numbered) == 1 and goals:
        return replace(goals[0], rest="；".join(others))
    if len(goals) + read.count(Unclear.OTHER_YEAR) == len(read) and len(goals) == 1:
        return goals[0]  # 到2023年75，到2025年85
    if len(goals) == 2 and len(read) == 2 and goals[0].figure.yearly and goals[1].figure.cumulated:
        return replace(goals[0], rest="；".join((*numbered[1:], *others)))  # 年均增长7、[40]
    return Unclear.SEVERAL if len(numbered) > 1 else None


def _clause(text: str, year: int | None) -> Goal | Unclear | None:
    plain, notes = without_notes(text)
    plain = _HOPE.sub("", plain)
    goal: Goal | Unclear | None
    if match := _YEAR_FIRST.match(plain):
        said, rest = int(match["year"]), plain[match.end() :]
        goal = _dated(said, rest, year, early=bool(match["early"])) or _undated(plain)  # 2020年的1.5倍
    else:
        goal = _undated(_HOPE.sub("", _PERIOD_END.sub("", plain)))
    if not isinstance(goal, Goal):
        return goal
    return _noted(goal, notes, year)


def _dated(said: int, rest: str, year: int | None, *, early: bool) -> Goal | Unclear | None:
    """Read what a year is said to reach: the target year's target, or one that is due before."""
    goal = _undated(_HOPE.sub("", rest))
    if goal is None or year is None or said == year:
        return goal
    return replace(goal, due=said) if early and said < year else Unclear.OTHER_YEAR


def _noted(goal: Goal, notes: list[str], year: int | None) -> Goal | Unclear | None:
    """Apply what the remarks in brackets say: 7（年均）, 500公里（五年）, 85（2022年）."""
    figure, told = goal.figure, []
    for note in notes:
        match = _YEAR_NOTE.match(note)
        if match and year is not None and int(match[1]) != year:
            return Unclear.OTHER_YEAR
        if _YEARLY_NOTE.match(note):
            figure = replace(figure, yearly=True)
        elif note and _OF_YEARS.search(note):
            figure = replace(figure, cumulated=True)
        told.append(note)
    note = "；".join(part for part in (figure.note, *told) if part)
    return replace(goal, figure=replace(figure, note=note))


def _undated(plain: str) -> Goal | None:
    for read in (_beside, _said):
        goal = read(plain)
        if goal is not None:
            return goal
    return None


def _beside(plain: str) -> Goal | None:
    """Read a level with its change in brackets, 47[4], or a word in them, 13.5[累计]; [累计达到1000]."""
    if match := _IN_BRACKETS.match(plain):
        goal = _said(match["inside"])
        if goal is None or goal.sense is not Sense.LEVEL or goal.figure.yearly or goal.place:
            return goal
        return replace(goal, figure=replace(goal.figure, cumulated=True))
    match = _BESIDE.match(plain)
    if match is None:
        word = _WORD_FIRST.match(plain)
        return _said(f"{word['word']}{plain[word.end() :]}") if word else None
    goal, inside = _said(match["level"]), match["inside"]
    if goal is None or goal.sense is not Sense.LEVEL:
        return goal if inside and _OF_YEARS.search(inside) else None
    if inside and _OF_YEARS.search(inside):
        return replace(goal, figure=replace(goal.figure, cumulated=True))
    if _YEARLY_NOTE.match(inside):
        return replace(goal, figure=replace(goal.figure, yearly=True))
    change = read_figure(inside)
    return replace(goal, beside=change.value) if change and not goal.figure.cumulated else None


def _said(plain: str) -> Goal | None:
    """Read one thing that is said, the more special ways of saying it first."""
    digits = in_digits(plain)
    if _TOP_SHARE.match(digits):
        return None  # a rank among all, in percent
    for read in (_of_base, _of_row, _of_share, _of_times, _of_places, _of_range, _of_change, _of_sum):
        goal = read(digits)
        if goal is not None:
            return goal
    figure = read_figure(_LEVEL_VERB.sub("", digits))
    return Goal(figure) if figure else None


def _of_base(plain: str) -> Goal | None:
    for pattern, bound in _BASE:
        if match := pattern.match(plain):
            return Goal(Figure(Decimal(0), bound), Sense.BASE, since=_since(match), words=True)
    if _FORWARD.match(plain):
        return Goal(Figure(Decimal(0), Bound.BELOW), Sense.BASE, place=True, words=True)
    return None


def _of_row(plain: str) -> Goal | None:
    abreast = _ABREAST.match(plain)
    if abreast and not _GROWTH_WORD.search(abreast["other"]) and not _ELSEWHERE.search(abreast["other"]):
        figure = Figure(Decimal(0), Bound.AT_LEAST)
        return Goal(figure, Sense.ROW, other=abreast["other"], even=True, words=True)
    match = _ROW.match(plain)
    if match is None or _ELSEWHERE.search(match["other"]):
        return None
    sign, even = match["sign"], bool(match["even"])
    if even is not (sign in ("与", "和", "同")):
        return None
    bound = Bound.AT_LEAST if even or sign.startswith("不") else Bound.ABOVE
    bound = opposite(bound) if sign in ("低于", "慢于") else bound
    if match["points"]:
        bound = Bound.AT_LEAST
    value = Decimal(match["points"] or 0)
    return Goal(Figure(value, bound), Sense.ROW, other=match["other"], even=even, words=True)


def _of_share(plain: str) -> Goal | None:
    if _MORE_THAN_HALF.match(plain):
        return Goal(Figure(Decimal(50), Bound.ABOVE, "%"))
    if _EVERYWHERE.match(plain):
        return Goal(Figure(Decimal(100), Bound.NONE, "%"), words=True)
    match = _SHARE.match(plain)
    if match is None or match["parts"] in ("0", "00", "000"):
        return None
    if match["tenths"]:
        value = Decimal(match["tenths"]) * 10
    elif match["half"]:
        value = Decimal(50)
    else:
        if match["parts"] in ("1000", "100"):
            return Goal(_bounded(Decimal(match["some"]), "%", match["suffix"]))
        # Cut, not rounded: two thirds meet 三分之二以上.
        value = (Decimal(match["some"]) * 1_000_000 // Decimal(match["parts"])) / 10_000
    return Goal(_bounded(value, "%", match["suffix"]))


def _of_times(plain: str) -> Goal | None:
    if match := _DOUBLED.match(plain):
        doubled = _bounded(Decimal(2 ** int(match["times"] or 1)), "", match["suffix"])
        return Goal(doubled, Sense.TIMES, since=_since(match))
    if match := _HALVED.match(plain):
        parts, some = int(match["parts"] or 2), int(match["some"] or 1)
        if not 0 < some < parts:
            return None
        left = _bounded(Decimal(parts - some) / parts, "", match["suffix"])
        return Goal(replace(left, bound=opposite(left.bound)), Sense.TIMES, since=_since(match))
    match = _TIMES_OF.match(plain)
    figure = read_figure(match["rest"]) if match else None
    if match is None or figure is None or figure.unit not in ("倍", "%") or match["before"]:
        return None
    value = figure.value / 100 if figure.unit == "%" else figure.value
    told = read_figure(f"{match['bound']}1") if match["bound"] else None
    bound = told.bound if told else figure.bound
    return Goal(replace(figure, value=value, unit="", bound=bound), Sense.TIMES, since=_since(match))


def _of_places(plain: str) -> Goal | None:
    if match := _PLACES.match(plain):
        sign = _LATER_PLACES if match["way"] in ("后移", "下降") else _HIGHER_PLACES
        return Goal(Figure(sign * Decimal(match["places"]), Bound.AT_MOST), Sense.PLUS, place=True)
    match = _RANK.match(plain)
    if match is None:
        return None
    bound = Bound.ABOUT if match["suffix"] == "左右" else Bound.NONE
    if match["kind"] == "前" or (match["suffix"] and bound is Bound.NONE):
        bound = Bound.AT_MOST  # 第10位以内 and 第10位以上 are said of the same places
    return Goal(Figure(Decimal(match["place"]), bound), place=True)


def _of_range(plain: str) -> Goal | None:
    match = _RANGE.match(plain)
    if match is None:
        return None
    low, high = Decimal(match["low"]), Decimal(match["high"])
    unit, last = match["unit"], match["last"]
    if low > high or (unit and last and unit != last):
        return None
    figure = Figure(low, unit=last or unit, yearly=bool(match["each"]))
    return Goal(figure, upper=high)


def _of_change(plain: str) -> Goal | None:
    match = _CHANGE.match(plain)
    figure = _at_least(match["rest"]) if match else None
    if match is None or figure is None or figure.yearly or figure.cumulated:
        return None
    since = _since(match)
    if match["to"]:
        if figure.unit == "倍" and match["since"]:
            return Goal(replace(figure, unit=""), Sense.TIMES, since=since)
        return Goal(figure)
    if match["down"]:
        figure = replace(figure, value=-figure.value, bound=opposite(figure.bound))
    share, points = figure.unit in ("%", "‰", "百分之"), figure.unit in ("百分点", "个百分点")
    if match["before"]:
        return Goal(replace(figure, yearly=True), since=since) if share or not figure.unit else None
    if match["each"]:
        if points:
            return Goal(figure, Sense.YEARLY_PLUS)
        # 年均增长7 is a growth; what is more or less each year without a unit is in the row's.
        if share or (not figure.unit and match["up"] in ("增长", "增")):
            return Goal(replace(figure, yearly=True))
        return Goal(figure, Sense.YEARLY_SUM if figure.unit or match["up"] == "新增" else Sense.YEARLY_PLUS)
    if figure.unit == "倍":
        times = 1 + figure.value
        return Goal(replace(figure, value=times, unit=""), Sense.TIMES, since=since) if times > 0 else None
    if share:
        return Goal(figure, Sense.PERCENT, since=since)
    if points or match["since"]:
        return Goal(figure, Sense.PLUS, since=since)
    # Without a base it is said of a sum as well: 五年新增5000, 累计增加5000.
    return Goal(replace(figure, cumulated=True), signed=True)


def _at_least(text: str) -> Figure | None:
    """Read a figure, of a range its lower end: 提高2-3个百分点 is at least 2."""
    goal = _of_range(text)
    return replace(goal.figure, bound=Bound.AT_LEAST) if goal else read_figure(text)


def _of_sum(plain: str) -> Goal | None:
    if match := _SUM.match(plain):
        figure = read_figure(match["rest"])
        if figure is None or figure.yearly:
            return None
        return Goal(replace(figure, cumulated=True), reaches=bool(match["reach"]))
    match = _EACH.match(plain)
    figure = read_figure(match["rest"]) if match else None
    if match is None or figure is None:
        return None
    if figure.unit and figure.unit not in ("%", "‰"):
        return Goal(figure, Sense.YEARLY_SUM)
    if match["word"] != "年均" and not figure.unit:
        return Goal(figure, Sense.YEARLY_SUM)
    return Goal(replace(figure, yearly=True))


def _bounded(value: Decimal, unit: str, suffix: str | None) -> Figure:
    figure = read_figure(f"1{suffix}") if suffix else None
    return Figure(value, figure.bound if figure else Bound.NONE, unit)


def _since(match: re.Match[str]) -> int | None:
    """Return the year that is compared with, where one is said; the end of 十三五 is 2020."""
    if match["year"]:
        return int(match["year"])
    if match["plan"]:
        return _BEFORE_EIGHT + 5 * (10 + "一二三四五六七八九".index(match["plan"]) + 1)
    return None
