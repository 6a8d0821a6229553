"""Find the indicator table's header and columns by their text, never by position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind, Grid
from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.text import normalise, split_note_marks

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Area, Cell

# The header as the shipped master writes it, then its synonyms.
HEADERS: dict[str, tuple[str, ...]] = {
    "category": ("类别", "指标类别", "分类", "领域", "类"),
    "number": ("序号", "编号", "指标序号", "指标编号"),
    "name": ("指标", "指标名称", "主要指标", "规划指标", "名称"),
    "unit": ("单位", "计量单位", "指标单位"),
    "completion": ("完成中期目标情况", "中期目标完成情况", "完成中期目标", "中期完成情况"),
    "attribute": ("指标属性", "属性"),
    "direction": ("方向", "指标方向"),
    "measure": ("数据类型", "指标数据类型"),
    "department": ("责任单位", "责任部门", "牵头单位", "牵头部门", "主管部门", "填报单位"),
    "planned_growth": ("规划年均增速", "规划年均增长", "规划年均增长率"),
    "data_note": ("数据说明", "说明", "备注"),
    "definition_change": ("口径变化", "统计口径变化", "口径调整"),
    "external_cause": ("客观因素", "客观原因"),
    "forecast": ("部门预判", "部门预测", "预判"),
    "proposal": ("部门建议",),
    "proposal_content": ("建议内容", "部门建议内容"),
    "proposal_reason": ("建议理由", "调整理由"),
    "verdict": ("人工认定", "人工认定结果"),
    "recommendation": ("调整建议",),
    "chart": ("配图", "是否配图"),
}
_FIELDS = {normalise(synonym): name for name, synonyms in HEADERS.items() for synonym in synonyms}
_REMARK = re.compile(r"\([^()]*\)")
_GROWTH = re.compile(r"^(?:可比价)?(?:同比)?(?:增速|增长率?|增长速度|增幅|同比)%?$")
_VALUE = re.compile(
    r"^(?:实际|实际值|实际数|完成值|完成数|完成情况|完成|实绩|数据|数值|值|基数|基期|现状值?|预计|预测)?$"
)
_TARGET = re.compile(r"^(?:“?十[一二三四五六七八九]五”?)?(?:规划)?目标值?数?$")
_HEADER_SEARCH_ROWS = 60
_LONGEST_HEADER = 60
_YEARS = range(1900, 2101)
_USUAL = 300
"""A header with more cells than this, or a longer one among them, is parsed anew each time."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The recognised columns of one sheet. Column numbers count from 1. Shared: not to be changed."""

    header_row: int
    last_header_row: int
    fields: dict[str, int] = field(default_factory=dict)
    figures: dict[Period, int] = field(default_factory=dict)
    growths: dict[Period, int] = field(default_factory=dict)
    targets: dict[int | None, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """True where the header is that of an indicator table: a name, targets and figures."""
        return self.is_submission and bool(self.targets) and bool(self.figures)

    @property
    def is_submission(self) -> bool:
        """True where the header is that of figures sent in, which may come without the targets."""
        return "name" in self.fields and bool(self.figures or self.growths)

    def __len__(self) -> int:
        return len(self.fields) + len(self.figures) + len(self.growths) + len(self.targets)


def find_columns(grid: Grid, *, submitted: bool = False) -> Columns | None:
    """Return the columns of the header with most recognised texts, or None where no row is a header.

    A header may stand below titles and may have two lines (a group above, years below). The search
    ends two rows below the first header found: what looks like one further down is a page's repeat.
    In a ``submitted`` sheet the column of targets may be missing.
    """
    best: Columns | None = None
    named = _rows_of_names(grid)
    starts = {start for row in named for start in (row - 1, row)}
    for row in sorted(start for start in starts if 0 < start <= _HEADER_SEARCH_ROWS):
        if best is not None and row > best.header_row + 1:
            break
        for lines in (1, 2):
            last = row + lines - 1
            if named.isdisjoint(range(row, last + 1)) or (lines == 2 and _holds_figures(grid, last)):
                continue
            found = _read_header(grid, row, last)
            # A title above the header makes a header of two lines with as many columns: the lower line
            # alone is the header then.
            if (found.is_submission if submitted else found.is_table) and (
                best is None
                or len(found) > len(best)
                or (len(found) == len(best) and lines == 1 and row == best.last_header_row)
            ):
                best = found
    return best


def _rows_of_names(grid: Grid) -> set[int]:
    """Return the rows in which the name's column has its header."""
    found: set[int] = set()
    for row in takewhile(lambda row: row <= _HEADER_SEARCH_ROWS + 1, grid.rows()):
        for cell in grid.row(row):
            # A cheap look before the costly one: every word for the name's column has one of these.
            if not ("标" in cell.text or "名" in cell.text) or len(cell.text) > _LONGEST_HEADER:
                continue
            if _recognise(cell.text) == ("fields", "name"):
                area = grid.area(row, cell.column)
                found.update(range(row, (area.bottom if area else row) + 1))
    return found


def _holds_figures(grid: Grid, row: int) -> bool:
    """Tell a row of the table from a header's second line, in which the only numbers are years."""
    numbers = (cell.value for cell in grid.row(row) if cell.kind is CellKind.NUMBER)
    return any(value not in _YEARS for value in numbers)


def _read_header(grid: Grid, first: int, last: int) -> Columns:
    areas = tuple(area for area in grid.merged if area.top <= last and area.bottom >= first)
    above = (grid.cells.get((area.top, area.left)) for area in areas if area.top < first)
    cells = [cell for row in range(first, last + 1) for cell in grid.row(row)]
    cells += filter(None, above)
    # Thousands of forms share one header, which is parsed once; a monstrous one is not kept in memory.
    is_usual = len(cells) <= _USUAL and max((len(cell.text) for cell in cells), default=0) <= _USUAL
    parse = _kept_header if is_usual else _parse_header
    return parse(grid.sheet, first, last, tuple(cells), areas)


def _parse_header(
    sheet: str, first: int, last: int, cells: tuple[Cell, ...], areas: tuple[Area, ...]
) -> Columns:
    grid = Grid(sheet, {(cell.row, cell.column): cell for cell in cells}, areas)
    columns = Columns(first, last)
    seen: dict[object, int] = {}
    own = {cell.column for cell in cells if cell.row >= first}
    for column in sorted(own | _covered(grid, areas)):
        text = _header_text(grid, first, last, column)
        if not text:
            continue
        key = _recognise(text)
        where = grid.where(first, column)
        if key is None:
            columns.findings.append(catalogue.UNUSED_COLUMN.at(where, header=text))
        elif key in seen:
            earlier = grid.where(first, seen[key])
            area = grid.area(first, column)
            if area and (first, seen[key]) in area:
                continue  # one header merged over several columns
            columns.findings.append(catalogue.DUPLICATE_COLUMN.at(where, header=text, first=earlier))
        else:
            seen[key] = column
            kind, detail = key
            getattr(columns, kind)[detail] = column
    return columns


def _covered(grid: Grid, areas: tuple[Area, ...]) -> set[int]:
    """Return the columns that merged header cells reach over, beyond the cell that holds the text."""
    width = max((column for _, column in grid.cells), default=0)
    return {column for area in areas for column in range(area.left, min(area.right, width) + 1)}


def _header_text(grid: Grid, first: int, last: int, column: int) -> str:
    parts: list[str] = []
    for row in range(first, last + 1):
        cell = grid.at(row, column)
        if cell is not None and (text := cell.text.strip()) not in parts:
            parts.append(text)
    if len(parts) < 2:
        return parts[0] if parts else ""
    # 增速 over 2021年 reads downwards or upwards; of 完成情况 over 2021年 the lower line is enough.
    candidates = ("".join(parts), "".join(reversed(parts)), parts[-1])
    return next((text for text in candidates if _recognise(text) is not None), candidates[0])


_kept_header = lru_cache(maxsize=256)(_parse_header)


@kept(1024)
def _recognise(text: str) -> tuple[str, object] | None:
    plain = normalise(split_note_marks(text)[0])
    bare = _REMARK.sub("", plain).rstrip("*:%")
    for candidate in (plain, bare):
        if candidate in _FIELDS:
            return "fields", _FIELDS[candidate]
    if _TARGET.match(bare):
        return "targets", None
    parsed = parse_period(bare)
    if parsed is None:
        return None
    period, rest = parsed
    if _TARGET.match(rest) and period.is_year:
        return "targets", period.year
    if _GROWTH.match(rest):
        return "growths", period
    return ("figures", period) if _VALUE.match(rest) else None
