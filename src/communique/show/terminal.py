"""A record as a readable summary on a terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from communique.records.record import EventRecord, Record, StatementRecord
from communique.show import wording

_STYLES = {
    "actual": "bold green",
    "historical": "cyan",
    "future": "yellow",
    "hypothetical": "yellow",
    "negated": "red",
}


def print_record(console: Console, record: Record) -> None:
    """Print headline and date, actors, events in text order, statements and notes."""
    report = record.report
    title = wording.visible(report.title or report.id)
    origin = f" ({report.date_origin})" if report.date_origin else ""
    line = " · ".join(x for x in (report.publisher, f"{report.date or 'no date'}{origin}") if x)
    console.print(Text(title, style="bold"), Text(wording.visible(line), style="dim"), sep="\n")
    console.print()
    for heading, body in (
        ("Actors", _actors(record)),
        ("Events", _events(record)),
        ("Statements", _statements(record)),
    ):
        console.print(Text(heading, style="bold underline"))
        console.print(body)
        console.print()
    for note in record.notes:
        console.print(Text(f"note {note.code}: {wording.visible(note.message)}", style="dim"))


def _actors(record: Record) -> Table:
    """Actors with office, country, sector and how often they are named."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    for column in ("name", "office", "country", "sector", "named"):
        table.add_column(column)
    for a in record.actors:
        table.add_row(
            Text(wording.visible(a.name)),
            Text(wording.visible(a.office or "")),
            " ".join(a.country),
            " ".join(a.sector),
            str(len(a.mentions)),
        )
    return table


def _events(record: Record) -> Group:
    """Events in text order, each with its evidence."""
    ordered = sorted(record.events, key=lambda e: e.evidence.trigger)
    return Group(*(_event(record, e) for e in ordered)) if ordered else Group(Text("none", style="dim"))


def _event(record: Record, event: EventRecord) -> Text:
    """One event: what, who to whom, when, where, how many, and the sentence."""
    text = Text()
    text.append(f"{event.status:<12} ", style=_STYLES[event.status])
    text.append(wording.event_kind(event), style="bold")
    text.append(f"  {wording.side(record, event.actor)} → {wording.side(record, event.recipient)}")
    place = wording.visible(event.place.name) if event.place else ""
    extras = [wording.when(event.date), place, wording.numbers(event.magnitude)]
    for extra in filter(None, extras):
        text.append(f"  · {extra}", style="cyan")
    text.append(f"  {event.confidence:.2f}", style="dim")
    if event.statement:
        claimed = next((s for s in record.statements if s.id == event.statement), None)
        if claimed is not None:
            text.append(f"\n             only as said by {wording.speaker(record, claimed)}", style="yellow")
    if event.same_as:
        text.append("  (told again)", style="dim")
    text.append("\n             ")
    text.append(_marked(record, event))
    if event.why:
        text.append(f"\n             why: {wording.reason(event.why)}", style="dim")
    text.append("\n")
    return text


def _marked(record: Record, event: EventRecord) -> Text:
    """The evidence sentence with the trigger marked."""
    (first, last), (start, end) = event.evidence.sentence, event.evidence.trigger
    text = Text(style="italic")
    if first <= start and end <= last:
        body = record.report.text
        text.append(_line(body[first:start]))
        text.append(_line(body[start:end]), style="bold reverse")
        text.append(_line(body[end:last]))
    else:
        text.append(wording.quote(record, event.evidence.sentence))
    return text


def _line(piece: str) -> str:
    """A piece of text on one line, its edge spaces kept."""
    return wording.visible(piece)


def _statements(record: Record) -> Group:
    """Statements in text order."""
    rows = [_statement(record, s) for s in sorted(record.statements, key=lambda s: s.content[0])]
    return Group(*rows) if rows else Group(Text("none", style="dim"))


def _statement(record: Record, statement: StatementRecord) -> Text:
    """One statement: speaker, kind, medium and words."""
    text = Text()
    text.append(wording.speaker(record, statement), style="bold")
    about = [statement.kind, statement.medium, statement.polarity]
    text.append(f" ({', '.join(x for x in about if x)})  ", style="dim")
    text.append(" … ".join(wording.quote(record, c) for c in statement.content), style="italic")
    if statement.why:
        text.append(f"\n    why: {wording.reason(statement.why)}", style="dim")
    return text
