"""Two drafts of a treaty, to be compared: Article 3 of the first became Article 5 of the second."""

from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)

ADDRESS = "/treaties/lamps/compare/first/second/"
TEXTS = ("Lamps burn.", "Lamps shall burn.")


def two_drafts():
    treaty = TreatyFactory(slug="lamps")
    return [
        DraftFactory(treaty=treaty, slug=slug, symbol=slug.title(), stage=stage)
        for stage, slug in enumerate(("first", "second"), 1)
    ]


def joined_articles(drafts):
    rows = []
    for draft, number, text in zip(drafts, "35", TEXTS, strict=True):
        row = ArticleFactory(draft=draft, number=number, heading="Lamps")
        ProvisionFactory(article=row, number="1").texts.create(text=text)
        rows.append(row)
    SuccessionFactory(ancestor=rows[0], descendant=rows[1])
    return rows


def articles_in_both(drafts, count):
    """Make so many articles with a text in both drafts, each joined with that of its number."""
    for number in range(1, count + 1):
        ends = [ArticleFactory(draft=draft, number=str(number)) for draft in drafts]
        SuccessionFactory(ancestor=ends[0], descendant=ends[1])
        for end in ends:
            ProvisionFactory(article=end, number="1").texts.create(text=f"Lamps {end.pk}.")
