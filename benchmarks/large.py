"""The whole process ``yuecheng-xl evaluate`` on a large master, against openpyxl loading and saving it.

The master has the shipped one's rows over and over, each with a number, a name and figures of its own.
Prints the peak memory of both. The bound is 200 MB. ``--indicators`` makes it smaller or larger.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from yuecheng_xl.disk.shipped import master_workbook

INDICATORS = 20_000
BOUND = 200
TABLE, SETTINGS = "指标总表", "规划信息"
_NAIVE = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"


def make(path: Path, indicators: int) -> None:
    """Write the master row by row, so that this process stays the smallest."""
    source = load_workbook(master_workbook(), read_only=True, data_only=True)
    header, *rows = source[TABLE].iter_rows(values_only=True)
    number, name, chart = (header.index(title) for title in ("序号", "指标", "配图"))
    figures = random.Random(0)  # noqa: S311 - the same master each time
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(TABLE)
        sheet.write_row(0, 0, header)
        for index in range(indicators):
            turn, place = divmod(index, len(rows))
            row = [_varied(value, figures) if turn else value for value in rows[place]]
            row[number] = index + 1
            if turn:
                row[name] = f"{rows[place][name]}（{turn}）"
                row[chart] = None  # nobody prints a chart for each of twenty thousand
            sheet.write_row(index + 1, 0, row)
        sheet = book.add_worksheet(SETTINGS)
        for index, values in enumerate(source[SETTINGS].iter_rows(values_only=True)):
            sheet.write_row(
                index, 0, [f"{value:%Y-%m-%d}" if hasattr(value, "year") else value for value in values]
            )
    source.close()


def _varied(value: object, figures: random.Random) -> object:
    if not isinstance(value, int | float):
        return value
    return round(value * figures.uniform(0.9, 1.1), 0 if isinstance(value, int) and value > 100 else 2)


def run(command: list[str], folder: str) -> tuple[float, float]:
    """Return a command's peak memory in MB and its seconds."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        # The one child's, where getrusage has the largest of all children's.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return used.ru_maxrss / unit, time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    indicators = parser.parse_args().indicators
    with tempfile.TemporaryDirectory() as folder:
        master = Path(folder, "指标总表.xlsx")
        make(master, indicators)
        job, job_seconds = run([sys.executable, "-m", "yuecheng_xl", "evaluate", str(master)], folder)
        naive, naive_seconds = run([sys.executable, "-c", _NAIVE, str(master), "copy.xlsx"], folder)
    print(
        f"{indicators} indicators: evaluate {job:.0f} MB (bound {BOUND}) in {job_seconds:.0f} s, "
        f"openpyxl {naive:.0f} MB in {naive_seconds:.0f} s"
    )
    return int(job > BOUND)


if __name__ == "__main__":
    sys.exit(main())
