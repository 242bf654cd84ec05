"""Which of some near-copies is the original, and which of some namesakes keeps the name.

Reports come in any order, from several workers, perhaps over several runs. While they come a guess is made
and marked as open; here it is made final, by the reports alone: an original is the earliest by date and id, a copy
points to the original it resembles most (`ingest.duplicates`), and of reports with one id the earliest keeps it.
So the store is the same whatever the order was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.corpus.flight import order_of
from communique.corpus.landing import distinct_id
from communique.ingest.duplicates import COPY, VERSION, Fingerprint, band_keys, find_copies, similarity, within
from communique.store import likeness
from communique.store.likeness import Known
from communique.store.store import Store
from communique.store.writer import Writer

AT_ONCE = 200
"""Open reports that are looked at together."""


@dataclass(frozen=True, slots=True)
class Job:
    """A report whose record must be made anew.

    Attributes:
        key: its key.
        original: key of the report it is a copy of; None: it is an original and is to be coded.
    """

    key: int
    original: int | None


def unsettled(store: Store, most: int = AT_ONCE) -> list[int]:
    """Keys of reports whose part is open."""
    return [
        row[0]
        for row in store.rows("SELECT report_key FROM reports WHERE settled = 0 ORDER BY report_key LIMIT ?", (most,))
    ]


def settle_names(writer: Writer, keys: Iterable[int]) -> None:
    """Give the id that several reports share to the earliest, and ids of their own to the others."""
    store = writer.store
    for key in keys:
        given = store.value("SELECT given_id FROM reports WHERE report_key = ? AND live = 1", (key,))
        if given is None:
            continue
        rows = store.rows(
            "SELECT report_key, id, identity, date FROM reports WHERE given_id = ? AND live = 1", (given,)
        )
        first, *others = sorted(rows, key=lambda r: order_of(given, r["identity"], r["date"]))
        for row in others:
            if row["id"] != distinct_id(given, row["identity"]):
                writer.rename(row["report_key"], distinct_id(given, row["identity"]))
        holder = store.value("SELECT report_key FROM reports WHERE id = ? AND live = 1", (given,))
        if holder is None:
            writer.rename(first["report_key"], given)


def settle_parts(store: Store, keys: Iterable[int], coder: str) -> list[Job]:
    """Decide who is original and who is a copy among the open reports and all that resemble them.

    Reports whose record is right already are marked as settled; for the others a job is given, originals first.
    """
    jobs: list[Job] = []
    done: set[int] = set()
    for key in keys:
        if key in done:
            continue
        group = _group(store, key)
        done.update(group)
        jobs += _parts(store, group, coder)
    return sorted(jobs, key=lambda job: (job.original is not None, job.key))


def _group(store: Store, key: int) -> dict[int, Known]:
    """The open report and all that resemble it, or one that resembles it, and so on."""
    start = likeness.known(store, key, VERSION)
    group: dict[int, Known] = {}
    todo = [start] if start is not None else []
    while todo:
        report = todo.pop()
        if report.key in group:
            continue
        group[report.key] = report
        todo += [k for k in _alike(store, report) if k.key not in group]
    return group


def _alike(store: Store, report: Known) -> list[Known]:
    """Reports of the same text, and those whose signature is near within the window of dates."""
    found = likeness.with_text(store, report.sha256, VERSION)
    if report.signature is None:
        return found
    near = likeness.with_bands(store, band_keys(report.signature), VERSION)
    found += [
        k
        for k in near
        if k.signature is not None and within(report.date, k.date) and similarity(report.signature, k.signature) >= COPY
    ]
    return found


def _parts(store: Store, group: dict[int, Known], coder: str) -> list[Job]:
    """Jobs for one group of reports that resemble each other."""
    names = {f"{k.given_id}\0{k.identity}": k.key for k in group.values()}
    prints = [
        Fingerprint(name, group[key].date, group[key].sha256, group[key].signature) for name, key in names.items()
    ]
    originals = {names[copy]: names[original] for copy, original in find_copies(prints).items()}
    jobs, right = [], []
    for key in group:
        row = store.row("SELECT id, state, copy_of, settled, coder FROM reports WHERE report_key = ?", (key,))
        assert row is not None
        original = originals.get(key)
        if original is None:
            fit = row["state"] == "coded"
        else:
            name = store.value("SELECT id FROM reports WHERE report_key = ?", (original,))
            fit = bool(row["state"] == "copy" and row["settled"] and row["copy_of"] == name and row["coder"] == coder)
        if fit:
            right.append(key)
        else:
            jobs.append(Job(key, original))
    store.execute_many("UPDATE reports SET settled = 1 WHERE report_key = ?", [(key,) for key in right])
    store.execute_many("UPDATE reports SET settled = 0 WHERE report_key = ?", [(job.key,) for job in jobs])
    return jobs
