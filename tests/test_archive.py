"""Zip archives read within bounds: as zipfile reads honest ones, and no more than declared of any other."""

import io
import pickle
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mutations import lying, rezip, unzip, zipped
from yuecheng_xl.collection.sources import find_sources
from yuecheng_xl.disk.archive import Archive, ArchiveError, Reason
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid import read_book
from yuecheng_xl.grid.package import inspect
from yuecheng_xl.grid.submitted import read_submitted

TEXT, OTHER = b"<row>12.5</row>" * 400, b"<c>7</c>" * 300
HEAD, ENTRY = b"PK\x03\x04", b"PK\x01\x02"
MEGABYTE = 1 << 20


def names() -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1, max_size=12)


def members() -> st.SearchStrategy[dict[str, bytes]]:
    content = st.one_of(st.binary(max_size=300), st.integers(0, 200_000).map(lambda size: b"ab\0" * size))
    return st.dictionaries(names(), content, max_size=5)


METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])


def packed(contents: dict[str, bytes], method: int, level: int, comment: bytes, prefix: bytes) -> bytes:
    buffer = io.BytesIO()
    buffer.write(prefix)
    with zipfile.ZipFile(buffer, "a", method, compresslevel=level) as package:
        for name, content in contents.items():
            package.writestr(name, content)
        package.comment = comment
    return buffer.getvalue()


@given(
    members(),
    METHODS,
    st.integers(1, 9),
    st.binary(max_size=20),
    st.binary(max_size=9),
    st.integers(1, 70_000),
)
def test_an_honest_archive_reads_as_zipfile_reads_it(
    contents: dict[str, bytes], method: int, level: int, comment: bytes, prefix: bytes, piece: int
) -> None:
    content = packed(contents, method, level, comment, prefix)
    with zipfile.ZipFile(io.BytesIO(content)) as other:
        expected = {name: other.read(name) for name in other.namelist()}
    for source in (content, io.BytesIO(content)):
        archive = Archive(source)
        assert archive.names == list(expected)
        assert archive.size == sum(map(len, expected.values()))
        assert {name: archive.read(name) for name in archive.names} == expected
        for info in archive.infos:
            pieces = list(archive.stream(info, piece))
            assert b"".join(pieces) == expected[info.filename]
            assert all(0 < len(item) <= piece for item in pieces[:-1])


@given(st.binary(max_size=400), st.integers(0, 399), st.integers(1, 255))
def test_a_changed_byte_gives_the_same_content_or_an_error_of_its_own(
    content: bytes, place: int, change: int
) -> None:
    changed = bytearray(zipped(("a.xml", TEXT), ("b.bin", content), method=zipfile.ZIP_DEFLATED))
    changed[place % len(changed)] ^= change
    try:
        archive = Archive(bytes(changed))
    except ArchiveError:
        return
    for info in archive.infos:
        found = [outcome(partial(archive.read, info))]
        found.append(outcome(partial(in_pieces, archive, info)))
        assert found[0] == found[1]
        assert found[0] in (TEXT, content) or isinstance(found[0], Reason)


def in_pieces(archive: Archive, info: zipfile.ZipInfo) -> bytes:
    return b"".join(archive.stream(info))


def outcome(read: Callable[[], bytes]) -> bytes | Reason:
    try:
        return read()
    except ArchiveError as error:
        return error.reason


def test_archives_can_be_read_in_turn_and_from_a_known_directory() -> None:
    content = zipped(("a", TEXT), ("b", TEXT * 2), ("a", b"second"))
    archive = Archive(io.BytesIO(content))
    first, second, third = archive.infos
    turns = zip_longest(archive.stream(first, 100), archive.stream(second, 100), fillvalue=b"")
    ones, others = zip(*turns, strict=True)
    assert (b"".join(ones), b"".join(others)) == (TEXT, TEXT * 2)
    assert archive.read("a") == archive.read(third) == b"second"
    known = pickle.loads(pickle.dumps(third))  # noqa: S301 - as it goes to another process
    assert Archive(io.BytesIO(content), infos=(known,)).read(known) == b"second"
    with pytest.raises(KeyError):
        archive.read("c")


# Archives that lie. Each is made of one honest archive with the members a.xml and b.xml.


