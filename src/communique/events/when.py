"""When an event took place: the date expression that belongs to its clause.

"The envoy, who resigned in March, met the rebels on Monday": Monday belongs to the meeting, March
to the resigning. A sentence's only date serves all its events but those of a clause that has
its own. Dates to come and time limits say when a thing is due, not when it was promised; what is
done by saying has the date of the saying (see `saidwhen`).
"""

from __future__ import annotations

from datetime import date

from communique.events.arguments import is_verb
from communique.events.saidwhen import date_sayings
from communique.segment.parse import Parse
from communique.segment.reading import DateMention, EventDraft, Reading

HISTORICAL_DAYS = 400
"""An event told with a date that much before the report is background."""
_APART = frozenset({"after", "before", "following", "since", "until", "once"})
"""Words that put two happenings at different times."""
_MAKING = frozenset(
    [
        "announce",
        "impose",
        "sign",
        "hold",
        "launch",
        "open",
        "begin",
        "start",
        "stage",
        "unveil",
        "reach",
        "conclude",
        "adopt",
        "publish",
        "issue",
        "carry",
    ]
)
"""Participles that tell when the thing came about: "tariffs announced on Monday"."""
_PROMISING = frozenset({"AGREE", "THREATEN", "REQUEST", "CONCEDE", "SANCTION", "SUPPORT"})
"""Types whose thing promised, demanded or imposed may be due later."""
_TOO_WIDE = ("recent", "decade", "century")
"""Rules whose days say too little of one event unless they stand on its word."""


def attach_dates(reading: Reading) -> None:
    """Set the date of events, `due` of promises, and the status of background events."""
    by_sentence: dict[int, list[int]] = {}
    for number, mention in enumerate(reading.dates):
        if mention.recurring or mention.duration or mention.start is None:
            continue
        if reading.part_kind(mention.tokens[0]) == "dateline":
            continue  # the day of the report's making
        by_sentence.setdefault(reading.parse.sent[mention.tokens[0]], []).append(number)
    for event in reading.events:
        candidates = by_sentence.get(event.sentence, [])
        found = _date_of(reading, event, candidates)
        if found is not None and _set_due(reading, event, found):
            rest = [n for n in candidates if not _is_limit(reading, event, n)]
            found = _date_of(reading, event, rest)
        if found is not None and event.date is None:
            _set(reading, event, found)
        if event.due is None and event.status == "actual" and event.type in _PROMISING:
            event.due = _due_below(reading, event, candidates)
    date_sayings(reading)


def _due_below(reading: Reading, event: EventDraft, candidates: list[int]) -> int | None:
    """The limit told of what is promised or asked: "promised to withdraw by Friday"."""
    parse = reading.parse
    for number in candidates:
        if _is_limit(reading, event, number):
            clause = clause_of(parse, _top(parse, *reading.dates[number].tokens))
            if parse.dep[clause] in ("xcomp", "ccomp") and event.head in (parse.head[clause], clause):
                return number
    return None


def _is_limit(reading: Reading, event: EventDraft, number: int) -> bool:
    """Whether a date lies ahead of the report or is a time limit."""
    mention, published = reading.dates[number], reading.document.date
    if "+by" in mention.rule and not _not_until(reading.parse, mention):
        return True
    return published is not None and mention.start is not None and mention.start > published


def _not_until(parse: Parse, mention: DateMention) -> bool:
    """ "did not search it until October" is in October."""
    before = mention.tokens[0] - 1
    if before < 0 or parse.lower[before] not in ("until", "till", "before"):
        return False
    verb = clause_of(parse, before)
    return any(parse.dep[c] == "neg" for c in parse.children[verb])


def _set_due(reading: Reading, event: EventDraft, number: int) -> bool:
    """Note when a thing promised, demanded or threatened is due; whether it was that."""
    if event.status != "actual" or not _is_limit(reading, event, number):
        return False
    event.due = number
    return True


def _set(reading: Reading, event: EventDraft, number: int) -> None:
    """Give an event its date; long ago makes it background."""
    mention, published = reading.dates[number], reading.document.date
    event.date = number
    if event.status == "actual" and published and mention.end and _days(mention.end, published) > HISTORICAL_DAYS:
        event.status = "historical"
        event.why["historical"] = "date"


