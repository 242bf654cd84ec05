"""What is written in a document that was just spoken of, is said through that document.

"The letter reached the ministry on Monday. ... The lawmakers requested the minutes of the meeting."
A request, a question or a description a sentence or two after "the letter" is the letter's.
"""

from __future__ import annotations

from communique.statements.view import View

REACH = 2
"""Sentences after the document within which its words may go on."""
_SUBJECTS = ("nsubj", "nsubjpass")


def carry_documents(view: View) -> None:
    """Give statements with a cue of writing the medium of the document spoken of before."""
    documents = _documents(view)
    for made in view.drafts:
        if made.medium is not None or made.cue_head is None:
            continue
        if view.parse.lemma[made.cue_head] not in view.book.written_cues:
            continue
        near = [m for s, m in documents if 0 <= made.sentence - s <= REACH]
        if near:
            made.medium = near[-1]


def _documents(view: View) -> list[tuple[int, str]]:
    """Sentences whose subject is a document, "the letter", with its medium."""
    parse, found = view.parse, []
    for i, dep in enumerate(parse.dep):
        if dep in _SUBJECTS and parse.lower[i] in view.book.written_media:
            if any(parse.lower[c] in ("the", "its", "his", "her", "their") for c in parse.kids(i, "det", "poss")):
                found.append((parse.sent[i], view.book.media[parse.lower[i]]))
    return found
