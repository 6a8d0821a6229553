"""Arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path

import click

from yuecheng_xl.messages import commands as words

_FILE = click.Path(path_type=Path)

workbook = click.argument("workbook", type=_FILE, required=False, metavar=words.WORKBOOK)
out = click.option("-o", "--out", type=_FILE, metavar=words.FILE, help=words.OUT_HELP)
templates = click.option("--templates", type=_FILE, metavar=words.FOLDER, help=words.TEMPLATES_HELP)
report = click.option("--report", type=_FILE, metavar=words.FILE, help=words.REPORT_HELP)
as_json = click.option("--json", "as_json", is_flag=True, help=words.JSON_HELP)
