"""What a browser is told that a page may do: show its own style and the pictures inside it.

Each page says so in a `<meta>` element, for those who open the file; a server says more, since
some directives count only in a header. No script, inline style attribute or address is allowed,
so that markup which slipped through the cleaning would still do nothing.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

_STYLE = Path(__file__).parent / "templates" / "page.css"

# A sandboxed page runs no script, submits no form and follows no refresh; a link that a reader
# opens in a new tab is no part of the sandbox.
_SERVED = "frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style sheet, exactly as it stands between a page's style tags."""
    return f"\n{_STYLE.read_text('utf-8')}"


@lru_cache(maxsize=1)
def page_policy() -> str:
    """Return the Content-Security-Policy that a page carries in itself."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    allowed = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"
    return f"{allowed}; base-uri 'none'; form-action 'none'"


def served_headers() -> dict[str, str]:
    """Return the headers that a server sends with everything: pages, downloads and refusals."""
    return {
        "Content-Security-Policy": f"{page_policy()}; {_SERVED}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
