"""The next free name, for files, sheets and departments alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def free_name(
    wanted: str,
    is_taken: Callable[[str], bool],
    *,
    suffix: str = "",
    numbered: str = "{}{}",
    longest: int | None = None,
) -> str:
    """Return a name that is free: the wanted one, or it with the lowest number from 2 that makes it so.

    Args:
        wanted: the name, without ``suffix``.
        is_taken: tells whether a whole name is in use.
        suffix: comes after the number, as ``.xlsx``.
        numbered: how name and number are put together.
        longest: characters that the whole name may have; the wanted one is cut to leave room for its number.

    """
    count = 1
    while True:
        number = "" if count == 1 else numbered.format("", count)
        stem = wanted if longest is None else wanted[: longest - len(number) - len(suffix)]
        name = (stem if count == 1 else numbered.format(stem, count)) + suffix
        if not is_taken(name):
            return name
        count += 1
