"""Names for codes: countries and bodies, event types, statuses, as the codebook has them."""

from __future__ import annotations

from functools import lru_cache

from communique.codebook.actor_book import ActorBook

BODIES = {
    "IGO": "International body",
    "UNO": "United Nations",
    "EUR": "European Union",
    "NGO": "Non-governmental organisation",
    "ISM": "Social movement",
    "IMG": "Transnational armed group",
    "MNC": "Multinational company",
}

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Names of states and bodies by code; a state's last name where it has had several."""
    return {**{s.country: s.name for s in ActorBook.load().states if s.country}, **BODIES}


def country_name(code: str) -> str:
    """The name of a code, the code itself where it has none."""
    return country_names().get(code, code or "no country")
