"""States by name, adjective, demonym, capital and seat of power: actor or only a place.

"Paris rejected the plan" is France; "in Paris" is a place, and so is "in France"; "French
troops" leave the adjective to the noun phrase. A place keeps an aside mention, on which events
may fall back ("arrived in Amman").
"""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.scene import Scene, Spot
from communique.codebook.actor_book_tables import ADJECTIVE, CAPITAL, DEMONYM, METONYM, NAME
from communique.records.record import MentionKind
from communique.segment.reading import Entity, Mention

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "across",
        "throughout",
        "inside",
        "outside",
        "within",
        "around",
        "into",
        "through",
        "via",
        "along",
        "off",
        "onto",
        "beyond",
        "over",
        "under",
        "amid",
        "beside",
        "above",
        "behind",
        "off",
    ]
)
_FROM_TO = frozenset({"from", "to", "toward", "towards"})
_WEIGHT = {NAME: 0, METONYM: 1, CAPITAL: 2, DEMONYM: 3, ADJECTIVE: 4}
_SUBJECTS = frozenset(
    {"nsubj", "nsubjpass", "agent", "dobj", "dative", "iobj", "csubj", "attr", "appos", "ROOT", "npadvmod"}
)
_ACTING_PREPOSITIONS = frozenset(
    ["with", "against", "by", "between", "for", "of", "on", "upon", "towards", "toward", "from", "to"]
)


def state_row(scene: Scene, cast: Cast, spot: Spot, kinds: tuple[int, ...]) -> int | None:
    """The state that a name means at the report's date; None where several fit."""
    rows = list(dict.fromkeys(e.row for e in spot.entries if e.kind in kinds))
    if len(rows) <= 1:
        return rows[0] if rows else None
    alive = [r for r in rows if scene.book.state_at(r, scene.on)] or rows
    if len(alive) > 1:
        here = [r for r in alive if scene.book.states[r].code in cast.states]
        alive = here or alive
    if len(alive) > 1:
        scene.note(
            "ambiguous-state", f"{scene.text(spot.first, spot.last)!r} may be several states", (spot.first, spot.last)
        )
        return None
    return alive[0]


def mention_state(scene: Scene, cast: Cast, spot: Spot) -> None:
    """Add the mention of the state named at a spot."""
    head = scene.span_head(spot.first, spot.last)
    kinds = {e.kind for e in spot.entries}
    use = _use(scene, spot, head, kinds)
    if use is None:
        return
    kind, mention_kind, rule = use
    row = state_row(scene, cast, spot, kind)
    if row is None:
        scene.add(Mention((spot.first, spot.last), head, mention_kind, None, _full(scene, head), "ambiguous"))
        return
    if rule == "nationals":
        _nationals(scene, cast, spot, head, row)
        return
    number = cast.state(row)
    mention = Mention((spot.first, spot.last), head, mention_kind, number, _full(scene, head), rule)
    scene.add(mention)
    if rule not in ("place", "adjective"):
        cast.touch(number, head, is_subject(scene, head))


def _full(scene: Scene, head: int) -> tuple[int, int]:
    return scene.parse.subtree(head)


def _use(scene: Scene, spot: Spot, head: int, kinds: set[int]) -> tuple[tuple[int, ...], MentionKind, str] | None:
    """Which of the senses of a name is meant: kinds of entry, kind of mention, rule."""
    parse = scene.parse
    if spot.weak and not _weak_fits(scene, spot, head):
        return None
    if spot.town or scene.reading.part_kind(spot.first) == "dateline":
        return (CAPITAL, NAME, METONYM, ADJECTIVE), "metonym", "place"
    modifies = is_modifier(scene, spot, head)
    if modifies and kinds & {ADJECTIVE, NAME, CAPITAL, METONYM}:
        return (ADJECTIVE, NAME, METONYM, CAPITAL), "name", "adjective"
    if NAME in kinds:
        return (NAME,), "name", "place" if is_place(scene, head) else "name"
    if METONYM in kinds:
        return (METONYM,), "metonym", "place" if is_place(scene, head) else "metonym"
    if CAPITAL in kinds:
        return (CAPITAL,), "metonym", "metonym" if _capital_acts(scene, head) else "place"
    definite = parse.lower[spot.first - 1] == "the" if spot.first else False
    if DEMONYM in kinds and (parse.tag[head] in ("NNS", "NNPS") or ADJECTIVE not in kinds or parse.pos[head] != "ADJ"):
        plural = parse.tag[head] in ("NNS", "NNPS") or parse.word[head].endswith("s")
        if plural and definite and not _numbered(scene, spot) and _living_in(scene, head) is None:
            return (DEMONYM,), "nominal", "people"
        return (DEMONYM,), "nominal", "nationals"
    if _numbered(scene, spot):
        return (ADJECTIVE,), "nominal", "nationals"  # "a million Lebanese"
    if definite or is_subject(scene, head):
        return (ADJECTIVE,), "nominal", "people"
    return (ADJECTIVE,), "name", "adjective"


def _weak_fits(scene: Scene, spot: Spot, head: int) -> bool:
    """Whether a name that is an ordinary word too stands for the state here."""
    parse = scene.parse
    if spot.first in scene.name_at:
        return False
    ent = scene.ent_at.get(head)
    if ent is not None and ent[2] == "PERSON" and ent[1] - ent[0] > spot.last - spot.first:
        return False
    if parse.pos[head] not in ("PROPN", "ADJ", "NOUN") or not parse.word[spot.first][0].isupper():
        return False
    context = scene.book.weak_states.get(spot.key)
    if context is None:
        return True
    words = set(parse.word)
    return len(words.intersection(context.against)) <= len(words.intersection(context.pro))


