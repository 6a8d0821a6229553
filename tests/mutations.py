"""Damaged, hostile and foreign files made from sound workbooks: for the same seed, the same files.

Everything here gives bytes, or makes a file that bytes alone do not make (a pipe, a link, a folder).
"""

import io
import os
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

Parts = list[tuple[str, bytes]]
"""The parts of a package in their order; a name may stand twice."""


class Mutation(NamedTuple):
    """A file to be collected: its name, and what is in it."""

    name: str
    content: bytes


def unzip(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist() if not info.is_dir()]


def rezip(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts with right checksums, whatever their names."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method, compresslevel=1) as package:
        warnings.simplefilter("ignore", UserWarning)  # a name that stands twice is meant
        for name, data in parts:
            # Readers know an OpenDocument by this part, which stands first and as it is.
            package.writestr(_member(name), data, zipfile.ZIP_STORED if name == "mimetype" else method)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))


def _chance(*seed: object) -> random.Random:
    return random.Random("/".join(map(str, seed)))  # noqa: S311


# Bytes of the whole file.


def cut(content: bytes, chance: random.Random) -> bytes:
    """Break off a copy: anywhere, at a block's border, or just before the end."""
    place = chance.choice(
        [
            chance.randrange(len(content)),
            chance.randrange(len(content)) // 512 * 512,
            len(content) - chance.randrange(1, 30),
        ]
    )
    return content[:place]


def flip(count: int) -> Callable[[bytes, random.Random], bytes]:
    def flipped(content: bytes, chance: random.Random) -> bytes:
        changed = bytearray(content)
        for _ in range(count):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)

    return flipped


