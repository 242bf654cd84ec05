"""Compile the data files into tables: run by hand, and by the build of the wheel.

    python scripts/compile_tables.py

The package works without compiled tables, only slower on its first run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    BuildHookInterface = object


class TablesHook(BuildHookInterface):  # type: ignore[misc]
    """Put compiled tables into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the files as part of the wheel."""
        folder = compile_all()
        for path in sorted(folder.glob("*.msgpack")):
            inside = path.relative_to(ROOT / "src").as_posix()
            build_data["force_include"][str(path)] = inside


def compile_all() -> Path:
    """Compile every area; returns the folder of the tables."""
    sys.path.insert(0, str(ROOT / "src"))
    from communique.codebook.areas import AREAS
    from communique.codebook.tables import COMPILED, load_area

    for area in AREAS:
        load_area(area)
    return COMPILED


if __name__ == "__main__":
    print(f"compiled tables are in {compile_all().relative_to(ROOT)}")
