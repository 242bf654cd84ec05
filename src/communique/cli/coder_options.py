"""Options that name another coder, the same for every command that takes one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from communique.coding.coder import Coder

CODERS = ("communique", "llm", "classifier")

CODER = typer.Option("communique", "--coder", help="Who codes: communique, llm (a language model) or classifier.")
ENDPOINT = typer.Option(None, "--endpoint", help="Of llm: an OpenAI-compatible address, as http://localhost:8080/v1.")
MODEL_NAME = typer.Option(None, "--model-name", help="Of llm: the model's name there; of classifier: its folder.")
KEY = typer.Option("COMMUNIQUE_API_KEY", "--key-from", help="Of llm: the environment variable that holds the key.")
CACHE = typer.Option(None, "--cache", help="Of llm: a folder for answers; what was asked before costs nothing.")
REQUESTS = typer.Option(None, "--most-requests", min=1, help="Of llm: requests at most.")
TOKENS = typer.Option(None, "--most-tokens", min=1, help="Of llm: tokens at most, as the endpoint counts them.")
RATE = typer.Option(0.0, "--per-minute", min=0, help="Of llm: requests a minute; 0 for no limit.")
SECONDS = typer.Option(120.0, "--wait", min=0.1, help="Of llm: seconds that one request may take.")


@dataclass(frozen=True)
class Choice:
    """The options as they were given."""

    coder: str
    endpoint: str | None
    model_name: str | None
    key_from: str
    cache: Path | None
    requests: int | None
    tokens: int | None
    per_minute: float
    seconds: float

    def check(self) -> None:
        """Refuse what cannot be meant."""
        if self.coder not in CODERS:
            raise typer.BadParameter(f"{self.coder!r} is unknown; choose {', '.join(CODERS)}", param_hint="--coder")
        if self.coder != "communique" and not self.model_name:
            raise typer.BadParameter("say which model", param_hint="--model-name")
        if self.coder == "llm" and not self.endpoint:
            raise typer.BadParameter("say where the model runs", param_hint="--endpoint")

    def make(self, ours: Any) -> Any:
        """The coder; `ours` is called where our own is needed."""
        if self.coder == "communique":
            return ours()
        if self.coder == "classifier":
            from communique.coders.classifier import load_classifier

            coder: Coder = ours()
            return load_classifier(Path(self.model_name or ""), coder)
        import os

        from communique.coders.endpoint import Endpoint, Limits
        from communique.coders.language_model import LanguageModelCoder

        limits = Limits(self.requests, self.tokens, self.per_minute, self.seconds)
        endpoint = Endpoint(
            self.endpoint or "",
            self.model_name or "",
            key=os.environ.get(self.key_from),
            cache=self.cache,
            limits=limits,
        )
        return LanguageModelCoder(endpoint)
