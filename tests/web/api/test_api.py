"""What programs may ask, what they get, and what is refused before any work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.testclient import TestClient

from communique.records.record import Record, from_json
from communique.store.reading import records
from communique.store.store import Store
from communique.web.api.description import description
from communique.web.api.endpoints import READINGS
from tests.web.api.conftest import TOKEN, app_over

if TYPE_CHECKING:
    from communique.coding.coder import Coder

LISTS = [r.path for r in READINGS if r.path not in ("/counts", "/record")]
BODY = {"text": "Oslo condemned the raid on its consulate.", "date": "2024-11-05"}


class TestRefusals:
    """Before any work is done."""

    @pytest.mark.parametrize("path", ["/openapi.json", "/code", *(r.path for r in READINGS)])
    @pytest.mark.parametrize(
        "headers",
        [{"host": "evil.example"}, {"origin": "http://evil.example"}, {"origin": "null"},
         {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
    )  # fmt: skip
    def test_foreign_pages(self, client: httpx.Client, path: str, headers: dict[str, str]) -> None:
        for answer in (client.get(f"/api/v1{path}", headers=headers), client.post(f"/api/v1{path}", headers=headers)):
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers
            assert "access-control-allow-origin" not in answer.headers

    @pytest.mark.parametrize(
        ("given", "status"),
        [(None, 401), ("Bearer wrong-secret-word", 401), ("Basic " + TOKEN, 401), (f"Bearer {TOKEN}", 200),
         (f"bearer  {TOKEN}", 200)],
    )  # fmt: skip
    def test_without_the_token(self, told_store: Path, given: str | None, status: int) -> None:
        headers = {} if given is None else {"authorization": given}
        with TestClient(app_over(told_store, token=TOKEN), base_url="http://localhost") as client:
            for path in ("/counts", "/openapi.json"):
                answer = client.get(f"/api/v1{path}", headers=headers)
                assert answer.status_code == status
            client.post("/enter", data={"access": TOKEN})
            assert client.get("/api/v1/counts").status_code == 401, "a cookie opens the page only"

    @pytest.mark.parametrize(
        ("path", "status", "says"),
        [
            ("/reports?colour=red", 400, "colour"),
            ("/reports?limit=0", 400, "limit"),
            ("/reports?limit=201", 400, "limit"),
            ("/reports?offset=-1", 400, "offset"),
            ("/reports?from=2024-02-30", 400, "from"),
            ("/reports?from=May", 400, "from"),
            ("/reports?status=done", 400, "status"),
            ("/events?country=Kenya", 400, "country"),
            ("/events?type=AID&type=AID", 400, "twice"),
            ("/threads?disputed=perhaps", 400, "disputed"),
            ("/record", 400, "id"),
            ("/record?id=nowhere", 404, "no report"),
            ("/nowhere", 404, "Not Found"),
        ],
    )
    def test_what_cannot_be_understood(self, client: httpx.Client, path: str, status: int, says: str) -> None:
        answer = client.get(f"/api/v1{path}")
        assert (answer.status_code, answer.json()["status"]) == (status, status)
        assert says in answer.json()["message"]

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_lists_are_only_read(self, client: httpx.Client, method: str) -> None:
        answer = client.request(method, "/api/v1/reports")
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]

    @pytest.mark.parametrize(
        ("content", "kind", "status"),
        [
            (b'{"text": "Oslo condemned it."}', "text/plain", 415),
            (b'{"text": "Oslo condemned it."}', "", 415),
            (b"text=Oslo", "application/x-www-form-urlencoded", 415),
            (b"{", "application/json", 400),
            (b"", "application/json", 400),
            (b'{"text": ""}', "application/json", 400),
            (b'{"text": 1}', "application/json", 400),
            (b'{"text": "a", "more": 1}', "application/json", 400),
            (b'{"text": "a", "date": "2024-13-01"}', "application/json", 400),
            (b'{"text": "\\ud800"}', "application/json", 400),
            (b'{"text": "\xff"}', "application/json", 400),
            (b"[" * 100_000, "application/json", 400),
            (b'{"text": " \\n 12"}', "application/json", 422),
            (b'{"text": "' + b"a" * 400_001 + b'"}', "application/json", 400),
            (b'{"text": "' + b"a" * 2_000_001 + b'"}', "application/json", 413),
        ],
    )
    def test_texts_that_are_not_coded(self, client: httpx.Client, content: bytes, kind: str, status: int) -> None:
        answer = client.post("/api/v1/code", content=content, headers={"content-type": kind} if kind else {})
        assert answer.status_code == status

    def test_the_page_keeps_its_own_guard(self, client: httpx.Client) -> None:
        for path in ("/coder", "/record/judge", "/paste", "/api/v1/../../coder", "/api/v1", "/api"):
            assert client.post(path, json={}).status_code in (403, 404, 405)


class TestAnswers:
    """What is in the store, the same from both databases."""

    @pytest.fixture
    def asking(self, both: str | Path) -> Any:
        with TestClient(app_over(both), base_url="http://localhost") as client:
            yield client

    def test_a_record_is_the_stores_own(self, asking: httpx.Client, both: str | Path) -> None:
        with Store.open(both) as store:
            for record in list(records(store))[:3]:
                answer = asking.get("/api/v1/record", params={"id": record.report.id})
                assert from_json(answer.content) == record

    @pytest.mark.parametrize("path", LISTS)
    def test_pages_add_up_to_the_list(self, asking: httpx.Client, path: str) -> None:
        whole: list[Any] = []
        offset: int | None = 0
        while offset is not None:
            page = asking.get(f"/api/v1{path}", params={"limit": 200, "offset": offset}).json()
            whole += page["items"]
            offset = page["next"]
        assert whole
        parts = [
            asking.get(f"/api/v1{path}", params={"limit": 7, "offset": n}).json()["items"] for n in range(0, 42, 7)
        ]
        assert [item for part in parts for item in part] == whole[:42]
        assert asking.get(f"/api/v1{path}", params={"offset": len(whole)}).json()["items"] == []

    def test_filters_narrow(self, asking: httpx.Client) -> None:
        events = asking.get("/api/v1/events?limit=200").json()["items"]
        if len(events) == 200:
            last = events[-1]["day"]
            events = asking.get("/api/v1/events", params={"limit": 200, "from": last}).json()["items"]
        countries = sorted({p["country"] for e in events for p in e["actor"] if p["country"]})
        for country in countries[:3]:
            found = asking.get("/api/v1/events", params={"limit": 200, "actor": country}).json()["items"]
            assert found == [e for e in events if country in {p["country"] for p in e["actor"]}]
        said = asking.get("/api/v1/statements?limit=200").json()["items"]
        speaker = next(s["speaker"] for s in said if s["speaker"])
        found = asking.get("/api/v1/statements", params={"limit": 200, "speaker": speaker}).json()["items"]
        assert found == [s for s in said if s["speaker"] == speaker]
        assert asking.get("/api/v1/reports?from=2999-01-01").json() == {"next": None, "items": [], "total": 0}
        assert asking.get("/api/v1/actors", params={"q": "100%_\\"}).json()["items"] == []
        assert asking.get("/api/v1/reports", params={"q": "\"' OR 1=1 -- *"}).json()["items"] == []

    @pytest.mark.parametrize(
        "path", ["/", "/events", "/timeline", "/dyads", "/network", "/map", "/threads", "/actors", "/agreement",
                 "/?q=the&order=doubtful", "/events?country=USA&from=1990-01-01", "/timeline.json?country=USA",
                 "/dyads.csv", "/actors?q=a_%5C", "/threads?q=%5C&disputed=1", "/reports.csv", "/queue?order=oldest"]
    )  # fmt: skip
    def test_the_page_works_over_both(self, asking: httpx.Client, path: str) -> None:
        assert asking.get(path, follow_redirects=False).status_code in (200, 303)

    def test_detail_pages_work_over_both(self, asking: httpx.Client) -> None:
        for path, name in (("/actor", "/actors"), ("/thread", "/threads"), ("/occurrence", "/occurrences")):
            for item in asking.get(f"/api/v1{name}?limit=3").json()["items"]:
                assert asking.get(path, params={"id": item["id"]}).status_code == 200

    def test_both_databases_say_the_same(self, told_store: Path, asking: httpx.Client) -> None:
        with TestClient(app_over(told_store), base_url="http://localhost") as first:
            for path in ("/counts", *LISTS, "/reports?order=doubtful", "/reports?q=talks", "/reports?order=oldest"):
                assert first.get(f"/api/v1{path}").json() == asking.get(f"/api/v1{path}").json(), path


def test_a_text_is_coded_as_the_command_does(client: httpx.Client, coder: Coder) -> None:
    answer = client.post("/api/v1/code", json=BODY | {"id": "r1"})
    assert answer.status_code == 200
    record = from_json(answer.content)
    assert isinstance(record, Record)
    assert (record.report.id, record.report.date) == ("r1", "2024-11-05")
    assert [e.type for e in record.events] == [e.type for e in coder.code(BODY["text"], date=BODY["date"]).events]
    assert client.post("/api/v1/code", json=BODY, headers={"origin": "http://localhost"}).status_code == 200


def test_coding_changes_nothing(own_store: Path, coder: Coder) -> None:
    with TestClient(app_over(own_store, coder, readonly=True), base_url="http://localhost") as client:
        before = client.get("/api/v1/counts").json()
        assert client.post("/api/v1/code", json=BODY).status_code == 200
        assert client.get("/api/v1/counts").json() == before


def test_every_address_is_described_with_a_summary() -> None:
    described = description(token=True)
    assert set(described["paths"]) == {*(r.path for r in READINGS), "/code"}
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"].endswith(".")
    assert described["security"] == [{"token": []}]
