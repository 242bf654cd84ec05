"""Background: happenings told in passing that lie long before the report.

Dates more than 400 days back make an event historical where they belong to it (`when`). This
module reads the years and ages written on the event itself or on its clause: "the 2014
annexation", "last year's summit", "eighty years after the invasion", "as far back as 1939".
"""

from __future__ import annotations

import re

from communique.events.arguments import is_verb
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Reading

_YEAR = re.compile(r"^(1[5-9]\d\d|20\d\d)$")
_AGES = frozenset({"year", "decade", "century", "generation"})
_OF_YEARS = frozenset({"in", "of", "since", "from", "between", "around", "as", "before", "until", "by", "to"})
_ADVERBIAL = frozenset({"ADP", "ADV", "SCONJ", "NUM"})
_REACH = 4


def mark_background(reading: Reading) -> None:
    """Make events historical that a year or an age puts long before the report."""
    newest = _newest(reading)
    for event in reading.events:
        if event.status == "actual" and _long_past(reading.parse, event, newest):
            event.status = "historical"
            event.why["historical"] = "background"


def _newest(reading: Reading) -> int:
    """The first year that is not background: one before the report's, else the latest year named."""
    if reading.document.date:
        return int(reading.document.date[:4]) - 1
    years = [int(w) for w in reading.parse.word if _YEAR.match(w)]
    return max(years, default=9999) - 1 if years else 0


def _long_past(parse: Parse, event: EventDraft, newest: int) -> bool:
    """Whether something on the event's words or on its clause puts it long ago."""
    words = [i for i in range(*event.trigger) if parse.pos[i] in ("NOUN", "PROPN", "VERB", "ADJ")] or [event.head]
    for i in words:
        if is_verb(parse, i):
            if _year_in_clause(parse, i, newest):
                return True
        elif _year_on_noun(parse, i, newest) or _last_year(parse, i) or _years_after(parse, i):
            return True
    return False


def _old(parse: Parse, i: int, newest: int) -> bool:
    """Whether the token is a year before the newest that counts."""
    return bool(_YEAR.match(parse.word[i])) and int(parse.word[i]) < newest


def _year_on_noun(parse: Parse, i: int, newest: int) -> bool:
    """ "the 2014 annexation", "the war of 1812", "the 1992 border accord"."""
    for c in parse.children[i]:
        if parse.dep[c] in ("nummod", "compound", "amod", "nmod", "poss") and c < i and _old(parse, c, newest):
            return True
        if parse.dep[c] == "prep" and parse.lower[c] in ("of", "in"):
            if any(_old(parse, y, newest) for y in parse.kids(c, "pobj")):
                return True
    return False


def _last_year(parse: Parse, i: int) -> bool:
    """ "last year's summit"."""
    for c in parse.kids(i, "poss", "nmod", "compound"):
        if parse.lemma[c] in _AGES and any(parse.lower[d] == "last" for d in parse.children[c]):
            return True
    return False


def _years_after(parse: Parse, i: int) -> bool:
    """ "eighty years after the invasion": the noun hangs on "after", an age of years stands before."""
    p = parse.head[i]
    if parse.dep[i] != "pobj" or parse.lower[p] not in ("after", "since"):
        return False
    ages = [c for c in parse.children[p] if c < p] + [p - 1]
    return any(a >= 0 and parse.lemma[a] in ("year", "decade", "century") and parse.tag[a] == "NNS" for a in ages)


def _year_in_clause(parse: Parse, verb: int, newest: int) -> bool:
    """A year in the verb's own clause, where nothing newer stands there: "as far back as 1939"."""
    years = [y for y in range(parse.left[verb], parse.right[verb] + 1) if _YEAR.match(parse.word[y])]
    own = [y for y in years if _hangs_on(parse, y, verb)]
    if parse.dep[verb] == "relcl":
        noun = parse.head[verb]
        own += [y for y in parse.kids(noun, "appos", "nummod") if y > verb and _YEAR.match(parse.word[y])]
        inside = parse.children[verb]
        own += [y for c in inside if c > verb for y in parse.kids(c, "appos") if _YEAR.match(parse.word[y])]
    return bool(own) and all(_old(parse, y, newest) for y in own)


def _hangs_on(parse: Parse, year: int, verb: int) -> bool:
    """Whether a year is an adverbial of the verb and of nothing between."""
    at = year
    for _ in range(_REACH):
        up = parse.head[at]
        if up == at:
            return False
        if up == verb:
            return parse.pos[at] in _ADVERBIAL and parse.lower[at] not in ("after", "following", "since")
        if parse.pos[up] not in _ADVERBIAL and parse.pos[up] != "PROPN":
            return False
        if parse.pos[up] == "ADP" and parse.lower[up] not in _OF_YEARS:
            return False
        at = up
    return False
