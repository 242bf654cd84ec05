"""Pages of the codebook, made from the data files the coder reads."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TypeVar

import communique
from communique.codebook.schema.actors import BodiesFile, Country, HoldersFile
from communique.codebook.schema.codes import CameoFile, CountriesFile
from communique.codebook.schema.cues import CueFile
from communique.codebook.schema.ontology import CodesFile, ContextFile, EventType
from communique.codebook.schema.triggers import ClassFile, Operator, OperatorFile, Sense, SenseFile
from communique.codebook.yaml_files import read_struct
from docs_markdown import code, codes, page, plain, table

DATA = Path(communique.__file__).parent / "codebook" / "data"
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
FOLDS = {
    "future": "announced or planned",
    "negated_by_choice": "refused",
    "ceased": "stopped",
    "demanded": "demanded",
    "threatened": "threatened",
    "cancelled": "called off",
}
Model = TypeVar("Model")


def codebook_pages() -> dict[str, str]:
    """All pages of the codebook by name of file."""
    types, senses = event_types(), senses_by_type()
    pages = {"codebook/index.md": _overview(types, senses)}
    for kind in types:
        pages[f"codebook/{kind.name}.md"] = _type_page(kind, senses.get(kind.name, []))
    pages["codebook/contexts.md"] = _contexts()
    pages["codebook/operators.md"] = _operators()
    pages["codebook/cues.md"] = _cues()
    pages["codebook/countries.md"] = _countries()
    pages["codebook/bodies.md"] = _bodies()
    pages["codebook/cameo.md"] = _cameo()
    return pages


def event_types() -> list[EventType]:
    """The event types, by quad class and score as PLOVER orders them."""
    found = [_read(p, EventType) for p in sorted((DATA / "ontology").glob("*.yaml")) if p.stem.isupper()]
    return sorted(found, key=lambda t: (QUADS.index(t.quad), -t.score, t.name))


def senses_by_type() -> dict[str, list[Sense]]:
    """The senses of every type, by word."""
    found: dict[str, list[Sense]] = {}
    for path in sorted((DATA / "triggers").glob("*.yaml")):
        if path.name == "classes.yaml":
            continue
        file = _read(path, SenseFile)
        for sense in file.senses:
            found.setdefault(sense.type or file.type, []).append(sense)
    return {name: sorted(senses, key=_word) for name, senses in found.items()}


def _read(path: Path, model: type[Model]) -> Model:
    """One data file."""
    return read_struct(path, model, path.relative_to(DATA).as_posix())


def _word(sense: Sense | Operator) -> str:
    """The word of a sense or operator."""
    return sense.verb or sense.noun or sense.adj or getattr(sense, "adv", None) or ""


def _part(sense: Sense | Operator) -> str:
    """Its part of speech."""
    names = {"verb": "verb", "noun": "noun", "adj": "adjective", "adv": "adverb"}
    return next(full for name, full in names.items() if getattr(sense, name, None))


def _overview(types: list[EventType], senses: dict[str, list[Sense]]) -> str:
    """The first page: types with quad, score and number of trigger words; sectors; codes of bodies."""
    named = _read(DATA / "ontology" / "codes.yaml", CodesFile)
    rows = []
    for kind in types:
        own = senses.get(kind.name, [])
        words = len({(_part(s), _word(s)) for s in own})
        link = f"[{kind.name}]({kind.name}.md)"
        rows.append((link, kind.quad, f"{kind.score:g}", str(len(kind.modes)), str(words), str(len(own))))
    return page(
        "Codebook",
        "Event types are PLOVER's, definitions and examples are ours. A *trigger word* is a word that can tell such an "
        "event; it has one *sense* or more, each with what must stand around the word. The *score* runs from -10 "
        "(conflict) to 10 (cooperation). These pages are made from the data files that the coder reads, so they say "
        "what this version does. To change them: [your own knowledge](../../own-knowledge.md).",
        table(("type", "quad class", "score", "modes", "trigger words", "senses"), rows),
        "Other pages: [contexts](contexts.md), [operators](operators.md) that decide whether something happened, "
        "[cues](cues.md) of statements, [countries](countries.md), [bodies](bodies.md), [CAMEO codes](cameo.md).",
        "## Sectors",
        "An actor's sector, the chief one first.",
        table(("code", "means"), [(code(k), plain(v)) for k, v in named.sectors.items()]),
        "## Codes of actors that are no country",
        table(("code", "means"), [(code(k), plain(v)) for k, v in named.bodies_codes.items()]),
        "## Status",
        table(
            ("status", "the text says that it"),
            [
                (code("actual"), "happened, or happens; a promise or threat is actual once it is made"),
                (code("historical"), "happened long before what the report is about"),
                (code("future"), "will happen, as the outlet foretells, and no type folds"),
                (code("hypothetical"), "may, might, or would under a condition happen"),
                (code("negated"), "did not happen"),
            ],
        ),
    )


def _type_page(kind: EventType, senses: list[Sense]) -> str:
    """One event type."""
    about = [
        f"*{kind.quad}*, score {kind.score:g}, CAMEO {code(kind.cameo or '-')}",
        plain(kind.about),
        f"**Not this:** {plain(kind.not_this)}" if kind.not_this else "",
    ]
    folds = [(FOLDS[k], f"[{v}]({v}.md)" if v != kind.name else v) for k, v in kind.folds.items() if k in FOLDS]
    modes = [
        (code(m.name), plain(m.about), code(m.cameo or ""), "" if m.score is None else f"{m.score:g}")
        for m in kind.modes
    ]
    return page(
        kind.name,
        *about,
        "## Examples",
        "\n".join(f"- {plain(s)}" for s in kind.examples),
        "Not coded as this type:" if kind.counter_examples else "",
        "\n".join(f"- {plain(s)}" for s in kind.counter_examples),
        "## What becomes of it" if folds else "",
        table(("where such an event is", "it is coded as"), folds) if folds else "",
        "## Modes" if modes else "",
        table(("mode", "means", "CAMEO", "score of its own"), modes) if modes else "",
        "## Trigger words",
        f"{len(senses)} senses. *Needs* says what must stand around the word: `@name` is a class of words or of "
        "mentions ([operators](operators.md#classes-of-words)); *not* what must not. Of the senses that fit, the one "
        "that asks for most wins.",
        _trigger_table(senses),
    )


def _trigger_table(senses: list[Sense]) -> str:
    """The senses of a type with their own examples."""
    rows = [
        (code(_word(s)), _part(s), _needs(s), codes(s.mode), code(s.cameo or ""), plain(s.yes), plain(s.no))
        for s in senses
    ]
    return table(("word", "", "needs", "mode", "CAMEO", "fires in", "silent in"), rows)


def _needs(sense: Sense) -> str:
    """What must and must not stand around a word, in short."""
    found = []
    for label, words in (("object", sense.obj), ("subject", sense.subj), ("modifier", sense.mod)):
        if words:
            found.append(f"{label}: {_some(words)}")
    found += [f"{p} {_some(words)}".rstrip() for p, words in sense.prep.items()]
    if sense.comp:
        found.append(f"a clause: {sense.comp}")
    if sense.voice:
        found.append(sense.voice)
    barred = [*sense.not_obj, *sense.not_subj, *sense.not_mod, *sense.not_near]
    if barred:
        found.append(f"not: {_some(barred)}")
    found += [f"not: {p} {_some(words)}".rstrip() for p, words in sense.not_prep.items()]
    return "; ".join(found)


def _some(words: list[str], most: int = 6) -> str:
    """The first few of some words."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return plain(", ".join(words[:most])) + more


