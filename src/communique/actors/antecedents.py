"""What a pronoun may go back to, and how prominent each of these is.

Candidates are the earlier mentions that agree with the pronoun, the actors coordinated in one subject,
and nouns that name no actor ("the treaty", "prices"): where such a thing is the most prominent, the
pronoun is no actor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.actors.scene import ASIDE, Scene
from communique.actors.states import is_subject
from communique.segment.reading import Entity, Mention

PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
THING = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_ANSWERING = frozenset({"refuse", "decline", "resist", "ignore", "reject", "comply", "obey", "agree", "deny"})
"""What those do who were asked: "Police asked them to leave, but they refused"."""
_ASKING = frozenset(
    {"ask", "tell", "urge", "order", "accuse", "demand", "invite", "warn", "press", "beg", "call", "offer"}
)
_THINKING = frozenset(
    {"say", "tell", "add", "announce", "declare", "insist", "claim", "warn", "vow", "pledge", "argue", "believe"}
    | {"think", "hope", "want", "accuse", "demand", "urge", "deny", "reject", "refuse", "agree", "promise", "fear"}
    | {"condemn", "criticise", "criticize", "threaten", "ask", "decide", "plan", "seek", "accept", "welcome", "vote"}
    | {"expect", "intend", "appeal", "complain", "admit", "acknowledge", "arrest", "fire", "attack", "flee", "march"}
)
"""Verbs whose subject is somebody and no thing."""
_TIMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY"})
_PLURAL_WORDS = frozenset({"police", "troops", "people", "forces", "authorities", "officials"})


@dataclass(slots=True)
class Candidate:
    """Something a pronoun may mean: an entity, several coordinated ones, or (without members) a thing."""

    members: tuple[int, ...]
    score: float
    token: int


def candidates(
    scene: Scene, i: int, history: list[Mention], quoted: dict[int, int], banned: set[int]
) -> list[Candidate]:
    """All that the pronoun at `i` may mean, the most prominent first."""
    found: dict[tuple[int, ...], Candidate] = {}
    for candidate in _all(scene, i, history, quoted, banned):
        seen = found.get(candidate.members)
        if seen is None or candidate.score > seen.score:
            found[candidate.members] = candidate
    return sorted(found.values(), key=lambda c: -c.score)


def _all(scene: Scene, i: int, history: list[Mention], quoted: dict[int, int], banned: set[int]) -> Iterator[Candidate]:
    parse, word = scene.parse, scene.parse.lower[i]
    reach = 3 if word in PERSONAL else 1
    other_number = _otherwise_meant(scene, i, history)
    controller = _controller(scene, i)
    known: set[int] = set()
    for mention in reversed(history):
        number, head = mention.entity, mention.head
        if number is None or head >= i:
            continue
        distance = parse.sent[i] - parse.sent[head]
        if distance > reach + 2:
            break
        if distance > reach or number in banned or number in other_number:
            continue
        if word == "it" and distance and (i in quoted or not _root_subject(scene, head)):
            continue
        if word in MANY and parse.dep[head] == "conj" and distance <= reach:
            yield from _joined(scene, i, mention, distance, quoted)
        if not _fits(scene.entities[number], word, parse.lower[head]) or _same_clause(scene, i, mention):
            continue
        score = _score(scene, i, mention, distance, quoted) + (5.5 if head == controller else 0.0)
        if number in known:
            score -= 0.2
        known.add(number)
        yield Candidate((number,), score, head)
    if word not in PERSONAL:
        yield from _things(scene, i, quoted)


def _joined(scene: Scene, i: int, mention: Mention, distance: int, quoted: dict[int, int]) -> Iterator[Candidate]:
    """ "Kenya and Uganda said they": the actors coordinated in one place, as one candidate."""
    parse, at = scene.parse, scene.reading.mention_at
    top, steps = mention.head, 0
    while parse.dep[top] == "conj" and steps < 10:
        top, steps = parse.head[top], steps + 1
    mentions = [scene.reading.mentions[at[t]] for t in parse.conjuncts(top) if t in at and t < i]
    mentions = [m for m in mentions if m.rule not in ASIDE]
    members = tuple(dict.fromkeys(m.entity for m in mentions if m.entity is not None))
    if len(members) < 2 or len(mentions) < 2:
        return
    first = mentions[0]
    if _same_clause(scene, i, first) or any(scene.entities[n].is_outlet for n in members):
        return
    score = _score(scene, i, first, distance, quoted)
    yield Candidate(members, score - _singular_loss(scene.entities[members[0]]) + 0.5, top)


def _things(scene: Scene, i: int, quoted: dict[int, int]) -> Iterator[Candidate]:
    """Nouns that name no actor and agree in number: "The treaty ... It bans", "Prices ... They are"."""
    parse = scene.parse
    verb = _verb(scene, i)
    if parse.dep[i] in ("nsubj", "nsubjpass") and verb is not None and parse.lemma[verb] in _THINKING:
        return
    tags = ("NNS", "NNPS") if parse.lower[i] in MANY else ("NN",)
    first = parse.sents[max(0, parse.sent[i] - 1)][0]
    for head in range(first, i):
        if parse.tag[head] not in tags or head in scene.reading.mention_at or parse.ent[head] in _TIMES:
            continue
        if parse.dep[head] not in ("nsubj", "nsubjpass", "dobj") or head in scene.spot_at:
            continue
        distance = parse.sent[i] - parse.sent[head]
        if distance and (not _root_subject(scene, head) or parse.dep[i] not in ("nsubj", "nsubjpass", "poss")):
            continue
        mention = Mention((head, head + 1), head, "nominal")
        if not _same_clause(scene, i, mention):
            yield Candidate((), _score(scene, i, mention, distance, quoted) - 0.5, head)


def _otherwise_meant(scene: Scene, i: int, history: list[Mention]) -> set[int]:
    """Entities that the sentence already calls by a pronoun of the other number: "it said they"."""
    parse, word = scene.parse, scene.parse.lower[i]
    if word in PERSONAL:
        return set()
    other = MANY if word in THING else THING
    found = set()
    for mention in reversed(history):
        if parse.sent[mention.head] < parse.sent[i]:
            break
        if mention.kind == "pronoun" and parse.lower[mention.head] in other and mention.entity is not None:
            found.add(mention.entity)
    return found


def _controller(scene: Scene, i: int) -> int | None:
    """Who is to act in the infinitive around a pronoun: "gave Iraq a month to declare its arms"."""
    parse = scene.parse
    verb = _verb(scene, i)
    if verb is None or parse.kids(verb, "nsubj", "nsubjpass"):
        return None
    if parse.dep[verb] not in ("xcomp", "acl", "ccomp", "advcl") or not any(
        parse.lower[c] == "to" and parse.dep[c] == "aux" for c in parse.children[verb]
    ):
        return None
    above = parse.head[verb]
    if parse.dep[verb] == "acl":
        above = parse.head[above]
    if parse.pos[above] not in ("VERB", "AUX") or parse.lemma[above] in ("promise", "vow", "threaten", "pledge"):
        return None
    objects = parse.kids(above, "dative", "iobj") or (parse.kids(above, "dobj") if parse.dep[verb] == "xcomp" else [])
    return objects[0] if objects else None


def _score(scene: Scene, i: int, mention: Mention, distance: int, quoted: dict[int, int]) -> float:
    """Prominence of an earlier mention for the pronoun at `i`."""
    parse, head = scene.parse, mention.head
    word = parse.lower[i]
    score = -2.0 * distance
    if is_subject(scene, head):
        score += 2.0
        if _governs(scene, head, i):
            score += 2.0 if not _told_as_object(scene, head, i) else -1.0
    elif _governs(scene, head, i):
        score += 0.5
    elif parse.dep[head] in ("poss", "compound", "nmod") and mention.kind != "pronoun":
        score -= 0.5
    if quoted.get(head, -1) != quoted.get(i, -1):
        score -= 1.0 if i not in quoted else 0.5
    if mention.kind in ("name", "title", "pronoun", "metonym"):
        score += 0.5
    if word in MANY and mention.entity is not None:
        if parse.lower[head] not in _PLURAL_WORDS and mention.rule != "people":
            score += _singular_loss(scene.entities[mention.entity])
        score += _answering(scene, i, head)
    if i in scene.speakers and head in scene.speakers:
        score += 3.5 if word in MANY else 2.0
    if distance and _root_subject(scene, head):
        score += 1.5
    if mention.kind == "pronoun" and (parse.lower[head] in PERSONAL or (parse.lower[head] in MANY and word in MANY)):
        score += 0.5
    return score - min(1.0, (i - head) / 200)


_BANDS = frozenset({"armed_group", "movement", "police"})
"""Bodies that news calls "they" as readily as "it"."""


def _told_as_object(scene: Scene, head: int, i: int) -> bool:
    """Whether somebody would call himself "him": "Hale said the ruling would not stop Oslo from suing him"."""
    parse = scene.parse
    verb = parse.head[_top(scene, head)]
    own = _verb(scene, i)
    return parse.lower[i] in ("him", "her", "them") and parse.dep[i] != "poss" and own != verb


def _singular_loss(entity: Entity) -> float:
    """What "they" takes from an actor in the singular: a country is "it", a body now and then "they"."""
    if entity.plural:
        return 0.0
    if entity.kind == "country":
        return -5.0
    return -0.5 if entity.body in _BANDS else -2.0


def _answering(scene: Scene, i: int, head: int) -> float:
    """Those who were asked answer: the object of asking before the subject, for who refuses."""
    parse = scene.parse
    verb = _verb(scene, i)
    if verb is None or parse.lemma[verb] not in _ANSWERING or parse.dep[i] != "nsubj":
        return 0.0
    top = _top(scene, head)
    above = parse.head[top]
    if parse.lemma[above] in _ASKING and parse.dep[top] in ("dobj", "dative", "iobj"):
        return 4.5
    if parse.dep[above] in ("ccomp", "xcomp") and parse.lemma[parse.head[above]] in _ASKING and is_subject(scene, head):
        return 4.5
    return 0.0


def _root_subject(scene: Scene, head: int) -> bool:
    """Whether a mention is subject of the main clause of its sentence."""
    parse = scene.parse
    top = _top(scene, head)
    return parse.dep[top] in ("nsubj", "nsubjpass") and parse.dep[parse.head[top]] == "ROOT"


def _governs(scene: Scene, subject: int, i: int) -> bool:
    """Whether `subject` is that of the nearest clause above the pronoun's: "Obama said he had"."""
    parse = scene.parse
    verb = parse.head[_top(scene, subject)]
    for above in parse.ancestors(i):
        subjects = [c for c in parse.kids(above, "nsubj", "nsubjpass") if c != i and c < i]
        if subjects:
            return above == verb
    return False


