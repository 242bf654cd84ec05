"""Changes to a report's records: accept, reject, edit, add, undo; each a row beside the machine's answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.codebook.code_book import code_book
from communique.records.ids import digest
from communique.records.record import Record
from communique.store import judgements as rows
from communique.store.judgements import ConflictError, Judgement
from communique.store.opinions import Opinion, of_coder
from communique.web import cards, fields
from communique.web.forms import Form, form_of, number_of
from communique.web.names import STATUSES
from communique.web.pages.report import opened
from communique.web.pages.reports import report_address
from communique.web.templating import page
from communique.web.who import coder_of


def judge(request: Request) -> Response:
    """Accept or reject a record."""
    form, coder = form_of(request), _signed(request)
    verdict = form.text("verdict")
    if verdict not in ("accept", "reject"):
        raise HTTPException(400, "A verdict is accept or reject.")
    record, held = _opened(request, form, coder)
    made = _judgement(record, held, form.text("record"), verdict, coder, rows.now())
    return _stored(request, record, [made], form, f"your “{verdict}”")


def edit_form(request: Request) -> Response:
    """The form in which a record's fields are corrected."""
    query = request.query_params
    form = Form({"id": [query.get("id", "")], "record": [query.get("record", "")]})
    coder = _signed(request)
    record, held = _opened(request, form, coder)
    return _edit_page(request, record, held, form.text("record"), 200, "")


def show_card(request: Request) -> Response:
    """One card as it stands: what an edit that was given up goes back to."""
    query = request.query_params
    with request.app.state.stores.reading() as store:
        record, judgements = opened(store, query.get("id", ""))
    found = cards.card(record, judgements, coder_of(request), query.get("record", ""))
    if found is None:
        raise HTTPException(404, "There is no such record in this report.")
    return page(request, "record_edit.html", found)


def edit(request: Request) -> Response:
    """Store each corrected field as a judgement of its own."""
    form, coder = form_of(request), _signed(request)
    record, held = _opened(request, form, coder)
    record_id = form.text("record")
    item = fields.find(record, record_id)
    if item is None:
        raise HTTPException(404, "There is no such record in this report.")
    before = cards.current_values(record, record_id, held.get(record_id))
    given = fields.read(form, record, fields.kind_of(item), before)
    at, made = rows.now(), []
    for name, value in fields.changed(before, given).items():
        old, new = (msgspec.json.encode(v).decode() for v in (before[name], value))
        made.append(_judgement(record, held, record_id, "edit", coder, at, field=name, old_value=old, new_value=new))
    if not made:
        made = [_judgement(record, held, record_id, "accept", coder, at)]
    return _stored(request, record, made, form, "your correction")


def undo(request: Request) -> Response:
    """Take back the coder's last act on the report."""
    form, coder = form_of(request), _signed(request)
    with request.app.state.stores.writing() as store:
        record, _ = opened(store, form.text("id"))
        act = rows.undo(store, record.report.id, coder)
        _, judgements = opened(store, record.report.id)
    request.app.state.choices.forget()
    if any(j.verdict == "add" for j in act):
        return Response(status_code=204, headers={"hx-redirect": _again(request, record.report.id, "")})
    shown = cards.view(record, judgements, coder)
    said = f"taken back: {act[0].verdict}" if act else "nothing of yours to take back"
    return page(request, "record_list.html", {"report": shown, "said": said, "focus": act[0].record_id if act else ""})


def accept_rest(request: Request) -> Response:
    """Accept every record that the coder has not judged."""
    form, coder = form_of(request), _signed(request)
    record, held = _opened(request, form, coder)
    at = rows.now()
    open_ids = [r.id for r in fields.items(record) if not held.get(r.id, Opinion()).verdict]
    made = [_judgement(record, held, key, "accept", coder, at) for key in dict.fromkeys(open_ids)]
    with request.app.state.stores.writing() as store:
        rows.add(store, made)
        _, judgements = opened(store, record.report.id)
    request.app.state.choices.forget()
    shown = cards.view(record, judgements, coder)
    return page(request, "record_list.html", {"report": shown, "said": f"{len(made)} accepted", "focus": ""})


