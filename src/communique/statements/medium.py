"""Through what something was said: a letter, a post, a press conference; and to which outlet."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.outside import tokens_outside
from communique.statements.speaker import mention_range
from communique.statements.view import View

_PREPOSITIONS = frozenset({"in", "at", "on", "during", "via", "through", "by", "over"})
_WRITTEN = frozenset({"letter", "post", "email", "report", "opinion article", "book", "statement", "joint statement"})
_WRITES = frozenset({"write", "state", "read", "say", "add", "note", "describe"})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_CARRIED_OVER = 12
"""Sentences over which a medium still holds for the same speaker."""


def set_media(view: View) -> None:
    """Fill `medium` and `outlet` of all drafts.

    First what the sentence tells ("in an interview with the Gazette"), the cue ("tweeted") or
    the speaker ("the letter said"); then the medium that the same speaker used just before.
    """
    for made in view.drafts:
        noun = _told(view, made)
        if noun is not None:
            made.medium = made.medium or noun[1]
            if noun[1] == "interview":
                made.outlet = _interviewer(view, noun[0])
    _carry(view)


def _told(view: View, made: StatementDraft) -> tuple[int, str] | None:
    """The medium noun of the statement's sentence, and the medium it names."""
    if made.cue_head is None:
        return None
    parse, best = view.parse, None
    for i in tokens_outside(view, made):
        named = medium_at(view, i)
        if named and _belongs(view, made, i):
            distance = abs(i - made.cue_head)
            if best is None or distance < best[0]:
                best = (distance, i, named)
    if best:
        return best[1], best[2]
    if made.speaker_head is not None and (named := medium_at(view, made.speaker_head)):
        if parse.dep[made.speaker_head] != "poss":
            return made.speaker_head, named
    if parse.pos[made.cue_head] == "NOUN" and (named := medium_at(view, made.cue_head)) and named != "call":
        return made.cue_head, named
    return None


def medium_at(view: View, token: int) -> str | None:
    """The medium that the noun at `token` names, with the word before it where that matters."""
    parse, media = view.parse, view.book.media
    if parse.pos[token] not in ("NOUN", "PROPN"):
        return None
    word = parse.lower[token]
    if token:
        before = parse.lower[token - 1]
        if (both := media.get(f"{before} {word}")) is not None:
            return both
        if token > 1 and (three := media.get(f"{parse.lower[token - 2]} {before} {word}")) is not None:
            return three
    return media.get(word)


def _belongs(view: View, made: StatementDraft, noun: int) -> bool:
    """Whether the medium noun goes with this cue: by a preposition, or as what was put out."""
    parse, cue = view.parse, made.cue_head
    head, dep = parse.head[noun], parse.dep[noun]
    if dep == "pobj" and parse.lower[head] in _PREPOSITIONS:
        above = parse.head[head]
        if above == cue or parse.head[above] == cue:
            return True
        first_verb = next((a for a in parse.ancestors(noun) if parse.pos[a] in ("VERB", "AUX")), None)
        return first_verb is not None and (
            first_verb == cue or any(a == cue for a in parse.ancestors(first_verb)) or _links(view, cue, first_verb)
        )
    if dep in ("dobj", "appos", "conj") and parse.lemma[head] in view.book.puts_out:
        return _links(view, cue, head)
    return False


def _links(view: View, cue: int | None, verb: int) -> bool:
    """Whether the cue hangs under the verb: "sent a letter ... demanding"."""
    if cue is None:
        return False
    for steps, above in enumerate(view.parse.ancestors(cue)):
        if above == verb:
            return True
        if steps > 3:
            break
    return False


def _interviewer(view: View, interview: int) -> Range | None:
    """Who interviewed: "in an interview with the Gazette", "in a Gazette interview"."""
    parse = view.parse
    for prep in parse.kids(interview, "prep"):
        if parse.lower[prep] in ("with", "on", "for"):
            for noun in parse.kids(prep, "pobj"):
                return mention_range(parse, noun)
    for c in parse.kids(interview, "compound", "nmod", "poss"):
        if parse.ent[c] in ("ORG", "WORK_OF_ART"):
            return (parse.left[c], c + 1)
    return None


def _carry(view: View) -> None:
    """Give a medium to the statements by the same speaker that go on in it.

    A pronoun stands for the speaker of the statement before.
    """
    held: dict[str, tuple[str, int]] = {}
    written: tuple[str, int] | None = None
    key = ""
    for made in sorted((d for d in view.drafts if d.parent is None), key=lambda d: (d.sentence, d.cue_head or 0)):
        key = _key(view, made, key)
        if made.medium is not None:
            if made.medium != "report" and key:
                held[key] = (made.medium, made.sentence)
            if made.medium in _WRITTEN:
                written = (made.medium, made.sentence)
            continue
        lemma = view.parse.lemma[made.cue_head] if made.cue_head is not None else ""
        medium, since = held.get(key, (None, 0))
        if lemma == "write" and written:
            medium, since = written
        if medium is None or made.sentence - since > _CARRIED_OVER or lemma == "tell":
            continue
        if medium in _WRITTEN and lemma and lemma not in _WRITES and made.kind == "indirect":
            continue
        made.medium = medium
        if key in held:
            held[key] = (medium, made.sentence)


def _key(view: View, made: StatementDraft, before: str) -> str:
    """Who speaks, as a word: the mention's head; for a pronoun, whoever spoke before."""
    if made.speaker_head is None or made.speaker is None:
        return before
    word = view.parse.lower[made.speaker_head]
    return before if word in _PRONOUNS else word
