"""What `communique stories` worked out across reports, as tables: occurrences and threads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from communique.export.cells import joined
from communique.export.choosing import Choice, within
from communique.export.columns import Cell, Column
from communique.export.media import arrow_table
from communique.store.store import Store

_OCCURRENCE = (
    ("occurrence_id", "id", "string", "the occurrence: one thing that happened, however many reports tell it"),
    ("day", "day", "date", "the day to count it on"),
    ("date_start", "date_start", "date", "first day"),
    ("date_end", "date_end", "date", "last day, included"),
    ("date_granularity", "granularity", "string", "how finely it is dated"),
    ("type", "type", "string", "PLOVER event type"),
    ("quad", "quad", "string", "quad class"),
    ("score", "score", "number", "PLOVER score"),
    ("status", "status", "string", "whether it happened"),
    ("place", "place", "string", "where"),
    ("place_country", "place_country", "string", "country of the place"),
    ("latitude", "latitude", "number", "degrees north"),
    ("longitude", "longitude", "number", "degrees east"),
    ("events", "events", "integer", "tellings"),
    ("reports", "reports", "integer", "reports that tell it"),
    ("outlets", "outlets", "integer", "outlets that report it"),
    ("confidence", "confidence", "number", "0 to 1, an estimate"),
)
_THREAD = (
    ("thread_id", "id", "string", "the thread: one deal, ceasefire, dispute or the like through time"),
    ("title", "title", "string", "what it is called"),
    ("kind", "kind", "string", "talks, agreement, ceasefire, aid, sanctions, dispute, conflict, protest"),
    ("stage", "stage", "string", "the latest stage that is established"),
    ("disputed", "disputed", "boolean", "parties have claimed what cannot both hold"),
    ("first_day", "first_day", "date", "its first day"),
    ("last_day", "last_day", "date", "its last day"),
    ("reports", "reports", "integer", "reports that tell of it"),
)


def occurrence_table(store: Store, choice: Choice) -> Any:
    """Occurrences that pass the filters, by day and id."""
    columns = [
        *_columns(_OCCURRENCE),
        _plain("modes", "string", "PLOVER modes, '; ' between"),
        _plain("contexts", "string", "PLOVER contexts, '; ' between"),
        *(
            _plain(f"{side}_{what}", "string", f"{side} side: {what}")
            for side in ("actor", "recipient")
            for what in ("names", "countries")
        ),
    ]
    return arrow_table(columns, list(_occurrences(store, choice)))


def _occurrences(store: Store, choice: Choice) -> Iterator[list[Cell]]:
    """Rows of occurrences."""
    sides = _members(store, "SELECT occurrence_id, side, name, country FROM occurrence_sides ORDER BY 1, 2, ordinal")
    for row in store.rows("SELECT * FROM occurrences ORDER BY coalesce(day, ''), id"):
        held = sides.get(row["id"], {})
        countries = {c for members in held.values() for _, c in members if c}
        passes = (
            within(row["day"], choice.since, choice.until)
            and (not choice.types or row["type"] in choice.types)
            and (not choice.statuses or row["status"] in choice.statuses)
            and (not choice.countries or bool(countries & set(choice.countries)))
            and row["confidence"] >= choice.min_confidence
        )
        if passes:
            about = [row[held_as] for _, held_as, _, _ in _OCCURRENCE]
            lists = [joined(msgspec.json.decode(row[name])) for name in ("mode", "context")]
            people = [cell for side in ("actor", "recipient") for cell in _shown(held.get(side, []))]
            yield [*about, *lists, *people]


def thread_table(store: Store, choice: Choice) -> Any:
    """Threads with a day in the period and a party of the countries, the latest first."""
    columns = [
        *_columns(_THREAD),
        *(_plain(name, "string", f"{name}, '; ' between") for name in ("parties", "party_countries", "mediators")),
    ]
    return arrow_table(columns, list(_threads(store, choice)))


def _threads(store: Store, choice: Choice) -> Iterator[list[Cell]]:
    """Rows of threads."""
    sides = _members(store, "SELECT thread_id, role, name, country FROM thread_parties ORDER BY 1, 2, ordinal")
    for row in store.rows("SELECT * FROM threads ORDER BY coalesce(last_day, '') DESC, id"):
        held = sides.get(row["id"], {})
        parties = [m for role, members in held.items() if role != "mediator" for m in members]
        countries = {c for _, c in parties if c}
        starts, ends = row["first_day"] or row["last_day"], row["last_day"] or row["first_day"]
        passes = within(ends, choice.since, None) and within(starts, None, choice.until)
        if passes and (not choice.countries or countries & set(choice.countries)):
            about = [bool(row[s]) if kind == "boolean" else row[s] for _, s, kind, _ in _THREAD]
            yield [*about, *_shown(parties), _shown(held.get("mediator", []))[0]]


def _members(store: Store, sql: str) -> dict[str, dict[str, list[tuple[str, str | None]]]]:
    """Names and countries by owner and role."""
    found: dict[str, dict[str, list[tuple[str, str | None]]]] = {}
    for owner, role, name, country in store.rows(sql):
        found.setdefault(owner, {}).setdefault(role, []).append((name, country))
    return found


def _shown(members: list[tuple[str, str | None]]) -> tuple[Cell, Cell]:
    """Names and countries in one cell each."""
    return joined([name for name, _ in members]), joined([country for _, country in members if country])


def _columns(spec: tuple[tuple[str, str, Any, str], ...]) -> list[Column[Any]]:
    """Columns that come straight from the store."""
    return [_plain(name, kind, about) for name, _, kind, about in spec]


def _plain(name: str, kind: Any, about: str) -> Column[Any]:
    """A column whose values come as rows."""
    return Column(name, kind, about, lambda row: None)
