"""Texts that try to be more than text, put into every field; and a reader that sees if one was."""

import re
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import CharField, FileField, SlugField, TextField, URLField
from justhtml import JustHTML

WORD = "zqx"
# For fields that hold a few characters, such as a number.
SHORT = (
    "<b zqx>",
    '"><i zqx>',
    "' onx=zqx '",
    "javascript:zqx",
    "=zqx()",
    "{{'zqx'|upper}}",
    "\u202ezqx\u2066",
)
LONG = (
    "<script>zqx()</script>",
    "</script><script>zqx()</script>",
    "<img src=zqx onerror=zqx()>",
    "\"><svg onload=zqx()><a xlink:href='javascript:zqx'>",
    "' onmouseover='zqx()' style='zqx",
    '" onfocus="zqx()" autofocus="',
    "` onload=zqx() `",
    "<iframe srcdoc='<script>zqx()</script>'></iframe>",
    "<a href=javascript:zqx()>zqx</a><form action=//zqx.example><button formaction=//zqx>",
    "<base href=//zqx.example><meta http-equiv=refresh content='0;//zqx.example'>",
    "<link rel=stylesheet href=//zqx.example><style>@import '//zqx'</style>",
    "&lt;script&gt;zqx()&lt;/script&gt; &#60;zqx&#62; &amp;lt;zqx&amp;gt;",
    "<![CDATA[<zqx>]]> <!--zqx--> --><zqx> <?zqx ?>",
    "</title></textarea></select></option></style><zqx>",
    "{{ 'zqx'|upper }} {% debug %} {# zqx #} ${zqx} <%= zqx %>",
    "\u202ezqx\u202c \u2066zqx\u2069 \u200bzqx \ufeff \u2028zqx\u2029",
    "\u0001\u0008\u001b[31mzqx\u007f\u0085",
    "\uff1cscript\uff1ezqx\uff1c/script\uff1e <ſcript>zqx</ſcript>",
    "zqx\r\nSet-Cookie: zqx=1\r\n\r\n<zqx>",
)
FORMULAS = ("=zqx()", "+zqx", "-zqx", "@zqx", "\t=zqx", "\r=zqx")
ADDRESSES = (
    'https://zqx.example/"onmouseover="zqx()',
    "https://zqx.example/<script>zqx()</script>",
    "http://zqx.example/' onx='zqx",
    "https://user:zqx@zqx.example:99999/%00{{'zqx'|upper}}",
)

# Elements that text must never make, and attributes that never hold what somebody entered.
NEVER = {
    "base",
    "embed",
    "frame",
    "iframe",
    "math",
    "object",
    "plaintext",
    "style",
    "template",
    "xmp",
}
OURS = {"class", "http-equiv", "method", "name", "rel", "role", "src", "srcset"}
HERE = {"action", "formaction"}  # lead to this site alone, though perhaps with words in the query
LINKS = {"href", "xlink:href", "cite", "data", "poster", "ping", "background"}
SCHEMES = {"", "http", "https", "mailto"}


def fill_everything(turn):
    """Put hostile text into every text field of every row, through save() as any way in does."""
    for floor in ("articles", "recommendations"):
        for model in apps.get_app_config(floor).get_models():
            if not model.__name__.startswith(("Historical", "FormerSlug")):
                for row in model.objects.all():
                    fill(row, turn)


def fill(row, turn):
    for place, field in enumerate(text_fields(type(row))):
        setattr(row, field.attname, hostile(field, turn + place, row))
    row.save()


def text_fields(model):
    """Return the fields of a model that hold what somebody types freely."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (CharField, TextField))
        and not isinstance(field, (SlugField, FileField))
        and not field.choices
        and field.name not in NOT_TYPED
    ]


# Derived from others or made at random, or held to a pattern by the database.
NOT_TYPED = {"folded", "sort_key", "key", "sha256", "state", "country", "date"}
# What may occur once alone in something larger: rows must stay apart.
ONCE = {"number", "language", "symbol"}


def hostile(field, turn, row):
    """Return the text of a turn that fits into a field; for a long field, all texts at once."""
    if isinstance(field, URLField):
        return ADDRESSES[turn % len(ADDRESSES)]
    if field.name == "eid":
        return f"{row.article.eid}__para_{row.pk}{SHORT[turn % len(SHORT)]}"
    if field.name == "new_label" and row.relation == row.Relation.AT:
        return ""  # the database allows no other
    if field.max_length is None:
        return f"{FORMULAS[turn % len(FORMULAS)]} {' '.join(LONG)}"
    if field.max_length <= 40:
        text = SHORT[turn % len(SHORT)]
        return f"{text}{row.pk}" if field.name in ONCE else text
    room, text = field.max_length, FORMULAS[turn % len(FORMULAS)]
    text = f"{text} {row.pk}" if field.name in ONCE else text
    for word in LONG[turn % len(LONG) :] + LONG[: turn % len(LONG)]:
        if len(text) + 1 + len(word) <= room:
            text = f"{text} {word}"
    return text


def faults_in(html):
    """Return what on a page text has made: elements, attributes, code, links that act."""
    page = JustHTML(html, sanitize=False)
    return [fault for node in nodes(page.root) for fault in faults_of(node)]


def nodes(node):
    yield node
    for child in getattr(node, "children", None) or ():
        yield from nodes(child)


def faults_of(node):
    if node.name == "#comment":
        return [f"comment {node.data!r}"] if WORD in str(node.data) else []
    attributes = {
        name.casefold(): value or "" for name, value in (getattr(node, "attrs", None) or {}).items()
    }
    faults = [f"<{node.name}>"] if node.name in NEVER or WORD in node.name else []
    if node.name == "script" and attributes.get("type") != "application/ld+json":
        code = "".join(str(child.data) for child in node.children)
        faults += ["script"] if WORD in code or "src" not in attributes else []
    for name, value in attributes.items():
        made = name.startswith("on") or name in ("style", "srcdoc") or WORD in name
        made = made or (name in OURS and WORD in value)
        made = made or (name in HERE and not re.match(r"(/(?![/\\])|[?#.]|$)", value))
        if made or (name in LINKS and not is_harmless(value)):
            faults.append(f"<{node.name} {name}={value[:60]!r}>")
    return faults


def is_harmless(address):
    """Return whether a link leads to the web and not into code, as a browser reads it."""
    # Browsers leave out line ends and tabs anywhere, and control characters at the start.
    read = "".join(char for char in address if char not in "\t\r\n").lstrip(
        "".join(map(chr, range(33)))
    )
    try:
        return urlsplit(read).scheme.casefold() in SCHEMES
    except ValueError:
        return True  # no address at all, so it leads nowhere
