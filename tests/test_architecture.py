"""The structure holds: import layers, small modules, no vague names."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "communique"
MODULES = sorted(SRC.rglob("*.py"))


def test_folders_import_only_what_lies_below() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=SRC.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_a_module_has_one_idea(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert sum(bool(line.strip()) for line in source.splitlines()) <= 400
    assert path.stem not in ("util", "utils", "helpers", "common", "misc", "base")
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "a module opens with its purpose"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]
            assert length <= 40, f"{node.name} has {length} lines"
