"""A new master as a plain record, for ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.masters.questions import OPTIONS

if TYPE_CHECKING:
    from yuecheng_xl.masters.making import NewMaster


def master_record(master: NewMaster) -> dict[str, Any]:
    """Return what was made, what is missing, with the option that tells it, and what was guessed."""
    plan = master.plan
    return {
        "path": str(master.path.absolute()),
        "plan": {
            "name": plan.name if plan else "",
            "district": plan.district if plan else "",
            "base_year": master.base_year,
            "target_year": master.target_year,
            "cutoff": plan.cutoff.isoformat() if plan else None,
        },
        "indicators": len(plan.indicators) if plan else 0,
        "missing": [{"what": key, "option": OPTIONS[key]} for key in master.missing],
        "guesses": [{"where": where, "what": what} for where, what in master.guesses],
        "remarks": list(master.remarks),
        "findings": [finding_record(item) for item in master.findings],
    }
