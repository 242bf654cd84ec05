"""Bodies: known by name, by pattern ("the Turkish foreign ministry") or new to the book."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.focus import focus_state, named_states
from communique.actors.nounphrases import phrase_at
from communique.actors.scene import BodyName, Description, Scene, Spot
from communique.actors.states import is_modifier, is_place, is_subject
from communique.codebook.actor_book import within
from communique.codebook.actor_book_tables import BODY, SEAT, key_of
from communique.segment.reading import Entity, Mention

INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})
"""Codes that stand in place of a country."""
AS_STATE = frozenset({"government", "administration", "regime", "authorities", "authority", "state", "leadership"})
"""Nouns whose phrase means the state itself: "the Kenyan government"."""


def mention_body(scene: Scene, cast: Cast, spot: Spot) -> None:
    """Add the mention of the body named at a spot."""
    head = scene.span_head(spot.first, spot.last)
    if spot.key in scene.book.common_words and not _fitting(scene, cast, spot, head):
        return
    defined = scene.defined.get(spot.key)
    if defined is not None:
        _mention_defined(scene, cast, spot, head, defined)
        return
    if _foreign_letters(scene, spot):
        return
    row = body_row(scene, cast, spot)
    full = scene.parse.subtree(head)
    if row is None:
        _mention_generic(scene, cast, spot, head)
        return
    number = cast.body(row)
    entity = scene.entities[number]
    seat = all(e.kind == SEAT for e in spot.entries)
    rule = "name"
    if is_modifier(scene, spot, head):
        rule = "named modifier"
    elif is_place(scene, head) and seat:
        rule = "place"
    if scene.book.bodies[row].kind == "outlet":
        entity.is_outlet = True
    scene.add(Mention((spot.first, spot.last), head, "metonym" if seat else "name", number, full, rule))
    cast.touch(number, head, is_subject(scene, head))


def _mention_generic(scene: Scene, cast: Cast, spot: Spot, head: int) -> None:
    """A name that many states' bodies have, and none in the book of the state spoken of."""
    span = (spot.first, spot.last)
    full = scene.parse.subtree(head)
    state = _state_beside(scene, spot)
    state = state if state is not None else focus_state(scene, cast, head)
    found = phrase_at(scene, spot.last - 1)
    if not _generic(scene, spot) or state is None:
        scene.add(Mention(span, head, "name", None, full, "ambiguous"))
        scene.note("ambiguous-body", f"{scene.text(*span)!r} may be several bodies", span)
        return
    if found is not None:
        number = pattern_body(scene, cast, Description(head, span, span, found[2], found[3], False, state=state))
    else:
        like = scene.book.bodies[next(e.row for e in spot.entries if e.kind in (BODY, SEAT))]
        home = scene.book.states[state]
        name = f"{scene.text(*span)} of {home.name}"
        entity = Entity(name, "organisation", [home.country], list(like.sector[:1]), body=like.kind, confidence=0.6)
        number = cast.group(("generic", spot.key, state), entity)
    scene.add(Mention(span, head, "name", number, full, "organ"))
    if number is not None:
        cast.touch(number, head, is_subject(scene, head))


_LOCAL = frozenset(
    {"party", "armed_group", "movement", "armed_forces", "agency", "court", "union", "other", "religious"}
)
"""Kinds of bodies whose abbreviations news uses only beside their country."""


def _foreign_letters(scene: Scene, spot: Spot) -> bool:
    """Whether letters that abbreviate a party or force of a country mean something else here.

    "ICU" is a ward where no Somali is in sight.
    """
    if spot.last - spot.first > 1 or spot.key not in scene.book.capitals or is_subject(scene, spot.first):
        return False
    rows = [scene.book.bodies[e.row] for e in spot.entries if e.kind == BODY]
    countries = {scene.book.states[e.row].country for s in scene.spots for e in s.entries if e.kind < BODY}
    return all(b.kind in _LOCAL and not set(b.country) & (countries | INTERNATIONAL) for b in rows)


def _mention_defined(scene: Scene, cast: Cast, spot: Spot, head: int, name: int) -> None:
    """Letters that the report itself explains: "the Namibian Broadcasting Corporation (NBC)"."""
    at = scene.reading.mention_at.get(name)
    number = scene.reading.mentions[at].entity if at is not None else None
    scene.add(Mention((spot.first, spot.last), head, "name", number, scene.parse.subtree(head), "letters"))
    if number is not None:
        cast.touch(number, head, is_subject(scene, head))


def _fitting(scene: Scene, cast: Cast, spot: Spot, head: int) -> bool:
    """Whether a body's name that is an ordinary word too stands for the body: "Wagner", "Time".

    It does where a noun for such a body stands before it, where it is taken for an
    organisation beside its country, or where the report has named the body already.
    """
    rows = [e.row for e in spot.entries if e.kind in (BODY, SEAT)]
    if any(row in cast.bodies for row in rows):
        return True
    before = phrase_at(scene, spot.first - 1) if spot.first else None
    if before is not None and before[3].kind in ("collective", "organ"):
        return True
    countries = {scene.book.states[e.row].country for s in scene.spots for e in s.entries if e.kind < BODY}
    here = any(code in countries or code in INTERNATIONAL for r in rows for code in scene.book.bodies[r].country)
    return here and scene.parse.ent[head] == "ORG" and scene.parse.pos[head] == "PROPN"


