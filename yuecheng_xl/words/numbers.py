"""Numbers as sentences show them: rounded for a reader with a calculator, exact where they are exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_VAST = 10**21
"""Beyond any figure of a district: a slip of the keyboard, told by its size alone."""
_BEYOND_CELLS = 10**300
"""Beyond what a binary fraction holds, nearly: what is computed from two slips may come to it."""


def number(value: Fraction | Decimal | float, digits: int = 2) -> str:
    """Show a value: at least ``digits`` decimals' worth of precision, four significant digits below one."""
    if not -_VAST < value < _VAST:
        return _vast(value)
    exact = float(value)
    if exact != 0 and abs(exact) < 1:
        return f"{exact:.4g}" if abs(exact) >= 1e-4 else f"{exact:.2e}"
    # What was typed with more decimals than ``digits`` is shown as typed, if it is that short.
    short = f"{exact:.4f}".rstrip("0").rstrip(".")
    rounded = f"{exact:.{digits}f}".rstrip("0").rstrip(".")
    typed = (Fraction(value) * 10_000).denominator == 1
    return short if typed else rounded


def operand(value: Fraction | Decimal, digits: int = 2) -> str:
    """Show a value as a formula has it behind an operator: a negative one in brackets."""
    shown = number(value, digits)
    return f"({shown})" if shown.startswith("-") else shown


def percent(share: Fraction) -> str:
    """Show a share as a percentage with one decimal: 5/8 → 62.5%."""
    if abs(share) >= _VAST:
        return f"{_vast(share * 100)}%"
    return f"{float(share) * 100:.1f}".removesuffix(".0") + "%"


def compared(progress: Fraction, elapsed: Fraction) -> tuple[str, str]:
    """Show two shares with as many decimals as it takes for them to look different when they are."""
    if abs(progress) >= _VAST:
        return percent(progress), percent(elapsed)
    for digits in range(1, 8):
        texts = [f"{float(share) * 100:.{digits}f}" for share in (progress, elapsed)]
        if progress == elapsed or texts[0] != texts[1]:
            break
    return tuple(f"{text.rstrip('0').rstrip('.')}%" for text in texts)  # type: ignore[return-value]


def signed(value: Fraction, decimals: int = 2) -> str:
    """Show a change with up to ``decimals`` decimals, without a negative zero."""
    if abs(value) >= _VAST:
        return _vast(value)
    text = f"{float(value):.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def whole(value: Fraction) -> str:
    """Round half up to a whole number, away from zero: places of a ranking, people."""
    return with_places(value, 0)


def with_places(value: Fraction, places: int) -> str:
    """Show a value rounded half up to a number of decimals, all of them shown: 30.57, 30.60."""
    if abs(value) >= _VAST:
        return _vast(value)
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    digits = f"{scaled:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and scaled else text


def in_cell(value: Fraction | Decimal | None) -> float | str | None:
    """Return a value as a cell holds it: a number, or the size in words of one that no cell can hold.

    None, for what is not known, leaves the cell empty.
    """
    if value is None or -_BEYOND_CELLS < value < _BEYOND_CELLS:
        return None if value is None else float(value)
    return _vast(value)


def json_number(value: Fraction | Decimal | None) -> float | None:
    """Return a value with ten digits for JSON: exact to the eye, without the tail of a binary fraction."""
    if value is None or -_BEYOND_CELLS < value < _BEYOND_CELLS:
        return None if value is None else float(f"{float(value):.10g}")
    return int(value)  # which JSON writes with all its digits


def _vast(value: Fraction | Decimal | float) -> str:
    """Show a number that binary fractions may not reach."""
    exact = Fraction(value)
    return f"{Decimal(exact.numerator) / Decimal(exact.denominator):.3e}"
