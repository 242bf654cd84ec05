"""Who did it and to whom: from syntactic slots to the two sides of an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.codebook.schema.ontology import EventType
from communique.codebook.schema.triggers import Sense
from communique.events.arguments import Slots, is_verb
from communique.events.fold import Folded
from communique.events.senses import SenseMatcher
from communique.segment.reading import Range

Side = list[tuple[int, Range]]
"""Entities of one side with the tokens that name them."""
_MEASURES = frozenset({"CONCEDE", "SANCTION", "COERCE"})
"""Types in whose passive the thing's owner acts: "the Mexican tariffs were lifted"."""
_OF_CLAUSE = frozenset({"THREATEN", "REJECT", "AGREE"})
"""Types whose recipient may stand in the clause below: "threatened to deal a blow to Lagos"."""
_DONE_TO = frozenset({"ASSAULT", "COERCE", "CONCEDE", "REJECT", "RETREAT", "SANCTION"})
"""Types that are done to the owner of the thing, where none else is named: "shelled rebel positions"."""
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
_CLAUSE_ROLES = ("obj", "against", "on", "with", "to", "iobj")
_SHALLOW = ("in", "at", "from", "near", "into", "over")
_PLACED = (*_SHALLOW, "to")
_TO = frozenset({"to"})
"""Prepositions after which even a place, or a thing's owner, is a party: "flew to Lima"."""


@dataclass(slots=True)
class Sides:
    """The two sides of an event and the slots they came from."""

    actor: Side = field(default_factory=list)
    recipient: Side = field(default_factory=list)
    actor_role: str | None = None
    recipient_role: str | None = None
    joint: bool = False


def find_sides(matcher: SenseMatcher, i: int, sense: Sense, kind: EventType) -> Sides:
    """The two sides of the event that the sense tells at token `i`, before folding."""
    slots = matcher.slots(i)
    verbal = is_verb(matcher.parse, i) or matcher.parse.pos[i] in ("ADJ", "ADV")
    own_roles = [*sense.actor, *(["subj"] if not verbal and "none" not in sense.actor else [])] if sense.actor else []
    actor_roles = own_roles or (kind.verb_actor if verbal else [*kind.noun_actor, "subj"])
    defaults = kind.verb_recipient if verbal else kind.noun_recipient
    further = [r for r in defaults if r not in ("obj", "iobj")] if "none" not in sense.recipient else []
    recipient_roles = [*sense.recipient, *further] if sense.recipient else defaults
    used = _consumed(sense, slots)
    sides = Sides()
    sides.actor, sides.actor_role = _first_role(matcher, slots, actor_roles, used, set())
    if not sides.actor and "subj" in actor_roles:
        _from_sender(matcher, slots, sides)
    if not sides.actor and slots.passive and kind.name in _MEASURES:
        _from_owner(matcher, slots, sides)
    taken = {e for e, _ in sides.actor}
    busy = {sides.actor_role} if sides.actor_role else set()
    rest = [r for r in recipient_roles if r not in busy]
    towards = _towards(sense, kind)
    own, role = _first_role(matcher, slots, rest, used, taken, towards)
    if own or not sides.recipient:
        sides.recipient, sides.recipient_role = own, role
    if not sides.recipient and "none" not in sense.recipient:
        sides.recipient, sides.recipient_role = _of_noun_below(matcher, slots, kind, verbal, taken)
    if not sides.recipient and used and kind.name in _DONE_TO and "none" not in sense.recipient:
        sides.recipient = _owners(matcher, slots, sides.actor, kind)
        sides.recipient_role = "owner" if sides.recipient else None
    if not sides.recipient and slots.comp_kind == "to" and slots.comp is not None and kind.name in _OF_CLAUSE:
        below = matcher.slots(slots.comp)
        sides.recipient, sides.recipient_role = _first_role(matcher, below, _CLAUSE_ROLES, set(), taken)
    sides.joint = sense.symmetric or sides.actor_role in ("between", "among")
    if not verbal and "between" in slots.prep and not sides.joint:
        both = _role(matcher, slots, "between", used)
        if both:
            sides.actor, sides.actor_role, sides.joint = both, "between", True
            sides.recipient = []
    return sides


