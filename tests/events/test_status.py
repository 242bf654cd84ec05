"""Whether an event happened: sentences of our own, each with its trigger, type and status.

`status/*.yaml` hold them by status and by the point that they make. A case is right when an event
that the trigger word tells, or whose trigger governs it, has the type and the status, no event on that word says that it
happened where it did not, and, where `said` is set, it is only claimed in a statement. Cases marked
`parser: true` are ones the parser reads wrongly; they count as failures like all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from communique.ingest.build import Meta
from communique.ingest.plain import from_text

if TYPE_CHECKING:
    from communique.coding.coder import Coder
    from communique.segment.reading import EventDraft, Reading

FOLDER = Path(__file__).parent / "status"
DATE = "2024-06-12"
ENOUGH = 0.95
HAPPENED = frozenset({"actual", "historical"})


@dataclass(frozen=True)
class Case:
    """One sentence: its trigger words, and the types and statuses that are right."""

    file: str
    point: str
    text: str
    words: frozenset[str]
    types: frozenset[str]
    statuses: frozenset[str]
    said: bool
    parser: bool


def cases() -> Iterator[Case]:
    """All cases of the folder."""
    for path in sorted(FOLDER.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in data["groups"]:
            for row in group["cases"]:
                yield _case(path.stem, group["point"], data["status"], row)


def _case(file: str, point: str, status: str, row: dict[str, Any]) -> Case:
    """One row as a case."""
    return Case(
        file=file,
        point=point,
        text=row["text"],
        words=_several(row["word"]),
        types=_several(row["type"]),
        statuses=_several(row.get("status", status)),
        said=row.get("said", False),
        parser=row.get("parser", False),
    )


def _several(value: str | list[str]) -> frozenset[str]:
    """One value or a list of them as a set."""
    return frozenset([value] if isinstance(value, str) else value)


def problem(coder: Coder, case: Case) -> str | None:
    """What is wrong with a case, None where it is right."""
    reading = coder.read(from_text(case.text, Meta(), DATE))
    here = [e for e in reading.events if case.words & set(_words(reading, e))]
    over = [e for e in reading.events if e not in here and _governs(reading, e, case.words)]
    shown = ", ".join(
        f"{e.type} {e.status} {_words(reading, e)}{' said' if e.statement is not None else ''}" for e in [*here, *over]
    )
    right = [e for e in [*here, *over] if e.type in case.types and e.status in case.statuses]
    if not right:
        return (
            f"{shown or 'no event'}; events: {[(e.type, e.status, reading.words(e.trigger)) for e in reading.events]}"
        )
    if not case.statuses & HAPPENED and [e for e in here if e.status in HAPPENED]:
        return f"told as done: {shown}"
    if case.said and not [e for e in right if e.statement is not None]:
        return f"not in a statement: {shown}"
    return None


def _words(reading: Reading, event: EventDraft) -> list[str]:
    """Words of an event's trigger, those below a deciding operator too."""
    return [w.lower() for w in (*reading.words(event.trigger).split(), *str(event.why.get("words", "")).split())]


def _governs(reading: Reading, event: EventDraft, words: frozenset[str]) -> bool:
    """Whether the trigger takes one of the words as object or subject: "called off" of "talks"."""
    parse = reading.parse
    first, last = event.trigger
    above = range(first, last)
    for i in range(*parse.sents[event.sentence]):
        if parse.lower[i] in words and any(a in above for a in list(parse.ancestors(i))[:2]):
            return True
    return False


def test_enough_cases_of_each_status() -> None:
    """At least 600 cases, 80 of each status, 80 of folded types."""
    count = Counter(case.file for case in cases())
    assert sum(count.values()) >= 600
    assert min(count[name] for name in ("actual", "historical", "future", "hypothetical", "negated", "folded")) >= 80


def test_no_sentence_twice() -> None:
    """Each sentence is its own."""
    count = Counter(case.text for case in cases())
    assert [text for text, n in count.items() if n > 1] == []


def test_status(coder: Coder) -> None:
    """Of all cases, and of each file's, enough are right."""
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    report = []
    for case in cases():
        found = problem(coder, case)
        tried[case.file] += 1
        if found:
            failed[case.file] += 1
            report.append(f"[{case.file}: {case.point}] {case.text} -> {found}")
    shares = {name: 1 - failed[name] / n for name, n in tried.items()}
    whole = 1 - sum(failed.values()) / sum(tried.values())
    assert whole >= ENOUGH, f"{whole:.3f} {shares}\n" + "\n".join(report)
