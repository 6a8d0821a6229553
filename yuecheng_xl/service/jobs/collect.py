"""Merge submissions into the master; the whole output folder comes in one archive, the master beside it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.collection import collect
from yuecheng_xl.collection.brief import collected
from yuecheng_xl.collection.record import collection_record
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable


def do(task: dict[str, str], out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Collect the set of submissions."""
    path = Path(task["master"])
    folder = out.parent / f"{path.stem}-汇总结果"
    collection = collect(Path(task["submissions"]), read_workbook(path), folder, progress=progress)
    record = collection_record(collection)
    for made, key in ((collection.master, "master"), (collection.listing, "listing")):
        if made is not None:
            shutil.copyfile(made, out / made.name)
            record[key] = made.name  # a path says nothing to who is elsewhere
    shutil.make_archive(str(out / folder.name), "zip", folder)
    return {"brief": collected(collection), **record}
