"""``collect`` on clean submissions, against pandas' mere reading of the same files.

Three kinds of submissions: the shipped master's forms, filled, over and over; one form for each of many
departments; and whole tables of 34 rows and 12 columns in a layout of the departments' own, without the
form's hidden sheet. All are saved as office programs save: texts in a table of their own. The bounds are
for forms; what a whole table costs in each of many departments is shown beside them.

What runs in one process is compared by its processor time, which other jobs on the machine leave alone;
the whole command by the clock. Each is run in turn with the naive way, and the median of the ratios counts.
"""

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pandas as pd
import psutil
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

import yuecheng_xl as yx
from yuecheng_xl.disk.shipped import master_workbook

FEW, MANY = 200, 10_000
ROUNDS = 5
READING_BOUND, COMMAND_BOUND, GROWTH_BOUND, MEMORY_BOUND = 0.25, 1.0, 1.2, 500
MEGABYTE = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@dataclass(frozen=True)
class Batch:
    """A folder of submissions, and the master that they are for."""

    folder: Path
    master: Path

    @property
    def files(self) -> list[Path]:
        """The submissions in the order of their names."""
        return sorted(self.folder.rglob("*.xlsx"))


# Making submissions


def shipped_forms(place: Path, count: int) -> Batch:
    """Make the shipped master's forms, filled, as often as it takes."""
    forms = [(path, filled(path.read_bytes())) for path in _forms(master_workbook(), place)]
    for number in range(count):
        path, content = forms[number % len(forms)]
        _put(content, place / "in" / f"{number // len(forms):04}" / path.name)
    return Batch(place / "in", master_workbook())


def many_departments(place: Path, count: int) -> Batch:
    """Make a master with that many departments, two indicators each, and their forms, filled."""
    master = place / "指标总表.xlsx"
    _master_of(count, 2).save(master)
    for path in _forms(master, place):
        _put(filled(path.read_bytes()), place / "in" / path.name)
    return Batch(place / "in", master)


def whole_tables(place: Path, count: int) -> Batch:
    """Make a master whose indicators that many departments share, and the whole table from each.

    The master lacks the figures of the last two periods; the departments agree on them.
    """
    plan = yx.read_workbook()
    assert plan.table is not None  # noqa: S101 - it was read from a workbook
    buffer = BytesIO()
    _table(plan).save(buffer)
    content = saved(buffer.getvalue())
    names = [f"第{number:05}单位" for number in range(1, count + 1)]
    book = openpyxl.load_workbook(master_workbook())
    del book["重点任务"], book["重大项目"]
    sheet: Any = book[plan.table.sheet]
    for indicator in plan.indicators:
        sheet.cell(indicator.row, plan.table.columns["department"]).value = "、".join(names)
        for period in plan.periods[-2:]:
            sheet.cell(indicator.row, plan.table.figures[period]).value = None
    place.mkdir(parents=True, exist_ok=True)
    book.save(place / "指标总表.xlsx")
    for name in names:
        _put(content, place / "in" / f"{name}上报.xlsx")
    return Batch(place / "in", place / "指标总表.xlsx")


def filled(form: bytes) -> bytes:
    """Fill a form's empty figures with the row's first known one of their kind."""
    rows = re.compile(r"<row .*?</row>", re.DOTALL)
    return saved(form, lambda sheet: rows.sub(_fill_row, sheet))


