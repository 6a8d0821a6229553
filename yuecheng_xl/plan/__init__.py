"""grid → plan: the indicator table read into values, with what is missing inferred or reported."""

from yuecheng_xl.plan.model import Direction, Indicator, Measure, Observation, Plan, Proposal, Target

__all__ = ["Direction", "Indicator", "Measure", "Observation", "Plan", "Proposal", "Target"]