def _contexts() -> str:
    """Contexts and the words that tell them."""
    file = _read(DATA / "ontology" / "contexts.yaml", ContextFile)
    blocks = []
    for c in file.contexts:
        blocks += [f"## {c.name}", plain(c.about), f"Words: {plain(', '.join(c.words))}."]
        if c.weak:
            blocks.append(f"Counted half: {plain(', '.join(c.weak))}.")
    return page("Contexts", plain(file.about), *blocks)


def _effects() -> dict[str, str]:
    """What each effect of an operator does, from the schema's own words."""
    text = " ".join((Operator.__doc__ or "").split("effect:")[1].split("frame:")[0].split())
    found = {}
    for part in re.split(r"[;.] (?=[a-z])", text.partition(": ")[2]):
        names, _, meaning = part.partition(":")
        for name in names.split(","):
            word, _, said = name.strip().partition(" (")
            found[word] = meaning.strip(" .") or said.strip(" .)")
    return found


def _operators() -> str:
    """Words that decide whether and how an event below them happened, by effect; classes of words."""
    blocks = []
    for path in sorted((DATA / "triggers" / "operators").glob("*.yaml")):
        file = _read(path, OperatorFile)
        rows = [
            (code(_word(o)), _part(o), code(o.effect), codes(o.frame), plain(o.yes), plain(o.no))
            for o in sorted(file.operators, key=_word)
        ]
        blocks += [f"## {path.stem.capitalize()}", plain(file.about)]
        blocks.append(table(("word", "", "effect", "event stands", "acts in", "does not act in"), rows))
    classes = _read(DATA / "triggers" / "classes.yaml", ClassFile)
    return page(
        "Operators",
        "A word over an event word that changes whether or how it happened: *agreed to* withdraw, *failed to* renew, "
        "*called off* the talks. What an effect does:",
        "\n".join(f"- {code(k)}: {plain(v)}".rstrip(": ") for k, v in _effects().items()),
        *blocks,
        "## Classes of words",
        plain(classes.about),
        table(("class", "words"), [(code("@" + k), plain(", ".join(v))) for k, v in sorted(classes.classes.items())]),
    )


