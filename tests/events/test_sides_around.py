"""Sides that stand around an event and not in its own slots: answers, passives, tellings again, purposes, topics."""

from __future__ import annotations

import pytest

import communique

NOT = [
    # an answer to nobody named before; an indefinite charge; one's own side
    ("Peru rejected the charge.", "REJECT", "recipient", "PER"),
    ("Chile accused Peru of spying. On Friday Peru rejected a proposal on fishing.", "REJECT", "recipient", "CHL"),
    ("Peru closed the border. Peru's foreign minister praised the move.", "SUPPORT", "recipient", "PER"),
    # what its own side would not send or withdraw from itself
    ("Kenya recalled its envoys.", "SANCTION", "recipient", "KEN"),
    # the dead are the attackers' own
    ("Kenyan soldiers attacked a village on Monday. Two Kenyan soldiers were killed.", "ASSAULT", "actor", "none"),
    (
        "France is doubtful about the war in Chad. One option is more military aid to the rebels.",
        "AID",
        "recipient",
        "FRA",
    ),
    # no purpose, no crowd
    ("Italy sent tents to Chad to honour a promise to France.", "AID", "recipient", "FRA"),
    # talks that move somewhere are not with the place
    ("The talks moved on Sunday to China.", "CONSULT", "actor", "CHN"),
    # the day is no part of the actor, the place of the road none of the closed border's
    ("The frontier at Salwa was closed in Kuwait.", "COERCE", "actor", "KWT"),
]

FOUND = [
    # rebels are of the land where they fight, not of the state that deals with them
    (
        "France is doubtful about the war in Chad. One option is more military aid to the rebels.",
        "AID",
        "recipient",
        "TCD",
    ),
    # an answer takes up a charge, a call, a pronoun, an act
    ("Chile accused Peru of spying. Peru rejected the charge.", "REJECT", "recipient", "CHL"),
    ("Chile asked Peru for talks on Monday. Peru turned that down within hours.", "REJECT", "recipient", "CHL"),
    ("Chile invited Peru to a summit. Peru turned down the invitation.", "REJECT", "recipient", "CHL"),
    (
        "Chadian troops crossed into Sudan and attacked a village. Egypt deplored the attack.",
        "ACCUSE",
        "recipient",
        "TCD",
    ),
    ("Chile sent ten observers to the vote, a step which Peru criticised.", "ACCUSE", "recipient", "CHL"),
    ("Chile detained two Peruvian trawlers. Peru demanded an apology.", "REQUEST", "recipient", "CHL"),
    ("The Kenyan minister declined to resign despite pressure by the African Union.", "REJECT", "recipient", "IGO"),
    # shared with another verb, or told by the purpose
    (
        "The Kenyan foreign ministry handed a note to the Ugandan embassy and demanded an inquiry.",
        "REQUEST",
        "recipient",
        "UGA",
    ),
    ("Kenyan police fired tear gas to disperse Somali students.", "ASSAULT", "recipient", "SOM"),
    ("Italy sent buses to carry Syrian refugees to the coast.", "AID", "recipient", "SYR"),
    # agents of passives
    ("Three men were arrested in Leeds on Monday, British police said.", "COERCE", "actor", "GBR"),
    ("Two students were killed when Kenyan soldiers broke up a march.", "ASSAULT", "actor", "KEN"),
    ("A French citizen has been put under investigation in Italy.", "ACCUSE", "actor", "ITA"),
    # told again by the noun alone
    ("Chad arrested two Sudanese editors on Monday. The arrests closed the paper.", "COERCE", "recipient", "SDN"),
    # the topic of the report
    ("Botswana sent 296 tents to Mozambique. Lesotho has sent 40 tents.", "AID", "recipient", "MOZ"),
    # owners of things, nouns below, places of envoys
    ("Rebels shelled Kenyan positions for two hours.", "ASSAULT", "recipient", "KEN"),
    ("Chad mounted an invasion of South Sudan.", "ASSAULT", "recipient", "SSD"),
    ("Italy announced a suspension of air links with Serbia.", "SANCTION", "recipient", "SRB"),
    ("Kenya recalled its ambassador from Mogadishu.", "SANCTION", "recipient", "SOM"),
    ("The United Nations sent food to refugees fleeing the war in Liberia.", "AID", "recipient", "LBR"),
]


@pytest.fixture(scope="module")
def coder() -> communique.Coder:
    return communique.load()


def countries(coder: communique.Coder, text: str, kind: str, side: str) -> set[str]:
    """Country codes of one side of the last event of a type."""
    record = coder.code(text, date="2024-05-10")
    actors = {a.id: a for a in record.actors}
    events = [e for e in record.events if e.type == kind]
    return {c for i in getattr(events[-1], side) for c in actors[i].country or ["none"]} if events else set()


@pytest.mark.parametrize(("text", "kind", "side", "country"), NOT)
def test_not_a_side(coder: communique.Coder, text: str, kind: str, side: str, country: str) -> None:
    assert country not in countries(coder, text, kind, side)


@pytest.mark.parametrize(("text", "kind", "side", "country"), FOUND)
def test_side_found(coder: communique.Coder, text: str, kind: str, side: str, country: str) -> None:
    assert country in countries(coder, text, kind, side)


def test_reasons_are_told() -> None:
    record = communique.load(explain=True).code(
        "Chile accused Peru of spying. Peru rejected the charge.", date="2024-05-10"
    )
    assert record.events[-1].why is not None
    assert record.events[-1].why["recipient_taken_up"] == ["Chile"]
