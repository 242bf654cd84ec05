"""Reads the signs of stages in a report's sentences, with who says so and how surely."""

from __future__ import annotations

import re

from communique.records.record import Record
from communique.stories.attribution import OUTLET, Said, Speaker
from communique.stories.dating import Days
from communique.stories.scene import Scene
from communique.stories.sentences import Sentence
from communique.stories.sign_dates import CLAUSE, days_of
from communique.stories.signs import ReportSigns, Sign
from communique.stories.stagebook import Found, StageBook
from communique.stories.surroundings import report_signs
from communique.stories.words import Vocabulary

_REACH = 70
"""Characters before a verb in which words may deny it or put it in doubt."""
_AFTER = re.compile(
    r"^\s*(?:[^\s,;:.!?\"“”]+\s+){0,6}?(?:on|over|about|for|of|concerning)\s+((?:[^\s,;:.!?\"“”]+\s*){1,6})",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"((?:[^\s,;:.!?\"“”]+\s+){1,5})$")
_OBJECT = re.compile(r"^.{0,10}?\b(?:on|over|about|discuss)\s+((?:[^\s,;:.!?\"“”]+\s*){1,5})", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which)\s+(?:[^\s,;:.!?\"“”]+\s+){0,6}$", re.IGNORECASE)
"""A clause that only says which deal is meant: "the ceasefire that the two signed"."""
_LATER = re.compile(r"(?:enters|takes|comes|goes)\b", re.IGNORECASE)
"""Present forms that tell when something will be in force."""


class SignReader:
    """Reads the signs of reports."""

    def __init__(self, book: StageBook, vocabulary: Vocabulary) -> None:
        """Take over patterns and words."""
        self.book, self.vocabulary = book, vocabulary

    def read(self, record: Record) -> ReportSigns:
        """All signs of one report, with what it says around them."""
        scene = Scene(record, self.book, self.vocabulary)
        return report_signs(scene, _Reading(scene).run())


class _Reading:
    """One report being read."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.book, self.text, self.said = scene, scene.book, scene.text, scene.said
        self.told = scene.told
        self.out: list[Sign] = []

    def run(self) -> list[Sign]:
        """Go through the sentences; a question tells nothing."""
        for number, sentence in enumerate(self.scene.sentences):
            if not self.text[slice(*sentence.span)].endswith("?"):
                self._sentence(number, sentence)
        return self.out

    # One sentence.

    def _sentence(self, number: int, sentence: Sentence) -> None:
        """The signs of one sentence: stages, then denials."""
        start, end = sentence.span
        denial = self.book.denial(self.text, start, end)
        found: dict[str, Found] = {}
        for sign in self.book.search(self.text, start, end):
            if denial is not None and denial[0] < sign.end and sign.start < denial[1] and sign.trigger >= denial[0]:
                continue
            held = found.get(sign.stage)
            if held is None or (sign.trigger, -sign.end) < (held.trigger, -held.end):
                found[sign.stage] = sign
        here = len(self.out)
        for sign in sorted(self._chosen(list(found.values())), key=lambda f: (f.trigger, f.stage)):
            self._stage(number, sentence, sign)
        if denial is not None:
            self._denial(number, sentence, denial, here)

    def _chosen(self, found: list[Found]) -> list[Found]:
        """Where two stages are read from the same verb, the one that reads more words of it counts."""
        best: dict[int, Found] = {}
        for sign in found:
            held = best.get(sign.trigger)
            if held is None or (sign.end, sign.stage) > (held.end, held.stage):
                best[sign.trigger] = sign
        return list(best.values())

    def _stage(self, number: int, sentence: Sentence, found: Found) -> None:
        """One stage told, claimed, hoped or denied."""
        at = found.trigger
        if self.said.unsaid(at) or (found.stage == "in_force" and _LATER.match(self.text, at)):
            return
        lead = self._lead(sentence, at)
        said = self.said.said(at)
        if said is not None and self._presupposed(sentence, at):
            said = None
        negated = self.book.negations.search(lead) is not None
        hoped = self._hoped(lead) or (said is not None and said.hoped)
        speaker = said.speaker if said is not None else None
        if said is not None and speaker is None:
            speaker = self.said.before(said.statement.content[0][0], sentence.span[0]) or Speaker(
                "unnamed", frozenset()
            )
        if found.claim and not negated and not hoped:
            speaker = self.said.before(at, sentence.span[0])
            self._add(sentence, found, "told" if speaker is None else "claimed", speaker, None, lead=lead)
            return
        if said is None and (negated or hoped):
            return
        if said is not None and said.denied != negated:
            self._add(sentence, found, "denied", speaker, said.statement.id, stage="rejected", denies=found.stage)
            return
        if hoped:
            self._add(sentence, found, "hoped", speaker, said.statement.id if said else None)
            return
        both = speaker is not None and (speaker.both or self.said.confirmed(self.scene.sentences, number, speaker))
        both = both or self._performed(found, speaker, sentence) or self._confirming(said)
        manner = "told" if said is None or both else "claimed"
        self._add(sentence, found, manner, speaker, said.statement.id if said else None, both=both, lead=lead)

    def _presupposed(self, sentence: Sentence, at: int) -> bool:
        """Whether a verb stands in a clause that only says which deal is meant."""
        before = self.text[max(sentence.span[0], at - _REACH) : at]
        clause = _RELATIVE.search(before)
        if clause is None:
            return False
        words = before[: clause.start()].split()
        return bool(words) and words[-1].lower().strip('"“') in self.book.frame_words

    def _performed(self, found: Found, speaker: Speaker | None, sentence: Sentence) -> bool:
        """Whether a side tells a step that it takes by telling it: "we propose talks"."""
        if speaker is None or found.stage not in self.book.words.performed:
            return False
        doer = self.said.before(found.trigger, sentence.span[0])
        return doer is None or doer.name == speaker.name or bool(doer.codes & speaker.codes)

    def _confirming(self, said: Said | None) -> bool:
        """Whether the cue is "confirmed": somebody bears out what another side says."""
        cue = said.statement.cue_span if said is not None else None
        return cue is not None and "confirm" in self.text[slice(*cue)].lower()

    def _hoped(self, lead: str) -> bool:
        """Whether words before a verb make it a plan, a wish or a condition."""
        if lead.rstrip().lower().endswith((" to", " not to")) or lead.strip().lower() == "to":
            return True
        return self.book.modals.search(lead) is not None or self.book.hopes.search(lead) is not None

    def _lead(self, sentence: Sentence, at: int) -> str:
        """The words of the clause before a verb."""
        start = max(sentence.span[0], at - _REACH)
        cut = start
        for match in CLAUSE.finditer(self.text, start, at):
            cut = match.end()
        return self.text[cut:at]

    def _denial(self, number: int, sentence: Sentence, denial: tuple[int, int, int], here: int) -> None:
        """A side says that it is not so; what it denies stands before it, or nowhere."""
        start, end, at = denial
        said = self.said.said(at)
        cue = self.said.cue_at(start, end)
        statement = said.statement if said is not None else cue
        speaker = said.speaker if said is not None else self.said.speaker(cue) if cue is not None else None
        doer = self.said.before(at, max(sentence.span[0], at - 28)) if said is not None else None
        speaker = doer or speaker or self.said.before(at, sentence.span[0])
        if speaker is None:
            return
        earlier = [s for s in self.out[-6:] if s.manner == "claimed" and s.paragraph >= sentence.paragraph - 1]
        deal = [f for f in self.book.search(self.text, *sentence.span) if f.noun] or self._names_deal(sentence)
        if not earlier and not deal:
            return
        target = next((s for s in reversed(earlier) if s.by != speaker.name), None)
        self._add(
            sentence,
            Found("rejected", target.kind if target else None, start, end, at, None),
            "denied",
            speaker,
            statement.id if statement is not None else None,
            stage="rejected",
            denies=target.stage if target is not None else "agreed_in_principle",
        )
        self.out[-1].answers = target is not None

    def _names_deal(self, sentence: Sentence) -> bool:
        """Whether a sentence names a deal, talks or the like at all."""
        words = {w.lower() for w in re.findall(r"[A-Za-z-]+", self.text[slice(*sentence.span)])}
        return bool(
            words & {"agreement", "deal", "accord", "talks", "pact", "treaty", "ceasefire", "truce", "negotiations"}
        )

    def _add(
        self,
        sentence: Sentence,
        found: Found,
        manner: str,
        speaker: Speaker | None,
        statement: str | None,
        stage: str | None = None,
        denies: str | None = None,
        both: bool = False,
        lead: str = "",
    ) -> None:
        """Keep a sign."""
        days = days_of(self.scene, sentence, found, manner)
        behind = self.book.background.search(lead) is not None
        outlet = manner == "told" and not both
        topic, phrase = self._about(sentence, found)
        self.out.append(
            Sign(
                report=self.scene.record.report.id,
                told=self.told,
                order=found.trigger,
                paragraph=sentence.paragraph,
                stage=stage or found.stage,
                kind=found.kind,
                manner=manner,
                by=OUTLET if outlet or speaker is None else speaker.name,
                by_codes=frozenset() if outlet or speaker is None else speaker.codes,
                established=manner == "told",
                days=days or Days(self.told, self.told, "day"),
                dated=days is not None,
                background=behind and days is None,
                span=sentence.span,
                quote=self.text[slice(*sentence.span)],
                codes=self.said.states(*sentence.span),
                topic=topic,
                phrase=phrase,
                statement=statement,
                event=self._event(sentence, found),
                denies=denies,
            )
        )

    def _about(self, sentence: Sentence, found: Found) -> tuple[frozenset[str], str]:
        """What the deal is about: words before its noun and after "on", "over", "for"; and as written."""
        if found.noun is None:
            behind = _OBJECT.match(self.text[max(found.start, found.end - 7) : sentence.span[1]])
            words = behind[1] if behind and self.scene.topic(behind[1].split()[0]) else ""
            return self.scene.topic(words), self._written(words, last=False)
        start, end = found.noun
        first = max(sentence.span[0], start - 60)
        if found.trigger < start:
            first = max(first, found.trigger + len(self.text[found.trigger : start].split(" ")[0]))
        before = _BEFORE.search(self.text[first:start])
        after = _AFTER.match(self.text[end : sentence.span[1]])
        left, right = (before[1] if before else ""), (after[1] if after else "")
        near = self.scene.topic(left)
        trigger = self.scene.vocabulary.stems(self.text[found.trigger : found.trigger + 14].split(" ")[0])
        topic = (near | self.scene.topic(right)) - trigger
        return topic, self._written(left, last=True) or self._written(right, last=False)

    def _written(self, words: str, last: bool) -> str:
        """The run of subject words at the end (or start) of some words: "barge corridor"."""
        run: list[str] = []
        for word in reversed(words.split()) if last else words.split():
            if self.scene.topic(word):
                run.append(word.strip("'’"))
            elif run or last:
                break
        return " ".join(reversed(run) if last else run)

    def _event(self, sentence: Sentence, found: Found) -> str | None:
        """The event of the record whose trigger stands in the sign's words."""
        for event in self.scene.record.events:
            if found.start <= event.evidence.trigger[0] < found.end:
                return event.id
        return None