def saved(content: bytes, change: Callable[[str], str] = str) -> bytes:
    """Return a workbook as office programs save it, its first sheet changed before."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    first = "xl/worksheets/sheet1.xml"
    parts[first] = change(parts[first])
    shared: dict[str, int] = {}

    def share(text: re.Match[str]) -> str:
        return f't="s"><v>{shared.setdefault(text[1], len(shared))}</v></c>'

    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(r't="inlineStr"><is>(.*?)</is></c>', share, parts[name], flags=re.DOTALL)
    texts = "".join(f"<si>{text}</si>" for text in shared)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
    relation = f'<Relationship Id="rIdT" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TEXTS}"/>'
    for name, end, added in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", override),
    ):
        parts[name] = parts[name].replace(end, added + end)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()


def _fill_row(row: re.Match[str]) -> str:
    """Fill figures (columns F to H) and growth (I to K) of a row of the form's table, each with its first.

    Other rows have no empty cell there.
    """
    text = row[0]
    for columns, otherwise in (("F-H", ""), ("I-K", "5")):
        known = re.findall(rf'<c r="[{columns}]\d+" s="\d+"><v>(.*?)</v>', text)
        value = known[0] if known else otherwise
        if value:
            text = re.sub(rf'(<c r="[{columns}]\d+" s="\d+")/>', rf"\1><v>{value}</v></c>", text)
    return text


def _put(content: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _forms(master: Path, place: Path) -> list[Path]:
    return [form.path for form in yx.distribute(yx.read_workbook(master), place / "forms").forms]


def _master_of(departments: int, each: int) -> Any:  # noqa: ANN401 - openpyxl's workbook
    """Return the shipped master with that many departments: its indicators over and over, renamed."""
    plan = yx.read_workbook()
    assert plan.table is not None  # noqa: S101 - it was read from a workbook
    book = openpyxl.load_workbook(master_workbook())
    del book["重点任务"], book["重大项目"]  # whose departments would get forms, too
    sheet: Any = book[plan.table.sheet]
    columns = plan.table.columns
    models = [[copy_of(cell) for cell in sheet[item.row]] for item in plan.indicators if item.number != 2]
    for area in list(sheet.merged_cells.ranges):
        if area.max_row > plan.table.header_row:
            sheet.unmerge_cells(area.coord)
    first = plan.indicators[0].row
    sheet.delete_rows(first, sheet.max_row)
    for index in range(departments * each):
        department = index // each + 1
        for column, (value, style) in enumerate(models[index % len(models)], 1):
            cell = sheet.cell(first + index, column, value)
            cell._style = style
        row = first + index
        sheet.cell(row, columns["number"]).value = index + 1
        name = sheet.cell(row, columns["name"])
        name.value = f"第{department:05}单位{index % each + 1}号{name.value}"
        sheet.cell(row, columns["department"]).value = f"第{department:05}单位"
    return book


def copy_of(cell: Any) -> tuple[Any, Any]:  # noqa: ANN401 - openpyxl's cell
    return cell.value, copy(cell._style)


def _table(plan: Any) -> Any:  # noqa: ANN401 - the plan, openpyxl's workbook
    """Return a table as departments make them: a title, merged categories, borders, fonts and fills."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    growths = list(plan.table.growths)[:2]
    header = ["类别", "序号", "指标", "单位", f"{plan.target_year}年目标"]
    header += [*map(str, plan.periods), *(f"{period}增速" for period in growths), "备注"]
    sheet.append(["主要指标完成情况表"])
    sheet.append(header)
    for item in plan.indicators:
        rates = [item.growths.get(period) for period in growths]
        row = [item.category, item.number, item.name, item.unit, _content(item.target.printed)]
        row += [_content(item.printed(period)) for period in plan.periods]
        row += [_content(rate.printed) if rate else None for rate in rates]
        sheet.append(row)
    thin = Side(style="thin")
    model = sheet.cell(1, 1)
    model.border = Border(thin, thin, thin, thin)
    model.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    model.font = Font(name="宋体", size=10)
    model.fill = PatternFill("solid", fgColor="DDEBF7")
    for row in sheet.iter_rows(max_col=len(header)):
        for cell in row:
            cell._style = copy(model._style)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
    for start in range(0, len(plan.indicators), 8):
        end = min(start + 8, len(plan.indicators))
        sheet.merge_cells(start_row=start + 3, end_row=end + 2, start_column=1, end_column=1)
    return book


def _content(printed: Any) -> object:  # noqa: ANN401 - the plan's Printed
    """Return what to write into a cell for what the master has."""
    return printed.text or None if printed.number is None else printed.number


# Measuring


def naive(batch: Batch) -> None:
    for path in batch.files:
        pd.read_excel(path, engine="openpyxl")


def command(batch: Batch, out: Path) -> list[str]:
    job = [sys.executable, "-m", "yuecheng_xl", "collect", str(batch.folder), "--master", str(batch.master)]
    return [*job, "--out", str(out), "--workers", "2"]


