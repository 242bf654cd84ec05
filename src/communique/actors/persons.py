"""Who a personal name is: a known person at the report's date, or somebody new.

"President Assad" in 1995 is Hafez, in 2015 Bashar; "Merkle" is Angela Merkel only where the
text calls her German chancellor; "Hanno Pevkur" needs no book: his title says what he is.
"""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.offices import describe_person
from communique.actors.personnames import honorific_gender
from communique.actors.scene import Description, PersonName, Scene
from communique.actors.spelling import alike
from communique.codebook.actor_book_tables import BODY, PERSON, SEAT, SHORT, key_of
from communique.records.ids import fold
from communique.segment.reading import Entity

_INITIAL_ENDS = (".",)


def register_persons(scene: Scene, cast: Cast) -> dict[int, int | None]:
    """Give every personal name its entity: first token of the name to the entity's number.

    Full names are taken first, so that a headline's bare surname finds the person whom the
    first paragraph names in full. None where a name fits several persons.
    """
    found: dict[int, int | None] = {}
    full = [n for n in scene.names if not _is_surname(scene, n)]
    for name in full:
        number = found[name.first] = _full_name(scene, cast, name)
        cast.full_names.setdefault(number, []).append(name.first)
    for name in scene.names:
        if _is_surname(scene, name):
            found[name.first] = _single_name(scene, cast, name)
    for name in scene.names:
        held = found[name.first]
        if held is not None:
            entity = scene.entities[held]
            entity.gender = entity.gender or honorific_gender(scene, name) or _given_name_gender(scene, name)
            for d in scene.titles.get(name.first, []):
                describe_person(scene, cast, held, d)
    return found


def _is_surname(scene: Scene, name: PersonName) -> bool:
    """Whether a name is a single word, but for particles: "von der Leyen"."""
    particles = scene.book.name_words.particles
    return all(
        scene.parse.lower[t] in particles or not scene.parse.word[t][0].isalpha()
        for t in range(name.first, name.last - 1)
    )


def _given_name_gender(scene: Scene, name: PersonName) -> str | None:
    """Gender of a first name that known persons of one gender have."""
    if name.last - name.first == 1:
        return None
    return scene.book.given_names.get(fold(scene.parse.word[name.first]))


def _full_name(scene: Scene, cast: Cast, name: PersonName) -> int:
    text = " ".join(scene.parse.text[scene.parse.start[name.first] : scene.parse.end[name.last - 1]].split())
    titles = scene.titles.get(name.first, [])
    rows = name.book or [e.row for e in scene.book.entries(key_of(_plain(text))) if e.kind == PERSON]
    rows = [row for row in rows if _agrees(scene, row, titles)]
    row = _choose(scene, rows, titles) if rows else _misspelt(scene, text, titles)
    if row is not None:
        return enter_known(scene, cast, row, text)
    same = _same_person(scene, cast, text)
    if same is not None:
        return same
    return cast.enter_person(Entity(text, "person"), None, [text])


def _plain(name: str) -> str:
    """A name without middle initials and "Jr.": "Vladimir V. Putin"."""
    words = [w for w in name.split() if not (len(w) <= 2 and w.endswith(_INITIAL_ENDS)) and w not in ("Jr.", "Sr.")]
    return " ".join(words)


def enter_known(scene: Scene, cast: Cast, row: int, text: str) -> int:
    """The entity of a known person, with the office of the report's day; `text` is how it is named."""
    number = cast.person(row)
    person = scene.book.persons[row]
    if number is None:
        entity = Entity(person.name, "person", wikidata=person.wikidata, gender=person.gender, known=f"person:{row}")
        number = cast.enter_person(entity, row, [person.name, text])
        _hold_office(scene, cast, number, row)
    else:
        cast.name_person(number, [text])
    return number


