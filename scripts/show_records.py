"""Print a file of records as readable summaries: `python scripts/show_records.py demo.jsonl`."""

from __future__ import annotations

import sys

from rich.console import Console

from communique.records.record import from_json
from communique.show.terminal import print_record


def main() -> None:
    """Print every record of the file."""
    console = Console(highlight=False)
    with open(sys.argv[1], encoding="utf-8") as stream:
        for line in stream:
            console.rule()
            print_record(console, from_json(line))


if __name__ == "__main__":
    main()
