"""The process of one click in WPS: ``python -m yuecheng_xl.service.clicking BUTTON``.

Each line on standard output is an action for the add-in's page, each line on standard input its answer; the
last line tells how the click ended.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from yuecheng_xl.office.ribbon import explain, run
from yuecheng_xl.office.wps import Wps, WpsError

if TYPE_CHECKING:
    from typing import TextIO


class Page:
    """The add-in's page, at the other end of this process's pipes."""

    def __init__(self, asked: TextIO) -> None:
        """Ask on a stream; answers come on standard input."""
        self._asked = asked

    def do(self, action: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the action answers
        """Have an action done and return its answer.

        Raises:
            WpsError: WPS refused, or the page is gone.

        """
        self.tell({"action": action, "arguments": arguments})
        line = sys.stdin.readline()
        answer = json.loads(line) if line else {"error": "the page is gone"}
        if "error" in answer:
            raise WpsError(answer["error"])
        return answer.get("result")

    def tell(self, message: dict[str, Any]) -> None:
        """Write a line."""
        self._asked.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._asked.flush()


def main() -> int:
    """Do what the button is for; return the exit code."""
    # What anything else prints must not mix with what is asked.
    page = Page(os.fdopen(os.dup(1), "w", encoding="utf-8"))
    os.dup2(2, 1)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a pipe of the service
    try:
        end = {"text": run(sys.argv[1], Wps(page)).text, "failed": False}
    except Exception as error:  # noqa: BLE001 - the outermost boundary of a click
        end = {"text": str(explain(error)), "failed": True}
    page.tell({"end": end})
    return 0


if __name__ == "__main__":
    sys.exit(main())
