"""The add-in of WPS: its files, and its page in a real browser with a real application behind it."""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from tests.conftest import LISTS
from tests.test_service import Served, serving
from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.findings.errors import OutputError
from yuecheng_xl.office.jobs import BUTTONS, OF_WPS
from yuecheng_xl.results.sheets import TITLES
from yuecheng_xl.wps import FOLDER, SERVICE, link, place
from yuecheng_xl.wps.build import build, files, ribbon
from yuecheng_xl.wps.install import install, uninstall
from yuecheng_xl.wps.status import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.office.engine import App

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
STAND_IN = Path(__file__).parent / "office" / "stand_in.js"
MADE = [title for title in TITLES if title not in LISTS]
OTHERS = '<jsplugins><jsplugin name="other" type="wps" url="http://127.0.0.1:1/" version="1.0"/></jsplugins>'


# Files --------------------------------------------------------------------------------------------------


def test_the_ribbon_has_excel_s_buttons_and_nothing_that_wps_cannot_read() -> None:
    root = ElementTree.fromstring(ribbon())
    assert root.tag == "{http://schemas.microsoft.com/office/2006/01/customui}customUI"
    buttons = {item.get("id"): item.attrib for item in root.iter() if item.tag.endswith("}button")}
    assert list(buttons) == [*BUTTONS, *OF_WPS]
    assert [buttons[name]["label"] for name in OF_WPS] == [button.label for button in OF_WPS.values()]
    assert {item["onAction"] for item in buttons.values()} == {"OnAction"}
    assert not ribbon().startswith("<?xml")
    assert {f"images/{name}.svg" for name in buttons} <= set(files())
    assert "own_buttons.xml" not in files()


def test_the_folder_is_the_same_bytes_each_time_and_its_name_is_ascii(tmp_path: Path) -> None:
    one, other = build(tmp_path / "甲"), build(tmp_path / "乙")
    assert one.name == other.name == FOLDER
    assert FOLDER.isascii()
    assert [(path.name, path.read_bytes()) for path in sorted(one.rglob("*")) if path.is_file()] == [
        (path.name, path.read_bytes()) for path in sorted(other.rglob("*")) if path.is_file()
    ]


def test_others_add_ins_stay_in_the_list(tmp_path: Path) -> None:
    (tmp_path / place.LIST).write_text(OTHERS, encoding="utf-8")
    for _ in range(2):
        install(tmp_path)
        root = ElementTree.parse(tmp_path / place.LIST).getroot()
        assert [item.get("name") for item in root] == ["other", "yuecheng-xl"]
    assert {path.name for path in uninstall(tmp_path)} == {FOLDER, place.LIST}
    assert [item.get("name") for item in ElementTree.parse(tmp_path / place.LIST).getroot()] == ["other"]
    assert uninstall(tmp_path) == ()


def test_an_older_version_gives_way(tmp_path: Path) -> None:
    old = tmp_path / "yuecheng-xl_0.0.1"
    old.mkdir()
    (old / "main.js").write_text("", encoding="utf-8")
    install(tmp_path)
    assert not old.exists()


def test_a_list_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / place.LIST).write_text("<jsplugins>", encoding="utf-8")
    with pytest.raises(OutputError, match="F1036"):
        install(tmp_path)
    assert (tmp_path / place.LIST).read_text(encoding="utf-8") == "<jsplugins>"
    assert not (tmp_path / FOLDER).exists()


def test_status_says_what_is_wrong(tmp_path: Path) -> None:
    def codes(*, runs: bool = True) -> list[str]:
        return [finding.code for finding in check(tmp_path, runs=runs)]

    assert codes(runs=False) == ["F1037", "F1040"]
    install(tmp_path)
    assert codes() == ["F1041"]
    link.leave(1, "secret", tmp_path)
    assert codes() == []
    if sys.platform != "win32":
        assert (tmp_path / FOLDER / SERVICE).stat().st_mode & 0o777 == 0o600
    (tmp_path / "authaddin.json").write_text('{"et": {"yuecheng-xl": {"isload": false}}}', encoding="utf-8")
    (tmp_path / FOLDER / "main.js").write_text("", encoding="utf-8")
    assert codes() == ["F1038", "F1039"]
    link.take_away("secret", tmp_path)
    assert not (tmp_path / FOLDER / SERVICE).exists()


