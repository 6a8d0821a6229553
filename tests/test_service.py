"""The local service: whom it refuses, what it does, how long it lives. A real one, spoken to over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import psutil
import pytest

from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.service.guard import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MASTER = master_workbook()


class Served(NamedTuple):
    port: int
    token: str
    process: subprocess.Popen[str]
    home: Path

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: dict[str, str | None] | None = None,
    ) -> tuple[int, Any, http.client.HTTPResponse]:
        """Ask as the page does; a header of None is left out."""
        sent: dict[str, str | None] = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            answer = connection.getresponse()
            content = answer.read()
        is_json = (answer.headers.get("Content-Type") or "").startswith("application/json")
        return answer.status, json.loads(content) if is_json else content, answer

    def put(self, *files: Path) -> str:
        key = self.ask("POST", "/api/sets")[1]["set"]
        for file in files:
            status, said, _ = self.ask("PUT", f"/api/sets/{key}?name={quote(file.name)}", file.read_bytes())
            assert status == 200, said
        return str(key)

    def start(self, job: str, **sets: str) -> str:
        status, said, _ = self.ask("POST", "/api/runs", json.dumps({"job": job, "sets": sets}))
        assert status == 202, said
        return str(said["run"])

    def events(self, run: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.ask("GET", f"/api/runs/{run}")[1].splitlines()]


@contextmanager
def serving(home: Path, *options: str) -> Iterator[Served]:
    own = dict.fromkeys(("XDG_STATE_HOME", "LOCALAPPDATA", "TMPDIR", "TEMP"), str(home))
    environment = {**os.environ, **own}
    command = [sys.executable, "-m", "yuecheng_xl", "serve", "--no-open", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr is not None
        address, token = process.stderr.readline().strip().split("/#")
        yield Served(int(address.rpartition(":")[2]), token, process, home)
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("home")) as service:
        yield service


# Refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Host": "evil.example"}, 403, id="another name for this PC"),
        pytest.param({"Host": "127.0.0.1:1"}, 403, id="another port as host"),
        pytest.param({"Origin": "http://evil.example"}, 403, id="another site"),
        pytest.param({"Origin": "http://127.0.0.1:1"}, 403, id="another service of this PC"),
        pytest.param({"Origin": "null"}, 403, id="a page of no origin"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site that names no origin"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="another port that names no origin"),
        pytest.param({"Authorization": None}, 401, id="no token"),
        pytest.param({"Authorization": "Bearer guess"}, 401, id="a wrong token"),
        pytest.param({"Authorization": None, "Cookie": "token={token}"}, 401, id="the token as a cookie"),
        pytest.param({"Content-Length": str(MOST_BYTES + 1)}, 413, id="too large a file"),
        pytest.param({"Content-Length": "-1"}, 400, id="a size that is none"),
    ],
)
def test_who_is_not_the_page_is_refused(served: Served, headers: dict[str, str | None], status: int) -> None:
    filled = {name: value and value.format(token=served.token) for name, value in headers.items()}
    said = served.ask("POST", "/api/sets", headers=filled)
    assert said[0] == status
    assert "set" not in (said[1] if isinstance(said[1], dict) else {})


@pytest.mark.parametrize("path", ["/", "/page/main.js"])
def test_the_page_is_not_shown_in_a_frame_nor_sent_to_another_site(served: Served, path: str) -> None:
    assert served.ask("GET", path, headers={"Authorization": None})[0] == 200
    for headers in ({"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}):
        assert served.ask("GET", path, headers=dict(headers))[0] == 403
    answer = served.ask("GET", path)[2]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["../x.xlsx", "a/b.xlsx", "C:\\x.xlsx", "..", ".", "", "x\0.xlsx"])
def test_a_file_name_is_never_a_path(served: Served, name: str) -> None:
    key = served.ask("POST", "/api/sets")[1]["set"]
    assert served.ask("PUT", f"/api/sets/{key}?name={quote(name, safe='')}", b"x")[0] == 400


@pytest.mark.parametrize(
    "path", ["/page/../guard.py", "/page/%2e%2e%2fguard.py", "/page/guard.py", "/api/none"]
)
def test_nothing_but_the_page_s_own_files_is_sent(served: Served, path: str) -> None:
    assert served.ask("GET", path)[0] == 404


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "[]",
        "[" * 20_000,
        '{"job": "rm"}',
        '{"job": "evaluate"}',
        '{"job": "evaluate", "sets": {"master": "x"}}',
        '{"job": "evaluate", "sets": {"master": "x", "more": "y"}}',
        '{"job": ["evaluate"], "sets": {}}',
        '{"job": "../evaluate", "sets": {}}',
        '{"job": "answer", "sets": {"master": "x"}, "answers": {}}',
    ],
)
def test_a_question_that_the_page_does_not_ask_is_refused(served: Served, asked: str) -> None:
    assert 400 <= served.ask("POST", "/api/runs", asked)[0] < 500


def test_it_listens_on_the_loopback_alone(served: Served) -> None:
    connections = psutil.Process(served.process.pid).net_connections()
    listening = {item.laddr for item in connections if item.status == psutil.CONN_LISTEN}
    assert listening == {("127.0.0.1", served.port)}


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not modes there")
def test_nobody_else_can_read_where_it_is(served: Served) -> None:
    assert (served.home / "yuecheng-xl" / "service.json").stat().st_mode & 0o777 == 0o600


# Done ---------------------------------------------------------------------------------------------------


def test_a_master_is_evaluated_and_its_result_fetched_once(served: Served) -> None:
    run = served.start("evaluate", master=served.put(MASTER))
    events = served.events(run)
    assert events[-1] == {"end": "done", "outputs": ["指标总表-评估结果.xlsx"]}
    result = served.ask("GET", f"/api/runs/{run}/result")[1]
    assert (len(result["summary"]["met"]), len(result["summary"]["behind"])) == (21, 10)
    [first, *_] = result["table1"]["rows"]
    assert first["figures"] == ["1005.3", "1191.5", "1271", "624.5"]
    name = json.dumps({"name": events[-1]["outputs"][0]})
    ticket = served.ask("POST", f"/api/runs/{run}/tickets", name)[1]["ticket"]
    status, content, answer = served.ask("GET", f"/download/{ticket}", headers={"Authorization": None})
    assert (status, content[:2]) == (200, b"PK")
    assert quote("指标总表-评估结果.xlsx") in answer.headers["Content-Disposition"]
    assert served.ask("GET", f"/download/{ticket}")[0] == 404


def test_only_a_run_s_own_results_can_be_fetched(served: Served) -> None:
    run = served.start("evaluate", master=served.put(MASTER))
    served.events(run)
    for name in ("../result.json", "result.json", "/etc/passwd", None):
        assert served.ask("POST", f"/api/runs/{run}/tickets", json.dumps({"name": name}))[0] == 404


@pytest.mark.parametrize(
    "answers",
    [None, {}, [None], [{"number": 1}], [dict.fromkeys(("number", "what", "choices", "word", "typed"), "x")]],
)
def test_answers_that_the_page_does_not_give_are_refused(served: Served, answers: object) -> None:
    asked = {"job": "answer", "sets": {"master": served.put(MASTER)}, "answers": answers}
    assert served.ask("POST", "/api/runs", json.dumps(asked))[0] == 400


def test_a_result_can_be_gone_on_from(served: Served) -> None:
    run = served.start("evaluate", master=served.put(MASTER))
    served.events(run)
    for name, status in (("指标总表-评估结果.xlsx", 200), ("result.json", 404)):
        code, said, _ = served.ask("POST", f"/api/runs/{run}/sets", json.dumps({"name": name}))
        assert code == status
        if code == 200:
            assert served.events(served.start("evaluate", master=said["set"]))[-1]["end"] == "done"


def test_a_finding_says_what_is_wrong_with_a_file(served: Served, tmp_path: Path) -> None:
    wrong = tmp_path / "说明.txt"
    wrong.write_text("不是工作簿", encoding="utf-8")
    end = served.events(served.start("evaluate", master=served.put(wrong)))[-1]
    assert end["end"] == "failed"
    assert "说明.txt" in end["error"]["where"]


def test_one_job_runs_at_a_time_and_can_be_cancelled(served: Served) -> None:
    samples = sorted(item for item in (MASTER.parent / "报送样例" / "收到").rglob("*") if item.is_file())
    master = served.put(MASTER.parent / "报送样例" / "指标总表-待填.xlsx")
    run = served.start("collect", master=master, submissions=served.put(*samples))
    asked = json.dumps({"job": "distribute", "sets": {"master": master}})
    assert served.ask("POST", "/api/runs", asked)[0] == 409
    served.ask("DELETE", f"/api/runs/{run}")
    assert served.events(run)[-1] == {"end": "cancelled"}
    assert served.ask("POST", f"/api/runs/{run}/tickets", '{"name": "x"}')[0] == 404
    again = served.start("collect", master=master, submissions=served.put(*samples))
    events = served.events(again)
    assert events[-1]["end"] == "done"
    assert {"done": 24, "of": 24} in events
    counts = served.ask("GET", f"/api/runs/{again}/result")[1]["counts"]
    assert counts["files"] == 24 == sum(count for state, count in counts.items() if state != "files")


# Lived --------------------------------------------------------------------------------------------------


def test_a_second_start_finds_the_first(served: Served) -> None:
    with serving(served.home) as again:
        assert (again.port, again.token) == (served.port, served.token)
        assert again.process.wait(20) == 0


def test_it_ends_when_no_page_is_open_and_leaves_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "--idle", "3") as service:
        page = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        page.request("GET", "/api/presence", headers={"Authorization": f"Bearer {service.token}"})
        assert page.getresponse().read(1) == b"\n"
        time.sleep(4.5)
        assert service.process.poll() is None
        page.close()
        assert service.process.wait(20) == 0
    assert not (tmp_path / "yuecheng-xl" / "service.json").exists()
    assert list(tmp_path.glob("yuecheng-xl-*")) == []
