"""The process of one click in WPS: ``python -m yuecheng_xl.service.clicking BUTTON``.

Each line on standard output is an action for the add-in's page, each line on standard input its answer; the
last line tells how the click ended.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from yuecheng_xl.disk import log
from yuecheng_xl.office.ribbon import run
from yuecheng_xl.office.wps import GONE, Wps, WpsError
from yuecheng_xl.service.speech import Speech


class Page:
    """The add-in's page, at the other end of this process's pipes."""

    def __init__(self, speech: Speech) -> None:
        """Ask in this way; answers come on standard input."""
        self._speech = speech

    def do(self, action: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the action answers
        """Have an action done and return its answer.

        Raises:
            WpsError: WPS refused, or the page is gone.

        """
        self._speech.tell({"action": action, "arguments": arguments})
        line = sys.stdin.readline()
        answer = json.loads(line) if line else {"error": GONE}
        if "error" in answer:
            raise WpsError(answer["error"])
        return answer.get("result")


def main() -> int:
    """Do what the button is for; return the exit code."""
    speech = Speech()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a pipe of the service
    try:
        end = {"text": run(sys.argv[1], Wps(Page(speech))).text, "failed": False}
    except Exception as error:  # noqa: BLE001 - the outermost boundary of a click
        end = {"text": str(log.explain(error)), "failed": True}
    speech.tell({"end": end})
    return 0


if __name__ == "__main__":
    sys.exit(main())
