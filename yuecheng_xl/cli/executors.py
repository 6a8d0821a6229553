"""Where ``collect`` reads the files, beside this process: some processes, or a Dask cluster."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import SetupError
from yuecheng_xl.process import apart, worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_READING = "yuecheng_xl.collection.work"
"""The module that reads a file."""

_PATIENCE = 10
"""Seconds to wait for the scheduler to answer."""


@contextmanager
def here() -> Iterator[None]:
    """Give no executor: this process reads, and another one, which gets ready while the master is read."""
    apart.prepare(_READING)
    yield


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Give an executor of processes, which get ready while the master is read."""
    executor = ProcessPoolExecutor(count, initializer=worker.start)
    try:
        # Started before the master is read: they inherit none of its memory.
        for _ in range(count):
            executor.submit(worker.get_ready, _READING)
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give an executor on the cluster of a scheduler such as ``tcp://10.0.0.1:8786``.

    Raises:
        SetupError: distributed is not installed, or no scheduler answers at the address.

    """
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise SetupError(catalogue.NO_CLUSTER_PACKAGE.at()) from None
    try:
        client: Any = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as cause:
        raise SetupError(catalogue.NO_SCHEDULER.at(address=address)) from cause
    with client:
        yield client.get_executor()
