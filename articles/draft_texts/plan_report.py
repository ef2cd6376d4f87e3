"""A plan in words, for the command line."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Division, Provision
from articles.reading.outline import account_of, grouped

KINDS = (
    ("preamble", "preamble", "preambles"),
    ("recital", "recital", "recitals"),
    ("article", "article", "articles"),
    ("annex", "annex", "annexes"),
)


def lines(plan, most):
    """Yield what was understood, what is doubtful and what would change; at most so many doubts."""
    outline = plan.outline
    yield _("Language: %s") % outline.language
    yield f"{_('Understood')}: {contents(outline)}"
    yield from account(outline)
    doubts = grouped(outline.doubts)
    for doubt in doubts[:most]:
        words = f" “{doubt.text[:80]}”" if doubt.text else ""
        yield f"  ? {places_of(doubt)}: {doubt.message}{words}"
    if len(doubts) > most:
        yield _("  … and %d more warnings") % (len(doubts) - most)
    for place, message in plan.differences[:most]:
        yield f"  ≠ {place}: {message}"
    if len(plan.differences) > most:
        yield _("  … and %d more differences") % (len(plan.differences) - most)
    if plan.attaches:
        yield _("The text is added beside another language. The headings stay in that language.")
    yield f"{_('Texts')}: {changes(plan)}"


# What words may be of, besides the text; in the order of an account.
PARTS = {
    "text": gettext_lazy("text of articles"),
    "headings": gettext_lazy("headings"),
    "title": gettext_lazy("title"),
    "contents": gettext_lazy("list of contents"),
    "before": gettext_lazy("before the text"),
    "after": gettext_lazy("after an article, left out"),
    "furniture": gettext_lazy("page headers and footers"),
    "margin": gettext_lazy("line numbers"),
    "note": gettext_lazy("notes"),
    "comment": gettext_lazy("comments"),
    "struck": gettext_lazy("struck"),
    "hidden": gettext_lazy("hidden"),
    "remark": gettext_lazy("remarks beside numbers"),
    "other_text": gettext_lazy("another text of the file"),
    "missing": gettext_lazy("not accounted for"),
}


def account(outline):
    """Yield where the words of a document are, and which articles its list of contents lacks."""
    account = account_of(outline)
    words = account["words"]
    yield _("Words of the document: %(words)d, of which %(share)s %% are in the text.") % {
        "words": words["document"],
        "share": f"{100 * account['share_in_text']:.1f}",
    }
    parts = [f"{name}: {words[part]}" for part, name in PARTS.items() if words.get(part)]
    yield f"  {', '.join(parts)}"
    if outline.contents:
        message = _("Articles in the list of contents: %(named)d; read: %(read)d.")
        yield message % {"named": len(outline.contents), "read": outline.count("article")}


def places_of(doubt):
    """Return where a doubt is; of several of one kind how many there are, and the first."""
    if len(doubt.places) == 1:
        return doubt.places[0]
    shown = ", ".join(dict.fromkeys(place for place in doubt.places if place))
    return f"{len(doubt.places)} × {shown[:200]}"


def as_data(plan):
    """Return what reading came to as JSON holds it, for programs."""
    outline = plan.outline
    return {
        "language": outline.language,
        "title": outline.title,
        **account_of(outline),
        "headings": {article.label: article.heading for article in outline.articles},
        "divisions": [
            {"kind": division.kind, "number": division.number, "heading": division.heading}
            for division in outline.divisions
        ],
        "provisions": sum(1 for _provision in outline.walk()),
        "doubts": [
            {
                "message": doubt.message,
                "count": len(doubt.places),
                "places": doubt.places,
                "words": doubt.text,
            }
            for doubt in grouped(outline.doubts)
        ],
        "left_out": [item._asdict() for item in outline.left_out],
        "differences": [{"place": place, "message": said} for place, said in plan.differences],
        "texts": {
            "new": len(plan.new_texts),
            "changed": len(plan.changed_texts),
            "removed": len(plan.removed_texts),
            "same": len(plan.unchanged_texts),
        },
    }


def contents(outline):
    """Return how much of what a document holds, in words."""
    counts = [(outline.count(kind), *names) for kind, *names in KINDS]
    counts += [(len(outline.divisions), "division", "divisions")]
    counts += [(sum(1 for _provision in outline.walk()), "provision", "provisions")]
    return ", ".join(
        f"{count} {singular if count == 1 else plural}" for count, singular, plural in counts
    )


def changes(plan):
    """Return how many texts would be new, changed, removed and as they are, and what goes."""
    gone = sum(len(plan.vanished[model]) for model in (Division, Article, Provision))
    return _(
        "%(new)d new, %(changed)d changed, %(removed)d removed, %(same)d unchanged; places "
        "removed: %(gone)d"
    ) % {
        "new": len(plan.new_texts),
        "changed": len(plan.changed_texts),
        "removed": len(plan.removed_texts),
        "same": len(plan.unchanged_texts),
        "gone": gone,
    }


def losses(plan):
    """Yield for each language what needs a word of its own: how many texts go, how many change."""
    message = _(
        "Of %(standing)d texts recorded in “%(language)s”, %(removed)d would be removed and "
        "%(changed)d changed."
    )
    for loss in plan.losses:
        yield message % loss._asdict()


def obstacles(plan):
    """Yield each thing that goes or loses its words though something points to it, with what."""
    for row, pointing in plan.obstacles:
        yield f"  {row}: {described(pointing)}"


def described(pointing):
    """Return what points to a provision in words, with what it belongs to on other floors."""
    words = [f"{pointing._meta.verbose_name} {pointing}"]
    for field in pointing._meta.concrete_fields:
        model = field.related_model
        if model and model._meta.app_label not in ("articles", "auth"):
            words.append(str(getattr(pointing, field.name)))
    return ", ".join(words)