def garbage_block(content: bytes, chance: random.Random) -> bytes:
    """Overwrite some blocks of 512 bytes, as a bad medium does: with nothing, with noise, with others."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 8])):
        start = chance.randrange(max(1, len(changed) // 512)) * 512
        other = chance.randrange(max(1, len(changed) // 512)) * 512
        size = len(changed[start : start + 512])
        changed[start : start + size] = chance.choice(
            [
                bytes(size),
                b"\xff" * size,
                chance.randbytes(size),
                bytes(changed[other : other + size]).ljust(size),
            ]
        )
    return bytes(changed)


def spliced(content: bytes, chance: random.Random) -> bytes:
    """Leave bytes out, or put some in between."""
    start = chance.randrange(len(content))
    size = chance.choice([1, 2, 7, 512, 4096])
    if chance.random() < 0.5:
        return content[:start] + content[start + size :]
    return content[:start] + chance.randbytes(size) + content[start:]


RAW = (cut, flip(1), flip(10), flip(100), garbage_block, spliced)


# Inside the parts, packed again with right checksums: only reading can tell.

Slip = tuple[bytes, Sequence[bytes]]

SLIPS: tuple[Slip, ...] = (
    (
        rb'(?<= r=")[A-Z]+\d+(?=")',
        (b"XFD1048576", b"A0", b"ZZZ1", b"A9999999999", b"XFE1", b"", b"R1C1", b"a1"),
    ),
    (rb'(?<=<row r=")\d+(?=")', (b"1048576", b"1048577", b"999999999999", b"-1", b"0", b"x", b"")),
    (rb' r="[A-Z]*\d+"', (b"",)),
    (rb'(?<= s=")\d+(?=")', (b"-1", b"99999", b"2147483648", b"18446744073709551616", b"x", b"")),
    (rb'(?<= t=")\w+(?=")', (b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"zz", b"")),
    (
        rb"(?<=<v>)[^<]*(?=</v>)",
        (
            b"-1",
            b"999999999",
            b"4294967296",
            b"NaN",
            b"inf",
            b"-inf",
            b"1e400",
            b"-1e400",
            b"1e308",
            b"-0",
            b"",
            b" ",
            b"1,5",
            b"0x10",
            b"\xd9\xa1\xd9\xa2",
            b"9" * 5000,
            b"1e-400",
            b"#DIV/0!",
        ),
    ),
    (rb"<v>[^<]*</v>", (b"<v/>", b"<v>1</v><v>2</v>", b"<f>1/0</f>", b"<f>A1</f><v>7</v>", b"")),
    (rb"</(\w+)>", (b"", b"</x>", rb"</\1></\1>", rb"</\1")),
    (rb"<(\w+)(?=[ />])", (rb"<x:\1", b"<x", rb"<\1 \1", rb"<!--<\1", rb"<![CDATA[<\1", b"<", rb"&lt;\1")),
    (rb' [\w:]+="[^"]*"', (b"", b' x="1"', rb"\g<0>\g<0>", b" x=1", b' =""')),
    (rb'(?<==")[^"]*(?=")', (b"", b"x", b"-1", b"99999999999999999999", b"&x;", b"&#0;", b"&#xD800;", b"<")),
    (rb"\d", (b"0", b"9", b"x", b".", b"-", b"\xef\xbc\x99")),
    (
        rb"(?<=>)[^<]+(?=<)",
        (b"", b"&bad;", b"&#1;", b"\x01", b"\xff\xfe", b"=1+1", b"@SUM(A1)", b"\xf0\x9f\x98\x80"),
    ),
    (
        rb'(?<=Target=")[^"]*(?=")',
        (
            b"/xl/workbook.xml",
            b"../../../../../../etc/passwd",
            b"/etc/passwd",
            b"file:///etc/passwd",
            b"http://example.invalid/x.xml",
            b"\\\\example.invalid\\x",
            b"C:\\evil.xml",
            b"",
            b".",
            b"worksheets/",
        ),
    ),
    (rb'(?<= Target=")', (b'x" TargetMode="External" Target2="', b'#x" TargetMode="Internal" y="')),
    (rb'(?<=ContentType=")[^"]*(?=")', (b"text/plain", b"application/xml", b"", b"image/png")),
    (rb'(?<=PartName=")[^"]*(?=")', (b"/x.xml", b"", b"/xl/workbook.xml", b"../x")),
    (rb'(?<= (?:Id|id)=")[^"]*(?=")|(?<=r:id=")[^"]*(?=")', (b"rId1", b"rId99", b"", b"x")),
    (rb'(?<=sheet name=")[^"]*(?=")', (b"", b"a/b:c", b"x" * 40, b"History", b"a&#10;b", b"'", b"x!y")),
    (
        rb'(?<=ref=")[^"]*(?=")',
        (b"A1:XFD1048576", b"A1", b"B2:A1", b"", b"#REF!", b"A:A", b"1:1", b"A1:B2 C3"),
    ),
    (rb'(?<=sqref=")[^"]*(?=")', (b"A1:XFD1048576", b"", b"A1 " * 3000, b"x")),
    (
        rb"<sheetData>",
        (
            b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            b"<sheetData><row><c><v>1</v></c></row>",
            b'<sheetData><row r="9">\n<c\tr="XFD1"/></row>',
            b"<sheetData/><sheetData>",
            b"<sheetData><row/>",
            b"<!-- --><sheetData><?x y?>",
        ),
    ),
    (
        rb"</sheetData>",
        (
            b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            b'</sheetData><mergeCells><mergeCell ref="A1:C40"/><mergeCell ref="B2:D50"/></mergeCells>',
            b'</sheetData><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
            b'</sheetData><autoFilter ref="A1:XFD1048576"/>',
            b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId99"/></hyperlinks>',
        ),
    ),
    (rb"<dimension [^>]*>", (b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="XFD1048576:A1"/>', b"")),
    (rb"<cols>", (b'<cols><col min="1" max="16384" width="9"/><col min="0" max="99999" width="-1"/>',)),
    (
        rb'(?<=formatCode=")[^"]*(?=")',
        (b"[[[%", b"0" * 3000, b"yyyy", b'"', b"[>=1e999]0", b"\\", b"@;@;@;@;@"),
    ),
    (rb'(?<=numFmtId=")\d+(?=")', (b"14", b"9999", b"-1", b"10", b"x", b"49")),
    (
        rb'(?<=<\?xml version="1.0" encoding=")[^"]*(?=")',
        (b"UTF-16", b"GBK", b"zz", b"UTF-7", b"ISO-8859-1", b""),
    ),
    # OpenDocument.
    (rb'(?<=office:value=")[^"]*(?=")', (b"NaN", b"1e400", b"", b"x", b"-1", b"9" * 500)),
    (
        rb'(?<=office:value-type=")[^"]*(?=")',
        (b"string", b"date", b"float", b"percentage", b"zz", b"boolean", b""),
    ),
    (
        rb'(?<=-repeated=")\d+(?=")',
        (b"1048576", b"16384", b"0", b"-5", b"x", b"99999999999999999999", b"1000000"),
    ),
    (
        rb"<table:table-cell(?=[ />])",
        (
            b'<table:table-cell table:number-columns-repeated="100000"',
            b"<table:covered-table-cell",
            b"<table:x",
            b'<table:table-cell table:number-columns-spanned="16384" table:number-rows-spanned="1048576"',
        ),
    ),
    (rb"<table:table-row(?=[ />])", (b'<table:table-row table:number-rows-repeated="100000"', b"<table:y")),
)

_TEXT_ENDS = (".xml", ".rels", ".vml")


def _texts(parts: Parts) -> list[int]:
    return [place for place, (name, data) in enumerate(parts) if name.lower().endswith(_TEXT_ENDS) and data]


def _pick(parts: Parts, chance: random.Random) -> int:
    """Choose a part with text, one with cells more often."""
    texts = _texts(parts)
    cells = [
        place for place in texts if re.search(r"worksheets/sheet|content\.xml|sharedStr", parts[place][0])
    ]
    return chance.choice(cells if cells and chance.random() < 0.6 else texts)


def slip(parts: Parts, chance: random.Random) -> Parts:
    """Change what a pattern finds, in one place or in all of a part."""
    places = _texts(parts)
    for _ in range(20):
        pattern, others = chance.choice(SLIPS)
        holding = [place for place in places if re.search(pattern, parts[place][1])]
        if holding:
            break
    else:
        return damaged_bytes(parts, chance)
    place = chance.choice(holding)
    name, data = parts[place]
    found = list(re.finditer(pattern, data))
    chosen = found if chance.random() < 0.15 else [chance.choice(found)]
    other = chance.choice(list(others))
    pieces, last = [], 0
    for match in chosen:
        is_template = b"\\1" in other or b"\\g" in other
        pieces += [data[last : match.start()], match.expand(other) if is_template else other]
        last = match.end()
    return _with(parts, place, name, b"".join([*pieces, data[last:]]))


def damaged_bytes(parts: Parts, chance: random.Random) -> Parts:
    place = _pick(parts, chance)
    name, data = parts[place]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 10, 100])):
        changed[chance.randrange(len(changed))] = chance.choice(b"0123456789<>\"'/ aA=&;!-.\x00\xff")
    return _with(parts, place, name, bytes(changed))


def cut_part(parts: Parts, chance: random.Random) -> Parts:
    place = _pick(parts, chance)
    name, data = parts[place]
    return _with(parts, place, name, data[: chance.randrange(len(data))])


def noise(parts: Parts, chance: random.Random) -> Parts:
    place = chance.randrange(len(parts))
    return _with(parts, place, parts[place][0], chance.randbytes(chance.choice([0, 1, 300, 70_000])))


def removed(parts: Parts, chance: random.Random) -> Parts:
    gone = set(chance.sample(range(len(parts)), chance.choice([1, 1, 2, len(parts) // 2])))
    return [part for place, part in enumerate(parts) if place not in gone]


def renamed(parts: Parts, chance: random.Random) -> Parts:
    place = chance.randrange(len(parts))
    name, data = parts[place]
    other = chance.choice(
        [
            name.upper(),
            name.replace("/", "\\"),
            "../" + name,
            "/" + name,
            name + " ",
            "xl/x.xml",
            "",
            "x" * 300,
            name.replace("xl/", "XL/"),
            parts[chance.randrange(len(parts))][0],
            "C:\\" + name,
            name + "/",
        ]
    )
    return _with(parts, place, other, data)


def swapped(parts: Parts, chance: random.Random) -> Parts:
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    changed = list(parts)
    changed[one], changed[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return changed


def doubled(parts: Parts, chance: random.Random) -> Parts:
    """Put a part in twice, with another digit in the second: which one holds is anybody's guess."""
    place = _pick(parts, chance)
    name, data = parts[place]
    other = re.sub(rb"(?<=<v>)\d", b"8", data)
    name = name if chance.random() < 0.7 else name.upper()
    return [*parts, (name, other)] if chance.random() < 0.5 else [(name, other), *parts]


