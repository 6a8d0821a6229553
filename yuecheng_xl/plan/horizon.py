"""The plan's years, and what they make of the columns: which target is the plan's, which a year's own.

What 规划信息 says goes first, then the headers that name a plan or a year. A column that could be the plan's
target as well as something else is none: a finding asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputContentError
from yuecheng_xl.plan.settings import SHEET
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.plan.columns import Columns
    from yuecheng_xl.plan.settings import Settings

PLAN_YEARS = 5
_NO_STATUS = (Status.NORMAL, "")


@dataclass(slots=True)
class Horizon:
    """Base and target year, and the columns as these years tell them."""

    base_year: int
    target_year: int
    target_column: int | None = None
    yearly_targets: dict[int, int] = field(default_factory=dict)
    """Columns of years' own targets."""
    figures: dict[Period, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)
    forecasts: frozenset[Period] = frozenset()
    """Years whose figures are forecasts by their header: they tell no cut-off date."""
    findings: list[Finding] = field(default_factory=list)


def horizon(settings: Settings, columns: Columns, where: Callable[[int], str]) -> Horizon:
    """Tell the plan's years and assign the columns that depend on them.

    Args:
        settings: 规划信息.
        columns: as their headers say.
        where: gives the address of a column's header.

    Raises:
        InputContentError: the target year is not after the base year.

    """
    told = _Years(settings, columns)
    target_year = settings.target_year or told.target_year()
    base_year = settings.base_year or told.base_year(target_year)
    found = Horizon(base_year, target_year, fields=dict(columns.fields), figures=dict(columns.figures))
    for known, what, year in (
        (settings.base_year, "基期", base_year),
        (settings.target_year, "目标年", target_year),
    ):
        if known is None:
            found.findings.append(catalogue.YEAR_INFERRED.at(SHEET, what=what, value=year))
    if target_year <= base_year:
        raise InputContentError(catalogue.NO_BASE_YEAR.at(SHEET))
    assigning = _Assigning(found, settings, columns, where, told)
    assigning.target()
    assigning.years_own()
    assigning.base()
    assigning.planned()
    found.forecasts = frozenset(
        period
        for period, column in found.figures.items()
        if period.is_year
        and columns.statuses.get(column, _NO_STATUS)[0] in (Status.ESTIMATED, Status.FORECAST)
    )
    return found


class _Years:
    """What the headers say of the plan's years."""

    def __init__(self, settings: Settings, columns: Columns) -> None:
        self.settings, self.columns = settings, columns
        ahead = set(columns.years_ahead)
        self.years = sorted(period.year for period in columns.figures if period.is_year)
        actual = [
            period.year
            for period, column in columns.figures.items()
            if not (period.is_year and (period.year in ahead or column in columns.statuses))
        ]
        self.newest = max(actual or self.years or [period.year for period in columns.growths])

    def target_year(self) -> int:
        """Return the plan's last year: as a header names it, else five years after the base."""
        columns = self.columns
        named = [year for year, column in columns.targets.items() if year and column in columns.plans]
        dated = [year for year in columns.targets if year is not None]
        for years in (named, dated, columns.years_ahead):
            fitting = [year for year in years if self.fits(year)]
            if fitting:
                return min(fitting)
        if columns.planned_for is not None and self.fits(columns.planned_for):
            return columns.planned_for
        base = self.settings.base_year
        return (self._start() if base is None else base) + PLAN_YEARS

    def fits(self, year: int) -> bool:
        """Tell whether a plan that ends with a year is under way in the newest figure's."""
        start = self.settings.base_year
        if start is not None and self.settings.target_year is None:
            return year == start + PLAN_YEARS
        is_plans = year % PLAN_YEARS == 0 or year - PLAN_YEARS in self.years
        return is_plans and year - PLAN_YEARS <= self.newest <= year

    def _start(self) -> int:
        """Return the year before the plan's first: five-year plans end with years that five divides."""
        return (self.newest - 1) // PLAN_YEARS * PLAN_YEARS

    def base_year(self, target_year: int) -> int:
        """Return the year before the plan's first: five before its last, or else that of the first column."""
        start = target_year - PLAN_YEARS
        if start in self.years or self.columns.base is not None or target_year % PLAN_YEARS == 0:
            return start
        return self.years[0] if self.years else start


