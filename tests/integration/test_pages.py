"""The mail and the web copy as a real browser lays them out.

The machine's own Chromium is used; where there is none, these tests are reported as not run.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from html5lib import HTMLParser, getTreeBuilder
from playwright.sync_api import sync_playwright

from flows.issuing.render import IndexEntry, index_page
from tests.support.pictures import FLAGS, chromium, without_style
from tests.support.shipped import ISSUE, work_on_the_seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

GOLDEN = Path(__file__).parents[1] / "golden" / "digests"
SHIPPED = "the shipped seeds"
CASES = [SHIPPED, *sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())]
WIDTHS = [640, 375]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
CHROMIUM = chromium()
# An A4 page within the margins of digests/web.css, in CSS pixels.
PRINTED_WIDTH, PRINTED_HEIGHT = 673, 994
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="not run: no Chromium on this machine; install one or name it in COUNTERCHECK_CHROMIUM",
)

# What is seen: each run of text with its colour, the colour behind it, and the box it must stay in.
MEASURE = """
() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(at).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.replace(/\\u00a0/g, ' ').trim(), parent = node.parentElement;
    if (!text || parent.closest('.preheader, .hidden, style, title')) continue;
    const style = getComputedStyle(parent), range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()];
    if (!boxes.length) continue;
    const paint = parent instanceof SVGElement ? style.fill : style.color;
    texts.push({
      text: text.slice(0, 60), size: parseFloat(style.fontSize),
      colour: channels(paint).slice(0, 3), ground: ground(parent), left: Math.min(...boxes.map(b => b.left)),
      right: Math.max(...boxes.map(b => b.right)),
    });
  }
  const bars = [...document.querySelectorAll('td.said, td.ours')].map(bar => ({
    colour: ground(bar), track: ground(bar.closest('table').querySelector('.track') || bar),
    card: ground(bar.closest('table').parentElement), width: bar.getBoundingClientRect().width,
  }));
  const clipped = [...document.body.querySelectorAll('*:not(.preheader):not(.hidden)')].filter(e =>
    getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
  ).map(e => e.outerHTML.slice(0, 80));
  const overlapping = [...document.querySelectorAll('svg.picture')].flatMap(picture => {
    const labels = [...picture.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
    return labels.flatMap(([text, a], n) => labels.slice(n + 1).filter(([, b]) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3
    ).map(([other]) => `${text} | ${other}`));
  });
  return {texts, bars, clipped, overlapping, page: document.documentElement.scrollWidth, window: innerWidth};
}
"""


# What is printed: dark grounds, blocks that may be cut or parted from what follows them, addresses of links.
PRINTED = """
() => {
  const all = selector => [...document.querySelectorAll(selector)], style = getComputedStyle;
  const bright = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  return {
    height: document.documentElement.scrollHeight,
    dark: all('body, body *').filter(e => {
      const [r, g, b, a = 1] = bright(style(e).backgroundColor);
      return a > 0.5 && r + g + b < 600;
    }).map(e => e.outerHTML.slice(0, 60)),
    cut: [
      ...all('svg.picture, table, li, pre, blockquote').filter(e => style(e).breakInside !== 'avoid'),
      ...all('h1, h2, svg.picture, summary').filter(e => style(e).breakAfter !== 'avoid'),
    ].map(e => e.outerHTML.slice(0, 60)),
    addresses: all('li a[href^="http"]').map(e => e.getAttribute('href')),
    links: all('li a[href^="http"]').map(e => style(e, '::after').content).join(' '),
  };
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the machine's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the issue that a run on the shipped seeds makes."""
    return work_on_the_seeds(tmp_path_factory.mktemp("shipped")) / ISSUE


@pytest.fixture
def issue(case: str, shipped: Path) -> Path:
    """Return the folder of a case: one of the golden issues, or the one made now."""
    return shipped if case == SHIPPED else GOLDEN / case


def opened(browser: Browser, path: Path, width: int, scheme: Any, *, is_stripped: bool = False) -> Page:  # noqa: ANN401 - Playwright's literal type
    """Return `path` opened at `width` in a light or dark scheme; stripped, as in mail programs that drop <style>."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    if is_stripped:
        page.set_content(without_style(path.read_text(encoding="utf-8")))
    else:
        page.goto(path.as_uri())
    return page


def luminance(colour: list[float]) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (one / 255 for one in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["mail.html", "web.html"])
@pytest.mark.parametrize("case", CASES)
def test_everything_is_seen_and_readable(browser: Browser, issue: Path, name: str) -> None:
    """No page is wider than its window, no text is cut, and every text stands out 4.5:1 from what is behind it.

    So on a desk and a phone, in light and dark; and the page asks for that one file and nothing else.
    """
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((issue / name).as_uri())
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        must_be_readable(page.evaluate(MEASURE))
    page.close()
    assert [(issue / name).as_uri()] == asked


@pytest.mark.parametrize("case", ["seeds", "many", "rising_toll"])
def test_a_web_copy_is_printed_dark_on_white_without_cut_or_empty_pages(browser: Browser, case: str) -> None:
    """Also by who reads on dark ground; a block moves to the next page only where that leaves little paper empty.

    A heading, a picture and its table stay together, and a link has its address behind it.
    """
    page = opened(browser, GOLDEN / case / "web.html", PRINTED_WIDTH, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    must_be_readable(page.evaluate(MEASURE))
    printed = page.evaluate(PRINTED)
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))
    page.context.close()
    assert printed["dark"] == []
    assert printed["cut"] == []
    assert all(address in printed["links"] for address in printed["addresses"])
    assert printed["height"] / PRINTED_HEIGHT < pages < 1.3 * printed["height"] / PRINTED_HEIGHT + 1


def test_the_list_of_issues_is_readable(browser: Browser, tmp_path: Path) -> None:
    """The same holds of the list of issues, with subjects as long as they come, and axe-core finds nothing."""
    moment = datetime(2026, 11, 21, 7, tzinfo=UTC)
    subjects = ["W" * 59, "مرفأ الشرق: 5 or ≥ 20 people, 21 Nov", "Harbour fire: 7 or ≥ 14 people, 21 Nov"]
    entries = [
        IndexEntry("2026-11-21", "a-reader-with-a-long-name", subject, f"{n}/web.html", f"{n}@x", moment)
        for n, subject in enumerate(subjects)
    ]
    (tmp_path / "index.html").write_text(index_page("Harbour watch", entries), "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        must_be_readable(page.evaluate(MEASURE))
    assert [] == Axe().run(page).response["violations"]
    page.close()


def must_be_readable(seen: dict[str, Any]) -> None:
    """Fail when what was measured overflows, is cut, is too small or too faint."""
    assert seen["window"] == max(seen["page"], seen["window"])
    assert [] == seen["clipped"]
    assert [] == seen["overlapping"]
    assert [] == [text for text in seen["texts"] if text["left"] < -1 or text["right"] > seen["window"] + 1]
    assert [] == [text for text in seen["texts"] if contrast(text["colour"], text["ground"]) < 4.5]
    assert [] == [text for text in seen["texts"] if text["size"] < 11]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_bars_stand_out_from_their_track_and_the_card(browser: Browser, scheme: str) -> None:
    """A bar is told from its track and from the card by 3:1 at least, and the narrowest is still to be seen."""
    page = opened(browser, GOLDEN / "seeds" / "mail.html", 640, scheme)
    bars = page.evaluate(MEASURE)["bars"]
    page.context.close()
    assert len(bars) > 5
    assert [] == [bar for bar in bars if contrast(bar["colour"], bar["card"]) < 3]
    assert [] == [
        bar for bar in bars if contrast(bar["colour"], bar["track"]) < 3 and bar["track"] != bar["colour"]
    ]
    assert [] == [bar for bar in bars if bar["width"] < 6]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_a_mail_stands_without_its_style_rules(browser: Browser, issue: Path, width: int) -> None:
    """A mail program that drops <style> still shows everything within the window."""
    page = opened(browser, issue / "mail.html", width, "light", is_stripped=True)
    seen = page.evaluate(MEASURE)
    page.context.close()
    assert seen["window"] == max(seen["page"], seen["window"])
    assert [] == [text for text in seen["texts"] if contrast(text["colour"], text["ground"]) < 4.5]


@pytest.mark.parametrize("name", ["mail.html", "web.html"])
@pytest.mark.parametrize("case", CASES)
def test_axe_finds_no_barrier(browser: Browser, issue: Path, name: str) -> None:
    """axe-core, with all its rules for WCAG and good practice, finds nothing at all."""
    page = opened(browser, issue / name, 640, "light")
    # A mail is read inside the page of a mail program, which brings the landmarks.
    off = ["landmark-one-main", "region"] if name == "mail.html" else []
    found = (
        Axe().run(page, options={"rules": {rule: {"enabled": False} for rule in off}}).response["violations"]
    )
    page.context.close()
    assert [] == [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found]


@pytest.mark.parametrize("name", ["mail.html", "web.html"])
@pytest.mark.parametrize("case", CASES)
def test_the_html_is_without_errors(issue: Path, name: str) -> None:
    """A parser of the HTML standard has no error to report."""
    parser = HTMLParser(tree=getTreeBuilder("etree"), strict=False)
    parser.parse((issue / name).read_text("utf-8"))
    assert [] == parser.errors


def test_the_web_copy_can_be_walked_by_keyboard(browser: Browser) -> None:
    """Every part that opens, scrolls or leads elsewhere is reached with the tab key, in order, visibly."""
    page = opened(browser, GOLDEN / "many" / "web.html", 640, "light")
    wanted = page.evaluate("document.querySelectorAll('a[href], summary, pre[tabindex]').length")
    reached = set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "[...document.querySelectorAll('a[href], summary, pre[tabindex]')].indexOf(document.activeElement)"
                " + (getComputedStyle(document.activeElement).outlineStyle === 'none' ? 10000 : 0)"
            )
        )
    page.context.close()
    assert set(range(wanted)) == reached
