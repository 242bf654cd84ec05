"""Reports that mean harm: whatever they hold is shown as text, on every page, and runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.ingest.build import Meta
from communique.ingest.inputs import read_text
from communique.show.wording import is_hidden
from communique.store.store import Store
from communique.store.writer import Writer
from communique.web.downloads import cell
from communique.web.pages.report import is_web
from communique.web.who import back_to
from tests.web.browser import watch
from tests.web.conftest import served

SCRIPT = '<script>alert("title")</script><img src=x onerror=alert(1)>'
REPORTS = {
    "script": 'Peru condemned the raid in Quito <script>alert(1)</script> on Monday. "<svg onload=alert(2)>," Peru said.',
    "attribute": 'Peru condemned the raid" onmouseover="alert(3)" x=" in Quito. Peru\'s \'minister\' accused Chile.',
    "template": "Peru condemned {{ 7*7 }} {% raw %} ${7*7} the raid in Quito. Peru accused </textarea></script> Chile.",
    "bidi": "Peru condemned the \u202eraid\u202c in \u2066Quito\u2069 on\u200b Monday. Peru accused\ufeff Chile of theft\u0007.",
    "formula": '=HYPERLINK("http://evil.example","x") Peru condemned the raid. @SUM(1+1) accused Chile.',
}


@pytest.fixture(scope="module")
def place(coder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("hostile") / "corpus.db"
    with Store.open(path, "create") as store:
        writer = Writer(store, coder="tests")
        for name, text in REPORTS.items():
            meta = Meta(
                id=f"{name}'\"><script>alert(4)</script>",
                title=f"={SCRIPT}" if name == "formula" else SCRIPT + REPORTS["bidi"],
                publisher='"><script>alert(5)</script>',
                url="javascript:alert(6)",
            )
            writer.put_report(coder.code_document(read_text(text, meta, name, "2024-05-06")))
    with served(path) as address:
        yield address


def test_no_page_runs_or_reorders_what_a_report_holds(browser, place: str) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, place)
    page = eye.open("/")
    links = [a.get_attribute("href") for a in page.locator(".reports a.title").all()]
    assert len(links) == len(REPORTS)
    views = ["/timeline", "/network", "/map", "/events", "/actors", "/dyads", "/?q=%3Cscript%3Ealert(7)%3C/script%3E"]
    for address in [*links, *views]:
        page = eye.open(str(address))
        assert page.title().endswith("· communique")
        assert page.locator("main script, main img, main iframe, main [onerror], main [onload]").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        shown = page.evaluate("document.body.innerText")
        assert not [c for c in shown if is_hidden(c)], address
    assert eye.faults == []


def test_hidden_characters_are_shown_by_their_code(browser, place: str) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, place)
    page = eye.open("/")
    page.locator(".reports a.title").nth(3).focus()
    for link in page.locator(".reports a.title").all():
        if "bidi" in str(link.get_attribute("href")):
            link.click()
            break
    page.wait_for_selector(".cq-hidden")
    codes = page.locator(".cq-text .cq-hidden").all_inner_texts()
    assert {"U+202E", "U+202C", "U+200B"} <= set(codes)


def test_hostile_words_in_forms_come_back_as_text(browser, place: str) -> None:  # type: ignore[no-untyped-def]
    eye = watch(browser, place)
    eye.open("/")
    eye.sign_in('"><script>alert(8)</script>')
    page = eye.open("/?q=%22%3E%3Cscript%3Ealert(9)%3C/script%3E&outlet=%3Cb%3E&country='--")
    assert "alert(8)" in page.locator(".who").inner_text()
    page = eye.open("/paste")
    page.locator("textarea").fill("</textarea><script>alert(10)</script> Peru condemned the raid.")
    page.locator("button.primary", has_text="Code it").click()
    page.wait_for_load_state("networkidle")
    assert eye.faults == []


@pytest.mark.parametrize("name", ["reports", "events", "actors", "map"])
def test_no_cell_is_a_formula(place: str, name: str) -> None:
    table = list(csv.reader(io.StringIO(httpx.get(f"{place}/{name}.csv").text)))
    assert len(table) > (1 if name != "map" else 0)
    for row in table:
        for value in row:
            assert not value.startswith(("=", "@", "\t", "\r")), value
            assert not (value.startswith(("+", "-")) and not value[1:].replace(".", "").isdigit()), value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        (-2.5, "-2.5"),
        (None, ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_kept_as_text(value: object, written: str) -> None:
    assert cell(value) == written


@pytest.mark.parametrize(
    "address", ["//evil.example", "http://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb", "evil"]
)
def test_the_way_back_never_leads_elsewhere(address: str) -> None:
    assert back_to(address) == "/"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x", "file:///etc/passwd", "http://", None]
)
def test_only_web_addresses_are_links(address: str | None) -> None:
    assert not is_web(address)


SQL = [
    "' OR 1=1 --",
    '"; DROP TABLE reports; --',
    "%' UNION SELECT 1 --",
    "\x00",
    "NEAR(",
    '"',
    "*",
    "a" * 900,
    "1e999",
]


@pytest.mark.parametrize("words", SQL)
def test_no_parameter_reaches_the_database_as_sql(place: str, words: str) -> None:
    names = ("q", "from", "to", "outlet", "country", "type", "status", "below", "review", "order", "page", "id", "a", "b",
             "unit", "by", "top", "quad", "actor", "recipient", "person", "place", "kind", "start", "end", "record")  # fmt: skip
    with httpx.Client(base_url=place) as client:
        for path in ("/", "/events", "/timeline", "/dyads", "/network", "/map", "/actors", "/threads", "/queue", "/actor",
                     "/thread", "/occurrence", "/report", "/agreement", "/reports.csv"):  # fmt: skip
            answer = client.get(path, params=dict.fromkeys(names, words))
            assert answer.status_code in (200, 303, 404), (path, answer.status_code)
        assert "5 reports" in client.get("/").text


def test_the_page_and_a_run_use_one_store_at_once(corpus: Path, coder) -> None:  # type: ignore[no-untyped-def]
    with served(corpus) as address, httpx.Client(base_url=address) as client:
        before = client.get("/reports.csv").text.count("\n")
        with Store.open(corpus, "write") as store:
            writer = Writer(store, coder="a run")
            for n in range(5):
                with writer.batch():
                    document = read_text(f"Peru condemned raid {n} in Quito.", Meta(id=f"new-{n}"), "new", "2024-05-06")
                    writer.put_report(coder.code_document(document))
                    assert client.get("/").status_code == 200
                assert client.get("/reports.csv").text.count("\n") == before + n + 1
