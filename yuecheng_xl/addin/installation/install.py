"""Put the add-in and its settings into the user's own folders, and take them out again."""

from __future__ import annotations

import compileall
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import yuecheng_xl
from yuecheng_xl.addin.installation import interpreter, settings
from yuecheng_xl.addin.package.build import addin_bytes
from yuecheng_xl.disk.addin_file import write_file
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError

if TYPE_CHECKING:
    from yuecheng_xl.addin.installation.profile import Profile


def install(profile: Profile) -> tuple[Path, ...]:
    """Install the add-in for one user, over an older one; compile what a click runs; return the files.

    Raises:
        AddinError: xlwings is missing, or a path is one that VBA cannot read.
        OutputError: a file cannot be written, as while Excel has the add-in open.

    """
    content, conf = addin_bytes(), settings.merged(profile)
    write_file(profile.addin, content, catalogue.ADDIN_NOT_WRITTEN)
    write_file(profile.settings, conf, catalogue.ADDIN_NOT_WRITTEN)
    _compile()
    # Its own imports compile what of Python's library a click uses.
    interpreter.ask(profile.interpreter, compiling=True)
    return profile.addin, profile.settings


def uninstall(profile: Profile) -> tuple[Path, ...]:
    """Remove what ``install`` wrote, and return it.

    Raises:
        OutputError: a file cannot be removed, as while Excel has the add-in open.

    """
    removed = tuple(path for path in (profile.addin, profile.settings) if path.exists())
    for path in removed:
        try:
            path.unlink()
        except OSError as cause:
            detail = cause.strerror or type(cause).__name__
            raise OutputError(catalogue.ADDIN_NOT_REMOVED.at(path.name, file=path, detail=detail)) from cause
    folder = profile.settings.parent
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return removed


def _compile() -> None:
    """Compile ahead: RunPython keeps no byte code, and without any a click takes seconds to start."""
    installed = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    for folder in {*installed, Path(yuecheng_xl.__file__).parent}:
        # Quiet: some packages bring files for other versions of Python, which do not compile.
        compileall.compile_dir(str(folder), quiet=2)