class _Assigning:
    """Assigns the columns whose meaning depends on the plan's years."""

    def __init__(
        self,
        found: Horizon,
        settings: Settings,
        columns: Columns,
        where: Callable[[int], str],
        told: _Years,
    ) -> None:
        self.found, self.settings, self.columns, self.where = found, settings, columns, where
        self.told = told

    def target(self) -> None:
        """Find the column of the plan's targets."""
        targets, year = self.columns.targets, self.found.target_year
        column = targets.get(year, targets.get(None))
        others = [other for other in targets if other is not None and self.told.fits(other)]
        if column is None and others and self.settings.target_year is not None:
            seen = [f"{other}" for other in others]
            self.found.findings.append(
                catalogue.YEARS_DISAGREE.at(SHEET, what="目标年", told=year, seen=seen)
            )
            column = targets[others[0]]
        if column is not None:
            self.found.target_column = column
            other = targets.get(None)
            if other is not None and other != column:
                self._report(catalogue.COLUMN_INSTEAD, other, used=self.columns.texts[column])
            return
        bare = self.columns.figures.get(Period.whole(year))
        if bare in self.columns.bare and bare is not None and self._is_ahead(year):
            del self.found.figures[Period.whole(year)]
            self.found.target_column = bare
            self._report(catalogue.BARE_YEAR_IS_TARGET, bare)
            return
        if not {"planned_growth"} & self.columns.fields.keys() and self.columns.planned_sum is None:
            seen = [self.columns.texts[column] for column in self._of_targets()]
            name = self.columns.fields["name"]
            kind = catalogue.TARGET_OPEN if seen else catalogue.NO_TARGET_COLUMN
            self.found.findings.append(kind.at(self.where(name), year=year, seen=seen))

    def _of_targets(self) -> list[int]:
        return [*self.columns.targets.values(), *self.columns.yearly_targets.values()]

    def _is_ahead(self, year: int) -> bool:
        cutoff = self.settings.cutoff
        if cutoff is not None:
            return cutoff < Period.whole(year).last_day
        return year in self.columns.years_ahead

    def years_own(self) -> None:
        """Assign the targets of single years."""
        own = self.found.yearly_targets
        for year, column in self.columns.yearly_targets.items():
            own.setdefault(self.told.newest if year is None else year, column)
        for year, column in self.columns.targets.items():
            if year is None or column == self.found.target_column:
                continue
            if self.found.base_year < year <= self.found.target_year:
                own.setdefault(year, column)
            elif year > self.found.target_year:
                self._report(catalogue.COLUMN_BESIDE, column, reason="规划期以后的目标")
            else:
                self._report(catalogue.HEADER_OPEN, column, reason="是基期或更早的目标")

    def base(self) -> None:
        """Assign the base year's figures."""
        column, period = self.columns.base, Period.whole(self.found.base_year)
        if column is None:
            return
        other = self.found.figures.setdefault(period, column)
        if other != column:
            self._report(catalogue.COLUMN_INSTEAD, column, used=self.columns.texts[other])

    def planned(self) -> None:
        """Leave out the yearly growth of another plan."""
        column, year = self.columns.fields.get("planned_growth"), self.columns.planned_for
        if column is not None and year not in (None, self.found.target_year):
            del self.found.fields["planned_growth"]
            self._report(catalogue.COLUMN_BESIDE, column, reason="其他规划期的增速")

    def _report(self, kind: Kind, column: int, **fields: object) -> None:
        self.found.findings.append(kind.at(self.where(column), header=self.columns.texts[column], **fields))
