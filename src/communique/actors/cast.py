"""The cast: which entities a report has, each once.

A state, a body of the book and a known person have one entity however they are named. Unknown
persons are joined by their names, groups by their noun and country.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.actors.scene import Scene
from communique.records.ids import fold
from communique.segment.reading import Entity

PRIVATE = frozenset({"ngo", "company", "outlet", "university", "religious"})
"""Kinds of bodies that stand for no state, wherever they sit."""
_JUNIOR = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(slots=True)
class Traits:
    """What the rules remember of an entity beside its record.

    `states` and `nouns` are all states and nouns said of it, `past` the titles of a known
    person's ended offices; `last` is the token of its
    last mention, `sentence` that mention's sentence.
    """

    states: set[int] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    past: set[str] = field(default_factory=set)
    former: bool = False
    last: int = -1
    sentence: int = -1
    count: int = 0
    subject: int = -1


@dataclass(slots=True)
class Cast:
    """Entities of one report and the keys that find them again."""

    scene: Scene
    traits: list[Traits] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    groups: dict[tuple[object, ...], int] = field(default_factory=dict)
    full_names: dict[int, list[int]] = field(default_factory=dict)
    """A person to the places where the report gives the full name."""
    surnames: dict[str, list[int]] = field(default_factory=dict)
    given: dict[str, list[int]] = field(default_factory=dict)
    inner: dict[str, list[int]] = field(default_factory=dict)
    """Last word but one of a name: "Sheinbaum" in "Sheinbaum Pardo"."""

    def enter(self, entity: Entity) -> int:
        """Add an entity; its number."""
        self.scene.reading.entities.append(entity)
        self.traits.append(Traits())
        return len(self.traits) - 1

    def state(self, row: int) -> int:
        """The entity of a state of the book."""
        state = self.scene.book.states[row]
        number = self.states.get(state.code)
        if number is None:
            number = self.enter(
                Entity(
                    state.name,
                    "country",
                    [state.country],
                    ["GOV", *state.sector],
                    wikidata=state.wikidata,
                    known="state:" + state.code,
                )
            )
            self.states[state.code] = number
            self.traits[number].states.add(row)
        return number

    def body(self, row: int) -> int:
        """The entity of a body of the book."""
        number = self.bodies.get(row)
        if number is None:
            body = self.scene.book.bodies[row]
            number = self.enter(
                Entity(
                    body.name,
                    "organisation",
                    list(body.country),
                    list(body.sector),
                    wikidata=body.wikidata,
                    body=body.kind,
                    known=f"body:{row}",
                    plural=False,
                )
            )
            self.bodies[row] = number
            for code in body.country if body.kind not in PRIVATE else ():
                state = self.scene.book.state_by_code.get(code)
                if state is not None:
                    self.traits[number].states.add(state)
        return number

    def person(self, row: int) -> int | None:
        """The entity of a known person, if the report has it already."""
        return self.people.get(row)

    def enter_person(self, entity: Entity, row: int | None, names: list[str]) -> int:
        """Add a person under the forms of the name in `names`."""
        number = self.enter(entity)
        if row is not None:
            self.people[row] = number
        self.name_person(number, names)
        return number

    def name_person(self, number: int, names: list[str]) -> None:
        """Let the last and first words of `names` find the person again."""
        for name in names:
            words = [w for w in fold(name).replace("-", " ").split() if w.strip(".") not in _JUNIOR]
            if not words:
                continue
            for table, word in ((self.surnames, words[-1]), (self.given, words[0])):
                if number not in table.setdefault(word, []):
                    table[word].append(number)
            if len(words) > 2 and number not in self.inner.setdefault(words[-2], []):
                self.inner[words[-2]].append(number)

    def group(self, key: tuple[object, ...], make: Entity) -> int:
        """The group or anonymous actor under a key; `make` where it is new."""
        number = self.groups.get(key)
        if number is None:
            number = self.groups[key] = self.enter(make)
        return number

    def touch(self, number: int, token: int, subject: bool) -> None:
        """Remember a mention of an entity, for what is last spoken of."""
        traits = self.traits[number]
        traits.last, traits.sentence = token, self.scene.parse.sent[token]
        traits.count += 1
        if subject:
            traits.subject = token
