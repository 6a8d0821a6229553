"""Reports that are too much, damaged or no report: each is refused by name before it costs much."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

import yuecheng_xl as yx
from yuecheng_xl.findings.errors import InputFileError, YuechengError


def word_file(path: Path, *texts: str) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))


def with_doctype(path: Path) -> None:
    word_file(path, "甲")
    rewrite(path, b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document')


def of_many_tags(path: Path) -> None:
    word_file(path, "甲")
    rewrite(path, b"<w:body>", b"<w:body>" + b"<w:p/>" * 500_000)


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes of a Word file's document."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def of_another_root(path: Path) -> None:
    word_file(path, "甲")
    rewrite(path, b"<w:document", b"<w:settings")
    rewrite(path, b"</w:document", b"</w:settings")


def strict(path: Path) -> None:
    word_file(path, "甲")
    rewrite(path, b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)


STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
HARD_REPORTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "digits without end": (lambda path: path.write_text("1" * 600_000), "F1251"),
    "digits without end in Word": (lambda path: word_file(path, "1" * 600_000), "F1251"),
    "nothing without end": (lambda path: path.write_text("\n" * 9_000_000), "F1251"),
    "tags without end": (of_many_tags, "F1251"),
    "a picture without end": (lambda path: with_zeros(path, 101 << 20), "F1251"),
    "a DOCTYPE": (with_doctype, "F1251"),
    "another root": (of_another_root, "F103"),
    "strict": (strict, "F1251"),
    "deep brackets": (lambda path: word_file(path, "（" * 100_000), "F1253"),
    "empty paragraphs": (lambda path: word_file(path, *[""] * 2000), "F1252"),
}


def with_zeros(path: Path, size: int) -> None:
    """Write a Word file with a picture that unpacks to much."""
    word_file(path, "甲")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/甲.png", bytes(size))


@pytest.mark.parametrize("case", HARD_REPORTS)
def test_a_report_that_is_too_much_is_refused_before_it_costs_much(
    shipped: yx.Evaluation, tmp_path: Path, case: str
) -> None:
    make, code = HARD_REPORTS[case]
    path = tmp_path / "报告.docx"
    make(path)

    try:
        found = [item.code for item in yx.check_report(shipped, path).findings]
    except YuechengError as error:
        found = [error.finding.code]
    assert found == [code]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_the_place_of_a_report_or_a_workbook_is_not_waited_for(
    shipped: yx.Evaluation, tmp_path: Path
) -> None:
    path = tmp_path / "管道"
    os.mkfifo(path)

    with pytest.raises(InputFileError) as report:
        yx.check_report(shipped, path)
    with pytest.raises(InputFileError) as workbook:
        yx.read_workbook(path)
    assert [error.value.finding.code for error in (report, workbook)] == ["F116", "F116"]
