"""Bodies: known by name, by pattern ("the Turkish foreign ministry") or new to the book."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.focus import focus_state
from communique.actors.scene import Description, Scene, Spot
from communique.actors.states import is_modifier, is_place, is_subject
from communique.codebook.actor_book_tables import BODY, SEAT, key_of
from communique.segment.reading import Entity, Mention

AS_STATE = frozenset({"government", "administration", "regime", "authorities", "authority", "state", "leadership"})
"""Nouns whose phrase means the state itself: "the Kenyan government"."""


def mention_body(scene: Scene, cast: Cast, spot: Spot) -> None:
    """Add the mention of the body named at a spot."""
    head = scene.span_head(spot.first, spot.last)
    row = body_row(scene, cast, spot)
    full = scene.parse.subtree(head)
    if row is None:
        scene.add(Mention((spot.first, spot.last), head, "name", None, full, "ambiguous"))
        scene.note(
            "ambiguous-body", f"{scene.text(spot.first, spot.last)!r} may be several bodies", (spot.first, spot.last)
        )
        return
    number = cast.body(row)
    entity = scene.entities[number]
    seat = all(e.kind == SEAT for e in spot.entries)
    rule = "name"
    if is_modifier(scene, spot, head):
        rule = "modifier"
    elif is_place(scene, head) and seat:
        rule = "place"
    if scene.book.bodies[row].kind == "outlet":
        entity.is_outlet = True
    scene.add(Mention((spot.first, spot.last), head, "metonym" if seat else "name", number, full, rule))
    cast.touch(number, head, is_subject(scene, head))


def body_row(scene: Scene, cast: Cast, spot: Spot) -> int | None:
    """The body that a name means: of several "National Assembly" that of the state spoken of."""
    rows = list(dict.fromkeys(e.row for e in spot.entries if e.kind in (BODY, SEAT)))
    if len(rows) <= 1:
        return rows[0] if rows else None
    bodies = scene.book.bodies
    if scene.on:
        alive = [
            r
            for r in rows
            if (bodies[r].start or "") <= scene.on and (bodies[r].end or "9999") >= scene.on[: len(bodies[r].end or "")]
        ]
        rows = alive or rows
    near = _state_beside(scene, spot)
    state = near if near is not None else focus_state(scene, cast, spot.first)
    if state is not None:
        code = scene.book.states[state].country
        fit = [r for r in rows if code in bodies[r].country]
        if len(fit) == 1:
            return fit[0]
    known = [r for r in rows if r in cast.bodies]
    if len(known) == 1:
        return known[0]
    return rows[0] if len(rows) == 1 else None


def _state_beside(scene: Scene, spot: Spot) -> int | None:
    """State of an adjective or possessive before a body's name or an of-phrase after it."""
    parse = scene.parse
    at = spot.first - 1
    if at >= 0 and parse.tag[at] == "POS":
        at -= 1
    places = [at]
    if spot.last + 1 < len(parse) and parse.lower[spot.last] in ("of", "in"):
        places += [spot.last + 1, spot.last + 2]
    for token in places:
        other = scene.spot_at.get(token)
        if other is not None and other is not spot:
            for entry in other.entries:
                if entry.kind < BODY:
                    return entry.row
    return None


def pattern_body(scene: Scene, cast: Cast, d: Description) -> int | None:
    """The entity of a state's organ named by pattern; None where no state is known."""
    state = d.state if d.state is not None else focus_state(scene, cast, d.head)
    if state is None:
        return None
    row = scene.book.states[state]
    if d.noun in AS_STATE:
        return cast.state(state)
    for name in (f"{row.adjective} {d.noun}", f"{row.name} {d.noun}", f"{d.noun} of {row.name}"):
        for entry in scene.book.entries(key_of(name)):
            if entry.kind == BODY and row.country in scene.book.bodies[entry.row].country:
                return cast.body(entry.row)
    title = d.row.name
    if title is None:
        title = " ".join(w if w in ("of", "and") else w[0].upper() + w[1:] for w in d.noun.split())
    entity = Entity(
        f"{title} of {row.name}", "organisation", [row.country], list(d.row.sector) + row.sector, body=d.row.body
    )
    number = cast.group(("organ", title, state), entity)
    cast.traits[number].states.add(state)
    cast.traits[number].nouns.add(d.noun)
    return number


def mention_unknown(scene: Scene, cast: Cast, first: int, last: int) -> None:
    """Add an organisation that only the entity recogniser knows."""
    parse = scene.parse
    if parse.lower[first] == "the":
        first += 1
    while last > first and (parse.tag[last - 1] == "POS" or not parse.word[last - 1][0].isalnum()):
        last -= 1
    if last <= first or not any(parse.word[t][0].isupper() for t in range(first, last)):
        return
    text = scene.text(first, last)
    head = scene.span_head(first, last)
    sector = name_sector(scene, first, last)
    country: list[str] = []
    for token in range(first, last):
        spot = scene.spot_at.get(token)
        if spot is not None and not country:
            country = next(([scene.book.states[e.row].country] for e in spot.entries if e.kind < BODY), [])
    number = cast.group(("org", key_of(text)), Entity(text, "organisation", country, sector, confidence=0.6))
    scene.add(Mention((first, last), head, "name", number, parse.subtree(head), "recognised", 0.6))
    cast.touch(number, head, is_subject(scene, head))


def name_sector(scene: Scene, first: int, last: int) -> list[str]:
    """Sector that a word of an unknown body's name tells: "Makerere University"."""
    for token in range(last - 1, first - 1, -1):
        row = scene.book.nouns.get(scene.parse.lower[token])
        if row is not None and row.sector and row.kind in ("organ", "collective"):
            return list(row.sector)
    return []
