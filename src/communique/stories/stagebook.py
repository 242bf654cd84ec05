"""The stage patterns compiled: rows of words to regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.codebook.schema.stories import StageWords
from communique.errors import CodebookError

_WIDE = r"(?:[^\s,;:.!?\"“”]+\s+){0,7}?"
_NARROW = r"(?:[^\s,;:.!?\"“”]+\s+){0,3}?"
_LETTERS = re.compile(r"[A-Za-z-]+")
_TOKEN = re.compile(r"<([^>]+)>|\{(\w+)\}|([^<>{}|]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern met in a text: the stage it tells, where, and the noun class that it named."""

    stage: str
    kind: str | None
    start: int
    end: int
    trigger: int
    noun: tuple[int, int] | None
    claim: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    stage: str
    kind: str | None
    regex: re.Pattern[str]
    heads: frozenset[str]
    claim: bool = False


class StageBook:
    """Patterns of stages, denials and mediation, ready to search."""

    def __init__(self, words: StageWords) -> None:
        """Compile all patterns.

        Raises:
            CodebookError: a pattern names a noun class that is not there, or a stage without a place in the order.
        """
        self.words = words
        ranked = {stage for order in words.order.values() for stage in order}
        self.signs: list[_Pattern] = []
        for sign in words.signs:
            if sign.stage not in ranked:
                raise CodebookError(f"stories/stages.yaml: stage {sign.stage!r} stands in no `order`; add it there")
            self.signs += [_Pattern(sign.stage, sign.kind, *self._compile(say), sign.claim) for say in sign.say]
        self.denials = [_Pattern("rejected", None, *self._compile(say)) for say in words.denials]
        self.mediation = [_Pattern("", None, *self._compile(say)) for say in words.mediation]
        self.hopes = _any_of(words.hopes)
        self.modals = _any_of(words.modals, exact=True)
        self.negations = _any_of(words.negations)
        self.background = _any_of(words.background)
        self.both = _any_of(words.both)
        self.conditions = _any_of(words.conditions)
        self.open_points = _any_of(words.open_points)
        self.kind_of_noun = {
            form: words.kinds[name]
            for name, nouns in words.nouns.items()
            if name in words.kinds
            for noun in nouns
            for form in _plural(noun)
        }
        self.frame_words = frozenset(form for nouns in words.nouns.values() for n in nouns for form in _plural(n))

    def search(self, text: str, start: int, end: int) -> Iterator[Found]:
        """Stage signs within `[start, end)`, each pattern at most once."""
        here = _heads(text, start, end)
        for pattern in self.signs:
            if here.isdisjoint(pattern.heads):
                continue
            match = pattern.regex.search(text, start, end)
            if match is None:
                continue
            noun = match.span("noun") if match.group("noun") else None
            kind = pattern.kind or (self._noun_kind(text[slice(*noun)]) if noun else None)
            kind = kind or self._kind_near(text, start, match.start("t"))
            yield Found(pattern.stage, kind, match.start(), match.end(), match.start("t"), noun, pattern.claim)

    def denial(self, text: str, start: int, end: int) -> tuple[int, int, int] | None:
        """Start, end and trigger of the first denial within `[start, end)`."""
        found = self._matches(self.denials, text, start, end)
        if not found:
            return None
        first = min(found, key=lambda m: (m.start("t"), -m.end()))
        return first.start(), first.end(), first.start("t")

    def mediates(self, text: str, start: int, end: int) -> int | None:
        """Where a word of mediation stands within `[start, end)`."""
        return min((m.start("t") for m in self._matches(self.mediation, text, start, end)), default=None)

    def _matches(self, patterns: list[_Pattern], text: str, start: int, end: int) -> list[re.Match[str]]:
        """Matches of those patterns whose verb stands in the text at all."""
        here = _heads(text, start, end)
        tried = (p.regex.search(text, start, end) for p in patterns if not here.isdisjoint(p.heads))
        return [m for m in tried if m is not None]

    def rank(self, kind: str, stage: str) -> int:
        """How far along a stage is in threads of a kind."""
        order = self.words.order[kind]
        return order.index(stage) if stage in order else 0

    def _kind_near(self, text: str, start: int, at: int) -> str | None:
        """The kind of the last noun of dealings before the verb: "the ceasefire, reached on Friday, has held"."""
        kinds = [self.kind_of_noun.get(w[0].lower()) for w in _LETTERS.finditer(text, start, at)]
        return next((k for k in reversed(kinds) if k), None)

    def _noun_kind(self, word: str) -> str | None:
        return self.kind_of_noun.get(word.lower())

    def _compile(self, say: str) -> tuple[re.Pattern[str], frozenset[str]]:
        """A row of words as a regular expression with groups `t` (the trigger) and `noun`; first words of `t`."""
        parts: list[str] = []
        heads: frozenset[str] = frozenset()
        pending, named = "", {"t": False, "noun": False}
        words = say.split()
        verb = next((n for n, w in enumerate(words) if "<" in w), 0)
        for number, word in enumerate(words):
            if word in ("..", "."):
                pending = _WIDE if word == ".." else _NARROW
                continue
            forms = self._alternatives(word, say)
            body = "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in forms)
            group = "t" if number == verb else "noun" if "{" in word and not named["noun"] else None
            if group == "t":
                heads = frozenset(w for form in forms for w in _LETTERS.findall(form.lower())[:1])
            if group:
                named[group] = True
                body = f"(?P<{group}>{body})"
            else:
                body = f"(?:{body})"
            parts.append((r"\s+" + pending + r"[\"“]?" if parts else "") + body)
            pending = ""
        if not named["noun"]:
            parts.append(r"(?P<noun>\b\B)?")
        return re.compile(r"(?<![\w-])" + "".join(parts) + r"(?![\w-])", re.IGNORECASE), heads

    def _alternatives(self, word: str, say: str) -> list[str]:
        """The forms that one word of a pattern allows."""
        forms: list[str] = []
        for verb, noun, plain in _TOKEN.findall(word):
            if verb:
                forms += self.words.forms.get(verb) or _verb_forms(verb)
            elif noun:
                if noun not in self.words.nouns:
                    raise CodebookError(
                        f"stories/stages.yaml: {say!r} names the noun class {noun!r}, which is not there"
                    )
                forms += [form for n in self.words.nouns[noun] for form in _plural(n)]
            else:
                forms.append(plain)
        return sorted(set(forms), key=lambda f: (-len(f), f))


