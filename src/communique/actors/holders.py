"""Who "the Polish leader", "the former president" or "his Turkish counterpart" is.

The persons of the report come first; then the book's holder of the office on the report's
day. Where two persons fit equally nobody is named.
"""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.focus import focus_state
from communique.actors.scene import Description, Scene
from communique.codebook.actor_book import LEADERS
from communique.segment.reading import Entity

_ANY_LEADER = frozenset({"leader", "ruler", "strongman", "head"})
_NEAR = 6
"""Sentences back in which a bare "the minister" may look for its person."""


def holder_of(scene: Scene, cast: Cast, d: Description) -> tuple[int | None, str]:
    """The person a definite description means; rule "ambiguous" where several fit."""
    if d.noun == "counterpart":
        return _counterpart(scene, cast, d)
    if d.owner is not None and d.state is None and d.body is None:
        _take_owner(scene, cast, d)
    candidates = _in_report(scene, cast, d)
    if len(candidates) == 1:
        return candidates[0], "description"
    if len(candidates) > 1:
        latest = _clearly_latest(cast, candidates, d)
        if latest is not None:
            return latest, "description"
        scene.note("ambiguous-title", f"{scene.text(*d.phrase)!r} fits several persons", d.span)
        return None, "ambiguous"
    same = _epithet(scene, cast, d)
    if same is not None:
        return same, "epithet"
    if d.former or (d.row.role is None and d.body is None) or (d.noun in _ANY_LEADER and _of_something(scene, d)):
        return None, "unknown"
    return _in_book(scene, cast, d)


_NO_EPITHET = frozenset({"UAF", "CRM", "JRN", "REB"})
"""Sectors of those who are rather somebody new: "The gunman", "The reporter"."""


