"""A new master workbook (指标总表): from a clerk's own table in any layout that is read, or from nothing."""

from yuecheng_xl.masters.making import NewMaster, new_master
from yuecheng_xl.masters.questions import Question

__all__ = ["NewMaster", "Question", "new_master"]
