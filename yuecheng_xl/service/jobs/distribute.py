"""Split a master into the departments' forms, in one archive."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.forms import distribute
from yuecheng_xl.forms.brief import distributed
from yuecheng_xl.forms.record import distribution_record
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable


def do(task: dict[str, str], out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Write the forms and pack them."""
    path = Path(task["master"])
    progress(0, 2)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        distribution = distribute(read_workbook(path), folder)
        progress(1, 2)
        shutil.make_archive(str(out / f"{path.stem}-报送表"), "zip", folder)
    return {"brief": distributed(distribution), **distribution_record(distribution)}
