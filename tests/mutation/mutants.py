"""Change one place of the rules, figures and periods at a time: a test must fail (mutation testing).

    python -m tests.mutation.mutants                  all modules of TARGETS, one process a core
    python -m tests.mutation.mutants growth --jobs 1  modules whose path holds a word
    python -m tests.mutation.mutants --equivalents    run those of equivalents.toml, too

A mutant lives in memory only, in a fork of a pytest session that has loaded everything. It runs the tests
that cover the changed lines, the quickest first, up to the first failure. Exit code 1 where less than the
share LEAST is killed.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.machinery
import importlib.util
import inspect
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage

from tests.mutation.changes import Mutant, mutants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Kept = _lru_cache_wrapper[object]

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "yuecheng_xl"
TARGETS = ("rules/**/*.py", "plan/series.py", "typed/figure.py", "typed/period.py")
TESTS = (
    "chinese_months", "completion", "cumulative", "evidence", "figure_words", "figures", "growth",
    "growth_targets", "outlook", "periods", "recommendations", "series", "shortfall", "summary", "yearly",
    "yearly_steps",
)  # fmt: skip
"""The tests of what is mutated. That a whole job goes wrong, too, would say little, and late."""
LEAST = 0.95
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
OPTIONS = ["-n0", "--dist=no", "-qq", "-x", "-s", "--assert=plain", "-p", "no:cacheprovider"]
MEMORY = 4 << 30
FAULT = 90
"""Exit code of a process that could not run the tests."""


@dataclass
class Baseline:
    """What the tests do without a change: their time, the lines that each runs."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that run the mutant's lines, or use its module; the quickest first."""
        lines = self.lines.get(mutant.module, {})
        near = set().union(*lines.values()) or set(self.seconds)
        if not self.imported(mutant):
            near = set().union(*(lines.get(line, ()) for line in mutant.lines))
        return sorted(near, key=lambda test: self.seconds.get(test, 0))

    def imported(self, mutant: Mutant) -> bool:
        """Tell what is run while importing, or by no test: such a mutant needs the import again."""
        lines = self.lines.get(mutant.module, {})
        return mutant.imported or not any(lines.get(line) for line in mutant.lines)


