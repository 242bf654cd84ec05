"""What the blocks of a report are: headline, dateline, paragraph, caption, credit, link."""

from __future__ import annotations

import pytest

from communique.ingest.blocks import block_kind, block_parts, find_dateline

NOT_DATELINES = [
    "The minister - a farmer himself - spoke on Monday.",
    "UN chief: no deal yet on the corridor.",
    "Lima and Quito agreed - at last - to talk.",
    "NATO ships left the port on Monday.",
]

DATELINES = [
    ("NAIROBI, May 6 (Agency) - Kenya said", "NAIROBI, May 6 (Agency) - "),
    ("WASHINGTON (AP) — The president", "WASHINGTON (AP) — "),
    ("LA PAZ, Bolivia (AP) — Miners", "LA PAZ, Bolivia (AP) — "),
    ("PUTRAJAYA, Nov 22 — The government", "PUTRAJAYA, Nov 22 — "),
    ("KYIV, 3 March 2022 (Reuters) -- Shells", "KYIV, 3 March 2022 (Reuters) -- "),
    ("Belgrade (Tanjug) – The parliament", "Belgrade (Tanjug) – "),
    ("ABUJA: The senate", "ABUJA: "),
]


@pytest.mark.parametrize("line", NOT_DATELINES)
def test_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


@pytest.mark.parametrize(("line", "expected"), DATELINES)
def test_dateline(line: str, expected: str) -> None:
    found = find_dateline(line)
    assert found is not None
    assert found.group() == expected


KINDS = [
    ("The minister met the envoy in Lima on Monday.", "paragraph"),
    ("“We will go on,” he said.", "paragraph"),
    ("READ MORE: How the dam was built", "link"),
    ("CLICK HERE TO GET OUR APP", "link"),
    ("Sign up for our morning briefing", "link"),
    ("Photo: Ana Ruiz/Reuters", "credit"),
    ("(Ana Ruiz/Associated Press)", "credit"),
    ("Reporting by Ana Ruiz; editing by Tom Hale", "credit"),
    ("By Ana Ruiz and Tom Hale", "credit"),
    ("Ana Ruiz in Quito contributed to this report.", "credit"),
    ("FILE - The minister speaks in Lima, May 4, 2021.", "caption"),
    ("The minister (left) greets the envoy in Lima.", "caption"),
    ("How the vote was counted", "headline"),
]


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_kind_of_a_block(line: str, kind: str) -> None:
    assert block_kind(line, first=False, title=None, caption=False) == kind


def test_a_caption_gives_up_its_credit() -> None:
    text = "The two ministers shake hands in Lima, May 4. Photo: Ana Ruiz/Agency"
    caption, credit = block_parts(text, (0, len(text)), False, None, caption=True)
    assert (caption.kind, text[slice(*caption.span)]) == ("caption", "The two ministers shake hands in Lima, May 4.")
    assert (credit.kind, text[slice(*credit.span)]) == ("credit", "Photo: Ana Ruiz/Agency")
