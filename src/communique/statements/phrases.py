"""Attribution without a verb: "according to S", "in S's view", "reportedly", "S: C"."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.content import whole_quotes
from communique.statements.cuebook import Cue
from communique.statements.drafting import draft
from communique.statements.speaker import mention_range
from communique.statements.view import PAUSE, Hit, View

_DASHES = frozenset({"―", "—", "–", "--"})
_LONGEST_NAME = 14
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def according(view: View) -> list[StatementDraft]:
    """Statements of phrases that stand before the speaker."""
    parse, found = view.parse, []
    table = view.book.phrases
    for i in range(len(parse)):
        if parse.lower[i] not in table or view.part_of[i] < 0:
            continue
        for words, cue_class in table[parse.lower[i]]:
            last = i + len(words)
            if tuple(parse.lower[i:last]) == words:
                made = _according(view, (i, last), cue_class)
                if made:
                    found.append(made)
                break
    return found


def _according(view: View, cue: Range, cue_class: str) -> StatementDraft | None:
    """ "The dam held, according to engineers": the sentence without the phrase."""
    parse = view.parse
    speaker = _object_after(view, cue[1])
    if speaker is None:
        return None
    first, last = view.sentence(cue[0])
    phrase_end = _phrase_end(view, speaker, last)
    pieces = _sentence_without(view, (first, last), cue[0], phrase_end)
    hit = Hit(cue[1] - 1, cue, Cue(parse.lower[cue[0]], "", frozenset(), cue_class), speaker)
    return draft(view, hit, pieces, "according", 0.85, speaker) if pieces else None


def _object_after(view: View, first: int) -> int | None:
    """Head of the noun phrase that follows the phrase."""
    parse = view.parse
    if first >= len(parse):
        return None
    for c in parse.children[first - 1]:
        if parse.dep[c] == "pobj":
            return c
    i = first
    last = view.sentence(first)[1]
    while (i < last and parse.pos[i] in ("DET", "ADJ", "NUM")) or (i < last and parse.dep[i] == "compound"):
        i += 1
    return i if i < last and parse.pos[i] in ("NOUN", "PROPN", "PRON") else None


def _phrase_end(view: View, speaker: int, last: int) -> int:
    """Where the phrase with its speaker ends: at the next pause or the sentence's end."""
    parse = view.parse
    i = mention_range(parse, speaker)[1]
    end = min(last, max(i, parse.right[speaker] + 1))
    while i < end and parse.word[i] not in (",", ";", ":") and i not in view.opens:
        i += 1
    if (
        i < end
        and parse.word[i] == ","
        and any(
            parse.dep[c] in ("appos", "relcl", "acl") and parse.left[c] <= i + 1 < parse.right[c] + 1
            for c in parse.children[speaker]
        )
    ):
        right = max(parse.right[c] for c in parse.children[speaker] if parse.dep[c] in ("appos", "relcl", "acl"))
        return min(last, right + 1)
    return i


def _sentence_without(view: View, sentence: Range, first: int, last: int) -> list[Range]:
    """The sentence's pieces left and right of the phrase."""
    parse = view.parse
    pieces = []
    if first > sentence[0]:
        before = whole_quotes(view, (sentence[0], first), first)
        if any(parse.pos[i] not in ("PUNCT", "SPACE", "CCONJ", "ADV", "PART") for i in range(*before)):
            pieces.append(before)
    if last < sentence[1]:
        after = whole_quotes(view, (last, sentence[1]), first)
        if any(parse.pos[i] not in ("PUNCT", "SPACE") for i in range(*after)):
            pieces.append(after)
    if len(pieces) == 2 and not _one_clause(view, pieces, first):
        return pieces[:1]
    return pieces


def _one_clause(view: View, pieces: list[Range], first: int) -> bool:
    """Whether what follows the phrase goes on with what stands before it."""
    parse = view.parse
    start = pieces[1][0]
    while start < pieces[1][1] and (parse.word[start] in PAUSE):
        start += 1
    if start >= pieces[1][1]:
        return False
    before = range(*pieces[0])
    finite = any(parse.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in before)
    if not finite:
        return True
    return parse.lower[start] not in ("and", "but", "which", "who") and parse.tag[start] not in ("VBG", "VBN")


