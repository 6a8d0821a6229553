"""标准表: a submission on the form that it should have come on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.forms.layout import Answer
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from yuecheng_xl.collection.model import Submission
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.forms.stencil import Stencil


def standard_form(submission: Submission, roster: Roster, stencil: Stencil) -> bytes:
    """Return the department's form with the submission's answers, as the bytes of an .xlsx file.

    What the submission leaves out shows as the master has it, as on the form that was sent out.
    """
    own = roster.departments.get(submission.department, ())
    indicators = roster.of(sorted({*own} | submission.numbers))
    answered: dict[int, dict[object, Answer]] = {}
    for entry in submission.entries:
        printed, row = entry.printed, answered.setdefault(entry.number, {})
        if entry.status is Status.UNREADABLE and entry.key in row:
            # Two answers that contradict each other: neither of them may stand there as if it were right.
            printed = Printed(f"{row[entry.key].printed.text}；{entry.text}")
        row[entry.key] = Answer(printed, is_open=True)
    rows = []
    for indicator in indicators:
        known = roster.known(indicator.number).answers
        given = answered.get(indicator.number, {})
        rows.append(
            (
                indicator,
                {
                    key: Answer(given[key].printed, answer.is_open) if key in given else answer
                    for key, answer in known.items()
                },
            )
        )
    return stencil.fill(roster.identity(submission.department), rows, submission.modified)
