"""The reports in a real browser: accessible, on any screen and on paper, without a script, inert."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import filterfalse
from pathlib import Path
from typing import Any

import pytest

from all_reports import HOSTILE, REPORTS, document, hostile
from iomassess.documents import Document
from iomassess.formats import write
from iomassess.formats._blocks import blocks

pytest.importorskip("playwright", reason="playwright is not installed: pip install 'iomassess[test]'")
pytest.importorskip("axe_playwright_python", reason="axe is not installed: pip install 'iomassess[test]'")

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"
)

FLAGS = [
    "--no-sandbox",  # there is none to be had as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = 320, 1280
PAPER = 657
"""The width of a page of A4 within its margins, in CSS pixels."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, with a profile that is new and empty."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a window of the width that the test asks for, with or without scripts."""
    wanted = getattr(request, "param", {})
    context = browser.new_context(
        viewport={"width": wanted.get("width", DESK), "height": 800},
        java_script_enabled=wanted.get("scripts", True),
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def width(*pixels: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "opened", [{"width": one} for one in pixels], indirect=True, ids=[f"{one}px" for one in pixels]
    )


def show(page: Page, folder: Path, shown: Document) -> None:
    page.goto(saved(shown, folder).as_uri())


def saved(shown: Document, folder: Path) -> Path:
    (file,) = write(shown, "html", "report")
    path = folder / file.name
    path.write_bytes(file.content)
    return path


@cache
def named(name: str) -> Document:
    return hostile() if name == "hostile" else document(name)


def audit(page: Page) -> dict[str, Any]:
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations', 'incomplete'], selectors: false})", TAGS
    )
    return found


def told(results: list[dict[str, Any]]) -> list[str]:
    """What axe says, and of which elements."""
    return [f"{one['id']}: {node['html'][:200]}" for one in results for node in one["nodes"]]


def unjudged(results: list[dict[str, Any]]) -> list[str]:
    """What axe leaves open, but for contrasts in a picture, out of sight in a frame, or of one letter.

    The colours of pictures have a test of their own; those in the frames are the same in all of them.
    """
    return told([{**one, "nodes": [*filterfalse(_is_judged, one["nodes"])]} for one in results])


def _is_judged(node: dict[str, Any]) -> bool:
    contrasts = [check["data"]["messageKey"] for check in node["any"] if check["id"] == "color-contrast"]
    if not contrasts:
        return False
    return contrasts[0] in {"elmPartiallyObscured", "shortTextContent"} or node["html"].startswith(
        ("<text", "<tspan")
    )


def reaches_past_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
@width(PHONE, DESK)
def test_axe_finds_nothing_wrong_with_a_report_and_it_fits_the_screen(
    name: str, opened: Page, tmp_path: Path
) -> None:
    show(opened, tmp_path, named(name))
    assert not reaches_past_the_screen(opened)
    found = audit(opened)
    assert told(found["violations"]) == []
    assert unjudged(found["incomplete"]) == []


@pytest.mark.parametrize("name", REPORTS)
@width(PAPER)
def test_nothing_is_cut_off_on_paper(name: str, opened: Page, tmp_path: Path) -> None:
    show(opened, tmp_path, named(name))
    opened.emulate_media(media="print")
    assert not reaches_past_the_screen(opened)
    assert opened.evaluate("document.querySelector('nav')?.offsetHeight ?? 0") == 0


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("opened", [{"scripts": False}], indirect=True, ids=["no scripts"])
def test_all_the_text_is_there_without_scripts(name: str, opened: Page, tmp_path: Path) -> None:
    show(opened, tmp_path, named(name))
    shown = " ".join(opened.inner_text("body").split())
    lines = [node for node in blocks(named(name)).walk() if node.type == "inline"]
    texts = [" ".join("".join(map(_said, line.children)).split()) for line in lines]
    assert len(texts) > 100
    assert [text for text in texts if text not in shown] == []


def _said(node: Any) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return "".join(map(_said, node.children)) if node.children else str(node.content)


@pytest.mark.parametrize("guarded", [True, False], ids=["as it is", "without its policy"])
def test_hostile_text_runs_nothing_asks_for_nothing_and_leads_nowhere(
    guarded: bool, opened: Page, tmp_path: Path
) -> None:
    path = saved(hostile(), tmp_path)
    if not guarded:
        page, removed = re.subn(
            '<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8")
        )
        assert removed == 1
        path.write_text(page, encoding="utf-8")
    events: list[str] = []
    opened.on("request", lambda one: events.append(one.url))
    opened.on("console", lambda one: events.append(one.text))
    opened.on("pageerror", lambda one: events.append(str(one)))
    opened.on("dialog", lambda one: events.append(one.message))
    opened.goto(path.as_uri(), wait_until="networkidle")
    opened.mouse.move(100, 100)
    opened.mouse.wheel(0, 2000)
    assert events == [path.as_uri()]
    assert opened.title() == HOSTILE[0]
    assert opened.locator("script, iframe, object, embed, img, form, foreignObject, image").count() == 0
    assert (
        opened.evaluate("[...document.links].filter(one => !/^(https|file):$/.test(one.protocol)).length")
        == 0
    )
    assert (
        opened.evaluate(
            "[...document.querySelectorAll('*')].filter(one =>"
            " one.getAttributeNames().some(name => name.startsWith('on'))).length"
        )
        == 0
    )


def test_the_keyboard_reaches_the_report_past_the_contents_and_moves_wide_tables(
    opened: Page, tmp_path: Path
) -> None:
    opened.set_viewport_size({"width": PHONE, "height": 800})
    show(opened, tmp_path, named(REPORTS[0]))
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert opened.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "report"
    table = opened.locator(".wide:has(table)").first
    table.focus()
    table.evaluate(_WATCH)
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate("window.moved")


_WATCH = """one => {
    window.moved = new Promise(done => {
        one.addEventListener('scroll', () => done(one.scrollLeft > 0), {once: true});
        setTimeout(() => done(false), 10000);
    });
}"""


def test_the_pictures_of_a_report_are_named_and_described_to_those_who_do_not_see_them(
    opened: Page, tmp_path: Path
) -> None:
    show(opened, tmp_path, hostile(("Haven & Mill", "second")))
    (picture,) = opened.get_by_role("img").all()
    assert opened.get_by_role("img", name="Haven & Mill Haven & Mill second").count() == 1
    assert picture.evaluate("one => one.tagName") == "svg"


def test_axe_would_find_what_is_wrong(opened: Page, tmp_path: Path) -> None:
    path = saved(document(REPORTS[0]), tmp_path)
    page = path.read_text("utf-8")
    wrong = (
        '<img src="data:,"><p style="color: #999">pale</p>'
        '<p><button style="width: 9px; height: 9px; padding: 0">a</button>'
        '<button style="width: 9px; height: 9px; padding: 0">b</button></p>'
    )
    path.write_text(page.replace("</main>", f"{wrong}</main>").replace(' lang="en-GB"', ""), encoding="utf-8")
    opened.goto(path.as_uri())
    found = {one["id"] for one in audit(opened)["violations"]}
    assert found == {"image-alt", "color-contrast", "target-size", "html-has-lang"}


def test_a_page_too_wide_for_a_screen_would_be_seen(opened: Page, tmp_path: Path) -> None:
    path = saved(document(REPORTS[0]), tmp_path)
    page = path.read_text("utf-8")
    path.write_text(page.replace("</main>", '<div style="width: 1300px">wide</div></main>'), encoding="utf-8")
    opened.goto(path.as_uri())
    assert reaches_past_the_screen(opened)
