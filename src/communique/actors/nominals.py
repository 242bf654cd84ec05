"""Actors named by a common noun: "the army", "rebels", "a spokesman", "the Polish leader".

An organ of a state is that state's body; people in number are a group; an office names its
holder where the text or the book knows just one; anybody else stays nameless.
"""

from __future__ import annotations

from communique.actors.bodies import AS_STATE, apposed_body, generic_body, pattern_body
from communique.actors.cast import Cast
from communique.actors.definite import country_noun, entity_at, other_state, same_body, same_group
from communique.actors.focus import focus_state
from communique.actors.holders import holder_of
from communique.actors.homes import fellow_country
from communique.actors.offices import office_name, profile
from communique.actors.scene import Description, Scene
from communique.actors.sides import mention_sides
from communique.actors.states import is_subject
from communique.segment.reading import Entity, Mention

_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "every", "each"})
_SAME = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", ""})
_LOCAL = frozenset({"police", "organ"})


def mention_nominal(scene: Scene, cast: Cast, d: Description) -> None:
    """Add the mention of the actor that a description names."""
    if d.outer is not None and d.name is None:
        _aside(scene, cast, d)
        return
    if d.name is not None:
        _title(scene, cast, d)
        return
    if d.row.kind == "thing" or (d.row.weak and not _acts(scene, d)):
        return
    if d.row.kind == "organ" and _bare(scene, d):
        return
    if d.row.role is not None and not d.plural and _bare(scene, d) and scene.parse.word[d.head][0].islower():
        return
    if mention_sides(scene, cast, d):
        return
    number, rule = _entity(scene, cast, d)
    tokens = (d.span[0], d.phrase[1]) if number is not None else d.phrase
    kind = "title" if d.row.role not in (None, "official") and not d.plural and d.row.kind == "person" else "nominal"
    full = (d.span[0], max(d.span[1], scene.parse.right[d.head] + 1))
    mention = Mention(tokens, d.head, "title" if kind == "title" else "nominal", number, full, rule)
    quantity = _quantity_head(scene, d)
    scene.add(mention, *quantity)
    if number is not None and d.state is not None and scene.entities[number].kind != "country":
        cast.traits[number].states.add(d.state)
    if number is not None:
        cast.touch(number, d.head, is_subject(scene, d.head))
        cast.traits[number].nouns.add(d.noun)


def _acts(scene: Scene, d: Description) -> bool:
    """Whether a word of other senses too is an actor here: with a country, a number, or as doer."""
    if d.state is not None or d.body is not None or d.of is not None or d.size is not None:
        return True
    return scene.parse.dep[d.head] in ("nsubj", "nsubjpass", "agent", "dobj", "conj") or d.plural


_UNCOUNTED = frozenset({"police", "parliament", "congress", "authorities"})


def _bare(scene: Scene, d: Description) -> bool:
    """Whether a singular noun stands alone, so that it names no actor: "in force", "as president"."""
    if d.plural or d.determiner or d.noun in _UNCOUNTED or d.state is not None or d.body is not None:
        return False
    if d.owner is not None or d.of is not None or d.size is not None or d.words:
        return False
    return not (scene.parse.dep[d.head] in ("nsubj", "nsubjpass", "agent") or d.row.body == "police")


def _quantity_head(scene: Scene, d: Description) -> list[int]:
    """ "dozens of protesters", "a group of rebels": the word that heads the phrase."""
    parse = scene.parse
    above = parse.head[d.head]
    if parse.dep[d.head] == "pobj" and parse.lower[above] == "of" and parse.head[above] == above - 1:
        top = parse.head[above]
        if parse.lower[top] == "one" and any(k in scene.name_at for k in parse.kids(top, "appos")):
            return []
        if top not in scene.described and (parse.pos[top] in ("NOUN", "NUM", "PRON", "DET", "ADJ")):
            if parse.lower[top] in _QUANTITIES or parse.tag[top] == "CD":
                return [top]
    return []


_QUANTITIES = frozenset(
    [
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "tens",
        "millions",
        "number",
        "majority",
        "some",
        "most",
        "many",
        "several",
        "all",
        "half",
        "one",
        "two",
        "three",
        "crowd",
        "crowds",
        "part",
        "rest",
        "handful",
        "both",
        "each",
        "none",
        "lot",
        "lots",
        "couple",
        "pair",
    ]
)


def _title(scene: Scene, cast: Cast, d: Description) -> None:
    """The title or apposition of a person named beside it."""
    number = scene.person_at.get(d.name) if d.name is not None else None
    rule = "title" if d.span[0] <= (d.name or 0) <= d.span[1] + 2 else "apposition"
    kind = "title" if d.row.title else "nominal"
    mention = Mention(
        (d.phrase[0], d.phrase[1]), d.head, "title" if kind == "title" else "nominal", number, d.span, rule
    )
    scene.add(mention)
    if number is not None:
        cast.touch(number, d.head, is_subject(scene, d.head))


def _aside(scene: Scene, cast: Cast, d: Description) -> None:
    """A noun that only modifies another: "rebel" in "rebel stronghold"."""
    outer = scene.described.get(d.outer) if d.outer is not None else None
    if outer is not None and outer is not d:
        return
    country, sector = profile(scene, cast, d)
    if d.row.kind == "organ" and d.state is not None:
        number = pattern_body(scene, cast, d)
    else:
        entity = Entity(_label(scene, d), "group", country, sector, plural=True, confidence=0.5)
        number = cast.group((d.noun, d.state, d.body), entity)
    named = d.row.kind == "organ" and scene.parse.word[d.head][0].isupper()
    rule = "named modifier" if named and d.state is not None else "modifier"
    scene.add(Mention(d.phrase, d.head, "name" if named else "nominal", number, d.span, rule, 0.5))


