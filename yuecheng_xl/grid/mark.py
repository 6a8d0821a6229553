"""The mark of a sheet that this product made: such sheets are results, never input."""

from __future__ import annotations

MARK = "_yuecheng_xl_result"
"""A hidden name, defined for the sheet alone."""

STALE = "_yuecheng_xl_stale"
"""Another: the cells whose formulas look at what we changed, until Excel computes them."""
