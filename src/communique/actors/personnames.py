"""Which tokens name a person, known or unknown: "Mr. Lavrov", "Hanno Pevkur".

Full names of the book come first, then what the entity recogniser takes for a person, then
capitalised words after a title. The span leaves out titles, honorifics and the possessive.
"""

from __future__ import annotations

from communique.actors.nounphrases import phrase_at
from communique.actors.scene import PersonName, Scene, Spot
from communique.codebook.actor_book_tables import ADJECTIVE, BODY, CAPITAL, DEMONYM, METONYM, NAME, PERSON, SEAT, SHORT
from communique.records.ids import fold

_SEATS = frozenset({CAPITAL, METONYM})
_NOT_PERSON = frozenset({NAME, ADJECTIVE, DEMONYM, BODY, SEAT})


def find_person_names(scene: Scene) -> None:
    """Fill `scene.names` in text order."""
    for spot in scene.spots:
        if PERSON in spot.kinds and not spot.kinds & {BODY}:
            rows = [e.row for e in spot.entries if e.kind == PERSON]
            _take(scene, spot.first, spot.last, rows)
        elif spot.kinds == {SHORT} and spot.last - spot.first > 1 and not spot.doubtful:
            _take(scene, _given_before(scene, spot), spot.last, [])  # "von der Leyen"
    for first, last, label in scene.parse.ents:
        if label == "PERSON":
            _take_recognised(scene, first, last)
    for i in range(len(scene.parse)):
        if i not in scene.name_at:
            _take_titled(scene, i)
            _take_apposed(scene, i)
            _take_given(scene, i)
    lasts = {scene.parse.lower[n.last - 1] for n in scene.names if n.last - n.first > 1}
    named = {row for n in scene.names for row in n.book}
    for spot in scene.spots:
        if SHORT not in spot.kinds or spot.first in scene.name_at:
            continue
        if (spot.kinds == {SHORT} and any(e.row in named for e in spot.entries)) or _surname_fits(scene, spot, lasts):
            _take(scene, spot.first, spot.last, [])
    _take_repeated(scene, lasts)
    scene.names.sort(key=lambda n: n.first)
    _drop_names_from_spots(scene)


def _given_before(scene: Scene, spot: Spot) -> int:
    """Where a name begins whose end is a known surname of several words: "Abu Anas Al Saud"."""
    parse, first = scene.parse, spot.first
    while first > 0 and parse.pos[first - 1] == "PROPN" and parse.word[first - 1][0].isupper():
        before = first - 1
        words = scene.book.name_words
        low = parse.lower[before].strip(".")
        if (
            before in scene.spot_at
            or phrase_at(scene, before) is not None
            or low in words.honorifics
            or low in words.ranks
        ):
            break
        if parse.sent[before] != parse.sent[spot.first] or parse.head[before] < before:
            break
        first = before
    return first


def honorific_gender(scene: Scene, name: PersonName) -> str | None:
    """Gender that an honorific before the name tells: "Ms. Nandy"."""
    return scene.book.name_words.honorifics.get(name.honorific) or None


def is_honorific(scene: Scene, name: PersonName) -> bool:
    """Whether what stands before the name belongs to the way it is said ("Mr."), and is no rank."""
    return name.honorific in scene.book.name_words.honorifics


def _take(scene: Scene, first: int, last: int, rows: list[int]) -> None:
    """Add a name unless a part of it belongs to another."""
    if any(t in scene.name_at or t in scene.body_name_at for t in range(first, last)):
        return
    parse = scene.parse
    before = parse.lower[first - 1].strip(".") if first else ""
    honorific = before if before in scene.book.name_words.honorifics or before in scene.book.name_words.ranks else ""
    name = PersonName(first, last, scene.span_head(first, last), rows, honorific)
    scene.names.append(name)
    for token in range(first, last):
        scene.name_at[token] = name