def adverbs(view: View) -> list[StatementDraft]:
    """ "The mine reportedly closed": the clause around the adverb, without a speaker."""
    parse, found = view.parse, []
    for i in range(len(parse)):
        cue_class = view.book.adverbs.get(parse.lower[i])
        if cue_class is None or view.part_of[i] < 0 or parse.pos[i] != "ADV":
            continue
        verb = parse.head[i]
        if parse.pos[verb] not in ("VERB", "AUX"):
            continue
        first, last = parse.left[verb], parse.right[verb] + 1
        if parse.dep[verb] in ("relcl", "acl", "advcl", "conj"):
            subjects = [c for c in parse.children[verb] if parse.dep[c] in _SUBJECTS]
            first = parse.left[subjects[0]] if subjects else min(i, verb)
        pieces = [(a, b) for a, b in ((first, i), (i + 1, last)) if b > a]
        hit = Hit(i, (i, i + 1), Cue(parse.lower[i], "", frozenset(), cue_class))
        made = draft(view, hit, pieces, "adverb", 0.7, None)
        if made:
            found.append(made)
    return found


def colons(view: View) -> list[StatementDraft]:
    """Headlines and transcripts: "Minister: No talks before spring", "HOST: Welcome."."""
    parse, found = view.parse, []
    for number, part in enumerate(view.reading.parts):
        first, last = part.tokens
        if view.part_of[first] != number:
            continue
        while first < last and (view.mark[first] or parse.word[first] in ('"', "“", " ")):
            first += 1
        colon = next((i for i in range(first + 1, min(first + 9, last - 1)) if parse.word[i] == ":"), None)
        if colon is None or not _speakerlike(view, first, colon):
            continue
        content = whole_quotes(view, (colon + 1, last), colon)
        head = _head_before(view, first, colon)
        hit = Hit(colon, (colon, colon + 1), Cue(":", "", frozenset(), "speech"), head)
        made = draft(view, hit, [content], "colon", 0.7, head)
        if made:
            made.speaker = (first, colon)
            found.append(made)
    return found


def _speakerlike(view: View, first: int, colon: int) -> bool:
    """Whether the words before a colon name one who speaks, and not a topic or a clause."""
    parse = view.parse
    words = range(first, colon)
    if any(parse.pos[i] in ("VERB", "AUX", "SCONJ") and not parse.word[i].isupper() for i in words):
        return False
    if any(parse.word[i] in (",", '"', "“", "(") for i in words):
        return False
    if all(parse.word[i].isupper() or not parse.word[i].isalpha() for i in words) and len(parse.word[first]) > 2:
        return True
    if any(parse.lower[i] in view.book.speaking_things for i in words):
        return True
    return all(parse.word[i][0].isupper() for i in words) and any(parse.ent[i] == "PERSON" for i in words)


def _head_before(view: View, first: int, colon: int) -> int:
    """Head of the noun phrase before the colon."""
    parse = view.parse
    for i in range(first, colon):
        if not first <= parse.head[i] < colon and parse.pos[i] in ("NOUN", "PROPN", "PRON"):
            return i
    return colon - 1


def names_after(view: View) -> list[StatementDraft]:
    """A name after a dash at the end of a quotation: `"We rebuilt it." - Ana Ruiz, mayor`."""
    parse, found = view.parse, []
    for close, k in view.closes.items():
        dash = close + 1
        while dash < len(parse) and parse.word[dash].isspace() and "\n" not in parse.word[dash]:
            dash += 1
        if dash >= len(parse) or parse.word[dash] not in _DASHES or view.part_of[close] < 0:
            continue
        head = _name_after(view, dash + 1, _line_end(view, dash))
        if head is None:
            continue
        hit = Hit(dash, (dash, dash + 1), Cue("―", "", frozenset(), "speech"), head)
        made = draft(view, hit, [view.quotes[k].inner], "name-after", 0.6, head)
        if made:
            found.append(made)
    return found


def _line_end(view: View, dash: int) -> int:
    """Where the line of the name ends: at a line break, a quotation or the part's end."""
    parse, last = view.parse, view.part(dash)[1]
    i = dash + 1
    while i < last and "\n" not in parse.word[i] and i not in view.opens:
        i += 1
    return i


def _name_after(view: View, first: int, last: int) -> int | None:
    """Head of a name that fills a short stretch without a verb."""
    parse = view.parse
    if last - first > _LONGEST_NAME or any(parse.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last)):
        return None
    head = next((i for i in range(first, last) if parse.pos[i] in ("PROPN", "NOUN")), None)
    while head is not None and head + 1 < last and parse.pos[head + 1] == "PROPN":
        head += 1
    return head