def _hold_office(scene: Scene, cast: Cast, number: int, row: int) -> None:
    """Country, sector and office of a known person on the day of the report."""
    book, entity, traits = scene.book, scene.entities[number], cast.traits[number]
    person = book.persons[row]
    office = book.office_of(row, scene.on)
    past = office is None
    office = office or book.last_office(row, scene.on)
    if office is not None:
        body = book.body_named(office.body) if office.body else None
        state = book.state_by_code.get(office.state or "")
        if body is not None and body.country:
            entity.country = list(body.country)
        elif state is not None:
            entity.country = [book.states[state].country]
        if state is not None:
            traits.states.add(state)
    elif person.country:
        entity.country = [book.country_of(person.country)]
        if person.country in book.state_by_code:
            traits.states.add(book.state_by_code[person.country])
    if office is None:
        return
    traits.roles.add(office.role)
    traits.past = book.past_titles(row, scene.on)
    if past and scene.on is not None:
        traits.former = True
        entity.sector = ["ELI"] if office.sector and office.sector[0] in ("GOV", "MIL", "LEG") else list(office.sector)
    else:
        entity.office, entity.role, entity.sector = office.office, office.role, list(office.sector)


def _agrees(scene: Scene, row: int, titles: list[Description]) -> bool:
    """Whether what the text says of a person does not contradict the book."""
    book, person = scene.book, scene.book.persons[row]
    states = {book.states[d.state].country for d in titles if d.state is not None and d.row.role != "envoy"}
    if not states:
        return True
    own = {book.country_of(person.country)} if person.country else set()
    for tenure in person.tenures:
        state = book.offices[book.tenures[tenure].office].state
        if state is not None:
            own.add(book.country_of(state))
    return not own or bool(own & states)


def _choose(scene: Scene, rows: list[int], titles: list[Description]) -> int | None:
    """The one of several namesakes whom title, country and date fit best."""
    if len(rows) == 1:
        return rows[0]
    book = scene.book
    nouns = {d.noun for d in titles}
    states = {book.states[d.state].code for d in titles if d.state is not None}
    scored = []
    for row in dict.fromkeys(rows):
        now = {t for office in book.offices_of(row, scene.on) for t in office.titles}
        ever = {t for k in book.persons[row].tenures for t in book.offices[book.tenures[k].office].titles}
        home = book.persons[row].country in states
        scored.append((3 * home + 2 * bool(nouns & now) + bool(nouns & ever), book.in_news(row, scene.on), row))
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][:2] == scored[1][:2]:
        return None
    return scored[0][2] if scored else None


def _misspelt(scene: Scene, text: str, titles: list[Description]) -> int | None:
    """A known holder whose name is almost the one written, where title and country agree."""
    for d in titles:
        if d.state is None or d.former:
            continue
        code = scene.book.states[d.state].code
        for row in scene.book.holders(code, d.noun, scene.on):
            if alike(fold(_plain(text)), fold(scene.book.persons[row].name)):
                return row
    return None


def _same_person(scene: Scene, cast: Cast, text: str) -> int | None:
    """A person of the report of whom this is a longer, shorter or slightly other name."""
    words = fold(_plain(text)).replace("-", " ").split()
    for number in cast.surnames.get(words[-1], []):
        other = fold(_plain(scene.entities[number].name)).replace("-", " ").split()
        if _one_name(words, other) or _one_name(other, words):
            if len(text) > len(scene.entities[number].name) and scene.entities[number].known is None:
                scene.entities[number].name = text
            return number
    for number, entity in enumerate(scene.entities):
        if entity.kind == "person" and " " in entity.name and alike(fold(_plain(text)), fold(_plain(entity.name))):
            return number
    return None


_PARTICLES = frozenset({"abu", "al", "el", "bin", "ibn", "de", "van", "von", "um", "umm", "ben", "abdul", "abd"})


def _one_name(short: list[str], long: list[str]) -> bool:
    """Whether two names with one surname are one person's: the end of the other, or with its first name."""
    if short == long[-len(short) :]:
        return True
    one, other = short[0], long[0]
    if one in _PARTICLES:
        return False
    return one == other or (one[0] == other[0] and min(len(one.strip(".")), len(other.strip("."))) == 1)


