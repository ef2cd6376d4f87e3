"""Numbers such as "6.10" keep their stop in addresses and identifiers, so that 6.1 and 61 differ."""

import re

from django.db import migrations
from django.utils.text import slugify

DECIMAL = r"[0-9][.][0-9]"


def without_stops(number):
    """Return a number as identifiers had it before."""
    return re.sub(r"[^0-9a-z]", "", number.lower())


def with_stops(number):
    """Return a number as identifiers have it from now on."""
    return re.sub(r"[^0-9a-z.]|(?<!\d)\.|\.(?!\d)", "", number.lower())


def rename_articles(apps, schema_editor):
    """Give articles with a stop in their number the new address; the former one leads on to it."""
    Article = apps.get_model("articles", "Article")
    FormerSlug = apps.get_model("articles", "FormerSlug")
    for article in Article.objects.filter(number__regex=DECIMAL):
        before = article.slug
        article.slug = slugify(f"{article.kind} {article.number.replace('.', '-')}")
        others = Article.objects.filter(draft=article.draft_id).exclude(pk=article.pk)
        if article.slug == before or others.filter(slug=article.slug).exists():
            continue
        Article.objects.filter(pk=article.pk).update(slug=article.slug)
        FormerSlug.objects.update_or_create(
            kind="articles.article",
            scope=article.draft_id,
            slug=before,
            defaults={"row": article.pk},
        )


def rename_provisions(apps, schema_editor):
    """Give provisions that have such a number, or lie below one, the identifier of today."""
    Article = apps.get_model("articles", "Article")
    Provision = apps.get_model("articles", "Provision")
    decimal = Article.objects.filter(number__regex=DECIMAL)
    affected = Provision.objects.filter(number__regex=DECIMAL).values("article")
    for article in decimal | Article.objects.filter(pk__in=affected):
        former, present = without_stops(article.number), with_stops(article.number)
        above = {None: (former, present)}
        rows = list(Provision.objects.filter(article=article).order_by("eid"))
        while rows:
            ready = [row for row in rows if row.parent_id in above]
            if not ready:  # a tree that no rule allows; it is left for check_data to tell
                break
            rows = [row for row in rows if row.parent_id not in above]
            for row in ready:
                above[row.pk] = (row.eid, renamed(row, *above[row.parent_id]))
        for key, (before, after) in above.items():
            if key is not None and before != after:
                Provision.objects.filter(pk=key).update(eid=after)


def renamed(provision, former, present):
    """Return the identifier of a provision whose parent's was `former` and is `present` now.

    That of an article stands in the middle, behind its kind: "art_610__para_2".
    """
    start = provision.eid.find(former) if "__" not in former else 0
    eid = provision.eid[:start] + present + provision.eid[start + len(former) :]
    number = without_stops(provision.number)
    if re.search(DECIMAL, provision.number) and eid.endswith(f"_{number}"):
        eid = eid[: -len(number)] + with_stops(provision.number)
    return eid


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_draft_language")]

    operations = [
        migrations.RunPython(rename_articles, migrations.RunPython.noop),
        migrations.RunPython(rename_provisions, migrations.RunPython.noop),
    ]