def body_row(scene: Scene, cast: Cast, spot: Spot) -> int | None:
    """The body that a name means: of several "National Assembly" that of the state spoken of."""
    rows = list(dict.fromkeys(e.row for e in spot.entries if e.kind in (BODY, SEAT)))
    generic = _generic(scene, spot)
    if len(rows) == 1 and not generic:
        return rows[0]
    rows = _alive(scene, rows)
    state = _state_beside(scene, spot)
    beside = state is not None
    abroad = [r for r in rows if set(scene.book.bodies[r].country) & INTERNATIONAL]
    if generic and not beside and len(abroad) == 1:
        return abroad[0]
    usual = scene.book.usually.get(spot.key) if not beside else None
    usual_rows = [r for r in rows if usual in scene.book.bodies[r].country]
    if len(usual_rows) == 1:
        return usual_rows[0]
    if generic and not beside:
        longer = _longer_name(scene, spot)
        if longer is not None:
            return longer
    if state is None:
        state = focus_state(scene, cast, spot.first)
    if state is not None:
        code = scene.book.states[state].country
        fit = [r for r in rows if code in scene.book.bodies[r].country]
        if len(fit) == 1 or generic or beside:
            return fit[0] if len(fit) == 1 else None
    named = [r for r in rows if r in cast.bodies]
    if len(named) == 1:
        return named[0]
    return rows[0] if len(rows) == 1 and not generic else None


def _longer_name(scene: Scene, spot: Spot) -> int | None:
    """The one body that the report elsewhere names with its state: "the US Supreme Court"."""
    rows = {
        other.entries[0].row
        for other in scene.spots
        if len(other.entries) == 1 and other.entries[0].kind == BODY and other.key.endswith(" " + spot.key)
    }
    return next(iter(rows)) if len(rows) == 1 else None


def _alive(scene: Scene, rows: list[int]) -> list[int]:
    """The bodies among `rows` that existed on the report's day, or all where none did."""
    on, bodies = scene.on, scene.book.bodies
    if on is None:
        return rows
    return [r for r in rows if within(on, bodies[r].start, bodies[r].end)] or rows


def _generic(scene: Scene, spot: Spot) -> bool:
    """Whether a name is one that many states' bodies have: "Supreme Court", "Congress"."""
    return spot.key in scene.book.generic


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
            state = scene.state_of(other)
            if state is not None:
                return state
    return None


def pattern_body(scene: Scene, cast: Cast, d: Description) -> int | None:
    """The entity of a state's organ named by pattern; None where no state is known."""
    state = d.state if d.state is not None else focus_state(scene, cast, d.head, d.row.sector)
    if state is None:
        state = scene.book.state_by_code.get(scene.book.usually.get(d.noun, ""))
    if state is None:
        return None
    row = scene.book.states[state]
    if d.noun.split()[-1] in AS_STATE and d.row.role != "regional":
        return cast.state(state)
    for name in (f"{row.adjective} {d.noun}", f"{row.name} {d.noun}", f"{d.noun} of {row.name}"):
        for entry in scene.book.entries(key_of(name)):
            if entry.kind == BODY and row.country in scene.book.bodies[entry.row].country:
                return cast.body(entry.row)
    title = d.row.name or _title_case(_long_noun(scene, d))
    entity = Entity(
        f"{title} of {row.name}", "organisation", [row.country], list(d.row.sector) + row.sector, body=d.row.body
    )
    number = cast.group(("organ", title, state), entity)
    cast.traits[number].states.add(state)
    cast.traits[number].nouns.add(d.noun)
    return number


def _long_noun(scene: Scene, d: Description) -> str:
    """The noun of an organ with the nouns before it: "stockpile agency"; a ministry turned about."""
    parse, first = scene.parse, d.phrase[0]
    while first > d.span[0] and parse.pos[first - 1] == "NOUN" and first - 1 not in scene.spot_at:
        first -= 1
    words = [*parse.lower[first : d.phrase[0]], *d.noun.split()]
    if len(words) > 1 and words[-1] == "ministry":
        words = ["ministry", "of", *words[:-1]]
    return " ".join(words)


def _title_case(words: str) -> str:
    return " ".join(w if w in ("of", "and", "the", "for") else w[0].upper() + w[1:] for w in words.split())


