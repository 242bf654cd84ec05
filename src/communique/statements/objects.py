"""Phrases that a cue governs: objects, what they are called, charges, subjects of passives."""

from __future__ import annotations

from communique.statements.clauses import Found
from communique.statements.view import Hit, View

_AS = frozenset({"prep", "mark", "advmod", "advcl"})


def called(view: View, hit: Hit) -> Found:
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


def raised(view: View, hit: Hit) -> Found:
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
    return [
        (parse.left[subject], parse.right[subject] + 1),
        (max(verb + 1, parse.left[ends[0]]), parse.right[ends[0]] + 1),
    ], 0.7


def prepositional(view: View, hit: Hit) -> Found:
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


def charge(view: View, hit: Hit) -> Found:
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


def plain_object(view: View, hit: Hit) -> Found:
    """A noun phrase as content: "praised [the deal]"."""
    parse, verb = view.parse, hit.head
    if hit.cue.second or not ("np" in hit.cue.frames or ("np_person" in hit.cue.frames and _by_person(view, hit))):
        return None
    if hit.cue.cue_class == "document" and not _document(view, hit):
        return None
    if (hit.subject is None and hit.agent is None) or (parse.tag[verb] == "VB" and parse.dep[verb] == "acl"):
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
