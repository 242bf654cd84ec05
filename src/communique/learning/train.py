"""Training on a store's judgements: measured on held-back ones, kept only where it helps."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.coding.learned import FILE, OUT, SURE, Corrections
from communique.errors import StoreError
from communique.learning.examples import ANCHORS, Example, gather, merged, packed, read_examples
from communique.learning.fit import fit
from communique.store.store import Store

EXAMPLES = "examples.msgpack.zst"
FOLDS = 5
FEWEST = 10
"""Judgements below which nothing can be said of held-back ones."""


class Measured(msgspec.Struct, frozen=True):
    """Events that are right before and after, of those that were not trained on.

    Attributes:
        events: how many.
        before, after: how many of them the coder alone, and with what it learnt, has right.
    """

    events: int
    before: int
    after: int


class Report(msgspec.Struct, frozen=True):
    """What came of a training.

    Attributes:
        judged: all held-back judgements. corrected: those that people corrected. accepted: those they left.
        own: held-back events of our own reports and lexicon examples that were right: before is all of them.
        errors: by "ASSAULT -> ACCUSE", the most frequent first.
        one_sided: triggers of which every judged event of a type was corrected, with that type: nothing holds their
            right uses, and nothing held back can show what is lost.
        gone, added: judgements that could not be used.
        better: whether more judgements are right than before, and own events lose at most one in a hundred.
    """

    judged: Measured
    corrected: Measured
    accepted: Measured
    own: Measured
    errors: dict[str, Measured]
    one_sided: list[str]
    gone: int
    added: int
    better: bool


def answer(head: Corrections, e: Example) -> tuple[str, str]:
    """Type (or `-`) and status that the head gives an example."""
    label, odds = head.type.judge(e.features, e.type)
    type_ = label if odds >= SURE[OUT if label == OUT else "type"] else e.type
    label, odds = head.status.judge(e.features, e.status)
    return type_, label if odds >= SURE["status"] and type_ != OUT else e.status


def measure(examples: Sequence[Example], anchors: Sequence[Example]) -> dict[str, list[tuple[Example, bool]]]:
    """Whether each example and anchor is right under a head that was trained without its report."""
    found: dict[str, list[tuple[Example, bool]]] = {"judged": [], "own": []}
    for number in range(FOLDS):
        head = fit(
            [e for e in examples if _fold(e) != number],
            [e for n, e in enumerate(anchors) if n % FOLDS != number],
        )
        found["judged"] += [(e, _right(head, e)) for e in examples if _fold(e) == number]
        found["own"] += [(e, _right(head, e)) for n, e in enumerate(anchors) if n % FOLDS == number]
    return found


def _fold(e: Example) -> int:
    """Where a report's examples are held back: all in one fold."""
    return hashlib.sha256(e.report.encode()).digest()[0] % FOLDS


def _right(head: Corrections, e: Example) -> bool:
    """Whether the head's answer is people's; of a rejected event the status does not matter."""
    type_, status = answer(head, e)
    return type_ == e.right_type and (type_ == OUT or status == e.right_status)


def report(examples: Sequence[Example], anchors: Sequence[Example], gone: int = 0, added: int = 0) -> Report:
    """Measure on held-back judgements, in five parts by report."""
    found = measure(examples, anchors)
    rows = found["judged"]
    errors: dict[str, list[tuple[Example, bool]]] = {}
    for e, right in rows:
        if e.corrected:
            errors.setdefault(_named(e), []).append((e, right))
    frequent = Counter({name: len(listed) for name, listed in errors.items()})
    judged, own = _measured(rows), _measured(found["own"])
    return Report(
        judged,
        _measured([r for r in rows if r[0].corrected]),
        _measured([r for r in rows if not r[0].corrected]),
        own,
        {name: _measured(errors[name]) for name in sorted(frequent, key=lambda n: (-frequent[n], n))},
        one_sided(examples),
        gone,
        added,
        judged.after > judged.before and (own.before - own.after) * 100 <= own.before,
    )


def one_sided(examples: Sequence[Example], least: int = 3) -> list[str]:
    """Triggers, as "pound (ASSAULT)", corrected at least so often and never accepted."""
    rows: dict[str, list[bool]] = {}
    for e in examples:
        rows.setdefault(f"{e.trigger} ({e.type})", []).append(e.type != e.right_type)
    return sorted(name for name, wrong in rows.items() if len(wrong) >= least and all(wrong))


def _named(e: Example) -> str:
    """An error in words: "ASSAULT -> ACCUSE"."""
    if e.type != e.right_type:
        return f"{e.type} -> {'no event' if e.right_type == OUT else e.right_type}"
    return f"{e.status} -> {e.right_status}"


def _measured(rows: Sequence[tuple[Example, bool]]) -> Measured:
    """Counts of some examples."""
    return Measured(len(rows), sum(not e.corrected for e, _ in rows), sum(right for _, right in rows))


def train(store: Store, out: Path, *, anyway: bool = False) -> tuple[Report, bool]:
    """Train on a store's judgements and those of earlier trainings in `out`.

    Args:
        store: a store open for reading.
        out: the user's folder of learnt heads; what lay there is kept under the next free number.
        anyway: write also where held-back judgements are not better.

    Returns:
        The report, and whether a head was written.

    Raises:
        StoreError: there are too few judgements, or the folder cannot be written.
    """
    gathered = gather(store)
    old = read_examples(out / EXAMPLES) if (out / EXAMPLES).exists() else []
    examples, anchors = merged(gathered, old), read_examples(ANCHORS)
    if len(examples) < FEWEST:
        raise StoreError(
            f"{store.place}: {len(examples)} judged events, at least {FEWEST} are needed to learn from;"
            " judge more in communique serve"
        )
    found = report(examples, anchors, gathered.gone, gathered.added)
    if not (found.better or anyway):
        return found, False
    head = fit(examples, anchors)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _keep_old(out)
        for name, data in ((FILE, msgspec.msgpack.encode(head)), (EXAMPLES, packed(examples))):
            part = out / f".{name}.{os.getpid()}.part"
            part.write_bytes(data)
            os.replace(part, out / name)
    except OSError as error:
        raise StoreError(f"{out}: the head cannot be written: {error.strerror}") from error
    return found, True


def _keep_old(out: Path) -> None:
    """Put an earlier head aside: corrections.msgpack.1, .2 and so on."""
    if (out / FILE).exists():
        number = next(n for n in range(1, 1_000_000) if not (out / f"{FILE}.{n}").exists())
        (out / f"{FILE}.{number}").write_bytes((out / FILE).read_bytes())
