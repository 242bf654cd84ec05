"""The actors stage: every mention of an actor in a report becomes an entity, or an honest null."""

from __future__ import annotations

from communique.actors.bodies import mention_body, mention_body_name
from communique.actors.bodynames import find_body_names
from communique.actors.cast import Cast
from communique.actors.focus import name_persons
from communique.actors.homes import settle_homes
from communique.actors.nominals import mention_nominal
from communique.actors.nounphrases import describe_all
from communique.actors.personnames import find_person_names, is_honorific
from communique.actors.persons import register_persons
from communique.actors.pronouns import find_pronouns, start_pronouns
from communique.actors.relatives import link_relatives
from communique.actors.scene import BodyName, Description, PersonName, Scene, Spot
from communique.actors.spotting import spot_names
from communique.actors.states import is_subject, mention_state
from communique.actors.titles import link_titles
from communique.actors.towns import Homes, spot_towns
from communique.codebook.actor_book import STATE_KINDS, ActorBook
from communique.codebook.actor_book_tables import BODY, PERSON, SEAT, SHORT
from communique.segment.reading import Mention, Reading


def find_actors(reading: Reading, book: ActorBook, homes: Homes | None = None) -> None:
    """Fill `mentions`, `entities` and `mention_at` of a reading.

    Args:
        reading: a reading with its parse and statements.
        book: what is known of actors.
        homes: tells the countries of towns and provinces, which the book does not list.

    Mentions whose rule is "place", "adjective", "modifier" or "relative" only say where
    something lies or modify another noun; events may fall back on them.
    """
    if not len(reading.parse):
        return
    scene = Scene(reading, book, reading.parse, reading.document.date)
    spot_names(scene)
    find_body_names(scene)
    find_person_names(scene)
    spot_towns(scene, homes)
    _leave_out_credits(scene)
    describe_all(scene)
    link_titles(scene)
    cast = Cast(scene)
    scene.person_at = register_persons(scene, cast)
    name_persons(scene, cast)
    pronouns = start_pronouns(scene, cast)
    waiting: list[Description] = []
    for token, item in _in_order(scene):
        if isinstance(item, Description) and item.determiner in ("our", "my"):
            waiting.append(item)  # until its speaker is known
        elif not isinstance(item, int):
            _mention(scene, cast, item)
        elif token not in pronouns.quoted:
            pronouns.resolve(token)
    settle_homes(scene, cast)
    for token in pronouns.quoted:
        if scene.parse.pos[token] == "PRON":
            pronouns.resolve(token)
    for item in waiting:
        _mention(scene, cast, item)
    link_relatives(scene)


def _leave_out_credits(scene: Scene) -> None:
    """Who took the picture is no actor of the report: names in credits and link lines are dropped."""
    outside = {t for p in scene.reading.parts if p.kind in ("credit", "link") for t in range(*p.tokens)}
    if outside:
        scene.names = [n for n in scene.names if n.first not in outside]
        scene.spots = [s for s in scene.spots if s.first not in outside]
        scene.body_names = [b for b in scene.body_names if b.first not in outside]


def _in_order(scene: Scene) -> list[tuple[int, object]]:
    """Everything that may be a mention, in text order."""
    items: list[tuple[int, object]] = [(n.first, n) for n in scene.names]
    items += [(d.head, d) for d in scene.descriptions]
    items += [(s.first, s) for s in scene.spots if s.first not in scene.described]
    items += [(b.first, b) for b in scene.body_names]
    items += [(i, i) for i in find_pronouns(scene)]
    outside = {t for p in scene.reading.parts if p.kind in ("credit", "link") for t in range(*p.tokens)}
    items = [item for item in items if item[0] not in outside]
    items.sort(key=lambda pair: pair[0])
    return items


def _mention(scene: Scene, cast: Cast, item: object) -> None:
    if isinstance(item, PersonName):
        _mention_name(scene, cast, item)
    elif isinstance(item, Description):
        if item.head not in scene.reading.mention_at:
            mention_nominal(scene, cast, item)
    elif isinstance(item, Spot):
        if not item.kinds <= {PERSON, SHORT}:
            if item.kinds & {BODY, SEAT} and not item.kinds & STATE_KINDS:
                mention_body(scene, cast, item)
            else:
                mention_state(scene, cast, item)
    elif isinstance(item, BodyName):
        mention_body_name(scene, cast, item)


def _mention_name(scene: Scene, cast: Cast, name: PersonName) -> None:
    number = scene.person_at.get(name.first)
    first = start = name.first - 1 if name.honorific else name.first
    if name.honorific and not is_honorific(scene, name):
        start = name.first
    for d in scene.titles.get(name.first, []):
        if d.span[1] == first:
            first = min(first, d.span[0])
    full = (first, max(name.last, scene.parse.right[name.head] + 1))
    rule = "name" if number is not None else "ambiguous"
    above = scene.parse.head[name.head]
    one_of = scene.parse.dep[name.head] == "appos" and scene.parse.lower[above] == "one"
    scene.add(Mention((start, name.last), name.head, "name", number, full, rule), *([above] if one_of else []))
    if number is not None:
        cast.touch(number, name.head, is_subject(scene, name.head))
