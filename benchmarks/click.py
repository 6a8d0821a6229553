"""A click: from the process's start to the entry point, and what it costs beside the same job in a terminal.

The start is measured as Excel's call makes it, against the bare ``import xlwings`` of the same
environment; the bound is 1.2. The job runs on a workbook open in LibreOffice, through the engine of the
tests; what a click does beside the job (save a copy, copy the sheets in) is reported, not bound.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

PAIRS, CLICKS = 9, 5
BOUND = 1.2
BARE = [sys.executable, "-c", "import xlwings"]
CALL = [
    sys.executable,
    "-B",
    "-c",
    (
        "import xlwings.utils; xlwings.utils.prepare_sys_path('false;;;;;'); "
        "from yuecheng_xl.office.ribbon import click; click"
    ),
]


def seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def start() -> float:
    """Print the time to the entry point, and return its ratio to the bare import's."""

    def run(command: list[str]) -> float:
        return seconds(lambda: subprocess.run(command, check=True))

    for command in (CALL, BARE):
        run(command)  # warm the disk's cache and the byte code
    pairs = [(run(CALL), run(BARE)) for _ in range(PAIRS)]
    ratio = statistics.median(call / bare for call, bare in pairs)
    call, bare = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    print(
        f"to the entry point {call:.0f} ms, import xlwings {bare:.0f} ms, ratio {ratio:.2f} (bound {BOUND})"
    )
    return ratio


def job(folder: Path) -> None:
    """Print what a click takes, and what the same job takes on the saved file."""
    from tests.office import WHY_NOT, Office

    if WHY_NOT:
        print(f"no click measured: {WHY_NOT}")
        return
    import xlwings as xw

    import yuecheng_xl as yx
    from tests.office.engine import Engine
    from yuecheng_xl.disk.shipped import master_workbook
    from yuecheng_xl.office.excel import ExcelWorkbook
    from yuecheng_xl.office.ribbon import click

    os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = str(folder)
    office = Office(folder)
    try:
        engine = Engine(office)
        xw.engines.add(xw.Engine(impl=engine))
        xw.engines[engine.name].activate()
        book = xw.books.open(shutil.copy(master_workbook(), folder / "指标总表.xlsx"))
        click("evaluate")  # the first has no sheets to replace
        copy = folder / "副本.xlsx"
        opened = ExcelWorkbook(book)
        opened.save_copy(copy)

        def evaluate() -> None:
            yx.write_results(yx.evaluate(yx.read_workbook(copy)), folder / "结果.xlsx")

        evaluate()
        rounds = [
            (
                seconds(lambda: click("evaluate")),
                seconds(evaluate),
                seconds(lambda: opened.save_copy(copy)),
            )
            for _ in range(CLICKS)
        ]
        if "共34个指标" not in engine.app.said[-1]:
            raise AssertionError(engine.app.said[-1])
    finally:
        office.stop()
    clicked, same, saving = (statistics.median(times) * 1000 for times in zip(*rounds, strict=True))
    print(
        f"a click {clicked:.0f} ms, the same job on the saved file {same:.0f} ms; "
        f"of the difference, saving the copy {saving:.0f} ms"
    )


def main() -> int:
    ratio = start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        job(Path(folder))
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
