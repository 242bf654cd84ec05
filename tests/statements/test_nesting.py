"""Which statement lies in which, decided on token ranges alone."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.nesting import set_parents, without_doubles


def statement(cue: int, *content: Range, confidence: float = 0.9) -> StatementDraft:
    """A draft with its cue at one token."""
    return StatementDraft(
        kind="indirect",
        content=list(content),
        cue=(cue, cue + 1),
        speaker=None,
        speaker_head=None,
        sentence=0,
        rule="clause",
        cue_head=cue,
        confidence=confidence,
    )


def test_a_cue_inside_a_content_makes_a_child() -> None:
    """The envoy said [the rebels promised [to leave]]: the promise lies in the saying."""
    drafts = [statement(1, (2, 9)), statement(4, (5, 9))]
    set_parents(drafts)
    assert [d.parent for d in drafts] == [None, 0]


def test_the_smallest_holder_is_the_parent() -> None:
    """Three deep: each lies in the next larger one."""
    drafts = [statement(1, (2, 20)), statement(4, (5, 20)), statement(8, (9, 20))]
    set_parents(drafts)
    assert [d.parent for d in drafts] == [None, 0, 1]


def test_parents_never_run_in_a_circle() -> None:
    """Two statements whose cues lie in each other's content: only one becomes a child."""
    drafts = [statement(5, (0, 3)), statement(1, (4, 8))]
    set_parents(drafts)
    assert [d.parent for d in drafts].count(None) >= 1


def test_one_statement_a_cue_the_surest() -> None:
    """Two readings of one cue: the surer one stays."""
    weak, sure = statement(3, (4, 6), confidence=0.5), statement(3, (4, 9), confidence=0.9)
    assert without_doubles([weak, sure]) == [sure]


def test_of_two_that_hold_each_other_the_surer_stays() -> None:
    """ "C, S said" and a misread clause around it."""
    weak, sure = statement(5, (0, 3), confidence=0.4), statement(1, (4, 8), confidence=0.9)
    assert without_doubles([weak, sure]) == [sure]
