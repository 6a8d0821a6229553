"""``collect``: what departments sent back, into the master."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.messages import commands as words
from yuecheng_xl.process.startup import lean_openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

_FEW = 40
"""Files up to which a second process costs more than it saves."""

_MOST_WORKERS = 8


@click.command(
    "collect", help=words.COLLECT_HELP, short_help=words.COLLECT_SHORT, options_metavar=words.OPTIONS
)
@options.folder
@options.master
@options.out_folder(words.COLLECTED_HELP)
@options.templates
@click.option("--workers", type=click.IntRange(min=1), metavar=words.NUMBER, help=words.WORKERS_HELP)
@click.option("--scheduler", metavar=words.ADDRESS, help=words.SCHEDULER_HELP)
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
    lean_openpyxl()
    from yuecheng_xl.cli.app import EXIT_FINDINGS, print_json
    from yuecheng_xl.collection import collect
    from yuecheng_xl.collection.brief import collected
    from yuecheng_xl.disk.brief import written
    from yuecheng_xl.plan.workbook import read_workbook

    with _executor(folder, workers, scheduler) as executor, _progress() as progress:
        plan = read_workbook(master)
        collection = collect(folder, plan, out, executor=executor, progress=progress, templates=templates)
    if as_json:
        from yuecheng_xl.collection.record import collection_record

        print_json(collection_record(collection))
    else:
        click.echo(collected(collection))
        click.echo(written(out))
    if collection.has_errors:
        raise click.exceptions.Exit(EXIT_FINDINGS)


@contextmanager
def _executor(folder: Path, workers: int | None, scheduler: str | None) -> Iterator[Executor | None]:
    """Give where the files are read: a cluster, some processes, or this one (None)."""
    if scheduler is not None:
        from yuecheng_xl.cli.cluster import cluster_executor

        with cluster_executor(scheduler) as executor:
            yield executor
        return
    wanted = workers if workers is not None else min(os.cpu_count() or 1, _MOST_WORKERS)
    if wanted == 1 or (workers is None and not _has_many(folder)):
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(wanted, initializer=_start_worker)
    try:
        # Started before the master is read: meanwhile they get ready, and they inherit none of its memory.
        for _ in range(wanted):
            executor.submit(_get_ready)
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the main process, start as lean as it did, and end when it does, however it ends."""
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lean_openpyxl()


def _get_ready() -> None:
    """Import what reading needs."""
    import yuecheng_xl.collection.work  # noqa: F401


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _has_many(folder: Path) -> bool:
    # Archives may hold many; that only costs the second process' saving.
    count = 0
    for _, _, names in os.walk(folder):
        count += len(names)
        if count > _FEW:
            return True
    return False


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar with the time left, on a screen; on the error stream, for --json has the other."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(
        length=0, label=words.READING, show_eta=True, show_pos=True, file=sys.stderr
    ) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show
