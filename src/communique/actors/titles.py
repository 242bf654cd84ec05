"""Which description belongs to which person's name.

Before the name ("Estonian Defence Minister Hanno Pevkur"), in apposition on either side ("the
Russian foreign minister, Sergey Lavrov,"; "Lavrov, the Russian foreign minister,"), in a
relative clause ("X, who heads the Kenyan electoral commission") or after "of" ("President X of
Chile").
"""

from __future__ import annotations

from communique.actors.scene import Description, PersonName, Scene
from communique.codebook.actor_book_tables import ADJECTIVE, BODY, DEMONYM, NAME, SEAT
from communique.codebook.schema.nouns import NounRow

_HEADING = frozenset(
    ["head", "lead", "chair", "command", "run", "direct", "govern", "represent", "oversee", "found", "manage"]
)
_STATES = frozenset({NAME, ADJECTIVE, DEMONYM})
_CLOSERS = frozenset([",", ".", ";", ")", "—", "–", "-", ":", "'s", "''", '"', "”", "and"])


def link_titles(scene: Scene) -> None:
    """Fill `scene.titles` and `Description.name`."""
    ends: dict[int, Description] = {}
    starts: dict[int, Description] = {}
    for d in scene.descriptions:
        if d.row.kind in ("person", "agent") or d.row.role:
            ends.setdefault(d.phrase[1], d)
            ends.setdefault(d.span[1], d)
            starts.setdefault(d.span[0], d)
    for name in scene.names:
        _before(scene, name, ends)
        _after(scene, name, starts)
        _of_state(scene, name)
        _relative(scene, name)
        _congress(scene, name)
        _one_of(scene, name)


def _link(scene: Scene, name: PersonName, d: Description) -> None:
    """Let `d` describe the person named, unless it describes somebody already."""
    if d.name is None and not d.plural:
        d.name = name.first
        scene.titles.setdefault(name.first, []).append(d)


def _before(scene: Scene, name: PersonName, ends: dict[int, Description]) -> None:
    """Titles that end where the name begins, and a description with a comma before them."""
    parse, at = scene.parse, name.first
    d = ends.get(at) or (ends.get(at - 1) if name.honorific else None)
    if d is not None:
        _link(scene, name, d)
        at = d.span[0]
    elif name.honorific:
        at -= 1
    if at and parse.word[at - 1] == "," and parse.sent[at - 1] == parse.sent[name.first]:
        d = ends.get(at - 1)
        if d is not None and _closes(scene, name.last) and _says_who(scene, d):
            if parse.dep[name.head] != "conj" and d.outer is None:
                _link(scene, name, d)


def _says_who(scene: Scene, d: Description) -> bool:
    """Whether a description can stand in apposition: with an article, a country, a body or "fellow"."""
    return bool(d.determiner) or d.state is not None or d.body is not None or d.owner is not None or bool(d.words)


def _closes(scene: Scene, i: int) -> bool:
    """Whether token `i` can follow a name in apposition."""
    parse = scene.parse
    return i >= len(parse) or parse.word[i] in _CLOSERS or parse.pos[i] in ("VERB", "AUX", "ADP", "PUNCT", "SCONJ")


def _after(scene: Scene, name: PersonName, starts: dict[int, Description]) -> None:
    parse, at = scene.parse, name.last
    if at >= len(parse) or parse.word[at] not in (",", "(", "—", "–"):
        return
    at += 1
    if at < len(parse) and parse.tag[at] == "CD" and at + 1 < len(parse) and parse.word[at + 1] == ",":
        at += 2  # the age: "Angela Merkel, 62, the chancellor"
    d = starts.get(at)
    if d is None or parse.sent[at] != parse.sent[name.first]:
        return
    apposed = parse.dep[d.head] == "appos" or parse.word[d.span[1] : d.span[1] + 1] in ([","], ["."], [")"], [";"])
    if apposed and not (parse.dep[d.head] == "conj" and parse.head[d.head] == name.head and not d.determiner):
        _link(scene, name, d)


def _of_state(scene: Scene, name: PersonName) -> None:
    """ "President Sauli Niinisto of Finland": the state after the name is the title's."""
    parse, at = scene.parse, name.last
    if at + 1 >= len(parse) or parse.lower[at] != "of":
        return
    target = at + 1 if parse.pos[at + 1] != "DET" else at + 2
    spot = scene.spot_at.get(target)
    if spot is None:
        return
    for d in scene.titles.get(name.first, []):
        if d.state is None and d.body is None:
            d.state = scene.state_of(spot, _STATES)
            d.body = next((e.row for e in spot.entries if e.kind in (BODY, SEAT)), None) if d.state is None else None


def _relative(scene: Scene, name: PersonName) -> None:
    """ "X, who leads the Catalan party Y": the object says whom X acts for."""
    parse, at = scene.parse, name.last
    if at < len(parse) and parse.word[at] == ",":
        at += 1
    if at >= len(parse) or parse.lower[at] != "who":
        return
    verb = parse.head[at]
    if parse.lemma[verb] not in _HEADING or verb < at or verb > at + 4:
        return
    past = parse.tag[verb] == "VBD" or any(parse.lower[c] in ("formerly", "previously") for c in parse.children[verb])
    for target in parse.kids(verb, "dobj"):
        span = (target, target + 1)
        d = Description(target, span, span, "head", NounRow("agent", [], None, None, None, False), False)
        d.name = name.first
        if target in scene.described:
            d.of = scene.described[target].head
        for token in range(max(verb + 1, parse.left[target]), target + 1):
            spot = scene.spot_at.get(token)
            if spot is None:
                continue
            state = scene.state_of(spot, _STATES)
            body = next((e.row for e in spot.entries if e.kind in (BODY, SEAT)), None)
            d.state = d.state if d.state is not None else state
            d.body = d.body if d.body is not None or state is not None else body
        d.former = past
        scene.titles.setdefault(name.first, []).append(d)


def _congress(scene: Scene, name: PersonName) -> None:
    """ "Jane Roe, R-Wis.,": a member of the Congress of the United States."""
    parse, at = scene.parse, name.last
    if at + 1 >= len(parse) or parse.word[at] not in (",", "("):
        return
    words = "".join(parse.word[at + 1 : at + 4])
    row = scene.book.state_by_code.get("USA")
    if row is None or words[:2] not in ("R-", "D-", "I-") or not words[2:3].isupper():
        return
    span = (at + 1, min(at + 4, len(parse)))
    d = Description(at + 1, span, span, "lawmaker", NounRow("person", ["LEG"], "legislature", None, None, False), False)
    d.state, d.name = row, name.first
    scene.titles.setdefault(name.first, []).append(d)


def _one_of(scene: Scene, name: PersonName) -> None:
    """ "one of the protesters, Aram Petrosyan,": the name is one of those described."""
    parse, head = scene.parse, name.head
    above = parse.head[head]
    if parse.dep[head] != "appos" or parse.lower[above] != "one":
        return
    for preposition in parse.kids(above, "prep"):
        for target in parse.kids(preposition, "pobj"):
            if target in scene.described and parse.lower[preposition] == "of":
                scene.titles.setdefault(name.first, []).append(scene.described[target])
