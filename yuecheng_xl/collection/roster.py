"""What reading a submission needs to know of the plan, worked out once a process.

A worker process is given the roster, not the plan: of twenty thousand indicators it reads a few, and each
worker holding all of them in full would take more memory than the submissions.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yuecheng_xl.collection.confirming import confirmation
from yuecheng_xl.collection.matching import Matcher, meanings
from yuecheng_xl.forms.distribution import departments, responsible, rows_of
from yuecheng_xl.forms.identity import Identity, identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, Answer, Key, Row, answers
from yuecheng_xl.forms.listed import list_forms
from yuecheng_xl.plan.project import UNIT
from yuecheng_xl.plan.reader import number_and_name
from yuecheng_xl.typed.names import key_in_list, key_of_name
from yuecheng_xl.typed.unit import unit_in_name

if TYPE_CHECKING:
    from yuecheng_xl.collection.confirming import Confirmed
    from yuecheng_xl.collection.model import Subject
    from yuecheng_xl.forms.listed import Amounted, Listed
    from yuecheng_xl.plan import Indicator, Observation, Plan

_AT_HAND = 1024
"""Indicators kept unpacked: more than a district's plan has."""

_BLOCK = 16
"""Indicators that are packed together."""


_NEAR = Decimal(3)
"""How many times the newest figure another one may be that is not looked at any closer."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan has of one indicator: answers by key, who is responsible, its newest figure.

    Figures beyond ``usual``, which the plan's jump factor sets around the newest, somebody should look at;
    within ``near`` nothing is looked for.
    """

    answers: Mapping[Key, Answer]
    figures: Mapping[Key, Observation | Amounted]
    owners: tuple[str, ...]
    newest: Decimal | None
    usual: tuple[Decimal, Decimal] | None
    near: tuple[Decimal, Decimal] | None
    unfilled: tuple[Key, ...]


