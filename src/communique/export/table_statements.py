"""The flat tables `statements`, `actors` and `mentions`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.export.cells import joined, quoted
from communique.export.columns import Chosen, Column, Left, Table
from communique.export.views import ActorView, StatementView, named_actors, wide_id
from communique.records.record import MentionRecord

S = StatementView
A = ActorView


def _statements(chosen: Chosen, left: Left) -> Iterator[S]:
    """The chosen statements."""
    return (StatementView(chosen, s) for s in chosen.statements)


def _spans(view: S) -> str | None:
    """Spans of the content as "12-40; 55-80"."""
    return joined([f"{a}-{b}" for a, b in view.statement.content])


def _content(view: S) -> str | None:
    """The first words said, cut to about a sentence."""
    return view.words(view.statement.content[0]) if view.statement.content else None


STATEMENTS: Table[S] = Table(
    "statements",
    "statements",
    "one statement: who said what",
    ("statement_id",),
    (
        Column(
            "statement_id",
            "string",
            "the statement's id, unique over all reports",
            lambda v: wide_id(v.report, v.statement.id),
        ),
        Column("report_id", "string", "the report that quotes it", lambda v: v.report.id),
        Column("report_date", "date", "day of publication", lambda v: v.report.date),
        Column("publisher", "string", "the outlet", lambda v: v.report.publisher),
        Column(
            "date_start",
            "date",
            "first day it may have been said",
            lambda v: v.statement.date.start if v.statement.date else None,
        ),
        Column("date_end", "date", "last day", lambda v: v.statement.date.end if v.statement.date else None),
        Column("kind", "string", "direct, mixed or indirect speech", lambda v: v.statement.kind, "statement_kinds"),
        Column("speaker_id", "string", "actor id of the first speaker", lambda v: v.statement.speaker),
        Column("speaker_name", "string", "canonical name", lambda v: v.speaker.name if v.speaker else None),
        Column(
            "speaker_country",
            "string",
            "countries of the speaker",
            lambda v: joined(v.speaker.country) if v.speaker else None,
            "countries",
        ),
        Column(
            "speaker_sector",
            "string",
            "sectors of the speaker",
            lambda v: joined(v.speaker.sector) if v.speaker else None,
            "sectors",
        ),
        Column(
            "speaker_words",
            "string",
            "the speaker as the report names them there",
            lambda v: v.words(v.statement.speaker_span),
        ),
        Column("co_speakers", "string", "ids of further speakers", lambda v: joined(v.statement.co_speakers)),
        Column("on_behalf_of", "string", "id of the actor spoken for", lambda v: v.statement.on_behalf_of),
        Column("addressee", "string", "id of the actor spoken to", lambda v: v.statement.addressee),
        Column("cue", "string", "the reporting words", lambda v: v.words(v.statement.cue_span)),
        Column("cue_class", "string", "speech, belief, intention, document", lambda v: v.statement.cue_class),
        Column("medium", "string", "through what it was said", lambda v: v.statement.medium),
        Column("outlet", "string", "outlet that the report quotes it from", lambda v: v.statement.outlet),
        Column("polarity", "string", "denied or declined", lambda v: v.statement.polarity),
        Column(
            "parent",
            "string",
            "the statement this one is quoted inside",
            lambda v: wide_id(v.report, v.statement.parent),
        ),
        Column(
            "performs",
            "string",
            "ids of events that the saying itself is",
            lambda v: joined([f"{v.report.id}/{e}" for e in v.statement.performs]),
        ),
        Column("confidence", "number", "0 to 1, an estimate", lambda v: v.statement.confidence),
        Column(
            "review",
            "string",
            "what people said of the record",
            lambda v: v.chosen.review.get(v.statement.id, "machine"),
            "reviews",
        ),
        Column("content_spans", "string", "characters of the words said, start-end, '; ' between", _spans),
        Column("quote", "string", "the words said, cut to about a sentence", _content),
    ),
    _statements,
)


def _actors(chosen: Chosen, left: Left) -> Iterator[A]:
    """The actors that the chosen records name."""
    return (ActorView(chosen, a) for a in named_actors(chosen))


ACTORS: Table[A] = Table(
    "actors",
    "actors",
    "one actor of one report",
    ("report_id", "actor_id"),
    (
        Column("report_id", "string", "the report", lambda v: v.report.id),
        Column(
            "actor_id", "string", "the actor's id; the same name has the same id in other reports", lambda v: v.actor.id
        ),
        Column("name", "string", "canonical name", lambda v: v.actor.name),
        Column("kind", "string", "person, country, organisation, group", lambda v: v.actor.kind, "actor_kinds"),
        Column("countries", "string", "countries or body codes", lambda v: joined(v.actor.country), "countries"),
        Column("sectors", "string", "sectors, the chief one first", lambda v: joined(v.actor.sector), "sectors"),
        Column("office", "string", "office at the report's date", lambda v: v.actor.office),
        Column("wikidata", "string", "Wikidata id", lambda v: v.actor.wikidata),
        Column("members", "string", "ids of a group's known members", lambda v: joined(v.actor.members)),
        Column("size", "integer", "size of a group, where told", lambda v: v.actor.size),
        Column("mentions", "integer", "how often the report names the actor", lambda v: len(v.actor.mentions)),
        Column("first_mention", "string", "the first words that name it", lambda v: _first(v)),
    ),
    _actors,
)


def _first(view: A) -> str | None:
    """The earliest mention's words."""
    spans = [m.span for m in view.actor.mentions]
    return quoted(view.report.text, min(spans)) if spans else None


@dataclass
class Mention:
    """One naming of an actor."""

    view: ActorView
    mention: MentionRecord


def _mentions(chosen: Chosen, left: Left) -> Iterator[Mention]:
    """All mentions of the actors that the chosen records name."""
    for view in _actors(chosen, left):
        for mention in view.actor.mentions:
            yield Mention(view, mention)


MENTIONS: Table[Mention] = Table(
    "mentions",
    "mentions",
    "one naming of an actor in a report",
    ("report_id", "actor_id", "start", "end"),
    (
        Column("report_id", "string", "the report", lambda m: m.view.report.id),
        Column("actor_id", "string", "the actor", lambda m: m.view.actor.id),
        Column("start", "integer", "first character", lambda m: m.mention.span[0]),
        Column("end", "integer", "after the last character", lambda m: m.mention.span[1]),
        Column("kind", "string", "name, title, pronoun, metonym, nominal", lambda m: m.mention.kind, "mention_kinds"),
        Column("words", "string", "the words", lambda m: quoted(m.view.report.text, m.mention.span)),
    ),
    _mentions,
)
