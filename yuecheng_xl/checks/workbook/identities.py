"""Identities between indicators (勾稽关系) must hold in each period in which all of them have a figure."""

from __future__ import annotations

import ast
import operator
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.rounding import step_of
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Indicator, Plan
    from yuecheng_xl.plan.identities import Identity
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.typed.period import Period

_NOT_ONE_RELATION = "应有且只有一个“=”（或 ≥、≤），两边都要有内容"
_WITHOUT_MEMBERS = "没有方括号括起的指标序号"
_NOT_ARITHMETIC = "只能用指标序号、数字、加减乘除和括号"

_REFERENCE = re.compile(r"\[([^\[\]]+)\]")
_RELATION = re.compile(r"<=|>=|=|<|>")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_TOO_DEEP = (RecursionError, MemoryError)
"""What Python's parser and its tree say to thousands of signs or brackets in a row."""
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda difference, tolerance: abs(difference) <= tolerance,
    "<=": lambda difference, tolerance: difference <= tolerance,
    "<": lambda difference, tolerance: difference < tolerance or difference < 0,
    ">=": lambda difference, tolerance: -difference <= tolerance,
    ">": lambda difference, tolerance: -difference < tolerance or difference > 0,
}


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Hold every row of the sheet against the figures."""
    for identity in evaluation.plan.identities:
        try:
            yield from _check(identity, evaluation.plan)
        except _UnreadableError as error:
            yield catalogue.IDENTITY_UNREADABLE.at(identity.where, text=identity.text, reason=str(error))


class _UnreadableError(Exception):
    """The row is no identity; the text says why, for staff."""


def _check(identity: Identity, plan: Plan) -> Iterator[Finding]:
    relation = _RELATION.search(identity.expression)
    sides = _RELATION.split(identity.expression)
    if relation is None or len(sides) != 2 or not all(side.strip() for side in sides):
        raise _UnreadableError(_NOT_ONE_RELATION)
    members = {key: _member(key, plan) for key in dict.fromkeys(_REFERENCE.findall(identity.expression))}
    if not members:
        raise _UnreadableError(_WITHOUT_MEMBERS)
    left, right = (_compile(side, list(members)) for side in sides)
    for period in plan.periods:
        figures = _figures(members.values(), period)
        if len(figures) < len(members):
            continue
        values = {key: item.value for key, item in zip(members, figures, strict=True)}
        try:
            told, computed = left(values), right(values)
        except ZeroDivisionError:
            continue  # a figure of nought: nothing to compare in this period
        if not _COMPARE[relation[0]](told - computed, _tolerance(identity, told, figures)):
            yield catalogue.IDENTITY_BROKEN.at(
                figures[0].where,
                text=identity.text,
                period=period,
                left=number(told, 4),
                right=number(computed, 4),
                figures="，".join(f"[{key}]＝{item.printed(period).text}" for key, item in members.items()),
                row=identity.where,
            )


def _member(key: str, plan: Plan) -> Indicator:
    """Find an indicator by its number, or by its name."""
    plain = normalise(key)
    for item in plan.indicators:
        if plain == str(item.number) or plain == normalise(item.name):
            return item
    raise _UnreadableError(_member_unknown(key))


def _compile(side: str, keys: list[str]) -> Callable[[dict[str, Fraction]], Fraction]:
    """Return a function of the members' values; + - * / and brackets only, parsed by simpleeval.

    Powers, calls and attributes are not among its operators, so that a row can neither run code nor
    take for ever.
    """
    from simpleeval import InvalidExpression, SimpleEval  # noqa: PLC0415 - only a workbook with identities pays for it

    names = {key: f"v{place}" for place, key in enumerate(keys)}
    expression = _REFERENCE.sub(lambda match: f" {names[match[1]]} ", _PERCENT.sub(r"(\1/100)", side)).strip()
    operators = {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.USub: operator.neg,
        ast.UAdd: operator.pos,
    }
    allowed = (ast.Expr, ast.Name, ast.UnaryOp, ast.BinOp)

    def evaluate(values: dict[str, Fraction]) -> Fraction:
        known = {names[key]: value for key, value in values.items()}
        evaluator = SimpleEval(operators=operators, functions={}, names=known)
        evaluator.nodes = {node: evaluator.nodes[node] for node in allowed}
        # Constants are exact, too: 0.5 is a half; binary fractions do not reach far enough.
        evaluator.nodes[ast.Constant] = lambda node: Fraction(repr(node.value))
        try:
            return Fraction(evaluator.eval(expression))
        except (InvalidExpression, SyntaxError, ValueError, KeyError, *_TOO_DEEP) as error:
            raise _UnreadableError(_NOT_ARITHMETIC) from error

    return evaluate


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
    return f"没有序号或名称为“{key}”的指标"
