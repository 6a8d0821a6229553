"""标准表: a submission on the form that it should have come on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.forms.distribution import form_rows
from yuecheng_xl.forms.layout import Answer, Row
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from yuecheng_xl.collection.model import Subject, Submission
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.forms.stencil import Stencils


def standard_form(submission: Submission, roster: Roster, stencils: Stencils) -> bytes:
    """Return the department's form with the submission's answers, as the bytes of an .xlsx file.

    What the submission leaves out shows as the master has it, as on the form that was sent out.
    """
    own = roster.departments.get(submission.department, ()), roster.listed.get(submission.department, ())
    numbers = {subject for subject in submission.numbers if not isinstance(subject, Row)}
    listed = {subject for subject in submission.numbers if isinstance(subject, Row)}
    answered: dict[Subject, dict[Key, Printed]] = {}
    for entry in submission.entries:
        printed, row = entry.printed, answered.setdefault(entry.number, {})
        if entry.status is Status.UNREADABLE and entry.key in row:
            # Two answers that contradict each other: neither of them may stand there as if it were right.
            printed = Printed(f"{row[entry.key].text}；{entry.text}")
        row[entry.key] = printed

    def filled(subject: Subject) -> dict[Key, Answer]:
        given = answered.get(subject, {})
        return {
            key: Answer(given[key], answer.is_open) if key in given else answer
            for key, answer in roster.known(subject).answers.items()
        }

    rows = form_rows(
        ((item, filled(item.number)) for item in roster.of(sorted(numbers.union(own[0])))),
        ((roster.rows[row], filled(row)) for row in sorted(listed.union(own[1]))),
    )
    return stencils.fill(roster.identity(submission.department), rows, submission.modified)
