"""What a report gives to threads beside its signs: asides, names, go-betweens, conditions, attacks."""

from __future__ import annotations

import re
from collections import Counter

from communique.stories.scene import Scene
from communique.stories.signs import Blow, ReportSigns, Sign
from communique.stories.telling import tellings_of

_NAMED = re.compile(
    r"\b(?:[A-Z][\w’'-]+\s+){1,4}(?:Accord|Accords|Agreement|Compact|Treaty|Pact|Initiative|Convention|Protocol|Charter)\b"
)
_ELSEWHERE = re.compile(r"In [A-Z]\w+")


def report_signs(scene: Scene, signs: list[Sign]) -> ReportSigns:
    """A report's signs with what stands around them."""
    paragraphs: dict[int, str] = {}
    for s in scene.sentences:
        paragraphs[s.paragraph] = paragraphs.get(s.paragraph, "") + " " + scene.text[slice(*s.span)]
    lead_end = max((s.span[1] for s in scene.sentences if s.paragraph < 2), default=0)
    report = scene.record.report
    made = ReportSigns(
        report=report.id,
        told=scene.told,
        outlet=report.publisher or report.id,
        signs=signs,
        title=scene.topic(report.title or ""),
        lead=scene.topic(" ".join(paragraphs.get(n, "") for n in sorted(paragraphs)[:2])),
        paragraphs={n: scene.topic(words) for n, words in paragraphs.items()},
        asides=_asides(scene),
        codes=scene.said.states(0, len(scene.text) + 1),
        lead_codes=scene.said.states(0, lead_end),
        members=_members(scene),
        mediators=_mediators(scene),
        names=Counter(" ".join(m[0].split()) for m in _NAMED.finditer(scene.text)),
    )
    _remarks(scene, made)
    _events(scene, made)
    _phrases(scene, made)
    if not signs:
        _lighten(made)
    return made


def _lighten(made: ReportSigns) -> None:
    """A report without signs can only be attached to a thread: headline, lead and attacks are enough for that."""
    made.paragraphs = {}
    made.members = {}
    made.phrases = {}
    made.events = []
    made.conditions, made.open_points = [], []


def _asides(scene: Scene) -> frozenset[int]:
    """Paragraphs that announce another matter."""
    found = set()
    opening = " ".join(scene.text[slice(*s.span)] for s in scene.sentences if s.paragraph < 2)
    lead = scene.topic(f"{scene.record.report.title or ''} {opening}")
    for s in scene.sentences:
        if s.paragraph > 1 and s.opens and _ELSEWHERE.match(scene.text, s.span[0]):
            if not scene.topic(scene.text[slice(*s.span)]) & lead:
                found.add(s.paragraph)
        if s.paragraph and scene.vocabulary.aside.search(scene.text, *s.span):
            opening = scene.text[s.span[0] : s.span[0] + 60]
            if s.opens and (scene.vocabulary.aside.search(opening) or "no link to" in scene.text[slice(*s.span)]):
                found.add(s.paragraph)
    return frozenset(found)


def _members(scene: Scene) -> dict[str, Counter[tuple[str, tuple[str, ...]]]]:
    """Names and sectors of actors by state, with how often they are named."""
    found: dict[str, Counter[tuple[str, tuple[str, ...]]]] = {}
    for actor in scene.record.actors:
        for code in sorted(scene.said.codes(actor)):
            found.setdefault(code, Counter())[(actor.name, tuple(actor.sector))] += len(actor.mentions)
    return found


def _mediators(scene: Scene) -> Counter[str]:
    """States that the report names as go-betweens."""
    found: Counter[str] = Counter()
    for s in scene.sentences:
        at = scene.book.mediates(scene.text, *s.span)
        if at is None:
            continue
        near = [(at - span[0], actor) for span, actor in scene.said.within(s.span[0], at + 1) if actor.country]
        after = [
            (span[0] - at, actor) for span, actor in scene.said.within(at, min(s.span[1], at + 40)) if actor.country
        ]
        if scene.text[at : at + 4].lower() in ("with", "unde"):
            near = after or near
        chosen = min(near or after, key=lambda n: n[0], default=None)
        if chosen is not None:
            found.update(set(chosen[1].country))
    return found


def _remarks(scene: Scene, made: ReportSigns) -> None:
    """Conditions and open points, each with the sentence that tells it."""
    for s in scene.sentences:
        quote = scene.text[slice(*s.span)]
        if scene.book.conditions.search(quote):
            made.conditions.append((s.paragraph, s.span, quote))
        if scene.book.open_points.search(quote):
            made.open_points.append((s.paragraph, s.span, quote))


def _events(scene: Scene, made: ReportSigns) -> None:
    """Events by paragraph, and dated attacks that are told as facts."""
    tellings = {t.key[1]: t for t in tellings_of(scene.record, scene.vocabulary)}
    for event in scene.record.events:
        at = event.evidence.trigger[0]
        sentence = next((s for s in scene.sentences if s.span[0] <= at < s.span[1]), None)
        if sentence is None:
            continue
        made.events.append((event.id, sentence.paragraph))
        telling = tellings[event.id]
        if event.type == "ASSAULT" and event.status == "actual" and not telling.claim and telling.dated:
            if telling.days.exact and scene.said.said(at) is None:
                quote = scene.text[slice(*sentence.span)]
                made.blows.append(Blow(event.id, telling.days, telling.codes, sentence.span, quote))


def _phrases(scene: Scene, made: ReportSigns) -> None:
    """How the words of subjects are written, for titles."""
    wanted = {w for sign in made.signs for w in sign.topic} | made.title
    for match in re.finditer(r"[^\W\d_]+", scene.text):
        for cut in scene.vocabulary.topic(match[0]):
            if cut in wanted and cut not in made.phrases:
                made.phrases[cut] = match[0]
