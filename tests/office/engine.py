"""The xlwings engine over LibreOffice: the classes that xlwings expects, as in its own for Windows.

LibreOffice's interface refuses less than Excel's: where Excel raises an error (a protected workbook or
sheet, a cell in edit mode, a file that cannot be written), this engine does, too. What nobody without a
screen can answer (the message box, the dialog for a folder) is answered by the test.
"""

from __future__ import annotations

import itertools
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings import base_classes

from tests.office.application import Office, properties, uno

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".et": "MS Excel 97",  # WPS's own, which is one inside
}
_CALL_REJECTED = -2147418111
_PAGE = (
    "IsLandscape", "Width", "Height", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin",
    "ScaleToPagesX", "ScaleToPagesY", "CenterHorizontally", "HeaderIsOn", "FooterIsOn",
    "LeftPageFooterContent", "RightPageFooterContent", "LeftPageHeaderContent", "RightPageHeaderContent",
)  # fmt: skip


_LATER: Any = None
"""Stands where base_classes has a property without a setter, until ``__init__`` sets the attribute."""


class ComError(Exception):
    """What Excel answers over COM: a number, and a text that says little."""

    def __init__(self, hresult: int = -2146827284, text: str = "1004") -> None:
        super().__init__(hresult, text, None, None)
        self.hresult = hresult
        self.excepinfo = None


