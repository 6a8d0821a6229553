"""What reading a submission needs to know of the plan, worked out once a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.collection.matching import Matcher, key_of_name
from yuecheng_xl.forms.distribution import departments, responsible
from yuecheng_xl.forms.identity import Identity, identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, Answer, Key, answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from yuecheng_xl.plan import Indicator, Observation, Plan


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan has of one indicator: answers by key, who is responsible, its newest figure."""

    answers: Mapping[Key, Answer]
    figures: Mapping[Key, Observation]
    owners: tuple[str, ...]
    newest: Decimal | None
    unfilled: tuple[Key, ...]


class Roster:
    """The plan's indicators and departments, as matching and merging ask for them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.matcher = Matcher(plan.indicators)
        self.departments = departments(plan)
        self.by_number = {item.number: item for item in plan.indicators}
        self.plan_mark = identity(plan, "", ()).plan
        self._known: dict[int, Known] = {}
        self._short = {name: key_of_name(name) for name in self.departments}

    def known(self, number: int) -> Known:
        """Return what the plan has of an indicator."""
        if number not in self._known:
            self._known[number] = _known(self.plan, self.by_number[number])
        return self._known[number]

    def identity(self, department: str) -> Identity:
        """Return what the newest form of a department says of itself."""
        return identity(self.plan, department, self.departments.get(department, ()))

    def department_in(self, text: str) -> str:
        """Return the department that a file's path names, the longest where several do; empty where none."""
        plain = key_of_name(text)
        named = [name for name, short in self._short.items() if short in plain]
        return max(named, key=len, default="")


def _known(plan: Plan, indicator: Indicator) -> Known:
    figures = {Key(VALUES, item.period): item for item in indicator.observations}
    figures |= {Key(GROWTHS, period): item for period, item in indicator.growths.items()}
    values = [item.value for item in indicator.observations if item.value]
    found = answers(plan, indicator)
    return Known(
        answers=found,
        figures=figures,
        owners=responsible(indicator),
        newest=values[-1] if values else None,
        unfilled=tuple(
            key
            for key, answer in found.items()
            if key.kind == VALUES and answer.is_open and not answer.printed.text
        ),
    )
