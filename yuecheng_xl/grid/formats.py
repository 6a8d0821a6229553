"""What cell styles say of values: number formats, which of them show a date, and which styles strike out.

Some formats files name by number alone (ECMA-376 part 1, 18.8.30).
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from yuecheng_xl.grid.package import MAIN
from yuecheng_xl.process.memo import kept

GENERAL = "General"
LONGEST = 255
"""Characters of a number format, as Excel takes them; what is longer no program wrote to show anything."""


_DOLLARS = '"$"#,##0_);{}("$"#,##0)', '"$"#,##0.00_);{}("$"#,##0.00)'
BUILTIN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: _DOLLARS[0].format(""),
    6: _DOLLARS[0].format("[Red]"),
    7: _DOLLARS[1].format(""),
    8: _DOLLARS[1].format("[Red]"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Codes by number; those left out depend on the country of the program."""

_NO_CODE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)


@kept(1024)
def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date or a time: by its first part, texts and colours left out."""
    return _DATE_LETTER.search(_NO_CODE.sub("", code.split(";")[0])) is not None


def bounded(code: str) -> str:
    """Return a number format as a file has it; General for one that is longer than any can be."""
    return code if len(code) <= LONGEST else GENERAL


# The forms of a batch come from one template through a few programs: their styles repeat.
@kept(64, 1 << 20)
def number_formats(styles: bytes) -> tuple[str, ...]:
    """Return the number format of each cell style by its index.

    Raises:
        ValueError: a number is none.
        xml.etree.ElementTree.ParseError: the part is no XML.

    """
    root = ElementTree.fromstring(styles)  # noqa: S314 - inspected: no DOCTYPE
    codes = dict(BUILTIN)
    codes |= {
        int(item.get("numFmtId", "-1")): bounded(item.get("formatCode", ""))
        for item in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    used = [int(xf.get("numFmtId", "0")) for xf in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
    return tuple(codes.get(number, GENERAL) for number in used)


def struck_styles(styles: bytes) -> frozenset[int]:
    """Return the indexes of the cell styles whose font strikes out what the cell holds.

    Raises:
        ValueError: a number is none.
        xml.etree.ElementTree.ParseError: the part is no XML.

    """
    return _struck_styles(styles) if b"strike" in styles else frozenset()


@kept(64, 1 << 20)
def _struck_styles(styles: bytes) -> frozenset[int]:
    root = ElementTree.fromstring(styles)  # noqa: S314 - inspected: no DOCTYPE
    fonts = root.iterfind(f"{MAIN}fonts/{MAIN}font")
    struck = {place for place, font in enumerate(fonts) if strikes(font.find(f"{MAIN}strike"))}
    used = enumerate(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    return frozenset(place for place, xf in used if int(xf.get("fontId", "0")) in struck)


def strikes(mark: Any) -> bool:  # noqa: ANN401 - an element, of whichever parser
    """Tell whether a font's mark strikes out: it may be there to say that it does not."""
    return mark is not None and mark.get("val", "1") not in ("0", "false", "off")
