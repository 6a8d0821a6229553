"""A distribution as a plain record: what ``distribute --json`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings.record import finding_record

if TYPE_CHECKING:
    from yuecheng_xl.forms.distribution import Distribution


def distribution_record(distribution: Distribution) -> dict[str, Any]:
    """Return what was sent out."""
    return {
        "forms": [
            {
                "department": form.department,
                "file": str(form.path),
                "indicators": [item.number for item in form.indicators],
                "open_figures": form.open_figures,
                **({"tasks": list(form.tasks)} if form.tasks else {}),
                **({"projects": list(form.projects)} if form.projects else {}),
            }
            for form in distribution.forms
        ],
        "findings": [finding_record(item) for item in distribution.findings],
    }
