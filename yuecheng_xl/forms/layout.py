"""Which cells a form has for an indicator: what is known stands in them locked, the rest is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuecheng_xl.plan import Indicator, Observation, Plan
    from yuecheng_xl.typed.period import Period

WORDS = (
    "data_note",
    "definition_change",
    "external_cause",
    "forecast",
    "proposal",
    "proposal_content",
    "proposal_reason",
    "highlight",
    "lag_reason",
    "next_steps",
)
"""Fields in words that a department answers; the form's placeholders are their headers."""

VALUES, GROWTHS = "数据", "增速"


class Key(NamedTuple):
    """One answer of an indicator: figures by kind and period, words by field (``period`` None).

    Of a task or project, ``kind`` is the header that its column has in the shipped master.
    """

    kind: str
    period: Period | None = None

    def __str__(self) -> str:
        """Return the answer's name as findings and lists show it."""
        if self.period is None:
            return HEADERS.get(self.kind, (self.kind,))[0]
        return f"{self.period}{'' if self.kind == VALUES else self.kind}"


class Row(NamedTuple):
    """A row of a list of the master, 重点任务 or 重大项目, by which its answers are known."""

    sheet: str
    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a form's cell, and whether the department is to fill it."""

    printed: Printed
    is_open: bool


def value_periods(plan: Plan) -> tuple[Period, ...]:
    """Return the periods asked for: all columns of the table, but none after a cut-off date that was set."""
    cutoff = plan.settings.cutoff
    return tuple(period for period in plan.periods if cutoff is None or period.last_day <= cutoff)


def growth_periods(plan: Plan) -> tuple[Period, ...]:
    """Return the periods whose growth is asked for: those with a column in the table."""
    columns = {period for table in plan.tables for period in table.growths}
    return tuple(period for period in value_periods(plan) if period in columns)


def answers(plan: Plan, indicator: Indicator) -> Mapping[Key, Answer]:
    """Return what the plan knows of an indicator, by the form's cells."""
    found: dict[Key, Answer] = {}
    observed = {item.period: item for item in indicator.observations}
    filled = {item.period: item.printed for item in (*indicator.after_cutoff, *indicator.observations)}
    for period in value_periods(plan):
        printed = filled.get(period, Printed())
        found[Key(VALUES, period)] = Answer(printed, not is_settled(observed.get(period)))
    for period in growth_periods(plan):
        growth = indicator.growths.get(period)
        printed = growth.printed if growth else Printed()
        found[Key(GROWTHS, period)] = Answer(printed, not is_settled(growth))
    for field in WORDS:
        found[Key(field)] = Answer(Printed(word(indicator, field)), is_open=True)
    return found


def word(indicator: Indicator, field: str) -> str:
    """Return what the plan has in one of the fields in words."""
    if field == "proposal":
        return indicator.proposal.value if indicator.proposal else ""
    return str(getattr(indicator, field))


def is_settled(item: Observation | None) -> bool:
    """Tell a figure, or the text of a qualitative one; 未出 and 83000（预计） are still to be replaced."""
    return (
        item is not None
        and item.status is Status.NORMAL
        and (item.value is not None or bool(item.printed.text))
    )