def nested(parts: Parts, chance: random.Random) -> Parts:
    """Open elements within elements within elements."""
    place = _pick(parts, chance)
    name, data = parts[place]
    depth = chance.choice([300, 5_000, 200_000])
    tag = chance.choice([b"c", b"row", b"x", b"r", b"table:table-cell", b"ext"])
    body = b"<" + tag + b">"
    inside = body * depth + (b"</" + tag + b">") * depth * (chance.random() < 0.8)
    spots = [match.end() for match in re.finditer(rb"<[\w:]+[^<>/?]*>", data)]
    spot = chance.choice(spots) if spots else 0
    return _with(parts, place, name, data[:spot] + inside + data[spot:])


def recoded(parts: Parts, chance: random.Random) -> Parts:
    """Write a part in another encoding, told or not."""
    place = _pick(parts, chance)
    name, data = parts[place]
    text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-8", "replace"))
    code = chance.choice(["utf-16", "utf-16-be", "utf-32", "gb18030", "utf-7", "utf-8-sig"])
    head = f'<?xml version="1.0" encoding="{code}"?>' if chance.random() < 0.6 else ""
    return _with(parts, place, name, (head + text).encode(code, "replace"))


DOCTYPES = (
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://example.invalid/x.dtd"> %e;]>',
    b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE x [<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10))
    + b"]>",
    b'<!DOCTYPE x [<!ENTITY e "' + b"A" * 50_000 + b'">]>',
    b'<!DOCTYPE\n x [<!ATTLIST c t CDATA "n">]>',
    b"<!doctype x>",
)


def doctype(parts: Parts, chance: random.Random) -> Parts:
    """Declare entities in a part and use one, as XXE and the billion laughs do."""
    place = _pick(parts, chance)
    name, data = parts[place]
    kind = chance.randrange(len(DOCTYPES))
    used = (b"&a9;", b"&e;")[kind != 3] * (2_000 if kind == 4 else 1)
    spots = [match.start() for match in re.finditer(rb"(?<=>)[^<>]*</(?:v|t|text:p|x)>", data)]
    if spots and chance.random() < 0.8:
        spot = chance.choice(spots)
        data = data[:spot] + used + data[spot:]
    head = re.match(rb"<\?xml[^>]*\?>\s*", data)
    start = head.end() if head else 0
    data = data[:start] + DOCTYPES[kind] + data[start:]
    if chance.random() < 0.2:
        text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-8", "replace"))
        data = text.encode(chance.choice(["utf-16", "utf-32", "utf-7", "utf-16-be"]))
    return _with(parts, place, name, data)


