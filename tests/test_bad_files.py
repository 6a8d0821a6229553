"""Files that are no sound workbook: each gives its own finding, and none a traceback."""

import gc
import hashlib
import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

import yuecheng_xl as yx
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.findings import Severity
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.package import UNPACKED_LIMIT, inspect

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(path: Path, content: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_or_refuse(path: Path) -> str:
    """Read a file that may be damaged: "" where it reads, else the finding's code. All else fails."""
    before, refusal = digest(path), None
    try:
        yx.evaluate(yx.read_workbook(path))
    except yx.YuechengError as error:
        refusal = error.finding
    assert digest(path) == before
    assert refusal is None or (refusal.severity is Severity.ERROR and refusal.message and refusal.remedy)
    return refusal.code if refusal else ""


def missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def missing_folder(folder: Path) -> Path:
    return folder / "没有的文件夹" / "指标总表.xlsx"


def below_a_file(folder: Path) -> Path:
    (folder / "文件").write_bytes(b"")
    return folder / "文件" / "指标总表.xlsx"


def name_too_long(folder: Path) -> Path:
    return folder / ("很长的文件名" * 50 + ".xlsx")


def a_folder(folder: Path) -> Path:
    (folder / "夹.xlsx").mkdir()
    return folder / "夹.xlsx"


def a_text(folder: Path) -> Path:
    path = folder / "文本.xlsx"
    path.write_text("序号,指标\n1,全区生产总值\n", encoding="utf-8")
    return path


def empty(folder: Path) -> Path:
    path = folder / "空.xlsx"
    path.write_bytes(b"")
    return path


def html(folder: Path) -> Path:
    path = folder / "网页.xls"
    path.write_text("<html><table><tr><td>指标</td></tr></table></html>", encoding="utf-8")
    return path


def truncated(folder: Path) -> Path:
    path = folder / "截断.xlsx"
    content = master_workbook().read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def other_package(folder: Path) -> Path:
    return pack(folder / "文档.xlsx", {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w/>"})


def plain_zip(folder: Path) -> Path:
    return pack(folder / "压缩包.xlsx", {"读我.txt": "你好"})


def lock_file(folder: Path) -> Path:
    path = folder / "~$指标总表.xlsx"
    path.write_bytes(b"\x05Zhang" + b" " * 159)
    return path


def workbook_named_as_lock_file(folder: Path) -> Path:
    return Path(shutil.copy(master_workbook(), folder / "~$指标总表.xlsx"))


def doctype(folder: Path) -> Path:
    content = parts(master_workbook())
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    name = "xl/worksheets/sheet3.xml"
    content[name] = entity + content[name]
    return pack(folder / "实体.xlsx", content)


def doctype_in_utf16(folder: Path) -> Path:
    content = parts(master_workbook())
    text = content["xl/workbook.xml"].decode()
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    content["xl/workbook.xml"] = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>' + text).encode(
        "utf-16"
    )
    return pack(folder / "实体.xlsx", content)


def doctype_in_a_part_of_another_name(folder: Path) -> Path:
    """Relations say which part is a sheet, whatever its name ends in."""
    content = parts(master_workbook())
    sheet = content.pop("xl/worksheets/sheet3.xml")
    content["xl/worksheets/sheet3.dat"] = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + sheet
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        content[name] = content[name].replace(b"worksheets/sheet3.xml", b"worksheets/sheet3.dat")
    rels = content.pop("xl/worksheets/_rels/sheet3.xml.rels")
    content["xl/worksheets/_rels/sheet3.dat.rels"] = rels
    return pack(folder / "实体.xlsx", content)


def bomb(folder: Path) -> Path:
    path = Path(shutil.copy(master_workbook(), folder / "炸弹.xlsx"))
    zeros = bytes(1 << 20)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("xl/media/image1.xml", "w") as part,
    ):
        for _ in range((UNPACKED_LIMIT >> 20) + 1):
            part.write(zeros)
    assert path.stat().st_size < 4 << 20
    return path


def bomb_that_lies(folder: Path) -> Path:
    """The package's directory declares a few bytes for a part that unpacks to more."""
    path = bomb(folder)
    raw = bytearray(path.read_bytes())
    size = ((UNPACKED_LIMIT >> 20) + 1) << 20
    packed_size = size.to_bytes(4, "little")
    assert raw.count(packed_size) >= 1
    path.write_bytes(bytes(raw).replace(packed_size, (100).to_bytes(4, "little")))
    return path


def opendocument(folder: Path) -> Path:
    return pack(
        folder / "表.xlsx",
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<office:document-content/>",
            "META-INF/manifest.xml": "<manifest/>",
        },
    )


