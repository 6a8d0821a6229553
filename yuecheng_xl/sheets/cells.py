"""Cells as XML: the one place that writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.sheets.markup import escaped
from yuecheng_xl.sheets.markup import fit as without_unfit

if TYPE_CHECKING:
    from typing import Protocol

    from yuecheng_xl.typed.values import Value

    class Formats(Protocol):
        """The formats of a workbook, as far as cells ask for them."""

        def with_number_format(self, style: int, code: str) -> int:
            """Return the format that differs from another in its number format."""

        def as_text(self, style: int) -> int:
            """Return the format of a text that stays one."""


FORMULA_SIGNS = ("=", "+", "-", "@")
"""What a text begins with that Excel takes for a formula when somebody edits it."""

_LONGEST = 32_767
"""Characters that Excel takes in a cell."""


def fit(text: str) -> str:
    """Return a text as a cell can hold it: without what XML forbids, and no longer than Excel takes."""
    text = without_unfit(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def cell(place: str, style: int, value: Value, styles: Formats, prefix: str = "") -> str:
    """Return a cell with a value.

    A number that was filled in (``Printed``) brings its number format. A text stands in the sheet itself,
    where no program takes it for a formula; one that looks like a formula gets a format that keeps it one.

    Args:
        place: its name.
        style: its format; that of the value's kind is derived from it.
        value: text, number, truth value, ``Printed`` or None.
        styles: the workbook's formats.
        prefix: of the sheet's names, with its colon.

    """
    if value is None:
        return f'<{prefix}c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        return _text(place, style, value, styles, prefix)
    if isinstance(value, bool):
        return f'<{prefix}c r="{place}" s="{style}" t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, int | float):
        return f'<{prefix}c r="{place}" s="{style}"><{prefix}v>{value!r}</{prefix}v></{prefix}c>'
    if value.number is None:
        return _text(place, style, value.text, styles, prefix)
    style = styles.with_number_format(style, value.number_format)
    return f'<{prefix}c r="{place}" s="{style}"><{prefix}v>{value.number!r}</{prefix}v></{prefix}c>'


def _text(place: str, style: int, text: str, styles: Formats, prefix: str) -> str:
    text = fit(text)
    if not text:
        return f'<{prefix}c r="{place}" s="{style}"/>'
    if text.startswith(FORMULA_SIGNS):
        style = styles.as_text(style)
    return (
        f'<{prefix}c r="{place}" s="{style}" t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
        f"{escaped(text)}</{prefix}t></{prefix}is></{prefix}c>"
    )