def _epithet(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "Evo Morales won the vote. The coca farmer ...": the one person of the sentence before.

    Only for what opens a sentence, says no office of the day, and was not said of anybody yet.
    """
    parse = scene.parse
    told = d.former or bool(d.words & _TELLING) or (d.row.role is None and d.row.kind == "person" and not d.row.weak)
    if d.determiner != "the" or not told or (d.row.sector[:1] and d.row.sector[0] in _NO_EPITHET and not d.former):
        if not (d.determiner == "the" and d.words & _TELLING):
            return None
    if d.of is not None or d.owner is not None or d.span[0] != parse.sents[parse.sent[d.head]][0]:
        return None
    if parse.dep[d.head] not in ("nsubj", "nsubjpass") or any(d.noun in t.nouns for t in cast.traits):
        return None
    sentence = parse.sent[d.head]
    near = []
    for number, entity in enumerate(scene.entities):
        traits = cast.traits[number]
        if entity.kind == "person" and 0 <= traits.last < d.head and sentence - traits.sentence == 1:
            near.append(number)
    if len(near) != 1 or " " not in scene.entities[near[0]].name or not cast.full_names.get(near[0]):
        return None
    entity, traits = scene.entities[near[0]], cast.traits[near[0]]
    if d.row.gender and entity.gender and d.row.gender != entity.gender:
        return None
    return None if d.state is not None and traits.states and d.state not in traits.states else near[0]


_TELLING = frozenset({"veteran", "former", "longtime", "long-time", "ex", "retired", "exiled", "one-time", "onetime"})


def _of_something(scene: Scene, d: Description) -> bool:
    """Whether another noun says what a leader leads: "the delegation leader"."""
    return any(scene.parse.pos[t] == "NOUN" and t not in scene.spot_at for t in range(d.span[0], d.phrase[0]))


def _take_owner(scene: Scene, cast: Cast, d: Description) -> None:
    """ "the country's president", "its leader": the owner's state or body."""
    at = scene.reading.mention_at.get(d.owner) if d.owner is not None else None
    number = scene.reading.mentions[at].entity if at is not None else None
    if number is None:
        return
    entity = scene.entities[number]
    if entity.known and entity.known.startswith("body:"):
        d.body = int(entity.known[5:])
    elif len(cast.traits[number].states) == 1:
        d.state = next(iter(cast.traits[number].states))


def _in_report(scene: Scene, cast: Cast, d: Description) -> list[int]:
    """Persons of the report, named before the description, who fit it."""
    found = []
    sentence = scene.parse.sent[d.head]
    for number, entity in enumerate(scene.entities):
        traits = cast.traits[number]
        if entity.kind != "person" or not 0 <= traits.last < d.head:
            continue
        if d.row.gender and entity.gender and d.row.gender != entity.gender:
            continue
        if d.state is not None and traits.states and d.state not in traits.states:
            continue
        if d.state is None and d.body is None and not d.former and sentence - traits.sentence > _NEAR:
            continue
        if traits.former and not d.former and d.row.role is not None:
            continue
        if _office_fits(scene, cast, d, number):
            found.append(number)
    return found


def _office_fits(scene: Scene, cast: Cast, d: Description, number: int) -> bool:
    entity, traits = scene.entities[number], cast.traits[number]
    if d.noun in traits.nouns and d.former == traits.former:
        return True
    if d.former:
        return bool(traits.past & {d.noun}) or (traits.former and d.noun in traits.nouns)
    if d.noun in _ANY_LEADER and d.body is None and d.of is None:
        return bool(traits.roles & {"head_of_state", "head_of_government"})
    if entity.known and entity.known.startswith("person:"):
        row = int(entity.known[7:])
        offices = scene.book.offices_of(row, scene.on)
        if d.body is not None:
            offices = [o for o in offices if o.body == scene.book.bodies[d.body].name]
        elif d.state is not None:
            offices = [o for o in offices if o.body is None or o.state == scene.book.states[d.state].code]
        if any(d.noun in o.titles for o in offices):
            return True
    word = d.noun.split()[-1]
    return d.determiner in ("the", "this") and any(n.split()[-1] == word for n in traits.nouns) and d.noun == word


def _clearly_latest(cast: Cast, numbers: list[int], d: Description) -> int | None:
    """The last-mentioned of several where no country tells them apart but nearness does."""
    ordered = sorted(numbers, key=lambda n: cast.traits[n].last, reverse=True)
    first, second = cast.traits[ordered[0]], cast.traits[ordered[1]]
    return ordered[0] if first.sentence > second.sentence else None


def _in_book(scene: Scene, cast: Cast, d: Description) -> tuple[int | None, str]:
    """The book's holder of the office on the report's day."""
    book = scene.book
    if d.body is not None:
        rows = book.body_holders(book.bodies[d.body].name, d.noun, scene.on) or _envoys(scene, d)
    else:
        state = d.state
        if state is None and d.row.role in ("head_of_state", "head_of_government") and d.determiner == "the":
            state = focus_state(scene, cast, d.head)
        if state is None or d.row.role == "envoy":
            return None, "unknown"
        code = book.states[state].code
        rows = book.holders(code, d.noun, scene.on)
        if not rows and d.noun in _ANY_LEADER and d.of is None:
            rows = book.holders_of_role(code, LEADERS, scene.on)
    if len(rows) == 1:
        return known_person(scene, cast, rows[0]), "holder"
    if len(rows) > 1:
        scene.note("ambiguous-title", f"{scene.text(*d.phrase)!r} fits several office-holders", d.span)
        return None, "ambiguous"
    return None, "unknown"


def _envoys(scene: Scene, d: Description) -> list[int]:
    """Holders of "the UN envoy for Yemen", whose office may belong to an organ of the body."""
    state = d.to_state if d.to_state is not None else d.state
    if d.body is None or state is None or d.row.role not in ("envoy", "body_head", None):
        return []
    home = scene.book.states[state].name.lower()
    titles = [f"{noun} {link} {home}" for noun in (d.noun, d.noun.split()[-1]) for link in ("for", "to")]
    return scene.book.holders_within(scene.book.bodies[d.body].country, titles, scene.on)


def known_person(scene: Scene, cast: Cast, row: int) -> int:
    """The entity of a known person, entered with the office of the day."""
    from communique.actors.persons import enter_known

    return enter_known(scene, cast, row, scene.book.persons[row].name)


def _counterpart(scene: Scene, cast: Cast, d: Description) -> tuple[int | None, str]:
    """ "his Turkish counterpart": the Turkish holder of the owner's office."""
    at = scene.reading.mention_at.get(d.owner) if d.owner is not None else None
    owner = scene.reading.mentions[at].entity if at is not None else None
    if owner is None:
        owner = _last_person(scene, cast, d.head)
    if owner is None or d.state is None:
        return None, "unknown"
    role = scene.entities[owner].role or next(iter(cast.traits[owner].roles), None)
    if role is None:
        return None, "unknown"
    fit = [
        n
        for n, e in enumerate(scene.entities)
        if e.kind == "person" and d.state in cast.traits[n].states and role in cast.traits[n].roles | {e.role}
    ]
    if len(fit) == 1:
        return fit[0], "counterpart"
    code = scene.book.states[d.state].code
    rows = scene.book.holders_of_role(code, (role,), scene.on)
    if len(rows) == 1 and not fit:
        return known_person(scene, cast, rows[0]), "counterpart"
    state = scene.book.states[d.state]
    entity = Entity(f"{state.name}: {role}", "person", [state.country], list(scene.entities[owner].sector), role=role)
    return cast.group(("counterpart", d.state, role), entity), "counterpart"


def _last_person(scene: Scene, cast: Cast, token: int) -> int | None:
    best: tuple[int, int] | None = None
    for number, entity in enumerate(scene.entities):
        last = cast.traits[number].last
        if entity.kind == "person" and 0 <= last < token and entity.role and (best is None or last > best[0]):
            best = (last, number)
    return best[1] if best else None
