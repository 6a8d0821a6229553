"""Counts in Chinese numerals."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def chinese(count: int) -> str:
    """Write 1 to 99 in Chinese, for headings: 一, 十二, 二十."""
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else f"{'' if tens == 1 else _DIGITS[tens]}十"
    return head + ("" if tens and not ones else _DIGITS[ones])


def years(count: int) -> str:
    """Count years as a report does: 一年, 两年, 十二年."""
    return f"{'两' if count == 2 else chinese(count)}年"
