"""重大项目情况: sums by kind, stage, department and place, what is late, what needs help; charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.grid.places import letters
from yuecheng_xl.sheets.charts import Drawing, Series, charts_of
from yuecheng_xl.sheets.workbook import quote_title
from yuecheng_xl.words.numerals import chinese

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.rules.projects import Projects
    from yuecheng_xl.sheets.render import Rendered

TITLE = "重大项目情况"


def fill(slot: Slot) -> Rendered:
    """Fill the tables and the list, and set the template's charts where they stand in it."""
    from yuecheng_xl.tables import projects as table  # noqa: PLC0415 - few masters have the sheet

    projects = slot.evaluation.projects
    assert projects is not None  # noqa: S101 - the sheet applies
    bands = [table.groups(projects, prefix) for prefix in table.GROUPS]
    bands += [table.late(projects), table.to_coordinate(projects)]
    moves = slot.evaluation.moves
    bands += [table.moves_title(moves), table.moves_lines(moves), table.lines(projects)]
    numbered = chinese(8 if moves else 7)
    rendered = slot.render(bands, scope={"项目段落": table.paragraph(slot.evaluation), "清单节号": numbered})
    _draw(slot, rendered, projects)
    return rendered


def _draw(slot: Slot, rendered: Rendered, projects: Projects) -> None:
    """Draw planned and completed investment by kind, and projects by stage, after the template's charts.

    The line of sums below the kinds is left out: it would dwarf them. What has no data is not drawn.
    """
    template = slot.template
    prototypes = list(charts_of(template.book.package, template.book.book.sheet(template.title)))
    wanted = [
        ("类别名称", ("类别计划投资", "类别完成投资"), len(projects.by_kind)),
        ("阶段名称", ("阶段个数",), len(projects.by_stage)),
    ]
    drawn = [(prototype, *one) for prototype, one in zip(prototypes, wanted, strict=False) if one[2]]
    if not drawn or rendered.sheet is None:
        return
    drawing = Drawing(drawn[0][0], slot.book.package)
    for prototype, names, values, count in drawn:
        series = [_series(slot.title, rendered, names, value, count) for value in values]
        drawing.add(prototype.row + 1, series, lambda text: rendered.substitute(text, {}), prototype)
    rendered.draw(drawing.put_in(rendered.sheet), drawing.drawn)


def _series(sheet: str, rendered: Rendered, names: str, values: str, count: int) -> Series:
    """Return what a column of a table of sums draws: its header, the groups' names, its figures."""
    title = quote_title(sheet)
    (top, left), (_, column) = rendered.cell(names), rendered.cell(values)
    label, figures = letters(left), letters(column)
    return Series(
        f"{title}!${figures}${top - 1}",
        f"{title}!${label}${top}:${label}${top + count - 1}",
        f"{title}!${figures}${top}:${figures}${top + count - 1}",
    )