def spent(clock: Callable[[], float], work: Callable[[], object]) -> float:
    started = clock()
    work()
    return clock() - started


class Run(NamedTuple):
    """Seconds by the clock, seconds of processor time and peak megabytes, of all processes together."""

    elapsed: float
    busy: float
    peak: float


def run(batch: Batch) -> Run:
    """Run the whole command."""
    with tempfile.TemporaryDirectory() as out:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        process = subprocess.Popen(command(batch, Path(out)), stdout=subprocess.DEVNULL)
        watched, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            peak = max(peak, resident(watched))
            time.sleep(0.02)
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if process.returncode:
            raise RuntimeError(f"collect ended with {process.returncode}: the submissions are not clean")
    return Run(seconds, busy, peak / MEGABYTE)


def resident(process: psutil.Process) -> int:
    """Return the bytes of memory that a process and all below it hold; pages they share count in each."""
    size = 0
    with suppress(psutil.NoSuchProcess):
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # over meanwhile
                size += one.memory_info().rss
    return size


def told(what: str, value: float, bound: float | None, unit: str = "") -> bool:
    """Print a figure and its bound, if it has one; return whether it is missed."""
    if bound is None:
        print(f"  {what}: {value:.2f}{unit}", flush=True)
        return False
    missed = " MISSED" if value > bound else ""
    print(f"  {what}: {value:.2f}{unit} (bound {bound}{unit}){missed}", flush=True)
    return value > bound


def few(make: Callable[[Path, int], Batch], count: int, rounds: int) -> bool:
    """Compare reading, then the whole command, with pandas' reading."""
    with tempfile.TemporaryDirectory() as place:
        batch = make(Path(place), count)
        plan = yx.read_workbook(batch.master)
        found = yx.collect(batch.folder, plan)
        if len(found.submissions) != count or found.findings:
            raise RuntimeError(f"the submissions are not clean: {found.counts}, {found.findings[:3]}")
        reading = []
        whole = []
        for _ in range(rounds):
            ours = spent(time.process_time, lambda: yx.collect(batch.folder, plan))
            started = time.perf_counter()
            theirs = spent(time.process_time, lambda: naive(batch))
            elapsed = time.perf_counter() - started
            reading.append((ours, theirs))
            whole.append((run(batch).elapsed, elapsed))
        ours, theirs = (statistics.median(times) / count * 1e3 for times in zip(*reading, strict=True))
        print(
            f"{make.__name__}, {count} files: pandas {theirs:.1f}, reading {ours:.2f} ms a file"
            " of processor time",
            flush=True,
        )
        bounds = (None, None) if make is whole_tables else (READING_BOUND, COMMAND_BOUND)
        missed = told("reading and matching", statistics.median(a / b for a, b in reading), bounds[0])
        return told("the command", statistics.median(a / b for a, b in whole), bounds[1]) or missed


def many(make: Callable[[Path, int], Batch], small: int, large: int) -> bool:
    """Compare time per file of many files with that of a few, and look at the memory."""
    each = []
    for count in (small, large):
        with tempfile.TemporaryDirectory() as place:
            batch = make(Path(place), count)
            runs = [run(batch) for _ in range(3 if count == small else 1)]
            elapsed, busy, peak = (statistics.median(values) for values in zip(*runs, strict=True))
            each.append((elapsed / count, busy / count))
            print(
                f"{make.__name__}, {count} files: {elapsed / count * 1e3:.2f} ms a file,"
                f" {busy / count * 1e3:.2f} ms of processor time, {peak:.0f} MB",
                flush=True,
            )
    (few_elapsed, few_busy), (many_elapsed, many_busy) = each
    print(f"  time per file by the clock: {many_elapsed / few_elapsed:.2f}")
    missed = told("processor time per file", many_busy / few_busy, GROWTH_BOUND)
    return told("peak memory of all processes", peak, MEMORY_BOUND, " MB") or missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=("few", "many"))
    chosen = parser.parse_args()
    missed = []
    if chosen.only != "many":
        missed += [
            few(make, chosen.few, chosen.rounds) for make in (shipped_forms, many_departments, whole_tables)
        ]
    if chosen.only != "few":
        missed += [many(make, chosen.few, chosen.many) for make in (shipped_forms, many_departments)]
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
