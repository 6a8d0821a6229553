"""evaluation → result sheets, through the template workbooks under templates/."""

from yuecheng_xl.results.changes import Changes
from yuecheng_xl.results.for_click import write_sheets
from yuecheng_xl.results.writer import write_findings, write_results, write_table1

__all__ = ["Changes", "write_findings", "write_results", "write_sheets", "write_table1"]
