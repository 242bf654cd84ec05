"""From a finished reading to the record: indices become ids, tokens become characters."""

from __future__ import annotations

from communique.codebook.trigger_book import TriggerBook
from communique.errors import EvidenceError
from communique.records.document import Document, Span
from communique.records.ids import digest, slug
from communique.records.record import (
    SCHEMA,
    ActorRecord,
    DateRecord,
    EventEvidence,
    EventRecord,
    Magnitude,
    MentionRecord,
    PlaceRecord,
    Record,
    ReportInfo,
    StatementEvidence,
    StatementRecord,
)
from communique.segment.reading import EventDraft, Range, Reading, StatementDraft


class Collector:
    """Turns one reading into records."""

    def __init__(self, reading: Reading, triggers: TriggerBook, explain: bool = False) -> None:
        self.reading = reading
        self.triggers = triggers
        self.explain = explain
        self.sha256 = reading.document.sha256
        self.actor_ids = self._actor_ids()
        self.event_ids = _unique([self._event_id(e) for e in reading.events])
        self.statement_ids = _unique([self._statement_id(s) for s in reading.statements])

    def record(self) -> Record:
        """The whole record; every span is checked to lie in the text."""
        statements = [self._statement(n, s) for n, s in enumerate(self.reading.statements)]
        events = [self._event(n, e) for n, e in enumerate(self.reading.events)]
        record = Record(
            schema=SCHEMA,
            report=report_info(self.reading.document),
            actors=self._actors(),
            events=events,
            statements=statements,
            notes=self.reading.notes,
        )
        check_spans(record)
        return record

    def _actor_ids(self) -> dict[int, str]:
        """Ids of the entities that some record or some real mention names."""
        used: set[int] = set()
        for e in self.reading.events:
            used.update(e.actor, e.recipient)
        for s in self.reading.statements:
            used.update(x for x in (s.entity, s.addressee, s.on_behalf_of) if x is not None)
            used.update(s.co_entities)
        used.update(m.entity for m in self.reading.mentions if m.entity is not None and m.rule != "place")
        for index in sorted(used):
            used.update(self.reading.entities[index].members)
        ids = _unique([slug(self.reading.entities[i].name) for i in sorted(used)])
        return dict(zip(sorted(used), ids, strict=True))

    def _actors(self) -> list[ActorRecord]:
        """Actor records in the order of their first mention."""
        mentions: dict[int, list[MentionRecord]] = {i: [] for i in self.actor_ids}
        for m in sorted(self.reading.mentions, key=lambda m: m.tokens):
            if m.entity in mentions and m.rule != "place":
                mentions[m.entity].append(MentionRecord(self.reading.characters(m.tokens), m.kind))
        records = []
        for index, actor_id in self.actor_ids.items():
            e = self.reading.entities[index]
            records.append(
                ActorRecord(
                    id=actor_id,
                    name=e.name,
                    kind=e.kind,
                    country=e.country,
                    sector=e.sector,
                    office=e.office,
                    wikidata=e.wikidata,
                    mentions=mentions[index],
                    members=[self.actor_ids[m] for m in e.members if m in self.actor_ids],
                    size=e.size,
                )
            )
        return sorted(records, key=lambda a: (a.mentions[0].span if a.mentions else (1 << 30, 0), a.id))

    def _span(self, tokens: Range | None) -> Span | None:
        """Characters of a token range, None for none."""
        return None if tokens is None else self.reading.characters(tokens)

    def _sentence(self, number: int) -> Span:
        """Characters of a sentence without white space at its edges."""
        first, last = self.reading.parse.sents[number]
        start, end = self.reading.characters((first, last))
        text = self.reading.parse.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return (start, end)

    def _event_id(self, e: EventDraft) -> str:
        """Id of an event from its type, trigger and sides."""
        return "e-" + digest(
            self.sha256, e.type, self.reading.characters(e.trigger), sorted(e.actor), sorted(e.recipient)
        )

    def _statement_id(self, s: StatementDraft) -> str:
        """Id of a statement from its words."""
        spans = [self.reading.characters(c) for c in s.content]
        return "s-" + digest(self.sha256, spans, self._span(s.cue))

    def _date(self, index: int | None) -> DateRecord | None:
        """The record of a date mention; None where the days are not known."""
        if index is None:
            return None
        d = self.reading.dates[index]
        if d.start is None or d.end is None:
            return None
        return DateRecord(d.start, d.end, d.granularity, self.reading.characters(d.tokens))

    def _event(self, number: int, e: EventDraft) -> EventRecord:
        """The record of one event."""
        kind = self.triggers.types[e.type]
        modes = {m.name: m for m in kind.modes}
        scores = [s for m in e.mode if m in modes and (s := modes[m].score) is not None]
        cameo = e.cameo or next((modes[m].cameo for m in e.mode if m in modes and modes[m].cameo), None) or kind.cameo
        same = self.event_ids[e.same_as] if e.same_as is not None else None
        return EventRecord(
            id=self.event_ids[number],
            type=e.type,
            mode=e.mode,
            context=e.context,
            quad=kind.quad,
            score=min(scores) if scores else kind.score,
            cameo=cameo,
            actor=[self.actor_ids[i] for i in e.actor],
            recipient=[self.actor_ids[i] for i in e.recipient],
            status=e.status,
            statement=self.statement_ids[e.statement] if e.statement is not None else None,
            same_as=same,
            date=e.date_record if e.date_record is not None else self._date(e.date),
            place=self._place(e),
            magnitude=e.magnitude or Magnitude(),
            confidence=e.confidence,
            evidence=EventEvidence(
                sentence=self._sentence(e.sentence),
                trigger=self.reading.characters(e.trigger),
                actor=[self.reading.characters(t) for t in e.actor_tokens],
                recipient=[self.reading.characters(t) for t in e.recipient_tokens],
            ),
            due=self._date(e.due),
            why={"rule": e.rule, **e.why} if self.explain else None,
        )

    def _place(self, e: EventDraft) -> PlaceRecord | None:
        """The record of an event's place."""
        if e.place is None:
            return None
        p = self.reading.places[e.place]
        span = self.reading.characters(p.tokens)
        return PlaceRecord(p.name, p.country, p.latitude, p.longitude, p.geonames, span, p.kind, e.place_reason)

    def _statement(self, number: int, s: StatementDraft) -> StatementRecord:
        """The record of one statement."""
        ids = self.actor_ids
        return StatementRecord(
            id=self.statement_ids[number],
            kind=s.kind,
            speaker=ids.get(s.entity) if s.entity is not None else None,
            speaker_span=self._span(s.speaker),
            cue_span=self._span(s.cue),
            content=[self.reading.characters(c) for c in s.content],
            medium=s.medium,
            addressee=ids.get(s.addressee) if s.addressee is not None else None,
            parent=self.statement_ids[s.parent] if s.parent is not None else None,
            date=self._date(s.date),
            evidence=StatementEvidence(self._sentence(s.sentence)),
            co_speakers=[ids[i] for i in s.co_entities if i in ids],
            on_behalf_of=ids.get(s.on_behalf_of) if s.on_behalf_of is not None else None,
            performs=[self.event_ids[i] for i in s.performs],
            cue_class=s.cue_class,
            polarity=s.polarity,
            stance=self._span(s.stance),
            outlet=self.reading.words(s.outlet) if s.outlet else None,
            confidence=round(s.confidence, 3),
            why={"rule": s.rule, **s.why} if self.explain else None,
        )


