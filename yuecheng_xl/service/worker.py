"""The process of one run: ``python -m yuecheng_xl.service.worker JOB FOLDER``.

What the job is given comes as JSON on standard input; lines of JSON on standard output tell how far it is and
how it ended; its result, which may be large, is the file ``result.json`` of the folder.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.disk import log
from yuecheng_xl.findings.errors import YuechengError
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.process.startup import collect_garbage_rarely, import_lean, lean_openpyxl
from yuecheng_xl.service.jobs import JOBS

if TYPE_CHECKING:
    from typing import TextIO

RESULT = "result.json"


def main() -> int:
    """Do the job; return the exit code."""
    job, folder = sys.argv[1], Path(sys.argv[2])
    # What anything else prints must not mix with what is told.
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        _tell(told, {"end": "done", **_do(job, folder, json.load(sys.stdin), told)})
    except YuechengError as error:
        if error.__cause__ is not None:
            log.write("".join(traceback.format_exception(error)))
        _tell(told, {"end": "failed", "error": finding_record(error.finding)})
    except Exception:  # noqa: BLE001 - the outermost boundary of a run
        _tell(told, {"end": "failed", "error": finding_record(log.unexpected())})
    return 0


def _do(job: str, folder: Path, task: dict[str, Any], told: TextIO) -> dict[str, Any]:
    assert job in JOBS  # noqa: S101 - the service has looked
    collect_garbage_rarely()
    lean_openpyxl()

    def progress(done: int, of: int) -> None:
        _tell(told, {"done": done, "of": of})

    result = import_lean(f"yuecheng_xl.service.jobs.{job}").do(task, folder / "out", progress)
    (folder / RESULT).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return {"outputs": [item.name for item in sorted((folder / "out").iterdir())]}


def _tell(told: TextIO, event: dict[str, Any]) -> None:
    told.write(json.dumps(event, ensure_ascii=False) + "\n")
    told.flush()


if __name__ == "__main__":
    sys.exit(main())
