"""Noun phrases that say what an actor is: "several senior Kenyan police officers".

The chief noun is looked up in the nouns data; the words to its left and the of-phrase to its
right tell the country, the body, the number, and whether the office is over ("former").
"""

from __future__ import annotations

from communique.actors.quantities import number_before
from communique.actors.scene import Description, Scene, Spot
from communique.codebook.actor_book_tables import ADJECTIVE, BODY, CAPITAL, DEMONYM, METONYM, NAME, SEAT
from communique.codebook.schema.nouns import NounRow

_LEFT = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "SYM"})
_DEPENDENT = frozenset(
    [
        "backed",
        "sponsored",
        "funded",
        "allied",
        "trained",
        "armed",
        "friendly",
        "born",
        "occupied",
        "supported",
        "bound",
    ]
)
_BELONGING = frozenset(["led", "based", "run", "controlled", "owned", "dominated", "appointed"])
_STANCES = frozenset({"anti", "pro", "non", "ex"})
_OF = frozenset(["of", "for", "from", "in", "at", "with"])
_STATES = frozenset({NAME, ADJECTIVE, DEMONYM, CAPITAL, METONYM})
_BODIES = frozenset({BODY, SEAT})


def describe_all(scene: Scene) -> None:
    """Fill `scene.descriptions` with the actor-describing noun phrases in text order."""
    parse = scene.parse
    for i in range(len(parse)):
        if parse.pos[i] not in ("NOUN", "PROPN", "ADJ") or i in scene.name_at or i in scene.body_name_at:
            continue
        if i in scene.described:
            continue
        spot = scene.spot_at.get(i)
        if spot is not None and spot.kinds & _BODIES:
            continue
        found = phrase_at(scene, i)
        if found is None:
            continue
        first, last, noun, row, plural = found
        if parse.pos[i] == "ADJ" and last - first == 1:
            continue
        description = Description(i, (first, last), (first, last), noun, row, plural)
        scene.descriptions.append(description)
        for token in range(first, last):
            scene.described[token] = description
    for description in scene.descriptions:
        _read_left(scene, description)
    for description in scene.descriptions:
        _read_right(scene, description)
        description.outer = _outer(scene, description)


def phrase_at(scene: Scene, i: int) -> tuple[int, int, str, NounRow, bool] | None:
    """The longest known noun phrase whose chief noun is token `i`, with its range and number."""
    if i in scene.phrases:
        return scene.phrases[i]
    parse, book = scene.parse, scene.book
    found = book.phrases.find(parse.lower, i, parse.lower[i])
    if parse.lemma[i] != parse.lower[i]:
        by_lemma = book.phrases.find(parse.lower, i, parse.lemma[i])
        if by_lemma is not None and (found is None or by_lemma[1] - by_lemma[0] > found[1] - found[0]):
            found = by_lemma
    plural = parse.tag[i] in ("NNS", "NNPS")
    if found is None and parse.lower[i].endswith("men"):  # "Fishermen" at the head of a sentence
        found, plural = book.phrases.find(parse.lower, i, parse.lower[i][:-2] + "an"), True
    if found is None and parse.pos[i] == "PROPN" and parse.lower[i].endswith("s") and _opens(scene, i):
        found, plural = book.phrases.find(parse.lower, i, parse.lower[i][:-1]), True  # "HARARE - Soldiers took"
    if found is not None and found[0] < i and _holds_name(scene, found[0], i) and parse.lemma[i] in book.nouns:
        found = (i, i + 1, parse.lemma[i])  # "NATO chief" is NATO's, whatever the nouns data list
    result = None
    if found is not None:
        first, last, noun = found
        result = (first, last, noun, book.nouns[noun], plural)
    scene.phrases[i] = result
    return result


def _opens(scene: Scene, i: int) -> bool:
    """Whether a word opens its sentence, a dateline not counted."""
    first = scene.parse.sents[scene.parse.sent[i]][0]
    return i == first or any(p.kind == "dateline" and p.tokens[1] == i for p in scene.reading.parts)


def _holds_name(scene: Scene, first: int, chief: int) -> bool:
    """Whether a name of the book stands at the head of a noun phrase: "NATO chief"."""
    spot = scene.spot_at.get(first)
    if spot is None or spot.last > chief or not spot.kinds & (_STATES | _BODIES):
        return False
    return spot.last - spot.first > 1 or scene.parse.word[first].isupper()


