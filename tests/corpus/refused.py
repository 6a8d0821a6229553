"""Masters that are not to be written: a change would break what they are for."""

import re
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from tests.corpus import table
from tests.corpus.by_hand_cells import GUID
from tests.corpus.packages import MAIN, OFFICE, SPREADSHEET, WORKBOOK, Package, edited, every_part

REFUSED: dict[str, Callable[[Path], None]] = {}


def _refused(function: Callable[[Package], None]) -> Callable[[Package], None]:
    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            table.add_sheets(book)
        with edited(path) as package:
            function(package)

    REFUSED[function.__name__] = write
    return function


@_refused
def digitally_signed(package: Package) -> None:
    """The signature holds for the bytes as they are."""
    package_kind = "http://schemas.openxmlformats.org/package/2006"
    origin = "_xmlsignatures/origin.sigs"
    package.add(
        origin,
        b"",
        "application/vnd.openxmlformats-package.digital-signature-origin",
        "",
        f"{package_kind}/relationships/digital-signature/origin",
        by_extension=True,
    )
    package.add(
        "_xmlsignatures/sig1.xml",
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idPackageSignature"><SignedInfo>'
        '<CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>'
        '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
        '<Reference URI="#idPackageObject" Type="http://www.w3.org/2000/09/xmldsig#Object">'
        '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>c2ln</DigestValue>'
        "</Reference>"
        "</SignedInfo><SignatureValue>c2ln</SignatureValue></Signature>",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
        origin,
        f"{package_kind}/relationships/digital-signature/signature",
    )


@_refused
def shared_with_revisions(package: Package) -> None:
    """共享工作簿: each change is also in its log, which ours would not be."""
    headers = "xl/revisions/revisionHeaders.xml"
    package.add(
        headers,
        f'<headers xmlns="{MAIN}" xmlns:r="{OFFICE}" guid="{GUID}" diskRevisions="1" revisionId="1" '
        'version="2">'
        f'<header guid="{GUID}" dateTime="2023-07-12T08:00:00" maxSheetId="3" userName="张三" r:id="rId1" '
        'minRId="1">'
        '<sheetIdMap count="2"><sheetId val="1"/><sheetId val="2"/></sheetIdMap></header></headers>',
        f"{SPREADSHEET}.revisionHeaders+xml",
        relation=f"{OFFICE}/revisionHeaders",
    )
    package.add(
        "xl/revisions/revisionLog1.xml",
        f'<revisions xmlns="{MAIN}"><rcc rId="1" sId="1"><oc r="H3"/><nc r="H3"><v>3</v></nc></rcc>'
        "</revisions>",
        f"{SPREADSHEET}.revisionLog+xml",
        headers,
        f"{OFFICE}/revisionLog",
    )
    package.add(
        "xl/revisions/userNames.xml",
        f'<users xmlns="{MAIN}" count="0"/>',
        f"{SPREADSHEET}.userNames+xml",
        relation=f"{OFFICE}/usernames",
    )


@_refused
def strict_open_xml(package: Package) -> None:
    """“Strict Open XML 电子表格”: the same elements in other namespaces."""
    transitional, strict = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    document = f"{strict}/officeDocument"
    names = {
        MAIN: f"{strict}/spreadsheetml/main",
        OFFICE: f"{document}/relationships",
        f"{transitional}/drawingml/2006/main": f"{strict}/drawingml/main",
        f"{transitional}/officeDocument/2006/extended-properties": f"{document}/extendedProperties",
        f"{transitional}/officeDocument/2006/docPropsVTypes": f"{document}/docPropsVTypes",
        f"{document}/relationships/extended-properties": f"{document}/relationships/extendedProperties",
    }

    def translated(text: str) -> str:
        for old, new in names.items():
            text = text.replace(old, new)
        return text

    every_part(package, r".*\.(?:xml|rels)", translated)
    package.parts[WORKBOOK] = re.sub(
        "<workbook ", '<workbook conformance="strict" ', package.text(WORKBOOK), count=1
    ).encode()
