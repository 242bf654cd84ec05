"""A browser that drives the page, and what must hold of every page it sees."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def chromium() -> str:
    """Where chromium is; without one these tests are skipped, but not in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on PATH: the page cannot be driven")
        pytest.skip("no chromium on PATH: the page is not driven; install chromium to run these tests")
    return found


class Watched:
    """A page whose console, errors and requests are watched."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.faults: list[str] = []
        page.on(
            "console", lambda m: self.faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        page.on("dialog", lambda d: (self.faults.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("request", self._request)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"request to {request.url}")

    def open(self, path: str) -> Page:
        """Go to a page of the site and wait for its scripts."""
        self.page.goto(self.site + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def sign_in(self, name: str) -> None:
        """Give the coder's name, by keyboard."""
        self.page.locator("details.who summary").focus()
        self.page.keyboard.press("Enter")
        self.page.locator("#coder-name").fill(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state("networkidle")


def until(page: Page, condition: str, seconds: float = 15.0) -> None:
    """Wait until a JavaScript expression holds. Playwright's own way needs eval, which the page forbids."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"never: {condition}"
        time.sleep(0.03)


def watch(browser: Browser, site: str, **options: Any) -> Watched:
    """A page of its own context: its own cookies, its own coder."""
    options.setdefault("viewport", {"width": 1280, "height": 850})
    return Watched(browser.new_context(**options).new_page(), site)


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical on a page, in words."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')[:200]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
        for n in v["nodes"][:3]
    ]
