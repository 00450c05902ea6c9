"""Pictures of a student's notebook, as `data:` addresses that a page can hold."""

from __future__ import annotations

import base64
import binascii

LONGEST_IMAGE = 4_000_000
"""Characters of base64, about three megabytes of picture."""

_FIRST_BYTES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}
_SVG = "image/svg+xml"


def data_uri(mime: str, payload: str) -> str | None:
    """Return the picture as a `data:` address, None if it is not what `mime` says.

    PNG, JPEG and GIF are base64, known by their first bytes; SVG is its own source. The address
    is meant for `<img>`, where no browser runs a script or loads anything.
    """
    if len(payload) > LONGEST_IMAGE:
        return None
    if mime == _SVG:
        return _svg_uri(payload)
    compact = "".join(payload.split())
    content = _decoded(compact)
    if content is None or not content.startswith(_FIRST_BYTES.get(mime, ())):
        return None
    return f"data:{mime};base64,{compact}"


def checked_uri(address: str) -> str | None:
    """Return the `data:` address of a picture if it holds up, None for any other address."""
    head, comma, payload = address.partition(",")
    if not comma or not head.startswith("data:") or not head.endswith(";base64"):
        return None
    mime = head.removeprefix("data:").removesuffix(";base64")
    if mime != _SVG:
        return data_uri(mime, payload)
    source = _decoded("".join(payload.split())) if len(payload) <= LONGEST_IMAGE else None
    return None if source is None else _svg_uri(source.decode("utf-8", "replace"))


def _decoded(compact: str) -> bytes | None:
    try:
        return base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        return None


def _svg_uri(source: str) -> str | None:
    # Entities can be made to grow without end in the reader's browser.
    if "<svg" not in source or "http://www.w3.org/2000/svg" not in source:
        return None
    if "<!entity" in source.lower():
        return None
    return f"data:{_SVG};base64,{base64.b64encode(source.encode('utf-8', 'replace')).decode()}"
