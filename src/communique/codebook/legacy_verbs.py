"""Verb dictionaries in TABARI and PETRARCH format, turned into senses of ours as far as they carry over.

A block is a verb with a CAMEO code, and patterns below it; `*` stands for the verb, `$` for the one who acts, `+` for
the one acted upon, `%` for both, a word that opens with "&" for a list of synonyms:

    --- MEET [040] ---              a PETRARCH2 block with its root; blocks of TABARI start at the verb
    MEET {MET MEETING} [040]
    - * WITH + [040]
    - * &WEAPONS AT + [150]
    &WEAPONS
    +RIFLE
    +GUNS

A pattern says words in order, a sense of ours what must stand around the verb in the parse. Objects, prepositions and
passives carry over; alternatives, skipped words, words that stand before the one acting, and codes that only forbid do
not. What does not is reported with its line, never dropped silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_CODE = re.compile(r"\[([^\]]*)\]\s*$")
_FORMS = re.compile(r"^([^\s{]+)\s*\{[^}]*\}")
_ROOT = re.compile(r"^---\s*([^\[\]]+?)\s*(?:\[([^\]]*)\])?\s*---\s*$")
_PREPOSITIONS = frozenset(
    {
        "about",
        "across",
        "against",
        "among",
        "around",
        "at",
        "between",
        "by",
        "concerning",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "upon",
        "with",
        "within",
        "without",
    }
)
_AUXILIARIES = frozenset(["be", "is", "are", "was", "were", "been", "being", "has", "have", "had"])
_ARTICLES = frozenset(["a", "an", "the"])
_SIDES = frozenset("$+%")


@dataclass(slots=True)
class VerbFile:
    """What was read: senses with their CAMEO code, synonym lists, and what did not carry over.

    `senses` are fields of `schema.triggers.Sense` without type and mode; `carried` counts patterns.
    """

    senses: list[dict[str, Any]] = field(default_factory=list)
    classes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    patterns: int = 0
    carried: int = 0


@dataclass(slots=True)
class _Place:
    """Where the reader stands: verb, its code, and the synonym list that is being read."""

    verb: str = ""
    code: str = ""
    root: str = ""
    synonyms: list[str] | None = None


def read_verbs(text: str, where: str) -> VerbFile:
    """Read a dictionary of verbs; `where` names the file in remarks."""
    found, place = VerbFile(), _Place()
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].strip()
        if not line or line.startswith("<"):
            continue
        root = _ROOT.match(line)
        if root is not None:
            place.root, place.verb, place.synonyms = root[2] or "", "", None
        elif line.startswith("&"):
            place.synonyms = found.classes.setdefault(_class(line.split()[0]), [])
        elif line.startswith("+") and place.synonyms is not None:
            place.synonyms += [w for w in (_word(line[1:].split("[")[0]),) if w]
        elif line.startswith(("-", "~")):
            place.synonyms = None
            _pattern(line, place, f"{where}:{number}", found)
        else:
            place.synonyms = None
            _verb(line, place, f"{where}:{number}", found)
    _check_classes(found, where)
    return found


def _check_classes(found: VerbFile, where: str) -> None:
    """Leave out senses that ask for a synonym list that the file lacks."""
    kept = []
    for sense in found.senses:
        governed = [word for words in sense.get("prep", {}).values() for word in words]
        asked = [*sense.get("obj", []), *sense.get("subj", []), *governed]
        missing = [w for w in asked if w.startswith("@") and not found.classes.get(w[1:])]
        if missing:
            found.problems.append(f"{where}: {sense['verb']}: the list &{missing[0][1:].upper()} is not in the file")
        else:
            kept.append(sense)
    found.carried -= len(found.senses) - len(kept)
    found.senses = kept


def _word(text: str) -> str:
    """A dictionary word as we write it: lower case, blanks for underscores."""
    return " ".join(text.replace("_", " ").lower().split())


def _class(name: str) -> str:
    """A synonym list's name as a class of ours: &WEAPONS is @weapons."""
    return re.sub(r"[^a-z0-9]+", "_", name.lstrip("&").lower()).strip("_")


def _verb(line: str, place: _Place, where: str, found: VerbFile) -> None:
    """A line that opens a verb's block."""
    code = _CODE.search(line)
    head = line[: code.start()].strip() if code else line
    forms = _FORMS.match(head)
    if head.startswith("!") or not re.fullmatch(r"[A-Za-z_'-]+", forms[1] if forms else head):
        found.problems.append(f"{where}: not understood as a verb: {line[:60]}")
        place.verb = ""
        return
    place.verb = _word(forms[1] if forms else head)
    place.code = code[1] if code else place.root
    found.patterns += 1
    cameo, symmetric = _cameo(place.code)
    if cameo is None:
        found.problems.append(
            f"{where}: {place.verb}: the code [{place.code}] tells no event; a verb without senses needs none"
        )
        return
    found.carried += 1
    found.senses.append(_sense(place.verb, cameo, symmetric, weight=0.5))