def _take_recognised(scene: Scene, first: int, last: int) -> None:
    """A person of the entity recogniser, trimmed to the name proper."""
    parse = scene.parse
    while first < last and _no_name_word(scene, first):
        first += 1
    while last + 1 < len(parse) and parse.word[last] == "-" and parse.end[last] == parse.start[last + 1]:
        last += 2  # "Kim Dae-jung"
    while last > first and (parse.tag[last - 1] == "POS" or not _name_end(scene, last - 1)):
        last -= 1
    title_end = _title_end(scene, first, last)
    first = title_end or first
    if first >= last or parse.pos[scene.span_head(first, last)] not in ("PROPN", "NOUN", "ADJ"):
        return
    spots = [scene.spot_at[t] for t in range(first, last) if t in scene.spot_at]
    if any(s.first <= first and s.last >= last and s.kinds & _SEATS and not s.kinds & {PERSON, SHORT} for s in spots):
        return
    if any(s.kinds & _NOT_PERSON and not (s.weak and last - first > 1) and SHORT not in s.kinds for s in spots):
        return
    if any(parse.word[t] in (",", "(", ")", '"', ":", "@", "#") for t in range(first, last)):
        return
    if last - first == 1 and (phrase_at(scene, first) is not None or parse.pos[first] != "PROPN"):
        return
    if last - first == 1 and any(s.kinds & _NOT_PERSON for s in spots):
        return
    if last < len(parse) and parse.lower[last] in _SITES and parse.word[last].islower():
        return  # "the Bosphorus bridge"
    if all(parse.word[t].isupper() and len(parse.word[t]) > 3 for t in range(first, last)):
        return
    _take(scene, first, last, [])


_SITES = frozenset(
    {"bridge", "square", "street", "airport", "river", "valley", "mountains", "strait", "prize", "award", "museum"}
    | {"theatre", "dam", "canal", "road", "highway", "mosque", "cathedral", "stadium", "park", "province", "region"}
    | {"crossing", "checkpoint", "pipeline", "refinery", "desert", "peninsula", "creek", "neighbourhood"}
)
"""What is named after persons or places: a name before it is no actor."""


def _name_end(scene: Scene, i: int) -> bool:
    """Whether token `i` may end a name: capitalised, or behind a hyphen."""
    return scene.parse.word[i][0].isupper() or (i > 0 and scene.parse.word[i - 1] == "-")


def _no_name_word(scene: Scene, i: int) -> bool:
    """Whether token `i` cannot open a name: an honorific, an article, a small word."""
    word = scene.parse.word[i]
    low = word.lower().strip(".")
    words = scene.book.name_words
    return low in words.honorifics or low in words.ranks or not (word[0].isupper() or low in words.particles)


def _title_end(scene: Scene, first: int, last: int) -> int | None:
    """End of title words that the recogniser took into the name: "President Obama"."""
    end = None
    for i in range(first, last - 1):
        found = phrase_at(scene, i)
        if found is not None and found[3].title and scene.parse.word[i][0].isupper():
            end = i + 1
    return end


def _take_titled(scene: Scene, i: int) -> None:
    """Capitalised words after a title or an honorific, where no recogniser saw a person."""
    parse = scene.parse
    low = parse.lower[i].strip(".")
    words = scene.book.name_words
    if (low in words.honorifics and parse.word[i][0].isupper()) or (low in words.ranks and _is_rank(scene, i)):
        start = i + 1
    else:
        if parse.pos[i] not in ("PROPN", "NOUN") or parse.tag[i] in ("NNS", "NNPS"):
            return
        found = phrase_at(scene, i)
        if found is None or not found[3].title or found[1] != i + 1:
            return
        start = i + 1
    while start < len(parse) and parse.lower[start] in words.honorifics and parse.word[start][0].isupper():
        start += 1  # "Prime Minister Datuk Seri Anwar"
    last = start
    while last < len(parse) and parse.sent[last] == parse.sent[i] and _name_word(scene, last, start):
        last += 1
    while last > start and not parse.word[last - 1][0].isupper():
        last -= 1
    if last > start:
        _take(scene, start, last, [])


_PLAIN_RANKS = frozenset({"gen", "col", "lt", "maj", "capt", "sgt", "cmdr", "adm", "brig", "sen"})
"""Ranks written without a point too: "Maj-Gen Rao"."""


def _is_rank(scene: Scene, i: int) -> bool:
    """Whether a word is an abbreviated rank: with its point, or a plain one before a name."""
    parse = scene.parse
    if parse.word[i].endswith("."):
        return True
    return (
        parse.lower[i] in _PLAIN_RANKS and parse.word[i].istitle() and parse.pos[min(i + 1, len(parse) - 1)] == "PROPN"
    )


def _take_apposed(scene: Scene, i: int) -> None:
    """Capitalised words in apposition to a person's description: "a spokesman, Tesfay Gebre,"."""
    parse = scene.parse
    if parse.dep[i] != "appos" or parse.pos[i] != "PROPN" or i in scene.spot_at:
        return
    found = phrase_at(scene, parse.head[i])
    if found is None or found[3].kind not in ("person", "agent") or found[4]:
        return
    first = i
    while (
        first > 0
        and parse.head[first - 1] == i
        and parse.dep[first - 1] == "compound"
        and first - 1 not in scene.spot_at
    ):
        first -= 1
    if first < i and all(parse.word[t][0].isupper() for t in range(first, i + 1)):
        _take(scene, first, i + 1, [])


