"""Every view: drawn, told as a table, kept as a file; each mark leads to its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.store.store import Store
from communique.store.story_pages import list_threads, members, occurrence_of_event
from tests.web.browser import Watched, until, violations, watch
from tests.web.conftest import served


@pytest.fixture(scope="module")
def place(examples_store: Path) -> Iterator[str]:
    with served(examples_store) as address:
        yield address


@pytest.fixture
def eye(browser, place: str) -> Iterator[Watched]:  # type: ignore[no-untyped-def]
    watched = watch(browser, place)
    yield watched
    assert watched.faults == []
    watched.page.context.close()


def addresses(store: Path) -> dict[str, str]:
    """One address of each page."""
    with Store.open(store) as opened:
        thread = list_threads(opened)[0]["id"]
        told = opened.value("SELECT id FROM occurrences ORDER BY events DESC LIMIT 1")
        person = opened.value("SELECT actor_id FROM actor_totals WHERE kind = 'country' ORDER BY reports DESC LIMIT 1")
    return {
        "reports": "/",
        "report": "/report?id=01_water_summit",
        "paste": "/paste",
        "threads": "/threads",
        "thread": f"/thread?id={thread}",
        "occurrence": f"/occurrence?id={told}",
        "timeline": "/timeline",
        "dyads": "/dyads",
        "dyad": "/dyads?a=PRT&b=MAR",
        "network": "/network",
        "map": "/map",
        "events": "/events",
        "actors": "/actors",
        "actor": f"/actor?id={person}",
        "agreement": "/agreement",
        "help": "/help",
        "missing": "/report?id=nothing",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_for_those_who_cannot_see(
    browser, place: str, examples_store: Path, scheme: str
) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, place, color_scheme=scheme)
    found = {}
    for name, address in addresses(examples_store).items():
        page = eye.open(address)
        found[name] = violations(page)
        assert len(page.title()) > len(" · communique")
    assert {name: f for name, f in found.items() if f} == {}
    assert [f for f in eye.faults if "404" not in f] == []


def test_no_page_is_wider_than_a_small_screen(browser, place: str, examples_store: Path) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, place, viewport={"width": 400, "height": 800})
    for name, address in addresses(examples_store).items():
        page = eye.open(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_brushing_the_timeline_lists_the_events_of_the_period(eye: Watched) -> None:
    page = eye.open("/timeline?unit=month")
    box = page.locator("#chart svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_selector("#selected .events li")
    start = page.locator("#from").input_value()
    days = page.locator("#selected .day").all_inner_texts()
    assert start
    assert all(start <= d <= page.locator("#to").input_value() for d in days)
    page.locator("#selected .from a").first.click()
    page.wait_for_selector(".rec:focus")


def test_the_table_holds_what_the_timeline_draws(eye: Watched) -> None:
    page = eye.open("/timeline?unit=year&by=type")
    with httpx.Client() as client:
        drawn = client.get(page.url.replace("/timeline", "/timeline.json")).json()
    cells = [int(c) for c in page.locator("table td.n").all_inner_texts() if c]
    assert sum(cells) == sum(r["n"] for r in drawn["rows"])


def test_a_dyad_is_drawn_with_both_directions(eye: Watched) -> None:
    page = eye.open("/dyads")
    page.locator("#a").select_option("PRT")
    page.locator("#b").select_option("MAR")
    page.locator("form.filters button.primary").click()
    page.wait_for_selector("#chart svg")
    assert page.locator("#chart svg").count() == 2
    assert "a=PRT" in page.url
    page.locator("table th[scope=row] a").first.click()
    page.wait_for_selector(".events li")


def test_the_network_is_drawn_and_each_tie_leads_to_its_events(eye: Watched) -> None:
    page = eye.open("/network")
    page.wait_for_selector("#network[data-ready]")
    ties = page.evaluate("charts.graph.edges().length")
    assert ties == page.locator("tbody tr").count() > 0
    page.evaluate("charts.graph.edges()[0].emit('tap')")
    page.wait_for_selector(".events li")


def test_marks_on_the_map_are_links_that_the_keyboard_reaches(eye: Watched) -> None:
    page = eye.open("/map")
    page.wait_for_selector("#map[data-ready]")
    mark = page.locator("#map svg a").first
    assert "events" in (mark.get_attribute("aria-label") or "")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".events li")


@pytest.mark.parametrize("view", ["timeline", "dyads?a=PRT&b=MAR", "network", "map"])
def test_a_drawing_is_kept_as_png(eye: Watched, view: str) -> None:
    page = eye.open(f"/{view}")
    page.wait_for_selector("figure svg, figure canvas")
    with page.expect_download() as download:
        page.locator("[data-png]").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 2_000


@pytest.mark.parametrize(
    "name", ["reports", "events", "timeline", "dyads", "network", "map", "actors", "threads", "agreement"]
)
def test_each_list_is_kept_as_csv(place: str, name: str) -> None:
    answer = httpx.get(f"{place}/{name}.csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    lines = answer.text.splitlines()
    assert "," in lines[0]
    assert len(lines) > 1 or name == "agreement"


def test_a_thread_shows_its_stages_with_their_proof(eye: Watched) -> None:
    page = eye.open("/threads")
    page.locator(".threads a.title").first.click()
    page.wait_for_selector(".stages li")
    assert page.locator(".stages blockquote").count() > 0
    page.locator(".stages .meta a").first.click()
    page.wait_for_selector("#records")


def test_a_text_is_coded_on_the_spot_and_kept_when_asked(browser, site: str) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, site)
    page = eye.open("/paste")
    page.locator("#text").fill("LIMA, May 5 (Wire) - Peru condemned the raid on its embassy in Quito on Monday.")
    page.locator("input[name=title]").fill("Peru condemns raid")
    page.locator("input[name=date]").fill("2024-05-05")
    page.locator("button.primary", has_text="Code it").click()
    page.wait_for_selector(".rec", timeout=60_000)
    assert "ACCUSE" in page.locator(".recs").inner_text()
    page.locator("button", has_text="Keep it").click()
    page.wait_for_selector("#records")
    assert page.locator("h1").inner_text() == "Peru condemns raid"
    eye.open("/?q=embassy")
    assert page.locator(".reports li").count() == 1
    assert eye.faults == []


def test_two_coders_are_compared_and_a_disagreement_is_settled(browser, site: str) -> None:  # type: ignore[no-untyped-def]
    for name, keys in (("Ada", "aaaa"), ("Ben", "aara")):
        coder = watch(browser, site)
        page = coder.open("/report?id=ferry-1")
        coder.sign_in(name)
        for n, key in enumerate(keys, 1):
            page.keyboard.press("j") if n == 1 else None
            page.keyboard.press(key)
            until(page, f"document.querySelector('#progress b').textContent === '{n}'")
            until(page, "document.activeElement.matches('.rec') && !document.activeElement.dataset.verdict")
        assert coder.faults == []
    page = coder.open("/agreement")
    row = page.locator("tbody tr", has_text="a record at all")
    assert row.locator("td").nth(0).inner_text() == "4"
    assert row.locator("td").nth(1).inner_text() == "75 %"
    assert page.locator(".apart li").count() == 1
    page.locator(".apart button", has_text="Settle").click()
    page.wait_for_selector(".apart .chip")
    assert "settled by Ben" in page.locator(".apart .chip").inner_text()
    assert violations(page) == []
    assert coder.faults == []


def test_a_telling_is_split_off_joined_again_and_taken_back(browser, site: str, corpus: Path) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, site)
    page = eye.open(addresses(corpus)["occurrence"])
    eye.sign_in("Ada")
    with Store.open(corpus) as store:
        told = store.value("SELECT id FROM occurrences ORDER BY events DESC LIMIT 1")
        (first, last) = [(m["report_id"], m["event_id"]) for m in members(store, told)][:2]
    with page.expect_navigation():
        page.locator("button", has_text="Split this one off").last.click()
    with Store.open(corpus) as store:
        assert occurrence_of_event(store, *first) != occurrence_of_event(store, *last)
    assert "not the same" in page.locator("main").inner_text()
    with page.expect_navigation():
        page.locator("button", has_text="Take back").first.click()
    with Store.open(corpus) as store:
        assert store.value("SELECT count(*) FROM merge_decisions WHERE verdict = 'undo'") == 1
    others = page.locator("button", has_text="Join")
    if others.count():
        with page.expect_navigation():
            others.first.click()
        assert "the same" in page.locator("main").inner_text()
    assert eye.faults == []


def test_a_corrected_name_goes_into_the_users_own_folder(examples_store: Path, tmp_path: Path, browser) -> None:  # type: ignore[no-untyped-def]
    from communique.codebook.actor_book import ActorBook

    with Store.open(examples_store) as store:
        person = store.value(
            "SELECT actor_id FROM actor_totals WHERE kind = 'person' AND country IS NOT NULL AND name LIKE '% %' LIMIT 1"
        )
    with served(examples_store, knowledge=tmp_path / "own") as address:
        eye = watch(browser, address)
        page = eye.open(f"/actor?id={person}")
        eye.sign_in("Ada")
        page.locator("input[name=alias]").fill("Zorbax the Quick")
        page.locator("form", has_text="Another name").locator("button").click()
        page.wait_for_selector("[role=status].note")
        name = page.locator("h1").inner_text()
        page.locator("input[name=office]").fill("Minister of Kites")
        page.locator("input[name=start]").fill("2021-03")
        page.locator("form", has_text="An office").locator("button").click()
        page.wait_for_selector("[role=status].note")
        assert eye.faults == []
    book = ActorBook.load([tmp_path / "own"])
    entries = book.entries_of("Zorbax the Quick")
    assert [book.persons[e.row].name for e in entries][:1] == [name]
    assert "Minister of Kites" in {o.office for o in book.offices}
