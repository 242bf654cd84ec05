"""A coder for the page: loaded when a text is first pasted or a reason first asked for, then kept."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import msgspec

from communique.records.document import Document
from communique.records.record import Record
from communique.web import fields
from communique.web.settings import Settings

if TYPE_CHECKING:
    from communique.coding.coder import Coder


class PageCoder:
    """Codes one text at a time and says why."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._coder: Coder | None = None

    def code(self, document: Document) -> Record:
        """The record of a report, with reasons."""
        with self._lock:
            if self._coder is None:
                from communique.coding.coder import load

                told = self.settings
                self._coder = load(told.model, overlays=told.overlays, explain=True, heads=told.heads)
            return self._coder.code_document(document)

    def why(self, record: Record, record_id: str) -> dict[str, Any] | None:
        """Why a record fired: as it was stored, else worked out by coding the report once more.

        None where the coder of today does not find the record.
        """
        stored = _reason(record, record_id)
        return stored if stored is not None else _reason(self.code(document_of(record)), record_id)

    def forget(self) -> None:
        """Load anew at the next use: the user's own data have changed."""
        with self._lock:
            self._coder = None


def document_of(record: Record) -> Document:
    """The report as it was before coding."""
    report = msgspec.structs.asdict(record.report)
    return Document(**{name: report[name] for name in Document.__struct_fields__ if name in report})


def without_reasons(record: Record) -> Record:
    """A record as it is stored: reasons are worked out when they are asked for."""
    return msgspec.structs.replace(
        record,
        events=[msgspec.structs.replace(e, why=None) for e in record.events],
        statements=[msgspec.structs.replace(s, why=None) for s in record.statements],
    )


def _reason(record: Record, record_id: str) -> dict[str, Any] | None:
    """The reason that a record carries."""
    return next((r.why for r in fields.items(record) if r.id == record_id), None)
