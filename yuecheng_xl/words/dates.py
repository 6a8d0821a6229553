"""Dates as reports write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def day_words(value: date) -> str:
    """Write a day: 2023年6月30日."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment_words(first: date | None, last: date | None) -> str:
    """Write a date from its first and last day, as exactly as it was given."""
    if first is None or last is None:
        return "已发生"
    if first == last:
        return day_words(first)
    if first.month == last.month:
        return f"{first.year}年{first.month}月"
    return (
        f"{first.year}年"
        if (first.month, last.month) == (1, 12)
        else f"{first.year}年{first.month}-{last.month}月"
    )
