"""How one event becomes rows: dyads, codes of the sides, numbers as ids."""

from __future__ import annotations

import pytest

from communique.codebook.code_book import code_book
from communique.export.choosing import Choice, choose
from communique.export.columns import Chosen, Left
from communique.export.formats import find_format
from communique.export.pairs import cameo_actor, pairs
from tests.export.made import actor, event, record

PARTIES = [
    actor("oslo", "Norway", ["NOR"]),
    actor("lima", "Peru", ["PER"]),
    actor("bern", "Switzerland", ["CHE"]),
    actor("two", "envoys", ["NOR", "PER"]),
]


def chosen(*events: object, **report: object) -> Chosen:
    found = choose(record(events=list(events), actors=PARTIES, **report), Choice(), Left())  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("type", "actors", "recipients", "rows"),
    [
        pytest.param(
            "ACCUSE", ["oslo", "bern"], [], ["oslo>", "bern>"], id="two that condemn do not condemn each other"
        ),
        pytest.param("ACCUSE", [], ["lima"], [">lima"], id="the doer is unknown"),
        pytest.param("ACCUSE", ["oslo", "gone"], ["lima"], ["oslo>lima"], id="an id without an actor makes no row"),
        pytest.param("ACCUSE", ["two"], [], ["two:NOR>", "two:PER>"], id="one phrase for two countries"),
        pytest.param("CONSULT", ["two"], [], ["two:NOR>two:PER"], id="two countries of one phrase meet"),
        pytest.param("ACCUSE", ["oslo", "bern"], ["lima"], ["oslo>lima", "bern>lima"], id="each against each"),
        pytest.param(
            "CONSULT",
            ["oslo", "lima", "bern"],
            [],
            ["oslo>lima", "oslo>bern", "lima>bern"],
            id="a meeting pairs its members once",
        ),
    ],
)
def test_dyads(type: str, actors: list[str], recipients: list[str], rows: list[str]) -> None:
    found = pairs(chosen(event("e1", type, actor=actors, recipient=recipients)), Left())
    assert [f"{p.actor.id if p.actor else ''}>{p.recipient.id if p.recipient else ''}" for p in found] == rows


@pytest.mark.parametrize(
    ("country", "sector", "code", "group", "types"),
    [
        pytest.param([], [], "", "", (), id="nothing known"),
        pytest.param(["KEN"], ["COP"], "KENCOP", "", ("COP",), id="a country's police"),
        pytest.param(["ROU"], ["GOV"], "ROMGOV", "", ("GOV",), id="CAMEO's own country code"),
        pytest.param(["UNO"], ["GOV"], "UNOIGOGOV", "UNO", ("IGO", "GOV"), id="the United Nations are a group"),
        pytest.param(["EUR"], ["GOV"], "EECIGOGOV", "EEC", ("IGO", "GOV"), id="the European Union is EEC"),
        pytest.param(["USA", "MNC"], ["BUS"], "USAMNCBUS", "", ("MNC", "BUS"), id="a firm"),
        pytest.param([], ["JRN", "MED"], "MEDHLH", "", ("MED", "HLH"), id="CAMEO's MED are media, PLOVER's health"),
        pytest.param(
            [], ["GOV", "COP", "MIL", "SPY"], "GOVCOPMIL", "", ("GOV", "COP", "MIL"), id="three roles at most"
        ),
    ],
)
def test_sides_in_cameo(country: list[str], sector: list[str], code: str, group: str, types: tuple[str, ...]) -> None:
    found = cameo_actor(actor("a", country=country, sector=sector or [""]))
    assert (found.code, found.group, found.types) == (code, group, types)


def test_ids_are_numbers_of_18_digits_that_depend_on_report_event_and_pair() -> None:
    twice = [event("e1", actor=["oslo", "bern"]), event("e2")]
    ids = [p.id for name in ("r1", "r2") for p in pairs(chosen(*twice, id=name), Left())]
    assert len(set(ids)) == 6
    assert all(i.isdigit() and len(i) <= 18 for i in ids)
    assert ids == [p.id for name in ("r1", "r2") for p in pairs(chosen(*twice, id=name), Left())]


