"""Lists of names as prose has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def first_of(names: Sequence[str], most: int) -> str:
    """List names for a finding, no more than so many: 甲、乙等."""
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def plain_list(names: Sequence[str]) -> str:
    """List names with 和 before the last: 甲、乙和丙; nothing for none."""
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}和{names[-1]}" if names else ""
