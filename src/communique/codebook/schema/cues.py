"""Models of `data/cues/`: the words that tell that somebody says, thinks or wants something.

A file holds cues of one word class and one cue class. An entry names the frames in which the
cue takes its content, so that "call" may give `"Critics called the plan a mistake"` but never
"She called a taxi". Every entry has a sentence in which it must fire (`fires`) and, where a
frame could mis-fire, one in which it must not (`silent`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

CueClass = Literal["speech", "belief", "intention", "document"]
"""speech: says, in words; belief: thinks, feels, holds; intention: wants, plans, demands;
document: a poll, memo or study shows."""

Frame = Literal[
    "quote",
    "that",
    "bare",
    "wh",
    "to",
    "ing",
    "np",
    "np_person",
    "obj_to",
    "to_obj",
    "as",
    "oprd",
    "of",
    "raise",
]
"""How a verb takes its content.

quote: a quotation before or after, or an unquoted clause around it ("The dam is safe, he said").
that, bare, wh: a finite clause with "that", without, or opening with a question word.
to: an infinitive with the speaker as its subject ("vowed to fight on").
ing: a gerund ("denied taking bribes").
np: a noun phrase ("praised the deal"); after a preposition in an entry such as "call for".
np_person: the same, but only where one person is the subject: the verb has a use without words
    ("Ruiz attacked the plan", not "gunmen attacked a bus").
obj_to: object and infinitive, both content ("urged both sides to talk").
to_obj: object addressed, infinitive content ("told aides to wait").
as, oprd: object and what it is called ("described it as a farce", "called it a farce").
of: object and charge ("accused Rome of stalling").
raise: passive or seeming, the subject belongs to the content ("The talks are expected to fail").
"""

NounFrame = Literal[
    "that",
    "bare",
    "wh",
    "to",
    "of",
    "for",
    "about",
    "on",
    "over",
    "against",
    "with",
    "in",
    "as",
    "at",
    "by",
    "toward",
]
"""What follows a cue noun or adjective and holds the content."""


class VerbCue(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A verb, alone or with a particle or preposition: "say", "point out", "call for".

    Attributes:
        verb: lemma; the second word is a particle or preposition.
        frames: how it takes its content.
        fires: a sentence in which it must give a statement.
        silent: a sentence in which it must not.
        medium: medium that the verb itself tells ("tweet" is a post).
        polarity: `denied` or `declined` where the verb itself says so.
    """

    verb: str
    frames: list[Frame]
    fires: str = ""
    silent: str | None = None
    medium: str | None = None
    polarity: Literal["denied", "declined"] | None = None


class NounCue(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A noun that tells of a saying or thought: "claim that ...", "calls for ..."."""

    noun: str
    frames: list[NounFrame]
    fires: str = ""
    silent: str | None = None
    medium: str | None = None
    polarity: Literal["denied", "declined"] | None = None


class AdjectiveCue(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A predicate of its holder: "confident that ...", "critical of ..."."""

    adjective: str
    frames: list[NounFrame]
    fires: str = ""
    silent: str | None = None


class PhraseCue(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Fixed words before the speaker: "according to", "in the view of"."""

    phrase: str
    fires: str = ""
    silent: str | None = None


class AdverbCue(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An adverb by which the outlet passes a clause on to others: "reportedly"."""

    adverb: str
    fires: str = ""
    silent: str | None = None


class CueFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"cue_class": "class"}):
    """One file of `data/cues/`.

    Attributes:
        about: what the file holds, in a sentence.
        cue_class: class of all its cues.
    """

    about: str
    cue_class: CueClass
    verbs: list[VerbCue] = []
    nouns: list[NounCue] = []
    adjectives: list[AdjectiveCue] = []
    phrases: list[PhraseCue] = []
    adverbs: list[AdverbCue] = []


class MediumWord(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Words that name the medium of a statement ("at a news conference")."""

    medium: str
    words: list[str]
    weak: bool = False
    """True where the words count only right beside the cue or as its subject ("call")."""


class StanceWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Words by which an outlet doubts or vouches for what it passes on."""

    stance: Literal["doubts", "vouches"]
    words: list[str]


class AttributionWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`data/cues/words.yaml`: words around a cue that are no cues themselves.

    Attributes:
        media, stances: see there.
        light_verbs: verbs whose subject is the speaker of a cue noun they govern
            ("issued a warning that ...").
        speaking_things: nouns that can stand before a headline's colon as its speaker.
        told_verbs: verbs whose object is the addressee ("told reporters").
        to_verbs: verbs that name the addressee with "to" ("said to reporters").
        sent_things: nouns that name the addressee with "to" ("a letter to the court").
        puts_out: verbs whose object is a medium ("sent a letter demanding ...").
        documents: nouns for documents and studies, subjects of "shows".
        written_cues: cues of what may stand in a document just spoken of ("requested").
        written_media: nouns of such documents ("letter").
        chain_verbs: participles that open a statement of their own after a statement
            ("said the talks had failed, adding that ...").
    """

    about: str
    media: list[MediumWord]
    stances: list[StanceWords]
    light_verbs: list[str]
    speaking_things: list[str]
    chain_verbs: list[str]
    documents: list[str]
    told_verbs: list[str]
    to_verbs: list[str]
    sent_things: list[str]
    puts_out: list[str]
    written_cues: list[str]
    written_media: list[str]
