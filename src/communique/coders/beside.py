"""Another coder over a store: its records beside ours, resumable, one bad report never stopping the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from communique.coders.combine import OURS
from communique.coders.errors import BudgetError, CoderError
from communique.errors import CommuniqueError
from communique.records.document import Document
from communique.records.record import Record, from_json, to_json
from communique.store import coder_records
from communique.store.reading import record_at, records
from communique.store.store import Store


class OtherCoder(Protocol):
    """Anything that codes documents under an id of its own."""

    id: str

    def code_document(self, document: Document) -> Record:
        """The record of a document."""
        ...


class Outcome(msgspec.Struct):
    """What a run of another coder came to; `stopped` says why it ended early."""

    coded: int = 0
    same: int = 0
    failed: int = 0
    dropped: int = 0
    stopped: str | None = None


def code_beside(
    store: Store, coder: OtherCoder, *, limit: int | None = None, failure: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Code every live report whose present text this coder has not coded; copies of other reports are passed over.

    Args:
        store: a store open for writing; each record is kept as soon as it is made.
        coder: the other coder.
        limit: reports at most.
        failure: told of each report that failed.
    """
    out, done = Outcome(), coder_records.coded(store, coder.id)
    rows = store.rows("SELECT report_key, id, sha256 FROM reports WHERE live = 1 AND copy_of IS NULL ORDER BY date, id")
    for key, report, sha256 in ((int(r[0]), str(r[1]), str(r[2])) for r in rows):
        if done.get(report) == sha256:
            out.same += 1
            continue
        if limit is not None and out.coded + out.failed >= limit:
            break
        ours = record_at(store, key)
        if ours is None:
            continue
        try:
            record = coder.code_document(document_of(ours))
        except BudgetError as error:
            out.stopped = str(error)
            break
        except CommuniqueError as error:
            out.failed += 1
            failure(f"{report}: {error}")
            continue
        out.coded += 1
        out.dropped += sum(n.code in ("unproved", "unknown-code") for n in record.notes)
        coder_records.put(store, coder.id, report, sha256, to_json(record))
    return out


def document_of(record: Record) -> Document:
    """The report as it was before coding."""
    report = msgspec.structs.asdict(record.report)
    known = {name: report[name] for name in Document.__struct_fields__ if name in report}
    return Document(**known)


def records_of(store: Store, coder: str) -> Iterator[Record]:
    """A coder's records of the live reports; `communique` means ours.

    Raises:
        CoderError: the store has no such coder.
    """
    known = [name for name, _ in coder_records.coders(store)]
    if coder == OURS:
        yield from records(store, "copy_of IS NULL")
    elif coder in known:
        for line in coder_records.lines(store, coder):
            yield from_json(line)
    else:
        raise CoderError(f"{store.place}: no coder {coder!r} here; there are {', '.join([OURS, *known])}")
