"""The page in the browser: from the service's start to its first answer, a job through it, its memory.

The start is measured against the bare ``import starlette, uvicorn``: at most 1.5 times. An evaluation is
sent, followed and fetched as the page does, and measured against ``yuecheng-xl evaluate`` on the same file:
at most 1.3 times. Idle, after its jobs, the service takes at most 60 MB.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from yuecheng_xl.disk.shipped import master_workbook

PAIRS = 9
_REFUSED = 300
MOST_START, MOST_JOB, MOST_MEGABYTES = 1.5, 1.3, 60.0
BARE = [sys.executable, "-c", "import starlette, uvicorn"]
SERVE = [sys.executable, "-m", "yuecheng_xl", "serve", "--no-open"]
EVALUATE = [sys.executable, "-m", "yuecheng_xl", "evaluate"]
# An installed package is compiled; so is a checkout, once, unless the environment forbids it.
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Service:
    """A running service, spoken to as the page does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        if process.stderr is None:
            raise AssertionError
        address, self._token = process.stderr.readline().strip().split("/#")
        self._port = int(address.rpartition(":")[2])
        self.process = process
        self.ask("GET", "/api/alive")

    def ask(self, method: str, path: str, body: bytes | str | None = None) -> bytes:
        """Ask and return what is answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(method, path, body, {"Authorization": f"Bearer {self._token}"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= _REFUSED:
            raise AssertionError(content)
        return content

    def told(self, method: str, path: str, body: bytes | str | None = None) -> Any:  # noqa: ANN401 - whatever it is
        """Ask and return what the answer's JSON says."""
        return json.loads(self.ask(method, path, body))

    def evaluate(self, master: Path) -> None:
        """Send a master, wait for the end, fetch what is shown and the result workbook."""
        key = self.told("POST", "/api/sets")["set"]
        self.ask("PUT", f"/api/sets/{key}?name={quote(master.name)}", master.read_bytes())
        asked = json.dumps({"job": "evaluate", "sets": {"master": key}})
        run = self.told("POST", "/api/runs", asked)["run"]
        end = json.loads(self.ask("GET", f"/api/runs/{run}").splitlines()[-1])
        self.told("GET", f"/api/runs/{run}/result")
        name = json.dumps({"name": end["outputs"][0]})
        ticket = self.told("POST", f"/api/runs/{run}/tickets", name)["ticket"]
        if not self.ask("GET", f"/download/{ticket}").startswith(b"PK"):
            raise AssertionError(name)

    @property
    def megabytes(self) -> float:
        """The memory of the service's own process: a job's is gone with the job."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6


@contextmanager
def serving(folder: str) -> Iterator[Service]:
    """Start a service that finds no other one, and end it."""
    own = COMPILED | dict.fromkeys(("XDG_STATE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"), folder)
    process = subprocess.Popen(SERVE, stderr=subprocess.PIPE, text=True, env=own)
    try:
        yield Service(process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def start(folder: str) -> float:
    """Return the seconds from the spawn to the first answer."""
    began = time.perf_counter()
    with serving(folder):
        return time.perf_counter() - began


def command(arguments: list[str], folder: str) -> float:
    """Return the seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(arguments, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=COMPILED)
    return time.perf_counter() - began


def job(service: Service, master: Path) -> float:
    """Return the seconds that an evaluation takes through the page."""
    began = time.perf_counter()
    service.evaluate(master)
    return time.perf_counter() - began


def ratio(what: str, pairs: list[tuple[float, float]], bound: float) -> bool:
    """Print a ratio; tell whether it keeps to its bound."""
    found = statistics.median(one / other for one, other in pairs)
    one, other = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    print(f"{what}: {one:.0f} ms against {other:.0f} ms, ratio {found:.2f} (bound {bound})")
    return found <= bound


def main() -> int:
    master = master_workbook()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start(folder), command(BARE, folder), command(EVALUATE, folder)  # warm the disk's cache
        starts = [(start(folder), command(BARE, folder)) for _ in range(PAIRS)]
        with serving(folder) as service:
            at_first = service.megabytes
            job(service, master)
            jobs = [(job(service, master), command(EVALUATE, folder)) for _ in range(PAIRS)]
            after = service.megabytes
    kept = [
        ratio("from spawn to ready, against the bare imports", starts, MOST_START),
        ratio("an evaluation through the page, against the command line", jobs, MOST_JOB),
    ]
    told = f"{at_first:.0f} MB, after {PAIRS + 1} jobs {after:.0f} MB"
    print(f"the service idle: {told} (bound {MOST_MEGABYTES:.0f} MB)")
    return int(not all([*kept, after <= MOST_MEGABYTES]))


if __name__ == "__main__":
    sys.exit(main())
