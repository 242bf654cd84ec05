"""The flat table `dyads`: one row an event between two countries, ready to be counted by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from communique.codebook.code_book import code_book
from communique.export.columns import Chosen, Column, Left, Table
from communique.export.views import EventView, event_views
from communique.records.record import ActorRecord


def country_pairs(
    type: str, cameo: str | None, actors: Sequence[str], recipients: Sequence[str], directed: bool = True
) -> list[tuple[str, str]]:
    """The pairs of countries of an event, sorted.

    Each acting country stands against each recipient's. Where all parties of a mutual event (talks, a clash, an
    agreement, a signing, a truce) are actors, each stands against each other, both ways. Undirected, a pair
    is in alphabetical order.
    """
    if recipients:
        pairs = set(product(actors, recipients))
    elif code_book().mutual(type, cameo):
        pairs = set(permutations(set(actors), 2))
    else:
        pairs = set()
    return sorted(pairs if directed else {(min(p), max(p)) for p in pairs})


def party_codes(side: Sequence[ActorRecord]) -> list[str]:
    """The parties of a side: all states that its actors are of, the United Nations, the European Union."""
    return [c for a in side for c in code_book().parties(a.country)]


@dataclass
class Dyad:
    """One event between two countries."""

    view: EventView
    actor: str
    recipient: str
    mutual: bool


def _dyads(chosen: Chosen, left: Left) -> Iterator[Dyad]:
    """The pairs of countries of each chosen event."""
    for view in event_views(chosen):
        actors, recipients = party_codes(view.actors), party_codes(view.recipients)
        for actor, recipient in country_pairs(view.event.type, view.event.cameo, actors, recipients):
            yield Dyad(view, actor, recipient, not recipients)


DYADS: Table[Dyad] = Table(
    "dyads",
    "dyads",
    "one event from one country towards another; mutual events stand both ways",
    ("event_id", "actor", "recipient"),
    (
        Column("event_id", "string", "the event", lambda d: d.view.id),
        Column("report_id", "string", "the report that tells it", lambda d: d.view.report.id),
        Column("day", "date", "the day to count the event on", lambda d: d.view.day),
        Column("month", "string", "its month, YYYY-MM", lambda d: d.view.day[:7] if d.view.day else None),
        Column("actor", "string", "country that acts", lambda d: d.actor, "countries"),
        Column("recipient", "string", "country acted upon", lambda d: d.recipient, "countries"),
        Column(
            "mutual",
            "boolean",
            "both do it with each other: the row of the other direction is there too",
            lambda d: d.mutual,
        ),
        Column("type", "string", "PLOVER event type", lambda d: d.view.event.type, "types"),
        Column("quad", "string", "quad class", lambda d: d.view.event.quad, "quads"),
        Column("score", "number", "PLOVER score", lambda d: d.view.event.score),
        Column("status", "string", "whether it happened", lambda d: d.view.event.status, "statuses"),
        Column("claimed", "boolean", "told only in somebody's words", lambda d: d.view.event.statement is not None),
        Column(
            "retold", "boolean", "the report tells it more fully elsewhere", lambda d: d.view.event.same_as is not None
        ),
        Column("copy_of", "string", "the report of which this one is a near-copy", lambda d: d.view.report.copy_of),
        Column("confidence", "number", "0 to 1, an estimate", lambda d: d.view.event.confidence),
        Column("review", "string", "what people said of the event", lambda d: d.view.review, "reviews"),
    ),
    _dyads,
)