def honest(method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    return bytearray(zipped(("a.xml", TEXT), ("b.xml", OTHER), method=method))


def patched(content: bytearray, mark: bytes, offset: int, code: str, value: int) -> bytes:
    struct.pack_into(f"<{code}", content, content.index(mark) + offset, value)
    return bytes(content)


def larger_than_it_says() -> bytes:
    return lying(bytes(honest()), "a.xml", 100)


def smaller_than_it_says() -> bytes:
    return lying(bytes(honest()), "a.xml", len(TEXT) + 1)


def stored_of_two_sizes() -> bytes:
    return patched(honest(zipfile.ZIP_STORED), ENTRY, 20, "I", len(TEXT) + 500)


def wrong_checksum() -> bytes:
    return patched(honest(), ENTRY, 16, "I", zlib.crc32(b"other"))


def changed_content() -> bytes:
    return bytes(honest(zipfile.ZIP_STORED)).replace(b"12.5", b"72.5", 1)


def other_name_in_its_head() -> bytes:
    return bytes(honest()).replace(b"a.xml", b"c.xml", 1)


def longer_name_in_its_head() -> bytes:
    return patched(honest(), HEAD, 26, "H", 6)


def no_head() -> bytes:
    return bytes(honest()).replace(HEAD, b"PK\0\0", 1)


def head_after_the_end() -> bytes:
    return patched(honest(), ENTRY, 42, "I", 0xFFFFFFF0)


def cut_off_within() -> bytes:
    return patched(honest(), ENTRY, 20, "I", 10)


def packed_for_ever() -> bytes:
    """A member of no bytes, packed as a hundred thousand empty blocks."""
    block = b"\x00\x00\x00\xff\xff"
    content = bytearray(zipped(("a.xml", block * 100_000 + b"\x03\x00"), method=zipfile.ZIP_STORED))
    for mark, offset in ((HEAD, 8), (ENTRY, 10)):
        start = content.index(mark) + offset
        struct.pack_into("<H", content, start, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", content, start + 6, 0)
        struct.pack_into("<I", content, start + 14, 0)
    return bytes(content)


def encrypted() -> bytes:
    return patched(honest(), ENTRY, 8, "H", 1)


def strongly_encrypted() -> bytes:
    return patched(honest(), ENTRY, 8, "H", 0x40)


def encrypted_in_a_way_of_its_own() -> bytes:
    return patched(bytearray(encrypted()), ENTRY, 10, "H", 99)


def bzip2() -> bytes:
    return bytes(honest(zipfile.ZIP_BZIP2))


def lzma() -> bytes:
    return bytes(honest(zipfile.ZIP_LZMA))


LIES = [
    (larger_than_it_says, Reason.DAMAGED), (smaller_than_it_says, Reason.DAMAGED),
    (stored_of_two_sizes, Reason.DAMAGED), (wrong_checksum, Reason.DAMAGED),
    (changed_content, Reason.DAMAGED), (other_name_in_its_head, Reason.DAMAGED),
    (longer_name_in_its_head, Reason.DAMAGED), (no_head, Reason.DAMAGED),
    (head_after_the_end, Reason.DAMAGED), (cut_off_within, Reason.DAMAGED),
    (packed_for_ever, Reason.DAMAGED), (encrypted, Reason.ENCRYPTED),
    (strongly_encrypted, Reason.ENCRYPTED), (encrypted_in_a_way_of_its_own, Reason.ENCRYPTED),
    (bzip2, Reason.METHOD), (lzma, Reason.METHOD),
]  # fmt: skip


@pytest.mark.parametrize(("make", "reason"), LIES, ids=[make.__name__ for make, _ in LIES])
def test_a_member_that_is_not_what_the_directory_declares_is_not_read(
    make: Callable[[], bytes], reason: Reason
) -> None:
    content = make()
    for source in (content, io.BytesIO(content)):
        archive = Archive(source)
        for read in (archive.read, lambda info, archive=archive: b"".join(archive.stream(info, 50))):
            with pytest.raises(ArchiveError) as caught:
                read(archive.infos[0])
            assert (caught.value.reason, caught.value.member) == (reason, "a.xml")
            assert str(caught.value) == f"{reason.value}: a.xml"
        if len(archive.infos) > 1 and reason is Reason.DAMAGED:  # and the member beside it is read
            assert archive.read("b.xml") == OTHER


def test_a_member_before_the_beginning_is_not_read(tmp_path: Path) -> None:
    content = honest()
    (tmp_path / "a.zip").write_bytes(patched(content, b"PK\x05\x06", 16, "I", content.index(ENTRY) + 1))
    with (tmp_path / "a.zip").open("rb") as file:
        archive = Archive(file)
        for read in (archive.read, lambda info: b"".join(archive.stream(info))):
            with pytest.raises(ArchiveError, match=Reason.DAMAGED.value):
                read(archive.infos[0])


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", HEAD + bytes(100), bytes(honest())[:-30], bytes(honest())[:-1]],
    ids=["empty", "two bytes", "a head", "cut off", "a byte short"],
)
def test_what_is_no_archive_is_told_so(content: bytes) -> None:
    with pytest.raises(ArchiveError) as caught:
        Archive(content)
    assert (caught.value.reason, caught.value.member) == (Reason.NO_ARCHIVE, "")


def test_an_archive_of_a_later_version_is_none() -> None:
    with pytest.raises(ArchiveError, match="no zip archive"):
        Archive(patched(honest(), ENTRY, 6, "B", 99))


@pytest.mark.parametrize("count", [50, 51])
def test_entries_are_counted_before_they_are_parsed(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped(*((f"{number}", b"") for number in range(60)))
    content = zipped(*((f"{number}.zip", inner) for number in range(count)), method=zipfile.ZIP_STORED)
    if count == 50:  # the directories of archives inside do not count, nor do those in a comment
        commented = content[:-2] + struct.pack("<H", 4 * 60) + ENTRY * 60
        assert len(Archive(content, most=50).infos) == len(Archive(commented, most=50).infos) == 50
        return
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    for source in (content, io.BytesIO(content)):
        with pytest.raises(ArchiveError) as caught:
            Archive(source, most=50)
        assert caught.value.reason is Reason.TOO_MANY


def test_a_directory_of_bytes_that_are_no_entries_is_not_even_read() -> None:
    content = bytes(20 * MEGABYTE) + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 20 * MEGABYTE, 0, 0)
    with pytest.raises(ArchiveError, match="too many"):
        Archive(io.BytesIO(content))


def test_members_that_share_their_bytes_count_each_in_full() -> None:
    """A zip bomb of overlapping members declares what it unpacks to: the sum is what is bounded."""
    content = zipped(("a.xml", bytes(MEGABYTE)))
    end = content.index(ENTRY)
    entry, record = content[end : content.index(b"PK\x05\x06")], content[content.index(b"PK\x05\x06") :]
    record = record[:8] + struct.pack("<HHI", 500, 500, 500 * len(entry)) + record[16:]
    archive = Archive(content[:end] + 500 * entry + record)
    assert archive.size == 500 * MEGABYTE
    assert archive.read(archive.infos[-1]) == bytes(MEGABYTE)


def stored_with_more_behind_it() -> bytes:
    content = bytearray(zipped(("a.xml", bytes(20 * MEGABYTE)), method=zipfile.ZIP_STORED))
    return patched(content, ENTRY, 24, "I", 100)


@pytest.mark.parametrize(
    "make",
    [
        lambda: lying(zipped(("a.xml", bytes(100 * MEGABYTE))), "a.xml", 100),
        lambda: lying(zipped(("a.xml", bytes(6 * MEGABYTE))), "a.xml", 1000),
        stored_with_more_behind_it,
    ],
    ids=["large", "small", "stored"],
)
def test_a_member_that_lies_takes_no_memory(make: Callable[[], bytes]) -> None:
    archive = Archive(make())
    (info,) = archive.infos
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError):
            archive.read(info)
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE // 4
        pieces: list[bytes] = []
        with pytest.raises(ArchiveError):
            pieces.extend(archive.stream(info, 50_000))
        assert sum(map(len, pieces)) <= info.file_size
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE // 4
    finally:
        tracemalloc.stop()


