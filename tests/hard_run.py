"""Collect thousands of damaged, hostile and foreign files, and count what became of them.

    python -m tests.hard_run                         10,000 mutants in batches of 250, two workers
    python -m tests.hard_run --files 500 --seed 3    fewer, and others

Prints the files, their states, the findings that say that something went unforeseen or cost too much, the
seconds and the peak memory of the largest process and of all together; exit code 1 where a batch was lost, a
file is not accounted for, an input was changed, or something escaped as a traceback.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from tests.hard_inputs import filled_form, hard_inputs, xlsb_without_relation
from tests.mutations import archives, foreign_files, mutations
from yuecheng_xl.disk.shipped import master_workbook

BATCH = 250
PATIENCE = 1800
TELLING = ("F112", "F843", "F901")


def seeds(form: bytes) -> dict[str, bytes]:
    """Return sound files of all formats by name."""
    master = master_workbook()
    found = {
        "填好的报送表.xlsx": form,
        master.name: master.read_bytes(),
        "无关系.xlsb": xlsb_without_relation(),
    }
    for path in sorted((master.parent / "报送样例" / "收到").rglob("*.*")):
        content = path.read_bytes()
        if not content.startswith(b"PK") or zipfile.is_zipfile(path):  # one of the samples is cut off
            found[path.name] = content
    return found


def files(form: bytes, count: int, seed: object) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents: the fixed sets, then mutants of all seeds in turn."""
    fixed = [*hard_inputs(form), *foreign_files(), *archives(form, scale=0.0005)]
    yield from ((item.name, item.content) for item in fixed[:count])
    sound: Mapping[str, bytes] = seeds(form)
    each = -(-max(count - len(fixed), 0) // len(sound))
    rows = [mutations({name: content}, each, seed) for name, content in sound.items()]
    left = count - len(fixed)
    while left > 0:
        for row in rows:
            item = next(row, None)
            if item is not None and left > 0:
                left -= 1
                yield item.name, item.content


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def resident(process: psutil.Process) -> list[int]:
    """Return the bytes of memory that a process and each one below it hold."""
    sizes = []
    with suppress(psutil.NoSuchProcess):
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # over meanwhile
                sizes.append(one.memory_info().rss)
    return sizes or [0]


def collect(inbox: Path, out: Path) -> tuple[dict[str, object] | None, str, float, int, int]:
    """Collect a batch.

    Returns:
        The record, or None, what was said, the seconds, and the bytes of the largest process and of all.

    """
    command = [sys.executable, "-m", "yuecheng_xl", "collect", str(inbox), "-o", str(out)]
    started = time.perf_counter()
    with (
        (out.parent / "stdout").open("w+b") as stdout,
        (out.parent / "stderr").open("w+b") as stderr,
    ):
        process = subprocess.Popen([*command, "--workers", "2", "--json"], stdout=stdout, stderr=stderr)
        largest = whole = 0
        while process.poll() is None and time.perf_counter() - started < PATIENCE:
            sizes = resident(psutil.Process(process.pid))
            largest, whole = max(largest, *sizes), max(whole, sum(sizes))
            time.sleep(0.05)
        process.kill()
        seconds = time.perf_counter() - started
        stdout.seek(0)
        stderr.seek(0)
        said = stderr.read().decode(errors="replace")
        try:
            record = json.loads(stdout.read())
        except ValueError:
            record = None
    is_done = process.wait() in (0, 1) and record is not None and "submissions" in record
    return (record if is_done else None), said, seconds, largest, whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", default="hard")
    parser.add_argument("--keep", type=Path, help="folder that keeps the batches that went wrong")
    chosen = parser.parse_args()
    states: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    wrong = sent = number = 0
    busy = 0.0
    largest = whole = 0
    with tempfile.TemporaryDirectory() as place:
        source = files(filled_form(Path(place, "forms")), chosen.files, chosen.seed)
        while batch := [item for item, _ in zip(source, range(BATCH), strict=False)]:
            folder = Path(place, str(number))
            inbox = folder / "收到"
            inbox.mkdir(parents=True)
            for index, (name, content) in enumerate(batch):
                path = inbox / name
                (inbox / f"{index}-{name}" if path.exists() else path).write_bytes(content)
            before = digests(inbox)
            record, said, seconds, one, together = collect(inbox, folder / "汇总")
            sent, number, busy = sent + len(batch), number + 1, busy + seconds
            largest, whole = max(largest, one), max(whole, together)
            complaints = []
            if record is None:
                complaints.append("the batch is lost")
            else:
                submissions = record["submissions"]
                assert isinstance(submissions, list)
                told = {item["file"] for item in submissions}
                lost = [
                    name for name in before if not any(t == name or t.startswith(f"{name}/") for t in told)
                ]
                complaints += [f"not accounted for: {name}" for name in lost]
                states.update(item["state"] for item in submissions)
                findings = record["findings"]
                assert isinstance(findings, list)
                codes.update(item["code"] for item in findings if item["code"] in TELLING)
            if "Traceback" in said or "panicked" in said:
                complaints.append(f"escaped: {said[-400:]}")
            if digests(inbox) != before:
                complaints.append("inputs were changed")
            for complaint in complaints:
                print(f"batch {number - 1}: {complaint}", flush=True)
            if complaints and chosen.keep:
                folder.rename(chosen.keep / folder.name)
            wrong += bool(complaints)
            print(f"{sent} files, {seconds:.0f} s, {one >> 20} MB, {together >> 20} MB in all", flush=True)
    print(f"{sent} files in {number} batches, {wrong} of them wrong; {busy:.0f} s")
    print("states: " + ", ".join(f"{state} {count}" for state, count in states.most_common()))
    print(
        "findings: " + (", ".join(f"{code} {count}" for code, count in codes.most_common()) or "none telling")
    )
    print(f"peak memory: {largest >> 20} MB of one process, {whole >> 20} MB of all together")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