def _heads(text: str, start: int, end: int) -> frozenset[str]:
    """All words of a stretch of text, in lower case."""
    return frozenset(_LETTERS.findall(text[start:end].lower()))


def _any_of(words: Iterable[str], exact: bool = False) -> re.Pattern[str]:
    """One of some words, as a whole word; `n't` at the end of one. `exact` keeps "May" apart from "may"."""
    ordered = sorted(words, key=len, reverse=True)
    body = "|".join((r"" if w.startswith(("n't", "'")) else r"\b") + re.escape(w) + r"\b" for w in ordered)
    return re.compile(body, 0 if exact else re.IGNORECASE)


def _plural(noun: str) -> list[str]:
    """A noun in singular and plural; phrases bend their first word."""
    head, _, rest = noun.partition(" ")
    many = head[:-1] + "ies" if head.endswith("y") and head[-2] not in "aeiou" else head + "s"
    if head.endswith(("s", "x", "ch", "sh")):
        many = head + "es"
    tail = f" {rest}" if rest else ""
    return [head + tail, many + tail]


def _verb_forms(verb: str) -> list[str]:
    """Forms of a regular verb."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    double = verb[-1] if verb in _DOUBLING else ""
    third = verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s")
    return [verb, third, verb + double + "ed", verb + double + "ing"]


_DOUBLING = frozenset({"ban", "drop", "scrap", "wrap", "stop", "transfer", "slap", "submit", "commit", "initial"})
