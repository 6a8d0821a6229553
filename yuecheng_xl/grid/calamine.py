"""What calamine tells of a workbook's sheets, in this package's terms."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from yuecheng_xl.grid.model import Area

if TYPE_CHECKING:
    from collections.abc import Iterator


class Worksheet(NamedTuple):
    """A sheet that is no chart, not yet read: whoever reads it may look first whether it fits in memory."""

    name: str
    hidden: bool
    book: CalamineWorkbook

    def read(self) -> tuple[list[list[Any]], list[Area]]:
        """Return the values row by row from A1 on (what is empty is an empty text), and the merged areas.

        Raises:
            CalamineError: calamine cannot read the sheet.

        """
        with _complaints():
            sheet = self.book.get_sheet_by_name(self.name)
            areas = [
                Area(top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            ]
            return sheet.to_python(skip_empty_area=False), areas


def worksheets(content: bytes) -> Iterator[Worksheet]:
    """Yield the worksheets of a workbook's bytes.

    Raises:
        CalamineError: calamine cannot read them.

    """
    with _complaints():
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = book.sheets_metadata
    for about in sheets:
        if about.typ is SheetTypeEnum.WorkSheet:
            yield Worksheet(about.name, about.visible is not SheetVisibleEnum.Visible, book)


@contextmanager
def _complaints() -> Iterator[None]:
    """Make a CalamineError of whatever calamine raises.

    Where it meets what it does not expect it panics, and a panic comes as a BaseException that no handler
    of errors catches and that no process can send to another.
    """
    try:
        yield
    except (CalamineError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as cause:  # noqa: BLE001 - a panic is no Exception
        raise CalamineError(f"{type(cause).__name__}: {cause}") from None
