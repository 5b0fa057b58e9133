"""The pictures in docs/pictures, taken of a run on the shipped seeds: `make pictures`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

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

Scheme = Literal["light", "dark"]
SHOTS: list[tuple[str, int, Scheme, bool]] = [
    ("mail", 660, "light", True),
    ("mail", 660, "dark", True),
    ("mail", 375, "light", True),
    ("mail", 375, "dark", True),
    ("web", 760, "light", False),
    ("web", 375, "dark", False),
]


def chromium() -> str | None:
    """Return the machine's Chromium: COUNTERCHECK_CHROMIUM, else the first on the path, else None."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("COUNTERCHECK_CHROMIUM") or next(filter(None, found), None)


def take(browser: Browser, issue: Path, name: str, width: int, scheme: Scheme, *, is_whole: bool) -> Path:
    """Return the picture of `name`.html of `issue` at `width` pixels: the whole page, or its first 1,200 pixels."""
    context = browser.new_context(viewport={"width": width, "height": 1200}, color_scheme=scheme)
    page = context.new_page()
    page.goto((issue / f"{name}.html").as_uri())
    target = PICTURES / f"{name}-{width}-{scheme}.png"
    page.screenshot(path=target, full_page=is_whole)
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
        for name, width, scheme, is_whole in SHOTS:
            take(browser, issue, name, width, scheme, is_whole=is_whole)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