class Engine:
    """One running LibreOffice as an engine: ``xw.Engine(impl=Engine(office))``."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self, office: Office) -> None:
        self.app = App(self, office)

    @property
    def apps(self) -> Apps:
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, _date_format: Any) -> Any:
        return "" if x is None else x

    @staticmethod
    def clean_value_data(data: Any, *_builders: Any) -> Any:
        return [[None if value == "" else value for value in row] for row in data]


@contextmanager
def driven(folder: Path) -> Iterator[App]:
    """Start LibreOffice and let xlwings drive it; stop it afterwards."""
    office = Office(folder)
    engine = Engine(office)
    xw.engines.add(xw.Engine(impl=engine))
    xw.engines[engine.name].activate()
    yield engine.app
    xw.engines.active = None
    office.stop()


class Apps(base_classes.Apps):
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keys(self) -> list[int]:
        return [self._engine.app.pid]

    def __iter__(self) -> Iterator[App]:
        yield self._engine.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self._engine.app


class App(base_classes.App):
    """LibreOffice itself.

    The test's side of it: what it ``said`` in boxes and has ``shown`` in the status bar, the ``folder``
    that is chosen, whether somebody is ``editing`` a cell, whether workbooks are ``shared``, and a call
    that is ``refused``, once.
    """

    engine: Engine = _LATER
    screen_updating: bool = _LATER
    display_alerts: bool = _LATER
    enable_events: bool = _LATER

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine = engine
        self.office = office
        self.said: list[str] = []
        self.shown: list[str] = []
        self.folder: Path | None = None
        self.editing = False
        self.refused = ""
        self.shared = False
        self.in_front: list[Any] = []  # documents, the active one last: without a screen none has the focus
        self._status: str | bool = False
        self.screen_updating = self.display_alerts = self.enable_events = True

    def answer(self) -> Office:
        """Every call passes here: with a cell in edit mode Excel takes none."""
        if not self.office.is_running:
            raise ConnectionError("LibreOffice is gone")
        if self.editing:
            raise ComError(_CALL_REJECTED, "Call was rejected by callee.")
        return self.office

    def do(self, what: str) -> None:
        """Refuse one call, as Excel does for reasons of its own."""
        self.answer()
        if what == self.refused:
            self.refused = ""
            raise ComError

    @property
    def api(self) -> ApplicationApi:
        return ApplicationApi(self)

    @property
    def pid(self) -> int:
        return self.office.pid

    @property
    def hwnd(self) -> int:
        return self.office.pid

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.answer()
        self._status = value
        self.shown.append(str(value or ""))
        if self.in_front:
            indicator = self.in_front[-1].CurrentController.StatusIndicator
            indicator.start(value, 0) if value else indicator.end()

    def activate(self, steal_focus: Any = None) -> None:  # noqa: ARG002 - there is no focus
        self.answer()

    def alert(self, prompt: str, _title: str, _buttons: str, _mode: str, _callback: None) -> str:
        self.said.append(prompt)
        return "ok"


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    def _all(self) -> list[Book]:
        return [Book(self.app, document) for document in self.app.answer().documents()]

    @property
    def active(self) -> Book:
        self.app.answer()
        return Book(self.app, self.app.in_front[-1] if self.app.in_front else None)

    def __call__(self, name_or_index: str | int) -> Book:
        books = self._all()
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.casefold() == name_or_index.casefold():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def add(self) -> Book:
        document = self.app.answer().desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, properties(Hidden=True)
        )
        self.app.in_front.append(document)
        return Book(self.app, document)

    def open(self, fullname: str, *_options: Any) -> Book:
        desktop = self.app.answer().desktop
        address, hidden = Path(fullname).as_uri(), properties(Hidden=True)
        document = desktop.loadComponentFromURL(address, "_blank", 0, hidden)
        self.app.in_front.append(document)
        return Book(self.app, document)


class Book(base_classes.Book):
    app: App = _LATER

    def __init__(self, app: App, document: Any) -> None:
        self.app = app
        self.document = document

    @property
    def api(self) -> BookApi:
        return BookApi(self)

    @property
    def name(self) -> str:
        self.app.answer()
        return Path(self.fullname).name or self.document.Title

    @property
    def fullname(self) -> str:
        # AttributeError where there is no document, as from Excel's Nothing
        assert uno is not None
        return uno.fileUrlToSystemPath(self.document.URL) if self.document.URL else ""

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        self.app.in_front.remove(self.document)
        self.app.in_front.append(self.document)

    def close(self) -> None:
        self.app.answer()
        self.app.in_front.remove(self.document)
        self.document.close(True)  # noqa: FBT003

    def change(self, what: str) -> None:
        """Pass each change of the sheets' order through here: a protected structure refuses them."""
        self.app.do(what)
        if self.document.isProtected():
            raise ComError


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book
        self._sheets = book.document.Sheets

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet)

    def __call__(self, name_or_index: str | int) -> Sheet:
        self.book.app.answer()
        if isinstance(name_or_index, int):
            return Sheet(self.book, self._sheets.getByIndex(name_or_index - 1))
        if not self._sheets.hasByName(name_or_index):
            raise ComError
        return Sheet(self.book, self._sheets.getByName(name_or_index))

    def __len__(self) -> int:
        return int(self._sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        self.book.app.answer()
        for name in self._sheets.ElementNames:
            yield Sheet(self.book, self._sheets.getByName(name))


class Sheet(base_classes.Sheet):
    book: Book = _LATER

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> SheetApi:
        return SheetApi(self)

    @property
    def name(self) -> str:
        return str(self.sheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.book.change(f"name {value}")
        if value != self.name and self.book.document.Sheets.hasByName(value):
            raise ComError
        self.sheet.Name = value

    @property
    def index(self) -> int:
        return int(self.sheet.RangeAddress.Sheet) + 1

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            return Range(self, self.sheet.getCellRangeByName(arg1))
        corners = [
            (cell.row, cell.column) if isinstance(cell, Range) else cell for cell in (arg1, arg2 or arg1)
        ]
        (top, left), (bottom, right) = corners
        return Range(self, self.sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1))

    def activate(self) -> None:
        self.book.document.CurrentController.setActiveSheet(self.sheet)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        target = before or after
        assert target is not None
        target.book.change(f"copy {self.name}")
        if Path(target.book.fullname).suffix == ".xls":
            raise ComError  # it has fewer rows
        position = target.index - 1 if before else target.index
        document = target.book.document
        # To the end, then moved: LibreOffice 7.4 crashes over charts that a new sheet pushes aside.
        last = document.Sheets.Count
        document.Sheets.importSheet(self.book.document, self.name, last)
        copied = document.Sheets.getByIndex(last)
        copied.PageStyle = _copy_page_style(self.book.document, self.sheet.PageStyle, document)
        if position < last:
            document.Sheets.moveByName(copied.Name, position)
            _look_at_charts(document)

    def delete(self) -> None:
        self.book.change(f"delete {self.name}")
        self.book.document.Sheets.removeByName(self.name)


def _look_at_charts(document: Any) -> None:
    """Have the charts find their cells: one that was moved and then renamed unseen has lost them."""
    for sheet in document.Sheets:
        for chart in sheet.Charts:
            for system in chart.EmbeddedObject.FirstDiagram.CoordinateSystems:
                for kind in system.ChartTypes:
                    for series in kind.DataSeries:
                        _ = [pair.Values.SourceRangeRepresentation for pair in series.DataSequences]


def _copy_page_style(source: Any, name: str, target: Any) -> str:
    """Bring the page set-up along, which ``importSheet`` leaves behind and Excel copies with the sheet."""
    styles = target.StyleFamilies.getByName("PageStyles")
    new = next(
        f"{name} {number}" for number in itertools.count(1) if not styles.hasByName(f"{name} {number}")
    )
    styles.insertByName(new, target.createInstance("com.sun.star.style.PageStyle"))
    original = source.StyleFamilies.getByName("PageStyles").getByName(name)
    for name in _PAGE:
        styles.getByName(new).setPropertyValue(name, original.getPropertyValue(name))
    return new


class Range(base_classes.Range):
    sheet: Sheet = _LATER
    api = True  # xlwings asks for no more than whether there is one
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, cells: Any) -> None:
        self.sheet = sheet
        self.cells = cells

    @property
    def row(self) -> int:
        return int(self.cells.RangeAddress.StartRow) + 1

    @property
    def column(self) -> int:
        return int(self.cells.RangeAddress.StartColumn) + 1

    @property
    def shape(self) -> tuple[int, int]:
        address = self.cells.RangeAddress
        return address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        assert arg2 is not None, "xlwings asks for a cell by row and column"
        top, left = self.row + arg1 - 1, self.column + arg2 - 1
        return self.sheet.range((top, left))

    def _each(self) -> list[list[Any]]:
        rows, columns = self.shape
        return [
            [self.cells.getCellByPosition(column, row) for column in range(columns)] for row in range(rows)
        ]

    @property
    def raw_value(self) -> Any:
        self.sheet.book.app.answer()
        data = self.cells.DataArray
        return data[0][0] if len(self) == 1 else data

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows = value if isinstance(value, list | tuple) else [[value]]
        for cells, texts in zip(self._each(), rows, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                self._type(cell, text)

    @property
    def formula(self) -> Any:
        rows = tuple(
            tuple(cell.String if cell.Type.value == "TEXT" else cell.Formula for cell in row)
            for row in self._each()
        )
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: str) -> None:
        ((cell,),) = self._each()
        self._type(cell, value)

    def _type(self, cell: Any, value: Any) -> None:
        """Enter a value as Excel does: read like something typed, unless an apostrophe leads it."""
        self.sheet.book.app.do(f"write {value}")
        if self.sheet.sheet.isProtected() and cell.CellProtection.IsLocked:
            raise ComError
        if not isinstance(value, str):
            cell.setValue(value)
        elif value.startswith("'"):
            cell.setString(value[1:])
        else:
            cell.setFormula(value)


