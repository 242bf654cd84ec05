"""Names of bodies that the book lacks: "the Makerere University", "the rights group X".

A name is a run of capitalised words around a noun for a body ("Census Bureau", "Ministry of
Public Security"), what stands right behind such a noun in small letters ("the newspaper Y"),
or what the entity recogniser takes for an organisation.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.actors.nounphrases import phrase_at
from communique.actors.scene import BodyName, Scene
from communique.codebook.actor_book_tables import ADJECTIVE, BODY, CAPITAL, DEMONYM, NAME, PERSON, SEAT, SHORT, key_of
from communique.codebook.schema.nouns import NounRow
from communique.records.ids import fold

_LINKS = frozenset({"of", "for", "on", "and", "the", "between", "against", "&", "de", "du", "des", "la"})
_OPENERS = frozenset({"of", "for", "on", "between", "against", "de", "du"})
_BODY_NOUNS = frozenset({"organ", "collective"})
_STATE = frozenset({NAME, ADJECTIVE, DEMONYM})


@dataclass(slots=True)
class _Run:
    first: int
    last: int
    noun: NounRow | None


def find_body_names(scene: Scene) -> None:
    """Fill `scene.body_names`; names of the book inside them are names no more."""
    taken: set[int] = set()
    for run in _runs(scene):
        if any(t in taken for t in range(run.first, run.last)):
            continue
        name = _name(scene, run)
        if name is not None:
            taken.update(range(name.first, name.last))
            scene.body_names.append(name)
    for name in scene.body_names:
        for token in range(name.first, name.last):
            scene.spot_at.pop(token, None)
            scene.body_name_at[token] = name
        _define(scene, name)
    if scene.body_names:
        scene.spots = [s for s in scene.spots if scene.spot_at.get(s.first) is s]


def _define(scene: Scene, name: BodyName) -> None:
    """Remember the letters in parentheses behind a name."""
    parse, at = scene.parse, name.last
    if at + 2 >= len(parse) or parse.word[at] != "(" or parse.word[at + 2] != ")" or not parse.word[at + 1].isupper():
        return
    letters = key_of(parse.word[at + 1])
    initials = "".join(w[0] for w in parse.word[name.first : name.last] if w[0].isupper()).lower()
    rows = [e.row for e in scene.book.entries(letters) if e.kind == BODY]
    if len(rows) == 1 and initials == letters:
        name.known = rows[0]
    else:
        scene.defined[letters] = name.head


def _runs(scene: Scene) -> list[_Run]:
    """Candidate names, the longest first."""
    parse = scene.parse
    runs: list[_Run] = []
    for i in range(len(parse)):
        if parse.pos[i] not in ("NOUN", "PROPN"):
            continue
        found = phrase_at(scene, i)
        if found is None or found[3].kind not in _BODY_NOUNS:
            continue
        if parse.word[i][0].isupper() and parse.sent[i] not in scene.title_case and found[0] <= i:
            runs.append(_widened(scene, i, found[3], found[0]))
        elif not found[4] and found[3].kind == "collective":
            behind = _behind(scene, i + 1)
            if behind is not None:
                runs.append(_Run(behind[0], behind[1], found[3]))
    for first, last, label in parse.ents:
        first = _past_dateline(scene, first, last)
        if label == "ORG" and first < last and not _of_person(scene, first, last):
            runs.append(_Run(first, last, None))
    runs.sort(key=lambda r: r.first - r.last)
    return runs


def _past_dateline(scene: Scene, first: int, last: int) -> int:
    """Where an entity begins that the recogniser ran together with the dateline: "HARARE - Soldiers"."""
    for part in scene.reading.parts:
        if part.kind == "dateline" and part.tokens[0] <= first < part.tokens[1] < last:
            return part.tokens[1]
    return first


def _of_person(scene: Scene, first: int, last: int) -> bool:
    """Whether a run stands beside a person's description, and so names a person."""
    parse = scene.parse
    head = scene.span_head(first, last)
    if parse.dep[head] == "appos":
        found = phrase_at(scene, parse.head[head])
        return found is not None and found[3].kind in ("person", "agent") and not found[4]
    return False


def _widened(scene: Scene, i: int, noun: NounRow, start: int) -> _Run:
    """The run of capitalised words around the noun at `i`."""
    parse = scene.parse
    first, last = min(i, start), i + 1
    bounds = parse.sents[parse.sent[i]]
    while first > bounds[0] and _capital(scene, first - 1):
        first -= 1
    opened = between = False
    while last < bounds[1]:
        if _capital(scene, last) and not opened and parse.word[last - 1][0].isupper() and parse.head[last] != last:
            last += 1
            continue
        step = last
        while step < bounds[1] and parse.lower[step] in _LINKS:
            step += 1
        if step == last or step >= bounds[1] or not parse.word[step][0].isupper() or parse.pos[step] == "PRON":
            break
        link = parse.lower[last]
        if link == "and" and not between and (not opened or _is_actor(scene, step)):
            break
        if link not in _OPENERS and link != "and":
            break
        between = between or link == "between"
        opened, last = True, scene.spot_at[step].last if step in scene.spot_at else step + 1
        while last < bounds[1] and _capital(scene, last):
            last += 1
    return _Run(first, last, noun)


def _is_actor(scene: Scene, token: int) -> bool:
    spot = scene.spot_at.get(token)
    return spot is not None and bool(spot.kinds & {NAME, BODY, PERSON})


