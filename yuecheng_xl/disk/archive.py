"""Read the members of a zip archive, none of which unpacks to more than the archive's directory declares.

``zipfile`` reads the directory; its way of reading a member unpacks all of one that lies about its size,
and takes six times as long for a small one.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from enum import Enum
from functools import cached_property
from io import BytesIO
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipInfo

MOST_MEMBERS = 10_000
"""Members of an archive, unless more are asked for: parsing a million entries takes a gigabyte."""

_HEAD = struct.Struct("<4s22xHH")
"""The head of a member: its mark, and the lengths of the name and of what else stands before its content."""

_MEMBER, _ENTRY = b"PK\x03\x04", b"PK\x01\x02"
_LONGEST_ENTRY = 1024
"""Bytes of an entry in the directory, on average; most have below a hundred."""

_ENCRYPTED, _UTF_8 = 0x1 | 0x40, 0x800  # flags of a member; either of two tells that it is encrypted

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Of the others, a few bytes could unpack to a gigabyte at once."""

_PACKED_A_BYTE, _PACKED_OF_NOTHING = 32, 1024
"""Bytes that a byte may be packed into: some programs flush after each. Blocks of nothing cost time, too."""

_PIECE, _LEAST_PACKED = 1 << 20, 4096
_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RuntimeError,  # also NotImplementedError: a version of the format that zipfile does not know
    ValueError,
)


class Reason(Enum):
    """Why an archive or a member is not read."""

    NO_ARCHIVE = "no zip archive, or cut off"
    TOO_MANY = "too many members"
    DAMAGED = "not what the directory declares"
    ENCRYPTED = "encrypted"
    METHOD = "another method than deflate"


class ArchiveError(Exception):
    """An archive or a member that is not read, with its ``reason``; ``member`` is empty for the whole."""

    def __init__(self, reason: Reason, member: str = "") -> None:
        super().__init__(reason, member)
        self.reason, self.member = reason, member

    def __str__(self) -> str:
        return f"{self.reason.value}: {self.member}" if self.member else self.reason.value


