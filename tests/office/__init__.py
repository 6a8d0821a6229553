"""A spreadsheet application for the tests: LibreOffice, driven through xlwings as Excel is.

``Office`` starts it; ``engine`` is what xlwings talks to. Only what the add-in uses is there.
"""

from tests.office.application import WHY_NOT, Office

__all__ = ["WHY_NOT", "Office"]