@pytest.mark.parametrize(
    ("format", "column", "value"),
    [
        ("gdelt-events", "SQLDATE", "20240305"),
        ("gdelt-events", "MonthYear", "202403"),
        ("gdelt-events", "FractionDate", "2024.2603"),
        ("gdelt-events", "ActionGeo_CountryCode", "GM"),
        ("gdelt-events", "ActionGeo_FullName", "Kiel, Germany"),
        ("gdelt-events", "ActionGeo_Type", "4"),
        ("gdelt-events", "Actor1Geo_Type", "0"),
        ("gdelt-events", "DATEADDED", "20240305000000"),
        ("gdelt-events", "GoldsteinScale", -2.0),
        ("icews", "Country", "Germany"),
        ("icews", "City", "Kiel"),
        ("icews", "Source Country", "Norway"),
        ("icews", "Sentence Number", 1),
        ("polecat", "Actor COW", "385"),
        ("polecat", "Quad Code", "VERBAL CONFLICT"),
        ("polecat", "Feature Type", "PPL"),
        ("polecat", "Actor Name Raw", "Oslo"),
    ],
)
def test_values(format: str, column: str, value: object) -> None:
    place = {
        "name": "Kiel",
        "country": "DEU",
        "latitude": 54.3,
        "longitude": 10.1,
        "geonames": 2891122,
        "span": None,
        "kind": "city",
    }
    table = find_format(format).tables[0]
    row = next(iter(table.rows(chosen(event("e1", place=place)), Left())))
    assert row[[c.name for c in table.columns].index(column)] == value


ACLED = [
    pytest.param("CONSULT", [], None, id="talks are no row"),
    pytest.param("PROTEST", ["demo"], "Peaceful protest", id="a march"),
    pytest.param("PROTEST", ["riot"], "Violent demonstration", id="a riot"),
    pytest.param("ASSAULT", ["firearms"], "Armed clash", id="armed men on both sides"),
    pytest.param("ASSAULT", ["drone"], "Air/drone strike", id="a drone"),
]


@pytest.mark.parametrize(("type", "mode", "sub"), ACLED)
def test_acled_sub_types(type: str, mode: list[str], sub: str | None) -> None:
    place = {
        "name": "Kiel",
        "country": "DEU",
        "latitude": None,
        "longitude": None,
        "geonames": None,
        "span": None,
        "kind": "city",
    }
    both = [actor("oslo", sector=["MIL"]), actor("lima", sector=["REB"])]
    found = choose(record(events=[event("e1", type, mode=mode, place=place)], actors=both), Choice(), Left())
    assert found is not None
    left = Left()
    rows = list(find_format("acled-like").tables[0].rows(found, left))
    assert [row[6] for row in rows] == ([sub] if sub else [])
    assert bool(left) is (sub is None)


MUTUAL = [
    pytest.param("ACCUSE", "110", False, id="condemning"),
    pytest.param("SUPPORT", "051", False, id="praising"),
    pytest.param("SUPPORT", "057", True, id="signing"),
    pytest.param("RETREAT", "0871", True, id="a truce"),
    pytest.param("CONSULT", None, True, id="meeting"),
]


@pytest.mark.parametrize(("type", "cameo", "mutual"), MUTUAL)
def test_which_events_all_actors_do_with_each_other(type: str, cameo: str | None, mutual: bool) -> None:
    assert code_book().mutual(type, cameo) is mutual


@pytest.mark.parametrize(
    ("codes", "parties"),
    [
        ([], []),
        (["NGO"], ["NGO"]),
        (["USA", "MNC"], ["USA"]),
        (["KEN", "UGA"], ["KEN", "UGA"]),
        (["ROU", "EUR"], ["ROU", "EUR"]),
        (["IGO"], ["IGO"]),
    ],
    ids=str,
)
def test_parties(codes: list[str], parties: list[str]) -> None:
    assert code_book().parties(codes) == parties
