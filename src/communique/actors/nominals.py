"""Actors named by a common noun: "the army", "rebels", "a spokesman", "the Polish leader".

An organ of a state is that state's body; people in number are a group; an office names its
holder where the text or the book knows just one; anybody else stays nameless.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.bodies import AS_STATE, apposed_body, generic_body, pattern_body
from communique.actors.cast import Cast
from communique.actors.definite import band_of, country_noun, entity_at, other_state, same_body, same_group
from communique.actors.holders import holder_of
from communique.actors.nameless import INDEFINITE, label, nameless
from communique.actors.offices import profile
from communique.actors.scene import Description, Scene
from communique.actors.sides import mention_sides
from communique.actors.states import is_subject
from communique.segment.reading import Entity, Mention

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
    if _as_office(scene, d) or _in_phrase(scene, d):
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
    parse = scene.parse
    if (
        parse.dep[d.head] == "pobj"
        and d.determiner
        and parse.lower[parse.head[d.head]] in ("on", "at", "against", "by")
    ):
        return parse.lemma[parse.head[parse.head[d.head]]] in _AIMING
    return parse.dep[d.head] in ("nsubj", "nsubjpass", "agent", "dobj", "conj") or d.plural


_AIMING = frozenset({"fire", "shoot", "open", "charge", "attack", "throw", "crack", "turn", "use", "spray"})
"""Verbs that are done to those behind "on" or "at": "fired on a crowd"."""


_UNCOUNTED = frozenset({"police", "parliament", "congress", "authorities"})


def _bare(scene: Scene, d: Description) -> bool:
    """Whether a singular noun stands alone, so that it names no actor: "in force", "as president"."""
    if d.plural or d.determiner or d.noun in _UNCOUNTED or d.state is not None or d.body is not None:
        return False
    if d.owner is not None or d.of is not None or d.size is not None or d.words:
        return False
    return not (scene.parse.dep[d.head] in ("nsubj", "nsubjpass", "agent") or d.row.body == "police")


def _as_office(scene: Scene, d: Description) -> bool:
    """Whether an office is only what somebody is or becomes: "chose her as interim president"."""
    parse = scene.parse
    if d.plural or d.determiner or d.owner is not None or d.row.kind not in ("person", "agent"):
        return False
    return parse.dep[d.head] == "pobj" and parse.lower[parse.head[d.head]] == "as"


def _in_phrase(scene: Scene, d: Description) -> bool:
    """Whether a bare noun behind a preposition is part of a set phrase: "evidence in chief"."""
    if d.row.kind not in ("agent", "person") or d.plural or not _bare(scene, d):
        return False
    return scene.parse.dep[d.head] == "pobj" and scene.parse.word[d.head][0].islower()


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
        entity = Entity(label(scene, d), "group", country, sector, plural=True, confidence=0.5)
        number = cast.group((d.noun, d.state, d.body), entity)
    named = d.row.kind == "organ" and scene.parse.word[d.head][0].isupper()
    rule = "named modifier" if named and d.state is not None else "modifier"
    scene.add(Mention(d.phrase, d.head, "name" if named else "nominal", number, d.span, rule, 0.5))


def _entity(scene: Scene, cast: Cast, d: Description) -> tuple[int | None, str]:
    """The entity a description means and the rule that found it."""
    for rule, find in _RULES:
        number = find(scene, cast, d)
        if number is not None:
            return number, rule
    if d.row.kind == "state" and not d.plural:
        return None, "country"
    if _may_be_named(d):
        number, rule = holder_of(scene, cast, d)
        if number is not None:
            return number, rule
        if rule == "ambiguous":
            return nameless(scene, cast, d), rule
    return nameless(scene, cast, d), "nominal"


def _may_be_named(d: Description) -> bool:
    """Whether a description may mean one person who is named elsewhere."""
    return d.row.kind in ("person", "agent") and not d.plural and d.determiner not in INDEFINITE


def _apposed(scene: Scene, cast: Cast, d: Description) -> int | None:
    return apposed_body(scene, cast, d) if d.row.kind in ("collective", "organ") and not d.plural else None


def _organ(scene: Scene, cast: Cast, d: Description) -> int | None:
    """An organ of a state: "the Kenyan army", "Mr. Assad's air force", but not "ten soldiers"."""
    if d.row.kind != "organ" or d.determiner in INDEFINITE:
        return None
    if d.body is not None:
        return cast.body(d.body) if d.noun in AS_STATE else None
    if d.of is not None or d.size is not None or (d.plural and d.noun not in AS_STATE and d.noun != "police"):
        return None
    return _owner_body(scene, cast, d)


def _state(scene: Scene, cast: Cast, d: Description) -> int | None:
    return country_noun(scene, cast, d) if d.row.kind == "state" else None


def _neighbour(scene: Scene, cast: Cast, d: Description) -> int | None:
    near = d.row.kind == "side" and not d.plural and d.noun in ("neighbor", "neighbour", "rival")
    return other_state(scene, cast, d) if near else None


def _generic(scene: Scene, cast: Cast, d: Description) -> int | None:
    named = d.row.kind == "collective" and not d.plural and scene.parse.word[d.phrase[0]][0].isupper()
    return generic_body(scene, cast, d) if named else None


def _group_again(scene: Scene, cast: Cast, d: Description) -> int | None:
    many = d.row.kind in ("people", "collective") or (d.row.kind == "person" and d.plural)
    again = many and d.size is None and d.determiner in _SAME and d.state is None
    if not again:
        return None
    number = same_group(scene, cast, d)
    return number if number is not None else band_of(scene, cast, d)


def _body_again(scene: Scene, cast: Cast, d: Description) -> int | None:
    again = d.row.kind in ("collective", "organ") and not d.plural and d.determiner in ("the", "this", "that", "its")
    return same_body(scene, cast, d) if again else None


_RULES: tuple[tuple[str, Callable[[Scene, Cast, Description], int | None]], ...] = (
    ("apposition", _apposed),
    ("organ", _organ),
    ("country", _state),
    ("neighbour", _neighbour),
    ("generic", _generic),
    ("same", _group_again),
    ("same", _body_again),
)
"""How a description finds its entity, in this order."""


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
