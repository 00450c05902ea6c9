"""A file name for a student's page, whatever the student's id is made of."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST_SLUG = 60
_DIGITS = 12
_HASHED = re.compile(rf"-[0-9a-f]{{{_DIGITS}}}$")
_OTHER = re.compile(r"[^a-z0-9._-]+")
_DOTS = re.compile(r"\.{2,}")
_RESERVED = {"con", "prn", "aux", "nul", "index", "class"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


def feedback_file_name(student: str) -> str:
    """Return the name of the student's feedback page: safe, readable, and nobody else's.

    A plain id is its own name (`ada.html`). Any other id is spelt in plain letters and followed
    by a short hash of itself, so that `Ada`, `ada/` and `ada` have three pages, on file systems
    that ignore case too.
    """
    letters = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode().lower()
    slug = _DOTS.sub(".", _OTHER.sub("-", letters))[:_LONGEST_SLUG].strip("._-")
    reserved = slug.partition(".")[0] in _RESERVED
    # An id that looks hashed is hashed again: it could be the name of someone else's page.
    if slug and slug == student and not reserved and not _HASHED.search(slug):
        return f"{slug}.html"
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{slug or 'student'}-{digest}.html"
