"""The matters of one report: its signs sorted by what deal, talks or dispute they are about.

Words around a deal's noun say what it is about ("talks on fishing permits"). Signs without such words
("the talks", "the agreement") belong to the matter of their paragraph, else to the one that headline
and lead are about.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from communique.stories.signs import ReportSigns, Sign

_LEAD = 2
"""Paragraphs that tell the main matter, with the headline."""
_TALKS = frozenset({"talks", "agreement"})


@dataclass(slots=True)
class Matter:
    """What one report tells of one deal, dispute or negotiation.

    Attributes:
        report: what the report gives.
        signs: stages told, in text order.
        main: whether headline and lead are about it.
        about: words of its own subject, with how often they stand at a deal's noun.
        words: words around, weighted; `codes` states named with it.
    """

    report: ReportSigns
    main: bool
    signs: list[Sign] = field(default_factory=list)
    about: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    paragraphs: set[int] = field(default_factory=set)

    @property
    def told(self) -> int:
        """Day of the report."""
        return self.report.told

    @property
    def kinds(self) -> Counter[str]:
        """Thread kinds that its signs speak for."""
        return Counter(s.kind for s in self.signs if s.kind)


def matters_of(report: ReportSigns) -> list[Matter]:
    """The matters of a report, the main one first; the main one is there even without signs."""
    main = Matter(report, True)
    found = [main]
    of_paragraph: dict[int, Matter] = {}
    for sign in report.signs:
        matter = _place(sign, report, found, of_paragraph)
        matter.signs.append(sign)
        matter.about.update(sign.topic)
        matter.codes.update(sign.codes)
        matter.paragraphs.add(sign.paragraph)
        of_paragraph.setdefault(sign.paragraph, matter)
    for matter in found:
        _weigh(matter)
    return found


def _place(sign: Sign, report: ReportSigns, found: list[Matter], of_paragraph: dict[int, Matter]) -> Matter:
    """The matter a sign belongs to; a new one where none fits."""
    main = found[0]
    here = of_paragraph.get(sign.paragraph)
    lead = report.title | report.lead
    if sign.paragraph < _LEAD and sign.paragraph not in report.asides and _fits(sign, main):
        return main
    if here is not None and _fits(sign, here) and (not sign.topic or _shares(sign, here, report)):
        return here
    for matter in found[1:]:
        if sign.topic & frozenset(matter.about) and _fits(sign, matter):
            return matter
    strange = bool(sign.topic) and not sign.topic & lead and not sign.topic & frozenset(main.about)
    if sign.paragraph in report.asides or strange or _foreign(sign, report) or not _fits(sign, main):
        made = Matter(report, False)
        found.append(made)
        return made
    return main


def _fits(sign: Sign, matter: Matter) -> bool:
    """A ceasefire is not talks about something else; other kinds of dealings may go together."""
    kinds = matter.kinds
    if not kinds or sign.kind is None:
        return True
    truce = kinds.get("ceasefire", 0) * 3 >= kinds.total()
    if sign.kind == "ceasefire":
        return truce or bool(matter.main and not matter.about)
    if truce and sign.kind in _TALKS and sign.topic and not sign.topic & frozenset(matter.about):
        return False
    return True


def _shares(sign: Sign, matter: Matter, report: ReportSigns) -> bool:
    """Whether a sign in the same paragraph is about the same thing."""
    if sign.topic & frozenset(matter.about) or not matter.about:
        return True
    return bool(sign.topic & report.paragraphs.get(sign.paragraph, frozenset())) and not matter.main


def _foreign(sign: Sign, report: ReportSigns) -> bool:
    """Whether a sign names states that the report's lead has nothing of, or one of its own with a stranger."""
    named = set(sign.codes)
    if len(named) < 2 or not report.lead_codes:
        return False
    chief = {c for c, _ in report.lead_codes.most_common(3)}
    return bool(named - set(report.lead_codes)) and len(named & chief) < 2


def _weigh(matter: Matter) -> None:
    """Words that tell the matter: those at its nouns count most, then headline, lead, paragraphs."""
    report = matter.report
    for word in matter.about:
        matter.words[word] += 2
    if matter.main:
        for word in report.title:
            matter.words[word] += 2
        for word in report.lead:
            matter.words[word] += 1
        if not matter.codes:
            matter.codes.update(report.lead_codes)
    for paragraph in matter.paragraphs:
        for word in report.paragraphs.get(paragraph, ()):
            matter.words[word] += 1
