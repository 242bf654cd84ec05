"""Pronouns: "he", "its", "they", and "I" and "we" inside somebody's words.

A pronoun takes the most prominent earlier mention that agrees with it in number, gender and
kind and that syntax allows: subjects before objects, near before far. "I" is the speaker, "we"
the speaker's side. Two equal candidates leave it null.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from communique.actors.antecedents import MANY, PERSONAL, THING, candidates
from communique.actors.cast import Cast
from communique.actors.scene import ASIDE, Scene
from communique.actors.sides import side_group
from communique.actors.states import is_subject
from communique.segment.reading import Mention, StatementDraft

_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_ALL = frozenset(PERSONAL) | THING | MANY | _FIRST | _WE
_EMPTY = frozenset(["be", "seem", "appear", "remain", "become", "take", "happen", "look", "turn", "rain", "matter"])
_MARGIN = 1.0


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
    if word in THING and _expletive(scene, i):
        return None
    found = candidates(scene, i, history, quoted, _banned(scene, i, quoted))
    if not found or not found[0].members:
        return Mention((i, i + 1), i, "pronoun", None, (i, i + 1), "unknown") if word in PERSONAL else None
    best = found[0]
    if [c for c in found[1:] if best.score - c.score < _MARGIN and not set(c.members) & set(best.members)]:
        scene.note("ambiguous-pronoun", f"{scene.parse.word[i]!r} may be several actors", (i, i + 1))
        return Mention((i, i + 1), i, "pronoun", None, (i, i + 1), "ambiguous")
    if len(best.members) > 1:
        text = " and ".join(scene.entities[m].name for m in best.members)
        group = side_group(scene, cast, list(best.members), text)
        return Mention((i, i + 1), i, "pronoun", group, (i, i + 1), "members")
    number = best.members[0]
    if word in PERSONAL and scene.entities[number].gender is None:
        scene.entities[number].gender = PERSONAL[word]
    return Mention((i, i + 1), i, "pronoun", number, (i, i + 1), "pronoun", 0.8)


def _expletive(scene: Scene, i: int) -> bool:
    """Whether "it" stands for no actor: "it is clear that", "it took years"."""
    parse = scene.parse
    if parse.lower[i] != "it":
        return False
    verb = parse.head[i]
    if parse.dep[i] not in ("nsubj", "nsubjpass"):
        return parse.dep[i] not in ("dobj", "pobj", "dative") or parse.lower[i] == "itself"
    return parse.lemma[verb] in _EMPTY or parse.pos[verb] == "AUX"


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
