"""Content that the cue governs: clauses, infinitives, gerunds, objects, what they are called."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.content import (
    clause,
    whole_quotes,
    without_aside,
    without_chain,
    without_lead,
    without_next,
)
from communique.statements.drafting import draft
from communique.statements.view import Hit, View

_WH = frozenset({"what", "how", "why", "who", "where", "when", "which", "whether", "if", "whom", "whose", "whatever"})
_SMALL_TALK = frozenset({"nothing", "little", "much", "goodbye", "hello", "enough", "something", "anything", "it"})
_AS = frozenset({"prep", "mark", "advmod", "advcl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def governed(view: View, hit: Hit) -> StatementDraft | None:
    """The statement whose content the cue governs, by the first frame that fits."""
    for rule in (_raised, _clause, _called, _prepositional, _charge, _object, _loose):
        found = rule(view, hit)
        if found is not None:
            pieces, confidence = found
            if any(first <= hit.head < last for first, last in pieces):
                continue
            pieces = [_cut(view, p, hit.head) for p in pieces]
            speaker = hit.agent if hit.passive or hit.agent is not None else hit.subject
            return draft(view, hit, pieces, rule.__name__.strip("_"), confidence, speaker)
    return None


def _cut(view: View, span: Range, cue: int) -> Range:
    """The piece with whole quotations and without what is no part of it."""
    span = whole_quotes(view, span, cue)
    return without_aside(view, without_next(view, without_chain(view, span, cue), cue), cue)


Found = tuple[list[Range], float] | None


def _clause(view: View, hit: Hit) -> Found:
    """that-, bare, wh-clauses, infinitives and gerunds."""
    parse, frames = view.parse, hit.cue.frames
    for c in parse.children[hit.head]:
        if c < hit.head or not (parse.dep[c] in ("ccomp", "xcomp") or _complement_by_form(view, hit, c)):
            continue
        after = hit.tokens[1] if hit.tokens[1] <= c else hit.head + 1
        span = clause(view, c, after)
        kind = _clause_kind(view, c, span)
        if kind == "bare":
            span = without_lead(view, span, c)
        if kind in ("that", "bare", "wh") and kind in frames:
            return [span], 0.9
        if kind == "obj_to":
            if "obj_to" in frames:
                return [span], 0.8
            if "to_obj" in frames:
                return [(_to(view, c, span[0]), span[1])], 0.8
        if kind == "to":
            return _infinitive(view, hit, c, span)
        if kind == "ing" and "ing" in frames:
            return [span], 0.8
        if kind == "oprd" and "oprd" in frames:
            return [span], 0.8
    return _that_next(view, hit)


def _complement_by_form(view: View, hit: Hit, c: int) -> bool:
    """Whether what the parser calls an adverbial clause is the cue's complement.

    "lobbied the ministry to lift the ban", "debated whether to close the mine".
    """
    parse = view.parse
    if parse.dep[c] != "advcl":
        return False
    first = parse.lower[parse.left[c]]
    before = parse.left[c] - 1
    if first == "whether" or first in _WH and _asks(view, hit.head):
        return before == hit.tokens[1] - 1 and "wh" in hit.cue.frames
    if first != "to":
        return False
    if hit.cue.frames & {"obj_to", "to_obj"}:
        return any(parse.dep[o] in ("dobj", "pobj", "dative") and parse.right[o] == before for o in parse.children[hit.head])
    return "to" in hit.cue.frames and before == hit.tokens[1] - 1


def _asks(view: View, verb: int) -> bool:
    """Whether a question word after the verb opens its content: "did not say when ..."."""
    parse = view.parse
    return parse.lemma[verb] in ("ask", "explain", "wonder") or any(parse.dep[c] == "neg" for c in parse.children[verb])


def _that_next(view: View, hit: Hit) -> Found:
    """A that-clause that the parser has not joined to the cue, but which follows it."""
    parse, first = view.parse, hit.tokens[1]
    if "that" not in hit.cue.frames or first >= len(parse) or hit.passive:
        return None
    through = _through_medium(view, hit)
    if through:
        return [through], 0.8
    if parse.lower[first] != "that" or parse.tag[first] != "IN":
        return None
    last = max(parse.right[hit.head] + 1, parse.right[parse.head[first]] + 1 if parse.head[first] > first else 0)
    return [(first, last)], 0.7


def _through_medium(view: View, hit: Hit) -> Range | None:
    """The that-clause that hangs under the medium: "said in a statement [that ...]"."""
    parse = view.parse
    nouns = [n for p in parse.kids(hit.head, "prep") if p > hit.head for n in parse.kids(p, "pobj")]
    nouns += [n for n in parse.kids(hit.head, "dobj", "dative") if n > hit.head and "to_obj" in hit.cue.frames]
    for noun in nouns:
        for c in parse.kids(noun, "acl", "relcl", "ccomp"):
            first = parse.left[c]
            if first > noun and parse.lower[first] == "that" and parse.dep[first] == "mark":
                return (first, parse.right[c] + 1)
    return None


def _loose(view: View, hit: Hit) -> Found:
    """A clause right after a verb of saying that the parser has not joined to it."""
    parse, i = view.parse, hit.tokens[1]
    if not {"quote", "bare"} <= hit.cue.frames or hit.cue.cue_class != "speech" or hit.cue.second or hit.passive:
        return None
    if parse.tag[hit.head] not in ("VBD", "VBZ", "VBP") or hit.subject is None or hit.subject > hit.head:
        return None
    last = view.sentence(hit.head)[1]
    while i < last and (parse.ent[i] in ("DATE", "TIME") or parse.pos[i] == "ADV"):
        i += 1
    if i >= last or parse.lower[i] in _SMALL_TALK or parse.pos[i] not in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM") or parse.dep[i] == "mark":
        return None
    for k in range(i, last):
        if parse.tag[k] in _FINITE:
            return [(i, last)], 0.6
        if parse.word[k] in (",", ";", ":") or parse.tag[k] in ("WDT", "WP", "WRB") or parse.lower[k] == "that":
            return None
    return None


def _clause_kind(view: View, verb: int, span: Range) -> str:
    """What sort of clause the complement is."""
    parse = view.parse
    first = parse.lower[span[0]]
    subject = aux_to = finite = that = False
    for c in parse.children[verb]:
        dep = parse.dep[c]
        subject = subject or dep in ("nsubj", "nsubjpass", "expl", "csubj")
        aux_to = aux_to or (dep == "aux" and parse.lower[c] == "to")
        finite = finite or (dep in ("aux", "auxpass") and parse.tag[c] in _FINITE)
        that = that or (dep == "mark" and parse.lower[c] == "that")
    if that or first == "that":
        return "that"
    if first in _WH or any(parse.lower[c] in ("whether", "if") and parse.dep[c] == "mark" for c in parse.children[verb]):
        return "wh"
    if aux_to:
        return "obj_to" if subject else "to"
    if parse.tag[verb] in _FINITE or finite:
        return "bare"
    if parse.tag[verb] == "VBG":
        return "ing"
    return "oprd" if subject else ""


def _to(view: View, verb: int, first: int) -> int:
    """The "to" of an infinitive, its quotation mark aside."""
    for c in view.parse.children[verb]:
        if view.parse.dep[c] == "aux" and view.parse.lower[c] == "to":
            return c
    return first


def _infinitive(view: View, hit: Hit, verb: int, span: Range) -> Found:
    """An infinitive, with the object before it where that belongs to the content."""
    parse, frames = view.parse, hit.cue.frames
    if hit.passive:
        if "obj_to" in frames or "to_obj" in frames or "to" in frames:
            return [span], 0.7
        return None
    objects = [c for c in parse.children[hit.head] if parse.dep[c] in ("dobj", "dative") and hit.head < c < verb]
    if hit.cue.second and "obj_to" in frames:
        objects = [k for c in parse.children[hit.head] if parse.lower[c] == hit.cue.second for k in parse.kids(c, "pobj")]
        if objects and objects[0] < verb:
            return [(parse.left[objects[0]], span[1])], 0.8
    if objects:
        if "obj_to" in frames:
            return [(max(parse.left[objects[0]], hit.head + 1), span[1])], 0.8
        if "to_obj" in frames:
            return [(_to(view, verb, span[0]), span[1])], 0.8
        return None
    if "to" in frames or "obj_to" in frames or "to_obj" in frames:
        return [(_to(view, verb, span[0]), span[1])] if parse.word[span[0]] != "not" else [span], 0.8
    return None


def _called(view: View, hit: Hit) -> Found:
    """What somebody is called, or described as."""
    parse, frames, verb = view.parse, hit.cue.frames, hit.head
    if "oprd" in frames:
        objects = [c for c in parse.children[verb] if parse.dep[c] in ("dobj", "nsubjpass", "dative")]
        end = _predicate(view, verb, objects)
        if end is not None:
            return _joined(view, hit, objects[0], end)
    if "as" in frames:
        objects = [o for o in parse.children[verb] if parse.dep[o] in ("dobj", "nsubjpass")]
        if objects:
            thing = objects[0]
            for c in (*parse.children[verb], *parse.children[thing]):
                if c > verb and c > thing and parse.lower[parse.left[c]] == "as" and _as_phrase(view, c):
                    return _joined(view, hit, thing, c)
    return None


def _as_phrase(view: View, c: int) -> bool:
    """Whether "as ..." names something, and tells no time ("as he walked home")."""
    parse = view.parse
    return parse.dep[c] in _AS and not any(parse.dep[k] in ("nsubj", "nsubjpass") for k in parse.children[c])


def _predicate(view: View, verb: int, objects: list[int]) -> int | None:
    """What the object is called: "deemed the evidence [inadmissible]"."""
    parse = view.parse
    if not objects:
        return None
    thing = objects[0]
    for c in parse.children[verb]:
        if c > max(verb, thing) and parse.dep[c] in ("oprd", "attr", "acomp"):
            return c
        if c > thing > verb and parse.left[c] == parse.right[thing] + 1:
            if parse.dep[c] == "dobj" or (parse.dep[c] == "advcl" and parse.tag[c] == "JJ"):
                return c
    if thing > verb and parse.pos[thing] == "NOUN":
        for c in parse.children[thing]:
            if c > thing and parse.dep[c] == "amod" and parse.tag[c] == "JJ":
                return c
    return None


def _joined(view: View, hit: Hit, thing: int, end: int) -> Found:
    """Object and predicate as one piece, or two where the verb stands between them."""
    parse, verb = view.parse, hit.head
    last = _taken_along(view, verb, end, parse.right[end] + 1)
    if thing > verb:
        return [(max(parse.left[thing], verb + 1), last)], 0.8
    first_piece = (parse.left[thing], min(parse.right[thing] + 1, verb))
    return [first_piece, (parse.left[end], last)], 0.7


def _raised(view: View, hit: Hit) -> Found:
    """Subject and infinitive of "is expected to ...", "seems to ..."."""
    parse, verb = view.parse, hit.head
    if "raise" not in hit.cue.frames:
        return None
    subjects = [c for c in parse.children[verb] if parse.dep[c] in ("nsubjpass", "nsubj") and c < verb]
    if not subjects or (parse.tag[verb] == "VBN" and not hit.passive):
        return None
    if hit.cue.lemma not in ("seem", "appear") and not hit.passive:
        return None
    ends = [c for c in parse.children[verb] if parse.dep[c] in ("xcomp", "oprd", "acomp") and c > verb]
    if not ends:
        return None
    subject = subjects[0]
    hit.subject = None
    return [(parse.left[subject], parse.right[subject] + 1), (max(verb + 1, parse.left[ends[0]]), parse.right[ends[0]] + 1)], 0.7


def _prepositional(view: View, hit: Hit) -> Found:
    """The object of the preposition in "call for C", "speak of C"."""
    parse, verb = view.parse, hit.head
    if not hit.cue.second or not hit.cue.frames & {"np", "ing", "wh", "obj_to", "as"}:
        return None
    for c in parse.children[verb]:
        if parse.lower[c] == hit.cue.second and c > verb:
            inner = [k for k in parse.children[c] if parse.dep[k] in ("pobj", "pcomp", "xcomp", "ccomp")]
            if parse.dep[c] == "prt":
                inner = [k for k in parse.children[verb] if parse.dep[k] == "dobj"]
            if not inner:
                continue
            last = _taken_along(view, verb, c, parse.right[inner[-1]] + 1)
            if "obj_to" in hit.cue.frames and "np" not in hit.cue.frames and not _holds_to(view, c + 1, last):
                return None
            return [(max(c + 1, parse.left[inner[0]]) if inner[0] > c else parse.left[inner[0]], last)], 0.7
    return None


def _holds_to(view: View, first: int, last: int) -> bool:
    """Whether an infinitive stands in the stretch."""
    return any(view.parse.tag[i] == "TO" for i in range(first, last))


def _charge(view: View, hit: Hit) -> Found:
    """Object and charge: "accused [Rome of stalling]"."""
    parse, verb = view.parse, hit.head
    if "of" not in hit.cue.frames:
        return None
    for c in parse.children[verb]:
        if parse.lower[c] == "of" and parse.dep[c] == "prep" and c > verb:
            last = parse.right[c] + 1
            objects = [o for o in parse.children[verb] if parse.dep[o] == "dobj" and verb < o < c]
            if objects:
                return [(max(verb + 1, parse.left[objects[0]]), last)], 0.85
            return [(c + 1, last)], 0.7
    objects = parse.kids(verb, "dobj")
    if objects:
        for c in parse.children[objects[0]]:
            if parse.lower[c] == "of" and c > verb:
                return [(max(verb + 1, parse.left[objects[0]]), parse.right[objects[0]] + 1)], 0.7
    return None


def _taken_along(view: View, verb: int, thing: int, last: int) -> int:
    """End of an object with the phrases the parser hung under the verb: "praised X for Y"."""
    parse = view.parse
    for c in parse.children[verb]:
        if c <= thing or parse.left[c] != last:
            continue
        to = parse.dep[c] in ("advcl", "xcomp") and parse.lower[parse.left[c]] == "to"
        prep = parse.dep[c] == "prep" and not _when_or_where(view, c)
        if to or prep:
            last = parse.right[c] + 1
    return last


def _when_or_where(view: View, prep: int) -> bool:
    """Whether a phrase tells when or through what something was said."""
    parse, media = view.parse, view.book.media
    if parse.lower[prep] in ("during", "after", "before", "since", "until", "via"):
        return True
    for noun in parse.kids(prep, "pobj"):
        if parse.ent[noun] in ("DATE", "TIME") or parse.lower[noun] in media:
            return True
    return False


def _by_person(view: View, hit: Hit) -> bool:
    """Whether one person is the subject: "Ruiz attacked the plan", not "gunmen attacked a bus"."""
    parse, who = view.parse, hit.agent if hit.passive else hit.subject
    if who is None:
        return False
    return parse.ent[who] == "PERSON" or parse.lower[who] in ("he", "she", "i", "who")


def _document(view: View, hit: Hit) -> bool:
    """Whether a document or study is the subject: "the survey showed a rise"."""
    who = hit.subject
    return who is not None and view.parse.lemma[who] in view.book.documents


def _object(view: View, hit: Hit) -> Found:
    """A noun phrase as content: "praised [the deal]"."""
    parse, verb = view.parse, hit.head
    if hit.cue.second or not ("np" in hit.cue.frames or "np_person" in hit.cue.frames and _by_person(view, hit)):
        return None
    if hit.cue.cue_class == "document" and not _document(view, hit):
        return None
    if hit.subject is None and hit.agent is None or parse.tag[verb] == "VB" and parse.dep[verb] == "acl":
        return None
    if hit.passive or (parse.dep[verb] == "acl" and parse.tag[verb] == "VBN"):
        things = [c for c in parse.children[verb] if parse.dep[c] == "nsubjpass"]
        if not things and hit.agent is not None and parse.dep[verb] == "acl":
            noun = parse.head[verb]
            return [(parse.left[noun], min(verb, parse.right[noun] + 1))], 0.6
        if things and (hit.agent is not None or parse.pos[things[0]] == "NOUN"):
            return [(parse.left[things[0]], min(verb, parse.right[things[0]] + 1))], 0.6
        return None
    things = [c for c in parse.children[verb] if parse.dep[c] == "dobj"]
    if not things:
        return None
    thing = things[-1] if things[-1] > verb else things[0]
    last = _taken_along(view, verb, thing, parse.right[thing] + 1)
    first = parse.left[thing] if thing < verb else max(parse.left[thing], verb + 1)
    return [(first, last)], 0.7