def _take_given(scene: Scene, i: int) -> None:
    """A known first name with a capitalised word behind it: "Elena Ruiz"."""
    parse = scene.parse
    if parse.pos[i] != "PROPN" or i in scene.spot_at or parse.sent[i] in scene.title_case:
        return
    if fold(parse.word[i]) not in scene.book.given_names or (
        i and parse.word[i - 1][0].isupper() and parse.pos[i - 1] == "PROPN"
    ):
        return
    last = i + 1
    while last < len(parse) and parse.sent[last] == parse.sent[i] and _name_word(scene, last, i):
        last += 1
    while last > i and not parse.word[last - 1][0].isupper():
        last -= 1
    organisation = parse.ent[i] == "ORG" and last - i > 2
    if last > i + 1 and not organisation and parse.ent[i] not in ("GPE", "FAC", "LOC"):
        _take(scene, i, last, [])


def _name_word(scene: Scene, t: int, start: int) -> bool:
    """Whether token `t` goes on with a name that begins at `start`."""
    parse = scene.parse
    if t in scene.name_at:
        return False
    spot = scene.spot_at.get(t)
    if spot is not None and spot.kinds & _NOT_PERSON and SHORT not in spot.kinds:
        return False
    word = parse.word[t]
    if word[0].isupper() and parse.pos[t] in ("PROPN", "NOUN", "ADJ") and word[0].isalpha():
        return parse.ent[t] not in ("DATE", "GPE", "NORP") and phrase_at(scene, t) is None
    behind = parse.word[t + 1] if t + 1 < len(parse) else ""
    if not behind or not (behind[0].isupper() or behind.lower() in scene.book.name_words.particles):
        return False
    return word.lower() in scene.book.name_words.particles or (t > start and word in ("-", "'", "’"))


def _surname_fits(scene: Scene, spot: Spot, lasts: set[str]) -> bool:
    """Whether a bare surname of the book means a person here."""
    parse, i = scene.parse, spot.last - 1
    if spot.kinds & _NOT_PERSON or parse.pos[i] != "PROPN" or not parse.word[i][0].isupper():
        return False
    ent = scene.ent_at.get(i)
    if ent is not None and ent[1] - ent[0] > spot.last - spot.first + 1 and ent[2] != "PERSON":
        return False
    if parse.lower[i] in lasts:
        return True
    if spot.doubtful:
        return False
    if ent is not None and ent[2] not in ("PERSON", "ORG", "NORP"):
        return False  # "in Valencia", "on May 25"
    behind = spot.last
    if behind < len(parse) and parse.pos[behind] == "PROPN" and phrase_at(scene, behind) is None:
        return False
    best = max(scene.book.in_news(e.row, scene.on) for e in spot.entries if e.kind == SHORT)
    opens = spot.first == parse.sents[parse.sent[i]][0]
    return best >= 3 or (best == 2 and (not opens or parse.dep[i] in ("nsubj", "nsubjpass", "poss", "compound")))


def _take_repeated(scene: Scene, lasts: set[str]) -> None:
    """Surnames of persons named in full that neither recogniser nor tagger knew again."""
    parse = scene.parse
    for i in range(len(parse)):
        if parse.lower[i] not in lasts or i in scene.name_at or i in scene.body_name_at:
            continue
        word = parse.word[i]
        if (
            word[0].isupper()
            and not word.isupper()
            and scene.spot_at.get(i) is None
            and parse.ent[i] in ("", "PERSON", "ORG", "GPE", "PRODUCT")
        ):
            beside = (parse.word[i - 1] if i else "", parse.word[i + 1] if i + 1 < len(parse) else "")
            if not any(w[:1].isupper() and w.isalpha() for w in beside[1:]) or parse.pos[i + 1] not in (
                "PROPN",
                "NOUN",
            ):
                _take(scene, i, i + 1, [])


def _drop_names_from_spots(scene: Scene) -> None:
    """A token of a person's name names no state or body."""
    for name in scene.names:
        for token in range(name.first, name.last):
            scene.spot_at.pop(token, None)
    scene.spots = [s for s in scene.spots if s.first in scene.spot_at]
