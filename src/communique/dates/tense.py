"""Whether a time expression lies ahead of the report or behind it, by the verb that governs it.

"will meet on Friday", "is due to meet on Friday", "talks set for Friday": ahead. "met on Friday",
"a deal signed on Friday": behind. Weekdays and months alone cannot tell.
"""

from __future__ import annotations

from communique.codebook.schema.dates import DateWords
from communique.segment.parse import Parse

AHEAD, BEHIND, UNKNOWN = 1, -1, 0

_WILL = frozenset(
    {"will", "'ll", "’ll", "shall", "wo", "would", "should", "must", "may", "might", "could", "can", "'d"}
)
_SAYING = frozenset({"say", "show", "know", "believe", "remain", "think", "see", "suggest", "indicate"})
_STEPS = 8


class Tense:
    """Judges time expressions of one parse.

    Args:
        parse: the report's parse.
        words: the vocabulary of planning.
        present_is_past: token test for captions and headlines, where the present tense tells
            what has been.
    """

    def __init__(self, parse: Parse, words: DateWords) -> None:
        """Set up the words of planning."""
        self.parse = parse
        self.planning = frozenset(words.planning_verbs)
        self.promising = frozenset(words.promising_verbs)
        self.appointing = frozenset(words.appointing_verbs)
        self.planned = frozenset(words.planned)
        self.ahead = frozenset(words.ahead_prepositions)
        self.narrating: set[int] = set()

    def of(self, first: int, last: int) -> int:
        """Where the expression in tokens `[first, last)` lies."""
        parse = self.parse
        if not parse.dep[first]:
            return self._by_words(first)
        before = self._before(first)
        if before:
            return before
        top = next((i for i in range(first, last) if not first <= parse.head[i] < last), first)
        at = top
        for _ in range(_STEPS):
            up = parse.head[at]
            if up == at:
                break
            lower = parse.lower[up]
            if lower in self.planned or lower in self.ahead:
                return AHEAD
            if parse.pos[up] in ("VERB", "AUX"):
                if (
                    last < len(parse)
                    and parse.tag[last] == "POS"
                    and any(parse.lower[c] == "to" for c in parse.children[up])
                ):
                    return UNKNOWN  # "to make up for Monday's defeat"
                return self._verb(up, direct=at == top or parse.head[top] == at)
            at = up
        return self._by_words(first)

    def _before(self, first: int) -> int:
        """What words right before the expression tell."""
        parse = self.parse
        words = [parse.lower[k] for k in range(max(0, first - 3), first)]
        if not words:
            return UNKNOWN
        if words[-1] in ("after", "since", "following"):
            return BEHIND
        if words[-2:] in (["ahead", "of"], ["early", "as"], ["than", "by"]) or words[-1] in ("starting", "beginning"):
            return AHEAD
        if words == ["no", "later", "than"]:
            return AHEAD
        if words[-1] in ("by", "until", "till", "before"):
            return self._deadline(first - 1)
        return UNKNOWN

    def _deadline(self, preposition: int) -> int:
        """ "by Friday", "until Friday" lie ahead unless the clause itself is told as past."""
        parse = self.parse
        verb = next((a for a in parse.ancestors(preposition) if parse.pos[a] in ("VERB", "AUX")), None)
        if verb is None or self._verb(verb, True) != BEHIND:
            return AHEAD
        if parse.lower[preposition] == "by":
            opening = preposition == parse.sents[parse.sent[preposition]][0]
            perfect = any(parse.lower[c] == "had" for c in parse.children[verb])
            return BEHIND if opening or perfect else AHEAD
        if parse.lower[preposition] == "before" or any(parse.dep[c] == "neg" for c in parse.children[verb]):
            return BEHIND
        lasting = parse.lemma[verb] in (
            "last",
            "continue",
            "stay",
            "run",
            "remain",
            "fight",
            "serve",
            "rule",
            "live",
            "go",
            "hold",
            "be",
            "work",
            "wait",
        )
        return BEHIND if lasting else AHEAD

    def _verb(self, verb: int, direct: bool, depth: int = 0) -> int:
        """Where what a verb tells lies."""
        parse = self.parse
        helpers = [parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")]
        if any(h in ("have", "has", "had", "'ve", "’ve") for h in helpers):
            return AHEAD if parse.lemma[verb] in self.planning and not direct else BEHIND
        if any(h in _WILL for h in helpers):
            return AHEAD
        if "to" in helpers:
            return self._infinitive(verb, depth)
        tag = parse.tag[verb]
        if parse.lower[verb] in self.planned or (
            tag == "VBN" and parse.lemma[verb] in ("schedule", "set", "plan", "slate", "expect")
        ):
            return AHEAD
        if any(h in ("was", "were", "did", "been", "had") for h in helpers):
            return BEHIND
        if parse.dep[verb] == "conj" and tag in ("VB", "VBG") and not helpers and depth < _STEPS:
            return self._verb(parse.head[verb], direct, depth + 1)
        if any(h in ("is", "are", "'s", "'re", "’s", "am", "be", "do", "does") for h in helpers):
            return self._present(verb, direct)
        if tag == "VBG":
            return self._above(verb, depth)
        if tag in ("VBZ", "VBP"):
            return self._present(verb, direct)
        return BEHIND if tag in ("VBD", "VBN") else UNKNOWN

    def _present(self, verb: int, direct: bool) -> int:
        """ "The council meets on Monday" lies ahead, but for captions and for what is said."""
        parse = self.parse
        if verb in self.narrating or parse.lemma[verb] in _SAYING:
            return BEHIND
        if parse.lemma[verb] == "be":
            return AHEAD if direct else UNKNOWN
        return AHEAD if direct else UNKNOWN

    def _infinitive(self, verb: int, depth: int) -> int:
        """ "plans to meet", "is due to meet", "is to meet"; "flew in to meet" was."""
        parse, up = self.parse, self.parse.head[verb]
        if parse.dep[verb] == "conj" and depth < _STEPS and up != verb:
            return self._verb(up, True, depth + 1)
        if up == verb:
            return AHEAD
        if parse.lemma[up] in self.planning or parse.lower[up] in self.planned:
            return AHEAD
        if parse.lemma[up] in self.promising and parse.lemma[verb] in self.appointing:
            return AHEAD
        if parse.lemma[up] == "be" or parse.pos[up] in ("NOUN", "ADJ", "PROPN"):
            return AHEAD
        return self._above(verb, depth)

    def _above(self, verb: int, depth: int) -> int:
        """The tense of the verb above."""
        if depth < _STEPS:
            for a in self.parse.ancestors(verb):
                if self.parse.pos[a] in ("VERB", "AUX"):
                    return self._verb(a, False, depth + 1)
        return UNKNOWN

    def _by_words(self, first: int) -> int:
        """Without a parse: a word of the future between the last comma and the expression."""
        parse = self.parse
        for k in range(first - 1, max(-1, first - 12, parse.sents[parse.sent[first]][0] - 1), -1):
            word = parse.lower[k]
            if word in (",", ";", ":"):
                break
            if word in ("will", "'ll", "’ll", "shall") or word in self.planned or word in self.ahead:
                return AHEAD
            if word == "to" and k and parse.lower[k - 1] in ("is", "are", "due", "set", "expected", "scheduled"):
                return AHEAD
        return UNKNOWN
