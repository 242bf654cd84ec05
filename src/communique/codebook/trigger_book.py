"""The triggers and operators as the events stage looks them up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.codebook import project, yaml_files
from communique.codebook.project import first_codebook
from communique.codebook.schema import ontology, triggers
from communique.codebook.schema.ontology import ContextFile, ContextWords, EventType, ReadingRule, ReadingsFile
from communique.codebook.schema.triggers import ClassFile, Operator, OperatorFile, Sense, SenseFile
from communique.codebook.tables import Area, load_area
from communique.errors import CodebookError

CLASS_FROM_MENTIONS = frozenset(
    [
        "@actor",
        "@person",
        "@state",
        "@body",
        "@group",
        "@force",
        "@rebel",
        "@place",
        "@civilian",
        "@number",
        "@clause",
        "@any",
    ]
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
    plover: bool = True
    dropped: list[str] = []


def build_trigger_tables(roots: Sequence[Path]) -> TriggerTables:
    """Read, check and index the trigger files of all roots; a later root adds to earlier ones and overrides them.

    From a root on that stands alone, the types, senses and contexts before it do not count; operators and classes do.
    """
    first = first_codebook(roots)
    tables = TriggerTables({}, [], {}, {}, {}, plover=first == 0)
    for layer, root in enumerate(roots):
        if layer >= first:
            _read_ontology(root, tables)
        _read_classes(root, tables)
    _check_folds(tables)
    for layer, root in enumerate(roots):
        _read_layer(layer, root, tables, with_senses=layer >= first)
    return tables


def _read_layer(layer: int, root: Path, tables: TriggerTables, with_senses: bool) -> None:
    """Read the senses and operators of one root over those of the roots before."""
    for path in sorted((root / "triggers").glob("*.yaml")):
        if path.name != "classes.yaml" and with_senses:
            _read_senses(path, root, tables, layer)
    here: dict[str, list[Operator]] = {}
    for path in sorted((root / "triggers" / "operators").glob("*.yaml")):
        _read_operators(path, root, here)
    for key, operators in here.items():
        words = {_operator_word(o) for o in operators}
        below = [o for o in tables.operators.get(key, []) if _operator_word(o) not in words]
        tables.operators[key] = below + operators


def _check_folds(tables: TriggerTables) -> None:
    """Refuse a type that folds into one that is not there."""
    for kind in tables.types.values():
        for fold, target in kind.folds.items():
            if target not in tables.types:
                raise CodebookError(
                    f"ontology/{kind.name}.yaml: {fold}: unknown type {target!r}; write it or leave it out"
                )


def _read_ontology(root: Path, tables: TriggerTables) -> None:
    """Read event types and contexts of one root; one of the same name takes the place of that of an earlier root."""
    contexts = read_contexts(root)
    names = {c.name for c in contexts}
    tables.contexts[:] = [c for c in tables.contexts if c.name not in names] + contexts
    for path in sorted((root / "ontology").glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        if path.name == "readings.yaml":
            tables.readings.update(yaml_files.read_struct(path, ReadingsFile, name).readings)
        elif path.stem.isupper():
            event_type = yaml_files.read_struct(path, EventType, name)
            tables.types[event_type.name] = event_type


def read_contexts(root: Path) -> list[ContextWords]:
    """The contexts of one root: `ontology/contexts.yaml` and `contexts/*.yaml`."""
    paths = [*(root / "ontology").glob("contexts.yaml"), *sorted((root / "contexts").glob("*.yaml"))]
    files = [yaml_files.read_struct(p, ContextFile, p.relative_to(root).as_posix()) for p in paths]
    return [context for file in files for context in file.contexts]


def _read_classes(root: Path, tables: TriggerTables) -> None:
    """Read the word classes of one root."""
    path = root / "triggers" / "classes.yaml"
    if path.exists():
        found = yaml_files.read_struct(path, ClassFile, path.relative_to(root).as_posix())
        for name, words in found.classes.items():
            tables.classes["@" + name.lstrip("@")] = words


def _read_senses(path: Path, root: Path, tables: TriggerTables, layer: int) -> None:
    """Read one file of senses into the index, over the senses of the layers below."""
    name = path.relative_to(root).as_posix()
    file = yaml_files.read_struct(path, SenseFile, name)
    for word in file.drop:
        _drop(word, name, tables, layer)
        tables.dropped.append(word)
    tables.dropped.extend(":".join(sense_word(sense)) for sense in file.senses if sense.instead)
    for sense in file.senses:
        full = msgspec.structs.replace(sense, type=sense.type or file.type, layer=layer)
        _check_sense(full, name, tables)
        for key in sense_keys(full):
            held = tables.senses.setdefault(key, [])
            if layer:
                held[:] = [s for s in held if not _overrides(full, s)]
            held.append(full)


def _overrides(sense: Sense, below: Sense) -> bool:
    """Whether a sense takes the place of one of a layer below: the same word and conditions, or the word whatever."""
    if below.layer >= sense.layer or sense_word(below) != sense_word(sense):
        return False
    return sense.instead or _conditions(below) == _conditions(sense)


def _conditions(sense: Sense) -> tuple[object, ...]:
    """What must stand around a sense's word."""
    return (sense.obj, sense.subj, sense.prep, sense.comp, sense.mod, sense.voice)


