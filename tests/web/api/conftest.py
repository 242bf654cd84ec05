"""The interface in this process: over the example reports and their stories, in both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.testclient import TestClient

from communique.corpus.stories import stories_of
from communique.store.copying import copy_store
from communique.store.store import Store
from communique.web.app import make_app
from communique.web.settings import Settings

if TYPE_CHECKING:
    from communique.coding.coder import Coder

TOKEN = "a-secret-of-length"


@pytest.fixture(scope="session")
def told_store(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example reports with their stories."""
    path = tmp_path_factory.mktemp("api") / "told.db"
    with Store.open(examples_store) as old, Store.open(path, "create") as new:
        copy_store(old, new)
    stories_of(path)
    return path


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, told_store: Path) -> str | Path:
    """The same store in either database."""
    if request.param == "sqlite":
        return told_store
    address = f"{request.getfixturevalue('postgres')}&schema=api"
    with Store.open(told_store) as old, Store.open(address, "create") as new:
        copy_store(old, new)
    return address


def app_over(store: str | Path, coder: Coder | None = None, **options: Any) -> Any:
    """The page and the interface over a store; port 80 lets `localhost` stand for itself."""
    app = make_app(Settings(store, port=80, **options))
    if coder is not None:
        app.state.coder._coder = coder
    return app


@pytest.fixture
def client(told_store: Path, coder: Coder) -> Iterator[httpx.Client]:
    """A program that asks."""
    with TestClient(app_over(told_store, coder), base_url="http://localhost") as asking:
        yield asking


@pytest.fixture
def own_store(told_store: Path, tmp_path: Path) -> Path:
    """A copy of one's own."""
    return Path(shutil.copyfile(told_store, tmp_path / "own.db"))
