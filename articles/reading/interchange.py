"""Our own format for drafts (data/README.md), as `export_data` writes it."""

import yaml

from articles.interface_translation import gettext as _
from articles.kinds import ArticleKind, DivisionKind, ProvisionKind
from articles.reading.lines import Line, Mark, Unreadable, too_long

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_NODES = 1_000_000  # single values, lists and mappings, with their ends
DEEPEST = 40  # lists within lists, each provision within another being two
FLAGS = {"true": True, "false": False}


def lines(content: bytes) -> list[Line]:
    """Return the lines of a drafts/<draft>.yaml, each with its mark."""
    entry = _plain(content)
    marked = [Line(_text(entry, "title"), mark=Mark("document", _text(entry, "language")))]
    marked += _divisions(_list(entry, "divisions"), 0)
    for article in _list(entry, "articles"):
        kind = _kind(article, ArticleKind)
        mark = Mark(kind, _text(article, "number"), division=_text(article, "division"))
        marked.append(Line(_text(article, "heading"), mark=mark))
        marked += _provisions(_list(article, "provisions"), 0)
    return marked


def _plain(content):
    """Return the mapping that a document is; Unreadable for anything else, and for traps."""
    try:
        text = content.decode("utf-8-sig")
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
            if count > MOST_NODES:
                raise too_long()
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                raise Unreadable(_("This is not a draft of the interchange format."))
        entry = yaml.load(text, Loader=LOADER)
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("This is not a text file, or its character encoding is not supported.")
        ) from error
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())[:200]
        raise Unreadable(_("This is not YAML: %s") % problem) from error
    if not isinstance(entry, dict) or "articles" not in entry:
        raise Unreadable(_("This is not a draft of the interchange format."))
    return entry


def _divisions(entries, depth):
    for entry in entries:
        mark = Mark(_kind(entry, DivisionKind), _text(entry, "number"), depth, _text(entry, "slug"))
        yield Line(_text(entry, "heading"), mark=mark)
        yield from _divisions(_list(entry, "divisions"), depth + 1)


def _provisions(entries, depth):
    for entry in entries:
        texts = entry.get("texts") or {}
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise Unreadable(_("“%s” must be a mapping from languages to texts.") % "texts")
        mark = Mark(
            _kind(entry, ProvisionKind),
            _text(entry, "number"),
            depth,
            _text(entry, "eid"),
            texts={language: text for language, text in texts.items() if text.strip()},
            agreed=FLAGS.get(_text(entry, "agreed_ad_referendum")),
        )
        yield Line("", mark=mark)
        yield from _provisions(_list(entry, "provisions"), depth + 1)


def _list(entry, key):
    entries = entry.get(key) or []
    if not isinstance(entries, list) or not all(isinstance(inner, dict) for inner in entries):
        raise Unreadable(_("“%s” must be a list of mappings.") % key)
    return entries


def _text(entry, key):
    value = entry.get(key) or ""
    if not isinstance(value, str):
        raise Unreadable(_("“%s” must be a single value.") % key)
    return value


def _kind(entry, kinds):
    kind = _text(entry, "kind")
    if kind not in [*kinds]:
        raise Unreadable(_("“%s” is not a kind of the interchange format.") % kind[:40])
    return kind
