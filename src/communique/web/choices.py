"""What filters offer, and the store's counts: gathered once and kept for a short while.

The sums stand ready in the store, but adding them up over years takes longer than a page may. While a
run is writing, a list of choices may be some seconds behind; the records shown never are.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from communique.codebook.code_book import code_book
from communique.store import listing
from communique.store.store import Store
from communique.web.names import country_name

KEPT = 20.0
"""Seconds for which choices are kept."""


class Choices:
    """Choices of one store."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, Any] = {}
        self._until = 0.0

    def of(self, store: Store) -> dict[str, Any]:
        """Counts, outlets, countries and event types."""
        with self._lock:
            if time.monotonic() < self._until:
                return self._values
            codes = listing.countries(store)
            self._values = {
                "counts": listing.corpus_counts(store),
                "outlets": listing.outlets(store),
                "types": sorted(code_book().types),
                "countries": sorted(((c, country_name(c)) for c in codes), key=lambda pair: pair[1]),
            }
            self._until = time.monotonic() + KEPT
            return self._values

    def forget(self) -> None:
        """Gather anew at the next request: something was changed here."""
        with self._lock:
            self._until = 0.0
