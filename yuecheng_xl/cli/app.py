"""The command group, and what every command shares: language, output, errors, exit codes.

Exit codes: 0 done; 1 done, with findings of severity 错误 (check, collect); 2 could not be done.
"""

from __future__ import annotations

import gettext
import io
import json
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

# click asks gettext for its own words; the language is ours to say, whatever the machine's is.
os.environ["LANGUAGE"] = "zh_CN"
gettext.bindtextdomain("messages", str(Path(__file__).resolve().parent.parent / "locale"))

import click  # noqa: E402

from yuecheng_xl import __version__  # noqa: E402
from yuecheng_xl.disk import log  # noqa: E402
from yuecheng_xl.findings.errors import YuechengError  # noqa: E402
from yuecheng_xl.messages import commands as words  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding

_COMMANDS = ("evaluate", "table1", "distribute", "collect", "check", "report", "attach", "addin")
EXIT_FINDINGS, EXIT_FAILED = 1, 2


class _Commands(click.Group):
    """Commands by name; a command's module is imported when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"yuecheng_xl.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - each module has one
        return command


@click.group(
    cls=_Commands,
    name="yuecheng-xl",
    help=words.GROUP_HELP,
    epilog=words.GROUP_EPILOG,
    options_metavar=words.OPTIONS,
    subcommand_metavar=words.SUBCOMMAND,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def app() -> None:
    """Group of all commands."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with its code; failures are told in Chinese, never by a traceback."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console has no ³
    sys.unraisablehook = _log_unraisable
    as_json = "--json" in arguments
    try:
        # Out of click's own hands an exit code comes back as a value.
        code = app.main(arguments, prog_name="yuecheng-xl", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_FAILED)
    except (click.Abort, KeyboardInterrupt):
        click.echo(words.INTERRUPTED, err=True)
        sys.exit(EXIT_FAILED)
    except YuechengError as error:
        _fail(error.finding, as_json=as_json)
    except Exception:  # noqa: BLE001 - the outermost boundary: a clerk must never see a traceback
        _fail(log.unexpected(), as_json=as_json)
    sys.exit(code if isinstance(code, int) else 0)


def print_json(record: Any) -> None:  # noqa: ANN401 - whatever json takes
    """Print a record for machines: UTF-8 whatever the console's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.buffer.flush()


def _fail(finding: Finding, *, as_json: bool) -> NoReturn:
    if as_json:
        from yuecheng_xl.findings.record import finding_record

        print_json({"error": finding_record(finding)})
    click.echo(str(finding), err=True)
    sys.exit(EXIT_FAILED)


def _log_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    # openpyxl's half-written sheets complain when they are thrown away after a failed save.
    log.write("".join(traceback.format_exception(unraisable.exc_value)))
