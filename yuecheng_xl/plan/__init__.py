"""grid → plan: the indicator table read into values, with what is missing inferred or reported."""

from yuecheng_xl.plan.model import Action, Direction, Doubt, Indicator, Measure, Plan, Reading, Target
from yuecheng_xl.plan.observation import Observation
from yuecheng_xl.plan.series import Datum, Series

__all__ = [
    "Action",
    "Datum",
    "Direction",
    "Doubt",
    "Indicator",
    "Measure",
    "Observation",
    "Plan",
    "Reading",
    "Series",
    "Target",
]