def _of_noun_below(
    matcher: SenseMatcher, slots: Slots, kind: EventType, verbal: bool, taken: set[int]
) -> tuple[Side, str | None]:
    """The party said with a noun below: "mounted an invasion of Chad", "a suspension of air links with Chad"."""
    if verbal:
        heads, roles = slots.obj, kind.noun_recipient if kind.name in _DONE_TO else []
        heads = [h for h in heads if matcher.book.senses.get(f"noun:{matcher.parse.lemma[h]}")]
    else:
        heads, roles = slots.prep.get("of", []), ["with", "to", "against"]
    for head in heads:
        if matcher.parties.index(head) is None:
            side, role = _first_role(
                matcher, matcher.slots(head), [r for r in roles if r not in _SHALLOW], set(), taken
            )
            if side:
                return side, f"below.{role}"
    return [], None


def _owners(matcher: SenseMatcher, slots: Slots, actor: Side, kind: EventType) -> Side:
    """Whose the thing acted on is: "shelled rebel positions"; nobody of the actor's own side: "recalled its envoys"."""
    entities = matcher.parties.reading.entities
    own = {c for e, _ in actor for c in entities[e].country}
    found = []
    for index, tokens in _first_role(matcher, slots, ["obj"], set(), {e for e, _ in actor})[0]:
        entity = entities[index]
        persons = entity.kind in ("person", "group") and kind.name in _VIOLENT
        if (entity.country and not own & set(entity.country)) or persons or (entity.known and kind.name in _VIOLENT):
            found.append((index, tokens))
    return found


def _towards(sense: Sense, kind: EventType) -> frozenset[str]:
    """Prepositions whose place or thing is a party: "recalled its envoy from Lima", "fired at rebel trenches"."""
    found: set[str] = {name for name in ("at", "into") if name in sense.prep} if kind.name == "ASSAULT" else set()
    if kind.name == "SANCTION" and "@envoy" in sense.obj:
        found.update(("from", "in"))
    if kind.name != "CONSULT" or "visit" in sense.mode:
        found.add("to")
    return frozenset(found)


def _from_owner(matcher: SenseMatcher, slots: Slots, sides: Sides) -> None:
    """Who acts where a measure is said with its owner: "the Mexican tariffs were lifted", no bank whose funds are."""
    parse = matcher.parse
    for measure in slots.obj:
        if matcher.parties.index(measure) is None and matcher.book.senses.get(f"noun:{parse.lemma[measure]}"):
            for c in parse.kids(measure, "poss", "amod", "nmod", "compound"):
                sides.actor.extend(matcher.parties.named_by(c))
    sides.actor_role = "owner" if sides.actor else None


def _from_sender(matcher: SenseMatcher, slots: Slots, sides: Sides) -> None:
    """Sides of a thing that is sent: "sent a letter to the director demanding answers"."""
    parse = matcher.parse
    for thing in slots.subj:
        verb = parse.head[thing]
        if parse.dep[thing] == "dobj" and is_verb(parse, verb):
            sending = matcher.slots(verb)
            sides.actor, sides.actor_role = _first_role(matcher, sending, ["subj"], set(), set())
            taken = {e for e, _ in sides.actor}
            sides.recipient, sides.recipient_role = _first_role(matcher, sending, ["iobj", "to", "with"], set(), taken)
            return


def _consumed(sense: Sense, slots: Slots) -> set[int]:
    """Object heads that the sense needs as things: they are no recipient unless it says so."""
    if sense.obj and "obj" not in sense.recipient and "obj" not in sense.actor:
        return set(slots.obj)
    return set()


def _first_role(
    matcher: SenseMatcher,
    slots: Slots,
    roles: Iterable[str],
    used: set[int],
    taken: set[int],
    towards: frozenset[str] = _TO,
) -> tuple[Side, str | None]:
    """The first role of the list that names an entity not already taken."""
    for role in roles:
        side = [item for item in _role(matcher, slots, role, used, towards) if item[0] not in taken]
        if side:
            return side, role
    return [], None


