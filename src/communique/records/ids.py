"""Ids made from content: the same words give the same id, whatever the run."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def digest(*parts: object, size: int = 5) -> str:
    """A short hex digest of the parts, `size` bytes long."""
    joined = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=size).hexdigest()


def fold(text: str) -> str:
    """Lower-case text without accents: "Élysée" and "Elysee" are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ı", "i").replace("ß", "ss"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "’": "'", "‘": "'"})


def slug(name: str) -> str:
    """A readable id from a name: "Emmanuel Macron" becomes `emmanuel-macron`."""
    return _NOT_WORD.sub("-", fold(name)).strip("-") or "unnamed-" + digest(name)