def test_the_page_and_the_program_have_the_same_actions() -> None:
    import re

    text = (templates_folder() / "wps" / "main.js").read_text(encoding="utf-8")
    table = text.partition("var ACTIONS = {")[2].partition("\n  };")[0]
    asked = (templates_folder().parent / "yuecheng_xl" / "office" / "wps.py").read_text(encoding="utf-8")
    assert set(re.findall(r'^    "?(\w+)"?: ', table, re.MULTILINE)) == set(
        re.findall(r'do\(\s*"(\w+)"', asked)
    )


# Clicks -------------------------------------------------------------------------------------------------

xw = pytest.importorskip("xlwings")

from tests.office import WHY_NOT  # noqa: E402
from tests.office.engine import driven  # noqa: E402

clicks = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


class Application:
    """What the stand-in for WPS calls: an application through xlwings, as far as the add-in asks."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.said: list[str] = []
        self.shown: list[object] = []
        self.refused = ""

    def __call__(self, name: str, *arguments: Any) -> Any:
        if name == self.refused:
            self.refused = ""
            raise ValueError("refused")
        return getattr(self, f"do_{name}")(*arguments)

    def do_active(self) -> str | None:
        return str(xw.books.active.name) if len(xw.books) else None

    def do_names(self) -> list[str]:
        return [str(book.name) for book in xw.books]

    def do_titles(self, book: str) -> list[str]:
        return list(xw.books[book].sheet_names)

    def do_fullName(self, book: str) -> str:  # noqa: N802
        return str(xw.books[book].api.FullName)

    def do_isProtected(self, book: str) -> bool:  # noqa: N802
        return bool(xw.books[book].api.ProtectStructure)

    def do_isShared(self, book: str) -> bool:  # noqa: N802
        return bool(xw.books[book].api.MultiUserEditing)

    def do_isSheetProtected(self, book: str, sheet: str) -> bool:  # noqa: N802
        return bool(xw.books[book].sheets[sheet].api.ProtectContents)

    def do_saveCopy(self, book: str, path: str) -> None:  # noqa: N802
        xw.books[book].api.SaveCopyAs(path)

    def do_open(self, path: str) -> str:
        return str(xw.books.open(path).name)

    def do_add(self) -> str:
        return str(self.app.books.add().name)

    def do_saveAs(self, book: str, path: str, wanted: int | None = None) -> str:  # noqa: N802
        assert wanted in (None, 51)
        xw.books[book].api.SaveAs(path)
        return Path(path).name

    def do_read(self, path: str) -> str:
        return Path(path).read_text(encoding="utf-8")

    def do_front(self, book: str) -> None:
        xw.books[book].activate()

    def do_close(self, book: str) -> None:
        xw.books[book].close()

    def do_index(self, book: str, sheet: str) -> int:
        return int(xw.books[book].sheets[sheet].index)

    def do_rename(self, book: str, sheet: str, wanted: str) -> None:
        xw.books[book].sheets[sheet].name = wanted

    def do_activate(self, book: str, sheet: str) -> None:
        xw.books[book].sheets[sheet].activate()

    def do_delete(self, book: str, sheet: str) -> None:
        xw.books[book].sheets[sheet].delete()

    def do_copy(self, book: str, sheet: str, target: str, before: str | None, after: str | None) -> None:
        sheets = xw.books[target].sheets
        xw.books[book].sheets[sheet].copy(
            before=None if before is None else sheets[before], after=None if after is None else sheets[after]
        )

    def _range(self, book: str, sheet: str, area: str, down: int) -> Any:
        found = xw.books[book].sheets[sheet].range(area)
        return found.offset(down, 0) if down else found

    def do_values(self, *place: Any) -> Any:
        values = self._range(*place).options(ndim=2).value
        return values if len(values) > 1 else values[0][0]

    def do_formulas(self, *place: Any) -> Any:
        formulas = self._range(*place).formula
        return formulas if isinstance(formulas, str) else [list(row) for row in formulas]

    def do_write(self, book: str, sheet: str, area: str, down: int, value: str) -> None:
        if xw.books[book].sheets[sheet].api.ProtectContents:
            raise ValueError("protected")
        self._range(book, sheet, area, down).value = value

    def do_enter(self, book: str, sheet: str, area: str, down: int, formula: str) -> None:
        self._range(book, sheet, area, down).formula = formula

    def do_status(self, text: object) -> None:
        self.shown.append(text)

    def do_say(self, text: str) -> None:
        self.said.append(text)

    def do_folder(self) -> str | None:
        return str(self.app.folder) if self.app.folder else None


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with driven(tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve with the add-in installed below the same home."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        install(place.addins_folder())
        with serving(home) as service:
            yield service


@pytest.fixture
def wps(application: App) -> Iterator[Application]:
    application.folder = None
    yield Application(application)
    for book in list(xw.books):
        book.close()


@pytest.fixture
def load(served: Served, wps: Application) -> Iterator[Callable[[], Page]]:
    """Give what loads the add-in's page from its file, as WPS does when it starts."""
    from playwright.sync_api import sync_playwright

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                answer = {"result": wps(*asked)}
            except Exception as error:  # noqa: BLE001 - what WPS would throw
                answer = {"error": str(error) or type(error).__name__}
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            with suppress(ConnectionError):  # the page was closed meanwhile
                self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def load_page() -> Page:
            page = browser.new_page()
            page.add_init_script(STAND_IN.read_text(encoding="utf-8").replace("STAND_IN", address))
            page.goto((served.home / "Kingsoft" / "wps" / "jsaddons" / FOLDER / "index.html").as_uri())
            return page

        yield load_page
        browser.close()
    server.shutdown()
    server.server_close()


