"""Actor and agent dictionaries in TABARI and PETRARCH format, turned into our files.

An actor entry is a name with codes, dated or not, and aliases on lines that open with "+":

    BARACK_OBAMA_
    +BARACK_HUSSEIN_OBAMA_
        [USAGOV 20090120-20170120]
        [USAELI >20170120]

An agent entry is a noun and a role: `POLICEMAN_ [~COP]`. Codes are a country of three letters and
roles of three letters. What does not carry over is reported, never dropped silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CODE = re.compile(r"\[([^\]]*)\]")
_RANGE = re.compile(r"\(?\s*(?:([<>])\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8}))\s*\)?")
_OLD_SECTORS = {
    "INS": "REB",
    "SEP": "REB",
    "MED": "JRN",
    "HLH": "MED",
    "ENV": "SOC",
    "HRI": "SOC",
    "DEV": "SOC",
    "SET": "CVL",
}
SECTORS = frozenset(
    {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS"}
    | {"CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
)
BODIES = frozenset({"IGO", "NGO", "MNC", "IMG"})


@dataclass(slots=True)
class Term:
    """One code of an entry, with the days it holds; both null where it always does."""

    country: list[str]
    sector: list[str]
    start: str | None = None
    end: str | None = None


@dataclass(slots=True)
class LegacyEntry:
    """A name or noun with aliases and terms."""

    name: str
    aliases: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    agent: bool = False


@dataclass(slots=True)
class LegacyFile:
    """What was read, and what was not, with line numbers."""

    entries: list[LegacyEntry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_legacy(text: str, where: str) -> LegacyFile:
    """Read a dictionary of actors or agents."""
    found = LegacyFile()
    current: LegacyEntry | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].rstrip()
        if not line.strip() or line.lstrip().startswith(("<", "!")):
            if line.lstrip().startswith("!"):
                found.problems.append(f"{where}:{number}: macros are not carried over: {line.strip()[:60]}")
            continue
        head = _CODE.split(line)[0].strip()
        if head.startswith("+"):
            if current is None:
                found.problems.append(f"{where}:{number}: an alias before any entry: {head}")
                continue
            current.aliases.append(_plain(head[1:]))
        elif head:
            current = LegacyEntry(_plain(head))
            found.entries.append(current)
        _add_terms(current, line, f"{where}:{number}", found)
    return found


def _plain(name: str) -> str:
    """A dictionary name as text: underscores to spaces, capitals to a name."""
    words = re.sub(r"\{.*?\}", "", name).replace("_", " ").split()
    return " ".join(w if not w.isupper() or (len(w) <= 3 and "." in w) else w.capitalize() for w in words)


def _add_terms(entry: LegacyEntry | None, line: str, place: str, found: LegacyFile) -> None:
    """Read the bracketed codes of a line into its entry."""
    for inside in _CODE.findall(line):
        if entry is None:
            found.problems.append(f"{place}: a code before any entry: [{inside}]")
            continue
        code, _, when = inside.strip().partition(" ")
        if code.startswith("~"):
            entry.agent, code = True, code[1:]
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        if not parts or any(len(p) != 3 or not p.isalpha() for p in parts):
            found.problems.append(f"{place}: the code {code!r} is not made of three-letter parts")
            continue
        sectors = [_OLD_SECTORS.get(p, p) for p in parts]
        country = [] if entry.agent or sectors[0] in SECTORS else [parts[0]]
        term = Term(country, [s for s in sectors if s in SECTORS])
        _set_dates(term, when, place, found)
        entry.terms.append(term)
        strange = [p for p in sectors[len(country) :] if p not in SECTORS]
        if strange:
            found.problems.append(f"{place}: {' '.join(strange)} in {code!r} is no sector of ours and was left out")


def _set_dates(term: Term, when: str, place: str, found: LegacyFile) -> None:
    """Read "<20090120", ">090120" or "20090120-20170120"."""
    if not when.strip():
        return
    match = _RANGE.fullmatch(when.strip())
    if match is None:
        found.problems.append(f"{place}: the dates {when.strip()!r} are not understood")
    elif match[1] == "<":
        term.end = _day(match[2])
    elif match[1] == ">":
        term.start = _day(match[2])
    else:
        term.start, term.end = _day(match[3]), _day(match[4])


def _day(digits: str) -> str:
    """YYYYMMDD or YYMMDD as YYYY-MM-DD."""
    if len(digits) == 6:
        digits = ("19" if digits[:2] > "30" else "20") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
