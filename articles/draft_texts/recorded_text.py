"""A draft as it is recorded: in which languages, and as the Outline of one of them."""

from collections import Counter

from django.utils.translation import gettext as _

from articles.models import ProvisionText
from articles.reading.outline import Outline, ReadArticle, ReadDivision, ReadProvision


class Tangled(ValueError):
    """A draft whose articles do not stand together in their divisions."""


def texts_held(draft):
    """Return how many texts of a draft stand in each language, in one query."""
    texts = ProvisionText.objects.filter(provision__draft=draft)
    return Counter(texts.order_by().values_list("language", flat=True))


def language_of_structure(draft, counts):
    """Return the language that gives a draft its structure; "" where no text stands.

    The draft says so; one that does not was entered before drafts did.
    """
    return (draft.language or leading_language(counts)) if counts else ""


def leading_language(counts, said=""):
    """Return which of the languages in `counts` leads: the one `said`, if it is among them.

    Else the one with the most texts, of several such English, else the first by its tag.
    """
    if said in counts:
        return said
    return min(counts, key=lambda tag: (-counts[tag], tag != "en", tag), default="")


def outline_of(draft, language, with_texts=True):
    """Return the Outline of what is recorded of a draft in one language, in four queries.

    Without texts, it is the numbers and headings alone.
    """
    outline = Outline(language, draft.title)
    divisions = {row.pk: row for row in draft.divisions.order_by("position", "pk")}
    for row in divisions.values():
        parent = divisions[row.parent_id].slug if row.parent_id else ""
        outline.divisions.append(ReadDivision(row.kind, row.number, row.slug, row.heading, parent))
    articles = draft.articles.order_by("position", "pk")
    for row in articles.prefetch_related("provisions__texts"):
        division = divisions[row.division_id].slug if row.division_id else ""
        read = ReadArticle(row.kind, row.number, row.heading, division)
        read.provisions = _provisions(row, language if with_texts else None)
        outline.articles.append(read)
    return outline


def _provisions(article, language):
    """Return the provisions of an article as a tree."""
    rows = sorted(article.provisions.all(), key=lambda row: (row.position, row.pk))
    made = {}
    for row in rows:
        texts = {text.language: text.text for text in row.texts.all()}
        read = ReadProvision(row.kind, row.number, row.eid, texts.get(language, ""))
        read.agreed_ad_referendum = row.agreed_ad_referendum
        made[row.pk] = read
    for row in rows:
        if row.parent_id:
            made[row.parent_id].provisions.append(made[row.pk])
    return [made[row.pk] for row in rows if not row.parent_id]


def check_order(outline):
    """Raise Tangled where the articles of a division do not stand together."""
    parents = {division.slug: division.parent for division in outline.divisions}
    done, path = set(), []
    for article in outline.articles:
        here = path_to(article.division, parents)
        done |= {slug for slug in path if slug not in here}
        if done & set(here):
            name = next(slug for slug in here if slug in done)
            raise Tangled(_("The articles of %s are not next to each other.") % name)
        path = here


def path_to(slug, parents):
    """Return the slugs from the outermost division to this one."""
    path = []
    while slug and slug not in path:
        path.append(slug)
        slug = parents.get(slug, "")
    return path[::-1]