def _role(matcher: SenseMatcher, slots: Slots, role: str, used: set[int], towards: frozenset[str] = _TO) -> Side:
    """Entities named in one slot."""
    if role == "none":
        return []
    heads = _heads(matcher, slots, role)
    found: Side = []
    for head in heads:
        if role == "obj" and head in used:
            continue
        deep = role not in _SHALLOW or role in towards
        for item in matcher.parties.named_by(head, deep):
            if item[0] in (f[0] for f in found):
                continue
            if matcher.parties.only_place(head) and role in _PLACED and role not in towards:
                continue
            found.append(item)
    return found


def _heads(matcher: SenseMatcher, slots: Slots, role: str) -> list[int]:
    """Head tokens in one slot."""
    if role == "subj":
        return slots.subj
    if role == "obj":
        return slots.obj
    if role == "iobj":
        return slots.iobj
    if role == "poss":
        return slots.poss
    if role == "mod":
        return slots.mod
    if role == "comp":
        return _clause_subject(matcher, slots)
    if "." in role:
        first, rest = role.split(".", 1)
        return [h for o in _heads(matcher, slots, first) for h in _heads(matcher, matcher.slots(o), rest)]
    return slots.prep.get(role, [])


def _clause_subject(matcher: SenseMatcher, slots: Slots) -> list[int]:
    """Who is to act in the clause that follows a word or its object: "repeated its demand that Israel ease"."""
    clauses = [slots.comp] if slots.comp is not None else []
    clauses += [c for o in slots.obj for c in matcher.parse.kids(o, "acl", "ccomp", "relcl")]
    clauses += [c for o in slots.prep.get("on", []) for c in matcher.parse.kids(o, "acl", "ccomp")]
    for clause in clauses:
        found = matcher.slots(clause).subj
        if found:
            return found
    return []


def folded_sides(matcher: SenseMatcher, inner: Sides, folded: Folded, kind: EventType) -> Sides:
    """The sides of a folded event: whoever promises, refuses, demands or threatens acts.

    "Accra urged Lomé to free the crew": Accra demands, Lomé is asked. "Accra refused to talk to
    Lomé": Accra refuses Lomé.
    """
    step = folded.by
    if step is None:
        return inner
    slots = matcher.slots(step.token)
    verbal = is_verb(matcher.parse, step.token)
    sides = Sides(joint=inner.joint and folded.type == "AGREE")
    roles = ["subj"] if verbal else ["poss", "by", "from", "mod", "subj"]
    sides.actor, sides.actor_role = _first_role(matcher, slots, roles, set(), set())
    taken = {e for e, _ in sides.actor}
    if not sides.actor and step.operator.effect in (
        "cancel",
        "postpone",
        "plan",
        "promise",
        "refuse",
        "threaten",
        "cease",
    ):
        sides.actor, sides.actor_role = inner.actor, inner.actor_role
        taken = {e for e, _ in sides.actor}
    if step.operator.effect == "demand":
        sides.recipient = _asked(matcher, slots, inner, taken)
        return sides
    sides.recipient = [item for item in inner.recipient if item[0] not in taken]
    if step.operator.effect == "refuse" and folded.offer is not None:
        asking = matcher.slots(folded.offer.token)
        sides.recipient = _first_role(matcher, asking, ["poss", "mod", "by", "from", "of"], set(), taken)[0]
    elif step.operator.effect == "refuse":
        offering = [item for item in inner.actor if item[0] not in taken]
        sides.recipient = offering or sides.recipient
    if not sides.recipient:
        extra = [item for item in inner.actor if item[0] not in taken]
        sides.recipient = extra or _first_role(matcher, slots, ["iobj", "to", "with", "obj"], set(), taken)[0]
    return sides


def _asked(matcher: SenseMatcher, slots: Slots, inner: Sides, taken: set[int]) -> Side:
    """Who is asked: the object of "urged", the one called on, or whoever is to act."""
    for role in ("obj", "iobj", "on", "upon", "from", "to", "comp"):
        side = [item for item in _role(matcher, slots, role, set()) if item[0] not in taken]
        if side:
            return side
    acting = [item for item in inner.actor if item[0] not in taken]
    return acting or [item for item in inner.recipient if item[0] not in taken]
