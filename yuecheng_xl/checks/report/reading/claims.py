"""Read what a sentence says of an indicator in figures: value, growth, average, change, progress, target."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.reading.prose import clauses, periods
from yuecheng_xl.checks.report.reading.sorting import Sort, names_another, sort_of
from yuecheng_xl.checks.report.reading.units import UnitKind, unit_behind
from yuecheng_xl.checks.rounding import step
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.prose import Clause, Mention, Sentence
    from yuecheng_xl.plan import Indicator, Plan

_LAST_YEAR = "上年"
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_COMPUTED = (
    Sort.TARGET,
    Sort.PLANNED,
    Sort.PROGRESS,
    Sort.GAP,
    Sort.ELAPSED,
    Sort.REQUIRED,
    Sort.ROLLING,
    Sort.TOTAL,
    Sort.MISSING,
    Sort.NEWEST,
)
_OF_A_PERIOD = (Sort.VALUE, Sort.GROWTH, Sort.CHANGE, Sort.GAP)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure with what the prose says that it is.

    ``value`` is in the indicator's unit, percent or percentage points, with the sign that the verb gives
    it; ``step`` is one unit of its last decimal. ``words`` stand before it. ``since`` is the period that
    it is compared with, where one is named; ``years`` how many years an average covers, 0 for unsaid.
    ``beyond`` is 1 for a figure said to lie a little above (超, 逾), −1 for one a little below (近, 不足).
    """

    sort: Sort
    value: Fraction
    step: Fraction
    told: str
    words: str
    sentence: Sentence
    start: int
    bound: Bound = Bound.NONE
    period: Period | None = None
    since: Period | None = None
    years: int = 0
    beyond: int = 0


def read_claims(
    sentence: Sentence, indicator: Indicator, plan: Plan, *, after: int, until: int
) -> list[Claim]:
    """Return the figures that a sentence gives for an indicator.

    ``after`` and ``until`` cut out the stretch that speaks of it: the periods named before count, the
    figures before do not. In the indicator's own paragraph ``after`` is 0 and the stretch the sentence.
    """
    reader = _SentenceReader(sentence, indicator, plan, after, until)
    for clause in clauses(sentence):
        reader.read(clause)
    return reader.claims


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a clause, with the words since the figure or period before it, and its unit."""

    text: str
    start: int
    end: int
    words: str
    unit: UnitKind
    scale: Fraction
    position: int
    """Its place among the clause's figures of the same kind of unit."""

    @property
    def number(self) -> Decimal:
        return Decimal(self.text.replace(",", ""))


