"""Which reports are copies of which; the table that the threshold and the runs of three words rest on."""

from __future__ import annotations

import random

import pytest

from communique.ingest.duplicates import (
    COPY,
    Fingerprint,
    band_keys,
    find_copies,
    signature,
    similarity,
    within,
)
from communique.records.ids import digest

WIRE = [
    "QUITO, March 4 (Andes Wire) - Ecuador and Peru agreed on Tuesday to reopen the bridge at Aguas Verdes to lorries, two years after floods closed it.",
    "Foreign Minister Lucia Andrade said the first convoy would cross before Easter and that customs officers of both countries would sit in one hall.",
    '"Nobody wins when tomatoes rot in a queue," she told reporters in Quito after four hours of talks with her guest.',
    "Her Peruvian colleague, Raul Benavides, said Lima would pay for the scanners and Quito for the road that leads to them.",
    "Traders on both banks had blocked the approach three times since January, and a lorry was set on fire in the last of these protests.",
    "The two governments also plan a joint patrol of the river, where smugglers carry fuel and mercury by night, but gave no date for it.",
    "The ministers will meet again in Tumbes in May to settle what becomes of the old bridge, which engineers hold to be unsafe.",
    "Ecuador and Peru fought a short war over the upper Cenepa in 1995 and made peace in Brasilia three years later.",
    "Since then trade between them has grown tenfold, most of it in fruit, fish and cement, according to both chambers of commerce.",
]
ELSEWHERE = [
    "The harbour council of Mombasa has dismissed its pilot chief after a tanker touched the quay twice in a week, officials said on Friday.",
    "Nobody was hurt and no oil was lost, but insurers had asked for an inquiry and for new rules on night arrivals.",
    "Kenya's transport secretary promised to publish the report within a month and to bring in two tugs from Durban until then.",
    "Pilots say they warned of worn moorings last year and were told to wait for a budget that never came.",
]
FOLLOW_UP = [
    "TUMBES, May 9 - The ministers of Ecuador and Peru failed on Friday to agree who should pull down the old bridge at Aguas Verdes.",
    "Lima offered to send engineers but asked that Quito carry the cost, which Ecuador's delegation called out of the question.",
    "Both sides said that lorries would go on using the new lanes while lawyers look at the treaty of 1998 for an answer.",
    "Mayors from the two banks, who had come by boat, left the hall in protest before the closing statement was read.",
    "A new round is planned for June in Loja, with a mediator from Brazil if both capitals accept one.",
]
REPORT = "\n\n".join(WIRE)
PAIRS = {
    # not copies
    "another report altogether": ("\n\n".join(ELSEWHERE), False),
    "a new report with the same background paragraphs": ("\n\n".join(FOLLOW_UP + WIRE[7:]), False),
    "a new report that quotes the old minister": ("\n\n".join(FOLLOW_UP + WIRE[2:4] + WIRE[7:]), False),
    "a paragraph of it in a digest of the day": ("\n\n".join(ELSEWHERE + WIRE[:1]), False),
    "its first two paragraphs alone, a flash": ("\n\n".join(WIRE[:2]), False),
    # copies
    "the same in capitals and other spacing": (REPORT.upper().replace("\n\n", "\n"), True),
    "another headline": ("Andean neighbours to reopen border bridge\n\n" + REPORT, True),
    "another headline, a credit, the last two paragraphs cut": (
        "Bridge reopens, says Quito\n\nFrom our correspondents\n\n" + "\n\n".join(WIRE[:7]),
        True,
    ),
    "another headline and the last third cut": (
        "Lorries to roll again at Aguas Verdes\n\n" + "\n\n".join(WIRE[:6]),
        True,
    ),
    "house style: numbers and a word changed in each paragraph": (
        REPORT.replace("Tuesday", "March 4")
        .replace("two years", "2 years")
        .replace("colleague", "counterpart")
        .replace("lorry", "truck"),
        True,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_a_copy(name: str) -> None:
    other, expected = PAIRS[name]
    mark, its = signature(REPORT), signature(other)
    assert mark is not None
    assert its is not None
    alike = similarity(mark, its)
    assert (alike >= COPY) == expected, f"{name}: {alike:.2f}"
    if expected:
        assert set(band_keys(mark)) & set(band_keys(its))


def test_a_short_text_has_no_signature() -> None:
    assert signature("Police said 3 people died in Lima on Monday.") is None
    assert signature("") is None


def test_signatures_and_keys_are_the_same_in_every_release() -> None:
    """A store keeps them: a change here needs a new VERSION and a migration."""
    mark = signature(REPORT)
    assert mark is not None
    assert len(mark) == 512
    assert digest(mark.hex()) == "37dc98c2ba"
    assert all(-(2**63) <= key < 2**63 for key in band_keys(mark))
    assert len(band_keys(mark)) == 20


@pytest.mark.parametrize(
    ("date", "other", "expected"),
    [
        ("2024-05-01", "2024-05-05", False),
        ("2024-05-01", None, False),
        ("2024-05-01", "2024-05-04", True),
        ("2024-05-04", "2024-05-01", True),
        (None, None, True),
    ],
)
def test_the_window(date: str | None, other: str | None, expected: bool) -> None:
    assert within(date, other) is expected


def printed(id: str, date: str | None, text: str) -> Fingerprint:
    return Fingerprint(id, date, digest(text, size=32), signature(text))


CUT = "Lorries to roll again\n\n" + "\n\n".join(WIRE[:7])


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        # no copies
        ([printed("a", "2024-03-04", REPORT), printed("b", "2024-03-09", CUT)], {}),
        ([printed("a", None, REPORT), printed("b", "2024-03-04", CUT)], {}),
        ([printed("a", "2024-03-04", "Lima met Quito."), printed("b", "2024-03-04", "Lima met Oslo.")], {}),
        # copies
        ([printed("a", "2024-03-04", REPORT), printed("b", "2024-03-05", CUT)], {"b": "a"}),
        ([printed("b", "2024-03-04", REPORT), printed("a", "2024-03-05", CUT)], {"a": "b"}),
        ([printed("b", "2024-03-04", REPORT), printed("a", "2024-03-04", CUT)], {"b": "a"}),
        ([printed("a", "2024-03-04", "Lima met Quito."), printed("b", "2025-03-04", "Lima met Quito.")], {"b": "a"}),
        ([printed("a", None, REPORT), printed("b", "2024-03-04", REPORT)], {"a": "b"}),
    ],
)
def test_the_copy_points_to_the_earliest(reports: list[Fingerprint], expected: dict[str, str]) -> None:
    assert find_copies(reports) == expected


def test_the_order_of_reports_changes_nothing() -> None:
    rng = random.Random(7)
    words = " ".join(ELSEWHERE + WIRE + FOLLOW_UP).split()
    reports = []
    for number in range(120):
        base = rng.sample(words, 80) if number % 3 == 0 or not reports else reports[rng.randrange(len(reports))][1]
        text = [w if rng.random() > 0.06 else rng.choice(words) for w in base]
        reports.append((f"r{number}", text, f"2024-03-{rng.randrange(1, 9):02}"))
    prints = [printed(name, date, " ".join(text)) for name, text, date in reports]
    first = find_copies(prints)
    assert first
    assert not set(first) & set(first.values()), "a copy points to an original, never to a copy"
    for _ in range(5):
        rng.shuffle(prints)
        assert find_copies(prints) == first