class Archive:
    """A zip archive, read member by member; ``infos`` are the entries of its directory.

    A name may stand there twice, and members may share bytes: each counts in full in ``size``.
    """

    def __init__(
        self,
        source: bytes | IO[bytes],
        *,
        infos: Sequence[ZipInfo] | None = None,
        most: int = MOST_MEMBERS,
        same_names: bool = True,
    ) -> None:
        """Read the directory.

        Args:
            source: the archive's bytes, or the file, which stays open as long as members are read.
            infos: the entries that are read, where they are known: the directory is not read again.
            most: members that the archive may have; the entries are counted before they are parsed.
            same_names: whether a member must have the name that the directory gives it. Readers of a
                package differ in which they trust; in archives of files some programs write the two in
                two encodings.

        Raises:
            ArchiveError: it is no zip archive, or has too many members.
            OSError: the file cannot be read.

        """
        self._file = BytesIO(source) if isinstance(source, bytes) else source
        self._same_names = same_names
        self.infos = list(infos) if infos is not None else _read_directory(self._file, most)

    @property
    def names(self) -> list[str]:
        """The members' names, as the directory has them."""
        return [info.filename for info in self.infos]

    @cached_property
    def size(self) -> int:
        """The bytes that all members together unpack to."""
        return sum(info.file_size for info in self.infos)

    @cached_property
    def _by_name(self) -> dict[str, ZipInfo]:
        return {info.filename: info for info in self.infos}

    def read(self, member: str | ZipInfo) -> bytes:
        """Return a member's bytes; of those of one name the last one's.

        Raises:
            KeyError: there is no member of the name.
            ArchiveError: it is not what the directory declares, encrypted on its own, or packed otherwise.
            OSError: the file cannot be read.

        """
        info = self._by_name[member] if isinstance(member, str) else member
        try:
            self._file.seek(self._begin(info))
            content = self._file.read(info.compress_size)
            if info.compress_type != zipfile.ZIP_STORED:
                # One byte more than declared, to notice a member that lies.
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, info.file_size + 1)
        except _ERRORS as cause:
            raise _damaged(info) from cause
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise _damaged(info)
        return content

    def stream(self, info: ZipInfo, piece: int = _PIECE) -> Iterator[bytes]:
        """Yield a large member's bytes in pieces, never more than it declares.

        Only the end shows whether all is right: what was yielded before an error is worth nothing.

        Raises:
            ArchiveError: as :meth:`read` does.
            OSError: the file cannot be read.

        """
        left, checksum = info.file_size, 0
        try:
            for content in self._unpacked(info, piece):
                left -= len(content)
                if left < 0:
                    break
                checksum = zlib.crc32(content, checksum)
                yield content
        except _ERRORS as cause:
            raise _damaged(info) from cause
        if left or checksum != info.CRC:
            raise _damaged(info)

    def _begin(self, info: ZipInfo) -> int:
        """Return where a member's content begins, or raise what is known before it is unpacked."""
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveError(Reason.ENCRYPTED, info.filename)
        if info.compress_type not in _METHODS:
            raise ArchiveError(Reason.METHOD, info.filename)
        if info.compress_type == zipfile.ZIP_STORED:
            is_likely = info.compress_size == info.file_size
        else:
            is_likely = info.compress_size <= _PACKED_A_BYTE * info.file_size + _PACKED_OF_NOTHING
        if not is_likely or info.header_offset < 0:
            raise _damaged(info)
        is_utf_8 = info.flag_bits & _UTF_8 or info.orig_filename.isascii()  # which is quicker to encode
        name = info.orig_filename.encode("utf-8" if is_utf_8 else "cp437")
        self._file.seek(info.header_offset)
        head = self._file.read(_HEAD.size + len(name))
        mark, name_length, extra_length = _HEAD.unpack_from(head)
        has_name = name_length == len(name) and head.endswith(name)
        if mark != _MEMBER or (self._same_names and not has_name):
            raise _damaged(info)
        return info.header_offset + _HEAD.size + int(name_length) + int(extra_length)

    def _unpacked(self, info: ZipInfo, piece: int) -> Iterator[bytes]:
        if info.compress_type == zipfile.ZIP_STORED:
            yield from self._packed(info, piece)
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        for packed in self._packed(info, max(piece // 16, _LEAST_PACKED)):
            rest = packed
            while rest:
                if content := unpacker.decompress(rest, piece):
                    yield content
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return
        yield unpacker.flush()

    def _packed(self, info: ZipInfo, piece: int) -> Iterator[bytes]:
        place = self._begin(info)
        end = place + info.compress_size
        while place < end:
            self._file.seek(place)  # members may be read in turn
            content = self._file.read(min(piece, end - place))
            if not content:
                return  # cut off
            place += len(content)
            yield content


class _Counted:
    """A file from which zipfile reads the directory, whose entries are counted before they are parsed."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.seek, self.tell = file.seek, file.tell
        self._file, self._most = file, most

    def read(self, size: int = -1, /) -> bytes:
        if size > max(self._most, MOST_MEMBERS) * _LONGEST_ENTRY:
            raise ArchiveError(Reason.TOO_MANY)
        content = self._file.read(size)
        # A directory begins with an entry; what is read in search of its end has those of archives inside.
        if content.startswith(_ENTRY) and content.count(_ENTRY) > self._most:
            raise ArchiveError(Reason.TOO_MANY)
        return content


def _read_directory(file: IO[bytes], most: int) -> list[ZipInfo]:
    try:
        with zipfile.ZipFile(_Counted(file, most)) as directory:
            return directory.infolist()
    except _ERRORS as cause:
        raise ArchiveError(Reason.NO_ARCHIVE) from cause


def _damaged(info: ZipInfo) -> ArchiveError:
    return ArchiveError(Reason.DAMAGED, info.filename)
