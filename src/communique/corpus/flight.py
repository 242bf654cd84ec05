"""What to do with a report that was read: it is known, a new version, a copy of another, or to be coded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from communique.corpus.intake import Taken
from communique.corpus.messages import Found
from communique.ingest.duplicates import COPY, VERSION, similarity, within
from communique.records.ids import digest
from communique.store import likeness
from communique.store.store import Store

Order = tuple[bool, str, str]
K = TypeVar("K")


@dataclass(eq=False)
class Flight:
    """A task on its way through the run.

    Attributes:
        number: of the task.
        taken: the input it is about; None for a report of the store that is finished.
        key: for such a report, its key.
        head: what reading found.
        verdict: what was decided.
        deaths: workers that died over it.
        followers: inputs that turned out to hold the same report.
    """

    number: int
    taken: Taken | None = None
    key: int | None = None
    head: Found | None = None
    verdict: Verdict | None = None
    deaths: int = 0
    followers: list[Flight] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with a report.

    Attributes:
        act: `code`; `keep` without events, as a likely copy; `same`: it is in the store; `follow`: it is on its way.
        identity: digest of what tells it from others of its id.
        replaces, supersedes: keys, as for `Writer.put`.
        same: key of the report that it is.
        settled: False where it resembles another report.
        leader: the flight to follow.
    """

    act: Literal["code", "keep", "same", "follow"]
    identity: str
    replaces: int | None = None
    supersedes: int | None = None
    same: int | None = None
    settled: bool = True
    leader: Flight | None = None


def identity_of(head: Found) -> str:
    """Digest of a report's text and of what an outlet says about it."""
    return digest(head.sha256, head.date, head.publisher, head.url, head.title, size=8)


def order_of(given_id: str, identity: str, date: str | None) -> Order:
    """By what the original among copies is the earliest: date, then id."""
    return (date is None, date or "", f"{given_id}\0{identity}")


