"""A person asks on the page, in a real browser: with JavaScript turned off, by keyboard, on a telephone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from service.cli import main
from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service over the sample plans, without search by meaning."""
    os.environ.setdefault("GOLDENTHREAD_MODEL", "none")
    location = str(tmp_path_factory.mktemp("browser") / "store")
    assert main(["build", "--samples", "--store", location]) == 0
    with on_a_port(create_app(Served(location))) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with JavaScript turned off, whose requests are watched."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def test_a_question_is_asked_and_its_table_evidence_and_query_are_seen(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(address)
    page.get_by_label("Your question").fill("Which actions feed NI 117?")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="What the plans say")).to_be_visible()
    expect(page.get_by_text("Actions that feed NI 117")).to_be_visible()
    rows = page.locator("table.rows tbody tr")
    assert rows.count() >= 5
    for i in range(rows.count()):
        assert rows.nth(i).locator("td.evidence blockquote").first.inner_text().strip("“” ")
    assert {"stated", "inherited"} <= set(page.locator("td.evidence .tag").all_inner_texts())
    query = page.locator("#sparql pre")
    expect(query).to_be_hidden()
    page.get_by_text("The query behind it").click()
    expect(query).to_contain_text("SELECT")
    page.screenshot(path=tmp_path / "answer.png", full_page=True)
    assert (tmp_path / "answer.png").stat().st_size > 20_000


def test_every_question_offered_to_start_from_is_answered(page: Page, address: str) -> None:
    page.goto(address)
    offered = page.locator("ul.examples a").all()
    assert len(offered) >= 4
    for link in [a.get_attribute("href") for a in offered]:
        page.goto(f"{address}{link}")
        expect(page.get_by_role("heading", name="What the plans say")).to_be_visible()


def test_from_a_row_to_the_thing_to_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=Which+actions+feed+NI+117%3F")
    page.locator("table.rows tbody tr td a").first.click()
    expect(page.get_by_role("heading", name="Where it is printed")).to_be_visible()
    assert page.locator("h1").count() == 1


def test_a_query_is_run_on_the_sparql_page(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="Result")).to_be_visible()
    assert page.locator("tbody tr").count() == 20


def test_what_is_not_there_is_told_on_a_page(page: Page, address: str) -> None:
    response = page.goto(f"{address}/nowhere")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()


def test_nothing_is_fetched_from_elsewhere(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/?q=Which+actions+feed+NI+117%3F", "/sparql", "/ontology", "/docs"):
        page.goto(address + path)
    assert asked
    assert all(url.startswith(address) for url in asked)


def test_the_keyboard_reaches_the_main_part_first_and_every_field_has_a_label(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    for path in ("/", "/sparql"):
        page.goto(address + path)
        for field in page.locator("input, select, textarea").all():
            assert page.locator(f"label[for={field.get_attribute('id')}]").count() == 1


@pytest.mark.parametrize("path", ["/", "/?q=Which+actions+feed+NI+117%3F", "/sparql", "/docs"])
def test_a_telephone_need_not_scroll_sideways(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + path, timeout=60_000)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= 360


def test_words_stand_out_enough_from_what_is_behind_them(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/?q=Which+actions+feed+NI+117%3F", timeout=60_000)
    worst = page.evaluate(CONTRAST)
    context.close()
    assert worst >= 4.5, "WCAG 2.2, success criterion 1.4.3"


CONTRAST = """() => {
  const lum = c => { const v = c.map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4 });
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  let worst = 21;
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
    let b = e, back = [0, 0, 0, 0];
    while (b && (back = rgb(getComputedStyle(b).backgroundColor)).length === 4 && back[3] === 0) b = b.parentElement;
    if (!b) back = [255, 255, 255];
    const [l1, l2] = [lum(rgb(getComputedStyle(e).color).slice(0, 3)), lum(back.slice(0, 3))].sort((x, y) => y - x);
    worst = Math.min(worst, (l1 + .05) / (l2 + .05));
  }
  return worst;
}"""


def test_a_question_is_completed_by_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    field = page.get_by_role("combobox", name="Your question")
    field.press_sequentially("which actions feed ni 11")
    offered = page.get_by_role("option")
    expect(offered.filter(has_text="which actions feed NI 117")).to_be_visible(timeout=60_000)
    texts = [text.removesuffix(" indicator") for text in offered.all_inner_texts()]
    wanted = texts.index("which actions feed NI 117")
    for _ in range(wanted + 1):
        field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", f"q-offered{wanted}")
    field.press("Enter")
    expect(field).to_have_value("which actions feed NI 117 ")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    expect(page.get_by_role("heading", name="What the plans say")).to_be_visible()
    context.close()
