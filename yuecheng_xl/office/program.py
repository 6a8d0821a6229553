"""What a job asks of the office program in which its button was clicked.

``excel.py`` answers for Excel. A further program is a module beside that one whose classes have these
members: sessions, the exchange of sheets and the jobs know no more of any program than what stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path


class Program(Protocol):
    """A running office program."""

    name: str
    """What its users call it."""

    def workbook_in_front(self) -> OpenWorkbook | None:
        """Return the workbook that the user sees; None where none is open."""

    def open(self, path: Path) -> None:
        """Open a workbook for the user."""

    def show_status(self, text: str | None) -> None:
        """Show a text in the status bar; None gives the bar back to the program."""

    def say(self, text: str, *, title: str, failed: bool) -> None:
        """Show a message box and wait until it is closed."""

    def ask_folder(self, title: str) -> Path | None:
        """Have the user choose a folder; None where nothing was chosen."""

    def hush(self) -> Callable[[], None]:
        """Stop flickering, questions and event macros; return what puts the settings back."""

    def is_busy(self, error: BaseException) -> bool:
        """Tell whether the program took no calls, as while a cell is being edited."""

    def takes_no_sheets(self, error: BaseException) -> bool:
        """Tell whether a copy that failed with this error would fail again, so that the results go beside."""


class OpenWorkbook(Protocol):
    """A workbook that the user has open."""

    @property
    def name(self) -> str:
        """The file's name; for a workbook that was never saved, its title."""

    @property
    def full_name(self) -> str:
        """The path with the name, which may be a web address."""

    @property
    def titles(self) -> list[str]:
        """The sheets' titles, from left to right."""

    @property
    def copy_suffix(self) -> str:
        """The suffix of the files that ``save_copy`` writes."""

    @property
    def is_structure_protected(self) -> bool:
        """Whether sheets may not be added or removed."""

    @property
    def is_shared(self) -> bool:
        """Whether several people edit the workbook at once (共享工作簿)."""

    def save_copy(self, path: Path) -> None:
        """Save a copy of the workbook as it is now; the open one stays what it is."""

    def sheet(self, title: str) -> OpenSheet:
        """Return a sheet."""

    def beside(self, path: Path) -> AbstractContextManager[SourceWorkbook]:
        """Open a workbook to copy sheets of it into this one, and close it afterwards."""


class OpenSheet(Protocol):
    """A sheet of such a workbook. Cells go by their names, a column's part by ``J2:J9``."""

    name: str
    """The sheet's title."""

    @property
    def position(self) -> int:
        """The sheet's place among all, counted from 1."""

    @property
    def is_protected(self) -> bool:
        """Whether locked cells may not be written."""

    def values(self, area: str) -> list[object]:
        """Return the values of a cell or of a part of a column, from top to bottom."""

    def formulas(self, area: str) -> list[str]:
        """Return the formulas; the value as text where a cell has none."""

    def write_texts(self, top: str, texts: Sequence[str]) -> None:
        """Write texts from a cell downwards; each stays a text, whatever it looks like."""

    def write_formula(self, place: str, formula: str) -> None:
        """Enter into a cell what was read as its formula."""

    def activate(self) -> None:
        """Show the sheet."""

    def delete(self) -> None:
        """Remove the sheet."""


class SourceWorkbook(Protocol):
    """A workbook open beside the user's, whose sheets are copied into that one."""

    def copy(self, title: str, *, before: str | None = None, after: str | None = None) -> str:
        """Copy a sheet before or after a sheet of the user's workbook; return the title that it has there."""
