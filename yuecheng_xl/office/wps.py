"""WPS 表格 as ``program.py`` asks for it, through the page of the add-in.

WPS runs no Python and answers no COM. Its add-in is a page, which does one named action at a time and
answers: ``Actions`` is that page. The actions are a closed list, which the page has, too
(``templates/wps/main.js``).
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from yuecheng_xl.office.typing_in import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

OPEN_XML = 51
"""``xlOpenXMLWorkbook``."""

_OPEN_XML = (".xlsx", ".xlsm")
_BUSY = "busy"
GONE = "the page is gone"
"""What stands for the answer of a page that was closed or loaded anew."""


class Actions(Protocol):
    """The add-in's page."""

    def do(self, action: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the action answers
        """Have an action done and return its answer.

        Raises:
            WpsError: WPS refused, or the page is gone.

        """


class WpsError(Exception):
    """What WPS answered instead of doing an action."""


class Wps:
    """A running WPS 表格."""

    name = "WPS"

    def __init__(self, actions: Actions) -> None:
        """Take the page in which a button was clicked."""
        self._actions = actions

    def workbook_in_front(self) -> WpsWorkbook | None:
        """Return the workbook that the user sees; None where none is open."""
        book = self._actions.do("workbook")
        return None if book is None else WpsWorkbook(self._actions, book)

    def open(self, path: Path) -> None:
        """Open a workbook for the user."""
        self.opened(path)

    def opened(self, path: Path) -> WpsWorkbook:
        """Open a workbook for the user and return it."""
        return WpsWorkbook(self._actions, str(self._actions.do("open", str(path))))

    def add(self) -> WpsWorkbook:
        """Make a new workbook, which was never saved."""
        return WpsWorkbook(self._actions, str(self._actions.do("add")))

    def facts(self) -> dict[str, str]:
        """Return what WPS and the page say of themselves, by what is asked."""
        return {str(name): str(said) for name, said in self._actions.do("facts").items()}

    def read(self, path: Path) -> str:
        """Return a file's text as the page can read it."""
        return str(self._actions.do("read", str(path)))

    def convert(self, path: Path, wanted: Path, file_format: int | None = OPEN_XML) -> None:
        """Save a workbook in another format; None for the one that its new name says."""
        self._actions.do("convert", str(path), str(wanted), file_format)

    def show_status(self, text: str | None) -> None:
        """Show a text in the status bar; None gives the bar back to WPS."""
        self._actions.do("status", text)

    def say(self, text: str, *, title: str, failed: bool) -> None:  # noqa: ARG002 - its box has neither
        """Show a message box and wait until it is closed."""
        self._actions.do("say", text)

    def ask_folder(self, title: str) -> Path | None:
        """Have the user choose a folder; None where nothing was chosen."""
        chosen = self._actions.do("askFolder", title)
        return Path(chosen) if chosen else None

    def hush(self) -> Callable[[], None]:
        """Stop flickering, questions and event macros; return what puts the settings back."""
        before = self._actions.do("hush", None)

        def put_back() -> None:
            self._actions.do("hush", before)

        return put_back

    def is_busy(self, error: BaseException) -> bool:
        """Tell whether WPS took no calls, as while a cell is being edited."""
        return isinstance(error, WpsError) and str(error) == _BUSY

    def takes_no_sheets(self, error: BaseException) -> bool:
        """Tell whether WPS refused: not all its versions are known to copy into other workbooks."""
        return isinstance(error, WpsError) and str(error) not in (_BUSY, GONE)


class WpsWorkbook:
    """A workbook open in WPS; the page finds it by its path, also one that was loaded anew half-way."""

    def __init__(self, actions: Actions, full_name: str) -> None:
        """Take the page and the path with the name."""
        self._actions, self._full_name = actions, full_name

    @property
    def name(self) -> str:
        """The file's name; for a workbook that was never saved, its title."""
        return str(self._actions.do("name", self._full_name))

    @property
    def full_name(self) -> str:
        """The path with the name, which may be a web address."""
        return self._full_name

    @property
    def titles(self) -> list[str]:
        """The sheets' titles, from left to right."""
        return [str(title) for title in self._actions.do("titles", self._full_name)]

    @property
    def is_structure_protected(self) -> bool:
        """Whether sheets may not be added or removed."""
        return bool(self._actions.do("isProtected", self._full_name))

    @property
    def is_shared(self) -> bool:
        """Whether several people edit the workbook at once."""
        return bool(self._actions.do("isShared", self._full_name))

    @property
    def copy_suffix(self) -> str:
        """The suffix of its copies, which are Open XML."""
        suffix = Path(self.name).suffix.lower()
        return suffix if suffix in _OPEN_XML else ".xlsx"

    def save_copy(self, path: Path) -> None:
        """Save a copy as the workbook is now; of an old format, one that holds the same as Open XML."""
        suffix = Path(self.name).suffix
        if not suffix or suffix.lower() in _OPEN_XML:
            self._actions.do("saveCopy", self._full_name, str(path))
            return
        own = path.with_name(f"{path.stem}-原格式{suffix}")
        try:
            self._actions.do("saveCopy", self._full_name, str(own))
            self._actions.do("convert", str(own), str(path), OPEN_XML)
        finally:
            own.unlink(missing_ok=True)

    def close(self) -> None:
        """Close it without saving."""
        self._actions.do("close", self._full_name)

    def sheet(self, title: str) -> WpsSheet:
        """Return a sheet."""
        return WpsSheet(self._actions, self._full_name, title)

    @contextmanager
    def beside(self, path: Path) -> Iterator[WpsSource]:
        """Open a workbook to copy sheets of it into this one, and close it afterwards."""
        source = self._actions.do("openBeside", str(path))
        try:
            yield WpsSource(self._actions, source, self._full_name)
        finally:
            self._actions.do("close", source)


class WpsSheet:
    """A sheet of a workbook open in WPS."""

    def __init__(self, actions: Actions, book: str, title: str) -> None:
        """Take the page, the workbook's path and the sheet's title."""
        self._actions, self._book, self._title = actions, book, title

    @property
    def name(self) -> str:
        """The sheet's title."""
        return self._title

    @name.setter
    def name(self, title: str) -> None:
        self._do("rename", title)
        self._title = title

    @property
    def position(self) -> int:
        """The sheet's place among all, counted from 1."""
        return int(self._do("position"))

    @property
    def is_protected(self) -> bool:
        """Whether locked cells may not be written."""
        return bool(self._do("isSheetProtected"))

    def values(self, area: str) -> list[object]:
        """Return the values of a cell or of a part of a column, from top to bottom."""
        return list(self._do("values", area))

    def formulas(self, area: str) -> list[str]:
        """Return the formulas; the value as text where a cell has none."""
        return [str(formula) for formula in self._do("formulas", area)]

    def write_texts(self, top: str, texts: Sequence[str]) -> None:
        """Write texts from a cell downwards; each stays a text, whatever it looks like."""
        self._do("writeTexts", top, [typed(text) for text in texts])

    def write_formula(self, place: str, formula: str) -> None:
        """Enter into a cell what was read as its formula."""
        self._do("writeFormula", place, formula)

    def activate(self) -> None:
        """Show the sheet."""
        self._do("activate")

    def delete(self) -> None:
        """Remove the sheet."""
        self._do("delete")

    def _do(self, action: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the action answers
        return self._actions.do(action, self._book, self._title, *arguments)


class WpsSource:
    """A workbook open beside the user's, whose sheets are copied into that one."""

    def __init__(self, actions: Actions, source: str, target: str) -> None:
        """Take the page and both workbooks' paths."""
        self._actions, self._source, self._target = actions, source, target

    def copy(self, title: str, *, before: str | None = None, after: str | None = None) -> str:
        """Copy a sheet before or after a sheet of the user's workbook; return the title that it has there."""
        return str(self._actions.do("copy", self._source, title, self._target, before, after))
