"""问题清单: what reading, the rules, the checks and writing found, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import findings

if TYPE_CHECKING:
    from yuecheng_xl.results.page import Page
    from yuecheng_xl.sheets.render import Rendered

TITLE = "问题清单"


def fill(page: Page) -> Rendered:
    """Fill the list; where nothing was found, its one row says so."""
    scope = {**page.scope, **findings.counts(page.findings)}
    return page.render(scope, [findings.printed_lines(page.findings)])
