"""Engines: who carries shards to workers. Each is a thin adapter over `corpus/shard_work.py`."""