def _drop(word: str, where: str, tables: TriggerTables, layer: int) -> None:
    """Put aside the senses of a word, `verb:hail`, in the layers below."""
    kind, _, phrase = word.partition(":")
    dropped = 0
    for held in tables.senses.values():
        kept = [s for s in held if s.layer >= layer or sense_word(s) != (kind, phrase)]
        dropped += len(held) - len(kept)
        held[:] = kept
    if not dropped:
        raise CodebookError(f"{where}: drop: no sense of {word!r} below; write verb:, noun: or adj: and the word")


def _operator_word(operator: Operator) -> tuple[str, str]:
    """Part of speech and word of an operator."""
    if operator.verb:
        return "verb", operator.verb
    if operator.noun:
        return "noun", operator.noun
    return ("adj", operator.adj) if operator.adj else ("adv", operator.adv or "")


def _read_operators(path: Path, root: Path, index: dict[str, list[Operator]]) -> None:
    """Read one file of operators into the index."""
    name = path.relative_to(root).as_posix()
    for operator in yaml_files.read_struct(path, OperatorFile, name).operators:
        words = [w for w in (operator.verb, operator.noun, operator.adj, operator.adv) if w]
        if len(words) != 1:
            raise CodebookError(f"{name}: operator {words or operator.yes!r}: give exactly one of verb, noun, adj, adv")
        kind, word = _operator_word(operator)
        head = word.split()[-1 if kind == "noun" else 0]
        index.setdefault(f"{kind}:{head}", []).append(operator)


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
    folders=("triggers", "ontology", "contexts"),
    build=build_trigger_tables,
    model=TriggerTables,
    modules=(__file__, project.__file__, triggers.__file__, ontology.__file__),
)


class TriggerBook:
    """Look-up of senses, operators, types and word classes.

    `plover` is False where a codebook of the user's own stands in place of PLOVER's: then nothing that was learned
    from reports coded by PLOVER may judge its events. `dropped` are words that users' files put aside ("verb:hail").
    """

    def __init__(self, tables: TriggerTables) -> None:
        self.types = tables.types
        self.contexts = tables.contexts
        self.senses = tables.senses
        self.operators = tables.operators
        self.readings = tables.readings
        self.plover = tables.plover
        self.dropped = frozenset(tables.dropped)
        self.classes = {name: frozenset(words) for name, words in tables.classes.items()}

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> TriggerBook:
        """Load the built-in triggers with users' overlays."""
        return cls(load_area(TRIGGERS, overlays))