def apposed_body(scene: Scene, cast: Cast, d: Description) -> int | None:
    """The body named right behind its noun: "the rebel group X", "the daily Y", "the agency, Z,"."""
    at = d.phrase[1]
    if at + 1 < len(scene.parse) and scene.parse.word[at] == ",":
        at += 1
        if scene.parse.lower[at] == "the":
            at += 1
        if not any(
            scene.parse.dep[t] == "appos" and scene.parse.head[t] == d.head
            for t in range(at, at + 6)
            if t < len(scene.parse)
        ):
            return None
    name = scene.body_name_at.get(at)
    if name is not None and name.first == at:
        return body_name_entity(scene, cast, name)
    spot = scene.spot_at.get(at)
    if spot is not None and spot.first == at and spot.kinds & {BODY} and not is_modifier(scene, spot, spot.last - 1):
        row = body_row(scene, cast, spot)
        return None if row is None else cast.body(row)
    return None


def generic_body(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "the ruling Communist Party": the party of that name in the country spoken of."""
    state = d.state if d.state is not None else focus_state(scene, cast, d.head)
    text = scene.text(*d.phrase)
    if state is None:
        rows = {row for s in named_states(scene) if (row := _with_adjective(scene, text, s)) is not None}
        return cast.body(next(iter(rows))) if len(rows) == 1 else None
    row = _with_adjective(scene, text, state)
    if row is not None:
        return cast.body(row)
    home = scene.book.states[state]
    entity = Entity(f"{text} of {home.name}", "organisation", [home.country], list(d.row.sector), body=d.row.body)
    number = cast.group(("generic", text.lower(), state), entity)
    cast.traits[number].states.add(state)
    return number


def mention_body_name(scene: Scene, cast: Cast, name: BodyName) -> None:
    """Add an organisation whose name the book lacks, or the short form of one named before."""
    parse, first, last = scene.parse, name.first, name.last
    if name.noun is None and (is_place(scene, name.head) or _shouted(scene, name)):
        return
    number = body_name_entity(scene, cast, name)
    scene.add(Mention((first, last), name.head, "name", number, parse.subtree(name.head), "recognised", 0.6))
    cast.touch(number, name.head, is_subject(scene, name.head))


def _shouted(scene: Scene, name: BodyName) -> bool:
    """Whether a lone word in capitals is rather emphasis than a name: "a WIN"."""
    word = scene.parse.word[name.first]
    alone = name.last - name.first == 1 and word.isupper()
    return alone and not is_subject(scene, name.head) and scene.parse.word[name.first - 1] != "("


def body_name_entity(scene: Scene, cast: Cast, name: BodyName) -> int:
    """The entity of a body's name: of the report, of the book with its state's adjective, or new."""
    if name.known is not None:
        return cast.body(name.known)
    text = " ".join(scene.text(name.first, name.last).split())
    number = _short_form(scene, text)
    if number is not None:
        return number
    state = name.state if name.state is not None else focus_state(scene, cast, name.head)
    if state is not None:
        row = _with_adjective(scene, text, state)
        if row is not None:
            return cast.body(row)
    number = cast.group(("org", key_of(text), name.state), _unknown_body(scene, name, text, state))
    if name.state is not None:
        cast.traits[number].states.add(name.state)
    return number


def _with_adjective(scene: Scene, text: str, state: int) -> int | None:
    """The body of a state that the book lists with the state's adjective: "Chinese Communist Party"."""
    row = scene.book.states[state]
    for name in (f"{row.adjective} {text}", f"{text} of {row.name}", f"{row.name} {text}"):
        for entry in scene.book.entries_of(name):
            if entry.kind == BODY and row.country in scene.book.bodies[entry.row].country:
                return entry.row
    return None


def _short_form(scene: Scene, text: str) -> int | None:
    """The body of the report of whose name `text` is a word or the initials: "Nusra"."""
    words = set(key_of(text).split())
    for number in range(len(scene.entities) - 1, -1, -1):
        entity = scene.entities[number]
        if entity.kind != "organisation":
            continue
        other = key_of(entity.name).split()
        if len(words) < len(other) <= len(words) + 3 and len(text) > 3 and words <= set(other):
            return number
        initials = "".join(w[0] for w in entity.name.split() if w[0].isupper())
        if text.isupper() and text == initials and len(text) > 1:
            return number
    return None


def _unknown_body(scene: Scene, name: BodyName, text: str, focus: int | None) -> Entity:
    """The entity of a body that the book lacks: sector from its chief noun, country from its state."""
    sector = list(name.noun.sector) if name.noun is not None else name_sector(scene, name.first, name.last)
    state = name.state if name.state is not None else name.seat
    if state is None and name.noun is not None and name.noun.kind == "organ":
        state = focus
    country = [scene.book.states[state].country] if state is not None else []
    if name.noun is not None and name.noun.body == "ministry" and state is not None:
        text = f"{text} of {scene.book.states[state].name}"
    kind = name.noun.body if name.noun is not None else None
    outlet = sector[:1] == ["JRN"]
    return Entity(text, "organisation", country, sector, body=kind, confidence=0.6, is_outlet=outlet)


def name_sector(scene: Scene, first: int, last: int) -> list[str]:
    """Sector that a word of an unknown body's name tells: "Makerere University"."""
    for token in range(last - 1, first - 1, -1):
        row = scene.book.nouns.get(scene.parse.lower[token])
        if row is not None and row.sector and row.kind in ("organ", "collective"):
            return list(row.sector)
    return []
