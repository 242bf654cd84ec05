"""What can go wrong, as one small tree.

    CommuniqueError
    ├── ReadError       an input cannot be read as a report
    ├── CodebookError   a data file breaks its schema or another file
    ├── EvidenceError   a record's words are not in the report at its span
    ├── ModelError      the spaCy model is missing or unfit
    └── StoreError      a store cannot be opened or written

A message says what was found, where, what was expected and what to do next. One bad report
is recorded and passed over; only usage and installation faults end a run.
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Anything communique raises on purpose."""


class ReadError(CommuniqueError):
    """An input cannot be read as a report.

    Attributes:
        code: a stable word for programs, such as `empty` or `not-text`; listed in
            `docs/reasons.md`.
        where: the path, with a line or byte offset where it is known.
    """

    def __init__(self, code: str, message: str, where: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.code = code
        self.where = where
        self.message = message


class CodebookError(CommuniqueError):
    """A data file breaks its schema, names an unknown code, or contradicts another file."""


class EvidenceError(CommuniqueError):
    """A record quotes words that do not stand in the report at its span."""


class ModelError(CommuniqueError):
    """The spaCy model is missing, or lacks a component that the coder reads."""


class StoreError(CommuniqueError):
    """A store cannot be opened, read or written."""
