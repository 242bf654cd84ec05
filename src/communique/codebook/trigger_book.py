"""The triggers and operators as the events stage looks them up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.schema import ontology, triggers
from communique.codebook.schema.ontology import ContextFile, ContextWords, EventType, ReadingRule, ReadingsFile
from communique.codebook.schema.triggers import ClassFile, Operator, OperatorFile, Sense, SenseFile
from communique.codebook.tables import Area, load_area
from communique.errors import CodebookError

CLASS_FROM_MENTIONS = frozenset(
    ["@actor", "@person", "@state", "@body", "@group", "@force", "@place", "@civilian", "@number", "@clause"]
)


class TriggerTables(msgspec.Struct):
    """All that the events stage knows, compiled.

    `senses` are keyed by `verb:attack` style heads: the part of speech and the lemma of the head
    word. For a verb phrase the head is its first word, for a noun phrase its last.
    """

    types: dict[str, EventType]
    contexts: list[ContextWords]
    classes: dict[str, list[str]]
    senses: dict[str, list[Sense]]
    operators: dict[str, list[Operator]]
    readings: dict[str, list[ReadingRule]] = {}


def build_trigger_tables(roots: Sequence[Path]) -> TriggerTables:
    """Read, check and index the trigger files of all roots; later roots add to earlier ones."""
    tables = TriggerTables({}, [], {}, {}, {})
    for root in roots:
        _read_ontology(root, tables)
        _read_classes(root, tables)
    for root in roots:
        for path in sorted((root / "triggers").glob("*.yaml")):
            if path.name != "classes.yaml":
                _read_senses(path, root, tables)
        for path in sorted((root / "triggers" / "operators").glob("*.yaml")):
            _read_operators(path, root, tables)
    return tables


def _read_ontology(root: Path, tables: TriggerTables) -> None:
    """Read event types and contexts of one root."""
    for path in sorted((root / "ontology").glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        if path.name == "contexts.yaml":
            tables.contexts.extend(yaml_files.read_struct(path, ContextFile, name).contexts)
        elif path.name == "readings.yaml":
            tables.readings.update(yaml_files.read_struct(path, ReadingsFile, name).readings)
        elif path.stem.isupper():
            event_type = yaml_files.read_struct(path, EventType, name)
            tables.types[event_type.name] = event_type


def _read_classes(root: Path, tables: TriggerTables) -> None:
    """Read the word classes of one root."""
    path = root / "triggers" / "classes.yaml"
    if path.exists():
        found = yaml_files.read_struct(path, ClassFile, path.relative_to(root).as_posix())
        for name, words in found.classes.items():
            tables.classes["@" + name.lstrip("@")] = words


def _read_senses(path: Path, root: Path, tables: TriggerTables) -> None:
    """Read one file of senses into the index."""
    name = path.relative_to(root).as_posix()
    file = yaml_files.read_struct(path, SenseFile, name)
    for sense in file.senses:
        full = msgspec.structs.replace(sense, type=sense.type or file.type)
        _check_sense(full, name, tables)
        for key in sense_keys(full):
            tables.senses.setdefault(key, []).append(full)


def _read_operators(path: Path, root: Path, tables: TriggerTables) -> None:
    """Read one file of operators into the index."""
    name = path.relative_to(root).as_posix()
    for operator in yaml_files.read_struct(path, OperatorFile, name).operators:
        words = [w for w in (operator.verb, operator.noun, operator.adj, operator.adv) if w]
        if len(words) != 1:
            raise CodebookError(f"{name}: operator {words or operator.yes!r}: give exactly one of verb, noun, adj, adv")
        kind = "verb" if operator.verb else "noun" if operator.noun else "adj" if operator.adj else "adv"
        head = words[0].split()[-1 if kind == "noun" else 0]
        tables.operators.setdefault(f"{kind}:{head}", []).append(operator)


def sense_word(sense: Sense) -> tuple[str, str]:
    """Part of speech and word or phrase of a sense."""
    if sense.verb:
        return "verb", sense.verb
    if sense.noun:
        return "noun", sense.noun
    return "adj", sense.adj or ""


def sense_key(sense: Sense) -> str:
    """Key of a sense in the index: `verb:call` for "call off", `noun:strike` for "hunger strike"."""
    kind, phrase = sense_word(sense)
    words = phrase.split()
    if kind != "noun":
        return f"{kind}:{words[0]}"
    for i, word in enumerate(words):
        if word in ("of", "for", "in", "on", "to") and i:
            return f"noun:{words[i - 1]}"
    return f"noun:{words[-1]}"


def sense_keys(sense: Sense) -> list[str]:
    """All keys of a sense: a hyphenated noun stands under each part, since tokenizers cut it."""
    kind, phrase = sense_word(sense)
    if kind != "noun" or "-" not in phrase:
        return [sense_key(sense)]
    parts = phrase.replace("-", " ").split()
    return list(dict.fromkeys([sense_key(sense), *(f"noun:{p}" for p in (parts[0], parts[-1]))]))


def sense_id(sense: Sense) -> str:
    """A readable name for a sense, for explanations and errors."""
    kind, phrase = sense_word(sense)
    extra = "+".join(sense.obj[:1] + [f"{p}" for p in list(sense.prep)[:1]])
    return f"{kind}:{phrase.replace(' ', '_')}{'+' + extra if extra else ''}/{sense.type}"


def _check_sense(sense: Sense, where: str, tables: TriggerTables) -> None:
    """Refuse a sense with an unknown type, mode, class or no single head word."""
    given = [w for w in (sense.verb, sense.noun, sense.adj) if w]
    if len(given) != 1:
        raise CodebookError(f"{where}: sense {given or sense.yes!r}: give exactly one of verb, noun, adj")
    event_type = tables.types.get(sense.type or "")
    if event_type is None:
        raise CodebookError(f"{where}: sense {given[0]!r}: unknown type {sense.type!r}")
    modes = {mode.name for mode in event_type.modes}
    for mode in sense.mode:
        if mode not in modes:
            raise CodebookError(f"{where}: sense {given[0]!r}: {sense.type} has no mode {mode!r}")
    preps = [w for words in [*sense.prep.values(), *sense.not_prep.values()] for w in words]
    for word in [*sense.obj, *sense.subj, *sense.not_obj, *sense.not_subj, *sense.mod, *sense.not_mod, *preps]:
        if word.startswith("@") and word not in CLASS_FROM_MENTIONS and word not in tables.classes:
            raise CodebookError(f"{where}: sense {given[0]!r}: unknown class {word!r}; add it to triggers/classes.yaml")


TRIGGERS: Area[TriggerTables] = Area(
    name="triggers",
    folders=("triggers", "ontology"),
    build=build_trigger_tables,
    model=TriggerTables,
    modules=(__file__, triggers.__file__, ontology.__file__),
)


class TriggerBook:
    """Look-up of senses, operators, types and word classes."""

    def __init__(self, tables: TriggerTables) -> None:
        self.types = tables.types
        self.contexts = tables.contexts
        self.senses = tables.senses
        self.operators = tables.operators
        self.readings = tables.readings
        self.classes = {name: frozenset(words) for name, words in tables.classes.items()}

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> TriggerBook:
        """Load the built-in triggers with users' overlays."""
        return cls(load_area(TRIGGERS, overlays))