class ApplicationApi:
    """What the add-in asks of Excel's Application object."""

    def __init__(self, app: App) -> None:
        self._app = app

    def FileDialog(self, _kind: int) -> FolderDialog:  # noqa: N802 - Excel's name
        return FolderDialog(self._app)


class FolderDialog:
    def __init__(self, app: App) -> None:
        self._app = app
        self.Title = ""

    def Show(self) -> int:  # noqa: N802
        return 0 if self._app.folder is None else -1

    @property
    def SelectedItems(self) -> FolderDialog:  # noqa: N802
        return self

    def Item(self, _number: int) -> str:  # noqa: N802
        return str(self._app.folder)


class BookApi:
    """What the add-in asks of Excel's Workbook object."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def FullName(self) -> str:  # noqa: N802
        return self._book.fullname or self._book.name

    @property
    def MultiUserEditing(self) -> bool:  # noqa: N802
        """Tell whether several people edit the document, which only Excel lets them."""
        return self._book.app.shared

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        self._book.app.answer()
        return bool(self._book.document.isProtected())

    def SaveAs(self, path: str) -> None:  # noqa: N802
        """Save under another name, whose suffix says the format, and go on under that name."""
        address, filtered = Path(path).as_uri(), properties(FilterName=_FILTERS[Path(path).suffix])
        self._book.document.storeAsURL(address, filtered)

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        self._book.app.do("copy")
        own = Path(self._book.fullname).suffix
        # Never in another format than its own, whatever the name says.
        filter_name = _FILTERS[own if own in (".xls", ".et") else Path(path).suffix]
        try:
            self._book.document.storeToURL(Path(path).as_uri(), properties(FilterName=filter_name))
        except Exception as cause:  # a pyuno error
            raise ComError from cause
        if not os.path.exists(path):  # noqa: PTH110
            raise ComError


class SheetApi:
    """What the add-in asks of Excel's Worksheet object."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._sheet.sheet.isProtected())
