"""Generated sentences with one error of the coder in them: "pounded" in words, coded as blows."""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING

import msgspec

from communique.records.ids import digest
from communique.records.record import Record
from communique.store import judgements
from communique.store.store import Store
from communique.store.writer import Writer

if TYPE_CHECKING:
    from communique.coding.coder import Coder

SPEAKERS = ("Kenya", "Fiji's cabinet", "Bolivia", "The Ugandan president", "Greece", "The Zambian premier",
            "Jordan", "Angola")  # fmt: skip
TARGETS = ("Tanzania", "Denmark", "Chile", "Rwanda", "Turkey", "Cambodia", "Peru")
MATTERS = ("tariff", "budget", "fishing licence", "visa fees", "dam report", "broadcast", "court bill", "pension vote")
FORCES = ("Ugandan artillery", "Turkish warplanes", "Chilean gunboats", "Thai howitzers", "Greek mortars")
SITES = ("near the border", "along the river", "at dawn", "outside the port")
OTHERS = ("Kenya signed a trade treaty with Peru.", "Greece arrested two Turkish fishermen.",
          "Norway sent Rwanda rice.", "Chile condemned the Danish raid.", "Thai troops left Cambodia.")  # fmt: skip


def verbal() -> list[str]:
    """Attacks in words, most of them coded as blows: the error."""
    made = [f"{s} pounded {t} over the {m}." for s, t, m in product(SPEAKERS, TARGETS, MATTERS)]
    return random.Random(1).sample(made, len(made))


def physical() -> list[str]:
    """Blows: 140 sentences that are coded right."""
    return [f"{f} pounded {t} {s}." for f, t, s in product(FORCES, TARGETS, SITES)]


def corpus(coder: Coder, store: Store, texts: list[str], only: str | None = None) -> list[Record]:
    """The texts coded into a store; `only` those whose first event is of a type."""
    writer, out = Writer(store, coder="tests"), []
    with writer.batch():
        for text in texts:
            record = coder.code(text, date="2024-05-06", id=digest(text))
            if only is None or [e.type for e in record.events] == [only]:
                writer.put_report(record)
                out.append(record)
    return out


def judge(store: Store, record: Record, verdict: str, values: dict[str, object] | None = None, by: str = "ada") -> None:
    """Judge the first event of a report."""
    event, at = record.events[0], judgements.now()
    known = (record.report.id, record.report.sha256, "event", event.id, verdict, by, at)
    quoted = {"quote": "pounded", "span": event.evidence.trigger}
    rows = [judgements.make(*known, **quoted)] if values is None else []
    for name, value in (values or {}).items():
        rows.append(judgements.make(*known, field=name, new_value=msgspec.json.encode(value).decode(), **quoted))
    judgements.add(store, rows)
