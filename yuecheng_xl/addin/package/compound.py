"""Write a compound file ([MS-CFB] version 3), the container of a VBA project.

olefile reads such files but cannot change a stream's size, and no finished, freely licensed library wrote
them when this was made. Times and class ids stay empty, so the same streams give the same bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Storage: TypeAlias = "Mapping[str, bytes | Storage]"
"""A storage by the names of what it holds: streams as bytes, storages as mappings."""

_SECTOR = 512
_MINI_SECTOR = 64
_CUTOFF = 4096  # a stream shorter than this lives in the mini stream
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_FATS_IN_HEADER = 109


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    color: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name,
            len(name) + 2,
            self.kind,
            self.color,
            self.left,
            self.right,
            self.child,
            b"",
            0,
            0,
            0,
            self.start,
            self.size,
        )


def pack(root: Storage) -> bytes:
    """Return the compound file that holds these storages and streams.

    Raises:
        ValueError: more than a compound file without extra allocation sectors holds, some 7 MB.

    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(root, entries)

    mini_chains, mini_stream = _Chains(_MINI_SECTOR), bytearray()
    chains, sectors = _Chains(_SECTOR), bytearray()
    for entry in entries:
        entry.size = len(entry.data)
        if 0 < entry.size < _CUTOFF:
            entry.start = mini_chains.add(entry.data, mini_stream)
        elif entry.size:
            entry.start = chains.add(entry.data, sectors)
    if mini_stream:
        entries[0].start, entries[0].size = chains.add(bytes(mini_stream), sectors), len(mini_stream)

    mini_table = mini_chains.table()
    mini_start = chains.add(mini_table, sectors) if mini_table else _END
    directory = b"".join(entry.packed() for entry in entries)
    # Unused entries of the last directory sector: no name, no kind, no relations.
    unused = struct.pack("<68xIII48x", _NONE, _NONE, _NONE)
    directory += unused * (-len(entries) % (_SECTOR // len(unused)))
    directory_start = chains.add(directory, sectors)

    table = chains.table_with_itself()
    count = len(table) // _SECTOR
    if count > _FATS_IN_HEADER:
        raise ValueError("too large for a compound file without extra allocation sectors")
    first = len(sectors) // _SECTOR
    in_header = [*range(first, first + count), *[_FREE] * (_FATS_IN_HEADER - count)]
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        directory_start,
        0,
        _CUTOFF,
        mini_start,
        len(mini_table) // _SECTOR,
        _END,
    )
    header += struct.pack(f"<I{_FATS_IN_HEADER}I", 0, *in_header)
    return header + bytes(sectors) + table


class _Chains:
    """An allocation table: each stream takes consecutive sectors, whose entries point to the next."""

    def __init__(self, sector: int) -> None:
        self.sector = sector
        self.next: list[int] = []

    def add(self, data: bytes, sectors: bytearray) -> int:
        """Append a stream to the sectors and return the number of its first one."""
        start = len(self.next)
        sectors += data + b"\0" * (-len(data) % self.sector)
        count = len(sectors) // self.sector - start
        self.next += [*range(start + 1, start + count), _END]
        return start

    def table(self) -> bytes:
        filled = self.next + [_FREE] * (-len(self.next) % (_SECTOR // 4))
        return struct.pack(f"<{len(filled)}I", *filled)

    def table_with_itself(self) -> bytes:
        """Return the table, its own sectors (which come last in the file) among those it lists."""
        count = 0
        while (len(self.next) + count) * 4 > count * _SECTOR:
            count += 1
        self.next += [_FAT] * count
        return self.table()


def _add(storage: Storage, entries: list[_Entry]) -> int:
    """Append what a storage holds to the entries, and return the root of its search tree."""
    numbers = []
    # Shorter names come first, whatever their letters.
    for name in sorted(storage, key=lambda name: (len(name.encode("utf-16-le")), name.upper())):
        held = storage[name]
        numbers.append(len(entries))
        if isinstance(held, bytes):
            entries.append(_Entry(name, _STREAM, held))
        else:
            entry = _Entry(name, _STORAGE)
            entries.append(entry)
            entry.child = _add(held, entries)
            entry.start = 0
    return _tree(numbers, entries, depth=(len(numbers) + 1).bit_length() - 1)


def _tree(numbers: list[int], entries: list[_Entry], depth: int) -> int:
    """Link sorted entries into a balanced tree: black, but for the red ones of an unfinished last level."""
    if not numbers:
        return _NONE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.color = _BLACK if depth else _RED
    entry.left = _tree(numbers[:middle], entries, depth - 1)
    entry.right = _tree(numbers[middle + 1 :], entries, depth - 1)
    return numbers[middle]
