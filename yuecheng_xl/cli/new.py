"""``new``: a master workbook from a clerk's own table, or from nothing."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.disk.brief import written
from yuecheng_xl.masters import new_master
from yuecheng_xl.masters.brief import made
from yuecheng_xl.masters.record import master_record
from yuecheng_xl.typed.period import parse_date

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from yuecheng_xl.masters import Question

_YEAR = click.IntRange(1950, 2100)


class _Day(click.ParamType["date"]):
    """A day as staff write it."""

    name = "日期"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; of a period, its last."""
        day = parse_date(value)
        if day is None:
            self.fail(f"看不懂日期“{value}”，请写成 2023-06-30、2023年6月30日 或 2023年上半年。", param, ctx)
        return day


@as_command(
    "从自己的表格（任何版式的规划指标表）制作指标总表：各列照原样放到对应的位置，没有对应列的放在最右边，"
    "推断的内容涂色，并列在“使用说明”里。不给表格时，按规划的年份制作空的指标总表。\n\n"
    "表格和选项没有说明的，在命令行窗口里逐项询问；加 --json 或不在命令行窗口里运行时不询问，"
    "列出缺少的内容。原表不改动。"
)
@click.argument("table", type=options.PATH, required=False, metavar="[表格]")
@options.out_file("指标总表的文件名，默认是当前文件夹中的“指标总表.xlsx”；已有同名文件的，改名保留。")
@click.option("--name", default="", metavar="名称", help="规划名称。")
@click.option("--district", default="", metavar="区县", help="地区。")
@click.option("--base-year", type=_YEAR, metavar="年份", help="基期，如 2020。")
@click.option("--target-year", type=_YEAR, metavar="年份", help="目标年，如 2025。")
@click.option("--cutoff", type=_Day(), metavar="日期", help="评估时点，如 2023-06-30。")
@options.as_json
def command(
    table: Path | None,
    out: Path | None,
    *,
    name: str,
    district: str,
    base_year: int | None,
    target_year: int | None,
    cutoff: date | None,
    as_json: bool,
) -> None:
    """Make a master workbook."""
    result = new_master(
        table,
        out,
        name=name.strip(),
        district=district.strip(),
        base_year=base_year,
        target_year=target_year,
        cutoff=cutoff,
        ask=None if as_json or not sys.stdin.isatty() else _ask,
    )
    if as_json:
        print_json(master_record(result))
        return
    click.echo(made(result))
    click.echo(written(result.path))


def _ask(question: Question) -> str:
    """Ask on the terminal, on the error stream: standard output has the answer of the command alone."""

    def checked(answer: str) -> str:
        answer = answer.strip()
        if question.choices and answer.isdecimal() and 1 <= int(answer) <= len(question.choices):
            answer = question.choices[int(answer) - 1]
        if answer and not question.accepts(answer):
            raise click.UsageError("看不懂这个回答，请重新填写；不清楚的直接按回车。")
        return answer

    listed = "，".join(f"{number} {choice}" for number, choice in enumerate(question.choices, 1))
    text = f"{question.text}{f'（{listed}，不清楚的直接按回车）' if listed else ''}"
    with redirect_stdout(sys.stderr):
        answer: str = click.prompt(
            text,
            default=question.default,
            show_default=bool(question.default),
            value_proc=checked,
            prompt_suffix="：",
        )
    return answer
