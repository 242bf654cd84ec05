"""For whom a spokesperson speaks: the body, else the state.

"A spokesman for the Turkish foreign ministry said": the ministry speaks through him. A person once
introduced as a spokesperson speaks for the same body later in the report.
"""

from __future__ import annotations

from communique.codebook.actor_book import ActorBook
from communique.codebook.actor_book_tables import BODY
from communique.segment.reading import Entity, Reading, StatementDraft

SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople", "mouthpiece"})
_BEFORE = ("compound", "poss", "amod", "nmod")


def set_behalf(reading: Reading, book: ActorBook) -> None:
    """Set `on_behalf_of` of each statement whose speaker is a spokesperson."""
    introduced: dict[int, int] = {}
    for word in range(len(reading.parse)):
        if reading.parse.lower[word] in SPOKESPEOPLE:
            person, body = _person(reading, word), _principal(reading, word, book)
            if person is not None and body is not None and person != body:
                introduced.setdefault(person, body)
    for statement in reading.statements:
        statement.on_behalf_of = _of(reading, statement, introduced)


def _of(reading: Reading, statement: StatementDraft, introduced: dict[int, int]) -> int | None:
    """The body of a statement's speaker, as introduced here or earlier."""
    if statement.entity is None:
        return None
    return introduced.get(statement.entity)


def _person(reading: Reading, word: int) -> int | None:
    """The entity that a spokesperson noun names, by itself or as a title before a name."""
    for token in (word, reading.parse.head[word], *reading.parse.kids(word, "appos")):
        at = reading.mention_at.get(token)
        if at is not None:
            entity = reading.mentions[at].entity
            if entity is not None and reading.entities[entity].kind in ("person", "group"):
                return entity
    return None


def _principal(reading: Reading, word: int, book: ActorBook) -> int | None:
    """The body or state for which a spokesperson speaks: after "for" or "of", or before the noun."""
    parse = reading.parse
    after = [p for p in parse.kids(word, "prep") if parse.lower[p] in ("for", "of", "at")]
    heads = [c for p in after for c in parse.kids(p, "pobj")] + parse.kids(word, *_BEFORE)
    if parse.dep[word] in ("compound", "nmod"):
        heads += [c for c in parse.kids(parse.head[word], *_BEFORE) if c < word]
    for head in heads:
        at = reading.mention_at.get(head)
        entity = reading.mentions[at].entity if at is not None else None
        if entity is not None and reading.entities[entity].kind in ("organisation", "country", "group"):
            return entity
    named = (_known(reading, parse.word[head], book) for head in heads if head < word)
    return next((n for n in named if n is not None), None) or _state_of(reading, word, book)


def _known(reading: Reading, name: str, book: ActorBook) -> int | None:
    """The entity of a body that only stands inside a title: "Hamas spokesman"."""
    for entry in book.entries_of(name):
        if entry.kind == BODY:
            row = book.bodies[entry.row]
            made = Entity(row.name, "organisation", list(row.country), list(row.sector), wikidata=row.wikidata)
            return _entity(reading, made)
    return None


def _state_of(reading: Reading, word: int, book: ActorBook) -> int | None:
    """The state of a spokesperson whose body the report does not name as an actor."""
    person = _person(reading, word)
    codes = reading.entities[person].country if person is not None else []
    state = book.state(codes[0]) if len(codes) == 1 else None
    if state is None:
        return None
    return _entity(reading, Entity(state.name, "country", [state.country], ["GOV"], wikidata=state.wikidata))


def _entity(reading: Reading, made: Entity) -> int:
    """The report's entity of that name and kind, or the one made."""
    for number, entity in enumerate(reading.entities):
        if entity.name == made.name and entity.kind == made.kind:
            return number
    reading.entities.append(made)
    return len(reading.entities) - 1
