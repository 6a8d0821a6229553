"""A series has the observations with a value alone, in the order of time."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from yuecheng_xl.plan import Observation, Series
from yuecheng_xl.rules.growth import yearly_rate
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

YEAR = Period.whole


def half(year: int) -> Period:
    return Period.of(year, 1, 6)


def series(*figures: tuple[Period, str | None]) -> Series:
    return Series.of(
        Observation(
            period, None if value is None else Decimal(value), Status.NORMAL, Printed(value or "未出")
        )
        for period, value in figures
    )


def test_a_missing_figure_is_no_part_of_it() -> None:
    told = series((YEAR(2020), "5"), (YEAR(2021), None), (YEAR(2022), "0"))

    assert [(datum.period, datum.value) for datum in told] == [
        (YEAR(2020), Fraction(5)),
        (YEAR(2022), Fraction(0)),
    ]
    assert told.at(YEAR(2021)) is None
    assert list(told.consecutive_years()) == []


def test_values_are_exact() -> None:
    assert series((YEAR(2020), "1.6"))[0].value == Fraction(8, 5)


def test_it_is_in_the_order_of_time_whatever_the_columns_order() -> None:
    told = series((half(2023), "3"), (YEAR(2021), "1"), (YEAR(2022), "2"), (YEAR(2020), "0"))

    assert [datum.value for datum in told] == [0, 1, 2, 3]
    assert told.newest is not None
    assert told.newest.period == half(2023)
    assert told.oldest is not None
    assert told.oldest.period == YEAR(2020)
    assert [datum.value for datum in told.years] == [0, 1, 2]
    assert [datum.value for datum in told.parts] == [3]
    assert [datum.value for datum in told.before(YEAR(2022))] == [0, 1]
    assert [datum.value for datum in told.after(YEAR(2021))] == [2, 3]
    assert [datum.value for datum in told.since(2022)] == [2, 3]
    assert [[one.value, two.value] for one, two in told.consecutive_years()] == [[0, 1], [1, 2]]
    assert [datum.value for datum in told[-2:]] == [2, 3]


def test_of_periods_that_end_together_the_longest_speaks() -> None:
    told = series((YEAR(2021), "7"), (Period.of(2021, 7, 12), "4"))

    assert told.newest is not None
    assert told.newest.value == 7
    assert told.oldest is not None
    assert told.oldest.value == 7


def test_an_empty_one_has_neither_oldest_nor_newest() -> None:
    assert series().oldest is None
    assert series().newest is None
    assert not series().years


@pytest.mark.parametrize(
    ("ratio", "years", "rate"),
    [
        (Fraction(121, 100), 2, Fraction(10)),
        (Fraction(1), 5, Fraction(0)),
        (Fraction(81, 100), 2, Fraction(-10)),
        (Fraction(3), Fraction(1, 2), Fraction(800)),  # three times in half a year is nine times in one
        (Fraction(2), 5, Fraction("14.8698354997")),
        (Fraction(0), 2, None),
        (Fraction(-1), 2, None),
        (Fraction(2), 0, None),
        (Fraction(2), -1, None),
        (Fraction(10**400), 2, None),
        (Fraction(10**300), Fraction(1, 2), None),
    ],
)
def test_the_yearly_rate_of_a_ratio(ratio: Fraction, years: Fraction | int, rate: Fraction | None) -> None:
    assert yearly_rate(ratio, years) == rate
