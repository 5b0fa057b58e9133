"""The pictures in docs/pictures, taken of a run on the shipped seeds: `make pictures`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.support.shipped import ISSUE, work_on_the_seeds

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


class Shot(NamedTuple):
    """A picture to take: of which page, how wide in pixels, in which scheme, whole or its first screen.

    A plain one is taken without the <style> rules, as mail programs that drop them show it.
    """

    page: str
    width: int
    scheme: Literal["light", "dark", "plain"]
    is_whole: bool


SHOTS = [
    Shot("mail", 640, "light", is_whole=True),
    Shot("mail", 640, "dark", is_whole=True),
    Shot("mail", 640, "plain", is_whole=True),
    Shot("mail", 375, "light", is_whole=True),
    Shot("mail", 375, "dark", is_whole=True),
    Shot("mail", 375, "plain", is_whole=True),
    Shot("web", 760, "light", is_whole=False),
    Shot("web", 375, "dark", is_whole=False),
]


def chromium() -> str | None:
    """Return the machine's Chromium: COUNTERCHECK_CHROMIUM, else the first on the path, else None."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("COUNTERCHECK_CHROMIUM") or next(filter(None, found), None)


def without_style(page: str) -> str:
    """Return a page without its <style> rules."""
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def take(browser: Browser, issue: Path, shot: Shot) -> Path:
    """Return the picture of a page of `issue`."""
    scheme: Literal["light", "dark"] = "dark" if shot.scheme == "dark" else "light"
    context = browser.new_context(viewport={"width": shot.width, "height": 1200}, color_scheme=scheme)
    page = context.new_page()
    file = issue / f"{shot.page}.html"
    if shot.scheme == "plain":
        page.set_content(without_style(file.read_text("utf-8")))
    else:
        page.goto(file.as_uri())
    target = PICTURES / f"{shot.page}-{shot.width}-{shot.scheme}.png"
    page.screenshot(path=target, full_page=shot.is_whole)
    context.close()
    return target


def main() -> int:
    """Take every picture anew; return 1 when there is no Chromium."""
    path = chromium()
    if path is None:
        sys.stderr.write("no Chromium on this machine; install one or name it in COUNTERCHECK_CHROMIUM\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        issue = work_on_the_seeds(Path(folder)) / ISSUE
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for shot in SHOTS:
            take(browser, issue, shot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
