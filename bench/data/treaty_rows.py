"""Two treaties with their sessions, drafts, chapters, articles, provisions and successions."""

from datetime import date
from itertools import pairwise

from articles.models import (
    Article,
    Division,
    Draft,
    Provision,
    ProvisionText,
    Session,
    Succession,
    Treaty,
)
from bench.data import shares

NEW_AT_EACH_STAGE = 5
WORDING = "Each State Party may adopt such measures as are necessary for what follows: "


def make_treaties(texts):
    """Make both treaties whole and return them, the large one first."""
    large = make_treaty("Convention on Measured Things", "measured-things")
    drafts = [
        make_draft(large, stage, count, texts) for stage, count in enumerate(shares.STAGES, 1)
    ]
    for earlier, later in pairwise(drafts):
        make_successions(earlier, later)
    small = make_treaty("Protocol on Small Things", "small-things")
    make_draft(small, 1, shares.SMALL_TREATY, texts)
    return [large, small]


def make_treaty(title, slug):
    treaty = Treaty.objects.create(title=title, short_title=title, slug=slug)
    Session.objects.bulk_create(
        Session(
            treaty=treaty,
            title=f"Session {number} of the {title}",
            slug=f"session-{number}",
            number=number,
            position=number,
            starts_on=date(shares.FIRST_YEAR + number - 1, 4, 1),
            ends_on=date(shares.FIRST_YEAR + number - 1, 4, 12),
        )
        for number in range(1, shares.YEARS + 1)
    )
    return treaty


def make_draft(treaty, stage, count, texts):
    draft = Draft.objects.create(
        treaty=treaty,
        title=f"Draft {stage} of the {treaty.title}",
        slug=f"draft-{stage}",
        kind=Draft.Kind.NEGOTIATING,
        symbol=f"{treaty.slug.upper()}/{stage}",
        date=str(shares.FIRST_YEAR + 3 * stage),
        stage=stage,
    )
    divisions = Division.objects.bulk_create(
        Division(
            draft=draft,
            kind=Division.Kind.CHAPTER,
            number=str(number),
            heading=f"Chapter on {subject}",
            slug=f"chapter-{number}",
            position=number,
        )
        for number, subject in enumerate(list(shares.SUBJECTS)[: shares.CHAPTERS], 1)
    )
    articles = Article.objects.bulk_create(
        make_article(draft, divisions[(number - 1) * len(divisions) // count], number)
        for number in range(1, count + 1)
    )
    make_provisions(draft, articles, texts)
    return draft


def make_article(draft, division, number):
    # At each stage some articles are new, and all others are renumbered: headings stay.
    known_as = number - NEW_AT_EACH_STAGE * (draft.stage - 1)
    subjects = [subject for under in shares.SUBJECTS.values() for subject in under]
    subject = subjects[known_as % len(subjects)]
    heading = f"{subject} ({known_as})" if known_as > 0 else f"{subject}, new in {draft.slug}"
    article = Article(
        draft=draft, division=division, number=str(number), heading=heading, position=number
    )
    article.derive()
    return article


def make_provisions(draft, articles, texts):
    provisions = Provision.objects.bulk_create(
        Provision(
            article=article,
            draft=draft,
            kind=Provision.Kind.PARAGRAPH,
            number=str(number),
            eid=f"{article.eid}__para_{number}",
            position=number,
        )
        for article in articles
        for number in range(1, shares.PROVISIONS + 1)
    )
    ProvisionText.objects.bulk_create(
        ProvisionText(
            provision=provision,
            text=WORDING + texts[(draft.stage * 1000 + place) % len(texts)],
        )
        for place, provision in enumerate(provisions)
    )


def make_successions(earlier, later):
    """Confirm that each article became the one of the same heading in the next draft."""
    descendants = {article.heading: article for article in later.articles.all()}
    Succession.objects.bulk_create(
        Succession(
            ancestor=article,
            descendant=descendants[article.heading],
            state=Succession.State.CONFIRMED,
            confidence=Succession.Confidence.B,
        )
        for article in earlier.articles.all()
        if article.heading in descendants
    )