def _cues() -> str:
    """Words that tell that somebody says, thinks or wants something."""
    blocks, rows = [], []
    for path in sorted((DATA / "cues").glob("*.yaml")):
        if path.name == "words.yaml":
            continue
        file = _read(path, CueFile)
        entries = [*file.verbs, *file.nouns, *file.adjectives, *file.phrases, *file.adverbs]
        name = path.stem.replace("_", " ")
        rows.append((f"[{name}](#{path.stem.replace('_', '-')})", code(file.cue_class), str(len(entries))))
        blocks += [f"## {name.capitalize()}", plain(file.about)]
        blocks.append(
            table(
                ("cue", "takes its content as", "fires in", "silent in"),
                [
                    (code(_cue(e)), codes(getattr(e, "frames", [])), plain(e.fires), plain(e.silent or ""))
                    for e in sorted(entries, key=_cue)
                ],
            )
        )
    return page(
        "Cues",
        "A cue is the word by which a report says that somebody says, thinks, wants, or that a document shows "
        "something. It counts only with its content in one of its frames.",
        table(("list", "cue class", "cues"), rows),
        *blocks,
    )


def _cue(entry: object) -> str:
    """The word or words of a cue."""
    names = ("verb", "noun", "adjective", "phrase", "adverb")
    return str(next(v for n in names if (v := getattr(entry, n, None))))


def _countries() -> str:
    """Countries with their codes, capitals, and how many offices and holders are known."""
    numeric = _read(DATA / "codes" / "countries.yaml", CountriesFile).numeric
    rows, notes = [], []
    for path in sorted((DATA / "actors" / "countries").glob("*.yaml")):
        c = _read(path, Country)
        held = DATA / "actors" / "holders" / path.name
        known = _read(held, HoldersFile) if held.exists() else None
        codes_ = (
            code(c.code),
            code(c.iso2 or ""),
            code(numeric.get(c.code, "")),
            code(c.cow or ""),
            code(c.fips or ""),
        )
        names = ", ".join([*c.names[:3], *c.adjectives[:1]])
        offices = str(len(known.offices)) if known else ""
        holders = str(sum(len(o.holders) for o in known.offices)) if known else ""
        rows.append((plain(c.name), *codes_, plain(c.capital or ""), plain(names), offices, holders))
        if known:
            notes.append((code(c.code), plain(known.verified)))
    return page(
        "Countries",
        f"{len(rows)} states, past states and breakaway entities. The last two columns count offices and their "
        "holders by date; what is known to be missing stands below. Names are the first few.",
        table(
            ("country", "ISO 3", "ISO 2", "numeric", "COW", "FIPS", "capital", "also", "offices", "holders"),
            sorted(rows),
        ),
        "## How far the offices are checked",
        table(("country", "checked"), sorted(notes)),
    )


def _bodies() -> str:
    """Organisations that belong to no state, by kind."""
    blocks = []
    for path in sorted((DATA / "actors" / "bodies").glob("*.yaml")):
        file = _read(path, BodiesFile)
        kinds = Counter(b.kind for b in file.bodies)
        told = ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in sorted(kinds.items()))
        blocks += [f"## {path.stem.replace('_', ' ').capitalize()}", f"{plain(file.about)} ({told})"]
        blocks.append(
            table(
                ("name", "also", "country", "sector"),
                [
                    (plain(b.name), plain(", ".join(b.aliases[:4])), codes(b.country), codes(b.sector))
                    for b in sorted(file.bodies, key=lambda b: b.name)
                ],
            )
        )
    return page("Bodies", *blocks)


def _cameo() -> str:
    """CAMEO codes that records may carry."""
    file = _read(DATA / "codes" / "cameo.yaml", CameoFile)
    rows = [(code(k), plain(v.means), f"{v.goldstein:g}") for k, v in sorted(file.codes.items())]
    return page("CAMEO codes", plain(file.about), table(("code", "means", "Goldstein"), rows))
