"""Results kept in memory: a batch brings the same short texts and small parts of packages again and again."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_R = TypeVar("_R")


def kept(most: int, longest: int = 200) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep a pure function's last results, as ``lru_cache`` does, but none for a long argument.

    A text of thirty megabytes must not stay in memory while thousands of other files are read.

    Args:
        most: number of results kept.
        longest: characters or bytes of an argument; the result for a longer one is not kept.

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