def test_a_large_member_is_read_in_little_memory() -> None:
    content = zipped(("零", bytes(100 * MEGABYTE)))
    archive = Archive(content)
    tracemalloc.start()
    try:
        assert sum(map(len, archive.stream(archive.infos[0]))) == 100 * MEGABYTE
        assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_names_are_the_directorys(tmp_path: Path) -> None:
    content = zipped(("xl\\a.xml", TEXT))
    assert Archive(content).read("xl\\a.xml") == TEXT
    other = bytes(honest()).replace(b"a.xml", b"\xc7\xf8.xm", 1)
    assert Archive(other, same_names=False).read("a.xml") == TEXT
    (tmp_path / "报送.zip").write_bytes(other)
    sources = find_sources(tmp_path, tmp_path)
    assert [source.label for source in sources] == ["报送.zip/a.xml", "报送.zip/b.xml"]
    with sources[0].opened(tmp_path) as path:
        assert path.read_bytes() == TEXT


# Names of a workbook's parts, as other programs write them.


def back_slashes(name: str) -> str:
    return name.replace("/", "\\")


def capitals(name: str) -> str:
    return name.replace("sharedStrings", "SharedStrings").replace("styles", "Styles")


@pytest.mark.parametrize("rename", [back_slashes, capitals])
def test_parts_are_found_whatever_the_case_and_slashes_of_their_names(
    rename: Callable[[str], str], book: Callable[..., Path], tmp_path: Path
) -> None:
    path = book([["指标", "单位", "2025年目标", "2020年"], ["绿化率", "%", "65", 60.5]])
    parts = unzip(path.read_bytes())
    other = tmp_path / "另.xlsx"
    other.write_bytes(rezip([(rename(name), content) for name, content in parts]))
    found = inspect(other).parts
    assert len(found) == len(parts)
    assert all(found[name] == content and name in found for name, content in parts)
    assert [grid.cells for grid in read_submitted(other)[1].grids] == [
        grid.cells for grid in read_book(path).grids
    ]


@pytest.mark.parametrize("twin", ["xl\\workbook.xml", "XL/Workbook.xml"])
def test_a_part_that_is_there_under_two_spellings_is_refused(
    twin: str, book: Callable[..., Path], tmp_path: Path
) -> None:
    path = tmp_path / "双.xlsx"
    parts = unzip(book([["指标"], ["绿化率"]]).read_bytes())
    path.write_bytes(rezip([*parts, (twin, b"<workbook/>")]))
    with pytest.raises(InputFileError, match="F103"):
        inspect(path)
