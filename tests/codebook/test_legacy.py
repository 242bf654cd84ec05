"""Legacy dictionaries: what carries over, and that the rest is told."""

from __future__ import annotations

from pathlib import Path

from communique.codebook.legacy import read_legacy
from communique.codebook.own_actors import add_holder, write_legacy

ACTORS = """# comment
SYLDAVIA_ [SYL] ; short
+SYLDAVIAN_
OTTO_KAR_
+OTTOKAR_
\t[PERGOV 19900101-20000101]
\t[PERELI >000101]
GUARD_ [~COP]
+WATCHMAN_
INSURGENT_BLOC_ [PERINS]
ODD_ [PER1]
!MACRO! = A, B
+LOST_
"""


def test_names_aliases_dates_and_roles_carry_over() -> None:
    found = read_legacy(ACTORS, "old.txt")
    by_name = {e.name: e for e in found.entries}
    assert by_name["Otto Kar"].aliases == ["Ottokar"]
    first, second = by_name["Otto Kar"].terms
    assert (first.country, first.sector, first.start, first.end) == (["PER"], ["GOV"], "1990-01-01", "2000-01-01")
    assert (second.sector, second.start, second.end) == (["ELI"], "2000-01-01", None)
    assert by_name["Guard"].agent
    assert by_name["Insurgent Bloc"].terms[0].sector == ["REB"]


def test_what_does_not_carry_over_is_told_with_its_line() -> None:
    problems = read_legacy(ACTORS, "old.txt").problems
    assert any("old.txt:11" in p for p in problems)
    assert any("old.txt:12" in p and "macros" in p for p in problems)


def test_an_import_is_honoured_when_coding(tmp_path: Path) -> None:
    import communique

    write_legacy(tmp_path, read_legacy(ACTORS, "old.txt"), "old")
    add_holder(
        tmp_path, "CHL", "Ada Nobody", "Minister of Fisheries of Chile", "minister", ["fisheries minister"],
        gender="f", start="2020", end=None, sector=["GOV"],
    )  # fmt: skip
    coder = communique.load(overlays=[tmp_path])
    record = coder.code("Ada Nobody met Otto Kar in Lima. She praised the Insurgent Bloc.", date="1995-05-01")
    found = {a.name: (a.country, a.sector) for a in record.actors}
    assert found["Otto Kar"] == (["PER"], ["GOV"])
    assert found["Insurgent Bloc"] == (["PER"], ["REB"])
    later = coder.code("Ada Nobody met the Chilean fisheries minister.", date="2023-05-01")
    assert [a.office for a in later.actors if a.name == "Ada Nobody"] == ["Minister of Fisheries of Chile"]