def _cameo(code: str) -> tuple[str | None, bool]:
    """The CAMEO code of the acting side, and whether both sides act: "[040:040]"; None for "---" and the like."""
    first, _, second = code.strip().partition(":")
    return (first.strip() if re.fullmatch(r"\d{2,4}", first.strip()) else None), bool(second) and second == first


def _sense(verb: str, cameo: str, symmetric: bool, **more: Any) -> dict[str, Any]:
    """The fields of a sense; what is empty is left out."""
    sense = {"verb": verb, **more, "cameo": cameo, "symmetric": symmetric}
    return {name: value for name, value in sense.items() if value or name == "weight"}


def _pattern(line: str, place: _Place, where: str, found: VerbFile) -> None:
    """A pattern below a verb."""
    found.patterns += 1
    code = _CODE.search(line)
    problem = _unfit(line, place, code[1] if code else "")
    words: list[str] = []
    fields: dict[str, Any] = {}
    if problem is None and code is not None:
        inner = re.sub(r"\(([A-Za-z]+)_", r"(\1 ", line[1 : code.start()])
        words = re.sub(r"[(){}]", " ", inner).replace("_ ", " ").split()
        problem = _around(words, fields)
    if problem is not None or code is None:
        found.problems.append(f"{where}: {place.verb or '?'}: {problem}: {line[:70]}")
        return
    cameo, symmetric = _cameo(code[1])
    if ":" in code[1] and not symmetric:
        found.problems.append(f"{where}: {place.verb}: of [{code[1]}] only the first code was taken")
    found.carried += 1
    found.senses.append(_sense(place.verb, str(cameo), symmetric, **fields))


def _unfit(line: str, place: _Place, code: str) -> str | None:
    """Why a pattern cannot be read at all."""
    if not place.verb:
        return "a pattern before any verb"
    if line.startswith("~"):
        return "patterns that forbid are not carried over"
    if not code:
        return "no code"
    if _cameo(code)[0] is None:
        return f"the code [{code}] tells no event, and a sense of ours cannot forbid"
    if "*" not in line:
        return "no * for the verb"
    if "|" in line or "^" in line or "?" in line:
        return "alternatives and skipped words are not carried over"
    return None


def _around(words: list[str], fields: dict[str, Any]) -> str | None:
    """Fill object, subject, prepositions and roles from the words around `*`; a reason where that cannot be."""
    at = next((n for n, word in enumerate(words) if word == "*"), -1)
    if at < 0:
        return "the verb is part of a word"
    before, after = words[:at], [w for w in words[at + 1 :] if w.lower() not in _ARTICLES]
    plain = [_word(w) for w in before if w not in _SIDES]
    passive = bool(plain) and plain[-1] in _AUXILIARIES and ("BY" in after or "+" in before)
    rest = [w for w in plain if w not in _AUXILIARIES and w not in _ARTICLES]
    if passive:
        fields["voice"] = "passive"
    if len(rest) > 1 or (rest and rest[0] in _PREPOSITIONS):
        return "words before the verb are not carried over"
    if rest:
        fields["obj" if passive else "subj"] = [_target(rest[0])]
    _after(after, fields)
    return None


def _target(word: str) -> str:
    """A word, or the class of a synonym list."""
    return "@" + _class(word) if word.startswith("&") else word


def _after(words: list[str], fields: dict[str, Any]) -> None:
    """Words after the verb: an object, then prepositions with what they govern."""
    preposition = ""
    heads: dict[str, list[str]] = {}
    recipient: list[str] = []
    for word in words:
        lower = _word(word)
        if lower in _PREPOSITIONS:
            preposition = lower
            heads.setdefault(preposition, [])
        elif word in ("+", "%"):
            recipient.append(preposition or "obj")
        elif word == "$":
            heads.pop(preposition, None)
        elif lower:
            heads.setdefault(preposition, []).append(_target(lower))
    objects = heads.pop("", [])
    if objects:
        fields["obj"] = [objects[0] if objects[-1].startswith("@") or len(objects) == 1 else " ".join(objects[-2:])]
    if heads:
        fields["prep"] = {name: governed[-1:] for name, governed in heads.items()}
    if recipient and fields.get("voice") != "passive":
        fields["recipient"] = recipient
