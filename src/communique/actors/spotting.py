"""Names of the book in the text: states, bodies and persons, longest first.

"The European Union's Foreign Affairs Council" is one name, not "European Union" and a council;
"New Mexico" holds no Mexico. Which thing a name means is decided later.
"""

from __future__ import annotations

from communique.actors.nounphrases import phrase_at
from communique.actors.scene import Scene, Spot
from communique.codebook.actor_book import Entry
from communique.codebook.actor_book_tables import (
    ADJECTIVE,
    BODY,
    CAPITAL,
    DEMONYM,
    METONYM,
    NAME,
    PERSON,
    SEAT,
    SHORT,
    first_key,
    key_of,
)

_JOINTS = frozenset(["-", "–", "‐", "‑", "'", "’", ".", "/"])
_LOWER_STARTS = frozenset(
    ["al", "el", "an", "ad", "as", "at", "ash", "de", "la", "le", "von", "van", "der", "bin", "ibn"]
)
_WHOLE = frozenset({"GPE", "LOC", "FAC", "PERSON", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_STATE = frozenset({NAME, ADJECTIVE, DEMONYM, CAPITAL, METONYM})
_DIRECTIONS = frozenset(
    [
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "mainland",
        "upper",
        "lower",
        "the",
        "a",
        "new",
    ]
) - {"new"}


def spot_names(scene: Scene) -> None:
    """Fill `scene.spots` with the names of the book, from left to right."""
    parse, starts = scene.parse, scene.book.starts
    keys = [w.lower() if w.isalpha() and w.isascii() else key_of(w) for w in parse.word]
    i, n = 0, len(parse)
    while i < n:
        word = parse.word[i]
        longest = 0
        if word[0].isupper() or keys[i] in _LOWER_STARTS:
            longest = starts.get(keys[i]) or (starts.get(first_key(word), 0) if " " in keys[i] else 0)
        spot = _match(scene, keys, i, longest) if longest else None
        if spot is None:
            i += 1
            continue
        scene.spots.append(spot)
        for token in range(spot.first, spot.last):
            scene.spot_at[token] = spot
        i = spot.last
    _spot_misspelt(scene, keys)


def _spot_misspelt(scene: Scene, keys: list[str]) -> None:
    """States spelt with one slip, where the recogniser saw a place: "Ethopia"."""
    parse = scene.parse
    for first, last, label in parse.ents:
        if label not in ("GPE", "NORP") or last - first > 2 or last - 1 in scene.spot_at or len(keys[last - 1]) < 6:
            continue
        row = scene.book.misspelt_state(keys[last - 1])
        if row is not None and parse.word[last - 1][0].isupper():
            kind = ADJECTIVE if label == "NORP" else NAME
            spot = Spot(last - 1, last, keys[last - 1], [Entry(kind, row)])
            scene.spots.append(spot)
            scene.spot_at[last - 1] = spot
    scene.spots.sort(key=lambda s: s.first)


def _match(scene: Scene, keys: list[str], first: int, longest: int) -> Spot | None:
    """The longest valid name that begins at token `first`."""
    parse, names = scene.parse, scene.book.names
    stop = parse.sents[parse.sent[first]][1]
    ends: list[tuple[int, str]] = []
    key, j = "", first
    while j < stop:
        if keys[j]:
            key = f"{key} {keys[j]}" if key else keys[j]
            if len(key) > longest:
                break
            if key in names:
                ends.append((j + 1, key))
        elif parse.word[j] not in _JOINTS:
            break
        j += 1
    for last, found in reversed(ends):
        spot = Spot(first, last, found, scene.book.entries(found))
        if _valid(scene, spot):
            spot.weak = found in scene.book.weak
            return spot
    return None


def _valid(scene: Scene, spot: Spot) -> bool:
    """Whether the words at a spot are written and used as a name."""
    parse, first, last = scene.parse, spot.first, spot.last
    if spot.key in scene.book.capitals and not all(w.isupper() or not w.isalpha() for w in parse.word[first:last]):
        return False
    if not parse.word[first][0].isupper() and not any(w[0].isupper() for w in parse.word[first + 1 : last]):
        return False
    if (
        last - first > 1
        and parse.word[last - 1][0].islower()
        and parse.word[last - 2] != "-"
        and spot.key not in scene.book.small
    ):
        return False
    if last - first == 1 and _common_word(scene, spot):
        if spot.kinds != {SHORT}:
            return False
        spot.doubtful = True
    return not _inside_larger(scene, spot)


def _common_word(scene: Scene, spot: Spot) -> bool:
    """Whether a single word is capitalised only because it opens a sentence: "Unity is ..."."""
    parse, i = scene.parse, spot.first
    if spot.kinds & _STATE or parse.word[i].isupper():
        return False
    return parse.pos[i] not in ("PROPN", "NOUN", "ADJ") or (
        parse.pos[i] != "PROPN" and not parse.ent[i] and i == parse.sents[parse.sent[i]][0]
    )


def _inside_larger(scene: Scene, spot: Spot) -> bool:
    """Whether the spot is only a part of a longer name: "New Mexico", "South China Sea"."""
    parse = scene.parse
    if PERSON in spot.kinds or SEAT in spot.kinds or (BODY in spot.kinds and spot.last - spot.first > 1):
        return False
    left, right = spot.first - 1, spot.last
    if left >= 0 and parse.lower[left] == "new" and parse.word[left][0] == "N" and parse.pos[left] == "PROPN":
        return True
    if SHORT in spot.kinds and not spot.kinds & _STATE:
        return False
    if BODY in spot.kinds and not spot.kinds & _STATE:
        return right < len(parse) and _same_name(scene, right, spot.first) and not _is_title(scene, right)
    ent = parse.ent[spot.first]
    if ent not in _WHOLE or not spot.kinds & _STATE:
        return False
    if ADJECTIVE in spot.kinds and ent in ("PERSON", "EVENT", "LAW", "WORK_OF_ART"):
        return False
    span = scene.ent_at[spot.first]
    if ent != "GPE" and any(
        _same_name(scene, t, spot.first) for t in range(span[0], span[1]) if not spot.first <= t < spot.last
    ):
        return not all(parse.lower[t] in _DIRECTIONS for t in range(span[0], spot.first)) or span[1] > spot.last
    before = left >= 0 and _same_name(scene, left, spot.first) and parse.lower[left] not in _DIRECTIONS
    after = right < len(parse) and _same_name(scene, right, spot.first)
    return before or after


def _same_name(scene: Scene, token: int, inside: int) -> bool:
    """Whether `token` is a capitalised part of the entity that holds the token `inside`."""
    ent = scene.ent_at.get(inside)
    if ent is None or not ent[0] <= token < ent[1]:
        return False
    return scene.parse.word[token][0].isupper() and token not in scene.spot_at


def _is_title(scene: Scene, token: int) -> bool:
    """Whether a title begins near a token: "Director" in "FBI Director"."""
    for i in range(token, min(token + 3, len(scene.parse))):
        found = phrase_at(scene, i)
        if found is not None and found[3].kind in ("person", "agent"):
            return True
    return False
