"""``addin``: build, install, uninstall, check and bundle the Excel add-in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.app import EXIT_FINDINGS, print_json
from yuecheng_xl.messages import commands as words

_FILE = click.Path(path_type=Path)


@click.group(
    "addin",
    help=words.ADDIN_HELP,
    short_help=words.ADDIN_SHORT,
    options_metavar=words.OPTIONS,
    subcommand_metavar=words.SUBCOMMAND,
)
def command() -> None:
    """Group of the add-in's commands."""


@command.command("build", help=words.BUILD_HELP, short_help=words.BUILD_SHORT, options_metavar=words.OPTIONS)
@click.option("-o", "--out", type=_FILE, metavar=words.FILE, help=words.BUILD_OUT)
@options.as_json
def build(out: Path | None, *, as_json: bool) -> None:
    """Write the add-in to a file."""
    from yuecheng_xl.addin.package.build import build_addin

    path = build_addin(out)
    if as_json:
        print_json({"file": str(path.absolute())})
    else:
        click.echo(words.built(path))


@command.command(
    "install", help=words.INSTALL_HELP, short_help=words.INSTALL_SHORT, options_metavar=words.OPTIONS
)
@options.as_json
def install(*, as_json: bool) -> None:
    """Install the add-in for the user who runs this, and say what will keep it from running."""
    from yuecheng_xl.addin.installation import install as installation
    from yuecheng_xl.addin.installation import profile, registry
    from yuecheng_xl.addin.installation.status import Installation, check_installation
    from yuecheng_xl.findings.record import finding_record

    user = profile.current()
    if not as_json:
        click.echo(words.INSTALLING)
    files = installation.install(user)
    checks = check_installation(Installation(user, registry.read()))
    findings = [finding for check in checks for finding in check.findings]
    if as_json:
        print_json({"installed": list(map(str, files)), "findings": list(map(finding_record, findings))})
    else:
        click.echo(words.installed(files, findings))


@command.command(
    "uninstall", help=words.UNINSTALL_HELP, short_help=words.UNINSTALL_SHORT, options_metavar=words.OPTIONS
)
@options.as_json
def uninstall(*, as_json: bool) -> None:
    """Remove the add-in of the user who runs this."""
    from yuecheng_xl.addin.installation import install as installation
    from yuecheng_xl.addin.installation import profile
    from yuecheng_xl.office import backups

    removed = installation.uninstall(profile.current())
    copies = backups.home() if backups.home().exists() else None
    if as_json:
        print_json({"removed": list(map(str, removed)), "copies": str(copies) if copies else None})
    else:
        click.echo(words.uninstalled(removed, copies))


@command.command(
    "status", help=words.STATUS_HELP, short_help=words.STATUS_SHORT, options_metavar=words.OPTIONS
)
@options.workbook
@options.as_json
def status(workbook: Path | None, *, as_json: bool) -> None:
    """Check the installation of the user who runs this."""
    from yuecheng_xl.addin.installation import profile, registry
    from yuecheng_xl.addin.installation.status import Installation, check_installation
    from yuecheng_xl.findings import has_errors
    from yuecheng_xl.findings.record import finding_record

    checks = check_installation(Installation(profile.current(), registry.read()), workbook)
    findings = [finding for check in checks for finding in check.findings]
    if as_json:
        print_json(
            {
                "checks": [{"name": check.name, "ok": not check.findings} for check in checks],
                "findings": [finding_record(finding) for finding in findings],
            }
        )
    else:
        for check in checks:
            click.echo(words.status_checked(check.name, check.findings))
    if has_errors(findings):
        sys.exit(EXIT_FINDINGS)


@command.command(
    "bundle", help=words.BUNDLE_HELP, short_help=words.BUNDLE_SHORT, options_metavar=words.OPTIONS
)
@click.option("--python", type=_FILE, required=True, metavar=words.FILE, help=words.BUNDLE_PYTHON)
@click.option("--wheels", type=_FILE, required=True, metavar=words.FOLDER, help=words.BUNDLE_WHEELS)
@click.option("-o", "--out", type=_FILE, required=True, metavar=words.FOLDER, help=words.BUNDLE_OUT)
@options.as_json
def bundle(python: Path, wheels: Path, out: Path, *, as_json: bool) -> None:
    """Make a folder for PCs without internet or Python."""
    from yuecheng_xl.addin.installation.bundle import bundle as make

    made = make(python, wheels, out)
    if as_json:
        print_json(
            {"folder": str(made.folder.absolute()), "python": made.python, "packages": list(made.packages)}
        )
    else:
        click.echo(words.bundled(made.folder, made.python, made.packages))
