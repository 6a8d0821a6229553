"""evaluation → result sheets, through the template workbooks under templates/."""

from yuecheng_xl.results.writer import Written, write_results, write_table1

__all__ = ["Written", "write_results", "write_table1"]
