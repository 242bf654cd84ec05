"""Pictures of each page for the docs: codes our own texts, serves them, looks at every page.

    python scripts/screenshots.py [--out docs/screenshots] [--store corpus.db]

Needs chromium on PATH. Without --store it codes the example reports and the training stories, all our own.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

import communique
from communique.corpus.stories import stories_of
from communique.ingest.items import read_documents
from communique.store.store import Store
from communique.store.writer import Writer
from communique.web.server import make_server
from communique.web.settings import Settings

ROOT = Path(__file__).parents[1]
PORT = 8797
LARGEST = 200_000
WIDE, NARROW = (1180, 640), (400, 760)
DARK_TOO = ("report", "timeline", "network", "map", "thread")
NARROW_TOO = ("reports", "report", "thread", "timeline", "map")


def main() -> int:
    """Take all pictures; 1 where one is too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "corpus.db"
        if options.store:
            shutil.copyfile(options.store, store)
        else:
            fill(store)
        large = photograph(store, options.out)
    print("\n".join(f"{path}: {size:,} bytes, more than {LARGEST:,}" for path, size in large) or "done")
    return 1 if large else 0


def fill(path: Path) -> None:
    """Code our own texts into a store."""
    coder = communique.load()
    with Store.open(path, "create") as store:
        writer = Writer(store, coder="screenshots")
        for document in read_documents([str(ROOT / "examples" / "reports")]):
            writer.put_report(coder.code_document(document))
        for file in sorted((ROOT / "training" / "stories").glob("*.yaml")):
            for told in yaml.safe_load(file.read_text(encoding="utf-8"))["reports"]:
                given = {name: str(told[name]) for name in ("id", "title", "date", "publisher") if told.get(name)}
                writer.put_report(coder.code(told["text"], **given))
    stories_of(path)


def pages(store: Path) -> dict[str, str]:
    """Addresses by the name of their picture."""
    with Store.open(store) as opened:
        thread = opened.value("SELECT id FROM threads ORDER BY disputed DESC, reports DESC, id LIMIT 1")
        told = opened.value(
            "SELECT occurrence_id FROM occurrence_members GROUP BY occurrence_id"
            " ORDER BY count(DISTINCT report_id) DESC, occurrence_id LIMIT 1"
        )
        pair = opened.row(
            "SELECT actor, recipient FROM dyad_totals WHERE actor <> '' AND recipient <> '' AND actor <> recipient"
            " GROUP BY actor, recipient ORDER BY count(DISTINCT month) DESC, sum(n) DESC, actor LIMIT 1"
        )
        state = opened.value(
            "SELECT actor_id FROM actor_totals WHERE kind = 'country' ORDER BY reports DESC, actor_id LIMIT 1"
        )
    return {
        "reports": "/",
        "report": "/report?id=01_water_summit",
        "threads": "/threads",
        "thread": f"/thread?id={thread}",
        "occurrence": f"/occurrence?id={told}",
        "timeline": "/timeline?unit=month",
        "dyad": f"/dyads?a={pair[0]}&b={pair[1]}",
        "network": "/network",
        "map": "/map",
        "actor": f"/actor?id={state}",
        "agreement": "/agreement",
        "paste": "/paste",
    }


def photograph(store: Path, out: Path) -> list[tuple[Path, int]]:
    """Serve the store and take the pictures; gives those that are too large."""
    server = make_server(Settings(store, port=PORT))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    large = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, key in (("Ada", "aaarae"), ("Ben", "aaraaa")):
            page = _page(browser, WIDE, "light", name)
            _judge(page, key)
        for name, address in pages(store).items():
            for size, scheme in _looks(name):
                page = _page(browser, size, scheme, "Ada")
                _open(page, address)
                if name == "report" and size == WIDE:
                    page.locator("#records li").nth(3).focus()
                file = out / f"{name}{'' if size == WIDE else '-narrow'}{'' if scheme == 'light' else '-dark'}.png"
                page.screenshot(path=file)
                page.context.close()
                large += [(file, file.stat().st_size)] if file.stat().st_size > LARGEST else []
        browser.close()
    server.should_exit = True
    thread.join(10)
    return large


def _looks(name: str) -> list[tuple[tuple[int, int], str]]:
    """In which sizes and colours a page is taken."""
    looks = [(WIDE, "light")]
    looks += [(WIDE, "dark")] if name in DARK_TOO else []
    return looks + ([(NARROW, "dark" if name == "thread" else "light")] if name in NARROW_TOO else [])


def _page(browser: Any, size: tuple[int, int], scheme: str, coder: str) -> Page:
    """A page signed in under a name."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="en-GB")
    context.add_cookies([{"name": "communique_coder", "value": coder, "url": f"http://127.0.0.1:{PORT}"}])
    made: Page = context.new_page()
    return made


def _open(page: Page, address: str) -> None:
    """Open a page and wait for its drawing."""
    page.goto(f"http://127.0.0.1:{PORT}{address}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def _judge(page: Page, keys: str) -> None:
    """Judge some records of the first example by keyboard."""
    _open(page, "/report?id=01_water_summit")
    page.keyboard.press("j")
    for n, key in enumerate(keys, 1):
        if key == "e":
            card = page.evaluate("document.activeElement.id")
            page.keyboard.press("e")
            page.wait_for_selector(f"#{card} form.fields")
            page.locator(f"#{card} select").first.select_option(index=3)
            page.locator(f"#{card} button.primary").click()
        else:
            page.keyboard.press(key)
        page.wait_for_selector(f"#progress:has(progress[value='{n}'])", state="attached")
        page.wait_for_timeout(150)
    page.context.close()


if __name__ == "__main__":
    sys.exit(main())
