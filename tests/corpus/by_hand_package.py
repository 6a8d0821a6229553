"""Ways to write a package that are all right, and not XlsxWriter's."""

import codecs
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from tests.corpus import table
from tests.corpus.hand import OfWorkbook, once
from tests.corpus.packages import TYPES, WORKBOOK, Package, edited, every_part, rels_of, write
from tests.corpus.registry import register
from tests.corpus.table import OTHER_PART, TABLE_PART

_ALL_SHEETS = r"xl/worksheets/[^/]+\.xml"


@once
def no_calculation_properties(package: Package) -> None:
    package.splice(WORKBOOK, '<calcPr calcId="124519" fullCalcOnLoad="1"/>', "")


@once
def prefixed_names(package: Package) -> None:
    """As the Open XML SDK writes: every element of a sheet has a prefix."""

    def prefixed(text: str) -> str:
        return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text).replace(' xmlns="', ' xmlns:x="', 1)

    every_part(package, rf"{_ALL_SHEETS}|xl/(?:workbook|styles|sharedStrings)\.xml", prefixed)


@once
def prefixed_relationships(package: Package) -> None:
    """The same of the parts that say what points where."""

    def prefixed(text: str) -> str:
        return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1p:", text).replace(' xmlns="', ' xmlns:p="', 1)

    every_part(package, r".*\.rels", prefixed)


@once
def cells_without_references(package: Package) -> None:
    """Rows and cells say their place by their order alone."""

    def bare(row: re.Match[str]) -> str:
        cells = {found[1]: found[0] for found in re.finditer(r'<c r="([A-Z])\d+".*?(?:/>|</c>)', row[1])}
        letters = map(chr, range(ord("A"), ord(max(cells)) + 1))
        filled = "".join(re.sub(r' r="[A-Z]\d+"', "", cells.get(letter, "<c/>")) for letter in letters)
        return f"<row>{filled}</row>"

    every_part(package, _ALL_SHEETS, lambda text: re.sub(r"<row [^>]*>(.*?)</row>", bare, text))


@once
def absolute_targets(package: Package) -> None:
    """Relationships whose targets begin at the root."""
    rels = rels_of(WORKBOOK)
    package.parts[rels] = package.text(rels).replace('Target="', 'Target="/xl/').encode()
    package.splice("_rels/.rels", 'Target="xl/workbook.xml"', 'Target="/xl/workbook.xml"')


@once
def workbook_part_of_another_name(package: Package) -> None:
    """No name of a part is fixed but those of the content types and the first relationships.

    The formats keep theirs, where openpyxl looks for them.
    """
    names = {
        WORKBOOK: "book/main.xml",
        rels_of(WORKBOOK): "book/_rels/main.xml.rels",
        TABLE_PART: "book/tables/first.xml",
        OTHER_PART: "book/tables/second.xml",
        "xl/sharedStrings.xml": "book/texts.xml",
        "docProps/core.xml": "about/who.xml",
    }
    package.rename(names)
    text = package.text(TYPES)
    for old, new in names.items():
        text = text.replace(f'"/{old}"', f'"/{new}"')
    package.parts[TYPES] = text.encode()
    text = package.text("_rels/.rels").replace("xl/workbook.xml", "book/main.xml")
    package.parts["_rels/.rels"] = text.replace("docProps/core.xml", "about/who.xml").encode()
    rels = names[rels_of(WORKBOOK)]
    text = package.text(rels)
    for name in ("theme/theme1.xml", "styles.xml"):
        text = text.replace(f'"{name}"', f'"../xl/{name}"')
    for old, new in names.items():
        text = text.replace(f'"{old.removeprefix("xl/")}"', f'"{new.removeprefix("book/")}"')
    package.parts[rels] = text.encode()


@once
def odd_numbers(package: Package) -> None:
    """Ids that follow no order, and parts of sheets numbered otherwise than the sheets."""
    package.rename({TABLE_PART: OTHER_PART, OTHER_PART: TABLE_PART})
    rels = rels_of(WORKBOOK)
    text = package.text(rels)
    text = re.sub(
        r'Target="worksheets/sheet(\d)\.xml"',
        lambda found: f'Target="worksheets/sheet{3 - int(found[1])}.xml"',
        text,
    )
    for old, new in {"rId1": "R7f3a", "rId2": "rId40", "rId4": "样式"}.items():
        text = text.replace(f'Id="{old}"', f'Id="{new}"')
    package.parts[rels] = text.encode()
    package.splice(WORKBOOK, 'sheetId="1" r:id="rId1"', 'sheetId="300" r:id="R7f3a"')
    package.splice(WORKBOOK, 'sheetId="2" r:id="rId2"', 'sheetId="7" r:id="rId40"')


@once
def gaps_in_the_numbers(package: Package) -> None:
    """Parts of the names that ours would have next: a sheet was deleted in between."""
    package.rename({OTHER_PART: "xl/worksheets/sheet4.xml"})
    package.splice(rels_of(WORKBOOK), "worksheets/sheet2.xml", "worksheets/sheet4.xml")
    package.splice(TYPES, "/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet4.xml")
    package.splice(WORKBOOK, 'sheetId="2"', 'sheetId="4"')


