"""Read the files on a Dask cluster: an optional extra, for a province's worth of districts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_PATIENCE = 10
"""Seconds to wait for the scheduler to answer."""


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """Give an executor on the cluster of a scheduler such as ``tcp://10.0.0.1:8786``.

    Raises:
        SetupError: distributed is not installed, or no scheduler answers at the address.

    """
    try:
        from distributed import Client
    except ImportError:
        raise SetupError(catalogue.NO_CLUSTER_PACKAGE.at()) from None
    try:
        client: Any = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as cause:
        raise SetupError(catalogue.NO_SCHEDULER.at(address=address)) from cause
    with client:
        yield client.get_executor()
