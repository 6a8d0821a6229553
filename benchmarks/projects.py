"""10,000 major projects read, evaluated and written, against pandas merely reading their sheet.

Each project has a row of its own with money by year, dates in words, a stage, a department and a place.
Prints seconds of the processor, which other work on the machine does not stretch, and their ratio: the bound
is 2. ``--projects`` makes the list shorter or longer, ``--profile`` shows what the time goes to.
"""

import argparse
import cProfile
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import xlsxwriter

import yuecheng_xl as yx
from yuecheng_xl.disk.shipped import master_workbook

PROJECTS, BOUND, ROUNDS = 10_000, 2, 3
HEADER = [
    "编号", "项目名称", "类别", "建设性质", "总投资（亿元）", "规划期计划投资（亿元）",
    *(f"{year}年{what}投资（亿元）" for year in (2021, 2022, 2023) for what in ("计划", "完成")),
    "2024年计划投资（亿元）", "累计完成投资（亿元）", "阶段", "计划开工", "实际开工", "计划竣工", "实际竣工",
    "责任单位", "属地", "形象进度", "存在问题", "需协调事项",
]  # fmt: skip
KINDS = ("产业", "交通", "民生", "水利", "城建", "能源")


def make(path: Path, projects: int) -> None:
    """Write a master of one indicator and many projects, each of its own figures."""
    chance = random.Random(0)  # noqa: S311 - the same master each time
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("规划信息")
        for row, pair in enumerate((("基期", 2020), ("目标年", 2025), ("评估时点", "2023年6月30日"))):
            sheet.write_row(row, 0, pair)
        sheet = book.add_worksheet("指标总表")
        sheet.write_row(0, 0, ["序号", "指标", "单位", "2025年目标", "2020年", "2022年"])
        sheet.write_row(1, 0, [1, "公路里程", "公里", 80, 20, 44])
        sheet = book.add_worksheet("重大项目")
        sheet.write_row(0, 0, HEADER)
        for number in range(1, projects + 1):
            sheet.write_row(number, 0, _row(number, chance))


def _row(number: int, chance: random.Random) -> list[object]:
    planned = round(chance.uniform(1, 60), 2)
    years = [round(planned * chance.uniform(0.1, 0.2), 2) for _ in range(7)]
    begun = chance.random() < 0.8
    finished = begun and chance.random() < 0.2
    done = [years[1], years[3], years[5]] if begun else [None] * 3
    start, end = f"{chance.randint(2020, 2024)}年{chance.randint(1, 12)}月", chance.randint(2023, 2026)
    return [
        number, f"第{number}号工程", chance.choice(KINDS), chance.choice(("新建", "续建")),
        round(planned * 1.3, 2),
        planned, years[0], done[0], years[2], done[1], years[4], done[2], years[6],
        round(sum(filter(None, done)), 2) or None, "竣工" if finished else "在建" if begun else "前期",
        start, f"2021年{chance.randint(1, 12)}月" if begun else None, f"{end}年{chance.randint(1, 12)}月",
        "2023年3月" if finished else None, f"{chance.randint(1, 30)}号局", f"{chance.randint(1, 20)}号镇",
        "主体施工", "资金不足" if number % 7 == 0 else None, "请协调用地" if number % 40 == 0 else None,
    ]  # fmt: skip


def seconds(job: Callable[[], object]) -> float:
    """Return the processor's seconds of a job."""
    started = time.process_time()
    job()
    return time.process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    master_workbook()
    with tempfile.TemporaryDirectory() as folder:
        master, out = Path(folder, "指标总表.xlsx"), Path(folder, "结果.xlsx")
        make(master, options.projects)

        def job() -> None:
            yx.write_results(yx.evaluate(yx.read_workbook(master)), out)

        def naive() -> None:
            pd.read_excel(master, sheet_name="重大项目")

        job()  # imports, templates
        if options.profile:
            with cProfile.Profile() as profile:
                job()
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        ours, theirs = zip(*((seconds(job), seconds(naive)) for _ in range(ROUNDS)), strict=True)
    ratio = min(ours) / min(theirs)
    print(
        f"{options.projects} projects: read, evaluated and written in {min(ours):.2f} s, "
        f"read by pandas in {min(theirs):.2f} s: {ratio:.2f} times (bound {BOUND})"
    )
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
