"""A day's digest on a terminal: by thread, each sentence above the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from communique.show import wording

Row = tuple[str, str, Sequence[tuple[str, str]]]
"""Title, sentence, and its evidence as report id and quote."""


def print_digest(console: Console, day: str, rows: Sequence[Row], titles: Mapping[str, str]) -> None:
    """Print the sentences of a digest.

    Args:
        console: where to.
        day: the day, for the head.
        rows: sentences in order, those of one thread together.
        titles: for each report id what to show instead.
    """
    console.print(Text(day, style="bold"))
    last = None
    for title, sentence, evidence in rows:
        if title != last:
            console.print()
            console.print(Text(wording.visible(title), style="bold underline"))
            last = title
        console.print(Text(f" {wording.visible(sentence)}"))
        for report, quote in evidence:
            where = wording.visible(titles.get(report, report))
            console.print(Text(f"   “{wording.visible(quote)}” {where}", style="dim italic"))
    if not rows:
        console.print(Text("nothing new", style="dim"))