def binary_workbook(folder: Path) -> Path:
    return pack(
        folder / "表.xlsx", {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.bin": b"\x83\x01\x00"}
    )


def broken_old_workbook(folder: Path) -> Path:
    path = folder / "旧.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(256)) * 20)
    return path


def no_xml(folder: Path) -> Path:
    return pack(folder / "坏.xlsx", parts(master_workbook()) | {"xl/workbook.xml": "<workbook"})


def bad_checksum(folder: Path) -> Path:
    path = folder / "校验.xlsx"
    content = parts(master_workbook())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    raw = path.read_bytes()
    assert raw.count(b"<sheetData>") > 0
    path.write_bytes(raw.replace(b"<sheetData>", b"<sheetDatA>"))
    return path


BAD_FILES = [
    (missing, "F101"), (missing_folder, "F101"), (below_a_file, "F101"), (name_too_long, "F101"),
    (a_folder, "F110"), (a_text, "F102"), (empty, "F102"), (html, "F102"), (truncated, "F103"),
    (other_package, "F102"), (plain_zip, "F102"), (lock_file, "F108"),
    (workbook_named_as_lock_file, "F108"), (doctype, "F107"), (doctype_in_utf16, "F107"),
    (doctype_in_a_part_of_another_name, "F107"), (bomb, "F106"), (bomb_that_lies, "F103"),
    (opendocument, "F105"), (binary_workbook, "F105"), (broken_old_workbook, "F103"), (no_xml, "F103"),
    (bad_checksum, "F103"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code"), BAD_FILES, ids=[make.__name__ for make, _ in BAD_FILES])
def test_a_bad_file_gives_its_own_finding_and_stays_as_it_was(
    make: Callable[[Path], Path], code: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    try:
        before = digest(path) if path.is_file() else ""
    except OSError:
        before = ""  # a name that the system itself refuses
    with pytest.raises(InputFileError) as caught:
        yx.read_workbook(path)
    finding = caught.value.finding
    assert finding.code == code
    assert finding.severity is Severity.ERROR
    assert finding.where == path.name
    assert finding.code in str(caught.value)
    assert "{" not in finding.message + finding.remedy
    assert not before or digest(path) == before


def test_content_decides_and_not_the_extension(tmp_path: Path) -> None:
    path = Path(shutil.copy(master_workbook(), tmp_path / "指标总表.xls"))
    assert len(yx.read_workbook(path).indicators) == len(yx.read_workbook().indicators)


def test_text_that_only_speaks_of_a_doctype_does_no_harm(book: Callable[..., Path]) -> None:
    path = book([["指标", "单位", "2025年目标", "2020年", "2021年"], ["<!DOCTYPE 占比", "%", "65", 60, 61]])
    assert yx.read_workbook(path).indicators[0].name == "<!DOCTYPE 占比"


def test_a_workbook_without_default_styles_reads_without_a_warning(tmp_path: Path) -> None:
    content = parts(master_workbook())
    styles = re.sub(rb"<cellStyles.*?</cellStyles>", b"", content["xl/styles.xml"], flags=re.DOTALL)
    assert styles != content["xl/styles.xml"]
    path = pack(tmp_path / "无样式.xlsx", content | {"xl/styles.xml": styles})
    assert read_or_refuse(path) == ""


def test_a_million_coloured_rows_are_no_burden(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["指标", "单位", "2025年目标", "2020年", "2021年"])
    sheet.append(["绿化率", "%", "65", 60, 61])
    sheet.cell(1048576, 16384).number_format = "0.00"
    workbook.save(tmp_path / "大.xlsx")
    workbook.close()
    assert read_or_refuse(tmp_path / "大.xlsx") == ""


@pytest.mark.parametrize("number", [1e25, 1e300, -1e300, "9" * 40, "9" * 400, "0." + "3" * 400])
def test_an_absurd_number_never_gives_a_raw_error(number: float | str, book: Callable[..., Path]) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"]
    rows = [
        ["甲", "元", number, 1, 2, 3, 4],
        ["乙", "元", 100, 1, 2, number, number],
        ["丙", "%", ">5", number, 1, 2, 3],
    ]
    read_or_refuse(book([header, *rows]))


def test_a_refused_file_is_closed_at_once(master: Path) -> None:
    """The command line runs without the garbage collector, and Windows locks a file that is open."""
    content = parts(master)
    del content["xl/styles.xml"]  # openpyxl breaks off half-way
    pack(master, content)
    gc.disable()
    try:
        assert read_or_refuse(master) == "F103"
        readers = [item for item in gc.get_objects() if isinstance(item, io.BufferedReader)]
        left_open = [item for item in readers if item.name == str(master) and not item.closed]
    finally:
        gc.enable()
    assert left_open == []


def test_reading_leaves_the_shipped_workbook_as_it_is() -> None:
    before = digest(master_workbook())
    yx.evaluate(yx.read_workbook())
    assert digest(master_workbook()) == before


PART_NAMES = sorted(parts(master_workbook()))


@pytest.mark.parametrize("name", PART_NAMES)
def test_a_workbook_without_one_of_its_parts_reads_or_is_refused(name: str, master: Path) -> None:
    content = parts(master)
    del content[name]
    read_or_refuse(pack(master, content))


@pytest.mark.parametrize("name", PART_NAMES)
def test_a_workbook_with_an_empty_part_reads_or_is_refused(name: str, master: Path) -> None:
    read_or_refuse(pack(master, parts(master) | {name: b""}))


def test_a_workbook_without_its_main_part_is_refused(master: Path) -> None:
    content = parts(master)
    del content["xl/workbook.xml"]
    assert read_or_refuse(pack(master, content)) in ("F102", "F103")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999])
def test_a_workbook_cut_off_anywhere_is_refused(share: float, master: Path) -> None:
    content = master.read_bytes()
    master.write_bytes(content[: int(len(content) * share)])
    assert read_or_refuse(master) in ("F102", "F103")


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bytes_of_the_file_never_give_a_raw_error(seed: int, master: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    original = master.read_bytes()
    for _ in range(8):
        changed = bytearray(original)
        for _ in range(chance.choice([1, 3, 20])):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        master.write_bytes(changed)
        read_or_refuse(master)


XML_SLIPS = [
    (rb"<v>(\d+)</v>", b"<v></v>"), (rb"<v>(\d+)</v>", b"<v>abc</v>"), (rb"<v>(\d+)</v>", b"<v>1E999</v>"),
    (rb"<v>(\d+)</v>", b"<v>-1E999</v>"), (rb"<v>(\d+)</v>", b"<v>nan</v>"),
    (rb"<v>(\d+)</v>", b"<v>1E308</v>"), (rb"<v>(\d+)</v>", b"<v>-99999999</v>"), (rb't="s"', b't="zz"'),
    (rb't="n"', b't="s"'), (rb't="n"', b't="d"'), (rb't="n"', b't="b"'), (rb't="n"', b't="e"'),
    (rb' s="\d+"', b' s="99999"'), (rb' s="\d+"', b' s="-1"'), (rb' r="[A-Z]+\d+"', b""),
    (rb' r="[A-Z]+\d+"', b' r="A0"'), (rb' r="[A-Z]+\d+"', b' r="ZZZZ1"'),
    (rb"<mergeCell ref=\"[^\"]*\"", b'<mergeCell ref="A1:XFD1048576"'),
    (rb'formatCode="[^"]*"', b'formatCode="[[[%"'), (rb'numFmtId="\d+"', b'numFmtId="9999"'),
    (rb'numFmtId="\d+"', b'numFmtId="14"'), (rb'<xf numFmtId="\d+"', b'<xf numFmtId="200"'),
    (rb'sheetId="\d+"', b'sheetId="x"'),
    (rb'r:id="rId\d+"', b'r:id="rId99"'), (rb'state="\w+"', b'state="zz"'),
    (rb'Target="[^"]*"', b'Target="../../../../etc/passwd"'), (rb'encoding="[^"]*"', b'encoding="zz"'),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "slip"), XML_SLIPS, ids=[slip.decode() or "-" for _, slip in XML_SLIPS])
def test_slips_inside_the_parts_never_give_a_raw_error(pattern: bytes, slip: bytes, master: Path) -> None:
    content = parts(master)
    touched = {
        name: re.sub(pattern, slip, data)
        for name, data in content.items()
        if name.endswith((".xml", ".rels"))
    }
    read_or_refuse(pack(master, content | touched))


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_inside_the_parts_never_give_a_raw_error(seed: int, master: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    original = parts(master)
    names = [name for name in original if name.startswith("xl/") and "theme" not in name]
    for _ in range(8):
        changed = dict(original)
        name = chance.choice(names)
        data = bytearray(changed[name])
        for _ in range(chance.choice([1, 2])):
            data[chance.randrange(len(data))] = chance.choice(b'0123456789<>"/ aA=')
        read_or_refuse(pack(master, changed | {name: bytes(data)}))


def test_an_encrypted_workbook_is_told_from_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "加密.xlsx"
    path.write_bytes(
        compound_file({"EncryptionInfo": bytes(512) + b"x" * 4096, "EncryptedPackage": b"x" * 8192})
    )
    with pytest.raises(InputFileError) as caught:
        yx.read_workbook(path)
    assert caught.value.finding.code == "F104"


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Build a compound file (MS-CFB, version 3) of a few streams of at least 4096 bytes each."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat: list[int] = []
    body = b""
    entries = [("Root Entry", 5, free, 1, end, 0)]
    for index, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        start, count = len(fat), len(content) // 512
        fat += [*range(start + 1, start + count), end]
        body += content
        right = index + 1 if index < len(streams) else free
        entries.append((name, 2, right, free, start, len(content)))
    directory_start = len(fat)
    directory = b""
    for name, kind, right, child, start, size in entries:
        text = (name + "\0").encode("utf-16-le")
        directory += text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind, 1])
        directory += b"".join(number.to_bytes(4, "little") for number in (free, right, child))
        directory += bytes(36) + start.to_bytes(4, "little") + size.to_bytes(8, "little")
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    sectors = len(directory) // 512
    fat += [*range(directory_start + 1, directory_start + sectors), end]
    fat_start = len(fat)
    fat.append(fat_mark)
    assert len(fat) <= 128
    fat += [free] * (128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += b"".join(number.to_bytes(2, "little") for number in (0x3E, 3, 0xFFFE, 9, 6)) + bytes(6)
    header += b"".join(
        number.to_bytes(4, "little") for number in (0, 1, directory_start, 0, 4096, end, 0, end, 0)
    )
    header += fat_start.to_bytes(4, "little") + free.to_bytes(4, "little") * 108
    return header + body + directory + b"".join(number.to_bytes(4, "little") for number in fat)


def test_a_password_that_is_hashed_for_minutes_is_not_tried(master: Path) -> None:
    path = master.with_name("只读.xlsx")
    with master.open("rb") as plain, path.open("wb") as encrypted:
        OOXMLFile(plain).encrypt("VelvetSweatshop", encrypted)
    assert inspect(path).content == master.read_bytes()
    path.write_bytes(path.read_bytes().replace(b'spinCount="100000"', b'spinCount="99999999"'))
    with pytest.raises(yx.YuechengError) as error:
        inspect(path)
    assert error.value.finding.code == "F104"


def test_an_encrypted_workbook_is_told_from_a_damaged_one(master: Path) -> None:
    path = master.with_name("加密.xlsx")
    with master.open("rb") as plain, path.open("wb") as encrypted:
        OOXMLFile(plain).encrypt("密码", encrypted)
    with pytest.raises(yx.YuechengError) as error:
        yx.read_workbook(path)
    assert error.value.finding.code == "F104"


def test_a_master_with_excel_s_own_password_is_a_master(master: Path, tmp_path: Path) -> None:
    """保护工作簿 encrypts some files with a password that Excel itself knows: it asks nobody for it."""
    path = tmp_path / "保护.xlsx"
    with master.open("rb") as plain, path.open("wb") as encrypted:
        OOXMLFile(plain).encrypt("VelvetSweatshop", encrypted)

    evaluation = yx.evaluate(yx.read_workbook(path))
    result = yx.write_results(evaluation, tmp_path / "结果.xlsx").path

    assert yx.frames.table1(evaluation).equals(yx.frames.table1(yx.evaluate(yx.read_workbook(master))))
    assert load_workbook(result).sheetnames[:3] == ["使用说明", "规划信息", "指标总表"]
    assert yx.distribute(yx.read_workbook(path), tmp_path / "报送表").forms
