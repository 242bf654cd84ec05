"""Open stores for the page's threads: a few readers that are passed on, one writer at a time."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator

from communique.store.store import Store
from communique.web.settings import Settings

READERS = 4


class Stores:
    """Readers and a writer of one store.

    Requests run in threads. A reader is borrowed for one request and given back, so the number of
    connections, and their memory, stays small. A writer is opened for each change: changes are few.
    """

    def __init__(self, settings: Settings) -> None:
        self.path = settings.store
        self._free: queue.SimpleQueue[Store] = queue.SimpleQueue()
        self._permits = threading.BoundedSemaphore(READERS)
        self._writing = threading.Lock()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Store]:
        """A store to read from. All that is read inside is of one moment."""
        with self._permits:
            try:
                store = self._free.get_nowait()
            except queue.Empty:
                store = Store.open(self.path, "read", any_thread=True)
            try:
                with store.snapshot():
                    yield store
            except BaseException:
                store.close()
                raise
            self._free.put(store)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Store]:
        """A store to write to, in one transaction."""
        with self._writing, Store.open(self.path, "write", any_thread=True) as store, store.transaction():
            yield store

    def close(self) -> None:
        """Close the readers that are at rest."""
        while True:
            try:
                self._free.get_nowait().close()
            except queue.Empty:
                return
