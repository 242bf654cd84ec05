"""The page and the terminal show text as text, whatever it holds."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.console import Console

import communique
from communique.show.page import render_page
from communique.show.terminal import print_record
from communique.show.wording import reason, visible

HOSTILE = (
    'Lima <script>alert("x")</script> condemned <img src=x onerror=alert(1)> the \u202eraid\u202c in Quito & "Oslo".'
)


def test_markup_in_a_report_is_escaped(coder) -> None:  # type: ignore[no-untyped-def]
    page = render_page([coder.code(HOSTILE, title="<b>x</b>")])
    body = page.split("<main>")[1].split("</main>")[0]
    assert "<script" not in body
    assert "<img" not in body
    assert "<b>x</b>" not in body
    assert "&lt;script&gt;" in body


def test_a_page_asks_for_nothing_from_outside(coder) -> None:  # type: ignore[no-untyped-def]
    page = render_page([coder.code("Lima condemned the raid.")])
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", page)


def test_every_record_has_its_spans(coder) -> None:  # type: ignore[no-untyped-def]
    record = coder.code("Lima condemned the raid. “It was wrong,” the Peruvian minister said.", date="2024-05-06")
    page = render_page([record])
    for e in record.events:
        assert page.count(e.id) >= 2
    for s in record.statements:
        assert page.count(s.id) >= 2


def test_a_notebook_shows_the_report(coder) -> None:  # type: ignore[no-untyped-def]
    shown = coder.code("Lima condemned the raid.")._repr_html_()
    assert "cq-trigger" in shown
    assert "<script" not in shown


def test_control_and_bidi_characters_are_shown_as_codes() -> None:
    assert visible("a\x1b[31mb\u202ec\nd") == "a\\u001b[31mb\\u202ec d"


def test_the_terminal_prints_no_escape_of_the_report(coder) -> None:  # type: ignore[no-untyped-def]
    out = io.StringIO()
    print_record(
        Console(file=out, width=200), coder.code("Lima condemned [red]the raid[/red] in \u202eQuito\u202c on Monday.")
    )
    assert "\u202e" not in out.getvalue()
    assert "[red]the raid[/red]" in out.getvalue()


@pytest.mark.parametrize(
    ("why", "shown"),
    [
        (
            {"rule": "verb:accuse/ACCUSE", "sense": "verb:accuse/ACCUSE", "words": "accused", "actor_role": "subj",
             "recipient_role": None, "weight": 0.8, "scope": ["negated", "future"], "recipient_from_place": True},
            "verb:accuse/ACCUSE on accused; actor role subj; weight 0.8; scope negated, future; recipient from place",
        ),
        ({"rule": "clause"}, "clause"),
        ({"rule": "mine", "sense": "theirs"}, "theirs mine"),
        ({"votes": {"ann": 1, "bo": 2}, "none": []}, "votes ann 1, bo 2"),
        ({"rule": "\u202ex"}, "\\u202ex"),
    ],
)  # fmt: skip
def test_a_reason_is_told_in_phrases(why: dict[str, Any], shown: str) -> None:
    assert reason(why) == shown


def test_the_terminal_and_the_page_tell_reasons_alike() -> None:
    record = communique.load(explain=True).code("Lima condemned the raid.", date="2024-05-06")
    out = io.StringIO()
    print_record(Console(file=out, width=200), record)
    told = reason(record.events[0].why or {})
    assert f"why: {told}" in out.getvalue()
    assert told in render_page([record])
    assert "{" not in told
