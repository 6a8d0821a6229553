"""Change a package on the level of its parts, for what no library can write."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import quoteattr

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"

# The order in which the schema wants the children of a sheet and of a workbook.
_ORDER = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst",
}


class Package:
    """The parts of a package by their names, in the order of the file."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts

    def text(self, part: str) -> str:
        return self.parts[part].decode()

    def splice(self, part: str, old: str, new: str) -> None:
        """Replace a text that occurs once."""
        text = self.text(part)
        assert text.count(old) == 1, (part, old, text.count(old))
        self.parts[part] = text.replace(old, new).encode()

    def insert(self, part: str, element: str) -> None:
        """Put a child of a sheet's or the workbook's root in the place that the schema gives it."""
        root = "workbook" if part == WORKBOOK else "worksheet"
        order = _ORDER[root].split()
        own = re.findall(rf"<({'|'.join(order)})[ />]", element)[0]
        text = self.text(part)
        behind = [*order[order.index(own) + 1 :], f"/{root}"]
        later = re.search(rf"<(?:{'|'.join(behind)})[ />]", text)
        assert f"<{own}" not in text or own == "conditionalFormatting", (part, own)
        assert later is not None, (part, own)
        place = later.start()
        self.parts[part] = (text[:place] + element + text[place:]).encode()

    def declare(self, part: str, *namespaces: str, ignorable: str = "") -> None:
        """Declare namespaces ``prefix=uri`` on a part's root, and which of them old programs may ignore."""
        named = [item.split("=", 1) for item in namespaces]
        if ignorable:
            named.append(["mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"])
        added = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in named)
        added += f' mc:Ignorable="{ignorable}"' if ignorable else ""
        text = self.text(part)
        root = re.search(r"<(?![?!])[^\s/>]+", text)
        assert root is not None, part
        self.parts[part] = (text[: root.end()] + added + text[root.end() :]).encode()

    def add(
        self,
        name: str,
        content: str | bytes,
        content_type: str,
        source: str | None = WORKBOOK,
        relation: str = "",
        *,
        by_extension: bool = False,
    ) -> str:
        """Add a part and a relationship to it from another (from the package itself, where that is "").

        Returns the relationship's id. A text gets the XML declaration.
        """
        assert name not in self.parts, name
        self.parts[name] = (DECLARATION + content).encode() if isinstance(content, str) else content
        self.set_type(name, content_type, by_extension=by_extension)
        return "" if source is None else self.relate(source, name, relation)

    def set_type(self, name: str, content_type: str, *, by_extension: bool = False) -> None:
        """Say of what type a part is, or all parts whose names end like this one's."""
        text = self.text(TYPES)
        if by_extension:
            extension = name.rpartition(".")[2]
            if f'Extension="{extension}"' in text:
                return
            entry = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
            self.parts[TYPES] = text.replace("<Default", entry + "<Default", 1).encode()
        else:
            text = re.sub(rf'<Override PartName="/{re.escape(name)}"[^>]*/>', "", text)
            entry = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
            self.parts[TYPES] = text.replace("</Types>", entry + "</Types>").encode()

    def relate(self, source: str, target: str, relation: str, *, external: bool = False) -> str:
        """Add a relationship; return its id."""
        rels = rels_of(source)
        if rels not in self.parts:
            empty = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'
            self.parts[rels] = empty.encode()
        text = self.text(rels)
        number = max(map(int, re.findall(r'Id="rId(\d+)"', text)), default=0) + 1
        if not external:
            target = posixpath.relpath(target, posixpath.dirname(source) or ".")
        mode = ' TargetMode="External"' if external else ""
        entry = f'<Relationship Id="rId{number}" Type="{relation}" Target={quoteattr(target)}{mode}/>'
        self.parts[rels] = text.replace("</Relationships>", entry + "</Relationships>").encode()
        return f"rId{number}"

    def rename(self, names: dict[str, str]) -> None:
        """Give parts other names; what points to them is the caller's business."""
        self.parts = {names.get(name, name): content for name, content in self.parts.items()}


def rels_of(part: str) -> str:
    """Return the name of the part that holds another's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@contextmanager
def edited(path: Path, *, compression: int = zipfile.ZIP_DEFLATED) -> Iterator[Package]:
    """Open a package, and write it again with what was changed."""
    with zipfile.ZipFile(path) as file:
        package = Package({name: file.read(name) for name in file.namelist()})
    yield package
    write(path, package.parts, compression=compression)


def write(path: Path, parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> None:
    """Write a package, the same bytes whenever."""
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, compression)


def every_part(package: Package, matching: str, change: Callable[[str], str]) -> None:
    """Change the text of all parts whose names match."""
    for name in package.parts:
        if re.fullmatch(matching, name):
            package.parts[name] = change(package.text(name)).encode()