class Recorder:
    """Pytest plugin: time and lines of each test. What a shared fixture runs counts for all that use it."""

    def __init__(self, session: pytest.Session, coverage: Coverage, kept: Sequence[Kept]) -> None:
        """Forget what is ``kept`` before each test."""
        self.coverage, self.kept = coverage, kept
        self.seconds: dict[str, float] = {}
        self.shared: dict[str, float] = {}
        self.users: dict[str, set[str]] = defaultdict(set)
        self.test = ""
        for item in session.items:
            for name in getattr(item, "fixturenames", ()):
                self.users[f"fixture {name}"].add(item.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Record one test."""
        forget(self.kept)
        self.test = item.nodeid
        self.coverage.switch_context(self.test)
        start = time.perf_counter()
        result = yield
        self.seconds[self.test] = time.perf_counter() - start
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """Record a fixture that several tests share under its own name."""
        if fixturedef.scope == "function":
            return (yield)
        name = f"fixture {fixturedef.argname}"
        self.coverage.switch_context(name)
        start = time.perf_counter()
        result = yield
        self.shared[name] = time.perf_counter() - start
        self.coverage.switch_context(self.test)
        return result

    def baseline(self, modules: Sequence[Path]) -> Baseline:
        """Return what was recorded; any of a shared fixture's users may be the first to wait for it."""
        waits = Counter(self.seconds)
        for name, seconds in self.shared.items():
            waits.update(dict.fromkeys(self.users[name], seconds))
        data = self.coverage.get_data()
        lines = {
            path.relative_to(PACKAGE).as_posix(): {
                line: set().union(*(self.users.get(name, {name}) for name in names if name))
                for line, names in data.contexts_by_lineno(str(path)).items()
            }
            for path in modules
        }
        return Baseline(dict(waits), lines)


class Chooser:
    """Pytest plugin: run these tests alone, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        """Keep the order."""
        self.order = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Drop all others."""
        chosen = (item for item in items if item.nodeid in self.order)
        items[:] = sorted(chosen, key=lambda item: self.order[item.nodeid])


class Changed(importlib.machinery.SourceFileLoader):
    """Finds and loads one module from its changed tree."""

    def __init__(self, mutant: Mutant) -> None:
        """Stand in for the mutant's module."""
        super().__init__(mutant.name, str(PACKAGE / mutant.module))
        self.tree, self.used = mutant.tree(), False

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Answer for the one module."""
        return (
            importlib.util.spec_from_file_location(name, self.path, loader=self)
            if name == self.name
            else None
        )

    def get_code(self, _: str) -> CodeType:
        """Compile the changed tree."""
        self.used = True
        return compile(self.tree, self.path, "exec")


class Judge:
    """Pytest plugin: run mutants in the place of the tests, each in a fork of the session that is loaded."""

    def __init__(self, chosen: Sequence[Mutant], modules: Sequence[Path], jobs: int, folder: Path) -> None:
        """Run ``jobs`` mutants at a time."""
        self.chosen, self.modules, self.folder = chosen, modules, folder
        self.places = [folder / str(number) for number in range(jobs)]
        self.killed: set[Mutant] = set()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Record the tests, then judge."""
        kept = [
            item
            for item in gc.get_objects()
            if isinstance(item, _lru_cache_wrapper) and str(item.__module__).startswith("yuecheng_xl")
        ]
        gc.freeze()
        path = self.folder / "baseline"
        pid = fork(lambda: record(session, self.modules, kept, path), self.folder, 1200)
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            sys.exit("the tests fail without a change")
        baseline: Baseline = pickle.loads(path.read_bytes())  # noqa: S301 - written above
        print(f"{len(self.chosen)} mutants, {len(baseline.seconds)} tests", flush=True)
        running: dict[int, tuple[Mutant, Path]] = {}
        module = ""
        for mutant in self.chosen:
            if mutant.module != module:
                module = mutant.module
                print(module, flush=True)
            tests = baseline.tests(mutant)
            if not self.places:
                self._reap(running)
            place = self.places.pop()
            work = partial(
                run_anew if baseline.imported(mutant) else run_inside, session, mutant, baseline, kept
            )
            seconds = 60 + 5 * sum(baseline.seconds[test] for test in tests)
            running[fork(work, place, seconds)] = mutant, place
        while running:
            self._reap(running)
        return True

    def _reap(self, running: dict[int, tuple[Mutant, Path]]) -> None:
        pid, status = os.wait()
        mutant, place = running.pop(pid)
        self.places.append(place)
        shutil.rmtree(place, ignore_errors=True)
        code = os.waitstatus_to_exitcode(status)
        if code == FAULT:
            sys.exit(f"the tests could not be run on {mutant}")
        if code:  # a failure, or the end of its time or memory
            self.killed.add(mutant)
        else:
            print(f"  survived: {mutant}", flush=True)


def fork(work: Callable[[], int], place: Path, seconds: float) -> int:
    """Start a process that is silent, bounded in time and memory, and exits with what ``work`` returns."""
    pid = os.fork()
    if pid:
        return pid
    code = FAULT
    try:
        signal.alarm(int(seconds) + 1)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(silence, stream)
        place.mkdir(exist_ok=True)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(place)
        code = work()
    finally:
        os._exit(code)


def forget(kept: Sequence[Kept]) -> None:
    """Empty the caches of functions."""
    for function in kept:
        function.cache_clear()


def record(session: pytest.Session, modules: Sequence[Path], kept: Sequence[Kept], path: Path) -> int:
    """Run the tests unchanged, and write the baseline to a file."""
    coverage = Coverage(data_file=None, include=[str(module) for module in modules], config_file=False)
    recorder = Recorder(session, coverage, kept)
    session.config.pluginmanager.register(recorder)
    coverage.start()
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    coverage.stop()
    path.write_bytes(pickle.dumps(recorder.baseline(modules)))
    return session.testsfailed


def run_inside(session: pytest.Session, mutant: Mutant, baseline: Baseline, kept: Sequence[Kept]) -> int:
    """Give the mutant's code to the function that is loaded, and run tests up to the first failure."""
    code = compile(mutant.tree(), str(PACKAGE / mutant.module), "exec")
    found: Any = importlib.import_module(mutant.name)
    for name in mutant.function.split("."):
        found = vars(found)[name]
        # Of several that have one name (overloads) the last is meant.
        code = [part for part in code.co_consts if isinstance(part, CodeType) and part.co_name == name][-1]
        if not isinstance(found, type):
            break
    found = getattr(found, "fget", getattr(found, "__func__", found))
    inspect.unwrap(found).__code__ = code
    forget(kept)
    items = {item.nodeid: item for item in session.items}
    tests = baseline.tests(mutant)
    for test, following in zip(tests, [*tests[1:], None], strict=True):
        signal.alarm(10 + int(5 * baseline.seconds[test]))  # no test may run on for ever
        session.config.hook.pytest_runtest_protocol(item=items[test], nextitem=items.get(following or ""))
        if session.testsfailed:
            return 1
    return 0


def run_anew(_: pytest.Session, mutant: Mutant, baseline: Baseline, __: Sequence[Kept]) -> int:
    """Import everything again, with the mutant among it, and run tests up to the first failure."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ("yuecheng_xl", "tests")]:
        del sys.modules[name]
    changed = Changed(mutant)
    sys.meta_path.insert(0, changed)
    try:
        importlib.import_module(mutant.name)
    except Exception:  # noqa: BLE001 - whatever the change brings about: it cannot go unseen
        return 1
    tests = baseline.tests(mutant)
    files = sorted({test.partition("::")[0] for test in tests})
    code = pytest.main([*OPTIONS, *files], plugins=[Chooser(tests)])
    return int(code) if code in (0, 1) and changed.used else FAULT


def equivalents() -> set[tuple[str, str, str, str]]:
    """Return the keys of the mutants that change no behaviour."""
    entries = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8")).get("equivalent", [])
    return {(item["module"], item.get("function", ""), item["before"], item["after"]) for item in entries}


def find(paths: Sequence[Path]) -> list[Mutant]:
    """Return all mutants of modules."""
    return [
        mutant
        for path in paths
        for mutant in mutants(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    ]


def tell(every: Sequence[Mutant], killed: set[Mutant], same: set[Mutant]) -> float:
    """Print the share of each module, and return that of all."""

    def line(some: Sequence[Mutant], what: str) -> float:
        dead, alike = sum(item in killed for item in some), sum(item in same for item in some)
        share = dead / (len(some) - alike) if len(some) > alike else 1
        alive = len(some) - alike - dead
        print(f"{share:>7.1%} {dead:>5} killed {alive:>4} survived {alike:>4} equivalent  {what}")
        return share

    for module in sorted({item.module for item in every}):
        line([item for item in every if item.module == module], module)
    return line(every, "in all")


def main() -> int:
    """Run, print what survives and the shares, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("words", nargs="*", help="parts of the modules' paths")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--equivalents", action="store_true", help="run the listed equivalents, too")
    options = parser.parse_args()
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(folder / "compiled")
    os.environ["CI"] = "true"  # hypothesis makes the same examples each time
    modules = sorted(path for pattern in TARGETS for path in PACKAGE.glob(pattern))
    every = find([path for path in modules if any(word in str(path) for word in options.words or [""])])
    known = equivalents()
    same = {mutant for mutant in every if mutant.key in known}
    for key in sorted(known - {mutant.key for mutant in every}) if not options.words else ():
        print(f"listed as an equivalent, but not found: {key}")
    tried = [mutant for mutant in every if options.equivalents or mutant not in same]
    judge = Judge(tried, modules, options.jobs, folder)
    try:
        pytest.main([*OPTIONS, *(f"tests/test_{name}.py" for name in TESTS)], plugins=[judge])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for mutant in same & judge.killed:
        print(f"listed as an equivalent, but killed: {mutant}")
    share = tell(every, judge.killed - same, same)
    print(f"{(time.monotonic() - start) / 60:.1f} minutes")
    return int(share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
