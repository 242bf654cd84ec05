"""Models of `data/codes/`: code lists that exports are written in."""

from __future__ import annotations

import msgspec


class CameoCode(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One CAMEO code: what it means, in our words, and its Goldstein score (-10 to 10)."""

    means: str
    goldstein: float


class CameoBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What CAMEO writes for a code that is no country: a known group and an actor type."""

    type: str
    group: str | None = None


class CameoFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`codes/cameo.yaml`.

    Attributes:
        quads: quad class 1 to 4 by root code.
        types: CAMEO actor role by PLOVER sector.
        bodies: by UNO, EUR, IGO, NGO and the like.
        mutual: codes of acts that all acting parties do with each other, whatever their type.
        codes: by code, as text with leading zeros.
    """

    about: str
    quads: dict[str, int]
    types: dict[str, str]
    bodies: dict[str, CameoBody]
    mutual: list[str]
    codes: dict[str, CameoCode]


class AcledRule(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How one type (with a mode; with armed men on both sides) reads in ACLED's columns."""

    type: str
    disorder: str
    event: str
    sub: str
    mode: str | None = None
    armed: bool = False


class AcledFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`codes/acled.yaml`: rules in the order in which they are tried; actor class by sector."""

    about: str
    rules: list[AcledRule]
    inter: dict[str, str]


class Territory(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A state or territory that news places lie in but that has no file as an actor."""

    code: str
    name: str
    iso2: str | None = None
    fips: str | None = None


class CountriesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`codes/countries.yaml`: ISO numeric codes by alpha-3, and further territories."""

    about: str
    numeric: dict[str, str]
    territories: list[Territory]