def _capital(scene: Scene, token: int) -> bool:
    """Whether a token can be inside a body's name."""
    parse = scene.parse
    word = parse.word[token]
    spot = scene.spot_at.get(token)
    if spot is not None and (spot.kinds & {BODY, PERSON} or (NAME in spot.kinds and ADJECTIVE not in spot.kinds)):
        return False
    return (
        word[0].isupper()
        and parse.pos[token] in ("PROPN", "NOUN", "ADJ")
        and parse.ent[token] not in ("DATE", "PERSON")
    )


def _behind(scene: Scene, start: int) -> tuple[int, int] | None:
    """A capitalised run that follows a noun for a body directly."""
    parse = scene.parse
    last = start
    while last < len(parse) and parse.word[last][0].isupper() and parse.pos[last] in ("PROPN", "NOUN", "ADJ"):
        if last in scene.spot_at:
            return None
        last += 1
    if last == start or parse.sent[last - 1] != parse.sent[start - 1] or parse.dep[start - 1] == "dobj":
        return None
    return (start, last)


def _name(scene: Scene, run: _Run) -> BodyName | None:
    """The name in a run, its state taken off; None where the book or a pattern knows it."""
    parse = scene.parse
    first, last = run.first, run.last
    while first < last and (parse.lower[first] == "the" or not parse.word[first][0].isalnum()):
        first += 1
    while last > first and (parse.tag[last - 1] == "POS" or not parse.word[last - 1][0].isalnum()):
        last -= 1
    if last <= first or not any(parse.word[t][0].isupper() for t in range(first, last)):
        return None
    state = None
    spot = scene.spot_at.get(first)
    if spot is not None and spot.kinds & _STATE and spot.last < last and spot.first == first:
        state, first = scene.state_of(spot, _STATE), spot.last
        if first < last and parse.tag[first] == "POS":
            first += 1
    elif first >= 2 and parse.tag[first - 1] == "POS" and first - 2 in scene.spot_at:
        state = scene.state_of(scene.spot_at[first - 2], _STATE)
    if first >= last or _known(scene, first, last) or (run.noun is None and _unfit(scene, first, last)):
        return None
    found = phrase_at(scene, last - 1)
    if found is not None and found[0] <= first:
        return None  # "Foreign Ministry": a pattern, no name
    if run.noun is not None and last - first == 1 and phrase_at(scene, first) is not None:
        return None
    noun = run.noun
    if noun is None and found is not None and found[3].kind in _BODY_NOUNS:
        noun = found[3]
    return BodyName(first, last, scene.span_head(first, last), state, noun, _seat(scene, first, last))


def _seat(scene: Scene, first: int, last: int) -> int | None:
    """State of a capital in the name or right behind it: "the Wilson Center in Washington"."""
    parse = scene.parse
    places = [t for t in range(first, last) if not _topic(scene, first, t)]
    if last + 1 < len(parse) and parse.lower[last] in ("in", "of"):
        places += [last + 1, last + 2]
    for token in places:
        spot = scene.spot_at.get(token)
        if spot is not None:
            return scene.state_of(spot, frozenset({NAME, ADJECTIVE, CAPITAL}))
    return None


_CHAMBERS = frozenset({"house", "senate", "select", "congressional", "commons", "lords", "parliamentary", "bundestag"})


def _topic(scene: Scene, first: int, token: int) -> bool:
    """Whether a state in a name is what the body deals with: "House China Committee", "Council on Cuba"."""
    before = scene.parse.lower[first:token]
    return bool(before) and (before[-1] in ("on", "for", "against", "with") or not _CHAMBERS.isdisjoint(before))


def _known(scene: Scene, first: int, last: int) -> bool:
    """Whether the book knows most of the name already."""
    for token in range(first, last):
        spot = scene.spot_at.get(token)
        if spot is not None and spot.kinds & {BODY, SEAT, PERSON}:
            return spot.last - spot.first >= (last - first) / 2 or PERSON in spot.kinds
    return False


def _unfit(scene: Scene, first: int, last: int) -> bool:
    """Whether what the recogniser took for an organisation is surely none."""
    parse = scene.parse
    spots = {id(scene.spot_at[t]): scene.spot_at[t] for t in range(first, last) if t in scene.spot_at}
    if any(s.first <= first and s.last >= last for s in spots.values()):
        return True
    if last - first == 2 and fold(parse.word[first]) in scene.book.given_names and first not in scene.spot_at:
        return True  # "Elena Prado"
    if last - first == 1 and (parse.pos[first] != "PROPN" or phrase_at(scene, first) is not None):
        return True
    if last - first == 1 and first in scene.spot_at and scene.spot_at[first].kinds == {SHORT}:
        if max(scene.book.in_news(e.row, scene.on) for e in scene.spot_at[first].entries) >= 2:
            return True  # "Trump", which recognisers take for a firm
    if last - first == 1 and any(
        label == "PERSON" and b - a > 1 and parse.word[b - 1] == parse.word[first] for a, b, label in parse.ents
    ):
        return True  # the surname of somebody named in full
    for token in (last, last + 1):
        title = phrase_at(scene, token) if token < len(parse) else None
        if title is not None and title[0] <= first:
            return True  # "Communications" in "Communications Minister"
    ending = phrase_at(scene, last - 1)
    if ending is not None and ending[3].kind in ("person", "agent", "people"):
        return True
    if parse.sent[first] in scene.title_case:
        return True
    opening = phrase_at(scene, first)
    if opening is not None and opening[3].kind == "person" and opening[3].title and last - first > 1:
        return ending is None or ending[3].kind not in _BODY_NOUNS  # "General Wiranto"
    return any(phrase_at(scene, t) is not None and parse.word[t].islower() for t in range(first, last))