def _single_name(scene: Scene, cast: Cast, name: PersonName) -> int | None:
    """A bare surname or first name."""
    word = fold(scene.parse.word[name.last - 1])
    text = scene.text(name.first, name.last)
    titles = scene.titles.get(name.first, [])
    mine = cast.surnames.get(word) or cast.given.get(word) or cast.inner.get(word) or []
    if titles and len(mine) == 1 and not _title_fits(scene, cast, mine[0], titles):
        mine = []
    if len(mine) == 1:
        return mine[0]
    if len(mine) > 1:
        return _one_of(scene, cast, mine, name, titles)
    entries = scene.book.entries(key_of(text)) or scene.book.entries(key_of(word))
    rows = [e.row for e in entries if e.kind == SHORT and _agrees(scene, e.row, titles)]
    if titles or name.honorific:
        fit = [r for r in rows if titles or _in_play(scene, r)]
        fit = [r for r in fit if scene.book.in_news(r, scene.on) > 0 or _title_ever(scene, r, titles)]
        row = _choose(scene, fit, titles) if fit else None
        row = row if row is not None else _misspelt(scene, word, titles)
    else:
        rows = [r for r in rows if scene.book.in_news(r, scene.on) >= 2 and _in_play(scene, r)]
        row = _choose(scene, rows, [])
    if row is not None:
        return enter_known(scene, cast, row, scene.book.persons[row].name)
    return cast.enter_person(Entity(text, "person"), None, [text])


def _in_play(scene: Scene, row: int) -> bool:
    """Whether a bare surname may be a known person's: the report names a state or body of that person.

    Leaders of a few states are named so everywhere.
    """
    book, codes = scene.book, _named_codes(scene)
    person = book.persons[row]
    if person.country in codes or (person.country and book.country_of(person.country) in codes):
        return True
    for office in book.offices_of(row, scene.on):
        body = book.body_named(office.body) if office.body else None
        if (office.state in codes and office.state) or (body is not None and set(body.country) & codes):
            return True
    return book.in_news(row, scene.on) >= 3 and person.country in book.everywhere


def _named_codes(scene: Scene) -> set[str]:
    """Countries and codes of all states, towns and bodies that the report names."""
    if scene.codes is None:
        found: set[str] = set()
        for spot in scene.spots:
            row = scene.state_of(spot)
            if row is not None:
                found |= {scene.book.states[row].country, scene.book.states[row].code}
            for entry in spot.entries:
                if entry.kind in (BODY, SEAT):
                    found.update(scene.book.bodies[entry.row].country)
        for name in scene.names:
            for row in name.book:
                person = scene.book.persons[row]
                found.update(c for c in (person.country,) if c)
        scene.codes = found
    return scene.codes


def _title_ever(scene: Scene, row: int, titles: list[Description]) -> bool:
    nouns = {d.noun for d in titles}
    tenures = scene.book.persons[row].tenures
    return any(nouns & set(scene.book.offices[scene.book.tenures[t].office].titles) for t in tenures)


def _title_fits(scene: Scene, cast: Cast, number: int, titles: list[Description]) -> bool:
    """Whether a titled surname may be the person of the report: not another state's minister."""
    states = cast.traits[number].states
    named = {d.state for d in titles if d.state is not None}
    return not states or not named or bool(states & named)


def _one_of(scene: Scene, cast: Cast, numbers: list[int], name: PersonName, titles: list[Description]) -> int | None:
    """The one of several persons of one surname whom honorific, title or nearness picks.

    Only one of them may have been named in full before; or one much more often than the
    others; or one in the last sentences.
    """
    gender = honorific_gender(scene, name)
    fit = [n for n in numbers if gender is None or scene.entities[n].gender in (None, gender)]
    nouns = {d.noun for d in titles}
    fit = [n for n in fit if nouns & cast.traits[n].nouns] or fit
    if len(fit) > 1:
        before = [n for n in fit if cast.full_names.get(n, [name.last])[0] < name.first]
        fit = before or fit
    if len(fit) > 1:
        often = sorted(fit, key=lambda n: -len(cast.full_names.get(n, ())))
        if len(cast.full_names.get(often[0], ())) >= 2 * len(cast.full_names.get(often[1], ())) > 0:
            fit = often[:1]
    if len(fit) > 1:
        sentence = scene.parse.sent[name.first]
        near = [
            n
            for n in fit
            if any(t < name.first and sentence - scene.parse.sent[t] <= 2 for t in cast.full_names.get(n, ()))
        ]
        fit = near if len(near) == 1 else fit
    if len(fit) == 1:
        return fit[0]
    scene.note("ambiguous-name", f"{scene.parse.word[name.first]!r} fits several persons", (name.first, name.last))
    return None
