"""Results kept for what a batch brings again and again: short texts, small parts of packages."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_R = TypeVar("_R")


def kept(most: int, longest: int = 200) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep a pure function's last results, as ``lru_cache`` does, but none for a long argument.

    What one file holds of thirty megabytes must not stay in memory while thousands of others are read.

    Args:
        most: results that are kept.
        longest: characters or bytes of an argument up to which they are.

    """

    def decorate(function: Callable[_P, _R]) -> Callable[_P, _R]:
        keeping = cast("Callable[_P, _R]", lru_cache(most)(function))

        @wraps(function)
        def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            for argument in args:
                if isinstance(argument, str | bytes) and len(argument) > longest:
                    return function(*args, **kwargs)
            return keeping(*args, **kwargs)

        return call

    return decorate