def long_text(parts: Parts, chance: random.Random) -> Parts:
    """Make one text of the sheet very long, of what patterns in the reader may stumble over."""
    place = _pick(parts, chance)
    data = parts[place][1]
    piece = chance.choice(
        ["9", "(", "（", " ", "年", "2021年", "、", "%", "9,", "0.", "[", "-", "①", "指标", "\u3000"]
    )
    text = (piece * chance.choice([40, 3_000, 60_000, 400_000])).encode()
    spots = list(re.finditer(rb"(?<=>)[^<>]+(?=</(?:v|t|text:p)>)", data))
    if not spots:
        return damaged_bytes(parts, chance)
    spot = chance.choice(spots)
    keep = chance.choice([b"", spot[0]])
    return _instead(parts, place, spot, keep + text + keep)


def inflated(parts: Parts, chance: random.Random) -> Parts:
    """Have counts, places and areas say that there is more than any sheet holds."""
    place = _pick(parts, chance) if chance.random() < 0.7 else chance.choice(_texts(parts))
    data = parts[place][1]
    counts = rb'(?<=[cC]ount=")\d+(?=")|(?<=max=")\d+(?=")|(?<=repeated=")\d+(?=")|(?<=spanned=")\d+(?=")'
    areas = rb'(?<=[rR]ef=")[A-Z]+\d+(?::[A-Z]+\d+)?(?=")'
    pattern, others = chance.choice(
        [
            (counts, (b"4294967295", b"2147483647", b"1048576", b"18446744073709551615")),
            (areas, (b"A1:XFD1048576", b"A1:A1048576", b"A:XFD", b"XFD1048576:A1", b"A1:ZZZZ99999999")),
        ]
    )
    found = list(re.finditer(pattern, data))
    if not found:
        return slip(parts, chance)
    spot = chance.choice(found)
    return _instead(parts, place, spot, chance.choice(others))


