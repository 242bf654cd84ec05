"""The events of a report: every trigger read, folded and given its sides."""

from __future__ import annotations

from communique.codebook.schema.triggers import Sense
from communique.codebook.trigger_book import TriggerBook, sense_id
from communique.events.arguments import is_verb
from communique.events.fold import SPEAKING, Folded, fold, folds_as_plover
from communique.events.found import Found, coded_tokens
from communique.events.nearly import nearly_fitting
from communique.events.own_fold import fold_own
from communique.events.parties import Parties
from communique.events.recognise import revise
from communique.events.retold import UNTOLD, speaks_of_known
from communique.events.roles import find_sides, folded_sides
from communique.events.scope import scope_of
from communique.events.senses import SenseMatcher
from communique.events.unnamed import name_the_unnamed
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Range, Reading

LONGEST_TRIGGER = 6


def detect_events(reading: Reading, book: TriggerBook) -> None:
    """Fill `reading.events` in text order."""
    matcher = SenseMatcher(reading.parse, book, Parties(reading))
    found, kept = find_triggers(reading, matcher, book)
    kept = revise(reading, matcher, book, found, kept)
    kept += nearly_fitting(reading, matcher, book, found, lambda i, s, w: _read(matcher, book, reading.parse, i, s, w))
    for item in sorted(kept, key=lambda f: (f.token, f.folded.type)):
        name_the_unnamed(reading, matcher, book, item)
        draft = _draft(reading, item, book)
        if draft is not None:
            reading.events.append(draft)


def find_triggers(reading: Reading, matcher: SenseMatcher, book: TriggerBook) -> tuple[list[Found], list[Found]]:
    """All triggers that fit a sense, and those of them that remain when words that tell one event are merged."""
    found = _found(reading, matcher, book)
    return found, _merge(reading.parse, found)


def _found(reading: Reading, matcher: SenseMatcher, book: TriggerBook) -> list[Found]:
    """Read every token of the coded parts as a trigger."""
    parse, found = reading.parse, []
    for i in coded_tokens(reading):
        best = matcher.best(i)
        if best is not None and not _only_qualifies(parse, i, best[0]):
            found.append(_read(matcher, book, parse, i, *best))
    return found


def _only_qualifies(parse: Parse, i: int, sense: Sense) -> bool:
    """A participle of saying before a noun tells no act of its own: "the alleged hideout"."""
    return parse.dep[i] == "amod" and parse.tag[i] in ("VBN", "JJ") and sense.type in ("ACCUSE", "REQUEST", "REJECT")


def _read(matcher: SenseMatcher, book: TriggerBook, parse: Parse, i: int, sense: Sense, words: Range) -> Found:
    """Scope, fold and sides of one trigger."""
    kind = book.types[sense.type or ""]
    scope = scope_of(parse, i, book)
    folding = fold if folds_as_plover(book.types, kind) else fold_own
    folded = folding(book.types, kind.name, sense.mode, scope)
    inner = find_sides(matcher, i, sense, kind)
    sides = folded_sides(matcher, inner, folded, kind)
    return Found(i, words, sense, scope, folded, sides)


def _merge(parse: Parse, found: list[Found]) -> list[Found]:
    """One event for words that tell one together.

    A verb sense that asked for its object swallows the object's own event ("held talks"), an
    operator that decided swallows the plain event of its own word ("urged ... to withdraw"), and
    of several events under one operator the first speaks for all.
    """
    by_token = {f.token: f for f in found}
    dropped: set[int] = set()
    for over, under in _swallows(parse, found, by_token):
        if over not in dropped:
            dropped.add(under)
    decided: dict[int, int] = {}
    kept = []
    for f in found:
        if f.token in dropped and not (f.folded.by and f.folded.by.token not in dropped):
            continue
        if f.token in dropped:
            continue
        step = f.folded.by
        if step is not None:
            if step.token in decided:
                continue
            decided[step.token] = f.token
        kept.append(f)
    return kept


def _swallows(parse: Parse, found: list[Found], by_token: dict[int, Found]) -> list[tuple[int, int]]:
    """Pairs of a trigger and one that it swallows, the surest first; one swallowed swallows none."""
    pairs = []
    for f in found:
        pairs += [(f.token, w) for w in range(*f.words) if w != f.token and w in by_token]
    for f in found:
        if f.sense.verb and f.sense.obj:
            pairs += [(f.token, c) for c in parse.kids(f.token, "dobj", "nsubjpass", "attr") if c in by_token]
        if f.sense.verb and f.sense.subj:
            pairs += [(f.token, c) for c in parse.kids(f.token, "nsubj") if c in by_token]
    for f in found:
        if f.folded.by is not None:
            steps = f.scope.steps
            if f.folded.status == "hypothetical":
                steps = steps[: steps.index(f.folded.by) + 1]
            pairs += [(f.token, s.token) for s in steps if s.operator.effect in SPEAKING and s.token != f.token]
    for f in found:
        above = by_token.get(parse.head[f.token])
        if above is None or not f.scope.purpose:
            continue
        if f.folded.type == above.folded.type == "CONSULT":
            pairs.append((above.token, f.token))  # "met to discuss fishing" is one meeting
        elif above.folded.type == "PROTEST" and f.folded.type in ("REQUEST", "ACCUSE", "PROTEST"):
            pairs.append((above.token, f.token))  # "gathered to demand his release" is one protest
    return pairs + _nouns_under_verbs(parse, found)