def click(page: Page, wps: Application, button: str) -> str:
    """Click a button and return what was said in the end."""
    count = len(wps.said)
    page.evaluate(f"OnAction({{Id: '{button}'}})")
    wait(page, lambda: len(wps.said) > count)
    return wps.said[-1]


def wait(page: Page, condition: Callable[[], object], seconds: float = 120) -> None:
    """Let the page go on until something holds; a page that stands still is no reason to wait for ever."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the page stands still"
        page.wait_for_timeout(100)


def mark(test: Any) -> Any:
    for one in clicks:
        test = one(test)
    return test


@mark
def test_evaluate_twice_and_restore(load: Callable[[], Page], wps: Application, small: Path) -> None:
    page, book = load(), xw.books.open(small)
    before = list(book.sheet_names)
    said = click(page, wps, "evaluate")
    assert "共8个指标" in said
    assert list(book.sheet_names) == [*before, *MADE]
    book.sheets["指标总表"].range("G3").value = 1
    assert "共8个指标" in click(page, wps, "evaluate")
    assert list(book.sheet_names) == [*before, *MADE]
    assert "已退回" in click(page, wps, "restore")
    assert list(book.sheet_names) == [*before, *MADE]
    assert "已退回" in click(page, wps, "restore")
    assert list(book.sheet_names) == before
    assert book.sheets["指标总表"].range("G3").value == 1
    assert "没有可以恢复的内容" in click(page, wps, "restore")
    assert wps.shown[-1] is False


@mark
def test_the_other_buttons(load: Callable[[], Page], wps: Application, small: Path, tmp_path: Path) -> None:
    page, book = load(), xw.books.open(small)
    before = list(book.sheet_names)
    wps.app.folder = tmp_path / "报送表"
    wps.app.folder.mkdir()
    click(page, wps, "distribute")
    assert any(wps.app.folder.glob("*.xlsx"))
    assert "个文件" in click(page, wps, "collect")
    book.activate()
    assert "发现问题" in click(page, wps, "check")
    book.activate()
    assert click(page, wps, "report")
    book.activate()
    assert "WPS" in click(page, wps, "help") or wps.said
    assert list(book.sheet_names) == before
    assert click(page, wps, "table1")
    assert list(book.sheet_names) == [*before, "表1"]


@mark
@pytest.mark.parametrize("refused", ["saveCopy", "rename"])
def test_a_refusal_leaves_the_workbook_as_it_was(
    load: Callable[[], Page], wps: Application, small: Path, refused: str
) -> None:
    page, book = load(), xw.books.open(small)
    click(page, wps, "evaluate")
    before = {sheet.name: sheet.range("A1:Z40").options(ndim=2).value for sheet in book.sheets}
    wps.refused = refused
    assert "错误" in click(page, wps, "evaluate")
    assert {sheet.name: sheet.range("A1:Z40").options(ndim=2).value for sheet in book.sheets} == before


@mark
def test_what_is_not_copied_is_opened_beside(load: Callable[[], Page], wps: Application, small: Path) -> None:
    page, book = load(), xw.books.open(small)
    click(page, wps, "table1")  # what stands there already comes back
    before = {sheet.name: sheet.range("A1:Z40").options(ndim=2).value for sheet in book.sheets}
    wps.refused = "copy"
    assert "[F1111 错误]" in click(page, wps, "table1")
    assert {sheet.name: sheet.range("A1:Z40").options(ndim=2).value for sheet in book.sheets} == before
    assert xw.books["指标总表-表1.xlsx"].sheet_names == ["表1"]


@mark
def test_a_master_of_wps_s_own_format(load: Callable[[], Page], wps: Application, small: Path) -> None:
    page, book = load(), xw.books.open(small)
    book.api.SaveAs(str(small.with_suffix(".et")))
    before = list(book.sheet_names)
    assert "共8个指标" in click(page, wps, "table1")
    assert list(book.sheet_names) == [*before, "表1"]
    assert "已退回" in click(page, wps, "restore")
    assert list(book.sheet_names) == before


@mark
def test_the_self_check_says_what_works_and_changes_nothing(
    load: Callable[[], Page], wps: Application, small: Path, served: Served
) -> None:
    page, book = load(), xw.books.open(small)
    before, content = list(book.sheet_names), small.read_bytes()
    said = click(page, wps, "selfcheck")
    assert "0项没有通过" in said, said
    report = Path(said.partition("报告在：")[2].partition("\n")[0])
    text = report.read_text(encoding="utf-8-sig")
    assert report.read_bytes().startswith(b"\xef\xbb\xbf")
    assert report.is_relative_to(served.home)
    for word in ("WPS 版本 stand-in", "浏览器引擎", "本机文件，.xlsx", "读出34个指标", "图表3个，复制后3个"):
        assert word in text
    for word in (str(Path.home()), str(small.parent), "指标总表.xlsx"):
        assert word not in text
    assert (list(book.sheet_names), small.read_bytes()) == (before, content)
    assert len(xw.books) == 1


@mark
def test_two_clicks_at_once(load: Callable[[], Page], wps: Application, small: Path) -> None:
    page, book = load(), xw.books.open(small)
    page.evaluate("OnAction({Id: 'evaluate'})")
    wait(page, lambda: wps.shown)  # of two at the very same time either may be the first
    page.evaluate("OnAction({Id: 'table1'})")
    wait(page, lambda: len(wps.said) == 2)
    assert any("还没有完成" in text for text in wps.said)
    assert any("共8个指标" in text for text in wps.said)
    assert [title for title in book.sheet_names if title in MADE] == [*MADE]


@mark
def test_a_page_that_dies_half_way_is_undone_by_the_next_click(
    load: Callable[[], Page], wps: Application, small: Path
) -> None:
    page, book = load(), xw.books.open(small)
    before = list(book.sheet_names)
    page.evaluate("OnAction({Id: 'evaluate'})")
    wait(page, lambda: "表1" in book.sheet_names)
    page.close()
    again = load()
    assert "错误" in click(again, wps, "evaluate")
    assert list(book.sheet_names) == before
    assert "共8个指标" in click(again, wps, "evaluate")


@mark
def test_without_a_workbook_or_the_service_it_says_so(
    load: Callable[[], Page], wps: Application, served: Served
) -> None:
    page = load()
    assert "WPS 中没有打开的工作簿" in click(page, wps, "evaluate")
    link_file = served.home / "Kingsoft" / "wps" / "jsaddons" / FOLDER / SERVICE
    told = link_file.read_text(encoding="utf-8")
    try:
        link_file.write_text(told.replace(str(served.port), "9"), encoding="utf-8")
        assert "没有连接到“规划评估”服务" in click(page, wps, "evaluate")
        link_file.write_text(told.replace(served.token, "guess"), encoding="utf-8")
        assert "令牌不对" in click(page, wps, "evaluate")
        link_file.unlink()
        assert "没有连接到“规划评估”服务" in click(page, wps, "evaluate")
    finally:
        link_file.write_text(told, encoding="utf-8")
        link_file.chmod(0o600)


def test_only_the_add_in_may_click(served: Served) -> None:
    question = json.dumps({"token": served.token, "button": "help", "page": "x"})
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": f"http://127.0.0.1:{served.port}"},
        {"Host": "evil"},
    ):
        assert served.ask("POST", "/wps/click", question, dict(headers))[0] == 403
    wrong = json.dumps({"token": "guess", "button": "help", "page": "x"})
    assert served.ask("POST", "/wps/click", wrong, {"Origin": "null"})[0] == 401
    odd = json.dumps({"token": served.token, "button": "../help", "page": "x"})
    assert served.ask("POST", "/wps/click", odd, {"Origin": "null"})[0] == 400
    none = json.dumps({"token": served.token, "page": "x", "answer": {}})
    assert served.ask("POST", "/wps/answer", none, {"Origin": "null"})[0] == 409
