"""Codings to compare, from stores and files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from communique.corpus.coded import CodedReports, is_store
from communique.errors import ReadError
from communique.evaluate.codings import Coding, add_record, read_lines
from communique.store.address import is_server


def read_coding(path: str | Path, *, retold: bool = True, machine: bool = False) -> Coding:
    """A coding from a store, our records, or simple lines.

    Args:
        path: the store or file.
        retold: keep what a report tells again.
        machine: of a store, the machine's answers without people's corrections.

    Raises:
        ReadError: there is no such file.
        StoreError: the store cannot be opened.
    """
    if not is_server(path) and not Path(path).is_file():
        raise ReadError("missing", "there is no such store or file", str(path))
    if not is_store(path):
        with Path(path).open("rb") as stream:
            return read_lines(stream, str(path), retold=retold)
    coding = Coding()
    for item in CodedReports(path, machine=machine):
        refused = {i for i, said in item.review.items() if said == "rejected"}
        kept = [e for e in item.record.events if e.id not in refused]
        add_record(coding, msgspec.structs.replace(item.record, events=kept), retold=retold)
    return coding