def is_modifier(scene: Scene, spot: Spot, head: int) -> bool:
    """Whether a name stands before the noun it modifies: "Syria talks", "U.S. officials"."""
    parse = scene.parse
    above = parse.head[head]
    if parse.dep[head] in ("amod", "compound", "nmod", "quantmod", "advmod") and above >= spot.last:
        return True
    if (
        spot.last + 1 < len(parse)
        and parse.lower[spot.last] == "and"
        and ADJECTIVE in spot.kinds
        and NAME not in spot.kinds
    ):
        other = scene.spot_at.get(spot.last + 1)  # "Kyrgyz and Tajik guards"
        if other is not None and ADJECTIVE in other.kinds and is_modifier(scene, other, other.last - 1):
            return True
    return spot.last < len(parse) and parse.word[spot.last] == "-"


def _numbered(scene: Scene, spot: Spot) -> bool:
    return any(scene.parse.dep[c] == "nummod" for c in scene.parse.children[spot.last - 1])


def governing(scene: Scene, head: int) -> int:
    """The first of the coordinated words to which `head` belongs: its function is theirs."""
    parse = scene.parse
    steps = 0
    while parse.dep[head] in ("conj", "appos") and steps < 20:
        head, steps = parse.head[head], steps + 1
    return head


def is_place(scene: Scene, head: int) -> bool:
    """Whether a name only says where something lies: "in France", "across the Sahel"."""
    parse = scene.parse
    if scene.reading.part_kind(head) == "dateline":
        return True
    top = governing(scene, head)
    if parse.dep[top] != "pobj":
        return False
    preposition = parse.lower[parse.head[top]]
    return preposition in LOCATIVE


def is_subject(scene: Scene, head: int) -> bool:
    """Whether a word is subject of its clause."""
    return scene.parse.dep[governing(scene, head)] in ("nsubj", "nsubjpass", "agent", "csubj")


_ADDRESSING = frozenset(
    {"protest", "appeal", "complain", "write", "offer", "apologise", "apologize", "reply", "respond", "object", "sell"}
    | {
        "demand",
        "message",
        "letter",
        "protest",
        "apology",
        "reply",
        "warning",
        "ultimatum",
        "concession",
        "aid",
        "loan",
    }
)


_BEARING_ON = frozenset(
    {"call", "pressure", "sanction", "tariff", "embargo", "impose", "lean", "rely", "war", "demand"}
)


def _capital_acts(scene: Scene, head: int) -> bool:
    """Whether a capital stands for its government: "Islamabad's envoy", "Moscow could agree"."""
    parse = scene.parse
    if scene.reading.part_kind(head) == "dateline":
        return False
    top = governing(scene, head)
    dep = parse.dep[top]
    if dep in ("nsubj", "nsubjpass", "dobj", "dative", "csubj"):
        return dep != "nsubjpass" or parse.lemma[parse.head[top]] not in ("bomb", "shell", "hit", "flood")
    if dep == "poss":
        return parse.head[top] in scene.described or parse.pos[parse.head[top]] == "NOUN"
    if dep == "pobj":
        preposition = parse.head[top]
        if parse.lower[preposition] == "to":
            return parse.lemma[parse.head[preposition]] in _ADDRESSING
        if parse.lower[preposition] == "on":
            return parse.lemma[parse.head[preposition]] in _BEARING_ON
        return parse.lower[preposition] in ("with", "against", "by", "between")
    return False


def _living_in(scene: Scene, head: int) -> int | None:
    """State behind "in", "of" or "from" after people's name: "the Albanians of southern Serbia"."""
    parse = scene.parse
    for preposition in parse.kids(head, "prep"):
        for target in parse.kids(preposition, "pobj"):
            spot = scene.spot_at.get(target)
            if spot is not None and parse.lower[preposition] in ("in", "of", "from"):
                return scene.state_of(spot, frozenset({NAME, CAPITAL}))
    return None


def _nationals(scene: Scene, cast: Cast, spot: Spot, head: int, row: int) -> None:
    """ "two Israelis", "a Pole": people of a state; "ethnic Albanians in Serbia" are of Serbia."""
    parse = scene.parse
    counted = _numbered(scene, spot) and not any(parse.lower[c] in ("one", "a") for c in parse.children[head])
    plural = parse.tag[head] in ("NNS", "NNPS") or parse.word[head].endswith("s") or counted
    text = scene.text(spot.first, spot.last)
    home: int | None = row
    if parse.lower[spot.first - 1] == "ethnic" or _living_in(scene, head) is not None:
        home = _living_in(scene, head)
        home = home if home is not None else other_state(scene, parse.sent[head], row)
        text = "ethnic " + text if parse.lower[spot.first - 1] == "ethnic" else text
    country = [scene.book.states[home].country] if home is not None else []
    entity = Entity(text, "group" if plural else "person", country, ["CVL"], plural=plural)
    number = cast.group(("nationals", row, home, plural), entity)
    scene.add(Mention((spot.first, spot.last), head, "nominal", number, _full(scene, head), "nationals"))
    cast.touch(number, head, is_subject(scene, head))


def other_state(scene: Scene, sentence: int, row: int) -> int | None:
    """The one state but `row` that a sentence names."""
    kinds = frozenset({NAME, ADJECTIVE})
    here = (scene.state_of(s, kinds) for s in scene.spots if scene.parse.sent[s.first] == sentence)
    found = {r for r in here if r is not None and r != row}
    return next(iter(found)) if len(found) == 1 else None
