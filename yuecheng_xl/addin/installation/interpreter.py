"""Ask the Python that clicks run whether it has all that a click needs."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.office.jobs import BUTTONS

if TYPE_CHECKING:
    from pathlib import Path

# What a click imports. Importing it also leaves byte code behind; clicks, which run with -B, only read it.
_QUESTIONS = """
import importlib, importlib.util, json, os, sys
missing = []
windows = ["win32com.client"] if sys.platform == "win32" else []
for name in [*ours, "xlwings", "openpyxl", *windows]:
    try:
        importlib.import_module(name)
    except ImportError as error:
        missing.append(f"{name}: {error}")
ribbon = sys.modules.get("yuecheng_xl.office.ribbon")
print(json.dumps({
    "missing": missing,
    "compiled": ribbon is not None and os.path.exists(importlib.util.cache_from_source(ribbon.__file__)),
    "home": sys.base_prefix,
}))
"""
_TIMEOUT = 120  # seconds; a first start without byte code on an old PC


@dataclass(frozen=True, slots=True)
class Answer:
    """What an interpreter says of itself."""

    missing: tuple[str, ...] = ()
    compiled: bool = False
    home: str = ""
    failure: str = ""
    """Why there is no answer; empty where there is one."""


def ask(interpreter: Path, python_path: str = "", *, compiling: bool = False) -> Answer:
    """Start an interpreter as a click does; ``compiling`` lets it keep byte code, which a click does not."""
    ours = ["yuecheng_xl.office.ribbon", *(f"yuecheng_xl.office.jobs.{job}" for job in BUTTONS)]
    code = f"import sys; sys.path.insert(0, {python_path!r})\nours = {ours!r}\n{_QUESTIONS}"
    command = [str(interpreter), *([] if compiling else ["-B"]), "-c", code]
    try:
        run = subprocess.run(  # noqa: S603 - the interpreter that the settings name
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(failure=str(error))
    try:
        told = json.loads(run.stdout.strip().rpartition("\n")[2])  # packages may print on import
    except json.JSONDecodeError:
        return Answer(failure=run.stderr.strip().rpartition("\n")[2] or f"exit code {run.returncode}")
    return Answer(tuple(told["missing"]), told["compiled"], told["home"])