def _label(scene: Scene, d: Description) -> str:
    """The name of a nameless actor: its words without article, number and possessive."""
    first = d.span[0]
    parse = scene.parse
    while first < d.phrase[0] and (
        parse.pos[first] in ("DET", "NUM")
        or parse.tag[first] in ("PRP$", "POS")
        or (
            d.size is not None
            and parse.pos[first] in ("ADP", "ADV", "ADJ")
            and not parse.word[first][0].isupper()
            and first < d.phrase[0] - 1
        )
    ):
        first += 1
    return " ".join(scene.text(first, max(d.span[1], d.phrase[1])).split())


def _entity(scene: Scene, cast: Cast, d: Description) -> tuple[int | None, str]:
    """The entity a description means and the rule that found it."""
    kind = d.row.kind
    if (
        kind == "organ"
        and d.body is None
        and not (d.plural and d.row.body == "armed_forces")
        and d.of is None
        and d.size is None
    ):
        if d.determiner not in _INDEFINITE and not (d.plural and d.noun not in AS_STATE and d.noun != "police"):
            number = _owner_body(scene, cast, d)
            if number is not None:
                return number, "organ"
    if kind in ("collective", "organ") and not d.plural:
        number = apposed_body(scene, cast, d)
        if number is not None:
            return number, "apposition"
    if kind == "organ" and d.body is not None and d.noun in AS_STATE:
        return cast.body(d.body), "organ"
    if kind == "state":
        number = country_noun(scene, cast, d)
        if number is not None or not d.plural:
            return number, "country"
    if kind == "side" and not d.plural and d.noun in ("neighbor", "neighbour", "rival"):
        number = other_state(scene, cast, d)
        if number is not None:
            return number, "neighbour"
    if kind in ("person", "agent") and not d.plural and d.determiner not in _INDEFINITE:
        number, rule = holder_of(scene, cast, d)
        if number is not None or rule == "ambiguous":
            return (number, rule) if number is not None else (_nameless(scene, cast, d), "ambiguous")
    if kind == "collective" and not d.plural and scene.parse.word[d.phrase[0]][0].isupper():
        number = generic_body(scene, cast, d)
        if number is not None:
            return number, "generic"
    if kind in ("person", "people", "collective") and d.size is None and d.determiner in _SAME and d.state is None:
        number = same_group(scene, cast, d)
        if number is not None:
            return number, "same"
    if kind in ("collective", "organ") and not d.plural and d.determiner in ("the", "this", "that", "its"):
        number = same_body(scene, cast, d)
        if number is not None:
            return number, "same"
    return _nameless(scene, cast, d), "nominal"


def _owner_body(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "Mr. Assad's military", "its navy": the organ of the owner's state."""
    if (d.state is None and d.determiner in ("the", "this")) or (
        d.state is None and not d.determiner and d.owner is None
    ):
        same = same_body(scene, cast, d)
        if same is not None:
            return same
    if d.owner is not None and d.state is None:
        number = entity_at(scene, d.owner)
        if number is not None and cast.traits[number].states:
            d.state = next(iter(cast.traits[number].states))
    return pattern_body(scene, cast, d)


def _nameless(scene: Scene, cast: Cast, d: Description) -> int:
    """An actor without a name: one for the same noun, country and body in the whole report."""
    country, sector = profile(scene, cast, d)
    if not country and d.owner is not None:
        owner = entity_at(scene, d.owner)
        if owner is not None:
            country = list(scene.entities[owner].country)
            if d.row.kind == "agent" and not sector:
                sector = list(scene.entities[owner].sector)
    state = d.state
    if not country and d.row.kind != "state":
        country = fellow_country(scene, d.head)
    if not country and d.row.local and sector:
        country = _kin_country(scene, cast, d, sector[0])
    if not country and (d.row.local or (d.of is not None and d.row.kind == "agent" and sector)):
        state = focus_state(scene, cast, d.head)
        if state is not None:
            country = [scene.book.states[state].country]
    plural = d.plural or d.row.kind in ("people", "collective", "organ", "side")
    kind = "group" if plural else "person"
    if d.row.kind == "collective" and not d.plural:
        kind = "organisation"
    entity = Entity(
        _label(scene, d),
        "group" if kind == "group" else "organisation" if kind == "organisation" else "person",
        country,
        sector,
        plural=plural,
        size=d.size,
        gender=d.row.gender,
        role=d.row.role,
        confidence=0.8,
        office=None if plural or d.former else office_name(scene, d) if d.state is not None else None,
    )
    key: tuple[object, ...] = (d.noun, state, d.body, d.of and scene.parse.lower[d.of], plural)
    if d.size is not None or d.determiner in _INDEFINITE:
        key = (*key, d.head)
    number = cast.group(key, entity)
    if state is not None:
        cast.traits[number].states.add(state)
    traits = cast.traits[number]
    if d.row.role:
        traits.roles.add(d.row.role)
    traits.former = d.former
    if d.size is not None or d.determiner in _INDEFINITE:
        cast.groups[(d.noun, state, d.body, d.of and scene.parse.lower[d.of], plural)] = number
    return number


def _kin_country(scene: Scene, cast: Cast, d: Description, sector: str) -> list[str]:
    """Country of those of the same sector named just before: "Liberian rebels", then "a commander"."""
    sentence = scene.parse.sent[d.head]
    for number in range(len(scene.entities) - 1, -1, -1):
        entity, traits = scene.entities[number], cast.traits[number]
        if entity.kind == "group" and entity.sector[:1] == [sector] and len(entity.country) == 1:
            if 0 <= traits.last < d.head and sentence - traits.sentence <= 1:
                return list(entity.country)
    return []