def _read_left(scene: Scene, d: Description) -> None:
    """Determiner, country, body, number and "former" from the words before the noun."""
    parse = scene.parse
    sentence = parse.sents[parse.sent[d.head]][0]
    j = d.phrase[0] - 1
    left = d.phrase[0]
    words = []
    while j >= sentence:
        pos, word = parse.pos[j], parse.lower[j]
        if word in ("'s", "’s", "'", "’") and parse.tag[j] == "POS":
            left = _possessor(scene, d, j)
            break
        if pos == "DET" or parse.tag[j] == "PRP$":
            d.determiner, left = word, j
            if parse.tag[j] == "PRP$":
                d.owner = j
            break
        if j in scene.name_at and parse.head[j] == d.head and parse.dep[j] in ("compound", "nmod", "amod"):
            d.owner, left = j, scene.name_at[j].first - bool(scene.name_at[j].honorific)  # "the Obama administration"
            if left > sentence and parse.pos[left - 1] == "DET":
                left -= 1
            break
        if not _joins(scene, j, d):
            break
        name = scene.spot_at.get(j)
        if name is not None and sentence <= name.first < j and name.kinds & _BODIES and name.last == j + 1:
            left, j = name.first, name.first - 1  # "the Bank of Canada governor"
            continue
        if parse.word[j][0].isalnum():
            words.append(word)
            left = j
        j -= 1
    d.words = frozenset(words)
    effects = {scene.book.modifiers.get(word) for word in words}
    d.former, d.acting = "former" in effects, "acting" in effects
    d.span = (left, d.phrase[1])
    _states_left(scene, d, left)
    if d.state is None and d.body is None and d.noun in scene.book.own_titles:
        _take_owner(scene, d)
    d.size, d.approximate, start = number_before(parse, left, d.phrase[0])
    d.span = (min(left, start), d.phrase[1])


def _take_owner(scene: Scene, d: Description) -> None:
    """State or body of a title that no other has: "the taoiseach"."""
    office = scene.book.offices[scene.book.own_titles[d.noun]]
    if office.body is not None:
        d.body = scene.book.body_row_named(office.body)
    if d.body is None and office.state is not None:
        d.state = scene.book.state_by_code.get(office.state)


def _joins(scene: Scene, j: int, d: Description) -> bool:
    """Whether token `j` belongs to the noun phrase of `d`."""
    parse = scene.parse
    if parse.word[j] in ("-", "–", "‑", "/"):
        return parse.end[j] == parse.start[j + 1] and j > 0 and parse.end[j - 1] == parse.start[j]
    if j in scene.name_at:
        return False
    pos = parse.pos[j]
    if pos == "CCONJ" or parse.word[j] == ",":
        return parse.head[j] > j and parse.head[j] < d.phrase[1] and parse.pos[parse.head[j]] != "VERB"
    if pos == "VERB" and parse.tag[j] not in ("VBN", "VBG"):
        return False
    if pos not in _LEFT:
        return False
    above = parse.head[j]
    if j in scene.spot_at and parse.tag[j] != "RB":
        spot = scene.spot_at[j]
        return any(j < parse.head[t] <= d.phrase[1] + 3 for t in range(spot.first, spot.last))
    return j < above < d.phrase[1] + 4


def _possessor(scene: Scene, d: Description, mark: int) -> int:
    """Take the owner before a possessive mark; the first token of the whole phrase."""
    parse = scene.parse
    owner = mark - 1
    spot = scene.spot_at.get(owner)
    if spot is not None and spot.kinds & (_STATES | _BODIES):
        if d.row.kind == "side":
            d.owner = spot.first  # "Israel's ally" is not Israel's own
        else:
            _take(scene, d, spot)
        left = spot.first
        if left > 0 and parse.pos[left - 1] == "DET":
            left -= 1
        return left
    d.owner = owner
    name = scene.name_at.get(owner)
    if name is not None:
        return name.first - bool(name.honorific)
    return max(parse.left[owner], parse.sents[parse.sent[owner]][0]) if parse.left[owner] <= owner else owner


def _states_left(scene: Scene, d: Description, left: int) -> None:
    """State and body named by adjectives and nouns before the chief noun."""
    parse = scene.parse
    second: Spot | None = None
    token = d.phrase[0] - 1
    while token >= left:
        if token in scene.body_name_at and d.of is None:
            d.of = scene.body_name_at[token].head
        spot = scene.spot_at.get(token)
        if spot is None or spot.last > d.phrase[1]:
            token -= 1
            continue
        after = parse.lower[spot.last + 1] if spot.last + 1 < d.phrase[1] else ""
        hyphen = spot.last < d.phrase[0] and parse.word[spot.last] == "-"
        before = parse.lower[spot.first - 2] if spot.first >= 2 and parse.word[spot.first - 1] == "-" else ""
        if (hyphen and after in _DEPENDENT) or before in _STANCES or parse.lower[spot.first - 1] == "ethnic":
            pass
        elif hyphen and after in _BELONGING:
            second = second or spot
        elif not d.modifiers or d.state is None or d.body is None:
            _take(scene, d, spot)
            d.modifiers.append(spot.first)
        token = spot.first - 1
    if second is not None and d.state is None and d.body is None:
        _take(scene, d, second)


