"""A store of the example reports, coded once, and pages served over copies of it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.corpus.stories import stories_of
from communique.ingest.items import read_documents
from communique.store.store import Store
from communique.store.writer import Writer
from communique.web.server import make_server
from communique.web.settings import Settings
from tests.web.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from communique.coding.coder import Coder

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
TELLINGS = Path(__file__).parent / "tellings.jsonl"
"""Three tellings of one dispute: something to split, join and follow."""


@pytest.fixture(scope="session")
def examples_store(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the example reports; tests that change something take a copy."""
    path = tmp_path_factory.mktemp("web") / "examples.db"
    with Store.open(path, "create") as store:
        writer = Writer(store, coder="tests")
        for document in read_documents([str(EXAMPLES), str(TELLINGS)]):
            writer.put_report(coder.code_document(document))
    stories_of(path)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for the session."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def corpus(examples_store: Path, tmp_path: Path) -> Path:
    """A store of one's own."""
    path = tmp_path / "corpus.db"
    with Store.open(examples_store, "write") as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(examples_store, path)
    return path


def free_port() -> int:
    """A port that nothing listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(store: Path, **options: object) -> Iterator[str]:
    """Serve a store in a thread; gives the page's address."""
    settings = Settings(store, port=free_port(), **options)  # type: ignore[arg-type]
    server = make_server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{settings.port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def site(corpus: Path) -> Iterator[str]:
    """The page over a store of one's own."""
    with served(corpus) as address:
        yield address
