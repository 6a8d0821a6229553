"""Read the tables of a web page, which many a system saves as .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from yuecheng_xl.grid.cells import Look, look
from yuecheng_xl.grid.model import Book
from yuecheng_xl.grid.strange import Strange, strange
from yuecheng_xl.grid.typed_cells import Filling, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.grid.model import Grid

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,12})", re.IGNORECASE)
_BEGINNING = 4096
_MOST_SPAN, _MOST_TABLES = 1000, 200
_TAGS = ("<html", "<table", "<!doctype html", "<body")
_CELLS = ("td", "th")
_UNSEEN = ("script", "style", "template", "title")
_STRUCK = ("s", "strike", "del")


def page_in(content: bytes) -> bytes | None:
    """Return the web page that a file is, or that one saved as a whole (.mht) holds; None where none."""
    if content[:_BEGINNING].lstrip()[:13].lower() == b"mime-version:":
        from email import message_from_bytes  # noqa: PLC0415 - hardly ever sent

        for part in message_from_bytes(content).walk():
            payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(payload, bytes) and b"<table" in payload.lower():
                return payload
        return None
    head = text_of(content[:_BEGINNING]).lstrip().lower()
    is_page = head.startswith("<") and any(
        tag in head for tag in ("<html", "<table", "<!doctype html", "<body")
    )
    return content if is_page else None


def read_page(path: Path, content: bytes) -> Book:
    """Read the tables of a web page, a sheet each; what stands before one is its title.

    Raises:
        InputFileError: it has no table, or more cells than anybody fills in.

    """
    said = _CHARSET.search(content[:_BEGINNING])
    reader = _Reader(path)
    reader.feed(text_of(content, said[1].decode() if said else ""))
    reader.close()
    grids = reader.found()
    if not grids:
        raise strange(path, Strange.PAGE)
    return Book(path, tuple(grids))


class _Reader(HTMLParser):
    """Gathers tables; one inside another's cell is a table of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self._path = path
        self._done: list[Filling] = []
        self._open: list[_Table] = []
        self._title: list[str] = []
        self._unseen = 0

    def found(self) -> list[Grid]:
        """Return the tables that hold something."""
        while self._open:
            self._close()
        return [filling.grid() for filling in self._done if not filling.is_empty]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table" and len(self._done) + len(self._open) < _MOST_TABLES:
            filling = Filling(self._path, f"表{len(self._done) + len(self._open) + 1}")
            title = " ".join("".join(self._title).split())[-200:]
            self._open.append(_Table(filling, title))
            self._title = []
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].begin_row(is_hidden="display:none" in marks.get("style", "").replace(" ", ""))
        elif tag in _CELLS:
            self._open[-1].begin_cell(_span(marks.get("rowspan")), _span(marks.get("colspan")))
        elif tag == "br":
            self._open[-1].text("\n")
        elif tag == "sup":
            self._open[-1].raised += 1
        elif tag in _STRUCK:
            self._open[-1].struck += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._open:
            return
        elif tag == "table":
            self._close()
        elif tag in (*_CELLS, "tr"):
            self._open[-1].end_cell()
        elif tag == "sup":
            self._open[-1].raised = 0
        elif tag in _STRUCK:
            self._open[-1].struck = 0

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._open:
            self._open[-1].text(data)
        else:
            self._title = [*self._title[-20:], data]

    def _close(self) -> None:
        table = self._open.pop()
        table.end_cell()
        self._done.append(table.filling)


class _Table:
    """One table: rows and cells, of which merged ones take places in the rows below."""

    def __init__(self, filling: Filling, title: str) -> None:
        self.filling = filling
        self.raised = self.struck = 0
        self._row = self._column = 0
        self._taken: dict[int, int] = {}  # by column, the last row that an area from above takes
        self._cell: tuple[int, int] | None = None
        self._runs: list[tuple[str, Look]] = []
        self._is_hidden = False
        if title:
            filling.put(1, 1, [(title, Look.PLAIN)])
            self._row = 1

    def begin_row(self, *, is_hidden: bool) -> None:
        self.end_cell()
        self._row, self._column, self._is_hidden = self._row + 1, 0, is_hidden

    def begin_cell(self, height: int, width: int) -> None:
        self.end_cell()
        self._row = self._row or 1
        self._column += 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        self._cell, self._runs = (height, width), []
        self.raised = self.struck = 0

    def text(self, data: str) -> None:
        if self._cell is not None:
            how = look(is_raised=self.raised > 0, is_struck=self.struck > 0)
            self._runs.append((data, how))

    def end_cell(self) -> None:
        if self._cell is None:
            return
        height, width = self._cell
        self._cell = None
        runs = [] if self._is_hidden else self._runs
        self.filling.put(self._row, self._column, runs, height=height, width=width)
        for column in range(self._column, self._column + width):
            self._taken[column] = self._row + height - 1
        self._column += width - 1


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isascii() and text.isdecimal() and int(text) else 1
