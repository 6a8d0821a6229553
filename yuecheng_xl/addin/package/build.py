"""Make the add-in (.xlam) from the text in templates/addin and the VBA that xlwings brings.

The package starts as the custom add-in of xlwings' quickstart; each file under ``package/`` takes the
place of the part with its path, and the ribbon and its module come from the two files beside it.
"""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from yuecheng_xl.addin import FILE, NAME
from yuecheng_xl.addin.package.vba import Project
from yuecheng_xl.disk.addin_file import write_file
from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import AddinError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODULE = "YuechengRibbon"
_RIBBON_PART = "customUI/customUI14.xml"
_VBA_PART = "xl/vbaProject.bin"
_TEXTS_PART = "xl/sharedStrings.xml"

# What stands in the quickstart where our own comes.
_QUICKSTART = "quickstart_addin_ribbon.xlam"
_QUICKSTART_RIBBON_PART = "customUI/customUI.xml"
_QUICKSTART_MODULE = "RibbonMyAddin"
_QUICKSTART_NAME = 'PROJECT_NAME As String = "myaddin"'


def build_addin(out: Path | None = None) -> Path:
    """Write the add-in to a file, by default ``yuecheng-xl.xlam`` in the working folder; return its path.

    Raises:
        AddinError: xlwings is missing, or is one that this program does not know.
        OutputError: the file cannot be written.

    """
    out = Path(FILE) if out is None else out
    write_file(out, addin_bytes(), catalogue.CANNOT_WRITE)
    return out


def addin_bytes() -> bytes:
    """Return the add-in as a file's content, the same bytes each time.

    Raises:
        AddinError: xlwings is missing, or is one that this program does not know.

    """
    source = templates_folder() / "addin"
    parts = _quickstart()
    if not parts.keys() >= {_VBA_PART, _QUICKSTART_RIBBON_PART}:
        raise _unknown_xlwings()
    del parts[_QUICKSTART_RIBBON_PART]
    package = source / "package"
    for path in package.rglob("*"):
        if path.is_file():
            parts[path.relative_to(package).as_posix()] = _text(path).encode()
    told = {
        "NO_WORKBOOK": catalogue.NO_WORKBOOK.at(program="Excel"),
        "NO_INTERPRETER": catalogue.NO_INTERPRETER.at(),
    }
    texts = {name: escape(str(finding)) for name, finding in told.items()}
    parts[_TEXTS_PART] = parts[_TEXTS_PART].decode().format_map(texts).encode()
    parts[_RIBBON_PART] = _text(source / "customUI14.xml").encode()
    parts[_VBA_PART] = _vba(parts[_VBA_PART], _text(source / f"{_MODULE}.bas"))
    return zipped(parts)


def _quickstart() -> dict[str, bytes]:
    spec = find_spec("xlwings")  # without importing it, which would bring along pandas
    if spec is None or spec.origin is None:
        raise AddinError(catalogue.EXTRA_MISSING.at(package="xlwings"))
    try:
        package = Archive((Path(spec.origin).parent / _QUICKSTART).read_bytes())
        return {name: package.read(name) for name in package.names}
    except (FileNotFoundError, ArchiveError) as cause:
        raise _unknown_xlwings() from cause


def _vba(quickstart: bytes, module: str) -> bytes:
    project = Project(quickstart)
    xlwings = project.modules.get("xlwings", "")
    if _QUICKSTART_MODULE not in project.modules or xlwings.count(_QUICKSTART_NAME) != 1:
        raise _unknown_xlwings()
    project.rename(_MODULE.removesuffix("Ribbon"))
    project.replace_module(_QUICKSTART_MODULE, _MODULE, module.replace("\n", "\r\n"))
    # The name decides where xlwings looks for settings: the user's other add-ins keep theirs.
    own_name = _QUICKSTART_NAME.replace("myaddin", NAME)
    project.replace_module("xlwings", "xlwings", xlwings.replace(_QUICKSTART_NAME, own_name))
    return project.pack()


def _unknown_xlwings() -> AddinError:
    return AddinError(catalogue.XLWINGS_UNKNOWN.at(version=version("xlwings")))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")  # line ends become \n, whatever the checkout has


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts, not compressed: zlib's output changes from version to version."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name)  # the time of a fresh one is the oldest that zip knows
            part.create_system = 0  # else the kind of machine that built it
            package.writestr(part, parts[name])
    return buffer.getvalue()
