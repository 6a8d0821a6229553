"""Identities between indicators (勾稽关系) must hold in each period in which all of them have a figure.

A row is cut into its signs first: only references, numbers, + - * /, brackets and one relation are any, so
nothing else reaches Python's parser, and what it makes of them is computed here, exactly. A row can neither
run code nor take for ever.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.checks.rounding import step_of
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Indicator, Plan
    from yuecheng_xl.plan.identities import Identity
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.typed.period import Period

_MOST_SIGNS = 500
"""Numbers, signs and brackets of a row: a sum of 250 indicators. Each is a step of the computation."""
_LONGEST_NUMBER = 40
_LONGEST_SHOWN = 60
"""Characters of a row that a finding repeats."""

_NOT_ONE_RELATION = "应有且只有一个“=”（或 ≥、≤），两边都要有内容"
_WITHOUT_MEMBERS = "没有方括号括起的指标序号"
_NOT_ARITHMETIC = "只能用指标序号、数字、加减乘除和括号"
_TOO_LONG = f"数、运算符号和括号合计超过{_MOST_SIGNS}个"

_SIGN = re.compile(
    r"\s*(?:\[(?P<member>[^\[\]]+)\]"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(?P<percent>\s*%)?"
    r"|(?P<relation><=|>=|=|<|>)"
    r"|(?P<arithmetic>[-+*/()]))\s*"
)
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda difference, tolerance: abs(difference) <= tolerance,
    "<=": lambda difference, tolerance: difference <= tolerance,
    "<": lambda difference, tolerance: difference < tolerance or difference < 0,
    ">=": lambda difference, tolerance: -difference <= tolerance,
    ">": lambda difference, tolerance: -difference < tolerance or difference > 0,
}
_BINARY: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_UNARY: dict[type[ast.unaryop], Callable[[Fraction], Fraction]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_ALLOWED = (ast.Name, ast.Load, ast.BinOp, ast.UnaryOp, *_BINARY, *_UNARY)


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Hold every row of the sheet against the figures."""
    plan = evaluation.plan
    known = _by_key(plan) if plan.identities else {}
    for identity in plan.identities:
        try:
            yield from _check(identity, plan, known)
        except _UnreadableError as error:
            yield catalogue.IDENTITY_UNREADABLE.at(
                identity.where, text=_shown(identity.text), reason=str(error)
            )


class _UnreadableError(Exception):
    """The row is no identity; the text says why, for staff."""


class _Row(NamedTuple):
    """A row that was read.

    In its sides are names alone: ``v0``, ``v1`` … for the ``members``, which are known by what stands in
    square brackets, and those of the ``numbers``.
    """

    relation: str
    left: ast.expr
    right: ast.expr
    members: Mapping[str, Indicator]
    numbers: Mapping[str, Fraction]


def _check(identity: Identity, plan: Plan, known: Mapping[str, Indicator]) -> Iterator[Finding]:
    if identity.unread_tolerance:
        raise _UnreadableError(_no_tolerance(identity.unread_tolerance))
    row = _read(identity.expression, known)
    for period in plan.periods:
        figures = _figures(row.members.values(), period)
        if len(figures) < len(row.members):
            continue
        values = {**row.numbers, **{f"v{place}": item.value for place, item in enumerate(figures)}}
        try:
            told, computed = _compute(row.left, values), _compute(row.right, values)
        except ZeroDivisionError:
            continue  # a figure of nought: nothing to compare in this period
        if not _COMPARE[row.relation](told - computed, _tolerance(identity, told, figures)):
            yield catalogue.IDENTITY_BROKEN.at(
                figures[0].where,
                text=identity.text,
                period=period,
                left=number(told, 4),
                right=number(computed, 4),
                figures="，".join(
                    f"[{key}]＝{item.printed(period).text}" for key, item in row.members.items()
                ),
                row=identity.where,
            )


def _by_key(plan: Plan) -> dict[str, Indicator]:
    """Return the indicators by their numbers and by their names; of two alike the first."""
    known: dict[str, Indicator] = {}
    for item in plan.indicators:
        known.setdefault(str(item.number), item)
        known.setdefault(normalise(item.name), item)
    return known


