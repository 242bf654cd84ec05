"""Checking a report by keyboard alone: every act is a row beside the machine's answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.store.judgements import of_report
from communique.store.reading import record_of
from communique.store.store import Store
from tests.web.browser import Watched, until, watch
from tests.web.conftest import served

REPORT = "/report?id=01_water_summit"


@pytest.fixture
def ada(browser, site: str) -> Iterator[Watched]:  # type: ignore[no-untyped-def]
    watched = watch(browser, site)
    yield watched
    assert watched.faults == []
    watched.page.context.close()


def judged(corpus: Path) -> list[tuple[str, str | None, str]]:
    with Store.open(corpus) as store:
        return [(j.verdict, j.field, j.coder) for j in of_report(store, "01_water_summit")]


def settle(page, count: int) -> None:  # type: ignore[no-untyped-def]
    """Wait until so many records are judged."""
    until(page, f"document.querySelector('#progress b').textContent === '{count}'")


def test_a_report_is_checked_by_keyboard_alone(ada: Watched, corpus: Path) -> None:
    page = ada.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#q").focus()
    page.keyboard.type("flood data")
    until(page, "document.querySelectorAll('.reports li').length === 1")
    assert "q=flood" in page.url
    page.locator(".reports a.title").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    ada.sign_in("Ada")
    before = Path(corpus).stat().st_size and _record(corpus)

    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    assert page.locator(".cq-hit").count() > 0
    page.keyboard.press("a")
    settle(page, 1)
    assert page.locator(f"#{first} .chip").inner_text() == "✓ accepted"
    until(page, f"document.activeElement.id && document.activeElement.id !== '{first}'")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("r")
    settle(page, 2)
    until(page, f"document.activeElement.id !== '{second}'")

    page.keyboard.press("j")
    edited = page.evaluate("document.activeElement.id")
    assert edited.startswith("e-")
    page.keyboard.press("e")
    page.wait_for_selector(f"#{edited} form.fields")
    page.locator(f"#{edited} select[name=type]").focus()
    page.keyboard.type("CONS")
    page.locator(f"#{edited} input[name=place]").fill("Entebbe")
    page.keyboard.press("Enter")
    settle(page, 3)
    assert "CONSULT" in page.locator(f"#{edited} .changes ins").first.inner_text()
    assert page.locator(f"#{edited} .changes s").first.inner_text() == "REJECT"

    page.keyboard.press("u")
    settle(page, 2)
    assert page.locator(f"#{edited} .changes").count() == 0
    assert _record(corpus) == before
    verdicts = [j[:2] for j in judged(corpus)]
    assert verdicts[:2] == [("accept", None), ("reject", None)]
    assert ("edit", "type") in verdicts
    assert verdicts[-1][0] == "undo"


def _record(corpus: Path) -> object:
    with Store.open(corpus) as store:
        return record_of(store, "01_water_summit")


def test_a_record_that_the_machine_missed_is_added(ada: Watched, corpus: Path) -> None:
    page = ada.open(REPORT)
    ada.sign_in("Ada")
    page.keyboard.press("+")
    page.wait_for_selector("dialog[open] textarea")
    page.locator("dialog textarea").fill("soured relations")
    page.locator("dialog select[name=type]").select_option("ACCUSE")
    page.locator("dialog button.primary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".rec.is-added")
    assert "ACCUSE" in page.locator(".rec.is-added").inner_text()
    assert page.locator(".cq-trigger", has_text="soured relations").count() == 1
    page.wait_for_load_state("networkidle")
    page.keyboard.press("u")
    page.wait_for_selector(".rec.is-added", state="detached")
    assert [j[0] for j in judged(corpus)] == ["add", "undo"]


def test_words_that_are_not_in_the_report_cannot_be_added(ada: Watched) -> None:
    page = ada.open(REPORT)
    ada.sign_in("Ada")
    page.keyboard.press("+")
    page.wait_for_selector("dialog[open] textarea")
    page.locator("dialog textarea").fill("words of another report")
    page.locator("dialog button.primary").click()
    until(page, "document.querySelector('#announce').textContent.length > 0")
    assert page.locator("dialog[open]").count() == 1
    ada.faults = [f for f in ada.faults if "400" not in f]  # the refusal itself


def test_a_selection_gives_the_words(ada: Watched) -> None:
    page = ada.open(REPORT)
    ada.sign_in("Ada")
    chosen = page.evaluate(
        """() => { const p = [...document.querySelectorAll('.cq-text [data-at]')].find((x) => x.textContent.includes('delegation'));
        const r = document.createRange(); r.selectNodeContents(p.firstChild); getSelection().removeAllRanges();
        getSelection().addRange(r); return String(getSelection()); }"""
    )
    page.keyboard.press("+")
    page.wait_for_selector("dialog[open] textarea")
    assert page.locator("dialog textarea").input_value() == chosen
    page.keyboard.press("Escape")


def test_why_a_record_fired(ada: Watched) -> None:
    page = ada.open(REPORT)
    card = page.locator("#records li[id^=e-]").first
    card.focus()
    page.keyboard.press("w")
    page.wait_for_selector("#records .why dt", timeout=60_000)


def test_without_a_name_nothing_is_stored(ada: Watched, corpus: Path) -> None:
    page = ada.open(REPORT)
    page.keyboard.press("j")
    page.keyboard.press("a")
    until(page, "document.querySelector('#announce').textContent.length > 0")
    assert page.evaluate("document.activeElement.id") == "coder-name"
    assert judged(corpus) == []


def test_two_coders_are_blind_to_each_other(browser, site: str) -> None:  # type: ignore[no-untyped-def]
    ada, ben = watch(browser, site), watch(browser, site)
    for who, name, key in ((ada, "Ada", "a"), (ben, "Ben", "r")):
        who.open(REPORT)
        who.sign_in(name)
        who.page.keyboard.press("j")
        who.page.keyboard.press(key)
        settle(who.page, 1)
    page = ada.open(REPORT)
    assert page.locator(".rec.is-accepted").count() == 1
    assert page.locator(".rec.is-rejected").count() == 0
    assert "Ben" not in page.content()
    assert ada.faults == ben.faults == []


def test_two_windows_of_one_coder_get_a_clear_conflict(browser, site: str, corpus: Path) -> None:  # type: ignore[no-untyped-def]
    one = watch(browser, site)
    one.open(REPORT)
    one.sign_in("Ada")
    other = Watched(one.page.context.new_page(), site)
    other.open(REPORT)
    one.page.keyboard.press("j")
    one.page.keyboard.press("a")
    settle(one.page, 1)
    other.page.keyboard.press("j")
    other.page.keyboard.press("r")
    warning = other.page.locator(".rec .warn")
    warning.wait_for()
    assert "not stored" in warning.inner_text()
    assert "accept" in warning.inner_text()
    assert [j[0] for j in judged(corpus)] == ["accept"]
    other.page.keyboard.press("r")  # having seen it
    other.page.wait_for_selector(".rec.is-rejected")
    assert [j[0] for j in judged(corpus)] == ["accept", "reject"]


def test_nothing_can_be_changed_on_a_read_only_page(browser, examples_store: Path) -> None:  # type: ignore[no-untyped-def]
    with served(examples_store, readonly=True) as address:
        reader = watch(browser, address)
        page = reader.open(REPORT)
        assert page.locator("[data-act=accept]").count() == 0
        assert page.locator("text=read-only").count() == 1
        assert reader.faults == []
