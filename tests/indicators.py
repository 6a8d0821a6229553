"""Rows of the indicator table by kind of figure, for the fixtures ``one`` and ``evaluated``."""

from __future__ import annotations

HIGHER, LOWER = "越高越好", "越低越好"
TARGET, BASE, Y1, Y2, H1 = "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"
G0, G1, G2, GH = "2020年增速", "2021年增速", "2022年增速", "2023年上半年增速"

Cells = dict[str, object]
"""Cells of one row by header."""


def cells(measure: str, target: object, *values: object, **more: object) -> Cells:
    """Cells of one indicator: target, then base, 2021, 2022, mid-2023 as far as given."""
    periods = dict(zip((BASE, Y1, Y2, H1), values, strict=False))
    return {"数据类型": measure, TARGET: target, **periods, **more}


def flow(target: object, *values: object, **more: object) -> Cells:
    return cells("时期数", target, *values, **more)


def stock(target: object, *values: object, **more: object) -> Cells:
    return cells("时点数", target, *values, **more)


def ratio(target: object, *values: object, **more: object) -> Cells:
    return cells("比率", target, *values, **{"单位": "%", **more})


def rank(target: object, *values: object, **more: object) -> Cells:
    return cells("位次", target, *values, **{"单位": "位", "方向": LOWER, **more})


def total(target: object, *parts: object, **more: object) -> Cells:
    """Cells of a cumulative target: target, then 2021, 2022, mid-2023 as far as given."""
    return cells("累计", target, None, *parts, **{"单位": "套", **more})


def rate(target: object, *rates: object, **more: object) -> Cells:
    """Cells of a growth-rate target: target, then the growth of 2021, 2022, mid-2023 as far as given."""
    return cells("增速", target, None, *rates, **{"单位": "%", **more})