def _read(expression: str, known: Mapping[str, Indicator]) -> _Row:
    """Read a row: its signs one by one, then each side as Python reads arithmetic."""
    places: dict[str, int] = {}
    numbers: dict[str, Fraction] = {}
    sides, relations = [""], list[str]()
    for sign in _signs(expression):
        if key := sign["member"]:
            sides[-1] += f" v{places.setdefault(key, len(places))} "
        elif text := sign["number"]:
            sides[-1] += f" n{len(numbers)} "
            numbers[f"n{len(numbers)}"] = _constant(text) / (100 if sign["percent"] else 1)
        elif sign["relation"]:
            relations.append(sign["relation"])
            sides.append("")
        else:
            sides[-1] += sign["arithmetic"]
    if len(relations) != 1 or not all(sides):
        raise _UnreadableError(_NOT_ONE_RELATION)
    if not places:
        raise _UnreadableError(_WITHOUT_MEMBERS)
    members = {key: _member(key, known) for key in places}
    left, right = map(_parse, sides)
    return _Row(relations[0], left, right, members, numbers)


def _signs(expression: str) -> Iterator[re.Match[str]]:
    """Cut a row into its signs."""
    place = count = 0
    while place < len(expression):
        sign = _SIGN.match(expression, place)
        count += 1
        if sign is None:
            raise _UnreadableError(_NOT_ARITHMETIC)
        if count > _MOST_SIGNS:
            raise _UnreadableError(_TOO_LONG)
        yield sign
        place = sign.end()


def _constant(text: str) -> Fraction:
    """Return a number exactly: 0.5 is a half. One that Excel could not hold is none."""
    if len(text) > _LONGEST_NUMBER or math.isinf(float(text)):
        raise _UnreadableError(_NOT_ARITHMETIC)
    return Fraction(text)


def _member(key: str, known: Mapping[str, Indicator]) -> Indicator:
    """Find an indicator by its number, or by its name."""
    item = known.get(normalise(key))
    if item is None:
        raise _UnreadableError(_member_unknown(key))
    return item


def _parse(side: str) -> ast.expr:
    """Read a side: names, + - * / and brackets. ``v0 ** v1`` and ``v0(v1)`` are such, and refused."""
    try:
        tree = ast.parse(side.strip(), mode="eval").body
    except (SyntaxError, MemoryError, RecursionError) as error:  # the last two: too many brackets in brackets
        raise _UnreadableError(_NOT_ARITHMETIC) from error
    if not all(isinstance(node, _ALLOWED) for node in ast.walk(tree)):
        raise _UnreadableError(_NOT_ARITHMETIC)
    return tree


def _compute(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    """Compute a side, of which nothing but names and arithmetic was let in."""
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)](_compute(node.left, values), _compute(node.right, values))
    if isinstance(node, ast.UnaryOp):
        return _UNARY[type(node.op)](_compute(node.operand, values))
    assert isinstance(node, ast.Name)  # noqa: S101 - only these were let in
    return values[node.id]


def _figures(members: Iterable[Indicator], period: Period) -> list[Datum]:
    """Return the members' figures of a period that are exact, not bounds."""
    known = (item.series.at(period) for item in members)
    return [item for item in known if item is not None and item.observation.bound is Bound.NONE]


def _tolerance(identity: Identity, told: Fraction, figures: list[Datum]) -> Fraction:
    """Return the tolerance of the row; where it has none, one unit of the coarsest member's last decimal."""
    if identity.tolerance is not None:
        given = exact(identity.tolerance)
        return given * abs(told) if identity.relative else given
    return max(map(step_of, figures))


def _member_unknown(key: str) -> str:
    """Say that no indicator has the number or name in square brackets."""
    return f"没有序号或名称为“{_shown(key)}”的指标"


def _no_tolerance(text: str) -> str:
    """Say that the tolerance is no number."""
    return f"允许误差“{_shown(text)}”不是一个数"


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
