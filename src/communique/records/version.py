"""The program's version, which exports and stores carry."""

from __future__ import annotations

__version__ = "0.1.0"
