"""An OpenAI-compatible endpoint: answers kept by content, retries that wait, a rate and a budget that hold."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from communique.coders.errors import BudgetError, CoderError

LONGEST_WAIT = 60.0
"""Seconds that a server may make us wait before one retry."""


class Limits(msgspec.Struct, frozen=True):
    """What a run may use.

    Attributes:
        requests: requests at most, retries included; None for no limit.
        tokens: tokens at most, as the endpoint counts them; a request is not begun once they are used up.
        per_minute: requests in a minute; 0 for no limit.
        seconds: how long one request may take.
        retries: further tries after a failure that may pass (timeouts, 429, 5xx).
    """

    requests: int | None = None
    tokens: int | None = None
    per_minute: float = 0.0
    seconds: float = 120.0
    retries: int = 4


class Endpoint:
    """Asks one model at one address.

    Attributes:
        requests, tokens, cached: what was used so far, and answers that were at hand.

    Args:
        url: the address up to and without `/chat/completions`, as `http://localhost:8080/v1`.
        model: the model's name there.
        key: what is sent as bearer token; none by default.
        cache: a folder for answers; the same question to the same model is asked once.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str | None = None,
        cache: Path | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        try:
            import httpx
        except ImportError as error:
            raise CoderError("a language model needs httpx: pip install 'communique[llm]'") from error
        if not url.startswith(("http://", "https://")):
            raise CoderError(f"{url!r} is no address of an endpoint; write it as http://localhost:8080/v1")
        self.url, self.model, self.cache = url.rstrip("/"), model, cache
        self.limits = limits or Limits()
        self.requests = self.tokens = self.cached = 0
        self._sleep, self._clock, self._next = sleep, clock, 0.0
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._http = httpx
        self._client = httpx.Client(timeout=self.limits.seconds, headers=headers)

    def close(self) -> None:
        """Close connections."""
        self._client.close()

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any], valid: Callable[[str], bool]) -> str:
        """The model's answer to messages, under a JSON schema.

        Args:
            messages: as the interface has them, with `role` and `content`.
            schema: what the answer must be.
            valid: whether an answer is worth keeping.

        Raises:
            BudgetError: the budget is used up.
            CoderError: the endpoint refuses, or fails again and again.
        """
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "seed": 1,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "coding", "strict": True, "schema": schema},
            },
        }
        path = self._path(body)
        if path is not None and path.exists():
            self.cached += 1
            return path.read_text(encoding="utf-8")
        answer = self._content(self._post(body))
        if path is not None and valid(answer):
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_text(answer, encoding="utf-8")
            os.replace(part, path)
        return answer

    def _path(self, body: dict[str, Any]) -> Path | None:
        """Where the answer to this question is kept: by address, model and all that is asked."""
        if self.cache is None:
            return None
        name = hashlib.sha256(self.url.encode() + b"\n" + msgspec.json.encode(body, order="sorted")).hexdigest()
        return self.cache / name[:2] / f"{name}.json"

    def _post(self, body: dict[str, Any]) -> Any:
        """The endpoint's reply, tried again where a failure may pass."""
        trouble, wait = "", 0.0
        for attempt in range(self.limits.retries + 1):
            if attempt:
                self._sleep(min(LONGEST_WAIT, max(wait, 0.5 * 2**attempt)))
            self._allow()
            try:
                reply = self._client.post(f"{self.url}/chat/completions", json=body)
            except self._http.TimeoutException:
                trouble, wait = f"no answer within {self.limits.seconds:g} s", 0.0
                continue
            except self._http.HTTPError as error:
                trouble, wait = f"{type(error).__name__}: {error}", 0.0
                continue
            if reply.status_code == 429 or reply.status_code >= 500:
                trouble, wait = f"status {reply.status_code}", _seconds(reply.headers.get("retry-after"))
                continue
            if reply.status_code != 200:
                raise CoderError(f"{self.url}: refused with status {reply.status_code}: {reply.text[:300]}")
            try:
                return msgspec.json.decode(reply.content)
            except msgspec.DecodeError:
                trouble, wait = "a reply that is no JSON", 0.0
        raise CoderError(f"{self.url}: {trouble}, {self.limits.retries + 1} times; is the model running there?")

    def _allow(self) -> None:
        """Wait until the rate allows a request; refuse one that the budget does not."""
        most = self.limits
        if most.requests is not None and self.requests >= most.requests:
            raise BudgetError(f"the budget of {most.requests} requests is used up; give a larger one and run again")
        if most.tokens is not None and self.tokens >= most.tokens:
            raise BudgetError(f"the budget of {most.tokens} tokens is used up; give a larger one and run again")
        if most.per_minute:
            now = self._clock()
            if now < self._next:
                self._sleep(self._next - now)
            self._next = max(now, self._next) + 60.0 / most.per_minute
        self.requests += 1

    def _content(self, reply: Any) -> str:
        """The words of the first choice; tokens are counted."""
        try:
            self.tokens += int((reply.get("usage") or {}).get("total_tokens") or 0)
            content = reply["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise CoderError(f"{self.url}: the reply is not of the chat-completions form: {error!r}") from error
        return content if isinstance(content, str) else ""


def _seconds(value: str | None) -> float:
    """Seconds of a Retry-After header; 0 where it says a date or nothing."""
    try:
        return max(0.0, float(value or 0))
    except ValueError:
        return 0.0
