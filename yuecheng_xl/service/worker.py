"""The process of one run: ``python -m yuecheng_xl.service.worker JOB FOLDER``.

What the job is given comes as a line of JSON on standard input; lines of JSON on standard output tell how
far it is and how it ended; its result, which may be large, is the file ``result.json`` of the folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from yuecheng_xl.disk import log
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.finding import Kind
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.process.startup import collect_garbage_rarely, import_lean, lean_openpyxl
from yuecheng_xl.service.jobs import JOBS
from yuecheng_xl.service.speech import Speech

RESULT = "result.json"


def main() -> int:
    """Do the job; return the exit code."""
    job, folder = sys.argv[1], Path(sys.argv[2])
    speech = Speech()
    try:
        speech.tell({"end": "done", **_do(job, folder, json.loads(sys.stdin.readline()), speech)})
    except Exception as error:  # noqa: BLE001 - the outermost boundary of a run
        speech.tell({"end": "failed", "error": finding_record(log.explain(error))})
    return 0


def _do(job: str, folder: Path, task: dict[str, Any], speech: Speech) -> dict[str, Any]:
    assert job in JOBS  # noqa: S101 - the service has looked
    collect_garbage_rarely()
    lean_openpyxl()

    def progress(done: int, of: int) -> None:
        speech.tell({"done": done, "of": of})

    result = import_lean(f"yuecheng_xl.service.jobs.{job}").do(task, folder / "out", progress)
    result["kinds"] = _titles({item["code"] for item in result.get("findings") or ()})
    (folder / RESULT).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return {"outputs": [item.name for item in sorted((folder / "out").iterdir())]}


def _titles(codes: set[str]) -> dict[str, str]:
    """Return what the kinds of findings are called, by code."""
    known = (kind for kind in vars(catalogue).values() if isinstance(kind, Kind))
    return {kind.code: kind.title for kind in known if kind.code in codes}


if __name__ == "__main__":
    sys.exit(main())
