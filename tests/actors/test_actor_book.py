"""The book of known actors: who held what when, what names mean, how files are overlaid."""

from __future__ import annotations

import msgspec
import pytest

from communique.actors.spelling import alike, slips
from communique.codebook.actor_book import ActorBook, one_slip
from communique.codebook.actor_book_tables import ActorTables, build_actor_tables, key_of
from communique.codebook.schema.actors import BodiesFile, Body, Country, Holder, HoldersFile, Office, Person
from communique.codebook.schema.nouns import NounClass, NounsFile

FRUNIA = Country(code="FRU", name="Frunia", adjectives=["Frunian"], demonyms=["Frunian", "Frunians"], capital="Larn")
OFFICE = Office(
    office="President of Frunia",
    role="head_of_state",
    titles=["president"],
    holders=[
        Holder(name="Ada Orla", start="1990-05-01", end="1994-05-01"),
        Holder(name="Bo Tarn", start="1994-05-01", end="2001"),
        Holder(name="Cy Venn", start="2001", open=True),
    ],
)
PERSONS = [
    Person(name="Ada Orla", gender="f"),
    Person(name="Bo Tarn", gender="m", aliases=["Boe Tarn"]),
    Person(name="Cy Venn", gender="m", short=["Cy"]),
]
NOUNS = NounsFile(about="few", classes=[NounClass(kind="person", words=["president", "prime minister"], title=True)])


def small_book(*more: HoldersFile, countries: tuple[Country, ...] = ()) -> ActorBook:
    holders = HoldersFile("FRU", "made up", [OFFICE], PERSONS)
    bodies = BodiesFile("made up", [Body(name="Frunian Senate", kind="legislature", sector=["LEG"], country=["FRU"])])
    return ActorBook(build_actor_tables([FRUNIA, *countries], [holders, *more], [bodies], [NOUNS]))


def names(book: ActorBook, rows: list[int]) -> list[str]:
    return [book.persons[row].name for row in rows]


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        pytest.param("1990-04-30", [], id="the day before the first"),
        pytest.param("1992-01-01", ["Ada Orla"], id="well inside"),
        pytest.param("1994-05-01", ["Bo Tarn"], id="the day of change is the successor's"),
        pytest.param("2000-12-31", ["Bo Tarn"], id="before a year that is only known as such"),
        pytest.param("2001-06-01", ["Bo Tarn", "Cy Venn"], id="inside that year both are possible"),
        pytest.param("2020-01-01", ["Cy Venn"], id="still open"),
        pytest.param(None, [], id="no day, nobody"),
    ],
)
def test_an_office_has_its_holder_of_the_day(day: str | None, holders: list[str]) -> None:
    book = small_book()
    assert names(book, book.holders("FRU", "president", day)) == holders


def test_a_later_file_replaces_the_office_it_names() -> None:
    ours = Office(
        office=OFFICE.office, role="head_of_state", titles=["president"], holders=[Holder(name="Di Ruun", open=True)]
    )
    book = small_book(HoldersFile("FRU", "a user's", [ours], [Person(name="Di Ruun")]))
    assert names(book, book.holders("FRU", "president", "2010-01-01")) == ["Di Ruun"]


def test_a_later_country_file_replaces_the_country() -> None:
    book = small_book(countries=(msgspec.structs.replace(FRUNIA, name="Greater Frunia"),))
    assert [state.name for state in book.states] == ["Greater Frunia"]


def test_tables_survive_being_packed() -> None:
    tables = small_book().tables
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(tables), type=ActorTables)
    book = ActorBook(again)
    assert names(book, book.holders("FRU", "president", "1992-01-01")) == ["Ada Orla"]
    assert [body.name for body in book.bodies] == ["Frunian Senate"]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Al-Qaeda", "al Qa'eda"),
        ("U.S.", "US"),
        ("Élysée", "Elysee"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Lions' Den", "Lions Den"),
    ],
)
def test_one_name_has_one_key(written: str, same: str) -> None:
    assert key_of(written) == key_of(same)


def test_keys_keep_words_apart() -> None:
    assert key_of("Israel is") != key_of("Israelis")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("angela merkle", "angela merkel", True),
        ("merkle", "angela merkel", True),
        ("angela markov", "angela merkel", False),
        ("jon smith", "jan smith", False),
        ("kim", "kin", False),
        ("ahmad hassan", "ahmed hassan", True),
    ],
)
def test_slips_of_spelling(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_slips_are_counted_up_to_a_bound() -> None:
    assert slips("zelensky", "zelenskyy", 2) == 1
    assert slips("abcdef", "fedcba", 2) > 2


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [("ethopia", "ethiopia", True), ("niger", "nigeria", False), ("iran", "iraq", True), ("qatar", "qatar", False)],
)
def test_one_slip(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is slip


def test_the_book_knows_its_world(book: ActorBook) -> None:
    assert names(book, book.holders("FRA", "president", "2008-05-01")) == ["Nicolas Sarkozy"]
    assert book.country_of("ABKHAZIA") == "GEO"
    assert book.given_names["maria"] == "f"
    assert len(book.entries_of("United Nations")) == 1
    assert names(book, book.body_holders("United Nations", "secretary-general", "1999-01-01")) == ["Kofi Annan"]
