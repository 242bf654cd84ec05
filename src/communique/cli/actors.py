"""`communique actors`: look up who is who and who held what, when; add and import your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from communique.cli.project_option import PROJECT, own_folders

if TYPE_CHECKING:
    from communique.codebook.actor_book import ActorBook
    from communique.codebook.actor_book_tables import OfficeRow, TenureRow

app = typer.Typer(help="Look up actors and offices by date; add your own.", no_args_is_help=True)


def _book(project: list[Path]) -> ActorBook:
    """The actor book with the user's folders."""
    from communique.codebook.actor_book import ActorBook

    return ActorBook.load(own_folders(project))


def _span(tenure: TenureRow) -> str:
    """The time of a tenure in words."""
    return f"{tenure.start or '?'} to {tenure.end or ('now' if tenure.open else '?')}"


@app.command()
def show(name: str, project: list[Path] = PROJECT) -> None:
    """Show what is known of a person, state or body by any of its names."""
    from communique.codebook.actor_book_tables import BODY, PERSON, SEAT, SHORT

    book = _book(project)
    entries = book.entries_of(name)
    if not entries:
        typer.echo(f"{name!r} is not known", err=True)
        raise typer.Exit(1)
    for kind, row in dict.fromkeys((e.kind, e.row) for e in entries):
        if kind in (PERSON, SHORT):
            person = book.persons[row]
            typer.echo(f"{person.name} ({person.country or '-'}{', ' + person.wikidata if person.wikidata else ''})")
            for number in person.tenures:
                tenure = book.tenures[number]
                typer.echo(f"  {_span(tenure):<26} {book.offices[tenure.office].office}")
        elif kind in (BODY, SEAT):
            body = book.bodies[row]
            typer.echo(f"{body.name} ({' '.join([*body.country, *body.sector])}), {body.kind}")
        else:
            state = book.states[row]
            typer.echo(f"{state.name} ({state.country}), state{f' to {state.end}' if state.end else ''}")


@app.command()
def who(
    office: str,
    on: str | None = typer.Option(None, "--on", help="Day, month or year; without it all holders are listed."),
    project: list[Path] = PROJECT,
) -> None:
    """Say who held an office: `communique actors who "President of France" --on 2008-05-01`."""
    from communique.records.ids import fold

    book = _book(project)
    wanted = fold(office)
    offices = list(enumerate(book.offices))
    found = [n for n, o in offices if fold(o.office) == wanted] or [
        n for n, o in offices if _close(fold(o.office), wanted)
    ]
    if not found:
        typer.echo(f"no office is called {office!r}", err=True)
        raise typer.Exit(1)
    lines = [line for n in found for line in _holders_of(book, book.offices[n], on)]
    typer.echo("\n".join(lines) if lines else f"no holder is known{f' on {on}' if on else ''}")
    raise typer.Exit(0 if lines else 1)


def _close(office: str, wanted: str) -> bool:
    """Whether all words asked for stand in an office's name."""
    return set(wanted.split()) <= set(office.split())


def _holders_of(book: ActorBook, office: OfficeRow, on: str | None) -> list[str]:
    """Lines for the holders of an office at a date."""
    lines = []
    for tenure in (book.tenures[t] for t in office.tenures):
        if on is None or _covers(tenure, on):
            acting = " (acting)" if tenure.acting else ""
            lines.append(f"{book.persons[tenure.person].name}{acting}, {office.office}, {_span(tenure)}")
    return lines


def _covers(tenure: TenureRow, on: str) -> bool:
    """Whether a tenure surely or possibly covers a day, month or year."""
    starts = tenure.start is not None and tenure.start[: len(on)] <= on[: len(tenure.start)]
    ends = tenure.open if tenure.end is None else tenure.end[: len(on)] >= on[: len(tenure.end)]
    return starts and ends


@app.command()
def add(
    folder: Path,
    name: str = typer.Option(..., "--name", help="The person's full name."),
    office: str = typer.Option(..., "--office", help='The office with its country: "Minister of Fisheries of Peru".'),
    country: str = typer.Option(..., "--country", help="ISO alpha-3."),
    role: str = typer.Option("minister", "--role", help="Kind of office, as in the schema."),
    title: list[str] = typer.Option([], "--title", help="Title words reports use, lower case; may be repeated."),
    sector: list[str] = typer.Option(["GOV"], "--sector", help="PLOVER sectors, the chief one first."),
    gender: str | None = typer.Option(None, "--gender", help="m or f."),
    start: str | None = typer.Option(None, "--from", help="YYYY, YYYY-MM or YYYY-MM-DD."),
    end: str | None = typer.Option(None, "--to", help="The same; without it the person is in office."),
) -> None:
    """Add an office-holder to a folder of your own, for --project."""
    from communique.codebook.own_actors import add_holder

    path = add_holder(folder, country, name, office, role, title, gender=gender, start=start, end=end, sector=sector)
    typer.echo(f"written to {path}")


@app.command("import")
def import_(
    dictionary: Path = typer.Argument(..., help="A TABARI or PETRARCH actor or agent dictionary."),
    folder: Path = typer.Argument(..., help="Your folder, for --project."),
) -> None:
    """Turn a legacy dictionary into files of ours, and say what did not carry over."""
    from communique.codebook.legacy import read_legacy
    from communique.codebook.own_actors import write_legacy
    from communique.ingest.decode import decode

    text, _ = decode(dictionary.read_bytes(), str(dictionary))
    found = read_legacy(text, dictionary.name)
    written = write_legacy(folder, found, dictionary.stem.replace(".", "_"))
    for problem in found.problems:
        typer.echo(problem, err=True)
    typer.echo(
        f"{len(found.entries)} entries read, {len(found.problems)} remarks, {len(written)} files written to {folder}"
    )
    raise typer.Exit(0 if found.entries else 1)
