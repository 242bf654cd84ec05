"""The statements stage: from a reading and the cue book to statement drafts."""

from __future__ import annotations

from communique.segment.reading import Range, Reading, StatementDraft
from communique.statements.addressee import set_addressees
from communique.statements.cuebook import CueBook
from communique.statements.cues import verb_hits
from communique.statements.dating import set_dates
from communique.statements.direct import reported
from communique.statements.indirect import governed
from communique.statements.medium import set_media
from communique.statements.nesting import set_parents, without_doubles
from communique.statements.nominal import nominal
from communique.statements.orphans import carried, embedded
from communique.statements.phrases import according, adverbs, colons, names_after
from communique.statements.polarity import set_polarity
from communique.statements.runs import claimed, follow_on
from communique.statements.view import View, make_view
from communique.statements.written import carry_documents


def attribute(reading: Reading, cues: CueBook) -> None:
    """Find who said what: fill `reading.statements`.

    Works on syntax and quotation marks alone; who the speakers are is settled later. Reads
    `reading.dates` where they are known.

    Args:
        reading: a reading with parse, parts and quotations.
        cues: the compiled cues.
    """
    view = make_view(reading, cues)
    view.hits = verb_hits(view)
    view.drafts = without_doubles(_found(view))
    follow_on(view)
    view.drafts += embedded(view, claimed(view))
    follow_on(view)
    view.drafts += carried(view, claimed(view))
    for made in view.drafts:
        made.content = _in_order(made.content)
    view.drafts.sort(key=_place)
    set_parents(view.drafts)
    set_media(view)
    carry_documents(view)
    set_addressees(view)
    set_polarity(view)
    set_dates(view)
    reading.statements = view.drafts


def _found(view: View) -> list[StatementDraft]:
    """All readings of all cues, doubles and all."""
    found: list[StatementDraft] = []
    for hit in view.hits:
        made = reported(view, hit) or governed(view, hit)
        if made:
            found.append(made)
    found += nominal(view)
    found += according(view)
    found += adverbs(view)
    found += colons(view)
    found += names_after(view)
    return found


def _place(made: StatementDraft) -> int:
    """Where a statement stands in the text: at its cue, or at its content."""
    return made.cue_head if made.cue_head is not None else made.content[0][0]


def _in_order(content: list[Range]) -> list[Range]:
    """Pieces in text order; those that overlap are one."""
    ordered: list[Range] = []
    for first, last in sorted(content):
        if ordered and first < ordered[-1][1]:
            ordered[-1] = (ordered[-1][0], max(last, ordered[-1][1]))
        else:
            ordered.append((first, last))
    return ordered
