"""Work done in a process apart: what it dies of, prints or raises stays there, and costs one file."""

import os
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import yuecheng_xl as yx
from tests import apart_calls as calls
from yuecheng_xl.collection.model import State
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.process import apart as module
from yuecheng_xl.process.apart import ApartError, Reason, apart

SAMPLES = master_workbook().parent / "报送样例"
TO_FILL, INBOX = SAMPLES / "指标总表-待填.xlsx", SAMPLES / "收到"
VICTIM = calls.VICTIM

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="bounds of time and memory are set otherwise")


@pytest.fixture(autouse=True)
def no_process_left() -> Any:
    """Let each test have processes of its own."""
    module._end_all()
    yield
    module._end_all()


def test_an_answer_comes_back_whatever_is_printed() -> None:
    assert apart(calls.double, 21) == 42
    first = apart(calls.printed)
    assert first != os.getpid()
    assert apart(calls.printed) == first, "the process stays for the next call"


def test_an_error_comes_back_and_the_process_stays() -> None:
    first = apart(calls.printed)
    with pytest.raises(KeyError, match="said"):
        apart(calls.fail)
    with pytest.raises(RuntimeError):
        apart(calls.give_a_function)
    assert apart(calls.printed) == first


@posix_only
def test_time_is_bounded() -> None:
    apart(calls.be_quick, 0.2)
    started = time.process_time()
    with pytest.raises(ApartError) as caught:
        apart(calls.spin)
    assert caught.value.reason is Reason.TIME
    assert time.process_time() - started < 1, "it is not this process that spins"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process takes")
def test_memory_is_bounded() -> None:
    assert apart(calls.fill, 50 << 20) == 50 << 20
    with pytest.raises(ApartError) as caught:
        apart(calls.fill, 1 << 30)
    assert caught.value.reason is Reason.MEMORY


def test_a_death_is_told_and_the_next_call_has_another_process() -> None:
    first = apart(calls.printed)
    with pytest.raises(ApartError) as caught:
        apart(calls.end, 3)
    assert (caught.value.reason, caught.value.code) == (Reason.DEATH, 3)
    assert apart(calls.printed) != first


@posix_only
def test_native_code_that_gets_no_memory_aborts() -> None:
    with pytest.raises(ApartError) as caught:
        apart(calls.abort)
    assert caught.value.reason is Reason.MEMORY


def test_threads_call_at_once() -> None:
    with ThreadPoolExecutor(4) as executor:
        assert list(executor.map(lambda number: apart(calls.double, number), range(40))) == [
            2 * number for number in range(40)
        ]


def test_a_forked_process_has_processes_of_its_own() -> None:
    first = apart(calls.printed)
    with ProcessPoolExecutor(1) as executor:
        assert executor.submit(apart, calls.printed).result() != first
    assert apart(calls.printed) == first


@posix_only
def test_it_ends_with_the_process_that_asks() -> None:
    with ProcessPoolExecutor(1) as executor:
        process = executor.submit(apart, calls.printed).result()
        assert is_there(process)
        executor.submit(os.kill, next(iter(executor._processes)), signal.SIGKILL)
    for _ in range(500):
        if not is_there(process):
            return
        time.sleep(0.02)
    pytest.fail("it waits for ever")


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")  # where it may have ended without anybody asking for its exit code
    return not state.exists() or ") Z " not in state.read_text(encoding="ascii")


# A batch in which one file ends whatever reads it.


@pytest.fixture(scope="module")
def plan() -> yx.Plan:
    return yx.read_workbook(TO_FILL)


@pytest.fixture(scope="module")
def whole(plan: yx.Plan) -> yx.Collection:
    return yx.collect(INBOX, plan)


def kept(collection: yx.Collection) -> dict[str, Any]:
    return {item.file: item for item in collection.submissions if item.file != VICTIM}


def test_a_file_is_tried_again_where_earlier_ones_may_be_to_blame(
    plan: yx.Plan, whole: yx.Collection
) -> None:
    apart(calls.plant)
    found = yx.collect(INBOX, plan)
    assert found.submissions == whole.submissions
    assert found.findings == whole.findings


@pytest.mark.parametrize("make", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_a_file_that_ends_its_process_costs_itself_alone(
    make: Any, plan: yx.Plan, whole: yx.Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = module._START.replace("serve(", "from tests import apart_calls; apart_calls.plant(); serve(")
    monkeypatch.setattr(module, "_START", planted)
    with make(2) if make else nullcontext() as executor:
        found = yx.collect(INBOX, plan, tmp_path / "汇总", executor=executor)
    victim = next(item for item in found.submissions if item.file == VICTIM)
    assert [finding.code for finding in victim.findings] == ["F843"]
    assert found.states[VICTIM] is State.RETURNED
    assert (tmp_path / "汇总" / victim.returned).exists()
    originals = [path for path in (tmp_path / "汇总" / "退回").iterdir() if path.suffix == ".xls"]
    assert [path.read_bytes() for path in originals] == [(INBOX / VICTIM).read_bytes()]
    read = [(item.file, item.entries) for item in kept(found).values()]
    assert read == [(item.file, item.entries) for item in kept(whole).values()]


def test_workers_that_are_killed_lose_no_file(plan: yx.Plan, whole: yx.Collection, tmp_path: Path) -> None:
    def kill(_done: int, _of: int) -> None:
        for process in list(executor._processes.values()):
            process.kill()

    with ProcessPoolExecutor(2) as executor:
        found = yx.collect(INBOX, plan, tmp_path / "汇总", executor=executor, progress=kill)
    assert kept(found).keys() == kept(whole).keys()
    assert [item[1:] for item in found.figures] == [item[1:] for item in whole.figures]
    assert found.states == whole.states
