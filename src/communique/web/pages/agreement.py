"""Agreement of two coders by field, what they disagree on, and its settling."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.records.record import Record
from communique.store import judgements as rows
from communique.store.opinions import of_coder
from communique.store.reading import record_of
from communique.store.store import Store
from communique.web import cards, comparing, downloads, fields
from communique.web.comparing import KEPT, Unit
from communique.web.forms import LONGEST, address, form_of
from communique.web.pages.report import opened
from communique.web.pages.reports import report_address
from communique.web.templating import page
from communique.web.who import coder_of

SHOWN = 200
"""Disagreements listed at once."""


def agreement(request: Request) -> Response:
    """The figures by field, and the list of disagreements; as CSV too."""
    query = request.query_params
    with request.app.state.stores.reading() as store:
        known = rows.coders(store)
        names = [name for name, _, _ in sorted(known, key=lambda c: -c[1])]
        one = query.get("a", "")[:LONGEST] or next(iter(names), "")
        other = query.get("b", "")[:LONGEST] or next((n for n in names if n != one), "")
        found, records = _units(store, one, other) if one and other and one != other else ([], {})
    figures = comparing.agreement(found)
    if request.url.path.endswith(".csv"):
        body = [[f.name, len(f.pairs), round(f.raw, 4), _rounded(f.kappa), _rounded(f.alpha)] for f in figures]
        return downloads.csv_answer("agreement", ["field", "records", "raw", "kappa", "alpha"], body)
    apart = [u for u in found if u.one != u.other]
    values = {
        "coders": known,
        "one": one,
        "other": other,
        "figures": [
            (fields.LABELS.get(f.name, "a record at all"), len(f.pairs), f.raw, f.kappa, f.alpha) for f in figures
        ],
        "apart": [_shown(u, records[u.report]) for u in apart[:SHOWN]],
        "more": max(0, len(apart) - SHOWN),
        "reports": len({u.report for u in found}),
        "csv_address": address("/agreement.csv", {"a": one, "b": other}),
        "own_address": address("/agreement", {"a": one, "b": other}),
    }
    return page(request, "agreement.html", values)


def settle(request: Request) -> Response:
    """Settle one disagreement: a final judgement beside all others."""
    form, coder = form_of(request), coder_of(request)
    if not coder:
        raise HTTPException(400, "Sign in with your name first (top right): decisions carry it.")
    name, record_id, choice = form.text("field"), form.text("record"), form.text("choice", 20_000)
    with request.app.state.stores.writing() as store:
        record, judged = opened(store, form.text("id"))
        for who in (form.text("a"), form.text("b")):
            record = cards.with_added(record, of_coder(judged, who))
        item = fields.find(record, record_id)
        if item is None:
            raise HTTPException(404, "There is no such record in this report.")
        rows.add(store, [_final(record, item, name, choice, coder)])
    request.app.state.choices.forget()
    return RedirectResponse(f"{address('/agreement', {'a': form.text('a'), 'b': form.text('b')})}#apart", 303)


def _final(record: Record, item: Any, name: str, choice: str, coder: str) -> rows.Judgement:
    """The final judgement that a choice makes."""
    span = getattr(item.evidence, "trigger", item.evidence.sentence)
    shared = {"quote": record.report.text[span[0] : span[1]][:500], "span": span, "final": True}
    about = (record.report.id, record.report.sha256, fields.kind_of(item), item.id)
    if name == KEPT and choice in ("yes", "no"):
        return rows.make(*about, "accept" if choice == "yes" else "reject", coder, rows.now(), **shared)
    held = fields.values_of(item)
    if name not in held:
        raise HTTPException(400, "There is no such field.")
    try:
        value = msgspec.json.decode(choice)
        msgspec.convert({**msgspec.to_builtins(item), name: _whole(name, value, held[name])}, type(item))
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise HTTPException(400, "That value cannot stand in this field.") from None
    old, new = (msgspec.json.encode(v).decode() for v in (held[name], _whole(name, value, held[name])))
    return rows.make(*about, "edit", coder, rows.now(), field=name, old_value=old, new_value=new, **shared)


def _whole(name: str, value: Any, held: Any) -> Any:
    """A compared value as the record holds it."""
    if name == "date" and value:
        return held if held and held["start"] == value["start"] and held["end"] == value["end"] else _day(value)
    if name == "place" and value:
        unknown = dict.fromkeys(("country", "latitude", "longitude", "geonames", "span"))
        return held if held and held["name"] == value["name"] else unknown | {"name": value["name"]}
    return value


def _day(value: Any) -> dict[str, Any]:
    """A date of a person's hand."""
    same = value["start"] == value["end"]
    return {"start": value["start"], "end": value["end"], "granularity": "day" if same else "week", "span": None}


def _units(store: Store, one: str, other: str) -> tuple[list[Unit], dict[str, Record]]:
    """All compared fields, and the records they are of."""
    found: list[Unit] = []
    records: dict[str, Record] = {}
    for report_id, judged in rows.of_reports_judged_by_several(store).items():
        record = record_of(store, report_id)
        if record is not None:
            records[report_id] = record
            found += comparing.units(record, judged, one, other)
    return found, records


def _shown(u: Unit, record: Record) -> dict[str, Any]:
    """A disagreement in words."""

    def words(value: str) -> str:
        return value if u.name == KEPT or not value else fields.words(record, u.name, msgspec.json.decode(value))

    choices = list(dict.fromkeys(v for v in (u.one, u.other, u.machine) if v))
    return {
        "unit": u,
        "label": fields.LABELS.get(u.name, "a record at all"),
        "one": words(u.one),
        "other": words(u.other),
        "machine": words(u.machine) if u.machine else "nothing",
        "title": record.report.title or record.report.id,
        "href": report_address(u.report, {"focus": u.record}),
        "choices": [(v, words(v)) for v in choices],
    }


def _rounded(value: float | None) -> float | None:
    """A figure as it is exported."""
    return None if value is None else round(value, 4)
