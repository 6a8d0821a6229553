"""evaluation → result sheets, through the template workbooks under templates/."""

from yuecheng_xl.results.writer import (
    Changes,
    Written,
    write_findings,
    write_results,
    write_sheets,
    write_table1,
)

__all__ = ["Changes", "Written", "write_findings", "write_results", "write_sheets", "write_table1"]
