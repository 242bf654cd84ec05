"""A text coded on the spot: pasted or dropped, shown like any report, kept only if asked."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import CommuniqueError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls, decode
from communique.ingest.inputs import read_text
from communique.records.document import Document
from communique.show.page import report_view
from communique.show.wording import visible
from communique.store.writer import Writer
from communique.web.coding import without_reasons
from communique.web.forms import Form, day_of, form_of
from communique.web.pages.reports import report_address
from communique.web.templating import page

LONGEST = 400_000
"""Characters of a text that the page codes; longer ones are for `communique run`."""


def paste(request: Request) -> Response:
    """The form, or a text's coding."""
    if request.method != "POST":
        return page(request, "paste.html", {"report": None, "given": _given(Form()), "problem": ""})
    form = form_of(request)
    try:
        document = _document(form)
        record = request.app.state.coder.code(document)
    except CommuniqueError as error:
        return page(request, "paste.html", {"report": None, "given": _given(form), "problem": str(error)}, 400)
    if form.text("keep") == "1":
        with request.app.state.stores.writing() as store:
            Writer(store, coder="pasted into the page").put_report(without_reasons(record))
        request.app.state.choices.forget()
        return RedirectResponse(report_address(record.report.id), 303)
    return page(request, "paste.html", {"report": report_view(record), "given": _given(form), "problem": ""})


def _document(form: Form) -> Document:
    """The text as a report."""
    text = form.text("text", LONGEST)
    if "file" in form.files:
        name, content = form.files["file"]
        text = text or decode(content, name or "the file")[0][:LONGEST]
    if not text:
        raise HTTPException(400, f"Paste a text of at most {LONGEST:,} characters, or drop a text or HTML file.")
    cleaned, notes = clean_controls(text)
    title, publisher = visible(form.text("title", 500)) or None, visible(form.text("publisher", 200)) or None
    return read_text(cleaned, Meta(title=title, publisher=publisher, notes=notes), "pasted", day_of(form.text("date")))


def _given(form: Form) -> dict[str, Any]:
    """What the form's fields hold."""
    return {n: form.text(n, LONGEST) for n in ("text", "title", "publisher", "date")}