def add_form(request: Request) -> Response:
    """The form in which a record that the machine missed is added."""
    coder, query = _signed(request), request.query_params
    with request.app.state.stores.reading() as store:
        record, _ = opened(store, query.get("id", ""))
    start = number_of(query.get("start", ""), 0, len(record.report.text), 0)
    end = number_of(query.get("end", ""), start, len(record.report.text), start)
    values = {
        "report": record.report,
        "quote": record.report.text[start:end],
        "nth": record.report.text[:start].count(record.report.text[start:end]) + 1 if end > start else 1,
        "coder_name": coder,
        "failed": "",
        "event": _form_values(record, "event", _EMPTY_EVENT),
        "statement": _form_values(record, "statement", {"kind": "indirect", "speaker": None}),
    }
    return page(request, "add_form.html", values)


_EMPTY_EVENT: dict[str, Any] = {
    "type": "CONSULT",
    "mode": [],
    "status": "actual",
    "actor": [],
    "recipient": [],
    "date": None,
    "place": None,
}


def add(request: Request) -> Response:
    """Store a record that the coder added, with the words that prove it."""
    form, coder = form_of(request), _signed(request)
    record, _ = _opened(request, form, coder)
    kind = "statement" if form.text("what") == "statement" else "event"
    span = _span_of(record, form)
    if span is None:
        raise HTTPException(400, "Those words do not stand in the report like that; write them as they are printed.")
    held = _EMPTY_EVENT if kind == "event" else {"kind": "indirect", "speaker": None}
    values = fields.read(form, record, kind, held) | _evidence(record, kind, span)
    prefix = "h" if kind == "event" else "hs"
    record_id = f"{prefix}-{digest(record.report.sha256, kind, *span)}"
    made = rows.make(
        record.report.id,
        record.report.sha256,
        kind,
        record_id,
        "add",
        coder,
        rows.now(),
        new_value=msgspec.json.encode(values).decode(),
        quote=record.report.text[span[0] : span[1]],
        span=span,
    )
    with request.app.state.stores.writing() as store:
        rows.add(store, [made])
    request.app.state.choices.forget()
    return Response(status_code=204, headers={"hx-redirect": _again(request, record.report.id, record_id)})


def why(request: Request) -> Response:
    """Why a record fired: which rule, on which words, with what weight."""
    query = request.query_params
    with request.app.state.stores.reading() as store:
        record, _ = opened(store, query.get("id", ""))
    reason = request.app.state.coder.why(record, query.get("record", ""))
    lines = [(name, _plain(value)) for name, value in (reason or {}).items() if value not in (None, "", [], {})]
    return page(request, "why.html", {"lines": lines})


def _again(request: Request, report_id: str, focus: str) -> str:
    """The report's address as it was, list and all, to be loaded anew with the focus on a record."""
    here = dict(parse_qsl(urlsplit(request.headers.get("hx-current-url", "")).query))
    return report_address(report_id, {**here, "id": report_id, "focus": focus})


def _signed(request: Request) -> str:
    """The coder's name; a judgement without one is not taken."""
    coder = coder_of(request)
    if not coder:
        raise HTTPException(400, "Sign in with your name first (top right): judgements carry it.")
    return coder


def _opened(request: Request, form: Form, coder: str) -> tuple[Record, dict[str, Opinion]]:
    """A report with the coder's additions in it, and the coder's opinions."""
    with request.app.state.stores.reading() as store:
        record, judgements = opened(store, form.text("id"))
    held = of_coder(judgements, coder)
    return cards.with_added(record, held), held


def _judgement(
    record: Record, held: dict[str, Opinion], record_id: str, verdict: str, coder: str, at: str, **more: Any
) -> Judgement:
    """A judgement on one of the report's records, with the words it is proved by."""
    item = fields.find(record, record_id)
    if item is None:
        raise HTTPException(404, "There is no such record in this report.")
    kind = fields.kind_of(item)
    span = getattr(item.evidence, "trigger", item.evidence.sentence)
    return rows.make(
        record.report.id,
        record.report.sha256,
        kind,
        record_id,
        verdict,
        coder,
        at,
        **more,
        quote=record.report.text[span[0] : span[1]][:500],
        span=span,
    )


