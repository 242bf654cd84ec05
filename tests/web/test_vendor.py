"""The libraries that ship are those of the manifest, each with its licence."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _script():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("vendor_web", ROOT / "scripts" / "vendor_web.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["vendor_web"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", ["PAGE", "TESTS"])
def test_every_file_has_the_hash_of_its_manifest(folder: str) -> None:
    script = _script()
    assert script.check(getattr(script, folder)) == []


def test_every_library_has_its_licence_beside_it() -> None:
    script = _script()
    for entry in json.loads((script.PAGE / "manifest.json").read_text()):
        assert entry["licence"] in ("MIT", "ISC", "0BSD")
        assert any(name.startswith("LICENSE-") for name in entry["files"])


def test_our_own_files_name_no_place_on_the_network() -> None:
    own = [p for p in (ROOT / "src" / "communique" / "web").rglob("*") if p.suffix in (".js", ".css", ".html")]
    assert len(own) > 20
    for path in own:
        if "vendor" not in path.parts:
            assert not re.search(r"https?://(?!www\.w3\.org)", path.read_text(encoding="utf-8")), path
