"""The evaluation alone, rules and checks, over many indicators: the shipped plan's, repeated.

Prints time per indicator for each size; the ratio of the largest to the smallest must stay near one.
"""

import gc
import sys
import time
from dataclasses import replace

import yuecheng_xl as yx

SIZES = (1_000, 10_000, 100_000)
BOUND = 1.3


def main() -> int:
    plan = yx.read_workbook()
    each = []
    for size in SIZES:
        rounds = -(-size // len(plan.indicators))
        indicators = (plan.indicators * rounds)[:size]
        large = replace(plan, indicators=indicators)
        gc.collect()
        started = time.perf_counter()
        evaluation = yx.evaluate(large)
        spent = time.perf_counter() - started
        each.append(spent / size)
        print(f"{size:>7} indicators: {spent:6.2f} s, {spent / size * 1e6:.0f} µs each")
        if evaluation.summary.total != size:
            raise AssertionError("an indicator was lost")
    ratio = each[-1] / each[0]
    print(f"time per indicator, {SIZES[-1]} against {SIZES[0]}: {ratio:.2f} (bound {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
