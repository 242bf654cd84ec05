"""Events and statements tied together.

An event told only inside somebody's words carries the statement's index: "the army burned three
villages, the rebels said". Where the saying is the event ("accused the army of burning three
villages") the event stands by itself and the statement lists it.
"""

from __future__ import annotations

from communique.segment.reading import EventDraft, Reading, StatementDraft

SPEECH_ACTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
STATED = frozenset({"speech", "document"})


def link_events(reading: Reading) -> None:
    """Set `statement` of events and `performs` of statements."""
    for number, event in enumerate(reading.events):
        performed = _performing(reading, event)
        if performed is not None:
            reading.statements[performed].performs.append(number)
            event.statement = reading.statements[performed].parent
            continue
        event.statement = _innermost(reading, event)
        if event.statement is not None:
            _follow_polarity(event, reading.statements[event.statement])


def _performing(reading: Reading, event: EventDraft) -> int | None:
    """The statement whose words are the event, or whose cue is its trigger."""
    if event.said is not None:
        return event.said
    if event.type not in SPEECH_ACTS:
        return None
    for number, statement in enumerate(reading.statements):
        cue = statement.cue
        if cue and cue[0] <= event.head < cue[1]:
            return number
        if cue and event.trigger[0] < cue[1] and cue[0] < event.trigger[1] and statement.cue_head == event.head:
            return number
    return None


def _innermost(reading: Reading, event: EventDraft) -> int | None:
    """The shortest statement whose content holds the trigger."""
    token = event.trigger[0]
    best: tuple[int, int] | None = None
    for number, statement in enumerate(reading.statements):
        if any(first <= token < last for first, last in statement.content):
            length = sum(last - first for first, last in statement.content)
            if best is None or length < best[0]:
                best = (length, number)
    return best[1] if best else None


def _follow_polarity(event: EventDraft, statement: StatementDraft) -> None:
    """What a speaker denies did not happen, as the speaker has it."""
    if statement.polarity == "denied" and event.status in ("actual", "historical"):
        event.status = "negated"
        event.why["denied_by_statement"] = True
