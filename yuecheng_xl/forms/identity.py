"""What the form's hidden sheet says: which plan, which department, which version of the form."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.forms.listed import Listed
    from yuecheng_xl.grid import Book
    from yuecheng_xl.plan import Indicator, Plan

SHEET = "报送表标识"
_NUMBER = re.compile(r"\d{1,6}")
PLAN, DEPARTMENT, VERSION, NUMBERS = "规划标识", "责任单位", "表样版本", "指标序号"


@dataclass(frozen=True, slots=True)
class Identity:
    """``plan`` and ``version`` are digests; ``numbers`` are the indicators that the form was sent with."""

    plan: str
    department: str
    version: str
    numbers: tuple[int, ...]


def identity(
    plan: Plan, department: str, indicators: Sequence[Indicator], listed: Sequence[Listed] = ()
) -> Identity:
    """Return the identity of a department's form, with its rows of the plan's lists."""
    return Identity(
        plan=_digest(plan.name, plan.district, str(plan.base_year), str(plan.target_year)),
        department=department,
        version=_digest(
            *(f"{item.number}|{item.name}|{item.unit}|{item.target.text}" for item in indicators),
            *map(str, plan.periods),
            *(item.label for item in listed),
        ),
        numbers=tuple(item.number for item in indicators),
    )


def read_identity(book: Book) -> Identity | None:
    """Read the hidden sheet; None where a workbook has none, or one that somebody cleared."""
    grid = book.grid(SHEET)
    if grid is None:
        return None
    found = {}
    for row in grid.rows():
        key, *values = grid.row(row)
        found[normalise(key.text)] = values[0].text.strip() if values else ""
    numbers = [text for text in found.get(NUMBERS, "").split("、") if _NUMBER.fullmatch(text)]
    if not found.get(PLAN) or not found.get(DEPARTMENT):
        return None
    return Identity(
        found[PLAN], found[DEPARTMENT], found.get(VERSION, ""), tuple(int(number) for number in numbers)
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
