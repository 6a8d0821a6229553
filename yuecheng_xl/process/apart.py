"""A function called in a process of its own, which may die of it, within bounds of time and memory.

What reads foreign files can hang, take all memory or end the process from inside a library. Here it costs
only the process that it runs in. A multiprocessing pool would not do: a death breaks it, on Windows it runs
the caller's script again, and a cluster's workers may not have one.
"""

from __future__ import annotations

import atexit
import faulthandler
import json
import os
import pickle
import queue
import signal
import subprocess
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from yuecheng_xl.process.startup import import_lean, lean_openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_R = TypeVar("_R")

MOST_SECONDS = 20
"""Processor time of a call, where the system can bound it."""

MOST_MEMORY = 230 << 20
"""Bytes that a call may take beyond what the process has, where the system can bound it."""

_MOST_WAITING = 120
"""Seconds by the clock: a slow computer, a file that a network never gives."""

_BASE = 200 << 20
"""Bytes that a process of ours may have before it works, where only a bound of the whole can be set."""

_OUT_OF_MEMORY, _OUT_OF_PATIENCE = 70, 1  # exit codes; faulthandler's is 1
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from yuecheng_xl.process.apart import serve; serve(*sys.argv[2:])"
)


class Reason(Enum):
    """Why a call did not end."""

    TIME = "time"
    MEMORY = "memory"
    DEATH = "death"


class ApartError(Exception):
    """The process of a call ended before the call did, with its ``reason`` and exit code."""

    def __init__(self, reason: Reason, code: int) -> None:
        super().__init__(reason, code)
        self.reason, self.code = reason, code


class NotStartedError(Exception):
    """The system gives no process: a policy forbids it, or the interpreter is not known."""


def apart(function: Callable[_P, _R], *arguments: _P.args, **keywords: _P.kwargs) -> _R:
    """Call a function of a module in a process of its own, and return its answer or raise its error.

    The process stays for the next call and ends with this one. Threads may call at once.

    Raises:
        ApartError: the process took more than the bounds allow, or ended otherwise.
        NotStartedError: there is no other process to be had.

    """
    while True:
        try:
            process = _idle.pop()
        except IndexError:
            process = _Process()
        is_fresh = process.is_fresh
        try:
            is_error, answer = process.call(function, arguments, keywords)
        except ApartError as error:
            if is_fresh or error.reason is Reason.TIME:
                raise
            continue  # earlier calls may have left too little: once more, in a fresh one
        except BaseException:
            process.end(at_once=True)
            raise
        _idle.append(process)
        if is_error:
            raise answer
        return answer  # type: ignore[no-any-return]  # it came through a pipe


def prepare(module: str) -> None:
    """Start a process for a call to come, which imports a module of ours meanwhile."""
    with suppress(NotStartedError):  # the call will tell
        _idle.append(_Process(module))


class _Process:
    """Another process that waits for calls."""

    def __init__(self, *modules: str) -> None:
        self.is_fresh = True
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-c", _START, json.dumps(sys.path), *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # where native code says what it dies of
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError) as cause:
            raise NotStartedError from cause
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        assert self._process.stdout is not None  # noqa: S101
        self._questions, self._answers = self._process.stdin, self._process.stdout

    def call(self, *question: object) -> tuple[bool, Any]:
        """Return whether the answer is an error, and the answer."""
        content = pickle.dumps(question)
        self.is_fresh = False
        try:
            self._questions.write(content)
            self._questions.flush()
            answer: tuple[bool, Any] = pickle.load(self._answers)  # noqa: S301 - our own process wrote it
        except (OSError, EOFError, pickle.UnpicklingError):
            code = self.end()
            raise ApartError(_reason(code), code) from None
        return answer

    def end(self, *, at_once: bool = False) -> int:
        """End the process: by itself once it has nothing to do, or at once; return its exit code."""
        if at_once:
            self._process.kill()
        self.forget()
        try:
            return self._process.wait(_MOST_WAITING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def forget(self) -> None:
        """Close our ends of the pipes."""
        with suppress(OSError):
            self._questions.close()
        self._answers.close()


_idle: list[_Process] = []


def _reason(code: int) -> Reason:
    if code == _OUT_OF_PATIENCE or code == -getattr(signal, "SIGPROF", 0):
        return Reason.TIME
    if code in (_OUT_OF_MEMORY, -signal.SIGABRT, -getattr(signal, "SIGKILL", signal.SIGABRT)):
        return Reason.MEMORY  # native code that gets no memory aborts; a system without any kills
    return Reason.DEATH


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def _forget_all() -> None:
    """Leave the processes of the process that this one was forked from to it."""
    while _idle:
        process = _idle.pop()
        process.forget()
        process._process.returncode = 0  # it is nobody's to wait for here


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def serve(*modules: str) -> NoReturn:
    """Answer calls until the process that asks is gone; import some modules before the first."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    lean_openpyxl()
    _bound_memory_for_good()
    questions: queue.SimpleQueue[tuple[Callable[..., object], tuple[object, ...], dict[str, object]]]
    questions = queue.SimpleQueue()
    Thread(target=_listen, args=(questions.put,), daemon=True).start()
    for module in modules:
        import_lean(module)
    while True:
        function, arguments, keywords = questions.get()
        _bound()
        try:
            answer: tuple[bool, object] = False, function(*arguments, **keywords)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except BaseException as error:  # noqa: BLE001 - whoever asked gets it
            answer = True, error
        try:
            content = pickle.dumps(answer)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except Exception as error:  # noqa: BLE001 - native code's errors cannot be pickled
            content = pickle.dumps((True, RuntimeError(f"{answer[1]!r}: {error!r}")))
        _unbound()
        answers.write(content)
        answers.flush()


def _listen(put: Callable[[Any], None]) -> None:
    """Take questions; without anybody to ask them, end at once, whatever is being done."""
    try:
        while True:
            put(pickle.load(sys.stdin.buffer))  # noqa: S301 - the process that started this one wrote it
    finally:
        os._exit(0)


def _bound() -> None:
    """Bound the time and memory of the call to come. What ends the process needs no turn of Python's."""
    faulthandler.dump_traceback_later(_MOST_WAITING, exit=True)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    with suppress(OSError, ValueError):  # other systems than Linux count other things, or nothing
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        most = pages * resource.getpagesize() + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _unbound() -> None:
    faulthandler.cancel_dump_traceback_later()
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory_for_good() -> None:
    """Bound the memory of the process, on Windows, where the add-in's packages are installed."""
    if sys.platform == "win32":
        try:
            import win32api  # noqa: PLC0415 - on Windows alone, and only with the add-in
            import win32job  # noqa: PLC0415
        except ImportError:
            return
        job = win32job.CreateJobObject(None, "")
        limits = win32job.QueryInformationJobObject(job, win32job.JobObjectExtendedLimitInformation)
        limits["ProcessMemoryLimit"] = _BASE + MOST_MEMORY
        limits["BasicLimitInformation"]["LimitFlags"] |= win32job.JOB_OBJECT_LIMIT_PROCESS_MEMORY
        win32job.SetInformationJobObject(job, win32job.JobObjectExtendedLimitInformation, limits)
        win32job.AssignProcessToJobObject(job, win32api.GetCurrentProcess())
    else:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # nobody wants the memory of a dead one on disk
