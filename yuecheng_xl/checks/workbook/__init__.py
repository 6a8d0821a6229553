"""What contradicts itself in a workbook, one check a module, each a pure function of the evaluation.

A new check is a new module here with a function ``check(evaluation) -> Iterator[Finding]``, and its
place in ``CHECKS``.
"""

from __future__ import annotations

from yuecheng_xl.checks.workbook import (
    base_and_target,
    decisions,
    forecasts,
    identities,
    jumps,
    not_the_same,
    noted_otherwise,
    part_years,
    planned_growth,
    ranks,
    shares,
    stated_growth,
    statuses,
)

CHECKS = (
    stated_growth.check,
    planned_growth.check,
    jumps.check,
    part_years.check,
    ranks.check,
    shares.check,
    statuses.check,
    noted_otherwise.check,
    base_and_target.check,
    identities.check,
    decisions.check,
    forecasts.check,
    not_the_same.check,
)
