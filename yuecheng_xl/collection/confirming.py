"""What a person has confirmed: figures of which this product was not sure, in the merged master's 数据来源.

The sheet has a column 确认. Who writes 是 there and collects again has the figure taken; the next merged
master says so again, so that it stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.package import Format, inspect
from yuecheng_xl.typed.names import key_of_name
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

TITLE = "数据来源"
YES = "是"
_WORDS = {YES, "确认", "已确认", "√", "✓", "y", "yes", "1", "true"}
_NAME, _ITEM, _TEXT, _SAID = "指标", "项目", "填报内容", "确认"

Confirmed = frozenset[tuple[str, str, str]]
"""Names of indicators, their items, and what departments filled in, as they are compared."""


def confirmation(name: str, item: str, text: str) -> tuple[str, str, str]:
    """Return what a confirmation is kept by."""
    return key_of_name(name), normalise(item), normalise(text)


def confirmed_in(paths: Iterable[Path]) -> Confirmed:
    """Return what is confirmed in some workbooks; one that is missing or cannot be read confirms nothing."""
    found: set[tuple[str, str, str]] = set()
    for path in paths:
        try:
            package = inspect(path)
        except InputFileError:
            continue  # without a result of an earlier run there is nothing to be remembered
        if package.format is Format.XLSX:
            found |= _read(package.content)
    return frozenset(found)


def _read(content: bytes) -> set[tuple[str, str, str]]:
    from python_calamine import CalamineError  # noqa: PLC0415 - a first run has nothing to read

    from yuecheng_xl.grid.calamine import worksheets  # noqa: PLC0415

    found: set[tuple[str, str, str]] = set()
    try:
        for sheet in worksheets(content):
            if sheet.name.startswith(TITLE):
                rows, _ = sheet.read()
                found |= _confirmed(rows)
    except (CalamineError, LookupError, ValueError, OSError):
        return set()  # the next result replaces it
    return found


def _confirmed(rows: Iterable[Sequence[object]]) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    columns: dict[str, int] | None = None
    for row in rows:
        texts = [_text(value) for value in row]
        if {_NAME, _ITEM, _TEXT, _SAID} <= set(texts):
            columns = {text: column for column, text in enumerate(texts)}
        elif columns is not None and texts[columns[_SAID]].strip().lower() in _WORDS:
            found.add(confirmation(*(texts[columns[name]] for name in (_NAME, _ITEM, _TEXT))))
    return found


def _text(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