def report_info(document: Document) -> ReportInfo:
    """The report's own lines of the record; link lines are no parts."""
    return ReportInfo(
        id=document.id,
        title=document.title,
        date=document.date,
        publisher=document.publisher,
        authors=document.authors,
        url=document.url,
        language=document.language,
        text=document.text,
        sha256=document.sha256,
        parts=[p for p in document.parts if p.kind != "link"],
        date_origin=document.date_origin,
    )


def _unique(ids: list[str]) -> list[str]:
    """Give repeated ids a number."""
    seen: dict[str, int] = {}
    out = []
    for name in ids:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return out


def record_spans(record: Record) -> list[Span]:
    """Every span of a record."""
    spans = [m.span for a in record.actors for m in a.mentions]
    spans += [p.span for p in record.report.parts]
    for e in record.events:
        spans += [e.evidence.sentence, e.evidence.trigger, *e.evidence.actor, *e.evidence.recipient]
        spans += [x.span for x in (e.date, e.due, e.place) if x is not None and x.span is not None]
    for s in record.statements:
        spans += [*s.content, s.evidence.sentence]
        spans += [x for x in (s.speaker_span, s.cue_span, s.stance) if x is not None]
    spans += [n.span for n in record.notes if n.span is not None]
    return spans


def check_spans(record: Record) -> None:
    """Refuse a record with a span outside the text.

    Raises:
        EvidenceError: a span is empty, reversed or beyond the text.
    """
    length = len(record.report.text)
    for start, end in record_spans(record):
        if not 0 <= start < end <= length:
            raise EvidenceError(f"report {record.report.id}: span [{start}, {end}) is not in a text of {length}")
