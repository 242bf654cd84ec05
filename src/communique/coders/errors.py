"""What can go wrong with another coder."""

from __future__ import annotations

from communique.errors import CommuniqueError


class CoderError(CommuniqueError):
    """Another coder gave no usable answer: the endpoint fails, or what it says is not what was asked for."""


class BudgetError(CoderError):
    """The budget of requests or tokens is used up; what was coded before stays."""