def _nouns_under_verbs(parse: Parse, found: list[Found]) -> list[tuple[int, int]]:
    """Nouns that only say again what their verb tells: "met at a summit", "agreed in a deal"."""
    verbs = {f.token: f for f in found if f.sense.verb}
    again = []
    for f in found:
        if not f.sense.noun:
            continue
        for above in list(parse.ancestors(f.token))[:3]:
            verb = verbs.get(above)
            if verb is not None:
                mine = {e for e, _ in [*f.sides.actor, *f.sides.recipient]}
                its = {e for e, _ in [*verb.sides.actor, *verb.sides.recipient]}
                if verb.folded.type == f.folded.type and (mine <= its or _setting(parse, f.token)):
                    again.append((verb.token, f.token))
                break
    return again


def _setting(parse: Parse, noun: int) -> bool:
    """Whether a noun only says at what something was done: "met during a summit"."""
    return parse.dep[noun] == "pobj" and parse.lower[parse.head[noun]] in ("during", "at", "in", "after", "of")


def _draft(reading: Reading, item: Found, book: TriggerBook) -> EventDraft | None:
    """A draft from a trigger, None where no actor at all is named."""
    sides, folded = item.sides, item.folded
    kind = book.types[folded.type]
    actor, recipient = list(sides.actor), list(sides.recipient)
    visiting = folded.type == "CONSULT" and "visit" in folded.mode
    mediating = folded.type == "CONSULT" and "third-party" in folded.mode and bool(actor) and bool(recipient)
    meeting = folded.type == "CONSULT" and not visiting and item.sense.type == "CONSULT"
    joint = (sides.joint or meeting) and not mediating
    if joint and kind.symmetric and folded.status != "negated":
        actor, recipient = actor + [r for r in recipient if r[0] not in [a[0] for a in actor]], []
    elif joint and kind.symmetric:
        actor, recipient = actor + recipient, []
    untold = not (actor or recipient)
    known = folded.by is None and folded.status == "actual" and speaks_of_known(reading.parse, item.token)
    if (untold and not known) or _danger(reading.parse, folded):
        return None
    if _idle(item, bool(actor and recipient) or (joint and len(actor) > 1)):
        return None
    step = folded.by
    draft = EventDraft(
        type=folded.type,
        trigger=_trigger(item),
        head=step.token if step else item.token,
        sentence=reading.parse.sent[item.token],
        rule=sense_id(item.sense),
        mode=list(dict.fromkeys(folded.mode)),
        context=list(item.sense.context),
        cameo=item.sense.cameo if folded.type == item.sense.type else None,
        actor=[a for a, _ in actor],
        recipient=[r for r, _ in recipient],
        actor_tokens=[t for _, t in actor],
        recipient_tokens=[t for _, t in recipient],
        status=folded.status,
        confidence=_confidence(item, bool(actor), bool(recipient), kind.recipient_required),
    )
    draft.why = _why(reading, item)
    if untold:
        draft.why[UNTOLD] = True
    return draft


def _idle(item: Found, two_sided: bool) -> bool:
    """A bare infinitive with one side that nobody plans, fears or asks for: "a way to threaten people"."""
    bare = item.scope.infinitive or item.scope.purpose
    return item.folded.status == "hypothetical" and bare and not item.scope.steps and not two_sided


def _danger(parse: Parse, folded: Folded) -> bool:
    """A danger that is only fought or feared is no threat made: "to combat the threat of hacking"."""
    step = folded.by
    noun = step is not None and step.operator.effect == "threaten" and not is_verb(parse, step.token)
    return noun and folded.status != "actual"


def _trigger(item: Found) -> Range:
    """Words of the trigger, with the operator's where they stand close together."""
    first, last = item.words
    if item.folded.by is not None:
        op = item.folded.by.token
        whole = (min(first, op), max(last, op + 1))
        return whole if whole[1] - whole[0] <= LONGEST_TRIGGER else (op, op + 1)
    return (first, last)


def _confidence(item: Found, actor: bool, recipient: bool, required: bool) -> float:
    """A first estimate from the sense's weight and from what was found; calibrated later."""
    value = item.sense.weight * item.folded.weight * (0.75 if item.near else 1.0)
    if not actor:
        value *= 0.75
    if not recipient:
        value *= 0.6 if required else 0.85
    return round(max(0.05, min(0.99, value)), 3)


def _why(reading: Reading, item: Found) -> dict[str, object]:
    """What fired, on which words, for `--explain`."""
    parse = reading.parse
    why: dict[str, object] = {
        "sense": sense_id(item.sense),
        "words": reading.words(item.words),
        "actor_role": item.sides.actor_role,
        "recipient_role": item.sides.recipient_role,
        "weight": item.sense.weight,
    }
    if item.sense.layer:
        why["layer"] = item.sense.layer
    if item.near:
        why["nearly"] = True
    if item.learned is not None:
        why["learned"] = round(item.learned, 3)
    if item.scope.steps:
        why["operators"] = [f"{parse.word[s.token]}:{s.operator.effect}" for s in item.scope.steps]
    marks: list[str] = [
        name for name in ("negated", "condition", "purpose", "question", "infinitive") if getattr(item.scope, name)
    ]
    marks.extend(m for m in (item.scope.modal, *(s.modal for s in item.scope.steps)) if m)
    if marks:
        why["scope"] = marks
    return why
