"""The page in a real browser, from choosing files to the download."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.test_service import MASTER, Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = os.environ.get("AXE")
OLD_CHROMIUM = os.environ.get("OLD_CHROMIUM")
SAMPLES = MASTER.parent / "报送样例"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("home")) as service:
        yield service


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    """Open the page; what it complains of, and each request to elsewhere, fails the test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1300, "height": 900})
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("request", lambda request: complaints.extend(_elsewhere(request.url, served.port)))
        opened.goto(f"http://127.0.0.1:{served.port}/#{served.token}")
        yield opened
        browser.close()
        assert complaints == []


def _elsewhere(url: str, port: int) -> list[str]:
    own = f"http://127.0.0.1:{port}/", f"blob:http://127.0.0.1:{port}/", "data:"
    return [] if url.startswith(own) else [url]


def choose(page: Page, role: str, *files: Path) -> None:
    page.locator(f"[data-role={role}] input").first.set_input_files(list(files))


def wait(page: Page, status: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator("#status")).to_have_text(re.compile(status), timeout=60_000)


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=re.compile(name)).click()


@pytest.fixture
def doubted(book: Callable[..., Path]) -> Path:
    """Write a master with four doubts."""
    header = ["序号", "指标", "单位", "方向", "数据类型", "2025年目标", "2020年", "2021年", "2022年"]
    higher = ["公顷", "越高越好", "时点数"]
    return book(
        [
            header,
            [1, "指标甲", "亿元", None, "时点数", 200, 100, 120, 230],
            [2, "林地面积", *higher, 200, 100, 120, 1400000],
            [3, "绿地面积", *higher, 2000000, 100, 120, 140],
            [4, "湿地面积", *higher, 200, 100, 120, 1400000],
        ],
        name="总表.xlsx",
    )


def test_from_the_master_to_table_1_its_evidence_and_the_download(page: Page, tmp_path: Path) -> None:
    choose(page, "master", MASTER)
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "^评估完成")
    table = page.get_by_role("table", name="主要指标完成情况一览表")
    assert table.locator("tbody tr").count() == 34
    assert table.get_by_role("button", name="未完成").count() == 10
    table.get_by_role("button", name="未完成").first.click()
    assert "进度" in page.locator("#detail-body").inner_text()
    page.get_by_role("button", name="关闭").click()
    open_tab(page, "图表")
    assert page.get_by_role("img").count() == 3
    with page.expect_download() as begun:
        page.get_by_role("button", name="下载 指标总表-评估结果.xlsx").click()
    begun.value.save_as(tmp_path / "结果.xlsx")
    assert (tmp_path / "结果.xlsx").read_bytes()[:2] == b"PK"


def test_doubts_are_answered_into_the_master_that_is_downloaded(
    page: Page, tmp_path: Path, doubted: Path
) -> None:
    before = doubted.read_bytes()
    choose(page, "master", doubted)
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "^评估完成")
    open_tab(page, "存疑（4）")
    send = page.get_by_role("button", name="填入指标总表，重新评估")
    assert send.is_disabled()
    page.get_by_role("group", name="1.指标甲").get_by_label("越低越好").check()
    page.get_by_role("group", name="2.林地面积").get_by_label("140", exact=True).check()
    page.get_by_role("group", name="3.绿地面积").get_by_label("目标2000000", exact=True).check()
    page.get_by_role("group", name="4.湿地面积").get_by_label("应当填写").fill("131")
    assert page.get_by_text("已答复4处").count() == 1
    send.click()
    wait(page, "^按答复重新评估完成")
    assert "正在使用：总表-已答复.xlsx" in page.locator("[data-role=master] .chosen").inner_text()
    open_tab(page, "存疑（0）")
    with page.expect_download() as begun:
        page.get_by_role("button", name="下载 总表-已答复.xlsx").click()
    begun.value.save_as(tmp_path / "已答复.xlsx")
    sheet = load_workbook(tmp_path / "已答复.xlsx")["指标总表"]
    assert [sheet[place].value for place in ("D2", "I3", "F4", "I5")] == ["越低越好", 140, 2000000, 131]
    assert doubted.read_bytes() == before
    choose(page, "master", tmp_path / "已答复.xlsx")
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "^评估完成")
    open_tab(page, "存疑（0）")


def test_a_finding_leads_to_its_cell(page: Page) -> None:
    choose(page, "master", MASTER)
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "^评估完成")
    open_tab(page, "问题")
    panel = page.get_by_role("tabpanel")
    place = panel.get_by_role("button", name=re.compile("指标总表!")).first
    where = place.inner_text()
    place.click()
    assert page.locator("#detail-title").inner_text() == where
    assert page.locator("#detail [aria-current]").inner_text()
    page.get_by_role("button", name="关闭").click()
    panel.get_by_role("checkbox", name="提示").uncheck()
    assert panel.locator("td.note").count() == 0


