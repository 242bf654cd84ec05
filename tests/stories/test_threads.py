"""Where each negotiation stands: stages from evidence, claims never taken for facts."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from communique.codebook.story_book import STORIES
from communique.codebook.tables import load_area
from communique.evaluate.story_scores import StoryScore, score_story
from communique.records.record import Record
from communique.records.story import Stories, Thread
from communique.stories.build import StoryBuilder, build_stories
from communique.stories.digest import digest_of
from communique.stories.stagebook import StageBook


@pytest.fixture(scope="module")
def book() -> StageBook:
    return StageBook(load_area(STORIES).stages)


@pytest.fixture(scope="module")
def told(coded: dict[str, list[Record]]) -> dict[str, Stories]:
    return {name: build_stories(records) for name, records in coded.items()}


NO_STAGE = [
    ("signed", "He signed autographs for an hour."),
    ("signed", "The meeting showed signs of fatigue."),
    ("imposed", "The minister imposed himself on the guests."),
    ("lifted", "The crane lifted a container onto the quay."),
    ("collapsed", "A stand collapsed at the fair."),
    ("violated", "Burglars broke a window of the embassy."),
    ("ratified", "The choir rehearsed for an hour."),
    ("delivered", "She delivered a speech on rivers."),
    ("filed", "The reporters filed out of the hall."),
    ("in_force", "The air force flew over the bay."),
]
"""Words that look like a stage and are none."""


@pytest.mark.parametrize(("stage", "text"), NO_STAGE, ids=lambda v: v if " " in v else "")
def test_words_that_tell_no_stage(stage: str, text: str, book: StageBook) -> None:
    assert stage not in {f.stage for f in book.search(text, 0, len(text))}


STAGES = [
    ("mooted", "Oslo floated the idea of a joint grain terminal."),
    ("proposed", "Chad proposed talks on the river crossing."),
    ("talks_agreed", "The two sides agreed on Monday to open talks on quotas."),
    ("negotiating", "Envoys held a third round of talks in Lima."),
    ("negotiating", "The ministers sat down again in Geneva."),
    ("agreed_in_principle", "A deal on the ferry line was reached at dawn."),
    ("signed", "Ministers put pen to paper in Riga."),
    ("signed", "The treaty was signed in Bern."),
    ("ratified", "The senate ratified the fishing pact."),
    ("in_force", "The truce took effect at noon."),
    ("violated", "A patrol broke the ceasefire on Sunday."),
    ("collapsed", "The negotiations collapsed on Friday."),
    ("suspended", "Quito suspended the talks in May."),
    ("postponed", "The second round of talks was postponed."),
    ("terminated", "Minsk withdrew from the accord."),
    ("pledged", "Finland pledged ten million euros for the clinic."),
    ("delivered", "Finland delivered the first tranche of aid."),
    ("imposed", "Ottawa imposed sanctions on two banks."),
    ("eased", "Ottawa eased the embargo."),
    ("lifted", "The sanctions were lifted in June."),
    ("filed", "Peru filed a case at the tribunal."),
    ("ruled", "The court ruled on Monday that the fee was unlawful."),
    ("begun", "Pilots went on strike at midnight."),
    ("ended", "The strike is over."),
]


@pytest.mark.parametrize(("stage", "text"), STAGES, ids=[f"{s}: {t}" for s, t in STAGES])
def test_words_that_tell_a_stage(stage: str, text: str, book: StageBook) -> None:
    assert stage in {f.stage for f in book.search(text, 0, len(text))}


def test_every_stage_stands_in_the_order_of_some_kind(book: StageBook) -> None:
    ranked = {stage for order in book.words.order.values() for stage in order}
    assert {s.stage for s in book.words.signs} <= ranked
    assert set(book.words.performed) <= ranked


def thread(stories: Stories, words: str) -> Thread:
    return next(t for t in stories.threads if words in " ".join([t.title, *t.subject]).lower())


def test_a_claim_that_the_other_side_denies_is_not_established(told: dict[str, Stories]) -> None:
    found = thread(told["barge_corridor"], "corridor")
    june = [
        s for s in found.stages if s.date and s.date.start.startswith("2021-06") and s.stage == "agreed_in_principle"
    ]
    assert june
    assert not any(s.established for s in june)
    assert found.disputed
    assert found.disputes[0].claim.quote
    assert found.disputes[0].denial.quote


def test_hopes_and_plans_are_kept_with_their_speaker(told: dict[str, Stories]) -> None:
    for stories in told.values():
        for found in stories.threads:
            for stage in found.stages:
                assert not (stage.manner == "hoped" and stage.established)
                assert stage.manner == "told" or stage.asserted_by != "outlet"


def test_each_stage_quotes_its_report(told: dict[str, Stories], coded: dict[str, list[Record]]) -> None:
    for name, stories in told.items():
        texts = {r.report.id: r.report.text for r in coded[name]}
        for found in stories.threads:
            for stage in found.stages:
                assert texts[stage.report][slice(*stage.evidence)] == stage.quote
                assert all(texts[e.report][slice(*e.span)] == e.quote for e in stage.also)


def test_conditions_and_open_points_are_kept(told: dict[str, Stories]) -> None:
    found = thread(told["vardar_compact"], "vardar")
    assert any("in exchange for" in e.quote for e in found.conditions)
    assert any("open question" in e.quote for e in found.open_points)
    assert "Vardar Compact" in found.names
    assert {c for m in found.mediators for c in m.country} == {"EUR"}


def test_two_disputes_of_one_state_stay_apart(told: dict[str, Stories]) -> None:
    ferries, trams = thread(told["ferry_strike"], "ferry"), thread(told["ferry_strike"], "shifts")
    assert ferries.id != trams.id
    assert ferries.stage in ("signed", "ended")
    assert trams.stage == "negotiating"


def test_own_stories_reach_the_marks(
    golds: dict[str, dict[str, Any]], coded: dict[str, list[Record]], told: dict[str, Stories]
) -> None:
    total = StoryScore()
    for name, gold in golds.items():
        total.add(score_story(gold, coded[name], told[name]))
    assert total.pairwise_linked >= 0.8, total.misses
    assert total.merged <= 0.08 * total.distinct, total.misses
    assert total.found >= 0.9 * total.threads, total.misses
    assert total.stages_found >= 0.7 * total.stages, total.misses
    assert total.final >= 0.7 * total.threads, total.misses
    assert total.disputed >= 0.75 * total.threads, total.misses
    assert total.believed <= 0.1 * total.claims, total.misses
    assert total.spurious <= 0.5 * total.threads, total.misses


def test_stories_of_many_corpora_do_not_mix(coded: dict[str, list[Record]], told: dict[str, Stories]) -> None:
    everything = [r for records in coded.values() for r in records]
    random.Random(3).shuffle(everything)
    builder = StoryBuilder()
    for record in everything:
        builder.add(record)
    whole = builder.stories()
    alone = sorted(msgspec.json.encode(t) for stories in told.values() for t in stories.threads)
    assert sorted(msgspec.json.encode(t) for t in whole.threads) == alone


def test_a_digest_says_nothing_without_evidence(
    told: dict[str, Stories], coded: dict[str, list[Record]], book: StageBook
) -> None:
    days = {r.report.id: r.report.date or "" for r in coded["barge_corridor"]}
    texts = {r.report.id: r.report.text for r in coded["barge_corridor"]}
    items = digest_of(told["barge_corridor"], "2021-08-25", days, book)
    assert any(i.kind == "stage" and "signed" in i.text for i in items)
    assert all(i.evidence for i in items if i.kind != "new thread")
    for item in items:
        assert all(texts[e.report][slice(*e.span)] == e.quote for e in item.evidence)
    assert digest_of(told["barge_corridor"], "1999-01-01", days, book) == []
    dispute = digest_of(told["barge_corridor"], "2021-06-18", days, book)
    assert any(i.kind == "dispute" and len(i.evidence) == 2 for i in dispute)
