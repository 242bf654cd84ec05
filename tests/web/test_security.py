"""Who may ask, who may change, and what is refused before any work."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from communique.web.routes import routes
from communique.web.settings import Settings, WebError
from tests.web.conftest import served

PATHS = sorted({getattr(r, "path").replace("{name:path}", "app.css") for r in routes()})  # noqa: B009
CHANGES = sorted({r.path for r in routes() if "POST" in (getattr(r, "methods", None) or ()) and r.path != "/enter"})


@pytest.fixture(scope="module")
def place(examples_store: Path):  # type: ignore[no-untyped-def]
    with served(examples_store, patience=1.0, body_limit=50_000) as address:
        yield address


def token_of(client: httpx.Client) -> str:
    """The token that the page gives with each answer."""
    found = re.search(r'name="communique-token" content="([0-9a-f]{64})"', client.get("/").text)
    assert found
    return found[1]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:{port}", "localhost:1", "", "127.0.0.1"])
def test_a_foreign_host_is_refused_on_every_route(place: str, path: str, host: str) -> None:
    answer = httpx.get(place + path, headers={"host": host.format(port=urlsplit(place).port)})
    assert answer.status_code == 403
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_every_answer_is_strict(place: str) -> None:
    for path in [*PATHS, "/nowhere", "/static/../app.py"]:
        headers = httpx.get(place + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


FOREIGN = {
    "another origin": ({"origin": "http://evil.example"}, {}),
    "the null origin": ({"origin": "null"}, {}),
    "no origin": ({}, {}),
    "cross-site by the browser's word": ({"origin": "{own}", "sec-fetch-site": "cross-site"}, {}),
    "same site, other port": ({"origin": "{own}", "sec-fetch-site": "same-site"}, {}),
    "no token": ({"origin": "{own}", "x-communique-token": ""}, {}),
    "a wrong token": ({"origin": "{own}", "x-communique-token": "0" * 64}, {}),
    "plain text": ({"origin": "{own}", "content-type": "text/plain"}, {}),
    "JSON": ({"origin": "{own}", "content-type": "application/json"}, {}),
}


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("case", FOREIGN)
def test_a_change_from_elsewhere_is_refused(place: str, path: str, case: str) -> None:
    with httpx.Client(base_url=place) as client:
        given = {"x-communique-token": token_of(client)} | FOREIGN[case][0]
        headers = {k: v.format(own=place) for k, v in given.items()}
        body = {"content": "coder=x"} if "content-type" in headers else {"data": {"coder": "x"}}
        assert client.post(path, headers=headers, **body).status_code == 403  # type: ignore[arg-type]


@pytest.mark.parametrize("path", CHANGES)
def test_changes_are_never_made_by_get(place: str, path: str) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        allowed = any("GET" in (getattr(r, "methods", None) or ()) for r in routes() if getattr(r, "path") == path)  # noqa: B009
        if not (method == "GET" and allowed):
            assert httpx.request(method, place + path, headers={"origin": place}).status_code in (403, 405)


@pytest.mark.parametrize("path", CHANGES)
def test_read_only_refuses_every_change(examples_store: Path, path: str) -> None:
    with served(examples_store, readonly=True) as address, httpx.Client(base_url=address) as client:
        headers = {"x-communique-token": token_of(client), "origin": address}
        assert client.post(path, data={"id": "x"}, headers=headers).status_code == 403


def test_our_own_page_may_change(place: str) -> None:
    with httpx.Client(base_url=place) as client:
        headers = {"x-communique-token": token_of(client), "origin": place}
        answer = client.post("/coder", data={"coder": "Ada", "back": "//evil.example/x"}, headers=headers)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "Ada" in client.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/vendor/../../app.py",
        "/static/vendor%00.js",
        "/static/manifest.json",
        "/../../etc/passwd",
        "/report?id=../../etc/passwd",
    ],
)
def test_no_path_leads_out(place: str, path: str) -> None:
    answer = httpx.get(place + path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


def _raw(address: str, data: bytes, wait: float) -> tuple[bytes, float]:
    """What a raw client gets, and after how long."""
    parts, started = urlsplit(address), time.monotonic()
    with socket.create_connection((parts.hostname, parts.port), timeout=wait) as client:
        client.sendall(data)
        got = b""
        try:
            while chunk := client.recv(65536):
                got += chunk
        except OSError:
            pass
        return got, time.monotonic() - started


def test_a_large_body_is_refused(place: str) -> None:
    with httpx.Client(base_url=place) as client:
        headers = {"x-communique-token": token_of(client), "origin": place}
        assert client.post("/coder", data={"coder": "x" * 60_000}, headers=headers).status_code == 413
    head = f"POST /coder HTTP/1.1\r\nHost: {urlsplit(place).netloc}\r\nContent-Length: 999999999999\r\n\r\n"
    assert b" 413 " in _raw(place, head.encode(), 5)[0].split(b"\r\n")[0]


def test_a_slow_head_is_dropped(place: str) -> None:
    got, took = _raw(place, b"GET / HTTP/1.1\r\nHost: ", 8)
    assert not got
    assert took < 5


def test_a_slow_body_is_dropped(place: str) -> None:
    head = f"POST /coder HTTP/1.1\r\nHost: {urlsplit(place).netloc}\r\nContent-Length: 100\r\n\r\nabc"
    got, took = _raw(place, head.encode(), 8)
    assert b" 408 " in got.split(b"\r\n")[0]
    assert took < 5


def test_beyond_this_machine_only_with_a_token(tmp_path: Path) -> None:
    with pytest.raises(WebError, match="--token"):
        Settings(tmp_path / "x.db", host="0.0.0.0")
    with pytest.raises(WebError, match="12 characters"):
        Settings(tmp_path / "x.db", host="0.0.0.0", token="short")
    with pytest.raises(WebError):
        Settings(tmp_path / "x.db", host="192.0.2.7")


def test_the_token_is_asked_before_anything_is_shown(examples_store: Path) -> None:
    with served(examples_store, token="correct horse battery") as address, httpx.Client(base_url=address) as client:
        assert client.get("/").headers["location"] == "/enter"
        assert client.get("/reports.csv").status_code == 303
        token = re.search(r'content="([0-9a-f]{64})"', client.get("/enter").text)
        assert token
        headers = {"x-communique-token": token[1], "origin": address}
        assert client.post("/coder", data={"coder": "x"}, headers=headers).status_code == 401
        assert client.post("/enter", data={"access": "wrong horse battery"}, headers=headers).status_code == 401
        assert client.post("/enter", data={"access": "correct horse battery"}, headers=headers).status_code == 303
        assert client.get("/").status_code == 200
