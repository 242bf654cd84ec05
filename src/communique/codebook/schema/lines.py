"""Model of `data/lines/lines.yaml`: how link, credit and caption lines are known."""

from __future__ import annotations

import msgspec


class Lines(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Openers and words of lines that are not running text.

    Attributes:
        link_openers: starts of lines that only lead elsewhere ("Read more: ...").
        link_words, credit_words: words anywhere in a line of at most 400 characters.
        credit_openers: starts of credit lines ("Photo: ...", "Reporting by ...").
        caption_openers, caption_words: starts of, and words within, photo captions.
        agencies: names in brackets that make a credit or a dateline.
    """

    about: str
    link_openers: list[str]
    link_words: list[str]
    credit_words: list[str]
    credit_openers: list[str]
    caption_openers: list[str]
    caption_words: list[str]
    agencies: list[str]
