"""A plan in words, for the command line."""

from django.utils.translation import gettext as _

from articles.models import Article, Division, Provision

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
    doubts = outline.doubts
    for doubt in doubts[:most]:
        words = f" “{doubt.text[:80]}”" if doubt.text else ""
        page = f" (p. {doubt.page})" if doubt.page else ""
        yield f"  ? {doubt.place}{page}: {doubt.message}{words}"
    if len(doubts) > most:
        yield _("  … and %d more doubts") % (len(doubts) - most)
    for place, message in plan.differences[:most]:
        yield f"  ≠ {place}: {message}"
    if len(plan.differences) > most:
        yield _("  … and %d more differences") % (len(plan.differences) - most)
    if plan.attaches:
        yield _("The text is put beside another language, in which the headings stay.")
    yield f"{_('Texts')}: {changes(plan)}"


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
        "%(new)d new, %(changed)d changed, %(removed)d removed, %(same)d as they are; "
        "places that vanish: %(gone)d"
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
        "Of %(standing)d texts that stand in “%(language)s”, %(removed)d would be removed and "
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