def test_submissions_are_merged_and_compared_with_the_run_before(page: Page) -> None:
    choose(page, "master", SAMPLES / "指标总表-待填.xlsx")
    files = sorted(item for item in (SAMPLES / "收到").rglob("*") if item.is_file())
    choose(page, "submissions", *files)
    page.get_by_role("button", name="汇总报送表").click()
    wait(page, "^汇总报送表完成")
    assert page.get_by_role("tabpanel").locator("tbody tr").count() == 24
    returned = page.get_by_role("cell", name="退回", exact=True).count()
    assert returned > 0
    choose(page, "submissions", *[item for item in files if "卫生健康" not in item.name])
    page.get_by_role("button", name="汇总报送表").click()
    wait(page, "^汇总报送表完成")
    open_tab(page, "问题")
    assert page.get_by_role("cell", name="已解决").count() > 0
    assert page.get_by_role("button", name=re.compile("^下载 ")).count() == 3
    page.get_by_role("button", name="接着评估它").click()
    wait(page, "^评估完成")
    assert "正在使用：指标总表-待填-汇总.xlsx" in page.locator("[data-role=master] .chosen").inner_text()
    for name in ("指标总表-待填-汇总.xlsx", "指标总表-待填-汇总-评估结果.xlsx"):
        assert page.get_by_role("button", name=f"下载 {name}").count() == 1


def test_what_is_wrong_is_told_in_chinese_and_the_page_goes_on(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "总表.xlsx"
    wrong.write_bytes(b"PK but no workbook")
    choose(page, "master", wrong)
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "总表.xlsx")
    choose(page, "master", MASTER)
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "^评估完成")


def test_markup_in_a_workbook_is_shown_as_text(page: Page, tmp_path: Path) -> None:
    book = load_workbook(MASTER)
    book["指标总表"]["C2"] = "<img src=x onerror=alert(1)>"
    book.save(tmp_path / "总表.xlsx")
    choose(page, "master", tmp_path / "总表.xlsx")
    page.get_by_role("button", name="评估", exact=True).click()
    wait(page, "^评估完成")
    assert page.get_by_text("<img src=x onerror=alert(1)>").count() > 0
    assert page.locator("#panels img").count() == 0


def test_all_can_be_done_from_the_keyboard(page: Page) -> None:
    choose(page, "master", MASTER)
    page.get_by_role("button", name="评估", exact=True).press("Enter")
    wait(page, "^评估完成")
    page.get_by_role("tab", name="表1").press("ArrowRight")
    assert page.get_by_role("tab", selected=True).inner_text().startswith("存疑")
    page.get_by_role("tab", selected=True).press("ArrowLeft")
    page.get_by_role("button", name="未完成").first.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


@pytest.mark.skipif(not OLD_CHROMIUM, reason="an old Chromium is fetched by .ci/run alone")
def test_chromium_92_shows_it_all(served: Served, doubted: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=OLD_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        assert browser.version.startswith("92.")
        page = browser.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"http://127.0.0.1:{served.port}/#{served.token}")
        choose(page, "master", doubted)
        # Playwright's own ways of finding and clicking need newer browsers.
        press = "found => [...document.querySelectorAll(found)].forEach(one => one.click())"
        done = "word => document.getElementById('status').textContent.startsWith(word)"
        page.evaluate(press, "[data-job=evaluate]")
        page.wait_for_function(done, arg="评估完成")
        page.evaluate(press, "[role=tab]")
        page.evaluate("document.querySelector('.group button.link').click()")
        assert page.evaluate("document.getElementById('detail').open")
        page.evaluate(press, "#detail form button, .questions [value='0']")
        page.evaluate(press, ".questions button.main")
        page.wait_for_function(done, arg="按答复重新评估完成")
        texts = page.evaluate("[...document.querySelectorAll('[role=tab]')].map(one => one.textContent)")
        assert texts[:2] == ["表1", "存疑（0）"]
        assert complaints == []
        browser.close()


@pytest.mark.skipif(not AXE, reason="axe-core is fetched by .ci/run alone")
def test_axe_finds_nothing(served: Served, doubted: Path) -> None:
    from playwright.sync_api import sync_playwright

    assert AXE
    script = Path(AXE).read_text(encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(f"http://127.0.0.1:{served.port}/#{served.token}")
        page.evaluate(script)
        for master in (MASTER, doubted):
            choose(page, "master", master)
            page.get_by_role("button", name="评估", exact=True).click()
            wait(page, "^评估完成")
            for tab in page.get_by_role("tab").all():
                tab.click()
                found = page.evaluate(
                    "axe.run().then(found => found.violations.map(one => one.id + one.help))"
                )
                assert found == [], tab.inner_text()
        browser.close()
