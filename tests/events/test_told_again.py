"""A happening told again in a report points to its fullest telling; other happenings do not."""

from __future__ import annotations

import pytest

import communique

CASES = [
    # must not be linked: another day, another victim, a second one
    ("Kenya arrested a smuggler on Monday. The police arrested another smuggler on Tuesday.", "arrest", False),
    ("Rebels attacked a convoy near Goma on May 3. On May 9 rebels attacked a church in Bunia.", "attack", False),
    ("Chad expelled the French envoy. Niger expelled the Dutch ambassador.", "expel", False),
    ("Russia condemned the plan. Poland condemned Hungary over the vote.", "condemn", False),
    # must be linked: a noun for a verb, the same again
    ("Rebels attacked a convoy near Goma on Monday. The attack by the rebels closed the road.", "attack", True),
    (
        "Peru expelled the Bolivian envoy on Friday. The expulsion of the envoy by Peru was read out on the radio.",
        "expel",
        True,
    ),
    (
        "Chile's president met Peru's president in Lima. The meeting between the two presidents lasted an hour.",
        "me",
        True,
    ),
    # a headline tells the lead
    ("Israel bombs Lebanese village\n\nTYRE, May 5 - Israel on Sunday bombed a village near Tyre.", "bomb", True),
    ("Fiji and Tonga sign pact\n\nSUVA - Fiji and Tonga on Thursday signed an agreement on fishing.", "sign", True),
]


@pytest.fixture(scope="module")
def coder() -> communique.Coder:
    return communique.load()


@pytest.mark.parametrize(("text", "word", "linked"), CASES)
def test_linked(coder: communique.Coder, text: str, word: str, linked: bool) -> None:
    record = coder.code(text, date="2024-05-12")
    told = [e for e in record.events if word in text[slice(*e.evidence.trigger)].lower() or word == "expel"]
    assert len(told) >= 2, [(e.type, text[slice(*e.evidence.trigger)]) for e in record.events]
    assert any(e.same_as is not None for e in told) == linked


def test_the_fullest_points_to_none(coder: communique.Coder) -> None:
    text = "Rebels attacked a convoy near Goma on Monday. The attack by the rebels closed the road."
    events = coder.code(text, date="2024-05-12").events
    tops = {e.same_as for e in events if e.same_as}
    assert all(e.same_as is None for e in events if e.id in tops)


DAYS = [
    # must not be filled: a report about one state only; a noun without a day of its own
    (
        "Togo's parliament met in Lome. Togo's ministers spoke at length. Wednesday's clashes were not on the list.",
        None,
    ),
    ("Kenya closed its border. Somalia protested. Kenya and Somalia blame each other, and shelling is not rare.", None),
    # must be filled: the two states that the report is about
    (
        "Kenya and Somalia kept their border shut. Kenya said it was calm; Somalia's minister called Kenya's claim odd. "
        "The road is empty after Friday's mortar fire.",
        {"Kenya", "Somalia"},
    ),
]


@pytest.mark.parametrize(("text", "sides"), DAYS)
def test_a_noun_with_a_day_of_its_own_is_of_the_two_states(
    coder: communique.Coder, text: str, sides: set[str] | None
) -> None:
    record = coder.code(text, date="2024-05-12")
    names = {a.id: a.name for a in record.actors}
    fights = [e for e in record.events if e.type == "ASSAULT"]
    assert [{names[i] for i in (*e.actor, *e.recipient)} for e in fights] == ([] if sides is None else [sides])
