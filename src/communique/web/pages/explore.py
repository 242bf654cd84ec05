"""Timeline, dyads, network and map: what the corpus says, each with a table, an address and downloads."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from communique.store import series
from communique.store.listing import corpus_counts
from communique.store.series import EventFilter
from communique.store.store import Store
from communique.web import downloads
from communique.web.forms import LONGEST, address, day_of, number_of
from communique.web.names import QUADS, STATUSES, country_name
from communique.web.templating import page

Line = tuple[str, str, str, int, float, list[int]]
"""A month of one direction: month, actor, recipient, events, mean score, events by quad."""

UNITS = ("day", "week", "month", "year")
LARGE = 200_000
"""Events above which dyads, network and map show the last year unless a period is asked for."""

SUMMED = 30_000
"""Sums of days and groups that are added up to weeks at most; more are shown by month."""

HAIR = 800
"""Bars that one drawing holds at most."""

NODES = (10, 20, 40, 80)


def asked_of(query: QueryParams) -> EventFilter:
    """The events that an address asks for."""

    def text(name: str) -> str:
        return query.get(name, "")[:LONGEST].strip()

    plain = {n: text(n) for n in ("type", "status", "quad", "country", "actor", "recipient", "person", "place")}
    return EventFilter(start=day_of(text("from")) or "", end=day_of(text("to")) or "", **plain)


def query_of(asked: EventFilter, **more: object) -> dict[str, Any]:
    """A filter as an address has it."""
    names = ("type", "status", "quad", "country", "actor", "recipient", "person", "place")
    return {"from": asked.start, "to": asked.end, **{n: getattr(asked, n) for n in names}, **more}


def answer(
    request: Request, name: str, values: dict[str, Any], query: Mapping[str, Any], asked: EventFilter
) -> Response:
    """A view as page, JSON or CSV, by the end of its address. `values` holds `header`, `rows` and what is drawn."""
    path = request.url.path
    if path.endswith(".json"):
        return JSONResponse(values["drawn"])
    if path.endswith(".csv"):
        return downloads.csv_answer(name, values["header"], values["rows"])
    with request.app.state.stores.reading() as store:
        choices = request.app.state.choices.of(store)
    shared = {
        "asked": asked,
        "types": choices["types"],
        "countries": choices["countries"],
        "statuses": STATUSES,
        "quads": QUADS,
        "name": name,
        "data_address": address(f"/{name}.json", query),
        "csv_address": address(f"/{name}.csv", query),
        "own_address": address(f"/{name}", query),
    }
    return page(request, f"{name}.html", shared | values)


def recent(store: Store, asked: EventFilter) -> tuple[EventFilter, str]:
    """The filter with a period: in a large store, where none is asked for, its last year; and the first day of all."""
    first, last = series.span_of(store)
    if asked.start or asked.end or not last or corpus_counts(store)["events"] <= LARGE:
        return asked, ""
    start = datetime.date.fromisoformat(last) - datetime.timedelta(days=365)
    return dataclasses.replace(asked, start=start.isoformat()), first


def timeline(request: Request) -> Response:
    """Events by day, week, month or year, told apart by quad, type or status."""
    query = request.query_params
    asked = asked_of(query)
    by = query.get("by", "") if query.get("by", "") in series.BY else "quad"
    with request.app.state.stores.reading() as store:
        first, last = series.span_of(store)
        start = asked.start or (series.reported_since(store) if not asked.end else first)
        unit = _unit(query.get("unit", ""), start or first, asked.end or last, 16 if by == "type" else 4)
        cut = {"month": 7, "year": 4}.get(unit, 10)
        counted = series.by_day(store, dataclasses.replace(asked, start=start), by, cut)
    if unit == "week":
        counted = _weeks(counted)
    rows = [(_first_day(bucket), group, n) for bucket, group, n in counted]
    groups = sorted({g for _, g, _ in rows}, key=lambda g: (QUADS.index(g) if g in QUADS else 9, g))
    table: dict[str, dict[str, int]] = {}
    for bucket, group, n in rows:
        table.setdefault(bucket, {})[group] = n
    values = {
        "header": [unit, by, "events"],
        "rows": rows,
        "drawn": {"unit": unit, "groups": groups, "rows": [{"at": b, "group": g, "n": n} for b, g, n in rows]},
        "table": [
            (bucket, address("/events", query_of(asked) | _period(bucket, unit)), [cells.get(g, 0) for g in groups])
            for bucket, cells in table.items()
        ][-400:],
        "groups": groups,
        "unit": unit,
        "by": by,
        "units": UNITS,
        "bys": series.BY,
        "total": sum(n for _, _, n in rows),
        "first": first,
        "earlier": address("/timeline", query_of(asked, by=by) | {"from": first}) if first < start else "",
        "last": last,
        "events_address": address("/events", query_of(asked)),
    }
    return answer(request, "timeline", values, query_of(asked, by=by, unit=unit), asked)


def dyads(request: Request) -> Response:
    """Mean score and counts over time between two countries; without them, the pairs with most events."""
    asked = asked_of(request.query_params)
    one, other = (request.query_params.get(n, "")[:40].strip() for n in ("a", "b"))
    with request.app.state.stores.reading() as store:
        asked, whole = (asked, "") if one and other else recent(store, asked)
        pairs = series.top_dyads(store, asked, 40) if not (one and other) else []
        months = series.dyad_months(store, one, other, asked) if one and other else []
    lines = _directions(months)
    summed = [_summed(p) for p in pairs]
    header = ["month", "actor", "recipient", "events", "mean_score", *(q.replace(" ", "_") for q in QUADS)]
    rows: list[Sequence[object]] = [[*r[:4], r[4], *r[5]] for r in lines]
    values = {
        "header": header if one and other else ["actor", "recipient", "events", "mean_score", "conflict_share"],
        "rows": rows if one and other else summed,
        "drawn": _dyad_drawn(one, other, lines, months),
        "table": [
            (m, country_name(a), country_name(b), n, s, quads, _month_address(m, a, b))
            for m, a, b, n, s, quads in lines
        ][-400:],
        "pairs": [
            (country_name(a), country_name(b), n, score, round(100 * share), address("/dyads", {"a": a, "b": b}))
            for a, b, n, score, share in summed
        ],
        "whole": address("/dyads", query_of(asked) | {"from": whole}) if whole else "",
        "one": one,
        "other": other,
        "one_name": country_name(one),
        "other_name": country_name(other),
        "short": [q.replace("cooperation", "coop.") for q in QUADS],
    }
    return answer(request, "dyads", values, query_of(asked, a=one, b=other), asked)


def _dyad_drawn(one: str, other: str, lines: Sequence[Line], months: Sequence[Any]) -> dict[str, Any]:
    """What the two drawings of a dyad show."""
    return {
        "one": country_name(one),
        "other": country_name(other),
        "rows": [
            {"at": f"{m}-01", "who": _pair(a, b), "first": a == one, "n": n, "score": s} for m, a, b, n, s, _ in lines
        ],
        "counts": [{"at": f"{r['month']}-01", "group": r["quad"], "n": r["n"]} for r in months],
        "groups": list(QUADS),
    }


def network(request: Request) -> Response:
    """Who acts on whom in a period: countries and bodies, and how friendly the acts are."""
    asked = asked_of(request.query_params)
    top = number_of(request.query_params.get("top", ""), NODES[0], 200, 40)
    with request.app.state.stores.reading() as store:
        asked, whole = recent(store, asked)
        edges = series.top_dyads(store, asked, top)
    weight: Counter[str] = Counter()
    for e in edges:
        weight[e["actor"]] += e["n"]
        weight[e["recipient"]] += e["n"]
    rows = [_summed(e) for e in edges]
    between = query_of(asked) | {"country": ""}
    links = [address("/events", between | {"actor": r[0], "recipient": r[1]}) for r in rows]
    values = {
        "header": ["actor", "recipient", "events", "mean_score", "conflict_share"],
        "rows": rows,
        "drawn": {
            "nodes": [{"id": code, "name": country_name(code), "n": n} for code, n in sorted(weight.items())],
            "edges": [
                {"a": a, "b": b, "n": n, "score": s, "conflict": share, "to": link}
                for (a, b, n, s, share), link in zip(rows, links, strict=True)
            ],
        },
        "table": [
            (country_name(a), country_name(b), n, s, round(100 * share), link)
            for (a, b, n, s, share), link in zip(rows, links, strict=True)
        ],
        "whole": address("/network", query_of(asked, top=top) | {"from": whole}) if whole else "",
        "top": top,
        "tops": NODES,
    }
    return answer(request, "network", values, query_of(asked, top=top), asked)


def world(request: Request) -> Response:
    """Where events took place, and how precisely that is known."""
    asked = asked_of(request.query_params)
    with request.app.state.stores.reading() as store:
        asked, whole = recent(store, asked)
        found = series.places(store, asked)
    rows = [[p["place"], p["country"], p["kind"], p["latitude"], p["longitude"], p["n"], p["conflict"]] for p in found]
    links = [address("/events", query_of(asked) | {"country": "", "place": p["place"]}) for p in found]
    values = {
        "header": ["place", "country", "precision", "latitude", "longitude", "events", "conflict_events"],
        "rows": rows,
        "drawn": {
            "places": [
                {"name": p["place"], "country": country_name(p["country"]), "kind": _precision(p["kind"]), "n": p["n"],
                 "at": [p["longitude"], p["latitude"]], "conflict": p["conflict"], "to": link}
                for p, link in zip(found, links, strict=True)
                if p["latitude"] is not None
            ]
        },
        "table": [
            (p["place"], country_name(p["country"]), _precision(p["kind"]), p["n"], p["conflict"], link)
            for p, link in zip(found, links, strict=True)
        ],
        "whole": address("/map", query_of(asked) | {"from": whole}) if whole else "",
        "without": sum(p["latitude"] is None for p in found),
    }  # fmt: skip
    return answer(request, "map", values, query_of(asked), asked)


def _precision(kind: str) -> str:
    """How precisely a place is known: a point, a region, or no more than a country."""
    if kind in ("country", "state"):
        return "country"
    return "point" if kind in ("city", "site", "") else "region"


def _unit(asked: str, start: str, end: str, groups: int) -> str:
    """The unit asked for, or one that gives some dozens of bars; never too fine to be seen."""
    try:
        days = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days
    except ValueError:
        return asked if asked in UNITS else "month"
    fitting = "day" if days <= 92 else "week" if days <= 550 else "month" if days <= 9_000 else "year"
    finest = "day" if days <= HAIR else "week" if days <= 7 * HAIR and days * groups <= SUMMED else "month"
    return max(asked, finest, key=UNITS.index) if asked in UNITS else fitting


def _weeks(counted: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Days summed by week, named by its Monday."""
    weeks: Counter[tuple[str, str]] = Counter()
    mondays: dict[str, str] = {}
    for day, group, n in counted:
        if day not in mondays:
            at = datetime.date.fromisoformat(day)
            mondays[day] = (at - datetime.timedelta(days=at.weekday())).isoformat()
        weeks[(mondays[day], group)] += n
    return [(week, group, n) for (week, group), n in sorted(weeks.items())]


