"""The whole process ``yuecheng-xl check --report`` on a report in Word, against the bare imports.

The report holds the prose that the tests use, and policy prose up to the published report's length.
Prints the median of the ratios, pair by pair. The bound is 2.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

from yuecheng_xl.checks.report.reading.source import read_report

PAIRS = 9
BOUND = 2.0
LENGTH = 24_000
"""Characters of the published report."""
PROSE = Path(__file__).parent.parent / "tests" / "data" / "report_prose.txt"
FILLER = "深入实施创新驱动发展战略，引进高层次人才357名，落户科技企业120家，“一网通办”走在全省前列。" * 6
NAIVE = [sys.executable, "-c", "import openpyxl, docx"]


def main() -> int:
    paragraphs = [paragraph.text for paragraph in read_report(PROSE).paragraphs]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.docx"
        document = docx.Document()
        fillers = (LENGTH - len("".join(paragraphs))) // len(FILLER)
        for paragraph in [*paragraphs, *[FILLER] * fillers]:
            document.add_paragraph(paragraph)
        document.save(str(report))
        job = [sys.executable, "-m", "yuecheng_xl", "check", "--report", str(report), "--json"]
        pairs = [(_seconds(job, folder), _seconds(NAIVE, folder)) for _ in range(PAIRS + 1)][1:]
    ratio = statistics.median(done / naive for done, naive in pairs)
    done, naive = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"check {done * 1000:.0f} ms, imports {naive * 1000:.0f} ms, ratio {ratio:.2f} (bound {BOUND})")
    return int(ratio > BOUND)


def _seconds(command: list[str], folder: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