class _SentenceReader:
    """Goes through a sentence's clauses and keeps the periods that it speaks of."""

    def __init__(self, sentence: Sentence, indicator: Indicator, plan: Plan, after: int, until: int) -> None:
        self.sentence, self.indicator, self.plan = sentence, indicator, plan
        self.after, self.until = after, until
        self.is_free = after > 0
        self.claims: list[Claim] = []
        self._periods: tuple[Period, ...] = ()
        self._start: Period | None = None
        self._in_part = False

    def read(self, clause: Clause) -> None:
        """Add the claims of a clause."""
        if clause.start >= self.until:
            return
        mentions = periods(clause.text, self.plan)
        own = [item for item in mentions if not item.compared and not _is_target_year(clause, item)]
        self._in_part = lexicon.PART_OF_IT in clause.text or (
            self._in_part and not own and self.sentence.text[clause.start - 1] != "；"
        )
        adjusted = lexicon.ADJUSTED.search(clause.text)
        if adjusted and clause.start + adjusted.start("old") >= self.after:
            self._read_adjustment(clause, adjusted)
            return
        # Of a clause before the stretch only the periods count; a sentence may name hundreds of indicators.
        is_before = clause.start + len(clause.text) <= self.after
        said_by_periods = bool(own) or not mentions or bool(clause.lead)
        figures = [] if is_before and said_by_periods else list(self._figures(clause, mentions))
        alike = Counter(figure.unit for figure in figures)
        for figure in figures:
            named = [
                item.periods
                for item in mentions
                if item.end <= figure.start and (item in own or _gives_value(clause, item, figure))
            ]
            self._start = next(
                (one.periods[0] for one in mentions if _gives_value(clause, one, figure)), self._start
            )
            if named and not clause.lead:
                self._periods = named[-1]
            if self.after <= clause.start + figure.start < self.until:
                self._add(clause, figure, alike[figure.unit], mentions)
        if own and not clause.lead:
            self._periods = own[-1].periods

    def _figures(self, clause: Clause, mentions: Sequence[Mention]) -> Iterator[_Figure]:
        seen: dict[UnitKind, int] = {}
        before = 0
        words_before: dict[UnitKind, str] = {}
        for match in lexicon.NUMBER.finditer(clause.text):
            if match.start() < before or any(item.start <= match.start() < item.end for item in mentions):
                continue  # 10 of 6.5/10万 is part of a unit, 2022 of a period
            begin = max([before, *(item.end for item in mentions if item.end <= match.start())])
            unit, scale, end = unit_behind(clause.text, match.end(), self.indicator.unit)
            words = clause.text[begin : match.start()]
            if words in lexicon.AND and unit in words_before:
                words = words_before[unit]  # 增长34.3%和13.1%
            yield _Figure(match[0], match.start(), end, words, unit, scale, seen.get(unit, 0))
            words_before[unit] = words
            seen[unit] = seen.get(unit, 0) + 1
            before = end

    def _add(self, clause: Clause, figure: _Figure, alike: int, mentions: Sequence[Mention]) -> None:
        """Add the claim of a figure; ``alike`` figures of the clause have the same kind of unit."""
        if figure.unit is UnitKind.OTHER or lexicon.NOT_OURS.search(figure.words):
            return
        sort = sort_of(figure.words, clause.lead, figure.unit, self.indicator)
        if figure.unit is UnitKind.PERCENT and lexicon.IS_RATE.match(clause.text, figure.end):
            sort = Sort.AVERAGE if lexicon.AVERAGE_RATE.search(clause.text) else Sort.GROWTH
        if sort is Sort.VALUE and lexicon.IS_TARGET.match(clause.text, figure.end):
            sort = Sort.TARGET  # 330亿元的目标
        if sort is Sort.VALUE and names_another(
            self._since_name(clause, figure), self.indicator, strict=self.is_free
        ):
            return
        compared = next((item.periods[0] for item in mentions if item.compared), None)
        period = self._target_year(clause, figure, mentions) if sort is Sort.TARGET else None
        if sort is Sort.CHANGE and compared is not None and len(self._periods) > 1 and alike == 1:
            period = self._periods[-1]  # 2021年、2022年分别为81家和94家，较2020年增加24家
        elif sort is Sort.GAP and len(self._periods) > 1 and alike == 1:
            period = None  # 两年分别增长8.6%和3.9%，低于规划目标0.6个百分点
        elif sort is Sort.CHANGE and compared is None and _so_many_years(clause, figure):
            compared = Period.whole(self.plan.base_year)  # 两年累计增加2820万吨
            period = Period.whole(self.plan.base_year + self._years(clause))
        elif sort in _OF_A_PERIOD:
            if self._is_of_several(clause, alike):
                return
            # 由62%提高到69%: what it was before has no period said.
            period = None if lexicon.FROM.search(figure.words) else self._period(figure)
        if sort is Sort.VALUE and self._is_to_come(period):
            sort, period = (None if lexicon.HOPED.search(clause.text) else Sort.TARGET), None
        if sort is None:
            return
        value = Fraction(figure.number) * figure.scale
        signed = (Sort.GROWTH, Sort.CHANGE, Sort.AVERAGE, Sort.PLANNED, Sort.REQUIRED, Sort.NEWEST)
        is_rate = self.indicator.measure is Measure.GROWTH_RATE and sort is Sort.VALUE
        falls = (sort in signed or is_rate) and _falls(figure.words)
        if sort is Sort.CHANGE and compared is None and not lexicon.OF_LAST_YEAR.search(figure.words):
            compared = self._start  # 由2020年的46位升至2022年的31位，前移15位
        claim = Claim(
            sort,
            -value if falls and value > 0 else value,
            step(figure.number) * figure.scale,
            _moved_told(figure, sort) + clause.text[figure.start : figure.end],
            figure.words,
            self.sentence,
            clause.start + figure.start,
            _bound(figure.words, clause.text[figure.end :]),
            period,
            compared,
            self._years(clause) if sort is Sort.AVERAGE else 0,
            _beyond(figure.words) if sort is Sort.VALUE else 0,
        )
        if self._is_fact(claim, clause, mentions):
            self.claims.append(claim)

    def _since_name(self, clause: Clause, figure: _Figure) -> str:
        """Return the words before a figure, without the name that they may begin with."""
        length = clause.start + figure.start - self.after if self.is_free else len(figure.words)
        return figure.words[-length:] if 0 < length < len(figure.words) else figure.words

    def _target_year(self, clause: Clause, figure: _Figure, mentions: Sequence[Mention]) -> Period | None:
        """Return the year that a target is said to be of: 2025年底目标."""
        of = [item for item in mentions if item.end <= figure.start and _is_target_year(clause, item)]
        return of[-1].periods[-1] if of else None

    def _is_to_come(self, period: Period | None) -> bool:
        """Tell whether a period is the target year, not yet over: what is said of it the plan wants."""
        goal = Period.whole(self.plan.target_year)
        return period == goal and self.plan.cutoff < goal.last_day

    def _period(self, figure: _Figure) -> Period | None:
        """Return the period of a figure: the one named last, or of several the one in its place."""
        if not self._periods:
            return None
        return self._periods[figure.position if len(self._periods) > 1 else 0]

    def _is_fact(self, claim: Claim, clause: Clause, mentions: Sequence[Mention]) -> bool:
        """Tell whether a claim is a fact about this indicator: no hope, no part of it, no other place's."""
        if self._in_part:
            return False
        if claim.sort in _COMPUTED:
            return True
        place = lexicon.ELSEWHERE.search(clause.text)
        if place and place[0] not in self.indicator.name and claim.sort is not Sort.VALUE:
            return False
        if claim.sort is Sort.AVERAGE:
            is_rate = self.indicator.measure is Measure.GROWTH_RATE
            so_far = (is_rate or self.indicator.target.yearly) and not lexicon.FUTURE.search(
                clause.text[: claim.start - clause.start]
            )
            return bool(self._periods or so_far or lexicon.PAST.search(clause.text))
        if claim.sort is Sort.CHANGE and lexicon.STILL_TO_GO.search(
            clause.text[: claim.start - clause.start]
        ):
            return False
        if claim.period is None:
            return self._is_undated_fact(claim, clause)
        if claim.sort is Sort.CHANGE:
            return True
        if claim.sort is Sort.GROWTH and lexicon.OTHER_BASIS.search(clause.text.replace("可比价", "")):
            return False
        # One value and one growth a period: a second is another quantity's, as a rule unsaid which, unless
        # the period is named anew.
        again = any(
            (one.sort, one.period, one.since) == (claim.sort, claim.period, None) for one in self.claims
        )
        anew = not place and any(claim.period in item.periods and not item.compared for item in mentions)
        return not again or anew or self.indicator.name in clause.text

    def _is_undated_fact(self, claim: Claim, clause: Clause) -> bool:
        """Tell whether a value, or a change since a year, is a fact although its period is not named."""
        before = self.sentence.text[max(0, clause.start - 20) : clause.start] + clause.text
        if lexicon.FUTURE.search(before):
            return False
        if claim.sort is Sort.CHANGE:
            return claim.since is not None or _LAST_YEAR in claim.words
        behind_name = self.is_free and claim.start == self.after
        from_there = lexicon.FROM.search(claim.words) and lexicon.TO_THERE.search(clause.text)
        reaches = lexicon.REACHES.search(claim.words)
        return claim.sort is Sort.VALUE and (behind_name or bool(from_there or reaches))

    def _is_of_several(self, clause: Clause, alike: int) -> bool:
        """Tell whether a clause's figures are of several things (分别为), so that no period has its own.

        ``alike`` is how many figures with the same kind of unit the clause has.
        """
        if len(self._periods) > 1:
            return alike != len(self._periods)
        return lexicon.RESPECTIVELY in clause.text and alike > 1

    def _years(self, clause: Clause) -> int:
        match = lexicon.YEARS.search(clause.text)
        if match:
            return _DIGITS.get(match[1]) or int(match[1])
        return len(self._periods) if len(self._periods) > 1 else 0

    def _read_adjustment(self, clause: Clause, match: re.Match[str]) -> None:
        """Read 由甲调整为乙: the last figure on each side, the target and what is proposed for it."""
        for side, sort in (("old", Sort.TARGET), ("new", Sort.PROPOSAL)):
            numbers = list(lexicon.NUMBER.finditer(clause.text, match.start(side), match.end(side)))
            if not numbers:
                continue
            number = numbers[-1]
            unit, scale, end = unit_behind(clause.text, number.end(), self.indicator.unit)
            foreign = unit is UnitKind.PERCENT and not is_percent(self.indicator.unit)
            if unit is UnitKind.OTHER or foreign:
                continue
            value = Decimal(number[0].replace(",", ""))
            self.claims.append(
                Claim(
                    sort,
                    Fraction(value) * scale,
                    step(value) * scale,
                    clause.text[number.start() : end],
                    clause.text[: number.start()],
                    self.sentence,
                    clause.start + number.start(),
                    _bound("", clause.text[end:]),
                )
            )