def _first_day(bucket: str) -> str:
    """The first day of a month or year; a day is itself."""
    return (bucket + "-01-01")[:10] if len(bucket) == 4 else (bucket + "-01")[:10]


def _period(day: str, unit: str) -> dict[str, str]:
    """The days of a bucket that begins on a day."""
    first = datetime.date.fromisoformat(day)
    if unit == "month":
        last = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    else:
        last = (
            first.replace(month=12, day=31) if unit == "year" else first + datetime.timedelta(days=6 * (unit == "week"))
        )
    return {"from": day, "to": last.isoformat()}


def _month_address(month: str, actor: str, recipient: str) -> str:
    """The events of a month between two sides."""
    return address("/events", {**_period(f"{month}-01", "month"), "actor": actor, "recipient": recipient})


def _summed(row: Any) -> tuple[str, str, int, float, float]:
    """A pair of sides with its number of events, mean score and share of conflict."""
    return row["actor"], row["recipient"], row["n"], _mean(row), round(row["conflict"] / row["n"], 3)


def _pair(one: str, other: str) -> str:
    """A direction in words."""
    return f"{country_name(one)} → {country_name(other)}"


def _mean(row: Any) -> float:
    """Mean PLOVER score of summed rows."""
    return round(int(row["score_tenths"]) / 10 / int(row["n"]), 2)


def _directions(months: Sequence[Any]) -> list[Line]:
    """Months and directions with number, mean score and number by quad."""
    sums: dict[tuple[str, str, str], dict[str, tuple[int, int]]] = {}
    for r in months:
        sums.setdefault((r["month"], r["actor"], r["recipient"]), {})[r["quad"]] = (r["n"], r["score_tenths"])
    lines = []
    for (month, actor, recipient), quads in sorted(sums.items()):
        n = sum(k for k, _ in quads.values())
        score = round(sum(s for _, s in quads.values()) / 10 / n, 2)
        lines.append((month, actor, recipient, n, score, [quads.get(q, (0, 0))[0] for q in QUADS]))
    return lines