def _stored(request: Request, record: Record, made: list[Judgement], form: Form, what: str) -> Response:
    """Store and show the card anew; on a conflict show both and store nothing."""
    coder, record_id, status, conflict = made[0].coder, made[0].record_id, 200, ""
    with request.app.state.stores.reading() as store:
        _, judgements = opened(store, record.report.id)
    try:
        with request.app.state.stores.writing() as store:
            rows.add(store, made, seen=form.text("seen"))
            _, judgements = opened(store, record.report.id)
    except ConflictError as error:
        with request.app.state.stores.reading() as store:
            _, judgements = opened(store, record.report.id)
        status = 409
        latest = error.latest
        conflict = (
            f"In another window you judged this record ({latest.verdict}{' ' + latest.field if latest.field else ''},"
            f" {latest.judged_at[11:19]} UTC) after it was shown here. That is kept and shown; {what} is not stored."
        )
        if form.text("type") or form.text("kind"):
            held = of_coder(judgements, coder)
            values = fields.read(form, record, made[0].record_kind, cards.current_values(record, record_id, None))
            return _edit_page(request, record, held, record_id, 409, conflict, values)
    request.app.state.choices.forget()
    found = cards.card(record, judgements, coder, record_id)
    if found is None:
        raise HTTPException(404, "There is no such record in this report.")
    return page(request, "record_answer.html", found | {"conflict": conflict}, status)


def _edit_page(
    request: Request,
    record: Record,
    held: dict[str, Opinion],
    record_id: str,
    status: int,
    conflict: str,
    given: dict[str, Any] | None = None,
) -> Response:
    """A card with the form of its fields open."""
    item = fields.find(record, record_id)
    if item is None:
        raise HTTPException(404, "There is no such record in this report.")
    with request.app.state.stores.reading() as store:
        _, judgements = opened(store, record.report.id)
    found = cards.card(record, judgements, coder_of(request), record_id)
    values = given or cards.current_values(record, record_id, held.get(record_id))
    form = _form_values(record, fields.kind_of(item), values)
    return page(request, "record_edit.html", (found or {}) | {"form": form, "conflict": conflict}, status)


def _form_values(record: Record, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a form of fields shows: choices, and which are taken."""
    ids = {a.id for a in record.actors}
    speaker = [values["speaker"]] if values.get("speaker") else []
    parties = {name: values.get(name) or [] for name in ("actor", "recipient")} | {"speaker": speaker}
    return {
        "kind": kind,
        "values": values,
        "types": {name: sorted(t.modes) for name, t in sorted(code_book().types.items())},
        "statuses": STATUSES,
        "kinds": fields.STATEMENT_KINDS,
        "actors": [(a.id, a.name) for a in record.actors],
        "parties": {n: [v for v in listed if v in ids] for n, listed in parties.items()},
        "others": {n: "; ".join(v for v in listed if v not in ids) for n, listed in parties.items()},
        "start": (values.get("date") or {}).get("start", ""),
        "end": (values.get("date") or {}).get("end", ""),
        "place": (values.get("place") or {}).get("name", ""),
    }


def _span_of(record: Record, form: Form) -> tuple[int, int] | None:
    """Where the words a coder gives stand in the report: their n-th occurrence."""
    text, quote = record.report.text, form.text("quote")
    at = -1
    for _ in range(number_of(form.text("nth"), 1, 10_000, 1)):
        at = text.find(quote, at + 1) if quote else -1
        if at < 0:
            return None
    return at, at + len(quote)


def _evidence(record: Record, kind: str, span: tuple[int, int]) -> dict[str, Any]:
    """The evidence of an added record."""
    sentence = fields.sentence_around(record, span)
    if kind == "event":
        return {"evidence": {"sentence": sentence, "trigger": span, "actor": [], "recipient": []}}
    return {"evidence": {"sentence": sentence}, "content": [span]}


def _plain(value: Any) -> str:
    """Part of a reason as one line."""
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_plain(v)}" for k, v in value.items() if v not in (None, "", [], {}))
    if isinstance(value, list | tuple):
        return ", ".join(_plain(v) for v in value)
    return str(value)
