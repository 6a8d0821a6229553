"""What stands in a cell, and records of it by field: what tables hand to sheets, Word and DataFrames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int | float | Printed | None
Record = Mapping[str, Value | Sequence[Value]]
"""Values by field, which is also the placeholder in a template; a sequence is spread over columns."""

T = TypeVar("T")


class Band(NamedTuple):
    """Records of one kind; ``fields`` names their fields even where there is no record."""

    fields: frozenset[str]
    records: Sequence[Record]

    @classmethod
    def of(cls, fields: str, records: Sequence[Record]) -> Band:
        """Make a band from space-separated field names."""
        return cls(frozenset(fields.split()), records)


class Lazy(Sequence[Record]):
    """Records made when they are asked for: a list of twenty thousand rows is held nowhere."""

    def __init__(self, items: Sequence[T], make: Callable[[T], Record]) -> None:
        """Take what the records are made of, and how."""
        self._items, self._make = items, make

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        """Make one record, or be a part of them."""
        if isinstance(index, slice):
            return Lazy(self._items[index], self._make)
        return self._make(self._items[index])