def _take(scene: Scene, d: Description, spot: Spot) -> None:
    """Let a spotted state or body be the one of the description, if it has none yet."""
    body = next((e.row for e in spot.entries if e.kind in _BODIES), None)
    state = scene.state_of(spot)
    if state is not None and d.state is None:
        d.state = state
    elif state is None and body is not None and d.body is None:
        d.body = body


def _read_right(scene: Scene, d: Description) -> None:
    """Country, body or principal from "of France", "for the rebels", "in Darfur".

    A phrase that tells none is passed over: "an expert on Syria at the Chatham House".
    """
    parse = scene.parse
    links = [(c, True) for c in range(d.phrase[1], min(d.phrase[1] + 1, len(parse)))] + [
        (c, False) for c in parse.kids(d.head, "prep")
    ]
    seen: set[int] = set()
    while links and len(seen) < 4:
        e, _ = links.pop(0)
        if e in seen or e < d.phrase[1] or parse.sent[e] != parse.sent[d.head]:
            continue
        seen.add(e)
        objects = parse.kids(e, "pobj")
        if not objects or not (d.phrase[0] <= parse.head[e] < e or (d.row.kind == "state" and e == d.phrase[1])):
            continue
        preposition = parse.lower[e]
        if preposition in _OF or preposition == "to":
            _take_object(scene, d, preposition, objects[0])
        if d.state is not None or d.body is not None or d.of is not None:
            return
        links += [(c, False) for c in parse.kids(objects[0], "prep") if parse.lower[c] in ("at", "in")]


def _take_object(scene: Scene, d: Description, preposition: str, target: int) -> None:
    """What the object of a preposition tells of the description."""
    parse = scene.parse
    spot = scene.spot_at.get(target)
    if preposition == "to":
        if spot is not None and spot.kinds & _STATES and d.row.role == "envoy":
            d.to_state = scene.state_of(spot)
        elif d.row.kind == "agent" and target in scene.described:
            d.of = scene.described[target].head
        return
    agent = d.row.kind == "agent" or d.row.role is not None
    inner = scene.described.get(target)
    if spot is not None and spot.kinds & (_STATES | _BODIES):
        if spot.kinds <= {SEAT}:
            return
        if BODY in spot.kinds or preposition in ("of", "from", "in") or agent:
            _take(scene, d, spot)
            if d.plural and d.state is not None:
                d.fellows = [r for c in parse.conjuncts(target)[1:] if (r := _state_at(scene, c)) is not None]
            d.span = (d.span[0], max(d.span[1], spot.last)) if preposition in ("of", "for") else d.span
    elif target in scene.body_name_at and preposition != "in":
        d.of = scene.body_name_at[target].head
    elif inner is not None and inner is not d and (preposition != "in" or inner.row.kind in ("organ", "collective")):
        d.of = inner.head
        if preposition in ("of", "for"):
            d.span = (d.span[0], max(d.span[1], inner.span[1]))
    elif target in scene.name_at and preposition == "of" and d.row.kind == "organ":
        d.owner = target
    elif target in scene.name_at and preposition in ("of", "for"):
        d.of = target
        d.span = (d.span[0], scene.name_at[target].last)
    elif preposition == "of" and d.of is None:
        for token in range(max(parse.left[target], target - 6), target):
            inside = scene.spot_at.get(token)
            if inside is not None and inside.kinds & (_STATES | _BODIES) and d.state is None and d.body is None:
                _take(scene, d, inside)


def _state_at(scene: Scene, token: int) -> int | None:
    """Row of the state that a token names."""
    spot = scene.spot_at.get(token)
    return None if spot is None else scene.state_of(spot)


def _outer(scene: Scene, d: Description) -> int | None:
    """Chief noun of the noun phrase in which `d` is only a modifier: "police" in "police station"."""
    parse = scene.parse
    above = parse.head[d.head]
    if d.phrase[1] < len(parse) and parse.word[d.phrase[1]] == "-":
        return above if above >= d.phrase[1] else d.phrase[1] + 1  # "rebel-held", "police-run"
    if parse.dep[d.head] in ("compound", "nmod", "amod") and above >= d.phrase[1]:
        return above
    return None
