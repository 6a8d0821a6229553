"""plan → evaluation: the rules. Nothing here knows of workbooks, Excel or pandas."""

from yuecheng_xl.rules.assessment import Assessment
from yuecheng_xl.rules.evaluation import Evaluation, evaluate

__all__ = ["Assessment", "Evaluation", "evaluate"]
