"""表2: what is recommended to change, those with changed definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import table2

if TYPE_CHECKING:
    from yuecheng_xl.results.page import Page
    from yuecheng_xl.sheets.render import Rendered

TITLE = "表2"


def fill(page: Page) -> Rendered:
    """Fill Table 2; where nothing changes, its one row says so."""
    return page.render(page.scope, [table2.printed_lines(page.evaluation)])