def _gives_value(clause: Clause, mention: Mention, figure: _Figure) -> bool:
    """Tell whether a figure is that year's own: 由2020年的91位, 与2020年的91位相比; not 由2020年上升14位."""
    between = clause.text[mention.end : figure.start]
    begins = clause.text.endswith(("由", "从", "自"), 0, mention.start)
    compares = clause.text.endswith(("与", "同", "比", "较"), 0, mention.start)
    return (begins and between in lexicon.OF_A_PERIOD) or (compares and between in ("的", "的第"))


def _so_many_years(clause: Clause, figure: _Figure) -> bool:
    """Tell whether words say that a change is that of the plan's first years: 前两年累计增加."""
    return "累计" in figure.words and lexicon.YEARS.search(clause.text) is not None


def _moved_told(figure: _Figure, sort: Sort) -> str:
    """Return the verb that a change is told with: 增加 of 累计增加2820万吨."""
    moved = list(lexicon.MOVED.finditer(figure.words)) if sort is Sort.CHANGE else []
    return moved[-1][0] if moved else ""


def _is_target_year(clause: Clause, mention: Mention) -> bool:
    """Tell whether a year is that of the target, not of a figure: 2025年底目标."""
    return bool(lexicon.OF_TARGET.match(clause.text, mention.end))


def _falls(words: str) -> bool:
    found = list(lexicon.MOVED.finditer(words))
    return bool(found) and found[-1]["down"] is not None


def _beyond(words: str) -> int:
    """Tell on which side of a round number a figure is said to lie: 超1200亿元, 近1300亿元."""
    if words.endswith(("超", "逾", "超过", "突破", "超出")):
        return 1
    return -1 if words.endswith(("近", "接近", "不足", "将近")) else 0


def _bound(left: str, right: str) -> Bound:
    if right.startswith(("以上", "及以上")) or left.endswith(("高于", "超过", "超", "逾", "不低于", "突破")):
        return Bound.AT_LEAST
    if right.startswith(("以下", "及以下", "以内", "及以内", "之内")) or left.endswith(
        ("低于", "不超过", "控制在", "近", "不足")
    ):
        return Bound.AT_MOST
    return Bound.ABOUT if right.startswith("左右") or left.endswith("约") else Bound.NONE