def _days(earlier: str, later: str) -> int:
    """Days from one day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _date_of(reading: Reading, event: EventDraft, candidates: list[int]) -> int | None:
    """The date mention that belongs to an event."""
    if not candidates:
        return None
    parse = reading.parse
    own = clause_of(parse, event.head)
    inside, reachable = [], []
    for number in candidates:
        mention = reading.dates[number]
        head = _top(parse, *mention.tokens)
        if mention.rule.startswith("offset") and _told_of(parse, head, event):
            return number
        above = _governors(parse, head)
        if event.head in above or event.trigger[0] in above or _made(parse, above, event.head):
            return number
        if any(mention.rule.startswith(w) for w in _TOO_WIDE) or _apart(parse, head):
            continue
        if own in above[:1] and not _apart(parse, event.head, own):
            inside.append(number)
        elif _shares_clause(parse, above[0] if above else head, event.head):
            reachable.append(number)
    if inside:
        return min(inside, key=lambda n: abs(reading.dates[n].tokens[0] - event.head))
    return reachable[0] if len(reachable) == 1 else None


def _made(parse: Parse, above: list[int], head: int) -> bool:
    """ "the tariffs announced on Monday": the date of the participle is that of the thing."""
    verb = above[0] if above else head
    if parse.dep[verb] != "acl" or parse.lemma[verb] not in _MAKING:
        return False
    at = parse.head[verb]
    for _ in range(6):
        if at == head:
            return True
        if parse.pos[at] not in ("NOUN", "PROPN", "ADP") or parse.head[at] == at:
            return False
        at = parse.head[at]
    return False


def _told_of(parse: Parse, head: int, event: EventDraft) -> bool:
    """ "fell on Tuesday, a day after a truce began": the day before belongs to the truce."""
    at = parse.head[head]
    if parse.lower[at] in _APART:
        first, last = parse.subtree(at if parse.pos[at] == "ADP" else parse.head[at])
        return at < event.head < last and first <= event.head
    return False


def _apart(parse: Parse, i: int, upto: int | None = None) -> bool:
    """Whether "after" or "before" stands between a word and its clause: another time than the verb's."""
    at = i
    for a in parse.ancestors(i):
        if a == upto:
            return False
        if parse.lower[a] in _APART and not (parse.lower[a] in ("since", "until") and parse.head[at] == a and at == i):
            return True
        if is_verb(parse, a):
            return False
        at = a
    return False


def clause_of(parse: Parse, i: int) -> int:
    """The verb of the clause in which a token stands, itself if it is one."""
    if is_verb(parse, i):
        return i
    return next((a for a in parse.ancestors(i) if is_verb(parse, a)), i)


def _top(parse: Parse, first: int, last: int) -> int:
    """The token of a range whose head lies outside it."""
    return next((i for i in range(first, last) if not first <= parse.head[i] < last), first)


def _governors(parse: Parse, i: int) -> list[int]:
    """Words above a date: its clause's verb first, then the nouns it is written on, no further."""
    above = []
    for a in parse.ancestors(i):
        above.append(a)
        if is_verb(parse, a):
            break
    return above[-1:] + above[:-1]


def _shares_clause(parse: Parse, clause: int, head: int) -> bool:
    """Whether a date's clause governs, or is coordinated with, the event's clause."""
    own = clause_of(parse, head)
    if clause == own:
        return not _apart(parse, head, own)
    at = own
    for _ in range(6):
        up, dep = parse.head[at], parse.dep[at]
        if up == at or (dep in ("amod", "acl") and parse.tag[at] == "VBN"):
            return False
        if dep == "relcl" and not any(parse.lower[c] == "where" for c in parse.children[at]):
            return False
        if dep == "ccomp" and not _infinitive(parse, at):
            return False
        if dep in ("advcl", "pcomp") and (
            parse.lower[up] in _APART or any(parse.lower[c] in _APART for c in parse.children[at])
        ):
            return False
        at = up
        if at == clause:
            return True
    return False


def _infinitive(parse: Parse, verb: int) -> bool:
    """ "prompting Lima to respond": one happening with the verb above."""
    return any(parse.lower[c] == "to" and parse.dep[c] == "aux" for c in parse.children[verb])
