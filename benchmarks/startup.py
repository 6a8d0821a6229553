"""The whole process ``yuecheng-xl evaluate`` on the shipped workbook, against the bare imports.

Runs the two in turn and prints the median of the ratios, pair by pair. The bound is 0.7.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

PAIRS = 9
BOUND = 0.7
JOB = [sys.executable, "-m", "yuecheng_xl", "evaluate"]
NAIVE = [sys.executable, "-c", "import openpyxl, pandas"]
# An installed package is compiled; so is a checkout, once, unless the environment forbids it.
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str], folder: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=COMPILED)
    return time.perf_counter() - started


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        for command in (JOB, NAIVE):
            seconds(command, folder)  # warm the disk's cache and the byte code
        pairs = [(seconds(JOB, folder), seconds(NAIVE, folder)) for _ in range(PAIRS)]
    ratio = statistics.median(job / naive for job, naive in pairs)
    job, naive = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"evaluate {job * 1000:.0f} ms, imports {naive * 1000:.0f} ms, ratio {ratio:.2f} (bound {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
