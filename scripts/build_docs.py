"""Write the generated pages of the docs into docs/generated: codebook, references, error rates.

python scripts/build_docs.py [FOLDER]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from docs_codebook import codebook_pages
from docs_quality import quality_pages
from docs_reference import reference_pages

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "generated"


def all_pages() -> dict[str, str]:
    """Every generated page by its path below the folder."""
    return {**codebook_pages(), **reference_pages(), **quality_pages()}


def write(folder: Path) -> int:
    """Write all pages, remove what an earlier version left; returns how many."""
    pages = all_pages()
    if folder.exists():
        shutil.rmtree(folder)
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return len(pages)


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    print(f"{write(place)} pages in {place}")
