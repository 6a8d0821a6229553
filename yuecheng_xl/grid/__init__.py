"""file → grid: a workbook judged by its content and read into plain cells."""

from yuecheng_xl.grid.model import Area, Book, Cell, CellKind, Grid
from yuecheng_xl.grid.workbook import read_book

__all__ = ["Area", "Book", "Cell", "CellKind", "Grid", "read_book"]
