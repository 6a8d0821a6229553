"""evaluation → result sheets, through the template workbooks under templates/."""

from yuecheng_xl.results.writer import (
    Changes,
    write_findings,
    write_results,
    write_sheets,
    write_table1,
)

__all__ = ["Changes", "write_findings", "write_results", "write_sheets", "write_table1"]
