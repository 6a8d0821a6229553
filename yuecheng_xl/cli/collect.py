"""``collect``: submissions of departments, merged into the master."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import executors, options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import EXIT_FINDINGS, print_json
from yuecheng_xl.collection import collect
from yuecheng_xl.collection.brief import collected
from yuecheng_xl.collection.record import collection_record
from yuecheng_xl.disk.brief import written
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

_FEW = 40
"""Files up to which a second process costs more than it saves."""

_MOST_WORKERS = 8
_MOST_ASKED_FOR = 61
"""As many as Windows can wait for."""


@as_command(
    "读取文件夹（含子文件夹和 zip 压缩包）中各单位报送的工作簿，汇总到指标总表的副本。\n\n"
    "结果文件夹中有：汇总后的指标总表、标准表、退回（涂色并附说明）、问题清单。"
    "报送的文件和原指标总表都不改动。"
)
@click.argument("folder", type=options.PATH, metavar=options.FOLDER)
@click.option("--master", type=options.PATH, metavar=options.FILE, help="指标总表，默认使用随附的示例。")
@options.out_folder("结果写入的文件夹。")
@options.templates
@click.option(
    "--workers",
    type=click.IntRange(1, _MOST_ASKED_FOR),
    metavar="数目",
    help="同时读取的进程数，默认按文件多少自动决定。",
)
@click.option("--scheduler", metavar="地址", help="在 Dask 集群上读取，例如 tcp://10.0.0.1:8786。")
@options.as_json
def command(
    folder: Path,
    master: Path | None,
    out: Path,
    *,
    templates: Path | None,
    workers: int | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Merge submissions into a master workbook."""
    with _executor(folder, workers, scheduler) as executor, _progress() as progress:
        plan = read_workbook(master)
        collection = collect(folder, plan, out, executor=executor, progress=progress, templates=templates)
    if as_json:
        print_json(collection_record(collection))
    else:
        click.echo(collected(collection))
        click.echo(written(out))
    if collection.has_errors:
        sys.exit(EXIT_FINDINGS)


def _executor(
    folder: Path, workers: int | None, scheduler: str | None
) -> AbstractContextManager[Executor | None]:
    """Give where the files are read: a cluster, some processes, or this one (None)."""
    if scheduler is not None:
        return executors.cluster(scheduler)
    wanted = workers if workers is not None else min(os.cpu_count() or 1, _MOST_WORKERS)
    if wanted == 1 or (workers is None and not _has_many(folder)):
        return executors.here()
    return executors.processes(wanted)


def _has_many(folder: Path) -> bool:
    # An archive counts as one file: at worst, a batch of archives is read by one process.
    count = 0
    for _, _, names in os.walk(folder):
        count += len(names)
        if count > _FEW:
            return True
    return False


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar with the time left on a terminal; on the error stream, as --json has the other."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(
        length=0, label="读取报送文件", show_eta=True, show_pos=True, file=sys.stderr
    ) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show