class Roster:
    """The plan's indicators and departments, as matching and merging ask for them.

    ``outline`` is the plan without its indicators: they are in ``by_number``, and their numbers by
    department in ``departments``.
    """

    def __init__(self, plan: Plan, confirmed: Confirmed = frozenset()) -> None:
        self.confirmed = confirmed
        self.outline = replace(
            plan, indicators=(), findings=(), tasks=(), projects=(), lists={}, catalogue=None
        )
        self.by_number: Mapping[int, Indicator] = {item.number: item for item in plan.indicators}
        self.lists = list_forms(plan)
        self.rows = {row.row: row for form in self.lists.values() for row in form.rows}
        own_numbers, own_rows = departments(plan), rows_of(self.lists)
        self.departments: dict[str, tuple[int, ...]] = {
            name: tuple(item.number for item in own_numbers.get(name, ()))
            for name in dict.fromkeys((*own_numbers, *own_rows))
        }
        self.listed = {name: tuple(item.row for item in rows) for name, rows in own_rows.items()}
        self.plan_mark = identity(plan, "", ()).plan
        names = {item.number: item.name for item in plan.indicators}
        self.matcher = Matcher(names, meanings(plan.catalogue.names()) if plan.catalogue else {})
        self._begin()

    def _begin(self) -> None:
        self.known = lru_cache(_AT_HAND)(self._known)
        self.keys = {
            key: key
            for kind in (VALUES, GROWTHS)
            for key in (Key(kind, item) for item in self.outline.periods)
        }
        self._by_row_name: dict[str, dict[str, list[Listed]]] = {}
        self._by_key = {key_of_name(name): name for name in reversed(self.departments)}
        self._lengths = sorted({len(key) for key in self._by_key if key}, reverse=True)

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs, each indicator packed for itself."""
        kept = ("outline", "departments", "listed", "lists", "rows", "plan_mark", "matcher", "confirmed")
        return {name: getattr(self, name) for name in kept} | {"by_number": _Packed.of(self.by_number)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what another process sent."""
        self.__dict__.update(state)
        self._begin()

    def of(self, numbers: Iterable[int]) -> list[Indicator]:
        """Return indicators by their numbers."""
        return [self.by_number[number] for number in numbers]

    def name(self, subject: Subject) -> str:
        """Return the name that findings give an indicator, a task or a project."""
        return self.rows[subject].name if isinstance(subject, Row) else self.by_number[subject].name

    def label(self, subject: Subject) -> str:
        """Return the name by which an answer is known in the merged master: a task's is no indicator's."""
        return self.rows[subject].label if isinstance(subject, Row) else self.by_number[subject].name

    def numbered_name(self, subject: Subject) -> str:
        """Return the name with its number, for lists."""
        if isinstance(subject, Row):
            return self.rows[subject].label
        return self.by_number[subject].numbered_name

    def unit(self, subject: Subject) -> str:
        """Return the unit of an indicator's or a goal's figures; of projects, money's."""
        if not isinstance(subject, Row):
            return self.by_number[subject].unit
        goal = self.rows[subject].goal
        return goal.unit if goal is not None else UNIT

    def rows_by_name(self, sheet: str) -> dict[str, list[Listed]]:
        """Return the rows of a list by their names, as :func:`key_in_list` compares them."""
        if sheet not in self._by_row_name:
            names: dict[str, list[Listed]] = {}
            for row in self.lists[sheet].rows:
                names.setdefault(key_in_list(row.name), []).append(row)
            self._by_row_name[sheet] = names
        return self._by_row_name[sheet]

    def helpers(self, subject: Subject) -> tuple[str, ...]:
        """Return who may add to the answer of those who are responsible."""
        return self.rows[subject].helpers if isinstance(subject, Row) else ()

    def asked(self, department: str) -> tuple[Subject, ...]:
        """Return what a department is to answer for."""
        rows = (row for row in self.listed.get(department, ()) if department in self.rows[row].owners)
        return (*self.departments.get(department, ()), *rows)

    def _known(self, subject: Subject) -> Known:
        """Return what the plan has of an indicator, a task or a project."""
        if isinstance(subject, Row):
            row = self.rows[subject]
            observations = row.goal.observations if row.goal is not None else ()
            return self._with_newest(row.answers, row.figures, row.owners, observations, row.unfilled)
        indicator = self.by_number[subject]
        figures = {Key(VALUES, item.period): item for item in indicator.observations}
        figures |= {Key(GROWTHS, period): item for period, item in indicator.growths.items()}
        found = answers(self.outline, indicator)
        unfilled = tuple(
            key
            for key, answer in found.items()
            if key.kind == VALUES and answer.is_open and not answer.printed.text
        )
        return self._with_newest(found, figures, responsible(indicator), indicator.observations, unfilled)

    def _with_newest(
        self,
        found: Mapping[Key, Answer],
        figures: Mapping[Key, Observation | Amounted],
        owners: tuple[str, ...],
        observations: Sequence[Observation],
        unfilled: tuple[Key, ...],
    ) -> Known:
        values = [item.value for item in observations if item.value]
        newest = values[-1] if values else None
        factor = self.outline.settings.jump_factor
        near = min(factor, _NEAR)
        return Known(
            answers=found,
            figures=figures,
            owners=owners,
            newest=newest,
            usual=None if newest is None else (abs(newest) / factor, abs(newest) * factor),
            near=None if newest is None else (abs(newest) / near, abs(newest) * near),
            unfilled=unfilled,
        )

    def is_indicator(self, name: str) -> bool:
        """Tell the name of an indicator of the plan."""
        number, plain = number_and_name(None, unit_in_name(name.strip())[0])
        return bool(self.matcher.match(number, plain).candidates)

    def is_confirmed(self, subject: Subject, key: Key, text: str) -> bool:
        """Tell whether a person has confirmed what a department filled in."""
        return bool(self.confirmed) and confirmation(self.label(subject), str(key), text) in self.confirmed

    def identity(self, department: str) -> Identity:
        """Return what the newest form of a department says of itself."""
        listed = [self.rows[row] for row in self.listed.get(department, ())]
        return identity(self.outline, department, self.of(self.departments.get(department, ())), listed)

    def department_in(self, text: str) -> str:
        """Return the department that a file's path names, the longest where several do; empty where none."""
        plain = key_of_name(text)
        for length in self._lengths:
            for start in range(len(plain) - length + 1):
                name = self._by_key.get(plain[start : start + length])
                if name is not None:
                    return name
        return ""


class _Packed(Mapping[int, "Indicator"]):
    """Indicators by number, packed by the block: neighbours are mostly one department's."""

    def __init__(self, blocks: list[bytes], places: dict[int, int]) -> None:
        self._blocks, self._places = blocks, places
        self._unpacked = lru_cache(_AT_HAND // _BLOCK)(self._unpack)

    @classmethod
    def of(cls, indicators: Mapping[int, Indicator]) -> _Packed:
        """Pack indicators."""
        if isinstance(indicators, cls):
            return indicators
        numbers = list(indicators)
        blocks = [numbers[start : start + _BLOCK] for start in range(0, len(numbers), _BLOCK)]
        packed = [pickle.dumps({number: indicators[number] for number in block}) for block in blocks]
        return cls(packed, {number: place for place, block in enumerate(blocks) for number in block})

    def __reduce__(self) -> tuple[type[_Packed], tuple[list[bytes], dict[int, int]]]:
        """Travel packed."""
        return _Packed, (self._blocks, self._places)

    def _unpack(self, place: int) -> dict[int, Indicator]:
        block: dict[int, Indicator] = pickle.loads(self._blocks[place])  # noqa: S301 - packed by this very job
        return block

    def __getitem__(self, number: int) -> Indicator:
        return self._unpacked(self._places[number])[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
