"""What happened between two parties, in order: events of all reports, those told alike taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.codebook.code_book import code_book
from communique.corpus.coded import CodedReports, is_store
from communique.export.choosing import Choice, ChoiceError, choose
from communique.export.columns import Left
from communique.export.exporting import Coded
from communique.export.views import EventView, event_views
from communique.show.timeline import Entry


def party_code(name: str) -> str:
    """The code of a country or body from its code or name: "IND", "ind" and "India" are one.

    Raises:
        ChoiceError: neither a code nor a name that we know.
    """
    book = code_book()
    if name.upper() in book.countries or name.upper() in book.bodies:
        return name.upper()
    for country in book.countries.values():
        if country.name.casefold() == name.casefold():
            return country.code
    raise ChoiceError(f"{name!r} is neither a country nor a code; write ISO 3166 alpha-3, such as IND, or UNO, EUR")


def timeline(path: str, one: str, other: str, choice: Choice) -> list[Entry]:
    """Entries between two parties, by day; what has no day comes last.

    Args:
        path: a store or a file of JSON lines.
        one, other: codes, from `party_code`.
        choice: days, types, states, confidence.

    Copies of reports are left out, and what a person rejected.
    """
    if is_store(path):
        coded = CodedReports(path, choice, condition=(_CONDITION, (one, other)))
    else:
        coded = CodedReports(path, choice)
    return entries(coded, one, other, choice)


_ON_A_SIDE = "report_key IN (SELECT report_key FROM report_facets WHERE facet = 'country' AND value = ?)"
_CONDITION = f"id IN (SELECT report_id FROM judgements) OR ({_ON_A_SIDE} AND {_ON_A_SIDE})"  # noqa: S608 (our own words)


def entries(coded: Iterable[Coded], one: str, other: str, choice: Choice) -> list[Entry]:
    """Entries from coded reports."""
    groups: dict[tuple[object, ...], list[EventView]] = {}
    for view in _between(coded, one, other, choice):
        e = view.event
        until = e.date.end if e.date else view.day
        sides = tuple(tuple(sorted({c for a in side for c in a.country})) for side in (view.actors, view.recipients))
        key = (view.day or "9999", until, e.type, tuple(e.mode), e.status, sides, _said_by(view))
        groups.setdefault(key, []).append(view)
    found = [(key[:2], _entry(views)) for key, views in groups.items()]
    return [entry for _, entry in sorted(found, key=lambda x: (str(x[0]), x[1].type, x[1].events[0]["report"]))]


def _between(coded: Iterable[Coded], one: str, other: str, choice: Choice) -> Iterator[EventView]:
    """Chosen events with both parties in them, on one side or on both."""
    for item in coded:
        if item.record.report.copy_of is not None:
            continue
        chosen = choose(item.record, choice, Left(), review=item.review)
        for view in event_views(chosen) if chosen is not None else ():
            if view.review == "rejected":
                continue
            if _with_both(view, one, other):
                yield view


def _with_both(view: EventView, one: str, other: str) -> bool:
    """Whether two actors are of one party each; one phrase for both ("the Kenyan and Ugandan presidents") will do
    where its members do something with each other."""
    people = [*view.actors, *view.recipients]
    if any(one in a.country and other in b.country for a in people for b in people if a is not b):
        return True
    return code_book().mutual(view.event.type, view.event.cameo) and any(
        one in a.country and other in a.country for a in view.actors
    )


def _said_by(view: EventView) -> str | None:
    """Who alone says that it happened."""
    said = next((s for s in view.record.statements if s.id == view.event.statement), None)
    if said is None:
        return None
    speaker = view.chosen.actors([said.speaker] if said.speaker else [])
    return speaker[0].name if speaker else view.words(said.speaker_span) or "somebody unnamed"


def _entry(views: list[EventView]) -> Entry:
    """One entry from its tellings: the surest one speaks for all."""
    best = max(views, key=lambda v: (v.event.same_as is None, v.event.confidence, v.report.id))
    e = best.event
    ordered = sorted(views, key=lambda v: (v.report.date or "", v.report.id, v.event.evidence.sentence))
    return Entry(
        day=best.day,
        until=e.date.end if e.date and e.date.end != e.date.start else None,
        dated=e.date is not None,
        type=e.type,
        mode=e.mode,
        status=e.status,
        quad=e.quad,
        score=e.score,
        actor=[a.name for a in best.actors],
        recipient=[a.name for a in best.recipients],
        said_by=_said_by(best),
        place=e.place.name if e.place else None,
        quote=best.words(e.evidence.sentence) or "",
        confidence=e.confidence,
        outlets=list(dict.fromkeys(v.report.publisher for v in ordered if v.report.publisher)),
        events=[{"report": v.report.id, "event": v.event.id} for v in ordered],
        url=best.report.url,
    )
