"""Dates of tasks and projects are read in any form that people type, as exactly as they were given."""

from __future__ import annotations

from datetime import date

import pytest

from yuecheng_xl.typed.moment import HAPPENED, Moment, months_late, read_moment, says_not_yet
from yuecheng_xl.words.dates import moment_words

JUNE = (date(2023, 6, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年6月", *JUNE),
        ("2023.6", *JUNE),
        ("2023.06", *JUNE),
        ("2023-6", *JUNE),
        ("２０２３／６", *JUNE),
        ("202306", *JUNE),
        ("23年6月底前", *JUNE),
        ("2023年6月中旬", *JUNE),
        ("预计2023年6月完成", *JUNE),
        ("2023年6月（已开工）", *JUNE),
        ("2023Q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023年二季度", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023年上半年", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023年底前", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-06-15", date(2023, 6, 15), date(2023, 6, 15)),
        ("2023年6月15日", date(2023, 6, 15), date(2023, 6, 15)),
        ("20230615", date(2023, 6, 15), date(2023, 6, 15)),
    ],
)
def test_a_date_is_read_in_any_form(text: str, first: date, last: date) -> None:
    assert read_moment(text) == Moment(first, last)


@pytest.mark.parametrize(
    "text", ["视审批情况而定", "2023.13", "2023年2月30日", "20231301", "6月", "十四五末", ""]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize("text", ["已开工", "已竣工", "已建成投用", "√", "是"])
def test_something_may_have_come_to_pass_without_a_date(text: str) -> None:
    assert read_moment(text) is HAPPENED
    assert not HAPPENED.is_dated
    assert not HAPPENED.covers(date(2023, 6, 1))


@pytest.mark.parametrize("text", ["未开工", "尚未开工", "未", "否"])
def test_something_may_be_said_not_to_have_come_to_pass(text: str) -> None:
    assert says_not_yet(text)
    assert not says_not_yet("已开工")


@pytest.mark.parametrize(
    ("planned", "actual", "months"),
    [
        ("2021年3月", date(2021, 3, 31), 0),
        ("2021年3月", date(2021, 4, 1), 1),
        ("2021年", date(2022, 3, 9), 3),
        ("2021年二季度", date(2021, 12, 1), 6),
        ("已开工", date(2021, 12, 1), 0),
    ],
)
def test_lateness_counts_from_the_last_month_that_was_planned(
    planned: str, actual: date, months: int
) -> None:
    moment = read_moment(planned)

    assert moment is not None
    assert months_late(moment, actual) == months


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023Q2", "2023年4-6月"),
        ("2023.6", "2023年6月"),
        ("2023", "2023年"),
        ("20230615", "2023年6月15日"),
        ("已开工", "已发生"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_was_given(text: str, told: str) -> None:
    moment = read_moment(text)

    assert moment is not None
    assert moment_words(*moment) == told
