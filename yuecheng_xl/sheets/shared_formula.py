"""A formula that several cells share, translated for each of them."""

from __future__ import annotations


def translated(text: str, origin: str, place: str) -> str:
    """Return a formula, without ``=``, as it reads when it is copied from one cell to another.

    Args:
        text: the formula.
        origin: the cell's name that it stands in.
        place: the cell's name that it is copied to.

    """
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415 - few workbooks need it

    try:
        return str(Translator(f"={text}", origin).translate_formula(place)).removeprefix("=")
    except TranslatorError:
        return "#REF!"  # as Excel has it: it would look at a place that no sheet has
