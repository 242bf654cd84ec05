"""Examples out of judgements: an event as the coder had it, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import zstandard

from communique.coding.event_features import event_features, trigger_of
from communique.coding.learned import OUT, base_answer
from communique.errors import StoreError
from communique.records.record import Record
from communique.store.judgements import of_report
from communique.store.opinions import Opinion, settled
from communique.store.reading import record_of
from communique.store.store import Store

ANCHORS = Path(__file__).parent / "anchors.msgpack.zst"
"""Events of our own material that the coder has right, as features: made by scripts/build_anchors.py."""


class Example(msgspec.Struct, frozen=True):
    """One judged event.

    Attributes:
        report, event: ids; empty for our own anchors.
        features: see `coding/event_features.py`.
        type, status: the coder's answer before anything was learnt.
        right_type, right_status: what people say; the type is `-` for a rejected event.
        modes: modes that people gave, None where they did not touch them.
        trigger: the trigger's stems.
    """

    report: str
    event: str
    features: list[str]
    type: str
    status: str
    right_type: str
    right_status: str
    modes: list[str] | None = None
    trigger: str = ""

    @property
    def corrected(self) -> bool:
        """Whether people changed type or status, or rejected the event."""
        return self.type != self.right_type or self.status != self.right_status


class Gathered(msgspec.Struct):
    """Examples of a store, and what could not be used.

    Attributes:
        examples: in the order of report and event.
        seen: (report, event) of every judged event, also those whose judgements were all taken back.
        gone: judged events that the store's records no longer hold.
        added: events that people added: the head cannot learn these, `suggest` and the lexicon can.
    """

    examples: list[Example] = []
    seen: set[tuple[str, str]] = set()
    gone: int = 0
    added: int = 0


def gather(store: Store) -> Gathered:
    """Examples from all judgements in force on events of live reports."""
    found = Gathered([], set())
    for row in store.rows("SELECT DISTINCT report_id FROM judgements WHERE record_kind = 'event' ORDER BY report_id"):
        report = str(row[0])
        record = record_of(store, report)
        held = {k: o for k, o in settled(of_report(store, report)).items() if o.kind == "event"}
        _report(found, report, record, held)
    return found


def _report(found: Gathered, report: str, record: Record | None, held: dict[str, Opinion]) -> None:
    """Examples of one report."""
    events = {e.id: e for e in record.events} if record is not None else {}
    for name, opinion in sorted(held.items()):
        if opinion.verdict == "added":
            found.added += 1
            continue
        if record is None or name not in events:
            if opinion.verdict:
                found.gone += 1
            else:
                found.seen.add((report, name))
            continue
        found.seen.add((report, name))
        if not opinion.verdict:
            continue
        event = events[name]
        type_, status = base_answer(event)
        wrong = opinion.verdict == "rejected"
        found.examples.append(
            Example(
                report,
                name,
                event_features(record, event, type_, status),
                type_,
                status,
                OUT if wrong else str(opinion.values.get("type", event.type)),
                status if wrong else str(opinion.values.get("status", event.status)),
                opinion.values.get("mode"),
                trigger_of(record, event),
            )
        )


def merged(new: Gathered, old: Iterable[Example]) -> list[Example]:
    """New examples with those of an earlier training whose events the store no longer holds."""
    kept = [e for e in old if (e.report, e.event) not in new.seen]
    return sorted([*kept, *new.examples], key=lambda e: (e.report, e.event))


def read_examples(path: Path) -> list[Example]:
    """Examples of a file.

    Raises:
        StoreError: the file is damaged.
    """
    try:
        raw = zstandard.ZstdDecompressor().decompress(path.read_bytes(), max_output_size=1 << 30)
        return msgspec.msgpack.decode(raw, type=list[Example])
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise StoreError(f"{path}: no examples of ours: {error}; remove the file and train again") from error


def packed(examples: list[Example]) -> bytes:
    """Examples as the bytes of a file."""
    return zstandard.ZstdCompressor(level=12).compress(msgspec.msgpack.encode(examples))