def repeated(parts: Parts, chance: random.Random) -> Parts:
    """Put an element in thousands of times."""
    place = _pick(parts, chance)
    data = parts[place][1]
    elements = list(re.finditer(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)", data))
    if not elements:
        return nested(parts, chance)
    one = chance.choice(elements)
    copies = one[0] * (chance.choice([200_000, 2_000_000]) // len(one[0]) + 1)
    return _instead(parts, place, one, one[0] + copies)


def stretched(parts: Parts, chance: random.Random) -> Parts:
    """Make the value of an attribute very long."""
    place = _pick(parts, chance)
    data = parts[place][1]
    values = list(re.finditer(rb'(?<==")[^"<>]*(?=")', data))
    if not values:
        return long_text(parts, chance)
    spot = chance.choice(values)
    piece = chance.choice([b"[", b"(", b"9", b" ", b"A1:B2 ", b"#", b"%s;" % spot[0], b"&amp;", b"/../"])
    value = spot[0] + piece * (chance.choice([2_000, 100_000]) // len(piece))
    return _instead(parts, place, spot, value)


def rewired(parts: Parts, chance: random.Random) -> Parts:
    """Have a relation, a content type or a sheet lead to another part, to itself, outside or nowhere."""
    places = [
        place for place in _texts(parts) if re.search(r"rels$|Types|workbook\.xml$|manifest", parts[place][0])
    ]
    place = chance.choice(places or _texts(parts))
    data = parts[place][1]
    values = list(re.finditer(rb'(?:Target|Id|r:id|PartName|Type|full-path)="([^"<>]*)"', data))
    if not values:
        return removed(parts, chance)
    spot = chance.choice(values)
    others = [match[1] for match in values]
    others += [b"", b"rId99", b"/xl/workbook.xml", b"sheet1.xml", b"../../../etc/passwd", b"file:///dev/zero"]
    value = chance.choice(others)
    return _instead(parts, place, spot, value, 1)


def _instead(parts: Parts, place: int, spot: re.Match[bytes], other: bytes, group: int = 0) -> Parts:
    """Put something else in the place of what a pattern found in a part."""
    name, data = parts[place]
    return _with(parts, place, name, data[: spot.start(group)] + other + data[spot.end(group) :])


def _with(parts: Parts, place: int, name: str, data: bytes) -> Parts:
    return [*parts[:place], (name, data), *parts[place + 1 :]]


INSIDE = (slip,) * 10 + (
    damaged_bytes,
    damaged_bytes,
    cut_part,
    noise,
    removed,
    renamed,
    swapped,
    doubled,
    nested,
    recoded,
    doctype,
    doctype,
    long_text,
    inflated,
    inflated,
    repeated,
    stretched,
    rewired,
    rewired,
)


def broken_checksum(content: bytes, chance: random.Random) -> bytes:
    """Change a byte of a part that is stored as it is: only its checksum tells."""
    parts = unzip(content)
    stored = bytearray(rezip(parts, zipfile.ZIP_STORED))
    sheets = [data for name, data in parts if b"<sheetData" in data or "content.xml" in name]
    data = max(sheets or [data for _, data in parts], key=len)
    start = bytes(stored).index(data)
    digits = [match.start() for match in re.finditer(rb"\d(?=</v>|</text:p>)", data)]
    place = start + (chance.choice(digits) if digits else chance.randrange(len(data)))
    stored[place] = ord("7") if stored[place] != ord("7") else ord("3")
    return bytes(stored)


def mutations(seeds: Mapping[str, bytes], count: int, seed: object = 0) -> Iterator[Mutation]:
    """Yield ``count`` damaged copies of each of some workbooks, named by what was done.

    Args:
        seeds: sound workbooks by their file names, zip packages or old .xls.
        count: for each of them.
        seed: another one gives other files.

    """
    for name, content in seeds.items():
        path = Path(name)
        parts = unzip(content) if content.startswith(b"PK") else []
        for number in range(count):
            chance = _chance(seed, name, number)
            # Of a package, most bytes flipped in the file break a checksum: the more telling are inside.
            if not _texts(parts) or chance.random() < 0.3:
                change = RAW[number % len(RAW)]
                done, label = change(content, chance), change.__name__
            elif chance.random() < 0.05:
                done, label = broken_checksum(content, chance), "broken_checksum"
            else:
                operation = INSIDE[number % len(INSIDE)]
                changed, label = operation(parts, chance), operation.__name__
                if chance.random() < 0.15:
                    second = chance.choice(INSIDE)
                    if any(data for _, data in changed) and _texts(changed):
                        changed, label = second(changed, chance), f"{label}+{second.__name__}"
                done = rezip(changed)
            yield Mutation(f"{path.stem}-{number:04d}-{label}{path.suffix}", done)


# Bombs: small files that would become large ones.


def _blown(content: bytes, name: str, piece: bytes, size: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """Replace a part by a repeated piece of ``size`` bytes, without ever holding it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, data in unzip(content):
            if other != name:
                package.writestr(_member(other), data, zipfile.ZIP_DEFLATED)
        block = piece * max(1, (1 << 20) // len(piece))
        info = _member(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        with package.open(info, "w", force_zip64=False) as part:
            part.write(head)
            for _ in range(max(1, size // len(block))):
                part.write(block)
            part.write(tail)
    return buffer.getvalue()


def lying(content: bytes, name: str, size: int) -> bytes:
    """Declare another unpacked size for a part, in the directory and in the part's own head."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        info = package.getinfo(name)
        real = struct.pack("<II", info.compress_size, info.file_size)
    return content.replace(real, struct.pack("<II", info.compress_size, size))


def _split(sheet: bytes) -> tuple[bytes, bytes]:
    start = sheet.index(b"<sheetData>") + len(b"<sheetData>")
    return sheet[:start], sheet[sheet.index(b"</sheetData>") :]


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return rezip(list(members), method)


def lied(make: Callable[[], bytes], name: str) -> bytes:
    """Make a package and have it declare a small size for a part."""
    return lying(make(), name, 100)


def xlsx_bombs(content: bytes, only: str = "") -> Iterator[Mutation]:
    """Yield bombs made from an .xlsx: as large as the limits let in, and larger.

    Args:
        content: a sound workbook.
        only: a pattern of the names of those wanted; making one takes up to some seconds.

    """
    for name, make in _xlsx_bombs(content).items():
        if re.search(only, name):
            yield Mutation(f"{name}.xlsx", make())


def _xlsx_bombs(content: bytes) -> dict[str, Callable[[], bytes]]:
    mega = 1 << 20
    parts = dict(unzip(content))
    sheet = next(
        name for name, data in parts.items() if "worksheets/sheet" in name and b"<sheetData>" in data
    )
    before, after = _split(parts[sheet])
    strings, styles = "xl/sharedStrings.xml", "xl/styles.xml"
    main = b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    string_table, row = b"<sst" + main, (before + b"<row>", b"</row>" + after)
    rich = b'<si><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>'
    inline = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'

    def with_sheet(data: bytes) -> bytes:
        return rezip(list((parts | {sheet: data}).items()))

    def repeated(
        name: str, piece: bytes, size: int, head: bytes = b"", tail: bytes = b""
    ) -> Callable[[], bytes]:
        return lambda: _blown(content, name, piece, size * mega, head, tail)

    def attributes(size: int) -> bytes:
        many = b"".join(b' a%d=""' % number for number in range(size * mega // 10))
        return rezip(list((parts | {styles: b"<x" + many + b"/>"}).items()))

    def merged(areas: bytes) -> bytes:
        data = re.sub(rb"<mergeCells.*?</mergeCells>", b"", parts[sheet])
        return with_sheet(
            data.replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>")
        )

    def merged_rows(count: int, first: str, last: str) -> bytes:
        areas = (f'<mergeCell ref="{first}{number}:{last}{number}"/>' for number in range(50, 50 + count))
        return merged("".join(areas).encode())

    def named_rows(count: int, cell: str) -> bytes:
        rows = "".join(
            f'<row r="{number}"><c r="B{number}" t="inlineStr"><is><t>甲乙丙{number}</t></is></c>'
            f"{cell.format(number)}</row>"
            for number in range(40, 40 + count)
        )
        return with_sheet(before + rows.encode() + after)

    def packed(method: int) -> bytes:
        return zipped(("xl/media/x.xml", bytes(80 * mega)), *parts.items(), method=method)

    def far(cell: bytes, code: str = "utf-8") -> bytes:
        data = parts[sheet].replace(b"</sheetData>", cell + b"</sheetData>")
        return with_sheet(re.sub(rb"^<\?xml[^>]*\?>", b"", data).decode().encode(code))

    bombs: dict[str, Callable[[], bytes]] = {}
    for size in (20, 300):
        bombs |= {
            f"零-{size}": repeated("xl/media/x.xml", bytes(1000), size),
            f"图-{size}": repeated("xl/media/image9.png", bytes(1000), size),
            f"格-{size}": repeated(sheet, b'<c r="A1"><v>1</v></c>', size, *row),
        }
    for size in (3, 20):
        bombs |= {
            f"行-{size}": repeated(sheet, inline, size, before, after),
            f"空格-{size}": repeated(sheet, b"<c/>", size, *row),
            f"公式-{size}": repeated(sheet, b"<c><f>1</f></c>", size, *row),
            f"文本-{size}": repeated(strings, b"<si><t/></si>", size, string_table, b"</sst>"),
            f"上标-{size}": repeated(strings, rich, size, string_table, b"</sst>"),
            f"长文-{size}": repeated(
                strings, b"x" * 1000, size, string_table + "<si><t>😀".encode(), b"</t></si></sst>"
            ),
            f"样式-{size}": repeated(
                styles, b"<xf/>", size, b"<styleSheet" + main + b"<cellXfs>", b"</cellXfs></styleSheet>"
            ),
            f"时间-{size}": repeated("docProps/core.xml", b"<dcterms:modified", size),
            f"属性-{size}": partial(attributes, size),
            f"合并-{size}": partial(merged_rows, size * 25_000, "A", "B"),
        }
    for name in ("xl/media/x.xml", "xl/media/image9.png"):
        lie = repeated(name, bytes(1000), 80)
        bombs[f"谎-{Path(name).suffix[1:]}"] = partial(lied, lie, name)
    for label, method in (("bz2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        bombs[label] = partial(packed, method)
        bombs[f"{label}-谎"] = partial(lied, partial(packed, method), "xl/media/x.xml")
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    bombs |= {
        "远-无址": partial(far, b'<row r="1048576"><c><v>1</v></c></row>'),
        "远-制表": partial(far, last.replace(b"<c ", b"<c\t")),
        "远": partial(far, last),
        "远-单引": partial(far, last.replace(b'"', b"'")),
        "远-样式": partial(far, last.replace(b"<c ", b'<c s="0" ')),
        "远-实体": partial(far, last.replace(b"XFD1", b"XFD&#49;")),
        "远-utf16": partial(far, last, "utf-16"),
        "万行": partial(named_rows, 10_000, '<c r="D{0}"><v>{0}</v></c>'),
        "十万行": partial(named_rows, 100_000, '<c r="D{0}"><v>{0}</v></c>'),
        "公式行": partial(named_rows, 100_000, '<c r="D{0}"><f>1+{0}</f><v>{0}</v></c>'),
        "空白行": partial(named_rows, 140_000, '<c r="D{0}" s="1"/>'),
        "合并-一": partial(merged, b'<mergeCell ref="A1:XFD1048576"/>'),
        "合并-叠": partial(merged, b'<mergeCell ref="T1:U90000"/>' * 9000),
        "合并-行": partial(merged_rows, 9000, "T", "XFD"),
        "合并-列": partial(merged, b'<mergeCell ref="T50:T200000"/>'),
        "多部件": lambda: zipped(*((f"xl/x{n}.xml", b"") for n in range(100_000)), *parts.items()),
    }
    return bombs


def ods_bombs(content: bytes) -> Iterator[Mutation]:
    """Yield OpenDocument sheets in which a line of XML stands for millions of cells."""
    parts = dict(unzip(content))
    text = "<text:p>1</text:p>"

    def row(cells: str, repeated: int = 1) -> str:
        return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'

    def cell(inside: str = "", repeated: int = 1, more: str = "") -> str:
        count = f'table:number-columns-repeated="{repeated}"'
        value = 'office:value-type="float" office:value="1"'
        return f"<table:table-cell {count} {value}{more}>{inside}</table:table-cell>"

    def gap(repeated: int) -> str:
        return f'<table:table-cell table:number-columns-repeated="{repeated}"/>'

    whole = ' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'
    bombs = {
        "列": row(cell(text, 16384)),
        "行": row(cell(text), 1048576),
        "行列": row(cell(text, 16384), 1048576),
        "行列无字": row(cell("", 16384), 1048576),
        "远": row(gap(1), 1048575) + row(gap(16383) + cell(text)),
        "远无字": row(gap(1), 1048575) + row(gap(16383) + cell()),
        "极大": row(cell("", 10**18), 10**18),
        "负": row(cell(text, 10**9), -(10**9)),
        "多行": row(gap(1000) + cell(), 1000) * 300,
        "合并": row(cell(text, more=whole)),
    }
    for name, bomb in bombs.items():
        changed = parts["content.xml"].replace(b"</table:table>", f"{bomb}</table:table>".encode(), 1)
        yield Mutation(f"重复-{name}.ods", rezip(list((parts | {"content.xml": changed}).items())))
    many = b"<text:p>" + b"<text:span/>" * 2_000_000
    changed = parts["content.xml"].replace(b"<text:p>", many, 1)
    yield Mutation("重复-段.ods", rezip(list((parts | {"content.xml": changed}).items())))


def xlsb_bombs() -> Iterator[Mutation]:
    """Yield .xlsb packages whose records are endless, or far apart."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    main = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="' + main + b'/worksheet" Target="%s"/></Relationships>'
    )
    name = "表".encode("utf-16-le")
    bundle = bytes(8) + struct.pack("<I", 4) + "rId1".encode("utf-16-le") + struct.pack("<I", 1) + name
    record = b"\x9c\x01" + bytes([len(bundle)]) + bundle
    workbook = b"\x83\x01\x00\x8f\x01\x00" + record + b"\x90\x01\x00\x84\x01\x00"
    far = (
        b"\x81\x01\x00\x94\x01\x10"
        + struct.pack("<IIII", 0, 0xFFFFF, 0, 0x3FFF)
        + b"\x91\x01\x00"
        + b"\x00\x11"
        + struct.pack("<I", 0)
        + bytes(13)
        + b"\x05\x10"
        + struct.pack("<II", 0, 0)
        + bytes(8)
        + b"\x00\x11"
        + struct.pack("<I", 0xFFFFF)
        + bytes(13)
        + b"\x05\x10"
        + struct.pack("<II", 0x3FFF, 0)
        + bytes(8)
        + b"\x92\x01\x00\x82\x01\x00"
    )
    sheets = {"远": far, "零": bytes(6 << 20), "半": far[:40], "噪": _chance("xlsb").randbytes(5000)}
    for label, sheet in sheets.items():
        for target in ("worksheets/sheet1.bin", "other/x.bin"):
            content = zipped(
                ("[Content_Types].xml", types),
                ("xl/workbook.bin", workbook),
                ("xl/_rels/workbook.bin.rels", rels % target.encode()),
                (f"xl/{target}", sheet),
            )
            yield Mutation(f"记录-{label}-{Path(target).stem}.xlsb", content)


def archives(form: bytes, scale: float = 1) -> Iterator[Mutation]:
    """Yield zip archives of submissions: nested, hostile, damaged; and what is like one."""
    inner = form
    for depth in range(1, 7):
        inner = zipped((f"{depth}.zip" if depth > 1 else "表.xlsx", inner))
        yield Mutation(f"套{depth}.zip", inner)
    yield Mutation("空名.zip", zipped(("", form), ("表.xlsx", form)))
    yield Mutation(
        "越界.zip",
        zipped(
            ("../../evil.xlsx", form),
            ("/etc/evil.xlsx", form),
            ("C:\\evil.xlsx", form),
            ("..\\..\\evil.xlsx", form),
            ("a/../../../evil.xlsx", form),
            ("\\\\host\\share\\evil.xlsx", form),
            ("..", form),
            ("con.xlsx", form),
            ("a:b.xlsx", form),
            ("x" * 300 + ".xlsx", form),
            ("./.xlsx", form),
            (" .xlsx. ", form),
        ),
    )
    yield Mutation(
        "同名.zip",
        zipped(("a.xlsx", form), ("a.xlsx", b"x"), ("A.xlsx", form), ("a?.xlsx", form), ("a_.xlsx", b"y")),
    )
    yield Mutation(
        "怪名.zip",
        zipped(
            ("区财政局😀\x01.xlsx", form),
            ("\u202excod.xlsx", form),
            ("\ufffe.xlsx", form),
            ("a\nb.xlsx", form),
        ),
    )
    gbk = bytearray(zipped(("xx.xlsx", form)))
    yield Mutation("国标.zip", bytes(gbk).replace(b"xx.xlsx", "区.xlsx".encode("gbk")))
    encrypted = bytearray(zipped(("密.xlsx", form)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.index(mark) + offset] |= 1
    yield Mutation("加密.zip", bytes(encrypted))
    yield Mutation("加密.xlsx", bytes(_all_flagged(form)))
    yield Mutation("断.zip", zipped(("表.xlsx", form), ("表2.xlsx", form))[:-60])
    yield Mutation(
        "坏.zip",
        broken_checksum(zipped(("表.xlsx", form)), _chance("zip"))
        if b"<sheetData" in form
        else flip(20)(zipped(("表.xlsx", form)), _chance("zip")),
    )
    yield Mutation("空.zip", zipped())
    size = int(scale * (1 << 20))
    zeros = zipped(("零.xlsx", bytes(190 * size)))
    yield Mutation("零.zip", zeros)
    yield Mutation("零谎.zip", lying(zeros, "零.xlsx", 100))
    yield Mutation("bz2.zip", zipped(("零.xlsx", bytes(150 * size)), method=zipfile.ZIP_BZIP2))
    yield Mutation(
        "bz2谎.zip", lying(zipped(("零.xlsx", bytes(400 * size)), method=zipfile.ZIP_BZIP2), "零.xlsx", 100)
    )
    nest = zeros
    for _ in range(3):
        nest = zipped(*((f"{number}.zip", nest) for number in range(3)))
    yield Mutation("零套.zip", nest)
    yield Mutation("多.zip", zipped(*((f"{number}.xlsx", b"") for number in range(int(30_000 * scale)))))
    some = zipped(*((f"{number}.txt", b"x") for number in range(int(3_000 * scale))))
    yield Mutation("多套.zip", zipped(*((f"{number}.zip", some) for number in range(10))))
    yield Mutation("套加密.zip", zipped(("内.zip", bytes(encrypted))))
    yield Mutation("甲.rar", b"Rar!\x1a\x07\x01\x00" + bytes(100))
    yield Mutation("乙.xlsx", b"Rar!\x1a\x07\x00" + bytes(100))
    yield Mutation("丙.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(100))
    yield Mutation("丁.gz", b"\x1f\x8b\x08\x00" + bytes(100))


def _all_flagged(content: bytes) -> bytearray:
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), content):
            changed[match.start() + offset] |= 1
    return changed


def foreign_files() -> Iterator[Mutation]:
    """Yield other programs' files, as people send and misname them."""
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    table = "<html><table><tr><td>指标</td><td>2021年</td></tr><tr><td>甲</td><td>1</td></tr></table></html>"
    contents = {
        "文.docx": zipped(("[Content_Types].xml", types), ("word/document.xml", b"<w/>")),
        "文.xlsx": zipped(("[Content_Types].xml", types), ("word/document.xml", b"<w/>")),
        "演.pptx": zipped(("[Content_Types].xml", types), ("ppt/presentation.xml", b"<p/>")),
        "文.odt": zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")),
        "空.ods": zipped(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")
        ),
        "无.ods": zipped(("content.xml", b"<x/>")),
        "扫描.pdf": b"%PDF-1.7\n" + bytes(500),
        "扫描.png": b"\x89PNG\r\n\x1a\n" + bytes(500),
        "网页.xls": table.encode(),
        "网页国标.xls": table.encode("gb18030"),
        "文本.xlsx": "指标,2021年\n全区生产总值,1\n".encode("gb18030"),
        "单.xls": b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(60),
        "单2.xls": b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(60),
        "富.rtf": b"{\\rtf1\\ansi x}",
        "数.json": b'{"a": 1}',
        "二〇〇三.xls": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "空.xlsx": b"",
        "一.xlsx": b"P",
        "二.xlsx": b"PK",
        "三.xlsx": b"PK\x03\x04",
        "四.xlsx": b"PK\x05\x06" + bytes(18),
        "五.xls": ole,
        "六.xls": ole + bytes(504),
        "七.xls": ole + b"\xff" * 4000,
        "八.doc": ole + bytes(range(256)) * 20,
        "~$锁.xlsx": b"\x05Zhang" + b" " * 159,
        "快捷.lnk": b"L\x00\x00\x00" + bytes(100),
        "程序.exe": b"MZ" + bytes(200),
        "无名": b"x",
        ".xlsx": b"PK\x03\x04",
        "点.": b"x",
        "长" * 80 + ".xlsx": b"x",
        "x" * 245 + ".xlsx": b"x",
        "y" * 250 + ".txt": b"x",
        "笑😀脸.xlsx": b"x",
    }
    for name, content in contents.items():
        yield Mutation(name, content)


def strange_files(folder: Path, form: bytes) -> list[str]:
    """Make what bytes alone do not make, as far as the system lets; return the names of the inputs made."""
    (folder / "夹.xlsx").mkdir()
    (folder / "夹.xlsx" / "里.xlsx").write_bytes(form)
    made = ["夹.xlsx/里.xlsx"]

    def attempt(make: Callable[[], object], name: str) -> None:
        try:
            make()
        except (OSError, NotImplementedError, UnicodeError):
            return  # no such thing here
        made.append(name)

    attempt(lambda: (folder / "环.xlsx").symlink_to(folder / "环.xlsx"), "环.xlsx")
    attempt(lambda: (folder / "断链.xlsx").symlink_to(folder / "没有.xlsx"), "断链.xlsx")
    attempt(lambda: (folder / "上级").symlink_to(folder, target_is_directory=True), "上级")
    if os.name == "posix":
        for name in ("管道.xlsx", "管道", "管道.zip"):
            attempt(partial(os.mkfifo, folder / name), name)
        attempt(lambda: (folder / "设备.xlsx").symlink_to("/dev/zero"), "设备.xlsx")
        gbk = os.fsdecode("区财政局".encode("gbk") + b".xlsx")
        attempt(lambda: (folder / gbk).write_bytes(form), gbk)
        for name in ("控\x01制.xlsx", "换\n行.xlsx", "反\\斜.xlsx", "冒:号?.xlsx", "尾. "):
            attempt(partial((folder / name).write_bytes, form), name)
        attempt(lambda: (folder / "无权.xlsx").write_bytes(form), "无权.xlsx")
        (folder / "无权.xlsx").chmod(0)
    return made
