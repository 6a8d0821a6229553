"""The rules over 100,000 indicators, without checks, against another commit's, in turn in one run.

``python benchmarks/rules_against.py COMMIT`` makes a worktree of the commit beside this checkout's, runs both
several times and prints the ratio of the medians of processor time. The bound is 0.35.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

INDICATORS = 100_000
BOUND = 0.35
ROUNDS = 3
ROOT = Path(__file__).parent.parent
_JOB = """
import sys, time
from dataclasses import replace
import yuecheng_xl as yx
from yuecheng_xl import rules
plan = yx.read_workbook(sys.argv[1])
size = int(sys.argv[2])
rounds = -(-size // len(plan.indicators))
large = replace(plan, indicators=(plan.indicators * rounds)[:size])
started = time.process_time()
rules.evaluate(large, ())
print(time.process_time() - started)
"""


def seconds(checkout: Path, master: Path, indicators: int) -> float:
    """Return the processor time of the rules of a checkout."""
    command = [sys.executable, "-c", _JOB, str(master), str(indicators)]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(run.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    arguments = parser.parse_args()
    git = ["git", "-C", str(ROOT), "worktree"]
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder, "other")
        subprocess.run([*git, "add", "--detach", str(other), arguments.commit], check=True)
        try:
            # One master for both, that the older one knows how to read.
            master = other / "workbook" / "指标总表.xlsx"
            pairs = [
                [seconds(checkout, master, arguments.indicators) for checkout in (ROOT, other)]
                for _ in range(ROUNDS)
            ]
        finally:
            subprocess.run([*git, "remove", "--force", str(other)], check=True)
    mine, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = mine / theirs
    print(
        f"{arguments.indicators} indicators: {mine:.1f} s, {arguments.commit} {theirs:.1f} s, "
        f"ratio {ratio:.2f} (bound {BOUND})"
    )
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