def _top(scene: Scene, i: int) -> int:
    parse = scene.parse
    steps = 0
    while parse.dep[i] in ("conj", "appos", "compound", "nmod", "poss") and steps < 10:
        i, steps = parse.head[i], steps + 1
    return i


def _same_clause(scene: Scene, i: int, mention: Mention) -> bool:
    """Whether syntax forbids the pronoun to be that mention: subject and object of one verb."""
    parse = scene.parse
    if parse.tag[i] == "PRP$" or parse.lower[i].endswith(("self", "selves")):
        return False
    clause = _verb(scene, i)
    if clause is None:
        return False
    other = _verb(scene, mention.head)
    if other != clause or parse.sent[i] != parse.sent[mention.head]:
        return False
    return parse.dep[_top(scene, mention.head)] in ("nsubj", "nsubjpass", "dobj", "pobj", "dative")


def _verb(scene: Scene, i: int) -> int | None:
    """The verb of whose clause a word is an argument."""
    parse = scene.parse
    for above in parse.ancestors(i):
        if parse.pos[above] in ("VERB", "AUX"):
            return above
    return None


def _fits(entity: Entity, word: str, noun: str) -> bool:
    """Whether an entity agrees with a pronoun; `noun` is the word by which it was named."""
    if entity.is_outlet:
        return False
    if word in PERSONAL:
        return entity.kind == "person" and entity.gender in (None, PERSONAL[word])
    if word in THING:
        return entity.kind in ("country", "organisation") and noun not in _PLURAL_WORDS
    return entity.kind in ("organisation", "country", "group") or entity.plural
