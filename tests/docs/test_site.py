"""The site builds strictly and without network, and the generated pages hold all they should."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from tests.docs.pages import PAGES, ROOT, with_scripts

LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The generated pages by name."""
    with_scripts()
    made: dict[str, str] = importlib.import_module("build_docs").all_pages()
    return made


def test_links_of_readme_and_contributing_lead_somewhere() -> None:
    broken = [
        (page.name, link)
        for page in PAGES
        if page.parent == ROOT
        for link in LINK.findall(page.read_text("utf-8"))
        if not link.startswith(("http", "#")) and not (ROOT / link.partition("#")[0]).exists()
    ]
    assert broken == []


def test_every_event_type_has_a_page_with_triggers_and_examples(pages: dict[str, str]) -> None:
    book = importlib.import_module("docs_codebook")
    for kind in book.event_types():
        page = pages[f"codebook/{kind.name}.md"]
        assert all(importlib.import_module("docs_markdown").plain(example) in page for example in kind.examples)
        assert page.count("| verb |") >= 5, kind.name


def test_every_command_stands_in_the_reference(pages: dict[str, str]) -> None:
    reference = importlib.import_module("docs_reference")
    for words, command in reference.commands():
        assert f"\n## {words}\n" in pages["cli.md"]
        for param in command.params:
            assert param.param_type_name == "argument" or f"`{param.opts[0]}" in pages["cli.md"]


def test_every_public_name_stands_in_the_reference_with_a_docstring(pages: dict[str, str]) -> None:
    import communique

    reference = importlib.import_module("docs_reference")
    listed = {name for _, _, names in reference.PUBLIC for name in names}
    assert set(communique.__all__) - {"__version__"} <= listed
    for _, module, names in reference.PUBLIC:
        for name in names:
            found = getattr(importlib.import_module(module), name)
            assert found.__doc__, f"{module}.{name}"
            if isinstance(found, type) and issubclass(found, msgspec.Struct):
                assert all(f"| `{field}` |" in pages["api.md"] for field in found.__struct_encode_fields__)


def test_error_rates_are_those_of_the_quality_page(pages: dict[str, str]) -> None:
    quality = importlib.import_module("docs_quality")
    text = (
        "## relations\nAGREE            0.600   0.900   0.720      105\n"
        "## records\nAGREE             20   0.600   0.350\n"
        "## full\n  all  97   68    75.0/ 52.6/ 61.8    69.1/ 48.5/ 57.0    38.2/ 26.8/ 31.5\n"
        "## statements\ncontent          all          79.5    67.5    73.0\n"
        "## confidence\n| 0.2 to 0.4 | 251 | 0.31 | 0.27 |\n"
    )
    page = quality.errors_page(text)
    for row in (
        "| [AGREE](codebook/AGREE.md) | 40 % | 10 % | 105 |",
        "| [AGREE](codebook/AGREE.md) | 40 % | 65 % | 20 |",
        "| all | 97 | 68 | 31 % | 52 % | 62 % | 73 % |",
        "| 0.2 to 0.4 | 251 | 27 % |",
    ):
        assert row in page
    with pytest.raises(quality.FigureError, match="make eval"):
        quality.errors_page("# Quality\n")
    assert pages["errors.md"].count("ASSAULT") >= 3


def test_the_site_builds_strictly_and_loads_nothing_from_outside(pages: dict[str, str], tmp_path: Path) -> None:
    if find_spec("material") is None:
        if os.environ.get("CI"):
            pytest.fail("mkdocs-material is not installed; pip install 'communique[docs]'")
        pytest.skip("mkdocs-material is not installed: the site is not built")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("generated"))
    for name, text in pages.items():
        path = tmp_path / "docs" / "generated" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    made = list((tmp_path / "site").rglob("*.html"))
    assert len(made) >= len(pages)
    outside = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="?(?:https?:)?//', re.I)
    assert [p.name for p in made if outside.search(p.read_text("utf-8"))] == []
    listed = (tmp_path / "site" / "index.html").read_text("utf-8")
    hidden = [p.name for p in (ROOT / "docs").glob("*.md") if f"{p.stem}.html" not in listed]
    assert hidden == [], "pages that mkdocs.yml does not list"
