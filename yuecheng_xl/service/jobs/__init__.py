"""What the page can have done, one job a module with ``do(task, out, progress) -> record``.

``task`` has the paths of the files by role, ``out`` is the folder of the results, ``progress`` is called with
what is done and of how much. The record is plain values for the page.
"""

from __future__ import annotations

from typing import NamedTuple


class Takes(NamedTuple):
    """The roles of the files that a job is given: each one file, or a whole set of files.

    ``answers``: whether the page sends answers to doubts with them.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    answers: bool = False


JOBS = {
    "evaluate": Takes(("master",)),
    "answer": Takes(("master",), answers=True),
    "report": Takes(("master",)),
    "check_report": Takes(("master", "report")),
    "distribute": Takes(("master",)),
    "collect": Takes(("master",), ("submissions",)),
}
"""The jobs by id, each the name of its module."""
