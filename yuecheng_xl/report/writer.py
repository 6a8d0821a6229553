"""Write the report: the evaluation composed into a draft, the draft filled into the template, one file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.disk.written import Written
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.report.document import fill
from yuecheng_xl.report.draft import compose
from yuecheng_xl.report.word.template import open_template
from yuecheng_xl.rules import Evaluation

if TYPE_CHECKING:
    from pathlib import Path


def write_report(
    evaluation: Evaluation, out: str | Path | None = None, *, templates: str | Path | None = None
) -> Written:
    """Write a draft of the evaluation report in Word.

    Args:
        evaluation: of a plan that was read from a workbook.
        out: the document; by default ``<name>-评估报告.docx`` in the working folder.
        templates: folder of the templates, by default the shipped one.

    Raises:
        InputFileError: there is no template, or it is damaged.
        TemplateError: a placeholder of the template names no value.
        OutputError: the document cannot be written.
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    path = files.result_path(source_of(evaluation.plan), out, "评估报告", ".docx")
    document = open_template(templates)
    draft = compose(evaluation)
    found = fill(document, draft)
    content = BytesIO()  # to memory first: writing may fail half-way
    document.save(content)
    written = files.put(content.getvalue(), path)
    return Written(path, None, (*evaluation.findings, *found, *written))
