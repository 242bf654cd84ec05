"""The store: one file that holds inputs, reports, records, judgements, occurrences and threads.

It knows records, not how they are made. Every table is described in `docs/store.md`.
"""