class Deciding:
    """Decides over reports as they are read, by the store and by what is on its way.

    Args:
        store: the store.
        coder: id of the coder of this run.
        generation: of this run.
    """

    def __init__(self, store: Store, coder: str, generation: int) -> None:
        self.store = store
        self.coder = coder
        self.generation = generation
        self._identities: dict[tuple[str, str], Flight] = {}
        self._texts: defaultdict[str, set[Flight]] = defaultdict(set)
        self._bands: defaultdict[int, set[Flight]] = defaultdict(set)
        self._claimed: set[int] = set()

    def decide(self, flight: Flight, head: Found) -> Verdict:
        """What to do with a report."""
        identity = identity_of(head)
        known = self._known(flight, head, identity)
        if isinstance(known, Verdict):
            return known
        replaces, supersedes = known
        if supersedes in self._claimed or replaces in self._claimed:
            replaces = supersedes = None
        verdict = self._by_likeness(head, identity, replaces, supersedes)
        flight.head, flight.verdict = head, verdict
        self._board(flight)
        return verdict

    def _known(self, flight: Flight, head: Found, identity: str) -> Verdict | tuple[int | None, int | None]:
        """The report in the store that this is, or keys of those it replaces and supersedes."""
        row = self.store.row(
            "SELECT report_key, coder FROM reports WHERE given_id = ? AND identity = ? AND live = 1",
            (head.id, identity),
        )
        if row is not None and row["coder"] == self.coder:
            return Verdict("same", identity, same=row["report_key"])
        leader = self._identities.get((head.id, identity))
        if leader is not None:
            return Verdict("follow", identity, leader=leader)
        if row is not None:
            return (row["report_key"], None)
        prior = flight.taken.known.report_key if flight.taken and flight.taken.known else None
        old = self.store.value(
            "SELECT report_key FROM reports WHERE given_id = ? AND identity = ? AND live = 0"
            " ORDER BY version DESC LIMIT 1",
            (head.id, identity),
        )
        if old is not None and prior in (None, old):
            return Verdict("same", identity, same=old)
        if prior is not None:
            held = self.store.row("SELECT sha256, live FROM reports WHERE report_key = ?", (prior,))
            shared = self.store.value("SELECT count(*) FROM inputs WHERE report_key = ?", (prior,)) > 1
            if held is not None and held["live"] and not shared:
                return (prior, None) if held["sha256"] == head.sha256 else (None, prior)
        return (None, self._earlier_version(flight, head))

    def _earlier_version(self, flight: Flight, head: Found) -> int | None:
        """A report of an earlier generation to which the input gave the same id."""
        if not is_explicit(flight):
            return None
        found: int | None = self.store.value(
            "SELECT report_key FROM reports WHERE given_id = ? AND live = 1 AND explicit = 1 AND generation < ?"
            " ORDER BY (id = given_id) DESC, identity LIMIT 1",
            (head.id, self.generation),
        )
        return found

    def _by_likeness(self, head: Found, identity: str, replaces: int | None, supersedes: int | None) -> Verdict:
        """Code it, unless an earlier report looks like its original."""
        orders = [
            order_of(k.given_id, k.identity, k.date)
            for k in alike(self.store, head)
            if k.key not in (replaces, supersedes)
        ]
        orders += [order_of(h.id, identity_of(h), h.date) for h in self._alike_in_flight(head)]
        copy = any(order < order_of(head.id, identity, head.date) for order in orders)
        return Verdict("keep" if copy else "code", identity, replaces, supersedes, settled=not orders)

    def _alike_in_flight(self, head: Found) -> list[Found]:
        """Reports on their way that this one resembles."""
        near = set(self._texts.get(head.sha256, ()))
        for band in head.bands:
            near |= self._bands.get(band, set())
        return [f.head for f in near if f.head is not None and _resembles(head, f.head)]

    def _board(self, flight: Flight) -> None:
        """Keep a flight in mind until it has landed."""
        head, verdict = flight.head, flight.verdict
        assert head is not None
        assert verdict is not None
        self._identities[(head.id, verdict.identity)] = flight
        self._texts[head.sha256].add(flight)
        for band in head.bands:
            self._bands[band].add(flight)
        self._claimed.update(k for k in (verdict.replaces, verdict.supersedes) if k is not None)

    def land(self, flight: Flight) -> None:
        """Forget a flight: its report is in the store, or it failed."""
        head, verdict = flight.head, flight.verdict
        if head is None or verdict is None or verdict.act not in ("code", "keep"):
            return
        self._identities.pop((head.id, verdict.identity), None)
        _forget(self._texts, [head.sha256], flight)
        _forget(self._bands, head.bands, flight)
        self._claimed.difference_update((verdict.replaces, verdict.supersedes))
        flight.head = flight.verdict = None


def _forget(index: dict[K, set[Flight]], names: list[K], flight: Flight) -> None:
    """Take a flight out of an index."""
    for name in names:
        held = index.get(name)
        if held is not None:
            held.discard(flight)
            if not held:
                del index[name]


def is_explicit(flight: Flight) -> bool:
    """Whether the input itself names the report, as a line of JSON or a row of a table does."""
    return flight.taken is not None and flight.taken.item.form == "object"


def alike(store: Store, head: Found) -> list[likeness.Known]:
    """Live reports of the same text, and those that resemble it within the window of dates."""
    found = {k.key: k for k in likeness.with_text(store, head.sha256, VERSION)}
    for known in likeness.with_bands(store, head.bands, VERSION):
        if known.key not in found and known.signature is not None and head.signature is not None:
            near = within(head.date, known.date) and similarity(head.signature, known.signature) >= COPY
            if near:
                found[known.key] = known
    return list(found.values())


def _resembles(head: Found, other: Found) -> bool:
    """Whether one of two reports may be a copy of the other."""
    if head.sha256 == other.sha256:
        return True
    if head.signature is None or other.signature is None or not within(head.date, other.date):
        return False
    return similarity(head.signature, other.signature) >= COPY
