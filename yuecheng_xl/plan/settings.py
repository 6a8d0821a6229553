"""规划信息: the plan's key-value sheet. Every key may be missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import from_number, read_figure
from yuecheng_xl.typed.period import parse_date, parse_period
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Cell, Grid

SHEET = "规划信息"


class Averaging(Enum):
    """How growth is averaged over years."""

    ARITHMETIC = "算术平均"
    GEOMETRIC = "几何平均"


class EvaluationKind(Enum):
    """What the plan is evaluated for (评估类型)."""

    ANNUAL = "年度监测"
    MID_TERM = "中期评估"
    FINAL = "总结评估"


class HoldGrade(Enum):
    """The grade of a floor or ceiling that is held (守住型目标等级)."""

    EARLY = "提前完成"
    AS_EXPECTED = "符合预期"


class Scoring(Enum):
    """Whether departments are ranked by an index (考核评价)."""

    NO = "不开展"
    YES = "开展"


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds and names as 规划信息 gives them, with the documented defaults.

    ``faster_from`` and ``as_expected_from`` are ratios of progress to elapsed time; ``about_margin``
    is a share of the way from the base to the target; ``high_risk_factor`` is a multiple of the best yearly
    change achieved so far; a figure ``jump_factor`` times another, or less than the other's so many-th part,
    somebody should look at. ``hold_grade`` is the grade of a floor or ceiling that is held.
    ``even_tolerance``: percentage points by which a growth that is to keep up with another (同步) may be
    below it. ``nearly_from`` is the progress from which a target is nearly met (基本完成) at the plan's end.
    ``kind`` is None where the dates are to tell it. ``scoring`` asks for departments to be ranked, the three
    weights are what each part counts in their index. ``contact`` and ``deadline`` (for sending back) are
    printed on the forms.
    """

    name: str = ""
    short_name: str = ""
    district: str = ""
    base_year: int | None = None
    target_year: int | None = None
    cutoff: date | None = None
    averaging: Averaging = Averaging.ARITHMETIC
    faster_from: Decimal = Decimal("1.2")
    as_expected_from: Decimal = Decimal(1)
    about_margin: Decimal = Decimal("0.05")
    high_risk_factor: Decimal = Decimal("1.5")
    jump_factor: Decimal = Decimal(10)
    hold_grade: HoldGrade = HoldGrade.EARLY
    even_tolerance: Decimal = Decimal("0.1")
    nearly_from: Decimal = Decimal("0.95")
    kind: EvaluationKind | None = None
    scoring: Scoring = Scoring.NO
    indicator_weight: Decimal = Decimal(1)
    task_weight: Decimal = Decimal(1)
    project_weight: Decimal = Decimal(1)
    contact: str = ""
    contact_phone: str = ""
    deadline: date | None = None


def _year(cell: Cell) -> int | None:
    parsed = parse_period(cell.text)
    return parsed[0].year if parsed and parsed[0].is_year and not parsed[1] else None


def _date(cell: Cell) -> date | None:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    return cell.value if isinstance(cell.value, date) else parse_date(cell.text)


