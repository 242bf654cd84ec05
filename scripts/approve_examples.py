"""Rewrite the expected records of `tests/examples/*.md`; a person reads the diff.

python scripts/approve_examples.py [FILE...]
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Code every example anew and write the files."""
    from tests.examples.loader import FOLDER, read_examples, rendered, write_examples

    import communique

    coder = communique.load()
    paths = [Path(p) for p in sys.argv[1:]] or sorted(FOLDER.glob("*.md"))
    for path in paths:
        head, examples = read_examples(path)
        for example in examples:
            example.expected = rendered(coder, example)
        write_examples(path, head, examples)
        print(f"{path.name}: {len(examples)} examples")


if __name__ == "__main__":
    main()
