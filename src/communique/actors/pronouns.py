"""Pronouns: "he", "its", "they", and "I" and "we" inside somebody's words.

A pronoun takes the most prominent earlier mention that agrees with it in number, gender and
kind and that syntax allows: subjects before objects, near before far. "I" is the speaker, "we"
the speaker's side. Two equal candidates leave it null.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from communique.actors.cast import Cast
from communique.actors.scene import ASIDE, Scene
from communique.actors.sides import side_group
from communique.actors.states import is_subject
from communique.segment.reading import Entity, Mention, StatementDraft

_PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_THING = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_ALL = frozenset(_PERSONAL) | _THING | _MANY | _FIRST | _WE
_SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "announce",
        "declare",
        "state",
        "insist",
        "claim",
        "warn",
        "vow",
        "pledge",
        "note",
        "argue",
        "believe",
        "think",
    ]
)
_EMPTY = frozenset(["be", "seem", "appear", "remain", "become", "take", "happen", "look", "turn", "rain", "matter"])
_MARGIN = 1.0


@dataclass(slots=True)
class _Candidate:
    number: int
    score: float
    token: int


@dataclass(slots=True)
class Pronouns:
    """The pronouns of a report and the mentions that they may go back to."""

    scene: Scene
    cast: Cast
    quoted: dict[int, int]
    history: list[Mention] = field(default_factory=list)
    read: int = 0

    def resolve(self, i: int) -> None:
        """Add the mention of the pronoun at token `i`; the mentions before it must be there."""
        if i in self.scene.reading.mention_at or self.scene.parse.lower[i] not in _ALL:
            return
        mentions = self.scene.reading.mentions
        for mention in mentions[self.read :]:
            if mention.entity is not None and mention.rule not in ASIDE:
                insort(self.history, mention, key=lambda m: m.head)
        self.read = len(mentions)
        mention_or_none = _resolve(self.scene, self.cast, i, self.history, self.quoted)
        if mention_or_none is not None:
            self.scene.add(mention_or_none)
            if mention_or_none.entity is not None:
                self.cast.touch(mention_or_none.entity, i, is_subject(self.scene, i))


def find_pronouns(scene: Scene) -> list[int]:
    """Tokens that are personal pronouns."""
    parse = scene.parse
    return [i for i in range(len(parse)) if parse.lower[i] in _ALL and parse.pos[i] in ("PRON", "DET", "ADJ")]


def start_pronouns(scene: Scene, cast: Cast) -> Pronouns:
    """What the pronouns of a report need to be resolved in text order."""
    return Pronouns(scene, cast, _quoted(scene))


def _quoted(scene: Scene) -> dict[int, int]:
    """Token inside a quotation that is a saying, to the number of the quotation."""
    return {t: n for n, q in enumerate(scene.reading.quotes) if not q.scare for t in range(*q.inner)}


def _resolve(scene: Scene, cast: Cast, i: int, history: list[Mention], quoted: dict[int, int]) -> Mention | None:
    word = scene.parse.lower[i]
    if word in _FIRST or word in _WE:
        number = _speaker_side(scene, cast, i, word in _WE)
        return None if number is None else Mention((i, i + 1), i, "pronoun", number, (i, i + 1), "speaker")
    if word in _THING and _expletive(scene, i):
        return None
    candidates = _candidates(scene, cast, i, history, quoted)
    if word in _MANY:
        group = _coordination(scene, cast, i, history)
        if group is not None:
            return Mention((i, i + 1), i, "pronoun", group, (i, i + 1), "members")
    if not candidates:
        return Mention((i, i + 1), i, "pronoun", None, (i, i + 1), "unknown") if word in _PERSONAL else None
    candidates.sort(key=lambda c: -c.score)
    best = candidates[0]
    rivals = [c for c in candidates[1:] if c.number != best.number and best.score - c.score < _MARGIN]
    if rivals:
        scene.note("ambiguous-pronoun", f"{scene.parse.word[i]!r} may be several actors", (i, i + 1))
        return Mention((i, i + 1), i, "pronoun", None, (i, i + 1), "ambiguous")
    if word in _PERSONAL and scene.entities[best.number].gender is None:
        scene.entities[best.number].gender = _PERSONAL[word]
    return Mention((i, i + 1), i, "pronoun", best.number, (i, i + 1), "pronoun", 0.8)


def _expletive(scene: Scene, i: int) -> bool:
    """Whether "it" stands for no actor: "it is clear that", "it took years"."""
    parse = scene.parse
    if parse.lower[i] != "it":
        return False
    verb = parse.head[i]
    if parse.dep[i] not in ("nsubj", "nsubjpass"):
        return parse.dep[i] not in ("dobj", "pobj", "dative") or parse.lower[i] == "itself"
    return parse.lemma[verb] in _EMPTY or parse.pos[verb] == "AUX"


def _candidates(scene: Scene, cast: Cast, i: int, history: list[Mention], quoted: dict[int, int]) -> list[_Candidate]:
    parse, word = scene.parse, scene.parse.lower[i]
    sentence = parse.sent[i]
    banned = _banned(scene, i, quoted)
    speakers = scene.speakers
    reach = 3 if word in _PERSONAL else 1
    found: dict[int, _Candidate] = {}
    for mention in reversed(history):
        number = mention.entity
        if number is None or mention.head >= i or number in banned:
            continue
        distance = sentence - parse.sent[mention.head]
        if distance > reach + 2 or (distance > reach and number in found):
            break
        if distance > reach:
            continue
        if word == "it" and distance and (i in quoted or not _root_subject(scene, mention.head)):
            continue
        if not _fits(scene.entities[number], word) or _same_clause(scene, i, mention):
            continue
        score = _score(scene, i, mention, distance, quoted, speakers)
        seen = found.get(number)
        if seen is None or score > seen.score:
            found[number] = _Candidate(number, score, mention.head)
    return list(found.values())


def _root_subject(scene: Scene, head: int) -> bool:
    """Whether a mention is subject of the main clause of its sentence."""
    parse = scene.parse
    top = _top(scene, head)
    return parse.dep[top] in ("nsubj", "nsubjpass") and parse.dep[parse.head[top]] == "ROOT"


def _score(
    scene: Scene, i: int, mention: Mention, distance: int, quoted: dict[int, int], speakers: frozenset[int]
) -> float:
    """Prominence of an earlier mention for the pronoun at `i`."""
    parse, head = scene.parse, mention.head
    score = -2.0 * distance
    if is_subject(scene, head):
        score += 2.0
        if _governs(scene, head, i):
            score += 2.0
    elif parse.dep[head] in ("poss", "compound", "nmod") and mention.kind != "pronoun":
        score -= 0.5
    if quoted.get(head, -1) != quoted.get(i, -1):
        score -= 1.0 if i not in quoted else 0.5
    if mention.kind in ("name", "title", "pronoun", "metonym"):
        score += 0.5
    if parse.lower[i] in _MANY and not scene.entities[mention.entity or 0].plural:
        score -= 1.5
    if i in speakers and head in speakers:
        score += 3.5 if parse.lower[i] in _MANY else 2.0
    if distance and _root_subject(scene, head):
        score += 1.5
    if mention.kind == "pronoun" and parse.lower[head] in _PERSONAL:
        score += 0.5
    return score - min(1.0, (i - head) / 200)


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


def _fits(entity: Entity, word: str) -> bool:
    if entity.is_outlet:
        return False
    if word in _PERSONAL:
        return entity.kind == "person" and entity.gender in (None, _PERSONAL[word])
    if word in _THING:
        return entity.kind in ("country", "organisation")
    if entity.kind == "group" or entity.plural:
        return True
    return entity.kind in ("organisation", "country")


def _banned(scene: Scene, i: int, quoted: dict[int, int]) -> set[int]:
    """Entities that a third-person pronoun inside a quotation cannot be: its speaker."""
    if i not in quoted:
        return set()
    statement = statement_at(scene, i)
    number = _speaker(scene, statement) if statement else None
    return set() if number is None else {number}


def statement_at(scene: Scene, token: int) -> StatementDraft | None:
    """The innermost direct or mixed statement whose content holds a token."""
    best: tuple[int, StatementDraft] | None = None
    for statement in scene.reading.statements:
        if statement.kind == "indirect":
            continue
        for first, last in statement.content:
            if first <= token < last and (best is None or last - first < best[0]):
                best = (last - first, statement)
    return best[1] if best else None


def _speaker(scene: Scene, statement: StatementDraft) -> int | None:
    if statement.speaker_head is None:
        return None
    at = scene.reading.mention_at.get(statement.speaker_head)
    return None if at is None else scene.reading.mentions[at].entity


def _speaker_side(scene: Scene, cast: Cast, i: int, side: bool) -> int | None:
    """ "I" is the speaker; "we" is a speaking body itself, or the state or body of a person."""
    statement = statement_at(scene, i)
    number = _speaker(scene, statement) if statement is not None else None
    if number is None:
        return None
    entity = scene.entities[number]
    if not side or entity.kind != "person":
        return number
    traits = cast.traits[number]
    if entity.known is None and entity.body is None and not traits.states:
        return None
    if "GOV" in entity.sector and len(traits.states) == 1:
        return cast.state(next(iter(traits.states)))
    return None


def _coordination(scene: Scene, cast: Cast, i: int, history: list[Mention]) -> int | None:
    """ "Kenya and Uganda said they": the actors coordinated in the nearest subject."""
    parse = scene.parse
    for mention in reversed(history):
        if mention.head >= i or parse.sent[i] - parse.sent[mention.head] > 1:
            if mention.head < i:
                return None
            continue
        if mention.kind == "pronoun":
            return None
        if parse.dep[mention.head] == "conj" and is_subject(scene, mention.head) and mention.rule not in ASIDE:
            top = mention.head
            while parse.dep[top] == "conj":
                top = parse.head[top]
            at = scene.reading.mention_at
            numbers = [scene.reading.mentions[at[t]].entity for t in parse.conjuncts(top) if t in at]
            members = list(dict.fromkeys(n for n in numbers if n is not None))
            if len(members) < 2:
                return None
            return side_group(scene, cast, members, " and ".join(scene.entities[m].name for m in members))
        if is_subject(scene, mention.head):
            return None
    return None
