"""Models of `data/triggers/`: the words that tell an event, sense by sense.

A sense is a head word with what must stand around it. "The rebels attacked the convoy" and
"the minister attacked the plan" share a verb; what is attacked tells the senses apart. Of the
senses that fit a token the one with the most constraints wins, so a general sense and its
exceptions live side by side.
"""

from __future__ import annotations

import msgspec


class Sense(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """One sense of a trigger word.

    Exactly one of `verb`, `noun`, `adj` is given: the lemma, lower case, or a phrase.
    A verb phrase ("call off", "open fire", "take to the streets") needs the other words in
    this order among the six tokens after the verb ("called the talks off" fits). A noun phrase
    ("hunger strike", "state of emergency") stands as written, with lemmas.

    A list of words holds lemmas of head nouns ("missile"), two-word compounds ("trade deal"),
    or classes: "@weapon" from `classes.yaml`, or one of the classes made from mentions:
    @actor (any actor), @person, @state, @body, @group, @force (military, police, rebels),
    @rebel (rebels, gunmen, militias, gangs: no state's forces),
    @place, @civilian, @number, @clause (a clause stands there), @any (whatever: in `not_obj`, no object at all).
    "200 boxes of vaccine" and "two of the nuns" are a vaccine and a nun too.

    Attributes:
        type: PLOVER type; None takes the file's.
        obj: the verb's object, or its subject in the passive, must be one of these; it is then
            the thing acted with or on, no recipient (unless `recipient` says obj).
        subj: the subject must be one of these (in the passive: the by-phrase, if there is one).
        prep: prepositions that must follow, each with what they must govern ([] = anything):
            {with: ["@weapon"]}.
        comp: a clause that must follow: "to" (to leave), "ing" (leaving), "that".
        mod: a modifier the noun or object must have (adjective or compound): [military].
        not_obj, not_subj, not_prep, not_mod: the same, must not.
        not_near: words that must not stand within eight tokens.
        voice: "active" or "passive" where only one fits.
        actor, recipient: roles to look in, in order of preference, in place of the type's own:
            subj, obj, iobj, poss, mod (the adjective or compound before a noun: "Israeli strike"),
            comp (subject of the clause that follows), none, or any preposition ("against").
        symmetric: both sides are actors ("A and B clashed", "talks between A and B").
        mode, context: PLOVER names. cameo: CAMEO code as text ("1121").
        weight: how sure the sense is once it fits, 0 to 1.
        instead: in a file of your own: all senses of the word in the layers below are put aside. Without it yours
            takes the place of the one with the same word and conditions, and comes before all others where it fits.
        layer: set when the files are read: 0 for ours, 1 and more for folders laid over them.
        yes: a sentence in which it must fire. no: one with the same word in which it must not.
    """

    verb: str | None = None
    noun: str | None = None
    adj: str | None = None
    type: str | None = None
    obj: list[str] = []
    subj: list[str] = []
    prep: dict[str, list[str]] = {}
    comp: str | None = None
    mod: list[str] = []
    not_obj: list[str] = []
    not_subj: list[str] = []
    not_prep: dict[str, list[str]] = {}
    not_mod: list[str] = []
    not_near: list[str] = []
    voice: str | None = None
    actor: list[str] = []
    recipient: list[str] = []
    symmetric: bool = False
    mode: list[str] = []
    context: list[str] = []
    cameo: str | None = None
    weight: float = 0.8
    yes: str = ""
    no: str = ""
    note: str | None = None
    instead: bool = False
    layer: int = 0


class SenseFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`triggers/TYPE_*.yaml`: senses, most of one type.

    `drop` lists words of the layers below that shall tell no event any more: ["verb:hail", "noun:strike"].
    """

    type: str
    about: str
    senses: list[Sense] = []
    drop: list[str] = []


class ClassFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`triggers/classes.yaml`: named word classes that senses refer to as "@name"."""

    about: str
    classes: dict[str, list[str]]


class Operator(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A word that changes whether or how an event below it happened.

    "agreed to withdraw", "hopes for a deal", "failed to renew", "called off the talks",
    "threat of an attack": the event word below the operator keeps its participants, the operator
    decides type and status.

    Attributes:
        verb, noun, adj, adv: the lemma or phrase, as in a sense; one of them.
        effect: what it does to the event below:
            promise, accede, plan, refuse, demand, threaten, cancel, postpone: its subject does
                something by saying it, and the type folds;
            announce, expect (others expect it), foresee (its subject expects it of others);
            hope, fear, propose, try, doubt, allege, imagine, purpose: open;
            condition: as "if"; fail, deny, false, prevent: it did not happen; true, confirm,
                belief: only where negated;
            report: a noun of saying ("claims that"), which a refusal above it denies;
            begin, cease, allow, force, neutral: it goes on, stops, or is let happen;
            occur: the event takes place ("no talks were held"): negation and modal are its own;
            misreport: as false, but only of a report ("the report was wrong");
            arrive: a journey whose purpose was reached ("flew in to sign");
            background, anniversary: long past.
        frame: where the event stands: to, ing, that, obj, subj (the operator is said of the event:
            "the visit is in doubt"), mod (the event modifies the operator: "attack plan"),
            modifies (the operator modifies the event: "planned attack", "allegedly attacked"),
            clause (a conjunction before the event's clause: "in case"), of, any, or a preposition;
            for periods of time (background nouns) the prepositions before them.
        voice: "active" or "passive" where only one fits.
        control: whose act the event below is: "subj" or "obj".
        yes: a sentence in which it must act on the event below. no: one in which it must not.
    """

    effect: str
    verb: str | None = None
    noun: str | None = None
    adj: str | None = None
    adv: str | None = None
    frame: list[str] = msgspec.field(default_factory=lambda: ["any"])
    voice: str | None = None
    control: str = "subj"
    yes: str = ""
    no: str = ""
    note: str | None = None


class OperatorFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`triggers/operators/*.yaml`."""

    about: str
    operators: list[Operator]