@once
def utf16_sheet(package: Package) -> None:
    """XML may be in UTF-16, and says so."""
    text = package.text(TABLE_PART).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    package.parts[TABLE_PART] = text.encode("utf-16")


@once
def byte_order_mark(package: Package) -> None:
    for name in (TABLE_PART, WORKBOOK, "xl/styles.xml", TYPES):
        package.parts[name] = codecs.BOM_UTF8 + package.parts[name]


@once
def single_quotes_and_line_breaks(package: Package) -> None:
    """As a program writes that lays its XML out for people to read."""

    def laid_out(text: str) -> str:
        return re.sub(
            r"<(?=(?:row|sheetData|/sheetData|sheet |sheets|Override|Relationship )\b)", "\n  <", text
        ).replace('"', "'")

    every_part(package, rf"{_ALL_SHEETS}|xl/workbook\.xml|.*\.rels|\[Content_Types\]\.xml", laid_out)


@once
def no_types_by_extension(package: Package) -> None:
    """Every part is named in the content types, but for relationships."""
    package.splice(TYPES, '<Default Extension="xml" ContentType="application/xml"/>', "")


@once
def types_by_extension(package: Package) -> None:
    """xml means a sheet; only what is none is named."""
    text = package.text(TYPES)
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    text = text.replace(
        'Extension="xml" ContentType="application/xml"', f'Extension="xml" ContentType="{sheet}"'
    )
    package.parts[TYPES] = re.sub(
        rf'<Override PartName="[^"]*" ContentType="{re.escape(sheet)}"/>', "", text
    ).encode()


def _without(part: str, relation: str) -> OfWorkbook:
    def remove(package: Package) -> None:
        del package.parts[part]
        package.parts[TYPES] = re.sub(
            rf'<Override PartName="/{part}"[^>]*/>', "", package.text(TYPES)
        ).encode()
        source = "_rels/.rels" if part.startswith("docProps") else rels_of(WORKBOOK)
        text = re.sub(rf'<Relationship Id="[^"]*" Type="[^"]*/{relation}"[^>]*/>', "", package.text(source))
        package.parts[source] = text.encode()

    return remove


@once
def no_core_properties(package: Package) -> None:
    """Nothing says who made it and when."""
    _without("docProps/core.xml", "core-properties")(package)


@once
def no_properties_at_all(package: Package) -> None:
    _without("docProps/core.xml", "core-properties")(package)
    _without("docProps/app.xml", "extended-properties")(package)


@once
def no_styles(package: Package) -> None:
    """A program that exports figures alone may leave out the formats."""
    _without("xl/styles.xml", "styles")(package)


@once
def no_theme(package: Package) -> None:
    _without("xl/theme/theme1.xml", "theme")(package)
    package.splice("xl/styles.xml", '<color theme="1"/>', "")
    package.splice("xl/styles.xml", '<scheme val="minor"/>', "")


@once
def no_views(package: Package) -> None:
    """Neither the workbook nor its sheets say how they are looked at."""
    package.parts[WORKBOOK] = re.sub(r"<bookViews>.*</bookViews>", "", package.text(WORKBOOK)).encode()
    every_part(package, _ALL_SHEETS, lambda text: re.sub(r"<sheetViews>.*</sheetViews>", "", text))


@once
def no_dimension_and_no_spans(package: Package) -> None:
    every_part(package, _ALL_SHEETS, lambda text: re.sub(r'<dimension [^>]*/>| spans="[\d:]+"', "", text))


@once
def two_windows(package: Package) -> None:
    """The workbook was open in two windows, each on a sheet of its own."""
    view = '<workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/>'
    package.splice(WORKBOOK, view, view + view.replace("/>", ' activeTab="1"/>'))
    package.splice(
        TABLE_PART,
        '<sheetView tabSelected="1" workbookViewId="0"/>',
        '<sheetView tabSelected="1" workbookViewId="0"/><sheetView workbookViewId="1"/>',
    )
    package.splice(
        OTHER_PART,
        '<sheetView workbookViewId="0"/>',
        '<sheetView workbookViewId="0"/><sheetView tabSelected="1" workbookViewId="1"/>',
    )


def _packed(name: str, pack: Callable[[Path, dict[str, bytes]], None]) -> None:
    """Register a plain master whose parts are packed in another way."""

    def writer(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            table.add_sheets(book)
        with edited(path) as package:
            parts = package.parts
        pack(path, parts)

    register(name, writer)


_packed("not_compressed", lambda path, parts: write(path, parts, compression=zipfile.ZIP_STORED))
_packed(
    "folders_in_the_archive",
    lambda path, parts: write(path, {"xl/": b"", "docProps/": b"", "xl/worksheets/": b"", **parts}),
)
_packed("parts_in_another_order", lambda path, parts: write(path, dict(reversed(parts.items()))))
_packed(
    "backslashes_in_the_archive",
    lambda path, parts: write(path, {name.replace("/", "\\"): content for name, content in parts.items()}),
)
_packed(
    "capital_letters_in_the_archive",
    lambda path, parts: write(
        path,
        {name.replace("worksheets/sheet", "Worksheets/Sheet"): content for name, content in parts.items()},
    ),
)