def _positive(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return from_number(cell.value) if cell.value > 0 else None  # as kept, not as shown
    figure = read_figure(cell.text)
    if figure is None or figure.unit not in ("", "%", "倍") or figure.value <= 0:
        return None
    return figure.value / 100 if figure.unit == "%" else figure.value


def _not_negative(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return from_number(cell.value) if cell.value >= 0 else None
    figure = read_figure(cell.text)
    if figure is None or figure.value < 0 or (figure.unit and not is_percent(figure.unit)):
        return None
    return figure.value


def _above_one(cell: Cell) -> Decimal | None:
    value = _positive(cell)
    return value if value is not None and value > 1 else None


def _averaging(cell: Cell) -> Averaging | None:
    return next((item for item in Averaging if item.value[:2] in cell.text), None)


def _hold_grade(cell: Cell) -> HoldGrade | None:
    return next((item for item in HoldGrade if item.value == normalise(cell.text)), None)


def _scoring(cell: Cell) -> Scoring | None:
    text = normalise(cell.text)
    return next((item for item, words in _SCORING.items() if text in words), None)


def _kind(cell: Cell) -> EvaluationKind | None:
    text = normalise(cell.text)
    words = {"年度": EvaluationKind.ANNUAL, "中期": EvaluationKind.MID_TERM, "总结": EvaluationKind.FINAL}
    words |= {"终期": EvaluationKind.FINAL, "期末": EvaluationKind.FINAL}
    found = {kind for word, kind in words.items() if word in text}
    return found.pop() if len(found) == 1 else None


def _text(cell: Cell) -> str:
    return cell.text.strip()


_SCORING = {
    Scoring.YES: ("开展", "是", "要", "需要", "启用", "有", "1", "√"),
    Scoring.NO: ("不开展", "否", "不", "不要", "不需要", "不启用", "无", "0", "×"),
}
# Key in the workbook → field and how its value is read; None from the reader means unreadable.
KEYS: dict[str, tuple[str, Callable[[Cell], object]]] = {
    "规划名称": ("name", _text),
    "规划简称": ("short_name", _text),
    "地区": ("district", _text),
    "基期": ("base_year", _year),
    "目标年": ("target_year", _year),
    "评估时点": ("cutoff", _date),
    "增长平均方法": ("averaging", _averaging),
    "快于预期下限": ("faster_from", _positive),
    "符合预期下限": ("as_expected_from", _positive),
    "左右允许幅度": ("about_margin", _positive),
    "高风险倍数": ("high_risk_factor", _positive),
    "评估类型": ("kind", _kind),
    "守住型目标等级": ("hold_grade", _hold_grade),
    "同步允许差": ("even_tolerance", _not_negative),
    "基本完成下限": ("nearly_from", _positive),
    "考核评价": ("scoring", _scoring),
    "指标权重": ("indicator_weight", _not_negative),
    "任务权重": ("task_weight", _not_negative),
    "项目权重": ("project_weight", _not_negative),
    "突变倍数": ("jump_factor", _above_one),
    "联系人": ("contact", _text),
    "联系电话": ("contact_phone", _text),
    "报送截止日期": ("deadline", _date),
}
_SYNONYMS = {"规划": "规划名称", "区县": "地区", "行政区": "地区", "基年": "基期", "基期年": "基期"}
_SYNONYMS |= {
    "目标年份": "目标年",
    "评估截止日期": "评估时点",
    "截止日期": "评估时点",
    "报送截止时间": "报送截止日期",
    "报送时限": "报送截止日期",
    "平均方法": "增长平均方法",
}


def entries(grid: Grid) -> Iterator[tuple[str, Cell]]:
    """Yield what the sheet says: each key, as the shipped master writes it, with the cell beside it."""
    for row in grid.rows():
        first = grid.row(row)[0]
        key = normalise(first.text).rstrip(":")
        area = grid.area(row, first.column)
        cell = grid.at(row, (area.right if area else first.column) + 1)
        if cell is not None:
            yield _SYNONYMS.get(key, key), cell


def read_settings(grid: Grid | None) -> tuple[Settings, list[Finding]]:
    """Read the key-value sheet; a value that cannot be read keeps its default and is a finding."""
    settings, findings = Settings(), []
    if grid is None:
        return settings, []
    for key, cell in entries(grid):
        if key not in KEYS:
            continue
        name, read = KEYS[key]
        value = read(cell)
        if value is None or value == "":
            default = getattr(settings, name)
            shown = default.value if isinstance(default, Enum) else default
            findings.append(
                catalogue.UNKNOWN_SETTING.at(
                    grid.where(cell.row, cell.column), key=key, text=cell.text, default=shown or "未填写"
                )
            )
            continue
        changes: dict[str, Any] = {name: value}
        settings = replace(settings, **changes)
    return settings, findings
