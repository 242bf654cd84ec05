"""Whole corpora: runs, stores, exports and views over them, put together from the layers below."""
